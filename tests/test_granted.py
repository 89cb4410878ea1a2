"""Promises of what a sentence about the future takes for granted."""

import tomllib
from pathlib import Path

import pytest

from claims.granted import as_printed
from claims.meaning import Stand
from claims.model import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "granted.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_figure_is_a_fact_where_its_sentence_takes_it_for_granted(case: dict[str, str]) -> None:
    """Definite figures, starts of changes and relative clauses are facts; what is hoped for stays so."""
    start, end = case["text"].index("["), case["text"].index("]") - 1
    text = case["text"].replace("[", "").replace("]", "")

    stand = Stand(1.0, case["read"], float(case.get("sure", 1.0)))  # type: ignore[arg-type]
    assert case["told"] == as_printed(stand, text, Span(0, len(text)), Span(start, end))
