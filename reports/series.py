"""A thread in words: which figure who tells, from which source, citing whom, and until when; the newest figure first.

"9 people: Sull Valley Radio and County Echo (one source), citing police; 7 people: Calder Post, before 26 Nov, 14:30".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.visible import on_one_line
from reports.words import reading_of

Row = Mapping[str, Any]

DIFFERENCES = {
    "contradiction": "both cannot be true",
    "different_source": "told by another source",
    "different_scope": "of another part of it",
    "copy_of_old": "an old figure, told again",
    "update_over_time": "an older state",
    "rounding": "rounded",
    "conversion": "in another unit",
    "modifier_only": "told less exactly",
}
GRAVE = ("contradiction", "different_source", "copy_of_old")
_MOST_NAMED, _MOST_TOLD = 2, 4


@dataclass(frozen=True, slots=True)
class Teller:
    """One page that tells a figure: since when, and until when if its newest version does not any more."""

    claim_id: str
    article_id: str
    name: str
    source: str
    agency: str | None
    claimant: str | None
    at: datetime | None
    until: datetime | None
    difference: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the pages that tell it, the first first; of a statement without one, the words are empty."""

    figure: str
    tellers: tuple[Teller, ...]

    @property
    def words(self) -> str:
        """Who tells it: what comes from one source together, however many pages carry it."""
        parts = [_of_source(tellers) for tellers in _by_source(self.tellers)]
        return (", and " if any("," in each for each in parts[:-1]) else " and ").join(parts)

    @property
    def is_gone(self) -> bool:
        """Whether no page tells it any more."""
        return all(each.until for each in self.tellers)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What a thread comes to. Sources are counted, not reprints; versions of one page are one page."""

    thread_id: str
    told: tuple[Told, ...]

    @property
    def tellers(self) -> tuple[Teller, ...]:
        """All pages that tell it, each once for each figure that it told."""
        return tuple(teller for each in self.told for teller in each.tellers)

    @property
    def outlets(self) -> int:
        """How many pages' owners tell it."""
        return len({each.name for each in self.tellers})

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return len({each.source for each in self.tellers})

    @property
    def differs(self) -> bool:
        """Whether more than one figure was told."""
        return len(self.told) > 1

    @property
    def is_grave(self) -> bool:
        """Whether figures differ that cannot both be true."""
        return any(each.difference in GRAVE for each in self.tellers)

    @property
    def shown(self) -> tuple[Told, ...]:
        """The figures to show where there is little room."""
        return self.told[:_MOST_TOLD]

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        parts = [f"{each.figure}: {each.words}" if each.figure else each.words for each in self.shown]
        further = len(self.told) - len(self.shown)
        return "; ".join(parts) + (f"; and {further} more" if further else "")


def view_series(thread_id: str, rows: Iterable[Row]) -> SeriesView | None:
    """Return the series of a thread's rows; None where one page alone tells one figure."""
    figures: dict[str, dict[str, list[Row]]] = {}
    listed = sorted(rows, key=lambda row: (_moment(row) is None, _moment(row) or 0, row["claim_id"]))
    for row in listed:
        figures.setdefault(_figure(row), {}).setdefault(str(row["page_id"]), []).append(row)
    agencies = {str(row["origin_id"]): str(row["agency"]) for row in listed if row.get("agency")}
    told = [Told(figure, tuple(_teller(of, agencies) for of in pages.values())) for figure, pages in figures.items()]
    if len(told) < 2 and len({row["page_id"] for row in listed}) < 2:
        return None
    newest = sorted(told, key=lambda each: (not each.is_gone, _latest(each)), reverse=True)
    return SeriesView(thread_id, tuple(newest))


def chosen_series(
    claim_ids: Sequence[str], threads: Mapping[str, str], rows: Mapping[str, Sequence[Row]]
) -> SeriesView | None:
    """Return the series that says most of an item: one whose figures differ before one that is only told often."""
    ids = dict.fromkeys(threads[each] for each in claim_ids if each in threads)
    found = [series for each in ids if (series := view_series(each, rows.get(each, ())))]
    return max(
        found, key=lambda series: (series.differs and series.outlets > 1, series.outlets, series.differs), default=None
    )


def _figure(row: Row) -> str:
    reading = reading_of(row)
    return reading.partition(" (")[0]


def _moment(row: Row) -> datetime | None:
    """Return when a version told it: a page's first when it was published, each later one when it was read."""
    published, fetched = row.get("published_at"), row.get("fetched_at")
    return (published or fetched) if row.get("is_first", True) else fetched


def _latest(told: Told) -> float:
    return max((each.at.timestamp() for each in told.tellers if each.at), default=0)


def _teller(rows: Sequence[Row], agencies: Mapping[str, str]) -> Teller:
    """Return one page's telling of a figure out of the versions that tell it, the first first."""
    first, last = rows[0], max(rows, key=lambda row: row["fetched_at"])
    agency = first.get("agency") or agencies.get(str(first["origin_id"]))
    return Teller(
        claim_id=str(last["claim_id"]),
        article_id=str(last["article_id"]),
        name=on_one_line(str(first.get("outlet") or first.get("title") or first.get("article_name") or "a page")),
        source=str(agency or first["origin_id"]),
        agency=str(agency) if agency else None,
        claimant=on_one_line(str(last["claimant"])) if last.get("claimant") else None,
        at=_moment(first),
        until=last.get("next_read_at"),
        difference=last.get("difference"),
    )


def _by_source(tellers: Sequence[Teller]) -> Iterator[list[Teller]]:
    """Yield the pages of each source, whose words are the same."""
    found: dict[tuple[str, object], list[Teller]] = {}
    for each in tellers:
        found.setdefault((each.source, each.until), []).append(each)
    yield from found.values()


def _of_source(tellers: Sequence[Teller]) -> str:
    names = list(dict.fromkeys(each.name for each in tellers))
    words = " and ".join(names) if len(names) <= _MOST_NAMED else f"{names[0]} and {len(names) - 1} others"
    if len(names) > 1:
        words += f" (one source, {tellers[0].agency})" if tellers[0].agency else " (one source)"
    claimants = list(dict.fromkeys(each.claimant for each in tellers if each.claimant))
    words += f", citing {' and '.join(claimants[:_MOST_NAMED])}" if claimants else ""
    until = tellers[0].until
    return words + (f", before {short_moment(until)}" if until else "")


def difference_words(difference: str) -> str:
    """Return how a figure differs from another of its thread."""
    return DIFFERENCES.get(difference, difference.replace("_", " "))


def short_moment(at: datetime) -> str:
    """Return a moment as in "26 Nov, 14:30"."""
    return f"{at.day} {at:%b}, {at:%H:%M}"
