"""When an answer is better seen: two columns, of which one counts or measures what the other names or dates."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desk.answers import cell_text

if TYPE_CHECKING:
    import polars as pl

HEIGHT = 240
_TOP, _BELOW = 18, 24
_MOST_BARS, _MOST_POINTS = 30, 1_000
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its number in words, and its length as a part of the longest."""

    label: str
    number: str
    part: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line through days or moments; x in percent of whatever width there is, y in pixels from the top.

    `points` runs to the right, `rules` are the heights of round numbers with these in words, `first` and `last` the ends.
    """

    points: tuple[tuple[float, float], ...]
    rules: tuple[tuple[float, str], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn of an answer: bars or a line, of which column by which."""

    measured: str
    by: str
    bars: tuple[Bar, ...] = ()
    line: Line | None = None


def chart_of(answer: "pl.DataFrame") -> Chart | None:
    """Return the chart that two columns suggest: numbers of 0 and more by names, or by days and moments."""
    if answer.width != 2 or answer.height < 2 or sum(dtype.is_numeric() for dtype in answer.dtypes) != 1:
        return None
    at = 0 if answer.dtypes[0].is_numeric() else 1
    names, numbers = answer.to_series(1 - at), [_number(value) for value in answer.to_series(at)]
    if names.null_count() or any(number is None or number < 0 for number in numbers) or names.n_unique() < len(names):
        return None
    given = [number for number in numbers if number is not None]
    measured, by = answer.columns[at], answer.columns[1 - at]
    if isinstance(names[0], date) and len(names) <= _MOST_POINTS:
        return Chart(measured, by, line=_line(names.to_list(), given))
    if len(names) > _MOST_BARS or not isinstance(names[0], str | bool):
        return None
    most = max(given) or 1
    bars = [Bar(cell_text(name), number_words(n), n / most) for name, n in zip(names, given, strict=True)]
    return Chart(measured, by, bars=tuple(bars))


def number_words(number: float) -> str:
    """Return a number as people read it: thousands apart, and no digits that nobody measured."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.6g}"


def _number(value: object) -> float | None:
    number = None if value is None else float(str(value))
    return number if number is not None and math.isfinite(number) else None


def _line(moments: Sequence[date | datetime], numbers: Sequence[float]) -> Line:
    """Place each point: time runs to the right in its own measure, numbers upwards from 0."""
    pairs = sorted(zip((_seconds(moment) for moment in moments), numbers, strict=True))
    first, last = pairs[0][0], pairs[-1][0]
    ticks = _ticks(max(numbers))
    up = HEIGHT - _TOP - _BELOW

    def down(number: float) -> float:
        return round(_TOP + up * (1 - number / ticks[-1]), 1)

    points = [(round(100 * (at - first) / ((last - first) or 1), 2), down(number)) for at, number in pairs]
    rules = [(down(tick), number_words(tick)) for tick in ticks]
    return Line(tuple(points), tuple(rules), cell_text(min(moments)), cell_text(max(moments)))


def _seconds(moment: date | datetime) -> float:
    return moment.timestamp() if isinstance(moment, datetime) else float(moment.toordinal()) * 86_400


def _ticks(most: float) -> list[float]:
    """Return up to six round numbers from 0 to beyond the largest."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * 0.999)
    return [step * at for at in range(math.ceil(most / step - 1e-9) + 1)]
