"""A number with what is known of it so far: the one thing that the rules for figures pass on and fill in."""

from dataclasses import dataclass

from claims.numerals.number_parts import Number
from claims.numerals.words import Unit


@dataclass(slots=True)
class Quantity:
    """A number with the unit printed at it: tokens first..last (end exclusive), values in the unit."""

    number: Number
    first: int
    last: int
    low: float | None
    high: float | None
    unit: Unit | None = None
    signed: bool = False  # a currency sign or code stands in front
    per: str | None = None
    number_last: int = 0  # end of the numeric part: with a currency sign before and a percent sign behind
    joined: str = ""  # how it was put together: "range", "score", "ratio"
    modifier: str = "exact"
    change: str | None = None
    base: tuple[float, float] | None = None
    noun_first: int = -1
    noun_last: int = -1
    carried: bool = False
    head: str | None = None  # the counted noun in the singular
    people: bool = False
    age: bool = False
