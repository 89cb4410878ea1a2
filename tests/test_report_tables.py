"""CSV, JSONL and Markdown carry the rows whole, and nothing in them that another program would run."""

import csv
import io
import json
import math
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.explain import explain_claim
from reports.run_summary import escape_markdown, run_summary_markdown
from reports.tables import defuse, spread_reasons, to_csv, to_jsonl
from reports.terminal import claims_table, columns_wide, wrap_columns

NAMES = st.text(alphabet="abcdef_", min_size=1, max_size=6)
CELLS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text() | st.lists(st.text(max_size=5), max_size=3)


def read_csv(text: str) -> list[list[str]]:
    """Return the cells of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+49 30 1234", "'+49 30 1234"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\ttext", "'\ttext"),
        ("  =1", "'  =1"),
        ('"=1"', '\'"=1"'),
        ("“=1”", "'“=1”"),
        ("'=1", "''=1"),
        ('" \u200b=1', "'\" \u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u00a0-1", "'\u00a0-1"),
        ("＝1", "'＝1"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("17 people", "17 people"),
        ("“We will,” she said", "“We will,” she said"),
        ("'tis", "'tis"),
        ("", ""),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (550e9, "550000000000.0"),
        (True, "true"),
        (None, ""),
        (math.nan, ""),
        (date(2025, 10, 28), "2025-10-28"),
        (datetime(2025, 10, 28, 7, 30, tzinfo=UTC), "2025-10-28T07:30:00+00:00"),
        (["people_count", "disputed"], "people_count; disputed"),
        (["=1", "b"], "'=1; b"),
        ([{"flag": "x"}], '[{"flag": "x"}]'),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_csv_cell(cell: object, written: str) -> None:
    """Text that a spreadsheet would run is defused; numbers, days and plain words stay as they are."""
    assert read_csv(to_csv([{"column": cell, "next": 1}])) == [["column", "next"], [written, "1"]]


@given(st.text())
def test_no_csv_cell_can_be_a_formula(text: str) -> None:
    """Behind blanks, quotes and invisible marks, no cell begins with what a spreadsheet runs."""
    bare = re.sub(r"^[\s\"“”‘’«»`\u200b-\u200f\u2060\ufeff]+", "", defuse(text))

    assert not bare.startswith(tuple("=+-@＝＋－＠"))
    assert not defuse(text).startswith(("\t", "\r", "\n"))


@given(st.lists(st.dictionaries(NAMES, CELLS, min_size=1, max_size=4), max_size=5))
def test_csv_keeps_every_row_and_column(rows: list[dict[str, object]]) -> None:
    """Each row is one row of as many cells as there are columns, in the order in which columns first appear."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = read_csv(to_csv(rows))

    assert cells[0] == names
    assert [len(row) for row in cells[1:]] == [len(names)] * len(rows)


@given(st.lists(st.dictionaries(NAMES, CELLS, min_size=1, max_size=4), max_size=5))
def test_jsonl_gives_the_rows_back(rows: list[dict[str, object]]) -> None:
    """Each line is one row with every column, whatever line breaks and halves of letters its text holds."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = to_jsonl(rows)

    text.encode()
    assert [json.loads(line) for line in text.splitlines()] == [{name: row.get(name) for name in names} for row in rows]


def test_frames_and_rows_are_the_same_table() -> None:
    """A polars frame and its rows are written alike, columns in the frame's order."""
    moment = datetime(2025, 10, 28, 7, 30, tzinfo=UTC)
    frame = pl.DataFrame({"b": [1.5, None], "a": ["x", "=y"], "at": [moment, None], "list": [["p", "q"], []]})
    rows = frame.to_dicts()

    assert to_csv(frame) == to_csv(rows)
    assert to_jsonl(frame) == to_jsonl(rows)
    assert to_csv(frame).splitlines()[0] == "b,a,at,list"
    assert to_csv(frame.clear()) == "b,a,at,list\n"
    assert to_csv(frame, ["a"]).splitlines() == ["a", "x", "'=y"]
    assert json.loads(to_jsonl([{"x": math.inf}])) == {"x": None}


def test_reasons_are_spread_over_flat_columns() -> None:
    """For a spreadsheet each reason's name, why and remedy stand in columns of their own."""
    reasons = [{"flag": "a", "why": "A.", "clears": "B.", "weight": 1.0, "detail": "{}"}, {"flag": "b", "why": None}]
    (row,) = spread_reasons([{"claim_id": "1", "reasons": reasons}])

    assert row == {"claim_id": "1", "flags": ["a", "b"], "why": ["A.", ""], "clears": ["B.", ""]}
    assert spread_reasons([{"reasons": None}]) == [{"flags": [], "why": [], "clears": []}]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |",
        "[link](http://x.example)",
        "![image](http://x.example/y.png)",
        "<script>alert(1)</script>",
        "https://x.example www.x.example",
        "# heading\n* item\n1. item",
        "`code` **bold** _it_ ~~no~~",
        "&lt;b&gt;",
        "\\| \\`",
        "\u202eabc",
    ],
)
def test_markdown_is_shown_as_text(text: str) -> None:
    """What Markdown or HTML would read as markup is escaped, on one line."""
    escaped = escape_markdown(text)

    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*_\[\]()~:!#]", escaped.replace("\\\\", ""))
    assert "<" not in escaped
    assert "\u202e" not in escaped


def test_run_summary_says_what_is_left_out() -> None:
    """The summary shows the first claims, says how many more there are, and where the report lies."""
    rows = [{"claim_id": str(number), "quote": f"{number} | boats", "priority": number} for number in range(40)]
    text = run_summary_markdown({"run_id": "x", "claims": 40, "ok": True}, rows, "/data/my report.html")

    assert "# 40 sentences to verify" in text
    assert "`/data/my report.html` ([open](<file:///data/my%20report.html>))" in text
    assert "| claims | 40 |" in text
    assert "| 1 | \\[39 \\| boats\\] |" in text
    assert "15 more sentences in the report." in text
    assert "No claim needs verifying" in run_summary_markdown({}, [], "report.html")


def test_terminal_text_cannot_act() -> None:
    """Escape codes and line breaks in an article's words reach the terminal as visible text."""
    row = {"quote": "\x1b[2J\x1b]0;owned\x07 a\nb\rc \u202e", "claimant": "\x9b31m", "reasons": []}
    text = claims_table([row], width=100) + claims_table([row], width=40)
    text += explain_claim(
        row | {"claim_id": "1"}, [{"flag": "\x1b[1m", "why": "\x1b[0m", "detail": '{"a": "\\u001b"}'}]
    )

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "⟦U+001B⟧" in text


def test_explain_without_flags_says_so() -> None:
    """A claim on which nothing fired is explained as such."""
    assert "No flag fired" in explain_claim({"claim_id": "1", "quote": "x"}, [])


def test_explain_tells_what_outside_sources_have_said() -> None:
    """Each with its outcome, its sentence and where it can be read, as far as the address is one of the web."""
    evidence = [
        {"source": "world_bank", "outcome": "contradicts", "says": "It gives 12.", "as_of": date(2024, 12, 31), "url": "https://data.example/x"},
        {"source": "own_register", "outcome": "not_understood", "says": "It is odd.", "url": "javascript:1", "stale": True},
    ]  # fmt: skip
    text = explain_claim({"claim_id": "1", "quote": "x", "evidence": evidence}, [])

    assert "2 pieces of evidence from outside" in text
    assert "contradicts  world_bank, as of 2024-12-31: It gives 12." in text
    assert "https://data.example/x" in text
    assert "own_register, to be asked again: It is odd." in text
    assert "javascript" not in text


@given(st.text(alphabet=st.sampled_from("ab 漢字é\u0301👍"), max_size=80), st.integers(2, 30))
def test_wrapped_lines_keep_to_their_width(text: str, width: int) -> None:
    """Wide letters count double, long words are broken, and no letter is lost."""
    lines = wrap_columns(text, width)

    assert all(columns_wide(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_importing_the_reports_is_cheap() -> None:
    """Neither the template engine nor polars is loaded before a report is made."""
    code = "import sys, reports.flagged_claims, reports.tables, reports.terminal, reports.explain, reports.run_summary;"
    code += "print([name for name in ('jinja2', 'polars', 'duckdb', 'prefect', 'claims') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
