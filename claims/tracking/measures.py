"""What a figure can be compared with: its dimension, and its interval in the base unit of that dimension."""

import re
from dataclasses import dataclass
from functools import cache
from math import floor, log10, prod

from claims.text.lexicon import read_lexicon
from claims.tracking.quantity import Measure, known_measure
from schemas.vocabulary import FIGURE_KINDS

_OF_PEOPLE = frozenset(("people", "count"))  # what "ten" counts, the sentence may leave to the reader
_DOLLARS = frozenset(("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "$"))


@dataclass(frozen=True, slots=True)
class Interval:
    """What a figure allows, in the base unit of its dimension; an open end is None, and of some vague words both are."""

    low: float | None
    high: float | None
    is_vague: bool = False

    @property
    def printed(self) -> float | None:
        """The number that stands in the text: the middle of two, or the end that there is; None for words such as "dozens"."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends) if ends and not self.is_vague else None

    @property
    def least(self) -> float:
        """What it is ordered by: the number that stands in the text, or the least that vague words mean; 0 of unknown ones."""
        return self.printed if self.printed is not None else self.low or 0.0

    @property
    def is_known(self) -> bool:
        """Whether it says anything of how much."""
        return self.low is not None or self.high is not None

    def meets(self, other: "Interval") -> bool:
        """Tell whether one value can satisfy both."""
        return not (_above(self.low, other.high) or _above(other.low, self.high))


def gap(one: Interval, other: Interval) -> float:
    """Return by how many orders of magnitude the nearest ends of two intervals of positive numbers lie apart; 0 where they meet."""
    if one.meets(other):
        return 0.0
    lower, upper = (one, other) if _above(other.low, one.high) else (other, one)
    high, low = lower.high or 0.0, upper.low or 0.0
    return log10(low / high) if high > 0 else 3.0


def _above(low: float | None, high: float | None) -> bool:
    """Tell whether a lower end lies above an upper one by more than conversion to and fro may add."""
    return low is not None and high is not None and low > high + 1e-6 * abs(high)


def dimension_of(kind: str, unit: str | None, quote: str = "", sentence: str = "", value: float | None = None) -> str:
    """Return what figures must share to be compared: money, counted, %, length, a unit of its own, else the kind.

    "The four worst-hit farms" counts farms, though it ranks them; no count has a fraction, but a magnitude has.
    """
    if kind == "ranking" and not _ORDINAL.search(quote) and _CARDINAL.search(quote):
        return "counted"
    if kind in _OF_PEOPLE:
        scale = value is not None and value % 1 and value < 10 and _SCALE.search(sentence)
        return "magnitude" if scale else "counted"
    if kind not in FIGURE_KINDS or kind in ("money", "percent", "age", "ranking", "score"):
        return kind
    known = known_measure(unit)
    return known.dimension if known else unit or kind


@cache
def meant_by(quote: str) -> Interval:
    """Return what words without a number mean: "dozens" are 24 to 99, "tens of thousands" 10,000 to 99,999."""
    found: list[tuple[float, float]] = []
    for word in _WORD.findall(quote.lower()):
        span = _vague().get(word) or (_scales().get(word) if found else None)
        if span is not None:
            found.append(span)
        elif found and word != "of":
            break
    if not found:
        return Interval(None, None, is_vague=True)
    scale = prod(low for low, _ in found[1:])
    return Interval(found[0][0] * scale, found[0][1] * scale, is_vague=True)


_WORD = re.compile(r"[a-z]+")
_SEVERAL = (2.0, 9.0)
_ANY = "many"  # tells no size


@cache
def _vague() -> dict[str, tuple[float, float]]:
    numbers = read_lexicon("numbers")
    several = dict.fromkeys((word for word in numbers["several"]["words"] if word != _ANY), _SEVERAL)
    return several | {word: (float(low), float(high)) for word, (low, high) in numbers["vague"].items()}


@cache
def _scales() -> dict[str, tuple[float, float]]:
    return {word: (scale, scale) for word, scale in read_lexicon("numbers")["scales"].items()}


_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+t(?:een|ie)th|\d+(?:st|nd|rd|th)|only|last)\b",
    re.IGNORECASE,
)
_CARDINAL = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\d+)\b", re.IGNORECASE)
_SCALE = re.compile(r"\b(?:magnitude|Richter|scale)\b", re.IGNORECASE)


def in_base_unit(kind: str, unit: str | None, low: float | None, high: float | None) -> Interval:
    """Return the interval in the base unit of the figure's dimension; ages and sums stay in their own."""
    if kind == "percent" and unit == "ratio":
        return _in(Measure("share", 100.0), low, high)
    known = known_measure(unit) if kind in ("measure", "duration") else None
    return _in(known, low, high) if known else Interval(low, high)


def _in(measure: Measure, low: float | None, high: float | None) -> Interval:
    ends = [None if end is None else measure.in_base(end) for end in (low, high)]
    return Interval(ends[0], ends[1])


def may_be_one_currency(one: str | None, other: str | None) -> bool:
    """Tell whether two currencies may be the same: a dollar of nobody may be anybody's."""
    if one == other or one is None or other is None:
        return True
    return "$" in (one, other) and one in _DOLLARS and other in _DOLLARS


def digits_of(value: float) -> int:
    """Return how many digits of a number carry something: 5.4 billion has two, 31,000 two, 612 three."""
    if value == 0:
        return 1
    scaled = abs(value) / 10 ** (floor(log10(abs(value))) - 5)
    return len(str(round(scaled)).rstrip("0")) or 1


def is_rounding(one: float, other: float) -> bool:
    """Tell whether one number is the other with fewer digits: 600 of 612, 6 of 5.9, 1,700 of 1,754; not 10 of 8."""
    if one == other:
        return True
    coarse, fine = sorted((one, other), key=digits_of)
    if coarse == 0 or fine == 0 or digits_of(coarse) == digits_of(fine):
        return False
    step = 10.0 ** (floor(log10(abs(coarse))) - digits_of(coarse) + 1)
    cut_off = digits_of(coarse) > 1 and 0 < fine - coarse < step  # 1,700 of 1,754
    return cut_off or bool(abs(fine - coarse) <= step / 2 * 1.0001)
