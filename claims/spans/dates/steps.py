"""Readers of dates that are counted from another one: "yesterday", "last week", "two years ago", "the following day"."""

from claims.spans.dates.counted import counts_from_verb
from claims.spans.dates.grammar import Found, values_of
from claims.spans.dates.guards import is_before_an_event, is_name_of_daily, is_nth_day, is_title, is_weekday_of_name
from claims.spans.dates.mention import (
    Base,
    Mention,
    listed,
    number_in,
    read_side,
    spelled_number,
    weekday_in,
    with_side,
)

_HALVES: dict[str, tuple[str, int | None]] = {"century": ("year", 50), "decade": ("year", 5), "year": ("month", 6)}


def read_weekday(found: Found) -> list[Mention]:
    """Read "Friday", "last Wednesday", "Thursday morning"."""
    if not found.has("side") and not found.has("daypart") and is_weekday_of_name(found.view, *found.span("weekday")):
        return []
    if found.view.word(found.end) == "of" and found.view.name(found.end + 1) == "each":
        return []
    start = found.span("weekday")[0] if found.has("early") else found.start
    return listed(with_side(found, Mention(start, found.end, "weekday", weekday=weekday_in(found))))


def read_deictic(found: Found) -> list[Mention]:
    """Read "yesterday", "this morning", "last night"."""
    if is_name_of_daily(found.view, found.start, found.end):
        return []
    if not found.has("deictic"):
        step, base = read_side(found.names("side")) or (0, "anchor")
        if found.names("side") == ["last"] and values_of(found, "daypart")[0] != "night":
            return []
        return listed(Mention(found.start, found.end, "step", unit="day", step=step, base=base))
    return listed(Mention(found.start, found.end, "step", unit="day", step=int(values_of(found, "deictic")[0])))


def read_distance(found: Found) -> list[Mention]:
    """Read "two years ago", "a week earlier", "three days later"."""
    way = found.names("way")
    back = -1 if way[0] in ("ago", "earlier", "before") else 1
    base: Base = "anchor" if way[0] in ("ago", "from") else "focus"
    unit = str(values_of(found, "units")[-1])
    if way[0] in ("before", "after") and is_before_an_event(found.view, found.end):
        return listed(Mention(found.start, found.end, "open", note="counts from an event"))
    count = spelled_number(values_of(found, "quantity"))
    if "half" in found.names("quantity"):
        unit, count = _HALVES.get(unit, (unit, None))
    if unit in ("decade", "century") and count:
        count, unit = count * (10 if unit == "century" else 1), "decade"
    if count is None or "few" in found.names("quantity"):
        return listed(Mention(found.start, found.end, "open", note="how many is not said"))
    return listed(Mention(found.start, found.end, "step", unit=unit, step=back * count, base=base, name=way[0]))


def read_beside_deictic(found: Found) -> list[Mention]:
    """Read "the day after tomorrow", "the week before last"."""
    if found.has("far"):
        step = -2 if found.names("far")[0] == "before" else 2
        return listed(Mention(found.start, found.end, "step", unit=str(values_of(found, "unit")[0]), step=step))
    step = int(values_of(found, "deictic")[0]) + (1 if found.names("way") == ["after"] else -1)
    return listed(Mention(found.start, found.end, "step", unit="day", step=step))


def read_year_ago(found: Found) -> list[Mention]:
    """Read "the year-ago quarter", "year-earlier"."""
    return listed(Mention(found.start, found.end, "step", unit="year", step=-1, base="focus", name="year_ago"))


def read_last_years(found: Found) -> list[Mention]:
    """Read "last year's quarter", "the corresponding period last year"."""
    group = "side" if found.has("side") else "side2"
    side = read_side(found.names(group)) or (0, "anchor")
    what = "what" if found.has("what") else "what2"
    if found.names(what)[0] in ("month", "mon"):
        return listed(Mention(found.start, found.end, "month", month=int(values_of(found, what)[0]), year_step=side[0]))
    return listed(Mention(found.start, found.end, "step", unit="year", step=side[0], name="period"))


def read_step(found: Found) -> list[Mention]:
    """Read "last week", "the following month", "that year", "the same day"."""
    step, base = read_side(found.names("side")) or (0, "focus")
    unit = str(values_of(found, "unit")[0])
    if found.has("tail") and found.names("tail")[0] in ("before", "after"):
        step *= 2
    latest = "latest" in found.names("side")
    if unit == "period":
        return (
            listed(
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
    if found.names("side")[0] == "the" and base == "anchor" and found.view.word(found.end) == "of":
        return []
    if is_title(found.view, found.start, found.end):
        return []
    name = "this" if found.names("side")[0] == "this" else ""
    sides = found.names("side")
    if sides[:1] == ["the"] and base == "anchor" and (sides[-1] == "past" or counts_from_verb(found.view, found.start)):
        name = "rolling"
    if sides == ["the", "next"] and counts_from_verb(found.view, found.start):
        name, base = "rolling", "anchor"
    return listed(
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


def read_beside(found: Found) -> list[Mention]:
    """Read "the day before", "the year after", "the day following"."""
    step, _ = read_side(found.names("way")) or (0, "focus")
    if found.names("way")[0] in ("before", "after") and is_before_an_event(found.view, found.end):
        return listed(Mention(found.start, found.end, "open", note="counts from an event"))
    return listed(
        Mention(found.start, found.end, "step", unit=str(values_of(found, "unit")[0]), step=step, base="focus")
    )


def read_within(found: Found) -> list[Mention]:
    """Read "earlier in the day", "the end of the year"."""
    unit = str(values_of(found, "unit")[0])
    if found.names("unit") == ["season"]:
        return listed(Mention(found.start, found.end, "season", name=unit))
    return listed(Mention(found.start, found.end, "step", unit=unit, base="focus", name="within"))


def read_the_unit(found: Found) -> list[Mention]:
    """Read "the quarter", "the year", "the weekend" where they stand for one that was named."""
    unit = str(values_of(found, "unit")[0])
    headed = found.view.word(found.start - 1) == "of" and found.view.name(found.start - 2) in _CUT
    if unit not in ("quarter", "year", "weekend") and not headed:
        return []
    return listed(Mention(found.start, found.end, "step", unit=unit, base="focus", name="bare"))


_CUT = ("u_day", "u_week", "units", "weekday", "weekend", "rest")  # "the last day of the month"


def read_end_of(found: Found) -> list[Mention]:
    """Read "year-end", "month's end"."""
    if values_of(found, "end")[0] != "late":
        return []
    unit, dashed = str(values_of(found, "unit")[0]), "dash" in found.names()
    if unit == "year" and dashed:
        return listed(Mention(found.start, found.end, "day", month=12, day=31, year_step=0, year_base="anchor"))
    return listed(Mention(found.start, found.end, "step", unit=unit, base="focus", name="within"))


def read_nth_day(found: Found) -> list[Mention]:
    """Read "on the 20th"."""
    day = number_in(found, "day")
    return (
        listed(Mention(found.start, found.end, "nth_day", day=day))
        if 1 <= day <= 31 and is_nth_day(found.view, found.start, found.end)
        else []
    )


def read_weekday_week(found: Found) -> list[Mention]:
    """Read "Tuesday of last week", "Thursday next week", "Monday week", "the Friday before last"."""
    weekday = weekday_in(found)
    if found.has("far"):
        back = found.names("far")[0] == "before"
        return listed(Mention(found.start, found.end, "week_day", weekday=weekday, unit="far", step=-2 if back else 2))
    if found.has("bare"):
        return listed(Mention(found.start, found.end, "week_day", weekday=weekday, unit="far", step=2))
    step, base = read_side(found.names("side")) or (0, "focus")
    return listed(Mention(found.start, found.end, "week_day", weekday=weekday, unit="week", step=step, base=base))
