"""Dates that name less than their year: the year is that of the words, of the story, or the one nearest to the anchor."""

from datetime import date

from claims.spans.dates import days
from claims.spans.dates.days import Period
from claims.spans.dates.mention import Mention
from claims.spans.dates.story import Answer, Story, answer_of
from claims.spans.dates.tense import read_direction

TURN = 8
_MONTHS_AROUND = 300  # days in which a date without a year is looked for by its weekday
AGAINST, UNKNOWN = 4.0, 2.5


def _place(mention: Mention, year: int) -> Period | None:
    """Return the days of a partial date in a given year."""
    if mention.kind in ("season", "holiday"):
        return (days.season_of if mention.kind == "season" else days.holiday_of)(year, mention.name)
    if mention.kind in ("quarter", "half"):
        return (days.quarter_of if mention.kind == "quarter" else days.half_of)(year, mention.number)
    if mention.kind == "months":
        return days.months_to(year, mention.month, mention.number)
    if mention.kind == "day":
        return days.day_of(year, mention.month, mention.day)
    return days.month_of(year, mention.month)


def resolve_partial(story: Story, mention: Mention, following: Mention | None) -> Answer:
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
        return answer_of(_place(mention, year)) if 1 <= year <= 9999 else "no such year"
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
    country = story.home.country if len(both) == 2 else None
    if country:
        return both[0 if country.month_first else 1]
    return near[0] if len(near) == 1 else "day and month may be either way round"


def _nearest(story: Story, mention: Mention) -> Answer:
    """Choose the year of a partial date: the story's own in a history, else the one nearest to the anchor."""
    if story.narrative and story.year is not None and mention.side is None and not story.is_adrift:
        turned = story.month is not None and mention.month > 0 and story.month - mention.month >= TURN
        return answer_of(_place(mention, story.year + turned))
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
    if business and story.tokens.word(mention.end).lower() in _FORESEEN:
        ahead = 1
    if ahead < 0 and mention.kind in ("day", "month"):
        places = [p for p in places if p.first <= base] or places
    costs = sorted((_cost(p, base, ahead, business=business), p) for p in places)
    if len(costs) > 1 and not ahead and costs[1][0] < costs[0][0] * 1.1:
        return f"may be {costs[0][1].first} or {costs[1][1].first}"
    return costs[0][1] if costs else "no such day in the calendar"


_FORESEEN = frozenset(("forecast", "forecasts", "projection", "projections", "outlook", "guidance"))


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
