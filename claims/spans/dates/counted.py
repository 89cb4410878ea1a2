"""Counted periods: "the past five years", "the three months to September", "the first week of", "within 90 days"."""

from dataclasses import replace
from datetime import date

from claims.spans.dates import days
from claims.spans.dates.days import Period
from claims.spans.dates.grammar import Found, values_of
from claims.spans.dates.guards import is_end_of_phrase, is_lasting
from claims.spans.dates.mention import Mention, listed, number_in, read_side, spelled_number
from claims.spans.dates.tense import is_infinitive_before, read_direction
from claims.spans.dates.words import Tokens

_HALVES = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}
_LONGEST = 5000  # of any unit


def _count_of(found: Found, unit: str) -> tuple[str, int | None]:
    """Return the unit and how many of it the form says; None where "a few" leaves it open, 1 where nothing is said."""
    if not found.has("quantity"):
        return unit, 1
    if "half" in found.names("quantity"):
        return _HALVES.get(unit, (unit, None))
    values = values_of(found, "quantity")
    if "few" in found.names("quantity"):
        return unit, 2 if "couple" in values else None
    count = spelled_number(values) or (1 if found.names("quantity") == ["a"] else None)
    return unit, count if count and count <= _LONGEST else None


def read_counted(found: Found) -> list[Mention]:
    """Read "the past five years", "the next 12 months", "the previous two weeks"."""
    side, base = read_side(found.names("side")) or (0, "anchor")
    if "following" in found.names("side") or "previous" in found.names("side"):
        base = "focus"
    elif side >= 0 and "latest" not in found.names("side"):
        base = "anchor"
    if found.names("side") == ["last"] and found.has("quantity") and is_lasting(found.view, found.start):
        return []
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    if count is None:
        return listed(Mention(found.start, found.end, "open", note="how many is not said"))
    return listed(Mention(found.start, found.end, "counted", unit=unit, step=count if side > 0 else -count, base=base))


def read_run(found: Found) -> list[Mention]:
    """Read "the three months to", "the year ended", before the day that ends them."""
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    said = found.has("quantity") or found.names()[0] in ("the", "its", "a")
    if count is None or not (said or unit == "year"):
        return []
    return listed(Mention(found.start, found.end, "run", unit=unit, step=count))


def read_head(found: Found) -> list[Mention]:
    """Read "the first nine months of", "the last week of", "the first Wednesday of"."""
    nth = -1 if found.names("nth") in (["last"], ["final"]) else number_in(found, "nth")
    if found.names("units") == ["weekday"]:
        weekday = int(values_of(found, "units")[0])
        return listed(Mention(found.start, found.end, "head", weekday=weekday, number=nth, unit="weekday", step=1))
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    if count is None or unit == "century" or (count > 1 and abs(nth) != 1):
        return []
    return listed(Mention(found.start, found.end, "head", number=nth, unit=unit, step=count))


def read_first_months(found: Found) -> list[Mention]:
    """Read "the first nine months" of the year that the story tells."""
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    if unit != "month" or number_in(found, "nth") != 1 or count not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11):
        return []
    if not is_end_of_phrase(found.view, found.end):
        return []
    return listed(Mention(found.start, found.end, "months", month=count, number=count))


def read_rest(found: Found) -> list[Mention]:
    """Read "the rest of", before the period that is meant."""
    return listed(Mention(found.start, found.end, "rest"))


def read_hence(found: Found) -> list[Mention]:
    """Read "a week from", "two weeks from", before the day that they count from."""
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    return listed(Mention(found.start, found.end, "hence", unit=unit, step=count)) if count else []


def read_ahead(found: Found) -> list[Mention]:
    """Read "in two weeks", "within 90 days" where the verb looks ahead; else they are durations."""
    tokens = found.view
    unit, count = _count_of(found, str(values_of(found, "units")[0]))
    if count is None or (unit == "hour" and found.names("way") == ["in"]):
        return []
    ahead = read_direction(tokens, found.start, found.end) > 0 or is_infinitive_before(tokens, found.start)
    if not ahead:
        return []
    return listed(Mention(found.start, found.end, "ahead", unit=unit, step=count, name=found.names("way")[0]))


def read_to_date(found: Found) -> list[Mention]:
    """Read "the year to date", "so far this year"."""
    group = "unit" if found.has("unit") else "unit2"
    unit = str(values_of(found, group)[0]) if found.has(group) else "year"
    return listed(Mention(found.start, found.end, "to_date", unit=unit))


def resolve_counted(mention: Mention, base: date) -> Period | None:
    """Return the days of a counted period as seen from a day."""
    if mention.kind == "to_date":
        unit = days.period_at(mention.unit, base)
        return Period(unit.first, base, "range") if unit else None
    moved = days.move(base, mention.unit, mention.step or 0)
    if moved is None:
        return None
    if mention.kind == "ahead" and mention.name == "in":
        return Period(moved, moved, "day")
    return Period(min(base, moved), max(base, moved), "range")


def cut(prefix: Mention, period: Period, anchor: date | None) -> Period | None:
    """Return what a prefix makes of the period behind it; None where it cannot be cut so."""
    if prefix.kind == "run":
        return days.up_to(period.last, prefix.unit, prefix.step or 1)
    if prefix.kind == "hence":
        near = anchor is not None and 0 < (anchor - period.first).days < 7  # "a week from Friday" is told before it
        begin = days.shift_day(period.first, 7 * near)
        day = days.move(begin, prefix.unit, prefix.step or 1) if begin else None
        return Period(day, day, "day") if day else None
    if prefix.kind == "rest":
        inside = anchor is not None and period.first <= anchor <= period.last
        return Period(anchor, period.last, "range") if inside and anchor else period
    if prefix.unit == "weekday":
        return _nth_weekday(prefix, period)
    if prefix.unit in ("week", "weekend"):
        return _nth_week(prefix, period)
    return _nth_units(prefix, period)


def _nth_weekday(prefix: Mention, period: Period) -> Period | None:
    """Return the nth such weekday of a period; -1 is its last."""
    weekday = prefix.weekday or 0
    if prefix.number < 0:
        day = days.shift_day(period.last, -((period.last.weekday() - weekday) % 7))
    else:
        first = days.shift_day(period.first, (weekday - period.first.weekday()) % 7)
        day = days.shift_day(first, 7 * (prefix.number - 1)) if first else None
    return Period(day, day, "day") if day and period.first <= day <= period.last else None


def _nth_week(prefix: Mention, period: Period) -> Period | None:
    """Return the nth Monday-to-Sunday week (or its weekend) of a period: the first is the one with its first Thursday.

    Several weeks together are counted in days from the period's end or beginning.
    """
    if (prefix.step or 1) > 1:
        return _nth_units(prefix, period)
    thursday = 3 if prefix.unit == "week" else 5
    day = _nth_weekday(replace(prefix, weekday=thursday), period)
    return days.period_at(prefix.unit, day.first) if day else None


def _nth_units(prefix: Mention, period: Period) -> Period | None:
    """Return the first, nth or last so many units of a period."""
    unit, count = prefix.unit, prefix.step or 1
    if prefix.number < 0:
        return _inside(days.up_to(period.last, unit, count), period, unit, count)
    first = days.move(period.first, unit, (prefix.number - 1) * count)
    after = days.move(first, unit, count) if first else None
    last = days.shift_day(after, -1) if after else None
    return _inside(Period(first, last, "range") if first and last else None, period, unit, count)


def _inside(found: Period | None, period: Period, unit: str, count: int) -> Period | None:
    """Return a cut with its granularity, if it lies within the period."""
    if found is None or found.first < period.first or found.last > period.last:
        return None
    known = days.period_at(unit, found.first) if count == 1 else None
    return known if known and known[:2] == found[:2] else found


def counts_from_verb(tokens: Tokens, start: int) -> bool:
    """Tell whether "the last month" is counted from today ("over the last month"), not the calendar's."""
    return tokens.word(start - 1).lower() in _ROLLING


_ROLLING = frozenset(("over", "in", "during", "within", "for", "throughout", "across"))
