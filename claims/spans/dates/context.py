"""From mentions to days: what the anchor settles, and what only the story so far can.

News counts from its anchor: an undated "Friday" or "Nov. 25" is the one nearest to it, in the direction of the verb.
A history names its years and goes on from there: its "7 April" is in the year last named. Which of the two a text is
shows in its own words, see `is_narrative`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.spans.dates import days
from claims.spans.dates.counted import resolve_counted
from claims.spans.dates.countries import country_of
from claims.spans.dates.days import Period
from claims.spans.dates.guards import is_frame
from claims.spans.dates.mention import Mention, read_two_digits
from claims.spans.dates.tense import begins_sentence, read_direction
from claims.spans.dates.words import Tokens
from schemas.vocabulary import Granularity

TURN = 8
AGAINST, UNKNOWN = 4.0, 2.5
Answer = Period | str
"""The days, or in words why there are none."""


def is_narrative(mentions: Sequence[Mention], anchor: date | None) -> bool:
    """Tell whether a text is told from the years that it names, not from the day on which it was written."""
    if anchor is None:
        return True
    years = [abs(m.year - anchor.year) for m in mentions if m.year is not None and m.kind in ("day", "month", "year")]
    named = sum(distance > 1 for distance in years)
    told = sum(
        m.kind == "weekday" or (m.kind == "step" and m.base == "anchor" and m.unit in _NEWS_UNITS) for m in mentions
    )
    if not told:
        return any(distance > _FAR for distance in years)
    return named >= 5 and named > 3 * told


_FAR = 5  # years between a text and its events that make it a history, when it never says "today" or "Friday"
_NEWS_UNITS = ("day", "week", "month", "quarter", "year")
_COMPARED = frozenset(("year_ago", "ago", "period"))
"""Mentions that name what a figure is compared with."""


_COUNTED = ("counted", "ahead", "to_date")
_MONTHS_AROUND = 300  # days in which a date without a year is looked for by its weekday
_GLANCED = ("year", "season")


@dataclass(slots=True)
class Story:
    """What is known while reading on: the anchor, the kind of text, and the days last spoken of."""

    tokens: Tokens
    anchor: date | None
    narrative: bool
    focus: Period | None = None
    stretch: Period | None = None  # the focus, or the whole range that it ends ("the 1970s and 1980s")
    year: int | None = None
    month: int | None = None
    quarter: Period | None = None
    day: date | None = None  # the day that the news tells of: its last weekday, "yesterday" or "today"

    def tell(self, mention: Mention, period: Period, *, joined: bool = False) -> None:
        """Remember the days that a mention was resolved to; what it is only compared with is passed over."""
        if (
            mention.name in _COMPARED
            or mention.kind in _COUNTED
            or (self.narrative and mention.kind == "step" and mention.base == "anchor" and mention.name != "this")
        ):
            return
        if mention.kind == "weekday" or (mention.kind == "step" and mention.unit == "day" and mention.base == "anchor"):
            self.day = period.first
        begun = self.stretch if joined else None
        self.stretch = Period(begun.first, period.last, "range") if begun and begun.first <= period.last else period
        self.focus = period
        passing = mention.kind == "year" and self.anchor is None and not is_frame(self.tokens, mention.start)
        if period.granularity not in ("decade", "century") and not passing and not self._digresses(mention, period):
            self.year = period.first.year
            self.month = period.first.month if period.granularity in ("day", "week", "month") else None
        if (
            period.granularity == "quarter"
            and mention.unit != "year"
            and mention.year_step is None
            and mention.name not in _COMPARED
        ):
            self.quarter = period

    def _digresses(self, mention: Mention, period: Period) -> bool:
        """Tell whether a history only glances at another year: one that is ahead of it, or named in passing."""
        if not self.narrative or self.year is None or mention.kind not in _GLANCED:
            return False
        if read_direction(self.tokens, mention.start, mention.end) > 0:
            return True
        leap = period.first.year - self.year
        return (leap < 0 or leap > 2) and not begins_sentence(self.tokens, mention.start)


def resolve(story: Story, mention: Mention, following: Mention | None) -> Answer:
    """Return the days of a mention; `following` is the next one if only a joining word stands between them."""
    if mention.kind == "open":
        return mention.note or "not a date"
    if mention.kind == "step":
        return _resolve_step(story, mention)
    if mention.kind in _COUNTED:
        base = _base(story, mention)
        return _answer(resolve_counted(mention, base)) if base else "no date to count from"
    if mention.kind in ("week_day", "weekday_nth", "week_nth"):
        return _resolve_in_week(story, mention)
    if mention.kind in ("weekday", "nth_day"):
        return _resolve_weekday(story, mention) if mention.kind == "weekday" else _resolve_nth_day(story, mention)
    if mention.kind in ("year", "decade", "century"):
        return _resolve_years(story, mention)
    answer = _resolve_partial(story, mention, following)
    if mention.name in ("week", "weekend") and isinstance(answer, Period):
        return _answer(days.period_at(mention.name, answer.first))
    return answer


def _resolve_in_week(story: Story, mention: Mention) -> Answer:
    """Resolve "Tuesday of last week", "the Friday before last", "Sunday 31", "the week of the 18th"."""
    base = story.focus.first if mention.base == "focus" and story.focus else story.anchor
    if base is None:
        return "no date to count from"
    if mention.kind == "week_day":
        return _answer(_weekday_of_week(base, mention))
    months = [days.months_of(base.year, base.month + i, 1, "month") for i in (0, -1, 1, -2, 2)]
    found = [p for m in months if m and (p := days.day_of(m.first.year, m.first.month, mention.day))]
    fit = [p for p in found if mention.weekday in (None, p.first.weekday())]
    if not fit:
        return "not the named weekday in any month around"
    ahead = read_direction(story.tokens, mention.start, mention.end)
    near = min(fit, key=lambda p: abs((p.first - base).days) * (AGAINST if ahead * (p.first - base).days < 0 else 1))
    return _answer(days.period_at(mention.unit, near.first)) if mention.kind == "week_nth" else near


def _weekday_of_week(base: date, mention: Mention) -> Period | None:
    """Return a weekday of the week so many weeks away; "far" counts from the last or next such day itself."""
    weekday, step = mention.weekday or 0, mention.step or 0
    if mention.unit == "week":
        week = days.shift_period("week", base, step)
        return days.shift_period("day", week.first, weekday) if week else None
    if step < 0:
        return days.shift_period("day", base, -((base.weekday() - weekday) % 7 or 7) - 7)
    return days.shift_period("day", base, ((weekday - base.weekday()) % 7 or 7) + 7)


def _answer(period: Period | None) -> Answer:
    return period or "no such day in the calendar"


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
        return _answer(_weekend(base, step, ahead, this=mention.name == "this"))
    if unit == "week" and base is story.anchor and base.weekday() == 6 and step == -1:
        step = 0
    period = days.shift_period(unit, base, step)
    return _answer(
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
    """Resolve a weekday without a date to the nearest one that its verb allows; the same day is allowed."""
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
            _answer(days.shift_period("day", base, -((base.weekday() - weekday) % 7)))
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
        step = ahead if read_direction(story.tokens, mention.start, mention.end) > 0 else -back
    return _answer(days.shift_period("day", base, step))


def _resolve_nth_day(story: Story, mention: Mention) -> Answer:
    """Resolve "on the 20th" to the month last spoken of."""
    base = story.focus.first if story.focus else story.anchor
    return _answer(days.day_of(base.year, base.month, mention.day)) if base else "no month is named"


def _resolve_years(story: Story, mention: Mention) -> Answer:
    """Resolve years, decades and centuries."""
    if mention.kind == "century":
        return _answer(days.century_of(mention.number))
    year = mention.year
    if year is None:
        latest = story.anchor.year if story.anchor else story.year
        near = (story.year if story.narrative else None) or latest
        if near is None:
            if mention.name == "short":
                return _answer(days.year_of(read_two_digits(mention.number)))
            return "the century is not said"
        year = _full_year(mention.number, near, latest or near)
    if mention.name == "period" and story.quarter:
        return _answer(days.quarter_of(year, (story.quarter.first.month + 2) // 3))
    return _answer(days.decade_of(year) if mention.kind == "decade" else days.year_of(year))


def _full_year(short: int, near: int, latest: int) -> int:
    """Return the year with these last two digits that is nearest to one year and hardly later than another."""
    century = near // 100 * 100
    years = [century - 100 + short, century + short, century + 100 + short]
    return min((y for y in years if y <= max(latest, near) + 5), key=lambda y: abs(y - near))


def _place(mention: Mention, year: int) -> Period | None:
    """Return the days of a partial date in a given year."""
    if mention.kind == "day":
        return days.day_of(year, mention.month, mention.day)
    if mention.kind == "month":
        return days.month_of(year, mention.month)
    if mention.kind == "quarter":
        return days.quarter_of(year, mention.number)
    if mention.kind == "half":
        return days.half_of(year, mention.number)
    if mention.kind == "months":
        named: Granularity = "quarter" if mention.number == 3 else "range"
        return days.months_of(year, mention.month - mention.number + 1, mention.number, named)
    if mention.kind == "season":
        return days.season_of(year, mention.name)
    return days.holiday_of(year, mention.name)


def _resolve_partial(story: Story, mention: Mention, following: Mention | None) -> Answer:
    """Resolve what names less than its year: "Nov. 25", "in March", "the third quarter", "last fall"."""
    if mention.name == "either":
        return _settle_order(story, mention)
    year = mention.year
    if year is None and mention.year_step is not None:
        from_focus = mention.year_base == "focus" and story.focus
        base = story.focus.first if from_focus and story.focus else story.anchor
        year = base.year + mention.year_step if base else None
    if year is None and following:
        year = _year_from(mention, following)
    if year is not None:
        return _answer(_place(mention, year)) if 1 <= year <= 9999 else "no such year"
    if mention.kind == "day" and mention.weekday is not None and (found := _by_weekday(story, mention)):
        return found
    return _nearest(story, mention)


def _year_from(mention: Mention, following: Mention) -> int | None:
    """Return the year of the other end of a range ("May-August 1950"), one less if the months run over its turn."""
    if following.year is None or not following.month or not mention.month:
        return None
    return following.year - (mention.month > following.month)


def fits_weekday(mention: Mention, year: int) -> bool:
    """Tell whether the named weekday is right in a year."""
    place = days.day_of(year, mention.month, mention.day)
    return place is not None and place.first.weekday() == mention.weekday


def _by_weekday(story: Story, mention: Mention) -> Period | None:
    """Return the date of the months around the anchor on which the named weekday is right."""
    if story.anchor is None:
        return None
    years = (y for y in range(story.anchor.year - 1, story.anchor.year + 2) if fits_weekday(mention, y))
    places = (p for y in years if (p := days.day_of(y, mention.month, mention.day)))
    return next((p for p in places if abs((p.first - story.anchor).days) <= _MONTHS_AROUND), None)


def _settle_order(story: Story, mention: Mention) -> Answer:
    """Settle 3/4/98 by the anchor, if one of its readings is within a month of it and the other is not."""
    year = mention.year or 0
    both = [
        p for p in (days.day_of(year, mention.month, mention.day), days.day_of(year, mention.day, mention.month)) if p
    ]
    near = [p for p in both if story.anchor and abs((p.first - story.anchor).days) <= 31]
    country = country_of(story.tokens) if len(both) == 2 else None
    if country:
        return both[0 if country.month_first else 1]
    return near[0] if len(near) == 1 else "day and month may be either way round"


def _nearest(story: Story, mention: Mention) -> Answer:
    """Choose the year of a partial date: the story's own in a history, else the one nearest to the anchor."""
    if story.narrative and story.year is not None and mention.side is None:
        turned = story.month is not None and mention.month > 0 and story.month - mention.month >= TURN
        return _answer(_place(mention, story.year + turned))
    base = story.focus.first if mention.base == "focus" and story.focus else story.anchor
    if base is None:
        return "no year is named"
    places = [p for y in (base.year - 1, base.year, base.year + 1) if 1 <= y <= 9998 and (p := _place(mention, y))]
    if mention.side is not None:
        return _on_side(places, base, mention.side)
    ahead = read_direction(story.tokens, mention.start, mention.end)
    if mention.kind in ("day", "month") and story.tokens.word(mention.start - 1).lower() in ("by", "until", "till"):
        ahead = 1
    business = mention.kind in ("quarter", "half", "months")
    if ahead < 0 and mention.kind in ("day", "month"):
        places = [p for p in places if p.first <= base] or places
    costs = sorted((_cost(p, base, ahead, business=business), p) for p in places)
    if len(costs) > 1 and not ahead and costs[1][0] < costs[0][0] * 1.1:
        return f"may be {costs[0][1].first} or {costs[1][1].first}"
    return costs[0][1] if costs else "no such day in the calendar"


def _on_side(places: list[Period], base: date, side: int) -> Answer:
    """Return the last one before a day, the next one after it, or the one of this year."""
    if side < 0:
        fit = [p for p in places if p.last < base][-1:]
    elif side > 0:
        fit = [p for p in places if p.first > base][:1]
    else:
        fit = [p for p in places if p.first.year == base.year or p.first <= base <= p.last][:1]
    return fit[0] if fit else "no such day in the calendar"


def _cost(place: Period, base: date, ahead: int, *, business: bool) -> float:
    """Return how far a reading is from the base; against the verb's direction it counts for more."""
    if place.first <= base <= place.last:
        return 0 if not business or ahead > 0 else 30
    distance = (place.first - base).days if place.first > base else (place.last - base).days
    against = (1.5 if business else AGAINST) if ahead * distance < 0 else 1.0
    if business and distance > 0 and ahead <= 0:
        against = 20.0
    return abs(distance) * against * (UNKNOWN if distance > 0 and not ahead else 1.0)
