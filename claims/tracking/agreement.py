"""What a number of an outside source says of a claim's figure: supports, contradicts, near, silent or not understood.

Arithmetic is ruled: units, currencies, rounding, days. Whether both are of the same thing is weighed (`sameness`): a number
that differs contradicts only where that is sure, and one that meets the claim is doubted only where it is unlikely. It
never gives a verdict: each outcome comes with a sentence that a person can check.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from math import inf, isfinite

from claims.tracking.compared import (
    Agreement,
    Case,
    Found,
    Stated,
    fits,
    found_room,
    in_claim,
    is_a_year,
    share_outside,
    unit_words,
)
from claims.tracking.definition import lasts, subject_of
from claims.tracking.exchange import is_inverse, is_other_pair
from claims.tracking.periods import CLOSE_DAYS, days_apart, is_part
from claims.tracking.quantity import Measure, Rates, converted, measure_of
from claims.tracking.rounding import Room, room_of
from claims.tracking.sameness import surely_same
from claims.tracking.titles import titled
from claims.tracking.whose import other_country

NEAR = 0.05
"""How far a number may lie outside what the claim prints, as a share of it, to be near."""

SURE, UNLIKELY = 1.75, -1.25
"""Odds, as logarithms, from which two are one for a contradiction, and below which a number that meets the claim is of
something else: two numbers seldom meet by chance. By leaving out one labelled set at a time."""

_OPEN = frozenset({"at_least", "at_most", "more_than", "less_than"})
_ANY_MEET, _MANY_MEET, _SOME_MEET, _FEW_DIGITS = 3.0, 1.0, 0.5, 3

_RATE = re.compile(r"\b1 ([A-Z]{3}) ?(?:=|is|was) ?(\d+(?:\.\d+)?) ([A-Z]{3})\b")
_LONGER = 1.5  # times as long as the other, from which on a sum over time is another one
_ADDED_UP = frozenset({
    "deaths", "injured", "output", "exports", "imports", "births", "passengers", "visitors", "sales", "profit", "deliveries",
    "infections", "asylum", "migrants", "emissions", "aid",
})  # fmt: skip
"""What is counted over a time, so that a month's is no year's."""

_GIVEN_BY = re.compile(
    r",? (?:as (?:given|told|counted|reported|measured|published) by|according to) (?:the )?[A-Z][^,;]{0,60}$"
)
"""Who is said to give a figure, behind what it measures."""

_POINT = re.compile(r"\bpoints?\b", re.IGNORECASE)
_YEAR_DAYS = 366
_WHOLE_YEAR = 350  # days
_SHIFTED = 61  # days by which two years must end apart to be two
_TOLLS = frozenset({"deaths", "injured", "missing"})
"""What lasts of one event, and is another in another year."""


def judge(stated: Stated, found: Found, rates: Rates | None = None) -> Agreement:
    """Return what the source's number says of the claim.

    `rates` are exchange rates of the claim's day; one that the source's definition prints ("1 EUR = 1.16 USD") counts too.
    """
    case = case_of(stated, found, rates)
    told = by_arithmetic(case)
    if told.apart is None or found.is_conversion:
        return told
    odds, word = surely_same(case, told.apart)
    if odds >= (SURE if told.outcome == "contradicts" else UNLIKELY + by_chance(stated)):
        return told
    return _silent(case, f"only one of the two tells of “{word}”" if word else "it is not surely of the same thing")


def by_chance(stated: Stated) -> float:
    """Return how much surer one must be that a number is the claim's where many would meet what it prints: "thousands"."""
    if stated.modifier == "vague":
        return _ANY_MEET
    if stated.modifier in _OPEN or stated.low is None or stated.high is None:
        return _MANY_MEET
    return _SOME_MEET if len(re.sub(r"\D", "", stated.quote).strip("0")) < _FEW_DIGITS else 0.0


def by_arithmetic(case: Case) -> Agreement:
    """Return what a source's number says of the claim, were both of the same thing."""
    return next(agreement for rule in RULES if (agreement := rule(case)))


def case_of(stated: Stated, found: Found, rates: Rates | None = None) -> Case:
    """Return the two as they are compared."""
    told = {(m[1], m[3]): float(m[2]) for m in _RATE.finditer(found.definition)}
    case = Case(
        stated, found, subject_of(_GIVEN_BY.sub("", stated.measured)), titled(_RATE.sub("", found.definition), found.unit, found.source),
        _unit_of(stated), measure_of(found.unit), {**(rates or {}), **told}, is_inverse=False,
    )  # fmt: skip
    if found.value and is_inverse(case.unit, stated.measured, case.found_unit, found.definition):
        return replace(case, found_unit=case.unit, is_inverse=True)
    return case


def _unit_of(stated: Stated) -> Measure:
    """Return the claim's unit; percentage points are told by the words alone."""
    measure = measure_of(stated.unit)
    if measure.dimension == "share" and _POINT.search(stated.quote):
        return Measure("points")
    return measure


def _not_understood(case: Case) -> Agreement | None:
    """Nothing can be compared with a number that is none, or with a claim without one."""
    if case.stated.low is None and case.stated.high is None:
        return Agreement("not_understood", "The claim gives no number that could be compared.")
    if not isfinite(case.found.value):
        return Agreement("not_understood", f"{case.found.source} gives no number that could be compared.")
    return None


def _points_and_levels(case: Case) -> Agreement | None:
    """A level says nothing of a change in percentage points, nor a share of points."""
    kinds = {case.unit.dimension, case.found_unit.dimension}
    if kinds == {"points", "share"}:
        return _silent(case, "one is in percentage points, and the other in per cent")
    if "points" in kinds and not case.source.is_change:
        return _silent(case, "it gives a level, and the claim a change in percentage points")
    return None


def _other_unit(case: Case) -> Agreement | None:
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


def _other_pair(case: Case) -> Agreement | None:
    """A rate between other currencies says nothing."""
    if "exchange" not in case.source.concepts or case.found.is_conversion:
        return None
    is_other = is_other_pair(case.unit, case.stated.measured, case.found_unit, case.found.definition)
    return _silent(case, "it is a rate between other currencies") if is_other else None


def _other_time(case: Case) -> Agreement | None:
    """What moves is not judged by a number of two years ago, nor a year's sum by another year's."""
    stated, found = case.stated, case.found
    times = (stated.first, stated.last, found.first, found.last)
    if _adds_up(case) and is_part(*times, _LONGER) and not lasts(stated.measured, found.definition):
        return _silent(case, "it is of another length of time")
    days = days_apart(*times)
    years = days > CLOSE_DAYS and bool(case.claim.concepts & _TOLLS) and _are_years(stated, found)
    if days <= _YEAR_DAYS or (lasts(stated.measured, found.definition) and not years):
        return None
    return _silent(case, f"it is of another time ({_when(found)})")


def _are_years(stated: Stated, found: Found) -> bool:
    """Tell whether both are of a year or more."""
    return all(
        first is not None and last is not None and (last - first).days >= _WHOLE_YEAR
        for first, last in ((stated.first, stated.last), (found.first, found.last))
    )


def _ends_apart(stated: Stated, found: Found) -> int:
    return abs((stated.last - found.last).days) if stated.last and found.last else 0


def _adds_up(case: Case) -> bool:
    """Tell whether what is measured grows with the time over which it is counted: no share or rate, nor how many there are."""
    concepts, dimension = case.claim.concepts | case.source.concepts, case.unit.dimension
    is_sum = (dimension == "count" or dimension.startswith("money")) and not case.unit.per
    return is_sum and (not concepts or bool(concepts & _ADDED_UP))


def _compare(case: Case) -> Agreement:
    """Hold the source's number against what the claim's words leave room for."""
    stated, found = case.stated, case.found
    room = room_of(stated.low, stated.high, stated.modifier, stated.quote)
    assert room is not None  # `_not_understood` has seen to it
    values = found_room(case)
    strict = fits(room, stated.modifier, values)
    off = inf if is_a_year(case) and not room.meets(values) else share_outside(room, values)
    own = Room(in_claim(case, found.low, values.low), in_claim(case, found.high, values.high))
    if strict or off <= NEAR or (room.meets(own) and (found.low is not None or found.high is not None)):
        return _meets(case, off, strict=strict)
    if unsure := _unsure(case):
        return _silent(case, unsure)
    return Agreement("contradicts", f"{_told(case)}, and the article prints “{stated.quote}”: {_apart(off)}.", off)


def _meets(case: Case, off: float, *, strict: bool) -> Agreement:
    """Say that a number is the claim's, or near it."""
    printed, is_of_time = case.stated.quote, _is_of_time(case)
    if strict and is_of_time:
        return Agreement("supports", f"{_told(case)}, which is what the article prints (“{printed}”).", 0.0)
    late = "" if off > NEAR or is_of_time else ", about a year off, and"
    told = f"{_told(case)}{late} {off:.1%} from “{printed}”" if late else f"{_told(case)}: {off:.1%} from what the article prints (“{printed}”)"  # fmt: skip
    return Agreement("near", f"{told}.", off)


def _is_of_time(case: Case) -> bool:
    stated, found = case.stated, case.found
    days = days_apart(stated.first, stated.last, found.first, found.last)
    return days <= CLOSE_DAYS or lasts(stated.measured, found.definition)


def _apart(off: float) -> str:
    return f"{off:.0%} apart" if isfinite(off) else "they are not the same"


def _unsure(case: Case) -> str | None:
    """Say what rules out that a number which is clearly apart contradicts."""
    stated, found = case.stated, case.found
    if found.is_conversion and stated.assertion == "expected":
        return "what is to come is reckoned at another rate than this day's"
    if not _is_of_time(case):
        return f"it is of another time ({_when(found)})"
    if (
        _are_years(stated, found)
        and _ends_apart(stated, found) > _SHIFTED
        and not lasts(stated.measured, found.definition)
    ):
        return f"it is of another year ({_when(found)})"
    if is_part(stated.first, stated.last, found.first, found.last) and not lasts(stated.measured, found.definition):
        return f"one of the two is of a part of the other's time ({_when(found)})"
    country = other_country(stated.measured, found.definition)
    return "it is of another country" if country and not found.is_conversion else None


RULES: tuple[Callable[[Case], Agreement | None], ...] = (
    _not_understood,
    _points_and_levels,
    _other_unit,
    _other_pair,
    _other_time,
    _compare,
)
"""Asked in this order; the first that knows an answer gives it, and the last always does."""


def _silent(case: Case, why: str) -> Agreement:
    return Agreement("silent", f"{_told(case)}; {why}.")


def _told(case: Case) -> str:
    """Return what the source says, as it says it."""
    found = case.found
    when = f" for {_when(found)}" if found.first or found.last else ""
    return f"{found.source} gives {found.printed or f'{found.value:,g}'} {unit_words(found.unit, found.value)}{when} ({found.definition})"


def _when(found: Found) -> str:
    first, last = found.first or found.last, found.last or found.first
    if first is None or last is None:
        return "no time"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first.isoformat()} to {last.isoformat()}"
