"""Readers of dates in short hand: "4/22", "19-Nov-2012", "H1 2025", "3Q25", "the July-September quarter", "Sunday 31"."""

from dataclasses import replace

from claims.spans.dates.grammar import Found, values_of
from claims.spans.dates.guards import is_bare_month, is_counted, is_end_of_phrase
from claims.spans.dates.mention import (
    Kind,
    Mention,
    listed,
    month_in,
    number_in,
    read_side,
    read_two_digits,
    weekday_in,
    with_year,
)
from claims.spans.dates.words import Tokens

_BEFORE_SLASHED = frozenset(("from", "between", "to", "and", "on", "until", "by", "since", "through", "-", "–"))


def read_slash_day(found: Found) -> list[Mention]:
    """Read "4/22" as month and day where a preposition of time stands before and one number can only be a day."""
    tokens, (a, b) = found.view, (number_in(found, "a"), number_in(found, "b"))
    if tokens.word(found.start - 1).lower() not in _BEFORE_SLASHED or not is_glued(tokens, found.start, found.end):
        return []
    sure = max(a, b) > 12 or _has_sure_day_behind(tokens, found.end)
    month, day = (b, a) if a > 12 else (a, b)
    if not sure or not (1 <= month <= 12 and 1 <= day <= 31) or not is_end_of_phrase(tokens, found.end):
        return []
    return listed(Mention(found.start, found.end, "day", month=month, day=day))


def _has_sure_day_behind(tokens: Tokens, end: int) -> bool:
    """Tell whether a range goes on with a slashed day that cannot be a month ("between 8/10 and 8/15")."""
    names = [tokens.name(i) for i in range(end + 1, end + 4)]
    return names == ["small", "slash", "small"] and 12 < int(tokens.value(end + 3)) <= 31


def is_glued(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether tokens are printed without a blank between them."""
    return all(tokens.ends[i] == tokens.starts[i + 1] for i in range(start, end - 1))


def read_dashed_day(found: Found) -> list[Mention]:
    """Read "19-Nov-2012", "3/Sept/18"."""
    day, year = number_in(found, "day"), number_in(found, "year")
    if not 1 <= day <= 31:
        return []
    return listed(Mention(found.start, found.end, "day", year=read_two_digits(year), month=month_in(found), day=day))


def read_month_quarter(found: Found) -> list[Mention]:
    """Read "the July-September quarter", "the March quarter": the three months up to the last one named."""
    return listed(with_year(found, Mention(found.start, found.end, "months", month=month_in(found), number=3)))


def read_year_month(found: Found) -> list[Mention]:
    """Read "2017 April", where no verb goes on behind."""
    if not is_end_of_phrase(found.view, found.end) or (
        not is_bare_month(found.view, found.end - 1, found.end) and found.view.word(found.end)[:1].isalnum()
    ):
        return []
    year = int(values_of(found, "year")[0])
    return listed(Mention(found.start, found.end, "month", year=year, month=month_in(found)))


def read_letter_half(found: Found) -> list[Mention]:
    """Read "H1 2025", "1H25", "H2"."""
    return _lettered(found, "half", 2)


def read_letter_quarter(found: Found) -> list[Mention]:
    """Read "3Q25", "Q3 FY26", "Q3'25"."""
    return _lettered(found, "quarter", 4)


def _lettered(found: Found, kind: Kind, top: int) -> list[Mention]:
    """Read a quarter or half whose number stands beside its letter, with two or four digits of the year."""
    tokens = found.view
    number = number_in(found, "nth" if found.has("nth") else "nth2")
    first = next(i for i in range(found.start, found.end) if tokens.name(i) in ("h", "q", "small"))
    if not 1 <= number <= top or not is_glued(tokens, first, first + 2):
        return []
    fiscal = "fiscal" if {"fy", "fiscal"} & set(found.names()) else ""
    mention = Mention(found.start, found.end, kind, number=number, name=fiscal)
    if found.has("short"):
        mention = replace(mention, year=read_two_digits(number_in(found, "short")))
    elif kind == "half" and not found.has("year") and not is_end_of_phrase(tokens, found.end):
        return []
    return listed(with_year(found, mention))


def read_weekday_nth(found: Found) -> list[Mention] | None:
    """Read "Sunday 31", "Friday the 13th": a day of the month on which that weekday falls."""
    tokens, day = found.view, number_in(found, "day")
    on = tokens.word(found.start - 1).lower() == "on"
    counted = is_counted(tokens, found.start, found.end) or (on and not is_end_of_phrase(tokens, found.end))
    if not 1 <= day <= 31 or counted:
        return None
    return listed(Mention(found.start, found.end, "weekday_nth", weekday=weekday_in(found), day=day))


def read_week_of_nth(found: Found) -> list[Mention]:
    """Read "the week of the 18th", "the weekend of the 4th"."""
    unit, day = str(values_of(found, "unit")[0]), number_in(found, "day")
    return listed(Mention(found.start, found.end, "week_nth", unit=unit, day=day)) if 1 <= day <= 31 else []


def read_nth_of_month(found: Found) -> list[Mention]:
    """Read "the 4th of this month", "from the 4th to the 22nd next month"."""
    step, base = read_side(found.names("side")) or (0, "focus")
    month = Mention(found.start, found.end, "step", unit="month", step=step, base=base)
    numbers = [number_in(found, group) for group in ("from", "day") if found.has(group)]
    small = "ordinal" not in found.names() and len(numbers) == 1
    if small or not all(1 <= n <= 31 for n in numbers):
        start = found.span("side")[0]
        return listed(replace(month, start=start))
    cut = found.span("day")[0]
    starts = (
        [(found.start, found.span("from")[1]), (cut, found.end)] if found.has("from") else [(found.start, found.end)]
    )
    return [replace(month, start=s, end=e, day=n) for (s, e), n in zip(starts, numbers, strict=True)]
