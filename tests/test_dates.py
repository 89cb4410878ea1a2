"""Calendar expressions: one table of cases a phenomenon, and what the reader promises beyond them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.linear import REPEATED
from claims.dates import find_date_conflicts, find_dates, infer_anchor
from claims.spans.dates.forms import FORMS, TABLE
from claims.spans.dates.grammar import letters_of_dates
from claims.spans.dates.mention import Mention
from claims.spans.dates.words import Tokens, read_tokens
from claims.spans.forms import Form
from tests.guards import ends

CASES = Path(__file__).parent / "cases" / "dates"
TABLES = ("absolute", "periods", "deictic", "direction", "story", "no_dates", "news", "kinds")
KNOWN = {"text", "anchor", "dates", "note", "only"}
KNOWN_OF_PAIRS = {"text", "anchor", "not_after", "day", "odd"}


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one table."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]


def show(case: dict[str, Any]) -> str:
    """Return a short name of a case for the test report."""
    return f"{case['text'][:40]}@{case.get('anchor', '-')}"


ALL = [case for name in TABLES for case in read_cases(name)]


def days_of(words: str, *days: str) -> tuple[str, date | None, date | None]:
    """Return the expected words, first and last day of one entry of a case."""
    first, last = (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else (None, None)
    return words, first, last


@pytest.mark.parametrize("case", ALL, ids=show)
def test_reads_the_case(case: dict[str, Any]):
    """Each sentence yields just the listed words and days, in order."""
    assert set(case) <= KNOWN, f"unknown keys {set(case) - KNOWN}"
    text, anchor = case["text"], case.get("anchor")
    found = [s for s in find_dates(text, anchor) if text[s.start : s.end] in case.get("only", [text[s.start : s.end]])]
    assert [(text[s.start : s.end], s.first, s.last) for s in found] == [days_of(*entry) for entry in case["dates"]]
    assert all(s.note for s in found if s.first is None), "days that are missing need a reason"
    assert case.get("note", "") in (found[0].note or "" if found else "")


@pytest.mark.parametrize("case", read_cases("pairs"), ids=show)
def test_reads_the_pair(case: dict[str, Any]):
    """Weekday and date pairs give the day of the story, or are reported as conflicts."""
    assert set(case) <= KNOWN_OF_PAIRS, f"unknown keys {set(case) - KNOWN_OF_PAIRS}"
    text = case["text"]
    odd = find_date_conflicts(text, case.get("anchor"))
    assert [text[s.start : s.end] for s in odd] == case["odd"]
    assert all(s.first is None and s.note for s in odd)
    assert infer_anchor(text, case["not_after"]) == case.get("day")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_reads_its_example_and_not_its_counter_example(form: Form[Tokens, list[Mention]]):
    """Each form of the table fires in its example, and reads nothing of the words that only look like it."""

    def reads(text: str) -> bool:
        tokens = read_tokens(text)
        return any(at.form == form.name and said for at, said in TABLE.find(tokens, letters_of_dates(tokens)))

    assert reads(form.example) or form.name == "repeated"
    assert not reads(form.counter_example)


def test_a_range_knows_the_dates_that_it_is_made_of():
    """One span for the period, and the dates that the words name beside it, each whole."""
    (found,) = find_dates("Prices rose from mid-2014 to March 2016.", date(2020, 6, 17))
    assert (found.first, found.last, found.granularity) == (date(2014, 4, 1), date(2016, 3, 31), "range")
    assert [(n.first, n.last) for n in found.named] == [
        (date(2014, 1, 1), date(2014, 12, 31)),
        (date(2016, 3, 1), date(2016, 3, 31)),
    ]


def test_there_are_enough_cases():
    """The tables hold well over a hundred cases, in every file of the folder."""
    assert len(ALL) >= 150
    assert {path.stem for path in CASES.glob("*.toml")} == {*TABLES, "pairs"}


def test_anchor_that_was_inferred_resolves_the_text():
    """With the inferred day, the story's own weekday and "earlier in the day" are that day."""
    text = "The premier signed on Tuesday.\nEarlier in the day, she prayed. She will leave on Wednesday (October 29)."
    day = infer_anchor(text, date(2026, 11, 23))
    assert day == date(2025, 10, 28)
    assert [s.first for s in find_dates(text, day)] == [day, day, date(2025, 10, 29), date(2025, 10, 29)]


@pytest.mark.parametrize("piece", REPEATED["dates"])
def test_a_long_text_of_one_piece_is_read_to_its_end(piece: str):
    """Whatever repeats; `bench.linear` says that it takes time in proportion."""
    with ends():
        find_dates((piece * (120_000 // len(piece) + 1))[:120_000], date(2020, 6, 17))
