"""Arithmetic of days: every period of the calendar as its inclusive first and last day.

Functions return None where the calendar has no such day (30 February, years outside 1..9999).
"""

import math
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from schemas.vocabulary import Granularity

_FAR = 4_000_000  # days: more than the calendar has


class Period(NamedTuple):
    """Inclusive days of a known granularity."""

    first: date
    last: date
    granularity: Granularity


def day_of(year: int, month: int, day: int) -> Period | None:
    """Return one day."""
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Period(only, only, "day")


def months_of(year: int, month: int, count: int, granularity: Granularity) -> Period | None:
    """Return `count` months from the first of `month`, which may be outside 1..12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    if not (year >= 1 and end_year <= 9999):
        return None
    last = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(date(year, month, 1), last, granularity)


def month_of(year: int, month: int) -> Period | None:
    """Return one month."""
    return months_of(year, month, 1, "month")


def months_to(year: int, month: int, count: int) -> Period | None:
    """Return the `count` months that end with one; three of them are a quarter."""
    return months_of(year, month - count + 1, count, "quarter" if count == 3 else "range")


def quarter_of(year: int, number: int) -> Period | None:
    """Return a quarter of the calendar year; numbers outside 1..4 run into other years."""
    return months_of(year, number * 3 - 2, 3, "quarter")


def half_of(year: int, number: int) -> Period | None:
    """Return a half of the calendar year."""
    return months_of(year, number * 6 - 5, 6, "half")


def year_of(year: int) -> Period | None:
    """Return one year."""
    return months_of(year, 1, 12, "year")


def decade_of(year: int) -> Period | None:
    """Return the decade that holds a year (1970..1979)."""
    return months_of(year // 10 * 10, 1, 120, "decade")


def century_of(number: int) -> Period | None:
    """Return the nth century as speech counts it (the 20th: 1900..1999)."""
    return months_of(max(number * 100 - 100, 1), 1, 1200 if number > 1 else 1188, "century")


def season_of(year: int, name: str) -> Period | None:
    """Return a northern season by whole months; winter begins in December of the year before."""
    start = {"winter": 0, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}[name]
    return months_of(year, start, 3, "season")


def week_of(day: date) -> Period | None:
    """Return the ISO week (Monday to Sunday) that holds a day."""
    first = shift_day(day, -day.weekday())
    last = shift_day(day, 6 - day.weekday())
    return Period(first, last, "week") if first and last else None


def weekend_of(day: date) -> Period | None:
    """Return Saturday and Sunday of the ISO week that holds a day."""
    week = week_of(day)
    return Period(week.last - timedelta(1), week.last, "weekend") if week else None


def shift_day(day: date, days: int) -> date | None:
    """Return the day so many days later, or None outside the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def period_at(unit: str, day: date) -> Period | None:
    """Return the period of that unit which holds a day."""
    return {
        "day": lambda: day_of(day.year, day.month, day.day),
        "week": lambda: week_of(day),
        "fortnight": lambda: week_of(day),
        "weekend": lambda: weekend_of(day),
        "month": lambda: month_of(day.year, day.month),
        "quarter": lambda: quarter_of(day.year, (day.month + 2) // 3),
        "half": lambda: half_of(day.year, (day.month + 5) // 6),
        "year": lambda: year_of(day.year),
        "decade": lambda: decade_of(day.year),
        "century": lambda: century_of(day.year // 100 + 1),
    }[unit]()


def shift_period(unit: str, day: date, steps: int) -> Period | None:
    """Return the period of that unit which lies so many units after (or before) the one that holds a day."""
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if days:
        moved = shift_day(day, days * steps)
        return period_at(unit, moved) if moved else None
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    start = months_of(day.year, day.month + months * steps, 1, "month")
    return period_at(unit, start.first) if start else None


_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def move(day: date, unit: str, count: int) -> date | None:
    """Return the day so many units later; months keep the day of the month, or their last day where it is shorter."""
    if unit in _DAYS:
        moved = math.copysign(math.ceil(abs(count) * _DAYS[unit]), count)
        return shift_day(day, int(moved)) if abs(moved) < _FAR else None
    months = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def up_to(last: date, unit: str, count: int) -> Period | None:
    """Return the count of units that ends with a day: three months to 30 September begin on 1 July."""
    after = shift_day(last, 1)
    first = move(after, unit, -count) if after else None
    return Period(first, last, "range") if first else None


def easter_of(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; nth = -1 is the last."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


_FIXED = {
    "christmas": (12, 25), "christmas_eve": (12, 24), "halloween": (10, 31), "independence": (7, 4),
    "new_year": (1, 1), "new_years_eve": (12, 31), "boxing": (12, 26), "valentine": (2, 14), "veterans": (11, 11),
    "bastille": (7, 14), "inauguration": (1, 20),
}  # fmt: skip
_MOVING = {
    "thanksgiving": (11, 3, 4), "labor": (9, 0, 1), "memorial": (5, 0, -1), "columbus": (10, 0, 2),
}  # fmt: skip


def holiday_of(year: int, name: str) -> Period | None:
    """Return the day of a named holiday, as the United States keeps it where customs differ."""
    if not 1583 <= year <= 9998:
        return None
    if name in _FIXED:
        return day_of(year, *_FIXED[name])
    if name in _MOVING:
        day = _nth_weekday(year, *_MOVING[name])
    elif name == "election":
        day = _nth_weekday(year, 11, 0, 1) + timedelta(1)
    else:
        day = easter_of(year)
    return Period(day, day, "day")
