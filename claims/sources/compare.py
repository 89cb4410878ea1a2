"""From the figures of a source to evidence: the one of the claim's time is held against the claim, the others are its series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.sources.model import MOST_POINTS, Asking, Evidence, printed
from claims.sources.topics import years_of
from claims.tracking.agreement import judge
from claims.tracking.compared import Found, stated_of, unit_words
from claims.tracking.quantity import Rates


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a source with the days that it is of, and bounds where it gives some."""

    value: float
    first: date
    last: date
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the figures of a series are: their definition and unit, who keeps them, and where they can be read."""

    definition: str
    unit: str
    publisher: str
    title: str
    url: str | None


def year(number: int) -> tuple[date, date]:
    """Return the first and last day of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def compared(
    asking: Asking, points: Sequence[Point], kept: Kept, rates: Rates | None = None, *, is_conversion: bool = False
) -> Evidence:
    """Return evidence from figures: of the claim's own time, else the last before it; silent where there is none."""
    point = _of_its_time(asking, points)
    if point is None:
        return silent(f"{kept.publisher} has no figure of that time for {kept.definition}.", kept)
    found = Found(
        value=point.value, unit=kept.unit, definition=f"{kept.title}: {kept.definition}", source=kept.publisher,
        low=point.low, high=point.high, first=point.first, last=point.last, printed=printed(point.value),
        is_conversion=is_conversion,
    )  # fmt: skip
    agreement = judge(stated_of(asking.claim), found, rates)
    return Evidence(
        outcome=agreement.outcome,
        says=agreement.says,
        found_value=f"{printed(point.value)} {unit_words(kept.unit, point.value)}".strip(),
        title=kept.title,
        url=kept.url,
        publisher=kept.publisher,
        as_of=point.last,
        apart=agreement.apart,
        series=tuple((each.last, each.value) for each in sorted(points, key=lambda each: each.last)[-MOST_POINTS:]),
    )


def silent(says: str, kept: Kept) -> Evidence:
    """Return that a source has nothing to say."""
    return Evidence("silent", says, title=kept.title, url=kept.url, publisher=kept.publisher)


def _of_its_time(asking: Asking, points: Sequence[Point]) -> Point | None:
    """Return the figure that lies within the claim's time, the last of several; else the last from before its end."""
    claim = asking.claim
    first, last = claim.time_first, claim.time_last
    if first is None or last is None:
        _, until = years_of(asking)
        first, last = date(until, 1, 1), asking.on or asking.today
    inside = [point for point in points if point.first <= last and point.last >= first]
    before = [point for point in points if point.last < first]
    return max(inside or before, key=lambda point: point.last, default=None)
