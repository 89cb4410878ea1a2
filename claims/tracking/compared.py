"""A claim and a source's number side by side: what is known of either, and how far apart they are in the claim's unit."""

import re
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Literal

from claims.model import Claim
from claims.text.lexicon import is_plural, plural_of
from claims.tracking.definition import Subject
from claims.tracking.quantity import Measure, Rates, converted, measure_of
from claims.tracking.rounding import Room, step_of
from schemas.vocabulary import Assertion, Modifier

Outcome = Literal["supports", "contradicts", "near", "silent", "not_understood"]

_FALL = re.compile(
    r"\b(?:fall|fell|decline|drop|shr[aiu]nk|decrease|contraction|contracted|loss|losses|deficit|charge|below sea level|shorten(?:ed|ing)?|shorter)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:in )?1[0-9]\d\d|(?:in )?20\d\d")
_INSIDE = 0.999  # of a rounded number's room: two that only touch are a step apart


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim's figure, as far as a source can be compared with it."""

    low: float | None
    high: float | None
    modifier: Modifier | None
    unit: str | None
    quote: str
    measured: str
    sentence: str
    first: date | None = None
    last: date | None = None
    assertion: Assertion = "asserted"


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a source: its value with bounds of its own if it gives some, its unit, and what it is, in its own words.

    `printed` is the number as the source prints it, from which its fineness is read. `is_conversion` is said of the claim's
    own sum in another currency: what was announced, and of what, does not matter then.
    """

    value: float
    unit: str
    definition: str
    source: str
    low: float | None = None
    high: float | None = None
    first: date | None = None
    last: date | None = None
    printed: str = ""
    is_conversion: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a source's number says of a claim, in a sentence for people, and how far it lies off, as a share."""

    outcome: Outcome
    says: str
    apart: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The two, with the source's number in the claim's unit once it is known."""

    stated: Stated
    found: Found
    claim: Subject
    source: Subject
    unit: Measure
    found_unit: Measure
    rates: Rates
    is_inverse: bool  # the source gives the rate the other way round


def unit_words(unit: str, value: float) -> str:
    """Return a counted noun as one or as many ("patient", 7,400: "patients"); codes, signs and names stay as they are."""
    head, space, last = unit.rpartition(" ")
    is_noun = last.isalpha() and last.islower() and len(last) > 2 and not is_plural(last)
    return (
        f"{head}{space}{plural_of(last)}" if is_noun and value != 1 and measure_of(unit).dimension == "count" else unit
    )


def stated_of(claim: Claim) -> Stated:
    """Return what of a claim is compared."""
    return Stated(
        claim.value_low, claim.value_high, claim.modifier, claim.unit, claim.quote, claim.measured or claim.statement,
        claim.sentence, claim.time_first, claim.time_last, claim.assertion,
    )  # fmt: skip


def found_room(case: Case) -> Room:
    """Return the source's number in the claim's unit, with the room that its own printing leaves."""
    value = case.found.value
    slack = _INSIDE * step_of(case.found.printed, value) / 2 if "." in case.found.printed else 0.0
    ends = [in_claim(case, each, each) for each in (value - slack, value + slack)]
    if _FALL.search(case.stated.measured) and value < 0 and (case.stated.low or 0) >= 0:
        ends = [-each for each in ends]
    return Room(min(ends), max(ends))


def in_claim(case: Case, value: float | None, otherwise: float) -> float:
    """Return a number of the source in the claim's unit, or `otherwise` where there is none or it cannot be turned."""
    if value is None:
        return otherwise
    if case.is_inverse:
        return 1 / value if value else otherwise
    told = converted(value, case.found_unit, case.unit, case.rates)
    return otherwise if told is None else told


def fits(room: Room, modifier: Modifier | None, values: Room) -> bool:
    """Tell whether the number fits the claim: "more than 20" is not 20."""
    if modifier == "more_than":
        return values.high > room.low
    if modifier == "less_than":
        return values.low < room.high
    return room.meets(values)


def share_outside(room: Room, values: Room) -> float:
    """Return how far the number lies outside the room, as a share of the room's nearer end."""
    if room.meets(values):
        return 0.0
    end, value = (room.high, values.low) if values.low > room.high else (room.low, values.high)
    return abs(value - end) / abs(end) if end else inf


def is_a_year(case: Case) -> bool:
    """Tell whether both are years of the calendar, of which one is another however near it lies."""
    printed = (case.stated.quote, case.found.printed or f"{case.found.value:g}")
    return case.stated.modifier == "exact" and all(_YEAR.fullmatch(each) for each in printed)
