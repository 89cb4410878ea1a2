"""Rankings read as the tables of `cases/rankings` say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.rankings import find_rankings

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
