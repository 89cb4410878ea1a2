"""From a form that fits to what it mentions: which parts of a date are said, and from where the rest is counted.

A `Mention` knows nothing of the anchor: "last October" is month 10 on the last side. Readers return no mention where
the words only look like a date ("1,500 men", "the Long March").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from claims.calendar_grammar import Found
from claims.calendar_words import Tokens
from claims.calendar_guards import (
    is_apostrophe_year,
    is_bare_decade,
    is_bare_month,
    is_bare_season,
    is_bare_year,
    is_counted,
    is_before_an_event,
    is_name_of_daily,
    is_nth_day,
    is_time_of,
    is_title,
)

Kind = Literal[
    "day", "month", "year", "decade", "century", "quarter", "half", "season", "holiday", "weekday", "nth_day", "step", "open",
]  # fmt: skip
Base = Literal["anchor", "focus"]


@dataclass(frozen=True, slots=True)
class Mention:
    """What the tokens `start..end` say of a date.

    `year` is said outright; else `year_step` counts years from `year_base`; else the context decides. `side` is -1,
    0, 1 for last, this, next. For kind `step`, `unit` and `step` count from `base`; an `open` mention says why it has
    no days in `note`.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    number: int = 0
    name: str = ""
    unit: str = ""
    step: int | None = 0
    side: int | None = None
    base: Base = "anchor"
    year_step: int | None = None
    year_base: Base = "anchor"
    note: str | None = None

    @property
    def has_year(self) -> bool:
        """Tell whether the words themselves settle the year, given the context."""
        return self.year is not None or self.year_step is not None


_SIDES: dict[str, tuple[int, Base]] = {
    "last": (-1, "anchor"), "past": (-1, "anchor"), "next": (1, "anchor"), "coming": (1, "anchor"),
    "this": (0, "anchor"), "current": (0, "anchor"), "latest": (0, "anchor"),
    "previous": (-1, "focus"), "following": (1, "focus"), "same": (0, "focus"), "that": (0, "focus"),
    "before": (-1, "focus"), "earlier": (-1, "focus"), "after": (1, "focus"), "later": (1, "focus"),
}  # fmt: skip


def read_side(names: list[str]) -> tuple[int, Base] | None:
    """Return the step and what it counts from, of "last", "the next", "that same"."""
    if not names:
        return None
    said = [name for name in names if name in _SIDES]
    step, base = _SIDES[said[-1]] if said else (0, "focus")
    return step, "focus" if base == "anchor" and step > 0 and names[0] == "the" else base


def read_number(values: list[int | str]) -> int | None:
    """Return the number that words or digits spell ("twenty-five", "25th"); None for "a few"."""
    total = 0
    for value in values:
        if not isinstance(value, int):
            continue
        total = total * 1000 if value == 1000 and total else total + value
    return total if total or 0 in values else None


def read_year(values: list[int | str]) -> int | None:
    """Return the year that digits or words spell: 1998, "nineteen seventy-nine", "two thousand and three"."""
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) == 1:
        return numbers[0]
    if 1000 in numbers:
        year = read_number(values) or 0
    else:
        century = 20 if numbers[0] == 20 else numbers[0]
        year = century * 100 + sum(numbers[1:])
    return year if 1100 <= year <= 2100 else None


def read_two_digits(number: int) -> int:
    """Return the year that two digits stand for: '45 to '99 are of the 20th century, '00 to '44 of the 21st."""
    return number if number > 99 else number + (1900 if number >= 45 else 2000)


def _with_year(found: Found, mention: Mention) -> Mention | None:
    """Put the year that the form names into a mention; None when the words spell no year."""
    if found.has("year"):
        year = read_year(found.values("year"))
        return replace(mention, year=year) if year else None
    if found.has("apostrophe_year"):
        return replace(mention, year=read_two_digits(_number(found, "apostrophe_year")))
    if found.has("yearside"):
        side = read_side(found.names("yearside")) or (0, "focus")
        return replace(mention, year_step=side[0], year_base=side[1])
    return mention


def _number(found: Found, group: str) -> int:
    """Return the number of a group, 0 when there is none."""
    return read_number(found.values(group)) or 0


def _sided(found: Found, mention: Mention) -> Mention:
    """Put "last", "this" or "next" into a mention of a named month, season, day or holiday."""
    side = read_side(found.names("side"))
    return replace(mention, side=side[0], base=side[1]) if side else mention


def _list(*mentions: Mention | None) -> list[Mention]:
    """Return the mentions that there are."""
    return [mention for mention in mentions if mention]


def _month_number(found: Found) -> int:
    """Return 1..12."""
    return int(found.values("month")[0])


def _weekday_number(found: Found) -> int | None:
    """Return 0..6, None when no weekday is named."""
    return int(found.values("weekday")[0]) if found.has("weekday") else None


def _days_of(found: Found, days: list[tuple[int, int, int]]) -> list[Mention]:
    """Return a mention for each (start, end, day), all of the month and year that the form names."""
    common = _with_year(found, Mention(0, 0, "day", month=_month_number(found), weekday=_weekday_number(found)))
    if not common:
        return []
    common = _sided(found, common)
    return [
        replace(common, start=s, end=e, day=d, weekday=None if i else common.weekday)
        for i, (s, e, d) in enumerate(days)
    ]


def _read_month_day(found: Found) -> list[Mention]:
    """Read "Nov. 25, 1998", "May 4 and 5", "Friday, Oct. 23"."""
    tokens, (day_start, day_end) = found.tokens, found.span("day")
    day = _number(found, "day")
    if tokens.name(day_start) == "nth" and found.match.group("day") and is_time_of(tokens, day_end):
        return _month_alone(found, day_start)
    if day > 31:
        year = read_two_digits(day) if not found.has("year") and tokens.name(day_start) == "small" else None
        return _list(Mention(found.start, day_end, "month", year=year, month=_month_number(found)))
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


def _month_alone(found: Found, end: int) -> list[Mention]:
    """Return the month of a form whose day number belongs to other words ("in April 20 people died")."""
    return _list(_sided(found, Mention(found.start, end, "month", month=_month_number(found))))


def _read_day_month(found: Found) -> list[Mention]:
    """Read "25 October 1922", "5-6 August", "the fourth of July"."""
    tokens, (start, end) = found.tokens, found.span("day")
    last = tokens.name(end - 1)
    if (last == "nth") != (tokens.name(end) == "of") and last != "ordinal":
        return _read_month(found, found.span("month")[0])
    days: list[tuple[int, int, int]] = []
    if found.has("more"):
        first, after = found.span("more")
        days = [(i, i + 1, int(tokens.value(i))) for i in range(first, after) if tokens.name(i) in ("small", "ordinal")]
        days[0] = (found.start, days[0][1], days[0][2])
    days.append((start if days else found.start, found.end, _number(found, "day")))
    return _days_of(found, [d for d in days if 1 <= d[2] <= 31])


def _read_month(found: Found, start: int | None = None) -> list[Mention]:
    """Read "July 1861", "mid-November", "last October", "May of that year"."""
    month = _with_year(
        found,
        _sided(found, Mention(found.start if start is None else start, found.end, "month", month=_month_number(found))),
    )
    if (
        month
        and not month.has_year
        and month.side is None
        and not is_bare_month(found.tokens, found.span("month")[0], found.span("month")[1])
    ):
        return []
    return _list(month)


def _read_numeric(found: Found) -> list[Mention]:
    """Read 1998-03-04, 3/4/98, 25.12.2001; an order of day and month that nothing settles stays open."""
    word = found.tokens.word(found.start)
    sign = next(c for c in word if not c.isdigit())
    a, b, c = (int(part) for part in word.split(sign))
    first = word.split(sign)[0]
    if len(first) == 4:
        return (
            _list(Mention(found.start, found.end, "day", year=a, month=b, day=c))
            if 1 <= b <= 12 and 1 <= c <= 31
            else []
        )
    if len(first) > 2 or not (1 <= a <= 31 and 1 <= b <= 31) or min(a, b) > 12 or len(word.split(sign)[2]) == 3:
        return []
    year = c if c > 99 else read_two_digits(c)
    if a <= 12 and b <= 12 and a != b and sign != ".":
        return _list(Mention(found.start, found.end, "day", year=year, month=a, day=b, name="either"))
    month, day = (b, a) if a > 12 or sign == "." else (a, b)
    return _list(Mention(found.start, found.end, "day", year=year, month=month, day=day)) if month <= 12 else []


def _read_quarter(found: Found, kind: Kind = "quarter") -> list[Mention]:
    """Read "the third quarter of 1989", "last year's third quarter", "first half"."""
    names = found.names("nth")
    top = 4 if kind == "quarter" else 2
    number = top if names == ["last"] else _number(found, "nth")
    if not 1 <= number <= top:
        return []
    mention = Mention(found.start, found.end, kind, number=number, name="year_ago" if found.has("lead_ago") else "")
    if found.has("lead_year"):
        mention = replace(mention, year=int(found.values("lead_year")[0]))
    elif found.has("lead_ago"):
        mention = replace(mention, year_step=-1, year_base="focus")
    elif found.has("lead_side"):
        side = read_side(found.names("lead_side"))
        mention = replace(mention, year_step=side[0] if side else 0)
    elif names == ["last"] and kind == "quarter" and not found.has("year"):
        return _list(replace(mention, kind="step", unit="quarter", step=-1, number=0))
    return _list(_with_year(found, mention))


def _read_half(found: Found) -> list[Mention]:
    """Read "the first half of 1990", "the latter half of the year"."""
    return _read_quarter(found, "half")


def _read_decade(found: Found) -> list[Mention]:
    """Read "the 1970s", "the late '80s", "the sixties", "nineteen-eighties"."""
    values = [v for v in found.values("decade") if isinstance(v, int)]
    if len(values) == 2:
        year = values[0] * 100 + values[1]
        return _list(Mention(found.start, found.end, "decade", year=year)) if values[0] >= 10 else []
    tens = values[0]
    if tens >= 1000:
        return _list(Mention(found.start, found.end, "decade", year=tens)) if tens % 10 == 0 else []
    if tens % 10 or not is_bare_decade(found.tokens, *found.span("decade")):
        return []
    return _list(Mention(found.start, found.end, "decade", number=tens))


def _read_century(found: Found) -> list[Mention]:
    """Read "the 20th century", "early nineteenth-century"."""
    number = _number(found, "nth")
    if "bc" in (found.tokens.name(found.end - 1), found.tokens.name(found.end)):
        return _list(Mention(found.start, found.end, "open", note="before the year 1"))
    return _list(Mention(found.start, found.end, "century", number=number)) if 1 <= number <= 30 else []


def _read_era(found: Found) -> list[Mention]:
    """Read "AD 70", "476 AD"; years BC have no days here."""
    if found.has("before"):
        return _list(Mention(found.start, found.end, "open", note="before the year 1"))
    year = _number(found, "year" if found.has("year") else "after")
    return _list(Mention(found.start, found.end, "year", year=year)) if 1 <= year <= 2100 else []


def _read_fiscal_year(found: Found) -> list[Mention]:
    """Read "fiscal 1990", "the year 2000", "FY89"."""
    if found.has("short"):
        return _list(
            Mention(found.start, found.end, "year", year=read_two_digits(_number(found, "short")), name="fiscal")
        )
    fiscal = "fiscal" if "fiscal" in (found.tokens.name(i) for i in range(found.start, found.end)) else ""
    return _list(_with_year(found, Mention(found.start, found.end, "year", name=fiscal)))


def _read_season(found: Found) -> list[Mention]:
    """Read "last fall", "the summer of 1920", "spring '69"."""
    name = str(found.values("season")[0])
    mention = _sided(found, Mention(found.start, found.end, "season", name=name))
    if found.has("lead_year"):
        mention = replace(mention, year=int(found.values("lead_year")[0]))
    if found.has("short"):
        mention = replace(mention, year=read_two_digits(_number(found, "short")))
    dated = _with_year(found, mention)
    if dated and not dated.has_year and dated.side is None and not is_bare_season(found.tokens, *found.span("season")):
        return []
    return _list(dated)


def _read_holiday(found: Found) -> list[Mention]:
    """Read "Thanksgiving Day", "last Christmas", "New Year's Eve"."""
    names, tail = found.names("holiday"), found.tokens.word(found.span("eve")[0]).lower() if found.has("eve") else ""
    name = "new_year" if names[0] == "new" else str(found.values("holiday")[0])
    if tail == "eve":
        name = {"new_year": "new_years_eve", "christmas": "christmas_eve"}.get(name, "")
    return (
        _list(_with_year(found, _sided(found, Mention(found.start, found.end, "holiday", name=name)))) if name else []
    )


def _read_weekday(found: Found) -> list[Mention]:
    """Read "Friday", "last Wednesday", "Thursday morning"."""
    start = found.span("weekday")[0] if found.has("early") else found.start
    return _list(_sided(found, Mention(start, found.end, "weekday", weekday=_weekday_number(found))))


def _read_deictic(found: Found) -> list[Mention]:
    """Read "yesterday", "this morning", "last night"."""
    if is_name_of_daily(found.tokens, found.start, found.end):
        return []
    if not found.has("deictic"):
        last = found.names("side") == ["last"]
        if last and found.names("daypart") and found.values("daypart")[0] != "night":
            return []
        return _list(Mention(found.start, found.end, "step", unit="day", step=-1 if last else 0))
    return _list(Mention(found.start, found.end, "step", unit="day", step=int(found.values("deictic")[0])))


def _read_distance(found: Found) -> list[Mention]:
    """Read "two years ago", "a week earlier", "three days later"."""
    way = found.names("way")
    back = -1 if way[0] in ("ago", "earlier", "before") else 1
    base: Base = "anchor" if way[0] in ("ago", "from") else "focus"
    unit = str(found.values("units")[-1])
    if way[0] in ("before", "after") and is_before_an_event(found.tokens, found.end):
        return _list(Mention(found.start, found.end, "open", note="counts from an event"))
    count = read_number(found.values("quantity"))
    if count is None or "few" in found.names("quantity"):
        return _list(Mention(found.start, found.end, "open", note="how many is not said"))
    return _list(Mention(found.start, found.end, "step", unit=unit, step=back * count, base=base, name=way[0]))


def _read_year_ago(found: Found) -> list[Mention]:
    """Read "the year-ago quarter", "year-earlier"."""
    return _list(Mention(found.start, found.end, "step", unit="year", step=-1, base="focus", name="year_ago"))


def _read_last_years(found: Found) -> list[Mention]:
    """Read "last year's quarter", "the corresponding period last year"."""
    group = "side" if found.has("side") else "side2"
    side = read_side(found.names(group)) or (0, "anchor")
    what = "what" if found.has("what") else "what2"
    if found.names(what)[0] in ("month", "mon"):
        return _list(Mention(found.start, found.end, "month", month=int(found.values(what)[0]), year_step=side[0]))
    return _list(Mention(found.start, found.end, "step", unit="year", step=side[0], name="period"))


def _read_step(found: Found) -> list[Mention]:
    """Read "last week", "the following month", "that year", "the same day"."""
    step, base = read_side(found.names("side")) or (0, "focus")
    unit = str(found.values("unit")[0])
    if found.has("tail") and found.names("tail")[0] in ("before", "after"):
        step *= 2
    latest = "latest" in found.names("side")
    if unit == "period":
        return (
            _list(
                Mention(
                    found.start,
                    found.end,
                    "step",
                    unit="quarter" if latest else "period",
                    step=0,
                    base="focus",
                    name="latest" if latest else "",
                )
            )
            if step == 0
            else []
        )
    if found.names("side")[0] == "the" and base == "anchor" and found.tokens.word(found.end) == "of":
        return []
    if is_title(found.tokens, found.start, found.end):
        return []
    name = "this" if found.names("side")[0] == "this" else ""
    return _list(
        Mention(
            found.start,
            found.end,
            "step",
            unit=unit,
            step=step,
            base="focus" if latest else base,
            name="latest" if latest else name,
        )
    )


def _read_beside(found: Found) -> list[Mention]:
    """Read "the day before", "the year after", "the day following"."""
    step, _ = read_side(found.names("way")) or (0, "focus")
    if found.names("way")[0] in ("before", "after") and is_before_an_event(found.tokens, found.end):
        return _list(Mention(found.start, found.end, "open", note="counts from an event"))
    return _list(Mention(found.start, found.end, "step", unit=str(found.values("unit")[0]), step=step, base="focus"))


def _read_within(found: Found) -> list[Mention]:
    """Read "earlier in the day", "the end of the year"."""
    unit = str(found.values("unit")[0])
    if found.names("unit") == ["season"]:
        return _list(Mention(found.start, found.end, "season", name=unit))
    return _list(Mention(found.start, found.end, "step", unit=unit, base="focus", name="within"))


def _read_the_unit(found: Found) -> list[Mention]:
    """Read "the quarter", "the year", "the weekend" where they stand for one that was named."""
    unit = str(found.values("unit")[0])
    if unit not in ("quarter", "year", "weekend"):
        return []
    return _list(Mention(found.start, found.end, "step", unit=unit, base="focus", name="bare"))


def _read_end_of(found: Found) -> list[Mention]:
    """Read "year-end", "month's end"."""
    if found.values("end")[0] != "late":
        return []
    unit, dashed = str(found.values("unit")[0]), "dash" in found.names_between()
    if unit == "year" and dashed:
        return _list(Mention(found.start, found.end, "day", month=12, day=31, year_step=0, year_base="anchor"))
    return _list(Mention(found.start, found.end, "step", unit=unit, base="focus", name="within"))


def _read_nth_day(found: Found) -> list[Mention]:
    """Read "on the 20th"."""
    day = _number(found, "day")
    return (
        _list(Mention(found.start, found.end, "nth_day", day=day))
        if 1 <= day <= 31 and is_nth_day(found.tokens, found.start, found.end)
        else []
    )


def _read_same_period(found: Found) -> list[Mention]:
    """Read "the 1988 period"."""
    return _list(Mention(found.start, found.end, "year", year=int(found.values("year")[0]), name="period"))


def _read_years(found: Found) -> list[Mention]:
    """Read both ends of "1995-96"."""
    year, short = int(found.values("year")[0]), _number(found, "short")
    start, middle = found.start, found.span("short")[0]
    first = Mention(start, found.span("year")[1], "year", year=year)
    second = year - year % 100 + short
    return [first, Mention(middle, found.end, "year", year=second)] if year < second <= year + 60 else _read_year(found)


def _read_year(found: Found) -> list[Mention]:
    """Read "1926", "late 1933", "nineteen seventy-nine"."""
    year = read_year(found.values("year"))
    if not year or not is_bare_year(found.tokens, *found.span("year"), has_part=found.span("year")[0] > found.start):
        return []
    return _list(Mention(found.start, found.span("year")[1], "year", year=year))


def _read_short_year(found: Found) -> list[Mention]:
    """Read "in '99"."""
    if not is_apostrophe_year(found.tokens, found.start):
        return []
    return _list(Mention(found.start, found.end, "year", number=_number(found, "short"), name="short"))


READERS: dict[str, Callable[[Found], list[Mention]]] = {
    "numeric": _read_numeric, "repeated": lambda _: [], "month_day": _read_month_day, "day_month": _read_day_month,
    "month": _read_month, "quarter": _read_quarter, "half": _read_half, "decade": _read_decade,
    "century": _read_century, "era": _read_era, "fiscal_year": _read_fiscal_year, "season": _read_season,
    "holiday": _read_holiday, "weekday": _read_weekday, "deictic": _read_deictic, "distance": _read_distance,
    "nth_day": _read_nth_day, "same_period": _read_same_period, "year_ago": _read_year_ago, "last_years": _read_last_years, "side": _read_step, "beside": _read_beside,
    "within": _read_within, "end_of": _read_end_of, "the_unit": _read_the_unit, "years": _read_years,
    "year": _read_year, "short_year": _read_short_year,
}  # fmt: skip


def read_mentions(tokens: Tokens, forms: list[Found]) -> list[Mention]:
    """Return the mentions of a text in order."""
    return [mention for found in forms for mention in READERS[found.form](found)]
