"""Rows as charts: SVG that stands in a page, reads in light and dark, and is the same for the same rows. Pure.

The engine (Altair's grammar, drawn by vl-convert) is loaded with the first chart: about 0.7 CPU seconds and 100 MB, and
0.04 s for each further one. What only prints to a terminal must not draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.svg import rebuild_svg

WIDTH = 340
"""Pixels: what fits on a phone as it is."""

_BAR_HEIGHT, _ROW_HEIGHT, _FONT_SIZE = 8, 34, 13
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
    import altair as alt  # noqa: PLC0415 - takes a quarter of a second, and seldom is a chart drawn

    marks = {f"label-{at}": row.label for at, row in enumerate(rows)}
    values = [
        {"mark": mark, "middle": (at + 1) * _ROW_HEIGHT - 10, "count": row.count, "colour": f"var(--{row.colour})"}
        for at, (mark, row) in enumerate(zip(marks, rows, strict=True))
    ]
    most = max((row.count for row in rows), default=0) or 1
    base = alt.Chart(alt.InlineData(values=values))
    down = _pixels(alt, len(rows) * _ROW_HEIGHT, "Y")("middle")
    along = alt.X("count:Q", axis=None, scale=alt.Scale(domain=[0, most], range=[0, WIDTH], nice=False))
    track = base.mark_bar(size=_BAR_HEIGHT, orient="horizontal", fill=_FAINT).encode(
        x=alt.value(0), x2=alt.value(WIDTH), y=down
    )
    bar = base.mark_bar(size=_BAR_HEIGHT, orient="horizontal").encode(
        x=along, y=down, fill=alt.Fill("colour:N", scale=None)
    )
    text: dict[str, Any] = {"baseline": "middle", "dy": -15, "fontSize": _FONT_SIZE, "fill": _INK}
    label = base.mark_text(align="left", **text).encode(x=alt.value(0), y=down, text="mark:N")
    number = base.mark_text(align="right", fontWeight=600, **text).encode(
        x=alt.value(WIDTH), y=down, text=alt.Text("count:Q", format=",d")
    )
    drawn = _draw(alt.layer(track, bar, label, number), len(rows) * _ROW_HEIGHT)
    return rebuild_svg(drawn, marks, name=name, title=title, about=about)


def columns(labels: Sequence[str], series: Sequence[Series], *, name: str, title: str, about: str) -> str:
    """Return counts over time as stacked columns; of their labels the first, the middle and the last are written."""
    import altair as alt  # noqa: PLC0415

    totals = [sum(counts) for counts in zip(*(each.counts for each in series), strict=True)]
    ticks = _ticks(max(totals, default=0))
    height, share = _PLOT_TOP + _PLOT_HEIGHT + 22, (WIDTH - _PLOT_LEFT) / max(len(labels), 1)
    values = [
        {"left": _PLOT_LEFT + share * (at + 0.1), "right": _PLOT_LEFT + share * (at + 0.9)}
        | {"colour": f"var(--{each.colour})", "low": _down(low, ticks), "high": _down(low + each.counts[at], ticks)}
        for each, lows in zip(series, _lows(series), strict=True)
        for at, low in enumerate(lows)
        if each.counts[at]
    ]
    across, down = _pixels(alt, WIDTH, "X"), _pixels(alt, height, "Y")
    column = alt.Chart(alt.InlineData(values=values)).mark_rect().encode(
        x=across("left"), x2="right:Q", y=down("low"), y2="high:Q", fill=alt.Fill("colour:N", scale=None)
    )  # fmt: skip
    lines = alt.Chart(alt.InlineData(values=[{"value": tick, "at": _down(tick, ticks)} for tick in ticks]))
    grid = lines.mark_rule(stroke=_RULE).encode(x=alt.value(_PLOT_LEFT), x2=alt.value(WIDTH), y=down("at"))
    value = lines.mark_text(align="right", baseline="middle", fontSize=_SMALL_FONT_SIZE, fill=_SOFT).encode(
        x=alt.value(_PLOT_LEFT - 6), y=down("at"), text=alt.Text("value:Q", format=",d")
    )
    drawn = _draw(alt.layer(grid, column, value, *_below(alt, labels, height)), height)
    marks = {f"label-{at}": label for at, label in enumerate(labels)}
    return rebuild_svg(drawn, marks, name=name, title=title, about=about)


def _below(alt: Any, labels: Sequence[str], height: int) -> list[Any]:
    """Return the labels under the columns: the first, the last, and one between where there are many."""
    last = len(labels) - 1
    chosen = {0: "left", last: "right"} if last > 0 else {0: "left"}
    if last > 3 and last % 2 == 0:
        chosen[last // 2] = "center"
    places = {"left": _PLOT_LEFT, "center": (_PLOT_LEFT + WIDTH) / 2, "right": WIDTH}
    return [
        alt.Chart(alt.InlineData(values=[{"mark": f"label-{at}"}]))
        .mark_text(align=align, baseline="bottom", fontSize=_SMALL_FONT_SIZE, fill=_SOFT)
        .encode(x=alt.value(places[align]), y=alt.value(height - 3), text="mark:N")
        for at, align in sorted(chosen.items())
    ]


def _pixels(alt: Any, length: int, channel: str) -> Any:
    """Return what encodes a field that is in pixels already."""
    scale = alt.Scale(domain=[0, length], range=[0, length], nice=False, padding=0)
    return lambda field: getattr(alt, channel)(f"{field}:Q", axis=None, scale=scale)


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


def _draw(chart: Any, height: int) -> str:
    """Return a chart as the engine draws it, at exactly its size: nothing is measured, nothing is fetched."""
    import altair as alt  # noqa: PLC0415
    import vl_convert  # noqa: PLC0415

    sized = chart.properties(width=WIDTH, height=height, autosize=alt.AutoSizeParams(type="none"), padding=0)
    plain = sized.configure(background="transparent").configure_view(stroke="transparent")
    spec: dict[str, Any] = plain.to_dict(validate=False)  # the schema takes longer than the drawing
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
