"""How a sentence is asserted as its words alone tell, for where the encoder cannot load."""

import re

from schemas.vocabulary import Assertion

_SIGNS: tuple[tuple[Assertion, re.Pattern[str]], ...] = (
    ("asked", re.compile(r"\?\W*$")),
    ("supposed", re.compile(r"^\W*(?:if|unless|were)\b|\bif\b[^.]*\bwould\b", re.IGNORECASE)),
    ("announced", re.compile(
        r"\b(?:pledg|promis|vow)(?:es?|ed|ing)?\b|\bagree[ds]?\s+to\b|\bcommit(?:s|ted)?\s+(?:to|\w+self)\b|\bunveil\w*\b",
        re.IGNORECASE)),
    ("expected", re.compile(
        r"\b(?:will|would|could|may|might|shall)\s+(?:\w+ly\s+|not\s+)?[a-z]+|\b(?:expect|forecast|project|predict)(?:s|ed)?\b"
        r"|\b(?:is|are|was|were)\s+(?:due|set|likely|planned)\b",
        re.IGNORECASE)),
    ("denied", re.compile(r"\bden(?:y|ies|ied)\b", re.IGNORECASE)),
    ("opinion", re.compile(r"\b(?:should|ought|must)\b", re.IGNORECASE)),
)  # fmt: skip
"""In the order in which they are asked; the first that fits tells."""


def plain_assertion(sentence: str) -> Assertion:
    """Tell how a sentence is asserted, by the signs that are printed in it."""
    return next((name for name, sign in _SIGNS if sign.search(sentence)), "asserted")
