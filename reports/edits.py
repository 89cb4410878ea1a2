"""A figure edit as the report shows it: what was told before, what after, when it was seen, and whether it was owned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.visible import safe_url, shorten
from reports.words import moment_words

Row = Mapping[str, Any]

_SENTENCE_LENGTH, _SHORT_SENTENCE = 400, 80
_SEEN = ("figure", "appeared", "vanished")
_CHANGES = {
    "unit": "the unit",
    "sign": "its direction",
    "modifier": "how exact it is",
    "claimant": "who says it",
    "attribution": "how it is attributed",
}


@dataclass(frozen=True, slots=True)
class EditView:
    """An edit of one figure; a side without words is None. `lead` and `rest` stand around the words in the sentence."""

    row: Row
    before: str | None
    after: str | None
    lead: str
    rest: str

    @property
    def is_new(self) -> bool:
        """Whether it was seen after the last report."""
        return bool(self.row.get("is_new"))

    @property
    def changed(self) -> str:
        """What changed, in words; nothing where the words before and after say it."""
        said = [str(each) for each in self.row.get("changes") or () if each not in _SEEN]
        return ", ".join(_CHANGES.get(each, each) for each in said)

    @property
    def notice(self) -> str:
        """Whether the newer text owns up to it."""
        return "without a notice" if self.row.get("is_silent") else "with a notice of correction"

    @property
    def claimants(self) -> tuple[str, str] | None:
        """Who said it before and after, where that changed."""
        if "claimant" not in (self.row.get("changes") or ()):
            return None
        before, after = (str(self.row.get(f"claimant_{side}") or "nobody named") for side in ("before", "after"))
        return before, after

    @property
    def of_what(self) -> str:
        """What the figure is of: what it measures where its own words do not say so, else the beginning of its sentence."""
        measured = str(self.row.get("measured") or "")
        if set(measured.lower().split()) - set(f"{self.before} {self.after}".lower().split()):
            return measured
        sentence = self.row.get("sentence_after") or self.row.get("sentence_before")
        return f"“{shorten(str(sentence), _SHORT_SENTENCE)}”" if sentence else ""

    @property
    def seen(self) -> str:
        """When the newer version was first read, and the older one."""
        newer, older = (self.row.get(f"fetched_at_{side}") for side in ("after", "before"))
        if not isinstance(newer, datetime):
            return ""
        return moment_words(newer) + (f"; before: {moment_words(older)}" if isinstance(older, datetime) else "")

    @property
    def title(self) -> str:
        """What the page is called."""
        return str(self.row.get("title") or self.row.get("article_name") or "a page without a name")

    @property
    def url(self) -> str | None:
        """Where the page is, if a reader may be sent there."""
        return safe_url(self.row.get("url"))


@dataclass(frozen=True, slots=True)
class EditsView:
    """The newest edits, and how many there are in all."""

    shown: tuple[EditView, ...]
    how_many: int


def view_edits(rows: Sequence[Row]) -> EditsView:
    """Return the rows of `figure_edits.sql` as the report shows them."""
    return EditsView(tuple(map(view_edit, rows)), _told(rows, "how_many", len(rows)))


def new_edits(rows: Sequence[Row]) -> int:
    """Return how many edits were seen after the last report, the unlisted ones too."""
    return _told(rows, "how_many_new", sum(bool(row.get("is_new")) for row in rows))


def _told(rows: Sequence[Row], count: str, otherwise: int) -> int:
    """Return a count that every row carries."""
    return int(rows[0].get(count, otherwise)) if rows else 0


def view_edit(row: Row) -> EditView:
    """Return one row of `figure_edits.sql` as the report shows it."""
    before, after = row.get("quote_before"), row.get("quote_after")
    words, sentence = (after, row.get("sentence_after")) if after else (before, row.get("sentence_before"))
    lead, found, rest = str(sentence or "").partition(str(words)) if words else ("", "", "")
    return EditView(
        row=row,
        before=str(before) if before else None,
        after=str(after) if after else None,
        lead=lead if found and len(lead) <= _SENTENCE_LENGTH else "",
        rest=shorten(rest, _SENTENCE_LENGTH),
    )
