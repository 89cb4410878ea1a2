"""Figures read as the tables of `cases/figures` say, phenomenon by phenomenon."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.figures import find_figures
from claims.model import Figure

CASES = Path(__file__).parent / "cases" / "figures"
KEYS = {"quote", "number", "low", "high", "modifier", "unit", "kind", "change", "base", "per", "noun"}


def load_cases() -> list[Any]:
    """Return the cases of all tables, named by phenomenon and text."""
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(data) == {"case"}, f"{path.name}: only [[case]] tables are known"
        rows += [pytest.param(case, id=f"{path.stem}: {case['text'][:60]}") for case in data["case"]]
    return rows


def as_row(text: str, figure: Figure) -> dict[str, Any]:
    """Return a figure in the words of the tables, without what it leaves open."""
    row = {
        "quote": text[figure.start : figure.end], "number": figure.number.of(text), "low": figure.low, "high": figure.high,
        "modifier": figure.modifier, "unit": figure.unit, "kind": figure.kind, "change": figure.change,
        "base": list(figure.base) if figure.base else None, "per": figure.per, "noun": figure.noun,
    }  # fmt: skip
    return {key: value for key, value in row.items() if value is not None}


@pytest.mark.parametrize("case", load_cases())
def test_figures_of_a_sentence(case: dict[str, Any]):
    """A sentence gives exactly the figures of its case, with every property that the case states."""
    assert set(case) == {"text", "figures"}, "a case has a text and its figures, nothing else"
    for wanted in case["figures"]:
        assert set(wanted) <= KEYS, f"unknown keys {set(wanted) - KEYS}"
    found = [as_row(case["text"], figure) for figure in find_figures(case["text"])]
    assert [row["quote"] for row in found] == [row["quote"] for row in case["figures"]]
    for row, wanted in zip(found, case["figures"], strict=True):
        for end in ("low", "high"):
            value, expected = row.pop(end, None), wanted.get(end)
            assert value == (expected if expected is None else pytest.approx(expected, rel=1e-9)), end
        assert row == {key: value for key, value in wanted.items() if key not in ("low", "high")}


def test_a_figure_that_leaves_out_its_noun_says_where_it_came_from():
    """The noun is carried from an earlier sentence of the line, with the span of the words that it was read from."""
    text = "Police say 17 citizens were taken. Eight are dead."
    eight = find_figures(text)[1]
    assert (eight.noun, eight.unit, eight.kind) == ("citizens", "person", "people")
    assert eight.noun_span is not None
    assert eight.noun_span.of(text) == "citizens"
    assert eight.noun_span.end < eight.start


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("It unveiled a $550-billion investment package for the islands.", "investment package for the islands"),
        ("Police held 17 citizens abducted by pirates.", "citizens abducted by pirates"),
        ("The unemployment rate rose 0.4 percent.", "unemployment rate"),
        ("The wheat harvest was worth £5.7bn ($10.7bn).", "wheat harvest"),
        ("They won 60 percent of the vote.", "vote"),
    ],
)
def test_measured_stands_alone(text: str, measured: str):
    """What a figure measures is said in at most eight words, from its noun, its object or the subject of its clause."""
    for figure in find_figures(text):
        assert figure.measured == measured
        assert len(figure.measured.split()) <= 8


def test_idioms_with_one_are_only_given_when_asked_for():
    """The words "one of the best" count nothing, unless the caller counts such things."""
    assert find_figures("It is one of the best films.") == []
    assert [figure.low for figure in find_figures("It is one of the best films.", idioms=True)] == [1.0]


def test_case_files_are_plenty_and_ours():
    """The tables hold enough cases, and none twice."""
    texts = [re.sub(r"\s+", " ", case.values[0]["text"]) for case in load_cases()]
    assert len(texts) == len(set(texts)) >= 240


def test_what_is_measured_is_said_in_eight_words() -> None:
    """`measured` stands alone in reports and threads, so it is short, whatever the sentence."""
    texts = [case.values[0]["text"] for case in load_cases()]
    measured = [figure.measured for text in texts for figure in find_figures(text) if figure.measured]

    assert len(measured) > 100
    assert max(len(words.split()) for words in measured) <= 8
