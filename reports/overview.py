"""What the report draws of all claims to verify: flags by kind, claims by claimant, figures over time.

Each is told in a table as well. What has nothing to compare is not drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reports.charts import Bar, Series, bars, columns
from reports.flag_titles import flag_family, flag_title
from reports.visible import on_one_line, shorten
from reports.words import counted

Row = Mapping[str, Any]

MOST_BARS, MOST_COLUMNS = 8, 40
_LABEL_LENGTH = 38
_LEAST_SHARE = 0.95  # of the figures that must be in sight before columns of longer spans are taken

_KINDS = (
    ("People", "people", ("people",)),
    ("Money", "money", ("money",)),
    ("Percentages and rankings", "number", ("percent", "ranking", "score")),
)
_OTHER = ("Other figures", "time")
_SPANS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with what else tells the same: `head` and `rows` as a table, `legend` as (colour, words), and a note."""

    name: str
    title: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()
    note: str = ""


def view_drawings(flags: Sequence[Row], claimants: Sequence[Row], days: Sequence[Row]) -> list[Drawing]:
    """Return the charts that have something to show, from the rows of the questions of these names."""
    made = (draw_flags(flags), draw_claimants(claimants), draw_days(days))
    return [each for each in made if each]


def draw_flags(rows: Sequence[Row], name: str = "chart-flags") -> Drawing | None:
    """Return the flags that fired, by how many claims bear each."""
    shown = [Bar(flag_title(str(row["flag"])), int(row["claims"]), flag_family(str(row["flag"]))) for row in rows]
    further = len(shown) - MOST_BARS
    note = f"{counted(further, 'further flag')}, less frequent." if further > 0 else ""
    return _draw_bars(shown[:MOST_BARS], name, "Flags by kind", ("Flag", "Claims"), note)


def draw_claimants(rows: Sequence[Row], name: str = "chart-claimants") -> Drawing | None:
    """Return who asserts the claims to verify; what the articles say themselves is told below."""
    named = [row for row in rows if row["claimant"] is not None][:MOST_BARS]
    shown = [
        Bar(shorten(on_one_line(str(row["claimant"])), _LABEL_LENGTH), int(row["claims"]), "source") for row in named
    ]
    unnamed = sum(int(row["claims"]) for row in rows if row["claimant"] is None)
    further = max((int(row["how_many"]) for row in rows), default=0) - len(shown) - (unnamed > 0)
    parts = [f"{counted(further, 'further claimant')}" if further > 0 else ""]
    parts.append(f"{counted(unnamed, 'claim')} that articles make themselves" if unnamed else "")
    told = "; ".join(part for part in parts if part)
    return _draw_bars(shown, name, "Claims to verify, by claimant", ("Claimant", "Claims"), f"{told}." if told else "")


def _draw_bars(shown: Sequence[Bar], name: str, title: str, head: tuple[str, str], note: str) -> Drawing | None:
    if len(shown) < 2:
        return None
    first = max(shown, key=lambda bar: bar.count)
    about = f"{counted(len(shown), 'bar')}; the longest is {first.label} with {counted(first.count, 'claim')}."
    rows = tuple((bar.label, f"{bar.count:,}") for bar in shown)
    return Drawing(name, title, bars(shown, name=name, title=title, about=about), head, rows, note=note)


def draw_days(rows: Sequence[Row], name: str = "chart-days") -> Drawing | None:
    """Return how many figures need verifying, by when their article was published, and by what they are of."""
    dated = [row for row in rows if row["day"] is not None]
    days = sorted({row["day"] for row in dated})
    if len(days) < 2:
        return None
    span, starts = _spread(dated)
    series = [each for each in _series(dated, span, starts) if any(each.counts)]
    title = f"Figures to verify, by {span} of publication"
    labels, short = ([_span_words(start, span, name_of_month) for start in starts] for name_of_month in ("%B", "%b"))
    totals = [sum(counts) for counts in zip(*(each.counts for each in series), strict=True)]
    about = (
        f"{counted(len(labels), 'column')}, from {labels[0]} to {labels[-1]}; the highest stands for {max(totals):,}."
    )
    undated = sum(int(row["figures"]) for row in rows if row["day"] is None)
    older = sum(int(row["figures"]) for row in dated if row["day"] < starts[0])
    told = (f"{older:,} older" if older else "", f"{undated:,} of articles without a date" if undated else "")
    listed = [part for part in told if part]
    return Drawing(
        name,
        title,
        columns(short, series, name=name, title=title, about=about),
        (span.capitalize(), *(each.label for each in series)),
        tuple((label, *(f"{each.counts[at]:,}" for each in series)) for at, label in enumerate(labels) if totals[at]),
        tuple((each.colour, each.label) for each in series),
        f"Not drawn: {', '.join(listed)}." if listed else "",
    )


def _spread(rows: Sequence[Row]) -> tuple[str, list[date]]:
    """Return the shortest span whose newest columns hold nearly all figures, and where each column begins."""
    everything = sum(int(row["figures"]) for row in rows)
    last = max(row["day"] for row in rows)
    for span in _SPANS:
        starts = [_start_of(last, span)]
        while len(starts) < MOST_COLUMNS and starts[-1].year > 1:
            starts.append(_start_of(starts[-1] - timedelta(days=1), span))
        in_sight = sum(int(row["figures"]) for row in rows if row["day"] >= starts[-1])
        if in_sight >= _LEAST_SHARE * everything or span == _SPANS[-1]:
            break
    first = min(row["day"] for row in rows if row["day"] >= starts[-1])
    return span, sorted(start for start in starts if start >= _start_of(first, span))


def _start_of(day: date, span: str) -> date:
    """Return the first day of the span that a day lies in; weeks begin on Monday."""
    match span:
        case "week":
            return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def _series(rows: Sequence[Row], span: str, starts: Sequence[date]) -> Iterable[Series]:
    """Yield the counts of each column, for each group of kinds."""
    places = {start: at for at, start in enumerate(starts)}
    groups = {kind: label for label, _, kinds in _KINDS for kind in kinds}
    counts = {label: [0] * len(starts) for label, *_ in (*_KINDS, _OTHER)}
    for row in rows:
        at = places.get(_start_of(row["day"], span))
        if at is not None:
            counts[groups.get(str(row["kind"]), _OTHER[0])][at] += int(row["figures"])
    for label, colour, *_ in (*_KINDS, _OTHER):
        yield Series(label, counts[label], colour)


def _span_words(start: date, span: str, name_of_month: str) -> str:
    """Return how a column is called, with the month's name in full (%B) or short (%b)."""
    day = f"{start.day} " if span in {"day", "week"} else ""
    return str(start.year) if span == "year" else f"{day}{start.strftime(name_of_month)} {start.year}"
