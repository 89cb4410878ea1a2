"""A thread as a small drawing: a lane for each figure, a dot where a page tells it, along the time; words stay words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.series import SeriesView, Teller, short_moment

LANE = 34
"""Pixels that a lane is high."""

_COLOURS = ("people", "time", "money", "source", "number", "law")
_MOST_LANES = 8
_LEFT, _RIGHT = 3.0, 97.0  # per cent of the width


@dataclass(frozen=True, slots=True)
class Dot:
    """A page that tells the figure of its lane: `across` is in per cent, `colour` names its source."""

    across: float
    colour: str
    is_gone: bool
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A figure; `down` is the middle of its lane, in pixels."""

    figure: str
    down: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """The drawing; `first` and `last` are the ends of its time."""

    lanes: tuple[Lane, ...]
    first: str
    last: str

    @property
    def height(self) -> int:
        """How high it is, in pixels."""
        return len(self.lanes) * LANE + 22


def draw_series(series: SeriesView) -> SeriesChart | None:
    """Return the drawing; None where there is one moment alone, which tells nothing."""
    moments = sorted({teller.at for teller in series.tellers if teller.at})
    if len(moments) < 2:
        return None
    sources = list(dict.fromkeys(teller.source for teller in series.tellers))
    lanes = tuple(
        Lane(told.figure or "told", at * LANE + LANE - 8, tuple(_dots(told.tellers, moments, sources)))
        for at, told in enumerate(series.told[:_MOST_LANES])
    )
    return SeriesChart(lanes, short_moment(moments[0]), short_moment(moments[-1]))


def _dots(tellers: Sequence[Teller], moments: Sequence[datetime], sources: Sequence[str]) -> list[Dot]:
    first, last = moments[0], moments[-1]
    return [
        Dot(
            across=round(_LEFT + (_RIGHT - _LEFT) * ((each.at - first) / (last - first)), 2),
            colour=_COLOURS[sources.index(each.source) % len(_COLOURS)],
            is_gone=each.until is not None,
            words=f"{each.name}, {short_moment(each.at)}" + (", not any more" if each.until else ""),
        )
        for each in tellers
        if each.at
    ]
