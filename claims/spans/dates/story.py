"""What kind of text dates stand in, and what it has told so far: histories go on from years, news from its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.spans.dates.countries import Home
from claims.spans.dates.days import Period
from claims.spans.dates.guards import is_frame
from claims.spans.dates.mention import Mention
from claims.spans.dates.tense import begins_sentence, read_direction
from claims.spans.dates.words import Tokens

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
        far = sum(distance > _FAR for distance in years)
        return far > 1 or 0 < far == len(years)
    return named >= 5 and named > 3 * told


def is_adrift(mentions: Sequence[Mention], anchor: date | None) -> bool:
    """Tell whether a text without an anchor is news all the same: it says "on Friday" or "last week"."""
    return anchor is None and any(
        (m.kind == "weekday" and m.side is None)
        or (m.kind == "step" and m.base == "anchor" and m.unit in ("day", "week"))
        or m.kind in _COUNTED
        for m in mentions
    )


_FAR = 5  # years between a text and its events that make it a history, when it never says "today" or "Friday"
_NEWS_UNITS = ("day", "week", "month", "quarter", "year")
_COMPARED = frozenset(("year_ago", "ago", "period"))
"""Mentions that name what a figure is compared with."""


_COUNTED = ("counted", "ahead", "to_date")
_GLANCED = ("year", "season")


@dataclass(slots=True)
class Story:
    """What is known while reading on: the anchor, the kind of text, and the days last spoken of."""

    tokens: Tokens
    anchor: date | None
    home: Home
    narrative: bool
    is_adrift: bool = False  # news without a date: it counts from a day that nobody knows
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


def answer_of(period: Period | None) -> Answer:
    """Return the days, or in words that the calendar has none."""
    return period or "no such day in the calendar"
