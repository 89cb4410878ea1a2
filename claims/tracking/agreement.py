"""What a number of an outside source says of a claim's figure: supports, contradicts, near, silent or not understood.

It never says "contradicts" where only the definition, the place or the time differ, and never gives a verdict: each
outcome comes with a sentence that a person can check.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import inf, isfinite
from typing import Literal

from claims.model import Claim
from claims.tracking.definition import (
    Subject,
    lasts,
    narrowed,
    other_name,
    other_thing,
    share_a_name,
    share_words,
    subject_of,
)
from claims.tracking.exchange import is_inverse, is_other_pair
from claims.tracking.periods import CLOSE_DAYS, days_apart, is_one_time, is_within
from claims.tracking.quantity import Measure, Rates, converted, measure_of
from claims.tracking.rounding import Room, room_of, step_of
from claims.tracking.sameness import surely_same
from claims.tracking.titles import titled
from schemas.vocabulary import Assertion, Modifier

Outcome = Literal["supports", "contradicts", "near", "silent", "not_understood"]

NEAR = 0.05
"""How far a number may lie outside what the claim prints, as a share of it, to be near."""

SURE = 0.7
"""How surely two definitions must be one for a contradiction: by leaving one labelled set out at a time."""

_RATE = re.compile(r"\b1 ([A-Z]{3}) ?(?:=|is|was) ?(\d+(?:\.\d+)?) ([A-Z]{3})\b")
_YEAR = re.compile(r"(?:in )?1[0-9]\d\d|(?:in )?20\d\d")
_IN_FORCE = frozenset({"minimum_pay", "refinancing", "deposit_facility", "marginal_lending"})
"""What is set, and then holds until it is set anew: a day in the stretch of the other is of its time."""

_POINT = re.compile(r"\bpoints?\b", re.IGNORECASE)
_FALL = re.compile(
    r"\b(?:fall|fell|decline|drop|shr[aiu]nk|decrease|contraction|contracted|loss|losses|deficit|charge)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(r"\b(?:forecast|projection|projected|expected|outlook|estimate for)\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"\b(?:estimates?|would)\b", re.IGNORECASE)
_YEAR_DAYS = 366
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
class _Case:
    """The two, with the source's number in the claim's unit once it is known."""

    stated: Stated
    found: Found
    claim: Subject
    source: Subject
    unit: Measure
    found_unit: Measure
    rates: Rates
    is_inverse: bool  # the source gives the rate the other way round


def stated_of(claim: Claim) -> Stated:
    """Return what of a claim is compared."""
    return Stated(
        claim.value_low, claim.value_high, claim.modifier, claim.unit, claim.quote, claim.measured or claim.statement,
        claim.sentence, claim.time_first, claim.time_last, claim.assertion,
    )  # fmt: skip


def judge(stated: Stated, found: Found, rates: Rates | None = None) -> Agreement:
    """Return what the source's number says of the claim.

    `rates` are exchange rates of the claim's day; one that the source's definition prints ("1 EUR = 1.16 USD") counts too.
    """
    told = {(m[1], m[3]): float(m[2]) for m in _RATE.finditer(found.definition)}
    case = _Case(
        stated, found, subject_of(f"{stated.measured}"), titled(_RATE.sub("", found.definition), found.unit, found.source),
        _unit_of(stated), measure_of(found.unit), {**(rates or {}), **told}, is_inverse=False,
    )  # fmt: skip
    if found.value and is_inverse(case.unit, stated.measured, case.found_unit, found.definition):
        case = replace(case, found_unit=case.unit, is_inverse=True)
    return next(agreement for rule in RULES if (agreement := rule(case)))


def _unit_of(stated: Stated) -> Measure:
    """Return the claim's unit; percentage points are told by the words alone."""
    measure = measure_of(stated.unit)
    if measure.dimension == "share" and _POINT.search(stated.quote):
        return Measure("points")
    return measure


def _not_understood(case: _Case) -> Agreement | None:
    """Nothing can be compared with a number that is none, or with a claim without one."""
    if case.stated.low is None and case.stated.high is None:
        return Agreement("not_understood", "The claim gives no number that could be compared.")
    if not isfinite(case.found.value):
        return Agreement("not_understood", f"{case.found.source} gives no number that could be compared.")
    return None


def _points_and_levels(case: _Case) -> Agreement | None:
    """A level says nothing of a change, nor a change of a level."""
    kinds = {case.unit.dimension, case.found_unit.dimension}
    if kinds == {"points", "share"}:
        return _silent(case, "one is in percentage points, and the other in per cent")
    if "points" in kinds and not case.source.is_change:
        return _silent(case, "it gives a level, and the claim a change in percentage points")
    if case.claim.is_change != case.source.is_change and not case.claim.concepts & {"prices"} and _is_share(case):
        return _silent(case, "one is a change, and the other a level")
    return None


def _is_share(case: _Case) -> bool:
    return case.unit.dimension == "share" == case.found_unit.dimension


def _forecasts(case: _Case) -> Agreement | None:
    """What came is no answer to what somebody expected."""
    is_forecast = bool(_FORECAST.search(case.found.definition))
    if case.stated.assertion == "expected" and not (is_forecast or _ESTIMATE.search(case.found.definition)):
        return _silent(case, "it says what came, and the claim what was expected")
    if case.stated.assertion == "asserted" and is_forecast and not _FORECAST.search(case.stated.measured):
        return _silent(case, "it is a forecast")
    return None


def _other_unit(case: _Case) -> Agreement | None:
    """A unit that cannot be turned into the claim's says nothing."""
    if case.unit.dimension == case.found_unit.dimension == "count":
        return None
    if converted(1.0, case.found_unit, case.unit, case.rates) is None:
        return _silent(case, f"its unit ({case.found.unit}) cannot be turned into the claim's ({case.stated.unit})")
    if case.unit.per and case.found_unit.per and _period(case.unit.per) != _period(case.found_unit.per):
        return _silent(case, f"it is per {case.found_unit.per}, and the claim per {case.unit.per}")
    return None


def _period(per: str) -> str:
    return per.rsplit(maxsplit=1)[-1][:4]


def _other_thing(case: _Case) -> Agreement | None:
    """A number of another thing says nothing."""
    told = other_thing(case.claim, case.source)
    if not told and "exchange" in case.source.concepts and not case.found.is_conversion:
        is_other = is_other_pair(case.unit, case.stated.measured, case.found_unit, case.found.definition)
        told = "it is a rate between other currencies" if is_other else None
    return _silent(case, told) if told else None


def _other_time(case: _Case) -> Agreement | None:
    """What moves is not judged by a number of two years ago."""
    days = days_apart(case.stated.first, case.stated.last, case.found.first, case.found.last)
    if days <= _YEAR_DAYS or lasts(case.stated.measured, case.found.definition):
        return None
    return _silent(case, f"it is of another time ({_when(case.found)})")


def _compare(case: _Case) -> Agreement:
    """Hold the source's number against what the claim's words leave room for."""
    stated, found = case.stated, case.found
    elsewhere = other_name(case.claim, case.source, stated.sentence)
    room = room_of(stated.low, stated.high, stated.modifier, stated.quote)
    values = _found_room(case)
    assert room is not None  # `_not_understood` has seen to it
    strict = _strict(room, stated.modifier, values)
    off = _share_outside(room, values)
    if off and _is_a_year(case):
        off = inf
    narrow = narrowed(case.claim, case.source, is_one_span=_is_one_span(case))
    if narrow and (strict or off > NEAR):
        return _silent(case, narrow)
    is_of_time = days_apart(stated.first, stated.last, found.first, found.last) <= CLOSE_DAYS or lasts(
        stated.measured, found.definition
    )
    if elsewhere and not (off <= NEAR and share_a_name(case.claim, case.source, stated.sentence)):
        return _silent(case, elsewhere)
    if strict and is_of_time:
        return Agreement("supports", f"{_told(case)}, which is what the article prints (“{stated.quote}”).", 0.0)
    own = Room(_in_claim(case, found.low, values.low), _in_claim(case, found.high, values.high))
    if strict or off <= NEAR or (room.meets(own) and (found.low is not None or found.high is not None)):
        if off > NEAR or is_of_time:
            return Agreement("near", f"{_told(case)}: {off:.1%} from what the article prints (“{stated.quote}”).", off)
        return Agreement("near", f"{_told(case)}, about a year off, and {off:.1%} from “{stated.quote}”.", off)
    if not is_of_time:
        return _silent(case, f"it is of another time ({_when(found)})")
    if stated.assertion == "announced" and not found.is_conversion:
        return _silent(case, "it says what came, and the claim what was announced")
    if unsure := _unsure(case):
        return _silent(case, unsure)
    return Agreement("contradicts", f"{_told(case)}, and the article prints “{stated.quote}”: {_apart(off)}.", off)


def _apart(off: float) -> str:
    return f"{off:.0%} apart" if isfinite(off) else "they are not the same"


def _is_a_year(case: _Case) -> bool:
    """Tell whether both are years of the calendar, of which one is another however near it lies."""
    printed = (case.stated.quote, case.found.printed or f"{case.found.value:g}")
    return case.stated.modifier == "exact" and all(_YEAR.fullmatch(each) for each in printed)


def _is_one_span(case: _Case) -> bool:
    """Tell whether both are said to be of the same days, from the first to the last."""
    stated, found = case.stated, case.found
    return bool(stated.first and stated.last) and (stated.first, stated.last) == (found.first, found.last)


def _unsure(case: _Case) -> str | None:
    """Say why a number that is clearly apart may be of something else all the same; None where the two are surely one."""
    stated, found = case.stated, case.found
    times = (stated.first, stated.last, found.first, found.last)
    is_then = is_one_time(*times) or (
        bool(case.claim.concepts & case.source.concepts & _IN_FORCE) and is_within(*times)
    )
    if not is_then and not lasts(stated.measured, found.definition):
        return f"it is not surely of the claim's time ({_when(found)})"
    if not share_words(case.claim, case.source):
        return "no word tells that it is of the same thing"
    if found.is_conversion:
        return None
    likely, word = surely_same(case.claim, case.source, stated.sentence)
    if likely >= SURE:
        return None
    return f"only one of the two tells of “{word}”" if word else "it is not surely of the same thing"


RULES: tuple[Callable[[_Case], Agreement | None], ...] = (
    _not_understood,
    _points_and_levels,
    _forecasts,
    _other_unit,
    _other_thing,
    _other_time,
    _compare,
)
"""Asked in this order; the first that knows an answer gives it, and the last always does."""


def _found_room(case: _Case) -> Room:
    """Return the source's number in the claim's unit, with the room that its own printing leaves."""
    value = case.found.value
    slack = _INSIDE * step_of(case.found.printed, value) / 2 if "." in case.found.printed else 0.0
    ends = [_in_claim(case, each, each) for each in (value - slack, value + slack)]
    if _FALL.search(case.stated.measured) and value < 0 and (case.stated.low or 0) >= 0:
        ends = [-each for each in ends]
    return Room(min(ends), max(ends))


def _in_claim(case: _Case, value: float | None, otherwise: float) -> float:
    if value is None:
        return otherwise
    if case.is_inverse:
        return 1 / value if value else otherwise
    if case.unit.dimension == case.found_unit.dimension == "count":
        return value * case.found_unit.factor / case.unit.factor
    told = converted(value, case.found_unit, case.unit, case.rates)
    return otherwise if told is None else told


def _strict(room: Room, modifier: Modifier | None, values: Room) -> bool:
    """Tell whether the number fits the claim: "more than 20" is not 20."""
    if modifier == "more_than":
        return values.high > room.low
    if modifier == "less_than":
        return values.low < room.high
    return room.meets(values)


def _share_outside(room: Room, values: Room) -> float:
    """Return how far the number lies outside the room, as a share of the room's nearer end."""
    if room.meets(values):
        return 0.0
    end, value = (room.high, values.low) if values.low > room.high else (room.low, values.high)
    return abs(value - end) / abs(end) if end else inf


def _silent(case: _Case, why: str) -> Agreement:
    return Agreement("silent", f"{_told(case)}; {why}.")


def _told(case: _Case) -> str:
    """Return what the source says, as it says it."""
    found = case.found
    when = f" for {_when(found)}" if found.first or found.last else ""
    return f"{found.source} gives {found.printed or f'{found.value:,g}'} {found.unit}{when} ({found.definition})"


def _when(found: Found) -> str:
    first, last = found.first or found.last, found.last or found.first
    if first is None or last is None:
        return "no time"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first.isoformat()} to {last.isoformat()}"
