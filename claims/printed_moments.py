"""Moments as people and page templates print them, "Oct 20, 2025 11:30 PM EDT", to datetimes with their zone.

Only what names its day in full is read: a year of four digits, and either a month in letters or figures in one order.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours east of Greenwich. Where letters name two zones, the one that English news means: IST is India's, CST America's.
_OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2, "EET": 2, "CAT": 2,
    "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "TRT": 3, "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "SGT": 8,
    "HKT": 8, "PHT": 8, "MYT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "NDT": -2.5, "NST": -3.5, "ADT": -3, "BRT": -3, "ART": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5,
    "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
# Letters for whatever the clocks of a region show on the day.
_REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
}  # fmt: skip

_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LABEL = re.compile(
    r"^(?:(?:first|originally)\s+)?(?:published|posted|issued|created|date)\b(?:\s+(?:on|at))?[\s:]*", re.IGNORECASE
)
_NUMERIC = re.compile(
    r"(?:(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})|(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}))\b"
)
_DOTTED_TIME = re.compile(r"(?<![\d.:])(\d{1,2})\.(\d{2})(?![\d.])")
_STARTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001  # what dateutil fills in: nothing in common


def read_printed(words: str) -> datetime | None:
    """Return the moment that the words name, with its zone where they name one; None where day, month or year is open."""
    plain = _plain(words)
    numeric = _NUMERIC.search(plain)
    if numeric:
        day = _ordered(numeric)
        plain = plain[: numeric.start()] + day + plain[numeric.end() :] if day else ""
    elif not (_MONTH.search(plain) and _YEAR.search(plain)):
        return None
    return _parsed(plain) if plain else None


def _plain(words: str) -> str:
    """Return the words without labels, brackets and marks between day and time, "p.m." as "PM", "8.15" as "8:15"."""
    plain = re.sub(r"\([^()]*\)", " ", _LABEL.sub("", words))
    plain = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\b(?:GMT|UTC)\s?(?=[+-]\d)", "", plain)  # dateutil would turn the sign round
    plain = re.sub(r"\bSept\b", "Sep", re.sub(r"[|•·,]|\s[-–—]\s|\bat\b|(?<=[A-Za-z])\.", " ", plain))
    return " ".join(_DOTTED_TIME.sub(r"\1:\2", plain).split())


def _ordered(found: re.Match[str]) -> str | None:
    """Return a day in figures in the order of ISO 8601; None where two orders of day and month fit."""
    if found["y"]:
        return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    first, second = int(found["a"]), int(found["b"])
    if found["s"] == "." or first > 12 or first == second:
        return f"{found['c']}-{second:02}-{first:02}"
    return f"{found['c']}-{first:02}-{second:02}" if second > 12 else None


def _parsed(words: str) -> datetime | None:
    """Parse by dateutil; twice, so that a day, month or year which it would fill in by itself shows."""
    from dateutil import parser  # type: ignore[import-untyped]  # noqa: PLC0415  # few moments are not ISO 8601

    try:
        found = [parser.parse(words, default=start, tzinfos=_zone) for start in _STARTS]
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
        return None
    moment = found[0]
    if not isinstance(moment, datetime) or moment != found[1]:
        return None
    return moment


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the zone of letters ("EDT") or of an offset in seconds; None, which is read as UTC, for letters unknown."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name in _REGIONS:
        return _region(_REGIONS[name])
    hours = _OFFSETS.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))


@cache
def _region(key: str) -> tzinfo | None:
    """Return a region's clock; None on a machine without the time zone tables."""
    try:
        return ZoneInfo(key)
    except ZoneInfoNotFoundError:
        return None
