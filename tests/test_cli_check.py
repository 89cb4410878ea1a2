"""`factdesk check`: the same readers, gate and flags as a run, in memory, quickly, and without a trace."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from schemas.table import schema_of
from schemas.tables import TABLES
from warehouse.ask import ask

CASES = Path(__file__).parent / "cases"
ARTICLES = CASES / "articles"
PROJECT = Path(__file__).parent.parent
SAMPLES = sorted((PROJECT / "examples").glob("*.txt"))

# Calls the command line and prints, as the last line on stderr, what it imported of what takes long.
LOADING = """
import sys
from desk.cli import main
try:
    main()
finally:
    print("\\nLOADED", *{"prefect", "duckdb", "polars", "rich", "fastapi"} & sys.modules.keys(), file=sys.stderr)
"""


def loaded_by(*arguments: str | Path, folder: Path) -> set[str]:
    """Return which heavy modules a command loads, in a process of its own."""
    command = [sys.executable, "-c", LOADING, *map(str, arguments)]
    environment = {"PYTHONPATH": str(PROJECT), "PATH": ""}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    mark, *loaded = done.stderr.strip().splitlines()[-1].split()
    assert mark == "LOADED"
    return set(loaded)


def test_help_comes_at_once(workplace: Path):
    """Help loads nothing heavy; its seconds are a bench's (`python -m bench.small`)."""
    assert loaded_by("--help", folder=workplace) == set()


def test_the_sample_is_checked_without_prefect_and_without_a_trace(workplace: Path):
    """Prefect, which takes seconds to load, is not loaded, and no file is left behind."""
    assert loaded_by("check", *SAMPLES, folder=workplace) == {"duckdb", "polars"}
    assert list(workplace.iterdir()) == []


def test_jsonl_prints_every_column_of_every_claim(factdesk: Callable[..., Result]):
    """One object a claim: the columns of `claims`, the document, its flags, and whether it needs verification."""
    result = factdesk("check", "--format", "jsonl", ARTICLES / "ferry.txt", ARTICLES / "bank.txt")
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    wanted = {*schema_of(TABLES["claims"]), "doc_id", "flags", "needs_verification"}
    assert all(set(claim) == wanted for claim in claims)
    assert [claim["doc_id"] for claim in claims] == sorted((claim["doc_id"] for claim in claims), reverse=True)
    for claim in claims:
        text = (ARTICLES / claim["doc_id"]).read_text(encoding="utf-8")
        assert text[claim["start_char"] : claim["end_char"]] == claim["quote"]
    people = next(claim for claim in claims if claim["quote"].startswith("62 people"))
    assert (people["value_low"], people["unit"], people["needs_verification"]) == (62, "person", True)
    assert "people_count" in people["flags"]


def test_a_record_goes_by_its_own_id_and_its_date_anchors_its_dates(factdesk: Callable[..., Result], workplace: Path):
    """A .json input may be one record of doc_id, title, date, text and url."""
    record = {
        "doc_id": "a-17",
        "title": "Ferry",
        "date": "2025-03-05",
        "text": "On Monday 62 people were rescued, police said.",
    }
    (workplace / "one.json").write_text(json.dumps(record), encoding="utf-8")
    [claim] = [json.loads(line) for line in factdesk("check", "--format", "jsonl", "one.json").stdout.splitlines()]
    assert (claim["doc_id"], claim["time_first"]) == ("a-17", "2025-03-03")


def test_check_and_run_agree(factdesk: Callable[..., Result], published_once: Path):
    """In memory and in the file, the same claims with the same flags."""
    result = factdesk("check", "--format", "jsonl", ARTICLES)
    checked = {claim["claim_id"]: claim["flags"] for claim in map(json.loads, result.stdout.splitlines())}
    kept = ask(published_once / "warehouse" / "factdesk.duckdb", "SELECT claim_id, flags FROM claim_flags")
    assert dict(kept.iter_rows()) == checked
    assert checked


def test_csv_and_html_are_whole(factdesk: Callable[..., Result]):
    """CSV has a line for each claim; HTML is the report."""
    rows = list(csv.DictReader(io.StringIO(factdesk("check", "--format", "csv", ARTICLES / "ferry.txt").stdout)))
    assert any(row["quote"].startswith("62 people") for row in rows)
    html = factdesk("check", "--format", "html", ARTICLES / "ferry.txt").stdout
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "62 people" in html


def test_standard_input_is_read(factdesk: Callable[..., Result]):
    """`-` reads an article from a pipe."""
    result = factdesk("check", "-", stdin=(ARTICLES / "ferry.txt").read_bytes())
    assert "62 people" in result.stdout
    assert "standard input: no URL, headline, byline, date" in result.stderr
    assert result.exit_code == 0


def test_missing_metadata_is_told(factdesk: Callable[..., Result]):
    """What the article does not tell of itself is said, since nothing of it is guessed."""
    result = factdesk("check", ARTICLES / "bank.txt")
    assert "note: bank.txt: no URL, headline, byline, date" in result.stderr
    assert "1 article read: 1 new, 0 unchanged, 0 refused" in result.stderr


def test_text_of_articles_cannot_act_on_the_terminal(factdesk: Callable[..., Result], workplace: Path):
    """Neither names nor words may move the cursor, change colours or turn the direction of writing."""
    evil = "ev\u202eil"
    (workplace / f"{evil}.txt").write_text("Police said 12 \x1b[2Jpeople \u202ewere hurt on Monday.", encoding="utf-8")
    result = factdesk("check", f"{evil}.txt", f"gone-{evil}.txt")
    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout + result.stderr


@pytest.mark.parametrize("arguments", [["check"], ["run"]])
def test_no_input_is_wrong_usage(arguments: list[str], factdesk: Callable[..., Result]):
    """Without an input and without settings there is nothing to do; the message says what to name."""
    result = factdesk(*arguments)
    assert result.exit_code == 2
    assert "no INPUT: name a file, a folder or -" in result.stderr


def test_the_inputs_of_the_settings_stand_in(factdesk: Callable[..., Result], workplace: Path):
    """`inputs` in factdesk.toml are what is read when none is named."""
    (workplace / "factdesk.toml").write_text(f"inputs = ['{ARTICLES / 'ferry.txt'}']\n", encoding="utf-8")
    assert "62 people" in factdesk("check").stdout


def test_the_rules_of_the_settings_count(factdesk: Callable[..., Result], workplace: Path):
    """An operator's flag marks claims in a check as in a run."""
    (workplace / "flags").mkdir()
    (workplace / "flags" / "ferries.sql").write_text(
        "-- why: we watch ferries\n-- clears: the coast guard's log\n-- weight: 1\n-- always: true\n"
        "SELECT claim_id, {'ferry': true} AS detail FROM marking\n",
        encoding="utf-8",
    )
    (workplace / "factdesk.toml").write_text('[marking]\nflag_folders = ["flags"]\n', encoding="utf-8")
    claims = factdesk("check", "--format", "jsonl", ARTICLES / "ferry.txt").stdout.splitlines()
    flagged = [claim for claim in map(json.loads, claims) if claim["tense"] != "forecast"]
    assert flagged
    assert all("ferries" in claim["flags"] for claim in flagged)


def test_a_broken_flag_is_named(factdesk: Callable[..., Result], workplace: Path):
    """Whoever wrote the flag must know which file to mend."""
    (workplace / "flags").mkdir()
    (workplace / "flags" / "mine.sql").write_text("SELECT 1", encoding="utf-8")
    (workplace / "factdesk.toml").write_text('[marking]\nflag_folders = ["flags"]\n', encoding="utf-8")
    result = factdesk("check", ARTICLES / "ferry.txt")
    assert result.exit_code == 2
    assert "mine.sql" in result.stderr


def test_a_misspelt_command_is_answered_with_the_right_one(factdesk: Callable[..., Result]):
    """Wrong usage ends with status 2 and a helpful line."""
    result = factdesk("chek")
    assert result.exit_code == 2
    assert "Did you mean 'check'" in result.stderr
