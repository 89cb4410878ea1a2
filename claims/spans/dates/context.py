"""From mentions to days: what the anchor settles, and what only the story so far can.

News counts from its anchor: an undated "Friday" or "Nov. 25" is the one nearest to it, in the direction of the verb.
A history names its years and goes on from there: its "7 April" is in the year last named. Which of the two a text is
shows in its own words, see `is_narrative`.
"""

from collections.abc import Callable
from datetime import date

from claims.spans.dates import days
from claims.spans.dates.counted import resolve_counted
from claims.spans.dates.days import Period
from claims.spans.dates.mention import Mention, read_two_digits
from claims.spans.dates.partial import AGAINST, resolve_partial
from claims.spans.dates.story import Answer, Story, answer_of
from claims.spans.dates.tense import read_direction


def resolve(story: Story, mention: Mention, following: Mention | None) -> Answer:
    """Return the days of a mention; `following` is the next one if only a joining word stands between them."""
    if mention.kind == "open":
        return mention.note or "not a date"
    own = _RESOLVERS.get(mention.kind)
    if own:
        return own(story, mention)
    answer = resolve_partial(story, mention, following)
    if mention.name in ("week", "weekend") and isinstance(answer, Period):
        return answer_of(days.period_at(mention.name, answer.first))
    return answer


def _resolve_counted(story: Story, mention: Mention) -> Answer:
    """Resolve "the past five years", "within 90 days", "the year to date"."""
    base = _base(story, mention)
    return answer_of(resolve_counted(mention, base)) if base else "no date to count from"


def _resolve_in_week(story: Story, mention: Mention) -> Answer:
    """Resolve "Tuesday of last week", "the Friday before last", "Sunday 31", "the week of the 18th"."""
    base = story.focus.first if mention.base == "focus" and story.focus else story.anchor
    if base is None:
        return "no date to count from"
    if mention.kind == "week_day":
        return answer_of(_weekday_of_week(base, mention))
    months = [days.months_of(base.year, base.month + i, 1, "month") for i in (0, -1, 1, -2, 2)]
    found = [p for m in months if m and (p := days.day_of(m.first.year, m.first.month, mention.day))]
    fit = [p for p in found if mention.weekday in (None, p.first.weekday())]
    if not fit:
        return "not the named weekday in any month around"
    ahead = read_direction(story.tokens, mention.start, mention.end)
    near = min(fit, key=lambda p: abs((p.first - base).days) * (AGAINST if ahead * (p.first - base).days < 0 else 1))
    return answer_of(days.period_at(mention.unit, near.first)) if mention.kind == "week_nth" else near


def _weekday_of_week(base: date, mention: Mention) -> Period | None:
    """Return a weekday of the week so many weeks away; "far" counts from the last or next such day itself."""
    weekday, step = mention.weekday or 0, mention.step or 0
    if mention.unit == "week":
        week = days.shift_period("week", base, step)
        return days.shift_period("day", week.first, weekday) if week else None
    if step < 0:
        return days.shift_period("day", base, -((base.weekday() - weekday) % 7 or 7) - 7)
    return days.shift_period("day", base, ((weekday - base.weekday()) % 7 or 7) + 7)


def _base(story: Story, mention: Mention) -> date | None:
    """Return the day that a step counts from."""
    if mention.name == "within" and mention.unit == "day" and story.anchor and not story.narrative:
        return story.day or story.anchor
    if story.focus and (mention.base == "focus" or (story.narrative and story.anchor and mention.name == "this")):
        return story.focus.first
    if story.focus and story.narrative and mention.kind == "counted" and (mention.step or 0) > 0:
        return story.focus.last
    if story.focus and story.narrative and mention.name == "rolling" and (mention.step or 0) > 0:
        return story.focus.first
    return story.anchor


def _resolve_step(story: Story, mention: Mention) -> Answer:
    """Resolve "yesterday", "two weeks ago", "the following month", "that year"."""
    unit, step = mention.unit, mention.step or 0
    if unit == "period":
        return story.quarter or story.stretch or "no period was named before"
    if unit in ("quarter", "year") and (period := _business_period(story, mention)):
        return period
    base = _base(story, mention)
    if base is None:
        return "no date to count from"
    if mention.name == "bare" and unit != "quarter":
        base = story.anchor if story.anchor and not story.narrative else base
    if unit == "weekend":
        ahead = read_direction(story.tokens, mention.start, mention.end)
        return answer_of(_weekend(base, step, ahead, this=mention.name == "this"))
    if unit == "week" and base is story.anchor and base.weekday() == 6 and step == -1:
        step = 0
    period = days.shift_period(unit, base, step)
    return answer_of(
        days.day_of(period.first.year, period.first.month, mention.day) if mention.day and period else period
    )


def _weekend(base: date, step: int, ahead: int, *, this: bool) -> Period | None:
    """Return the weekend meant by "last", "next", "this" or "the weekend" as seen from a day."""
    on_weekdays = base.weekday() < 5
    back = on_weekdays and (ahead < 0 or (not ahead and base.weekday() < 3 and not this))
    if step < 0 and not on_weekdays:
        return days.shift_period("weekend", base, step)
    return days.shift_period("weekend", base, step or -int(back))


def _business_period(story: Story, mention: Mention) -> Period | None:
    """Resolve quarters, and years counted from a quarter, as company news does."""
    if mention.unit == "quarter":
        if mention.name in ("bare", "latest", "this") or mention.base == "focus":
            known = story.quarter or (_last_quarter(story.anchor) if story.anchor else None)
            return days.shift_period("quarter", known.first, mention.step or 0) if known else None
        return None
    if mention.name == "latest" and story.anchor:
        return days.year_of(story.anchor.year - 1)
    if mention.name in ("year_ago", "ago", "earlier", "period") and mention.step == -1 and story.quarter:
        return days.shift_period("quarter", story.quarter.first, -4)
    return None


def _last_quarter(anchor: date) -> Period | None:
    """Return the last whole quarter before a day."""
    return days.shift_period("quarter", anchor, -1)


def _resolve_weekday(story: Story, mention: Mention) -> Answer:
    """Resolve a weekday without a date to the nearest one that its verb allows; the same day is allowed.

    That of the next day is the next day whatever the verb: what an article tells of a day ahead of its own happened
    where that day had begun, while nobody calls the day six days ago by its bare name.
    """
    base, weekday = (
        (story.focus.first if mention.base == "focus" and story.focus else story.anchor),
        mention.weekday or 0,
    )
    if base is None:
        return "no date to count from"
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if story.narrative and mention.base == "anchor" and story.anchor and story.focus:
        base = story.focus.first
        return (
            answer_of(days.shift_period("day", base, -((base.weekday() - weekday) % 7)))
            if story.focus.granularity == "day"
            else "no day to count from"
        )
    if mention.side == -1:
        step = -(back or 7)
    elif mention.side == 1:
        step = ahead or 7
    elif back == 0:
        step = 0
    elif mention.side == 0:
        step = ahead
    else:
        to_come = read_direction(story.tokens, mention.start, mention.end) > 0
        step = ahead if to_come or ahead == 1 else -back
    return answer_of(days.shift_period("day", base, step))


def _resolve_nth_day(story: Story, mention: Mention) -> Answer:
    """Resolve "on the 20th" to the month last spoken of."""
    base = story.focus.first if story.focus else story.anchor
    return answer_of(days.day_of(base.year, base.month, mention.day)) if base else "no month is named"


def _resolve_years(story: Story, mention: Mention) -> Answer:
    """Resolve years, decades and centuries."""
    if mention.kind == "century":
        return answer_of(days.century_of(mention.number))
    year = mention.year
    if year is None:
        latest = story.anchor.year if story.anchor else story.year
        near = (story.year if story.narrative else None) or latest
        if near is None:
            if mention.name == "short":
                return answer_of(days.year_of(read_two_digits(mention.number)))
            return "the century is not said"
        year = _full_year(mention.number, near, latest or near)
    if mention.name == "period" and story.quarter:
        return answer_of(days.quarter_of(year, (story.quarter.first.month + 2) // 3))
    return answer_of(days.decade_of(year) if mention.kind == "decade" else days.year_of(year))


def _full_year(short: int, near: int, latest: int) -> int:
    """Return the year with these last two digits that is nearest to one year and hardly later than another."""
    century = near // 100 * 100
    years = [century - 100 + short, century + short, century + 100 + short]
    return min((y for y in years if y <= max(latest, near) + 5), key=lambda y: abs(y - near))


_RESOLVERS: dict[str, Callable[[Story, Mention], Answer]] = {
    "step": _resolve_step, "counted": _resolve_counted, "ahead": _resolve_counted, "to_date": _resolve_counted,
    "week_day": _resolve_in_week, "weekday_nth": _resolve_in_week, "week_nth": _resolve_in_week,
    "weekday": _resolve_weekday, "nth_day": _resolve_nth_day,
    "year": _resolve_years, "decade": _resolve_years, "century": _resolve_years,
}  # fmt: skip
