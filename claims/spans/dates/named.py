"""Readers of named dates: days, months, quarters, seasons, holidays, years, decades, centuries.

A reader turns a form that fits into mentions; none where the words only look like a date ("1,500 men").
"""

from dataclasses import replace

from claims.spans.dates.grammar import Found, values_of
from claims.spans.dates.guards import (
    is_apostrophe_year,
    is_bare_decade,
    is_bare_month,
    is_bare_season,
    is_bare_year,
    is_counted,
    is_of_match,
    is_time_of,
)
from claims.spans.dates.mention import (
    Kind,
    Mention,
    listed,
    month_in,
    number_in,
    read_side,
    read_two_digits,
    spelled_year,
    weekday_in,
    with_side,
    with_year,
)


def read_month_day(found: Found) -> list[Mention]:
    """Read "Nov. 25, 1998", "May 4 and 5", "Friday, Oct. 23"."""
    tokens, (day_start, day_end) = found.view, found.span("day")
    day = number_in(found, "day")
    if tokens.name(day_start) == "nth" and found.match.group("day") and is_time_of(tokens, day_end):
        return _month_alone(found, day_start)
    if day > 31:
        year = read_two_digits(day) if not found.has("year") and tokens.name(day_start) == "small" else None
        return listed(Mention(found.start, day_end, "month", year=year, month=month_in(found)))
    if not found.has("year") and is_counted(tokens, day_start, found.end, after_in=True):
        return _month_alone(found, day_start)
    days = [(found.start, day_end, day)]
    if found.has("more"):
        start, end = found.span("more")
        if not (found.has("year") or found.has("yearside")) and is_counted(tokens, end - 1, end):
            return _days_of(found, days)
        days += [(i, i + 1, int(tokens.value(i))) for i in range(start, end) if tokens.name(i) in ("small", "ordinal")]
    days[-1] = (days[-1][0], found.end, days[-1][2])
    return _days_of(found, [d for d in days if 1 <= d[2] <= 31])


def _days_of(found: Found, days: list[tuple[int, int, int]]) -> list[Mention]:
    """Return a mention for each (start, end, day), all of the month and year that the form names."""
    common = with_year(found, Mention(0, 0, "day", month=month_in(found), weekday=weekday_in(found)))
    if not common:
        return []
    common = replace(with_side(found, common), name=_week_in(found))
    return [
        replace(common, start=s, end=e, day=d, weekday=None if i else common.weekday)
        for i, (s, e, d) in enumerate(days)
    ]


def _week_in(found: Found) -> str:
    """Return whether the form names the week or weekend of a day ("the weekend of Oct. 4")."""
    names = found.names("week")
    return "weekend" if "weekend" in names else "week" if names else ""


def _month_alone(found: Found, end: int) -> list[Mention]:
    """Return the month of a form whose day number belongs to other words ("in April 20 people died")."""
    return listed(with_side(found, Mention(found.start, end, "month", month=month_in(found))))


def read_day_month(found: Found) -> list[Mention]:
    """Read "25 October 1922", "5-6 August", "the fourth of July"."""
    tokens, (start, end) = found.view, found.span("day")
    last = tokens.name(end - 1)
    said = tokens.word(start - 1).lower() in ("on", "dated") or tokens.name(start - 1) == "the"
    of_small = last == "small" and (said or found.names("month")[0] == "mon" or tokens.name(found.start) == "the")
    if (last == "nth") != (tokens.name(end) == "of") and last != "ordinal" and not of_small:
        return read_month(found, found.span("month")[0])
    days: list[tuple[int, int, int]] = []
    if found.has("more"):
        first, after = found.span("more")
        days = [(i, i + 1, int(tokens.value(i))) for i in range(first, after) if tokens.name(i) in ("small", "ordinal")]
        days[0] = (found.start, days[0][1], days[0][2])
    days.append((start if days else found.start, found.end, number_in(found, "day")))
    return _days_of(found, [d for d in days if 1 <= d[2] <= 31])


def read_month(found: Found, start: int | None = None) -> list[Mention]:
    """Read "July 1861", "mid-November", "last October", "May of that year"."""
    month = with_year(
        found,
        with_side(found, Mention(found.start if start is None else start, found.end, "month", month=month_in(found))),
    )
    if (
        month
        and not month.has_year
        and month.side is None
        and not is_bare_month(found.view, found.span("month")[0], found.span("month")[1])
    ):
        return []
    return listed(month)


def read_numeric(found: Found) -> list[Mention]:
    """Read 1998-03-04, 3/4/98, 25.12.2001; an order of day and month that nothing settles stays open."""
    word = found.view.word(found.start)
    sign = next(c for c in word if not c.isdigit())
    a, b, c = (int(part) for part in word.split(sign))
    first = word.split(sign)[0]
    if len(first) == 4:
        return (
            listed(Mention(found.start, found.end, "day", year=a, month=b, day=c))
            if 1 <= b <= 12 and 1 <= c <= 31
            else []
        )
    if len(first) > 2 or not (1 <= a <= 31 and 1 <= b <= 31) or min(a, b) > 12 or len(word.split(sign)[2]) == 3:
        return []
    year = c if c > 99 else read_two_digits(c)
    if a <= 12 and b <= 12 and a != b and sign != ".":
        return listed(Mention(found.start, found.end, "day", year=year, month=a, day=b, name="either"))
    month, day = (b, a) if a > 12 or sign == "." else (a, b)
    return listed(Mention(found.start, found.end, "day", year=year, month=month, day=day)) if month <= 12 else []


def read_quarter(found: Found, kind: Kind = "quarter") -> list[Mention]:
    """Read "the third quarter of 1989", "last year's third quarter", "first half"."""
    names = found.names("nth")
    dated = any(found.has(group) for group in ("year", "yearside", "lead_year", "lead_ago", "lead_side"))
    if not dated and "q" not in found.names() and is_of_match(found.view, found.start, found.end):
        return []
    top = 4 if kind == "quarter" else 2
    number = top if names == ["last"] else number_in(found, "nth")
    if not 1 <= number <= top:
        return []
    name = "year_ago" if found.has("lead_ago") else "fiscal" if "fiscal" in found.names() else ""
    mention = Mention(found.start, found.end, kind, number=number, name=name)
    if found.has("lead_year"):
        mention = replace(mention, year=int(values_of(found, "lead_year")[0]))
    elif found.has("lead_ago"):
        mention = replace(mention, year_step=-1, year_base="focus")
    elif found.has("lead_side"):
        side = read_side(found.names("lead_side"))
        mention = replace(mention, year_step=side[0] if side else 0)
    elif names == ["last"] and kind == "quarter" and not found.has("year"):
        return listed(replace(mention, kind="step", unit="quarter", step=-1, number=0))
    return listed(with_year(found, mention))


def read_half(found: Found) -> list[Mention]:
    """Read "the first half of 1990", "the latter half of the year"."""
    return read_quarter(found, "half")


def read_decade(found: Found) -> list[Mention]:
    """Read "the 1970s", "the late '80s", "the sixties", "nineteen-eighties"."""
    values = [v for v in values_of(found, "decade") if isinstance(v, int)]
    if len(values) == 2:
        year = values[0] * 100 + values[1]
        return listed(Mention(found.start, found.end, "decade", year=year)) if values[0] >= 10 else []
    tens = values[0]
    if tens >= 1000:
        if tens % 100 == 0 and tens < _OWN_CENTURY and found.start == found.span("decade")[0]:
            return listed(Mention(found.start, found.end, "century", number=tens // 100 + 1))
        return listed(Mention(found.start, found.end, "decade", year=tens)) if tens % 10 == 0 else []
    start = found.span("decade")[0]
    if tens % 10 or tens > 90 or not is_bare_decade(found.view, start, has_part=start > found.start):
        return []
    return listed(Mention(found.start, found.end, "decade", number=tens))


_OWN_CENTURY = 2000  # "the 1400s" are a century, "the 2000s" the decade that we lived through


def read_century(found: Found) -> list[Mention]:
    """Read "the 20th century", "early nineteenth-century"."""
    number = number_in(found, "nth")
    if "bc" in (found.view.name(found.end - 1), found.view.name(found.end)):
        return listed(Mention(found.start, found.end, "open", note="before the year 1"))
    return listed(Mention(found.start, found.end, "century", number=number)) if 1 <= number <= 30 else []


def read_era(found: Found) -> list[Mention]:
    """Read "AD 70", "476 AD"; years BC have no days here."""
    if found.has("before"):
        return listed(Mention(found.start, found.end, "open", note="before the year 1"))
    year = number_in(found, "year" if found.has("year") else "after")
    return listed(Mention(found.start, found.end, "year", year=year)) if 1 <= year <= 2100 else []


def read_fiscal_year(found: Found) -> list[Mention]:
    """Read "fiscal 1990", "the year 2000", "FY89"."""
    ending = number_in(found, "ending") or number_in(found, "ending2")
    if found.has("short"):
        year = read_two_digits(number_in(found, "short")) + bool(ending)
        return listed(Mention(found.start, found.end, "year", year=year, name="fiscal"))
    fiscal = "fiscal" if "fiscal" in (found.view.name(i) for i in range(found.start, found.end)) else ""
    told = with_year(found, Mention(found.start, found.end, "year", name=fiscal))
    if told and told.year and ending and (told.year + 1) % 100 == ending:
        told = replace(told, year=told.year + 1, name="fiscal")
    return listed(told)


def read_season(found: Found) -> list[Mention]:
    """Read "last fall", "the summer of 1920", "spring '69"."""
    name = str(values_of(found, "season")[0])
    mention = with_side(found, Mention(found.start, found.end, "season", name=name))
    if found.has("lead_year"):
        mention = replace(mention, year=int(values_of(found, "lead_year")[0]))
    if found.has("short"):
        mention = replace(mention, year=read_two_digits(number_in(found, "short")))
    dated = with_year(found, mention)
    if dated and not dated.has_year and dated.side is None and not is_bare_season(found.view, *found.span("season")):
        return []
    return listed(dated)


def read_holiday(found: Found) -> list[Mention]:
    """Read "Thanksgiving Day", "last Christmas", "New Year's Eve"."""
    names, tail = found.names("holiday"), found.view.word(found.span("eve")[0]).lower() if found.has("eve") else ""
    name = "new_year" if names[0] == "new" else str(values_of(found, "holiday")[0])
    if tail == "eve":
        name = {"new_year": "new_years_eve", "christmas": "christmas_eve"}.get(name, "")
    return (
        listed(with_year(found, with_side(found, Mention(found.start, found.end, "holiday", name=name))))
        if name
        else []
    )


def read_same_period(found: Found) -> list[Mention]:
    """Read "the 1988 period"."""
    return listed(Mention(found.start, found.end, "year", year=int(values_of(found, "year")[0]), name="period"))


def read_years(found: Found) -> list[Mention]:
    """Read both ends of "1995-96"."""
    year, short = int(values_of(found, "year")[0]), number_in(found, "short")
    start, middle = found.start, found.span("short")[0]
    first = Mention(start, found.span("year")[1], "year", year=year)
    second = year - year % 100 + short
    if found.has("fiscal") and second == year + 1:
        return listed(Mention(start, found.end, "year", year=second, name="fiscal"))
    return [first, Mention(middle, found.end, "year", year=second)] if year < second <= year + 60 else read_year(found)


def read_year(found: Found) -> list[Mention]:
    """Read "1926", "late 1933", "nineteen seventy-nine"."""
    year = spelled_year(values_of(found, "year"))
    if not year or not is_bare_year(found.view, *found.span("year"), has_part=found.span("year")[0] > found.start):
        return []
    return listed(Mention(found.start, found.span("year")[1], "year", year=year))


def read_short_year(found: Found) -> list[Mention]:
    """Read "in '99"."""
    if not is_apostrophe_year(found.view, found.start):
        return []
    return listed(Mention(found.start, found.end, "year", number=number_in(found, "short"), name="short"))
