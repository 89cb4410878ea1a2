"""How finely a number is printed, and which true values its words leave room for."""

import re
from math import inf
from typing import NamedTuple

from schemas.vocabulary import Modifier

_DIGITS = re.compile(r"\d[\d,]*(?:[ \u00a0\u202f]\d{3}\b)*(?:\.\d+)?")
_THOUSANDS = re.compile(r"[,\s]")
_FEET_AND_INCHES = re.compile(r"(\d+)(?:\s*(?:ft|feet|foot)\b|[’'])\.?[\s-]*(\d+)(?:\s*(?:in|inch|inches)\b|[”\"])")
_TENTHS = re.compile(r"\d\.\d+(?!\d*\s*(?:[kmb]n?\b|thousand|million|billion|trillion))", re.IGNORECASE)
"""A zero behind the point is printed on purpose: 10.0 is not 10.1."""

_ABOUT = 0.05
"""What "about" leaves room for on either side, as a share of the number."""


class Room(NamedTuple):
    """The values from `low` to `high`, both ends included."""

    low: float
    high: float

    def meets(self, other: "Room") -> bool:
        """Tell whether the two share a value."""
        return self.low <= other.high and other.low <= self.high


def step_of(words: str, value: float) -> float:
    """Return the step in which a number is printed: 0.1 million for "83.2 million", 1 for "29,032".

    Whole numbers without a scale are as fine as one, however many zeros they end in; see `zeros_of`. A share in words
    ("a third") is as fine as a fiftieth of it, and "6 ft 9 in" as an inch.
    """
    if tall := _FEET_AND_INCHES.search(words):
        return abs(value) / (12 * int(tall[1]) + int(tall[2]) or 1)
    found = _DIGITS.search(words)
    if not found:
        return 1.0 if value == int(value) else abs(value) / 50
    digits = found.group().rstrip(",")
    decimals = len(digits.partition(".")[2])
    printed = float(_THOUSANDS.sub("", digits))
    scale = abs(value) / printed if printed and value else 1.0
    return float(scale / 10**decimals)


def zeros_of(value: float) -> float:
    """Return the step that the zeros at the end of a whole number suggest: 1000 for 338,000; 0 for 43.6."""
    step, whole = 1.0, abs(value)
    if whole != int(whole):
        return 0.0
    while whole and whole == int(whole) and int(whole) % 10 == 0:
        whole /= 10
        step *= 10
    return step


def room_of(low: float | None, high: float | None, modifier: Modifier | None, words: str) -> Room | None:
    """Return which true values the words leave room for; None for a vague number."""
    if low is None and high is None:
        return None
    slack = 0.0
    if low is not None and high is not None:
        least = min(abs(low), abs(high))
        slack = step_of(words, high) / 2
        if not _TENTHS.search(words):
            slack = max(slack, min(zeros_of(high) / 2, least / 100))
        if modifier in {"about", "vague"}:
            slack = max(slack, _ABOUT * least)
    return Room(low - slack if low is not None else -inf, high + slack if high is not None else inf)
