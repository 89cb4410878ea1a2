"""The days that words like "Monday" and "last year" mean, as a question tells them, where the reading is sure of them."""

import re
from datetime import date, timedelta

from claims.model import DateSpan
from claims.reading import Reading

_SURE = re.compile(
    r"(?:yesterday|today|tonight)(?:\s+(?:morning|afternoon|evening|night))?|last\s+(?:month|year)",
    re.IGNORECASE,
)
_NEAR = 8  # days before the publication in which a weekday is one of this or last week
_NO_NOTE = re.compile(r"['’-]|\s+[A-Z(]|\)")
_NAMED_SO = re.compile(
    r"\b(?:expected|will|would|due|scheduled|planned|plans?|next|upcoming|set|to|before|until|by)\s[^.;]*$|[A-Z]\w+ $|\bIf\b"
)


def sure_day(day: DateSpan, reading: Reading) -> str | None:
    """Return the days that words like "Monday" and "last year" mean, for people; None where the reading is not sure.

    Sure are the day of the story and the one before, and the month or year before; a weekday may be of this week or the next.
    """
    text, published = reading.text, reading.article.published_on
    if day.first is None or day.last is None or published is None or day.note or day.first > published:
        return None
    if not _SURE.fullmatch(text[day.start : day.end].strip()) or _NO_NOTE.match(text, day.end):
        return None
    if _NAMED_SO.search(text[max(0, day.start - 45) : day.start]):
        return None
    near = day.granularity != "day" or (published - day.first).days <= _NEAR
    return told_days(day.first, day.last) if near else None


def told_days(first: date, last: date) -> str:
    """Return days in words: "28 October 2025", "October 2025", "2025", or both ends."""
    after = last + timedelta(days=1) if last < date.max else last
    if first == last:
        return f"{first.day} {first:%B} {first:%Y}"
    if (first.day, first.month, after.day, after.month) == (1, 1, 1, 1):
        return f"{first:%Y}" if after.year - first.year == 1 else f"{first:%Y} to {last:%Y}"
    if first.day == 1 and after.day == 1 and (after.year - first.year) * 12 + after.month - first.month == 1:
        return f"{first:%B} {first:%Y}"
    return f"{first.day} {first:%B} {first:%Y} to {last.day} {last:%B} {last:%Y}"
