"""Fact, commitment or forecast: told by the governing verb. New examples go into tests/cases/tense.toml."""

import tomllib
from pathlib import Path

import pytest

from claims.model import Sentence, Span
from claims.tense import read_tense

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tense.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_tense_of_the_bracketed_words(case: dict[str, str]) -> None:
    """The nearest governing verb decides."""
    assert set(case) == {"text", "tense"}
    start, end = case["text"].index("["), case["text"].index("]") - 1
    text = case["text"].replace("[", "").replace("]", "")
    assert read_tense(text, Sentence(0, len(text)), Span(start, end)) == case["tense"]
