"""What a source is by its words, and which part of it can speak; the cases are in cases/speaker_kinds.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.model import Span
from claims.speech.kinds import kind_of
from claims.speech.sources import speaking_part

CASES = tomllib.loads((Path(__file__).parent / "cases" / "speaker_kinds.toml").read_text(encoding="utf-8"))
KINDS = [(kind, phrase) for kind, phrases in CASES["kinds"].items() for phrase in phrases]


@pytest.mark.parametrize(("kind", "phrase"), KINDS, ids=[phrase for _, phrase in KINDS])
def test_kind(kind: str, phrase: str) -> None:
    """The head noun, else the shape of the name, tells what a source is."""
    assert (kind_of(phrase) or "unknown") == kind


@pytest.mark.parametrize("case", CASES["part"], ids=[case["text"] for case in CASES["part"]])
def test_part_that_can_speak(case: dict[str, Any]) -> None:
    """Of a source the noun phrase is left that can be who says it, or nothing."""
    found = speaking_part(case["text"], Span(0, len(case["text"])))

    assert (found.of(case["text"]) if found else "") == case["part"]


def test_a_verb_behind_a_relative_says_nothing() -> None:
    """Words tagged as a speaker behind "that" are the verb of a clause."""
    text = "The crew that trains for such fires left."
    start = text.index("trains")

    assert speaking_part(text, Span(start, text.index(" left"))) is None
