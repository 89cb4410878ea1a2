"""What a number of an outside source says of a claim's figure: supports, contradicts, near, silent or not understood.

It never says "contradicts" where only the definition, the place or the time differ, and never gives a verdict: each
outcome comes with a sentence that a person can check.
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
from claims.tracking.definition import (
    lasts,
    narrowed,
    other_name,
    other_thing,
    share_a_name,
    share_words,
    subject_of,
)
from claims.tracking.exchange import is_inverse, is_other_pair
from claims.tracking.periods import CLOSE_DAYS, days_apart, is_one_time, is_part_of_a_year, is_within
from claims.tracking.quantity import Measure, Rates, converted, measure_of
from claims.tracking.rounding import Room, room_of
from claims.tracking.sameness import surely_same
from claims.tracking.titles import titled

NEAR = 0.05
"""How far a number may lie outside what the claim prints, as a share of it, to be near."""

SURE = 0.7
"""How surely two definitions must be one for a contradiction: by leaving one labelled set out at a time."""

_RATE = re.compile(r"\b1 ([A-Z]{3}) ?(?:=|is|was) ?(\d+(?:\.\d+)?) ([A-Z]{3})\b")
_IN_FORCE = frozenset({"minimum_pay", "refinancing", "deposit_facility", "marginal_lending"})
"""What is set, and then holds until it is set anew: a day in the stretch of the other is of its time."""

_ADDED_UP = frozenset(
    {
        "deaths",
        "injured",
        "output",
        "exports",
        "imports",
        "births",
        "passengers",
        "visitors",
        "sales",
        "profit",
        "deliveries",
    }
    | {"infections", "asylum", "migrants", "emissions", "aid"}
)
"""What is counted over a time, so that a month's is no year's."""

_GIVEN_BY = re.compile(
    r",? (?:as (?:given|told|counted|reported|measured|published) by|according to) (?:the )?[A-Z][^,;]{0,60}$"
)
"""Who is said to give a figure, behind what it measures."""

_QUARTER = re.compile(r"\b(?:(?:first|second|third|fourth) quarter|(?:first|second) half)(?: of \d{4})?\b")
_POINT = re.compile(r"\bpoints?\b", re.IGNORECASE)
_FORECAST = re.compile(r"\b(?:forecast|projection|projected|expected|outlook|estimate for)\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"\b(?:estimates?|would)\b", re.IGNORECASE)
_YEAR_DAYS = 366
_HALF_YEAR_DAYS = 184


_CAPITAL = re.compile(r"\b[A-Z]\w{2,}")


def judge(stated: Stated, found: Found, rates: Rates | None = None) -> Agreement:
    """Return what the source's number says of the claim.

    `rates` are exchange rates of the claim's day; one that the source's definition prints ("1 EUR = 1.16 USD") counts too.
    """
    told = {(m[1], m[3]): float(m[2]) for m in _RATE.finditer(found.definition)}
    case = Case(
        stated, found, subject_of(_GIVEN_BY.sub("", stated.measured)), titled(_RATE.sub("", found.definition), found.unit, found.source),
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


def _not_understood(case: Case) -> Agreement | None:
    """Nothing can be compared with a number that is none, or with a claim without one."""
    if case.stated.low is None and case.stated.high is None:
        return Agreement("not_understood", "The claim gives no number that could be compared.")
    if not isfinite(case.found.value):
        return Agreement("not_understood", f"{case.found.source} gives no number that could be compared.")
    return None


def _points_and_levels(case: Case) -> Agreement | None:
    """A level says nothing of a change, nor a change of a level."""
    kinds = {case.unit.dimension, case.found_unit.dimension}
    if kinds == {"points", "share"}:
        return _silent(case, "one is in percentage points, and the other in per cent")
    if "points" in kinds and not case.source.is_change:
        return _silent(case, "it gives a level, and the claim a change in percentage points")
    if case.claim.is_change != case.source.is_change and not case.claim.concepts & {"prices"} and _is_share(case):
        return _silent(case, "one is a change, and the other a level")
    return None


def _is_share(case: Case) -> bool:
    return case.unit.dimension == "share" == case.found_unit.dimension


def _forecasts(case: Case) -> Agreement | None:
    """What came is no answer to what somebody expected."""
    is_forecast = bool(_FORECAST.search(case.found.definition))
    if case.stated.assertion == "expected" and not (is_forecast or _ESTIMATE.search(case.found.definition)):
        return _silent(case, "it says what came, and the claim what was expected")
    if case.stated.assertion == "asserted" and is_forecast and not _FORECAST.search(case.stated.measured):
        return _silent(case, "it is a forecast")
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


def _other_thing(case: Case) -> Agreement | None:
    """A number of another thing says nothing."""
    told = other_thing(case.claim, case.source)
    if not told and "exchange" in case.source.concepts and not case.found.is_conversion:
        is_other = is_other_pair(case.unit, case.stated.measured, case.found_unit, case.found.definition)
        told = "it is a rate between other currencies" if is_other else None
    return _silent(case, told) if told else None


def _other_time(case: Case) -> Agreement | None:
    """What moves is not judged by a number of two years ago."""
    times = (case.stated.first, case.stated.last, case.found.first, case.found.last)
    if _adds_up(case) and is_part_of_a_year(*times) and not lasts(case.stated.measured, case.found.definition):
        return _silent(case, "it is of another length of time")
    days = days_apart(*times)
    if days <= _YEAR_DAYS or lasts(case.stated.measured, case.found.definition):
        return None
    return _silent(case, f"it is of another time ({_when(case.found)})")


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
    off = share_outside(room, values)
    if off and is_a_year(case):
        off = inf
    if elsewhere := _elsewhere(case, off, strict=strict):
        return _silent(case, elsewhere)
    is_of_time = _is_of_time(case)
    if strict and is_of_time:
        return Agreement("supports", f"{_told(case)}, which is what the article prints (“{stated.quote}”).", 0.0)
    own = Room(in_claim(case, found.low, values.low), in_claim(case, found.high, values.high))
    if strict or off <= NEAR or (room.meets(own) and (found.low is not None or found.high is not None)):
        if off > NEAR or is_of_time:
            return Agreement("near", f"{_told(case)}: {off:.1%} from what the article prints (“{stated.quote}”).", off)
        return Agreement("near", f"{_told(case)}, about a year off, and {off:.1%} from “{stated.quote}”.", off)
    if unsure := _unsure(case, is_of_time=is_of_time):
        return _silent(case, unsure)
    return Agreement("contradicts", f"{_told(case)}, and the article prints “{stated.quote}”: {_apart(off)}.", off)


def _elsewhere(case: Case, off: float, *, strict: bool) -> str | None:
    """Say why a number is of something narrower or of somebody else; one that is near may be the claim's with less said."""
    narrow = narrowed(case.claim, case.source, is_one_span=_is_one_span(case))
    if narrow and (strict or off > NEAR):
        return narrow
    elsewhere = other_name(case.claim, case.source, case.stated.sentence)
    if elsewhere and not (off <= NEAR and share_a_name(case.claim, case.source, case.stated.sentence)):
        return elsewhere
    if case.source.concepts and not _has_a_tie(case):
        return "nothing tells that it is of the same thing"
    return None


def _is_of_time(case: Case) -> bool:
    stated, found = case.stated, case.found
    days = days_apart(stated.first, stated.last, found.first, found.last)
    return days <= CLOSE_DAYS or lasts(stated.measured, found.definition)


def _apart(off: float) -> str:
    return f"{off:.0%} apart" if isfinite(off) else "they are not the same"


def _is_one_span(case: Case) -> bool:
    """Tell whether both are said to be of the same days, from the first to the last, of a part of a year."""
    stated, found = case.stated, case.found
    if stated.first is None or stated.last is None or (stated.last - stated.first).days > _HALF_YEAR_DAYS:
        return False
    return (stated.first, stated.last) == (found.first, found.last)


def _has_a_tie(case: Case) -> bool:
    """Tell whether the two share a word, or a name; a rate of exchange is tied by its currencies."""
    if share_words(case.claim, case.source) or "exchange" in case.source.concepts or case.found.is_conversion:
        return True
    if case.source.names and share_a_name(case.claim, case.source, case.stated.sentence):
        return True
    told = f"{case.stated.sentence} {case.claim.text}"  # "Japan: population": a name that opens a title looks like any word
    return not {*_CAPITAL.findall(case.source.text)}.isdisjoint(_CAPITAL.findall(told))


def _unsure(case: Case, *, is_of_time: bool) -> str | None:
    """Say why a number that is clearly apart may be of something else all the same; None where the two are surely one."""
    stated, found = case.stated, case.found
    if not is_of_time:
        return f"it is of another time ({_when(found)})"
    if stated.assertion == "announced" and not found.is_conversion:
        return "it says what came, and the claim what was announced"
    times = (stated.first, stated.last, found.first, found.last)
    is_then = is_one_time(*times) or (
        bool(case.claim.concepts & case.source.concepts & _IN_FORCE) and is_within(*times)
    )
    if not is_then and not lasts(stated.measured, found.definition):
        return f"it is not surely of the claim's time ({_when(found)})"
    if not (share_words(case.claim, case.source) or "exchange" in case.source.concepts):
        return "no word tells that it is of the same thing"
    if found.is_conversion:
        return None
    claim = replace(case.claim, text=_QUARTER.sub("", case.claim.text)) if _is_one_span(case) else case.claim
    likely, word = surely_same(claim, case.source, stated.sentence)
    if likely >= SURE:
        return None
    return f"only one of the two tells of “{word}”" if word else "it is not surely of the same thing"


RULES: tuple[Callable[[Case], Agreement | None], ...] = (
    _not_understood,
    _points_and_levels,
    _forecasts,
    _other_unit,
    _other_thing,
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
