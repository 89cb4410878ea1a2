"""Rankings read as the tables of `cases/rankings` say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bench.linear import REPEATED
from claims.rankings import find_rankings
from claims.spans.forms import Form
from claims.spans.rankings.readers import Rank
from claims.spans.rankings.table import FORMS, TABLE
from claims.spans.rankings.words import View, view_of
from tests.guards import ends

CASES = Path(__file__).parent / "cases" / "rankings"
KEYS = {"quote", "number", "low", "high", "modifier", "unit", "kind", "noun"}


def load_cases() -> list[Any]:
    """Return the cases of all tables."""
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(data) == {"case"}, f"{path.name}: only [[case]] tables are known"
        rows += [pytest.param(case, id=case["text"][:60]) for case in data["case"]]
    return rows


@pytest.mark.parametrize("case", load_cases())
def test_rankings_of_a_sentence(case: dict[str, Any]):
    """A sentence gives exactly the rankings of its case, with place, unit and scope."""
    text = case["text"]
    for wanted in case["figures"]:
        assert set(wanted) <= KEYS, f"unknown keys {set(wanted) - KEYS}"
    found = [
        {
            "quote": text[f.start : f.end], "number": f.number.of(text), "low": f.low, "high": f.high,
            "modifier": f.modifier, "unit": f.unit, "kind": f.kind, "noun": f.noun,
        }
        for f in find_rankings(text)
    ]  # fmt: skip
    assert [{k: v for k, v in row.items() if v is not None} for row in found] == case["figures"]


def test_a_ranking_ends_where_a_figure_begins():
    """A record and the amount that it ranks are two things, and neither hides the other."""
    text = "The gap hit an all-time high of $671bn, the biggest since 1998."
    quotes = [text[f.start : f.end] for f in find_rankings(text)]
    assert quotes == ["all-time high", "biggest since 1998"]


def test_a_ranking_is_of_its_owner_when_it_says_so():
    """The owner in front belongs to what is ranked, though not to the ranking phrase."""
    text = "It is Asia's largest port."
    assert find_rankings(text)[0].measured == "Asia's largest port"


KINDS = tomllib.loads((CASES.parent / "ranking_kinds" / "kinds.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["text"][:50])
def test_a_kind_of_ranking_holds_in_other_words(case: dict[str, Any]):
    """The words that rank and their place are read; where a case names none, nothing ranks."""
    text = case["text"]
    found = [(f.number.of(text), f.high) for f in find_rankings(text)]
    assert found == ([(case["number"], case["place"])] if "number" in case else [])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_reads_its_example_and_not_its_counter_example(form: Form[View, Rank]):
    """Each form of the table fires in its example, and not in the words that only look like it."""

    def reads(text: str) -> bool:
        view = view_of(text)
        return any(at.form == form.name for at, _ in TABLE.find(view, view.letters))

    assert reads(form.example)
    assert not reads(form.counter_example)


@pytest.mark.parametrize("piece", REPEATED["rankings"])
def test_a_long_text_of_one_piece_is_read_to_its_end(piece: str):
    """Whatever repeats; `bench.linear` says that it takes time in proportion."""
    with ends():
        find_rankings((piece * (120_000 // len(piece) + 1))[:120_000])
