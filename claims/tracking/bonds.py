"""How much speaks for two articles being on one story: the names and figures that they have in common, and their days."""

from collections.abc import Iterable
from datetime import date
from math import log1p
from typing import NamedTuple

from claims.tracking.measures import digits_of
from claims.tracking.traits import Told

_STORY_DAYS = 7
_FAR_DAYS, _LEAST_FIGURES = 21, 2
_MOST_DAYS = 60


class Tells(NamedTuple):
    """What of an article shows that it is on the same story as another: its figures, its names, and its day."""

    figures: frozenset[tuple[str, str, str]]
    names: frozenset[str]
    day: date | None


class Bond(NamedTuple):
    """What two articles have in common: figures and names, and how many days lie between them; None where one has none."""

    figures: int
    names: float  # of those of the article that has fewer, 0 to 1
    days: int | None

    @property
    def agrees(self) -> bool:
        """Whether they are of one week and have a figure in common, so that another that differs may be of one thing."""
        return self.figures > 0 and (self.days or 0) <= _STORY_DAYS

    @property
    def is_far(self) -> bool:
        """Whether they lie weeks apart and hardly have a figure in common: of two stories, whatever names these share."""
        return (self.days or 0) > _FAR_DAYS and self.figures < _LEAST_FIGURES

    @property
    def numbers(self) -> tuple[float, float, float]:
        """Figures, names and days in common, as they are weighed: 0 to 1 for as far as they tell anything."""
        days = min(self.days or 0, _MOST_DAYS)
        return log1p(min(self.figures, 20)) / 3, self.names, log1p(days) / log1p(_MOST_DAYS)


ITSELF = Bond(0, 1.0, 0)
"""Of an article with itself."""


def tells_of(claims: Iterable[Told]) -> Tells:
    """Return what an article tells by its claims: figures with what they are of, or with digits enough to be told from others."""
    figures, names, days = set(), set[str](), set()
    for told in claims:
        days.add(told.told_on)
        names |= told.traits.names
        value, what = told.interval.printed, told.traits.head or told.traits.fate
        if value is not None and (what or digits_of(value) > 1):
            figures.add((told.dimension, f"{value:.3g}", what or ""))
    return Tells(frozenset(figures), frozenset(names), next(iter(days)) if len(days) == 1 else None)


def bond_between(one: Tells, other: Tells) -> Bond:
    """Return what two articles have in common."""
    days = None if one.day is None or other.day is None else abs((one.day - other.day).days)
    fewer = min(len(one.names), len(other.names))
    return Bond(len(one.figures & other.figures), len(one.names & other.names) / fewer if fewer else 0.0, days)
