"""A claim's reviews as its page shows them: who said what and when, what was taken back, and where people differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One review. `undone_by` is the review that took it back, `undoes` the one that it takes back itself."""

    row: Row
    undone_by: Row | None
    undoes: Row | None
    is_unseen: bool = False
    before: Row | None = None  # the review before it

    @property
    def gives_to(self) -> str | None:
        """Who is to work on the claim from this review on, "" for nobody; None where that did not change."""
        former = self.before["assignee"] if self.before else None
        now = self.row["assignee"]
        return None if now == former else now or ""

    @property
    def only_gives(self) -> bool:
        """Whether it says who is to work on the claim, and nothing else."""
        former = (self.before["status"], self.before["verdict"]) if self.before else ("new", None)
        same = (self.row["status"], self.row["verdict"]) == former
        return self.gives_to is not None and same and not self.row["note"] and not self.row["undoes"]

    @property
    def holds(self) -> bool:
        """Whether it was neither taken back nor takes one back."""
        return not self.undone_by and not self.row["undoes"]


@dataclass(frozen=True, slots=True)
class History:
    """Every review of a claim, oldest first."""

    entries: tuple[Entry, ...]

    @property
    def newest_id(self) -> str:
        """The newest review, which a new one is written on top of; "" before any."""
        return str(self.entries[-1].row["review_id"]) if self.entries else ""

    @property
    def held(self) -> Entry | None:
        """The newest review that holds, which says where the claim stands."""
        return next((each for each in reversed(self.entries) if each.holds), None)

    @property
    def status(self) -> str:
        """Where the claim stands."""
        return str(self.held.row["status"]) if self.held else "new"

    @property
    def verdict(self) -> str | None:
        """What was found, as far as it holds."""
        return self.held.row["verdict"] if self.held else None

    @property
    def assignee(self) -> str | None:
        """Who is to work on it."""
        return self.held.row["assignee"] if self.held else None

    @property
    def opinions(self) -> dict[str, str]:
        """The last verdict of each reviewer that holds."""
        return {
            each.row["reviewer"]: each.row["verdict"]
            for each in self.entries
            if each.holds and each.row["verdict"] and not each.only_gives
        }

    @property
    def is_disputed(self) -> bool:
        """Whether reviewers found different things."""
        return len(set(self.opinions.values())) > 1

    def find(self, review_id: str) -> Entry | None:
        """Return one of the reviews."""
        return next((each for each in self.entries if each.row["review_id"] == review_id), None)


def history_of(rows: Sequence[Row], unseen: Sequence[Row] = ()) -> History:
    """Return the history of a claim's reviews, given oldest first; `unseen` are those that came while somebody wrote."""
    by_id = {row["review_id"]: row for row in rows}
    undone_by = {row["undoes"]: row for row in rows if row["undoes"]}
    new = {row["review_id"] for row in unseen}
    return History(
        tuple(
            Entry(row, undone_by.get(row["review_id"]), by_id.get(row["undoes"]), row["review_id"] in new, before)
            for before, row in zip((None, *rows), rows, strict=False)
        )
    )
