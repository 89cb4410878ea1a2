"""Weekdays printed beside dates: they fix the year of a text without a date, and they can contradict.

"Wednesday (October 29)" is true in 2025, 2014, 2008. A pair is one mention ("Friday, Oct. 23") or two ("Wednesday
(October 29)"); `join_pairs` makes both of the two know the whole.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from claims.spans.dates import days
from claims.spans.dates.mention import Mention
from claims.spans.dates.partial import fits_weekday
from claims.spans.dates.tense import read_direction
from claims.spans.dates.words import Tokens

_CYCLE = 28  # years after which weekdays fall on the same dates again, but for 1900 and its like
DAYS_AHEAD = 31  # how far after the article the day that it announces may be


def join_pairs(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, with each weekday that stands just before a date (or its bracket) read as that date."""
    joined = list(mentions)
    for i, (before, after) in enumerate(pairwise(mentions)):
        if before.kind != "weekday" or before.side is not None or after.kind != "day" or after.weekday is not None:
            continue
        gap = [tokens.word(i) for i in range(before.end, after.start)]
        if len(gap) <= 2 and all(word in "(,[" for word in gap):
            joined[i + 1] = replace(after, weekday=before.weekday)
            joined[i] = replace(joined[i + 1], start=before.start, end=before.end)
    return joined


def pairs_in(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the dates that name their weekday, one for each pair: where both parts are mentions, the later one."""
    pairs = [m for m in mentions if m.kind == "day" and m.weekday is not None and m.day]
    later = [*pairs[1:], None]
    return [
        m for m, after in zip(pairs, later, strict=False) if not after or replace(after, start=m.start, end=m.end) != m
    ]


def year_of_pairs(pairs: Sequence[Mention], not_after: date) -> int | None:
    """Return the latest year in which every pair without a year is true and none lies far after `not_after`."""
    for year in range(not_after.year, max(not_after.year - _CYCLE, 0), -1):
        places = [p for m in pairs if fits_weekday(m, year) and (p := days.day_of(year, m.month, m.day))]
        if len(places) == len(pairs) and all((p.first - not_after).days <= DAYS_AHEAD for p in places):
            return year
    return None


def story_day(tokens: Tokens, mentions: Sequence[Mention], pair: Mention, pair_day: date) -> date:
    """Return the day of the story: that of the weekday most named without a date, in the week up to the pair's day.

    Where the pair is past ("was arrested on Wednesday (October 29)") the week begins with it.
    """
    bare = [
        m for m in mentions if m.kind == "weekday" and m.side is None and read_direction(tokens, m.start, m.end) <= 0
    ]
    if not bare:
        return pair_day
    counts = Counter(m.weekday or 0 for m in bare)
    top = next(m.weekday or 0 for m in bare if counts[m.weekday or 0] == max(counts.values()))
    ahead = read_direction(tokens, pair.start, pair.end) > 0
    step = -((pair_day.weekday() - top) % 7) if ahead else (top - pair_day.weekday()) % 7
    return days.shift_day(pair_day, step) or pair_day


def conflicting(pairs: Sequence[Mention], anchor: date | None) -> list[tuple[Mention, str]]:
    """Return the pairs that cannot be true, with the reason in words."""
    found = [(m, _no_such(m, m.year)) for m in pairs if m.year is not None and not fits_weekday(m, m.year)]
    undated = [m for m in pairs if m.year is None and m.year_step is None and m.side is None]
    if anchor is not None:
        return found + [
            (m, f"not the named weekday in any year around {anchor}") for m in undated if not _fits_around(m, anchor)
        ]
    years = Counter(y for m in undated for y in range(2001, 2001 + _CYCLE) if fits_weekday(m, y))
    most = max(years.values(), default=0)
    if most == len(undated):
        return found
    agreed = [y for y, count in years.items() if count == most] if most > 1 else []
    odd = [m for m in undated if not any(fits_weekday(m, y) for y in agreed)]
    return found + [(m, "no year makes all dates and weekdays of the text true") for m in odd]


def _fits_around(mention: Mention, anchor: date) -> bool:
    """Tell whether a pair is true within the months around the anchor."""
    places = (
        days.day_of(y, mention.month, mention.day)
        for y in range(anchor.year - 1, anchor.year + 2)
        if fits_weekday(mention, y)
    )
    return any(p is not None and abs((p.first - anchor).days) <= 300 for p in places)


def _no_such(mention: Mention, year: int | None) -> str:
    """Say which weekday the date really is."""
    place = days.day_of(year or 0, mention.month, mention.day)
    return f"{place.first} was a {place.first:%A}" if place else "no such day in the calendar"
