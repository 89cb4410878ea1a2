"""Words and numbers that a person sees: each is made in one place, and says what it means."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import Result

from claims.text.lexicon import read_lexicon
from desk.answers import as_table
from flows.settings import Settings
from reports.refusals import refusal_words, rule_words
from reports.run_news import RunNews, firing_news, run_news
from reports.units import plural_of, unit_words
from reports.words import number_words, reading_of

READINGS = [
    ({"kind": "score", "value_low": 14.0, "value_high": 21.0, "quote": "21 to 14"}, "21 : 14"),
    ({"kind": "score", "value_low": 14.0, "value_high": 21.0, "quote": "14-21"}, "14 : 21"),
    (
        {"kind": "money", "value_low": 2.4, "value_high": 2.4, "unit": "GBP", "change": "up", "quote": "£2.40"}
        | {"sentence": "Fares rise from £2 to £2.40.", "sentence_start": 100, "start_char": 122},
        "2.4 GBP",
    ),
    (
        {"kind": "money", "value_low": 2.4, "value_high": 2.4, "unit": "GBP", "change": "up", "quote": "£2.40"}
        | {"sentence": "Fares rise by £2.40.", "sentence_start": 100, "start_char": 114},
        "up 2.4 GBP",
    ),
    ({"kind": "count", "value_low": 2.0, "value_high": 2.0, "unit": "times"}, "2 times"),
    (
        {"kind": "percent", "value_low": 200 / 3, "value_high": 200 / 3, "unit": "%", "modifier": "about"},
        "about 66.67 %",
    ),
    ({"kind": "percent", "value_low": 100 / 6, "value_high": 100 / 6, "unit": "%"}, "16.67 %"),
    ({"kind": "measure", "value_low": 3.14159, "value_high": 3.14159, "unit": "km"}, "3.14159 kilometres"),
    ({"kind": "count", "value_low": 8.0, "value_high": 8.0, "unit": "{point per game}"}, "8 points per game"),
    ({"kind": "count", "value_low": 2.0, "value_high": 2.0, "unit": "member of parliament"}, "2 members of parliament"),
]


@pytest.mark.parametrize(("row", "words"), READINGS)
def test_a_reading_is_worded_and_rounded(row: dict[str, Any], words: str):
    """Plurals are English, and what was reckoned is not shown with twelve digits."""
    assert reading_of(row) == words


def test_no_unit_is_made_plural_twice():
    """No unit of the lexicon ends in two plurals, and none with a blank before "per" lacks its own."""
    names = {unit_words(str(unit["code"]), one=False) for unit in read_lexicon("units")["unit"]}
    assert [name for name in names if name.endswith(("ses", "ss")) and plural_of(name) != name] == []
    assert [name for name in names if " per " in name and not name.partition(" per ")[0].endswith("s")] == []


@pytest.mark.parametrize(
    ("value", "words"), [(0.000012345678, "1.235e-05"), (12.5, "12.5"), (1 / 3, "0.3333"), (2_000_000.0, "2 million")]
)
def test_what_was_printed_is_not_rounded(value: float, words: str):
    """Six decimals or fewer are somebody's own."""
    assert number_words(value) == words


RULES = {
    "isin(['count', 'money'])": "must be one of: count, money",
    "not_nullable": "must be told",
    "str_length(1, None)": "must not be empty",
    "greater_than_or_equal_to(0)": "must be at least 0",
    "in_range(0, 1)": "must be between 0 and 1",
    "row_json_is_json": "must keep the rule “row json is json”",
    "str_matches('^[0-9a-f]{16}$')": "must have the form '^[0-9a-f]{16}$'",
}


@pytest.mark.parametrize(("rule", "words"), RULES.items())
def test_a_rule_is_told_in_words(rule: str, words: str):
    """Whoever reads it need not know the library that keeps the rules."""
    assert rule_words(rule) == words


def test_a_refusal_names_the_thing_first():
    """An input by its name, a cell by table and column with the value that it has."""
    refused = {"table_name": "inputs", "column_name": "input", "rule": "it is empty", "value": "ferry.txt"}
    assert refusal_words(refused) == "ferry.txt: it is empty"
    cell = {"table_name": "claims", "column_name": "kind", "rule": "isin(['count'])", "value": "weather"}
    assert refusal_words(cell) == "claims.kind must be one of: count; it is “weather”"


def test_a_wrong_choice_is_told_plainly(factdesk: Callable[..., Result]):
    """Without the prefix of the library that found it."""
    result = factdesk("check", "--format", "xml", "x.txt")
    assert result.exit_code == 2
    assert "Value error" not in result.stderr
    assert "'xml' is not one of 'table', 'jsonl', 'csv', 'html'" in result.stderr


def test_columns_that_do_not_fit_are_named_not_crushed():
    """The first are shown so that they can be read, and the last line says which are not and how to see them."""
    frame = pl.DataFrame({f"column_{number}": ["words that are long enough to be cut"] for number in range(12)})
    lines = as_table(frame, width=80).splitlines()
    assert max(map(len, lines[:-1])) <= 80
    assert lines[0].split() == [f"column_{number}" for number in range(5)]
    assert lines[-1].startswith("(1 row; 7 more columns not shown: column_5, column_6, column_7, column_8, ...;")
    assert "--format csv" in lines[-1]


def test_all_columns_are_shown_where_they_fit():
    """Nothing is said of what is not hidden."""
    assert as_table(pl.DataFrame({"a": [1], "b": ["x" * 300]}), width=40).splitlines()[-1] == "(1 row)"


def test_a_run_tells_first_what_was_edited_then_what_is_new(workplace: Path, run_plainly: Callable[..., None]):
    """Edits of figures say of what they are, without a notice first; counts stand behind."""
    from flows.run_news import news_of_run  # noqa: PLC0415 - loads DuckDB

    settings, article = Settings(workplace / "data"), workplace / "bridge.txt"
    for people, sum_ in (("Nine", "4"), ("Eight", "3")):
        article.write_text(
            f"{people} people were killed when the bridge fell, police said. The council spent ${sum_} million on repairs.\n"
        )
        run_plainly([article], settings)
    newest = _newest_run(settings)
    news = news_of_run(settings, newest)
    lines = run_news(news).splitlines()
    assert lines[0] == "2 figure edits, what most hangs on first:"
    assert "Nine people → Eight people without a notice" in lines[1]
    assert "$4 million → $3 million without a notice, of “The council spent" in lines[2]
    assert lines[3] == "2 new sentences to verify, what most hangs on first:"
    assert lines[4].strip().startswith("[Eight people] were killed")
    edited, sentences = firing_news(news)
    assert edited.startswith(
        "2 figures edited without a notice: Nine people → Eight people, bridge.txt; without a notice: $4"
    )
    assert sentences == "2 new sentences to verify"


def _newest_run(settings: Settings) -> str:
    from warehouse.ask import ask  # noqa: PLC0415 - loads DuckDB

    return str(ask(settings.published, "SELECT run_id FROM runs ORDER BY rowid DESC LIMIT 1").item())


def test_a_run_that_brought_nothing_says_nothing_first():
    """No heading stands over an empty list."""
    assert run_news(RunNews()) == ""
    assert firing_news(RunNews()) == []


def test_a_refusal_that_was_read_since_leaves_the_open_ones(workplace: Path, run_plainly: Callable[..., None]):
    """It stays kept, marked with when; refused again, it is open again."""
    from warehouse.store import open_warehouse, read_rows  # noqa: PLC0415 - loads DuckDB

    settings, article = Settings(workplace / "data"), workplace / "ferry.txt"
    opened = []
    for words in ("", "Nine people were rescued from the ferry, police said.\n", ""):
        article.write_text(words)
        run_plainly([article], settings)
        with open_warehouse(settings.live) as warehouse:
            rejects = read_rows(warehouse, "SELECT value, replayed_at IS NULL AS is_open FROM rejects")
            opened.append(sorted(rejects.filter(pl.col("is_open"))["value"].unique().to_list()))
    assert [len(each) for each in opened] == [1, 0, 1], opened
