"""Rows as charts: SVG that stands in a page, reads in light and dark, and is the same for the same rows. Pure.

Nothing is measured: bars and columns have their places by number, and a label has a line to itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.svg import line, rectangle, svg_of, words

WIDTH = 340
"""Pixels: what fits on a phone as it is."""

_BAR_HEIGHT, _BAR_TOP, _ROW_HEIGHT, _FONT_SIZE = 8, 20, 34, 13
_ABOVE = 7  # from a bar's top up to the line that its label stands on
_PLOT_HEIGHT, _PLOT_TOP, _PLOT_LEFT, _SMALL_FONT_SIZE = 170, 14, 40, 12
_STEPS = (1, 2, 5)
_INK, _SOFT, _RULE, _FAINT = "var(--ink)", "var(--soft)", "var(--rule)", "var(--faint)"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; `colour` is the name of a family of the palette (people, money, ...)."""

    label: str
    count: int
    colour: str = "time"


@dataclass(frozen=True, slots=True)
class Series:
    """What is stacked in the columns of a chart over time: one count for each column."""

    label: str
    counts: Sequence[int]
    colour: str = "time"


def bars(rows: Sequence[Bar], *, name: str, title: str, about: str) -> str:
    """Return rows as horizontal bars, each below its label; `name` is an identifier of its own within the page."""
    most = max((row.count for row in rows), default=0) or 1
    tops = [at * _ROW_HEIGHT + _BAR_TOP for at in range(len(rows))]
    parts = [
        *(rectangle(0, top, WIDTH, _BAR_HEIGHT, _FAINT) for top in tops),
        *(
            rectangle(0, top, WIDTH * row.count / most, _BAR_HEIGHT, f"var(--{row.colour})")
            for top, row in zip(tops, rows, strict=True)
        ),
        *(words(row.label, 0, top - _ABOVE, _INK, _FONT_SIZE) for top, row in zip(tops, rows, strict=True)),
        *(
            words(f"{row.count:,}", WIDTH, top - _ABOVE, _INK, _FONT_SIZE, anchor="end", weight=600)
            for top, row in zip(tops, rows, strict=True)
        ),
    ]
    return svg_of(parts, WIDTH, len(rows) * _ROW_HEIGHT, name=name, title=title, about=about)


def columns(labels: Sequence[str], series: Sequence[Series], *, name: str, title: str, about: str) -> str:
    """Return counts over time as stacked columns; of their labels the first, the middle and the last are written."""
    totals = [sum(counts) for counts in zip(*(each.counts for each in series), strict=True)]
    ticks = _ticks(max(totals, default=0))
    height, share = _PLOT_TOP + _PLOT_HEIGHT + 22, (WIDTH - _PLOT_LEFT) / max(len(labels), 1)
    parts = [line(_PLOT_LEFT, _down(tick, ticks), WIDTH - _PLOT_LEFT, _RULE) for tick in ticks]
    for each, lows in zip(series, _lows(series), strict=True):
        for at, low in enumerate(lows):
            if each.counts[at]:
                top, bottom = _down(low + each.counts[at], ticks), _down(low, ticks)
                left, fill = _PLOT_LEFT + share * (at + 0.1), f"var(--{each.colour})"
                parts.append(rectangle(left, top, share * 0.8, bottom - top, fill))
    parts += [
        words(f"{tick:,}", _PLOT_LEFT - 6, _down(tick, ticks) + 4, _SOFT, _SMALL_FONT_SIZE, anchor="end")
        for tick in ticks
    ]
    return svg_of([*parts, *_below(labels, height)], WIDTH, height, name=name, title=title, about=about)


def _below(labels: Sequence[str], height: int) -> Iterator[str]:
    """Yield the labels under the columns: the first, the last, and one between where there are many."""
    last = len(labels) - 1
    chosen = {0: ("start", _PLOT_LEFT), last: ("end", WIDTH)} if last > 0 else {0: ("start", _PLOT_LEFT)}
    if last > 3 and last % 2 == 0:
        chosen[last // 2] = ("middle", (_PLOT_LEFT + WIDTH) // 2)
    for at, (anchor, place) in sorted(chosen.items()):
        yield words(labels[at], place, height - 6, _SOFT, _SMALL_FONT_SIZE, anchor=anchor)


def _lows(series: Sequence[Series]) -> list[list[int]]:
    """Return where each series begins in each column, above those before it."""
    lows, reached = [], [0] * len(series[0].counts) if series else []
    for each in series:
        lows.append(reached)
        reached = [low + count for low, count in zip(reached, each.counts, strict=True)]
    return lows


def _ticks(most: int) -> list[int]:
    """Return round numbers from 0 to the greatest or beyond, four or five of them where there is room."""
    step, power = 1, 1
    while step * 4 < most:
        step, power = next(((each * power, power) for each in _STEPS if each * power > step), (10 * power, 10 * power))
    return list(range(0, max(most, 1) + step, step)) if most % step else list(range(0, max(most, 1) + 1, step))


def _down(count: float, ticks: Sequence[int]) -> float:
    """Return how far down the drawing a count lies, in pixels."""
    return round(_PLOT_TOP + _PLOT_HEIGHT * (1 - count / ticks[-1]), 2)
