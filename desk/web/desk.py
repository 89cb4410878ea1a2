"""What every page stands on: the settings, the published snapshot to read, and the one way to write reviews."""

import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import Request

from flows.publish import publish_snapshot_of
from flows.review_writer import ReviewWriter
from flows.reviews import Act, ReviewConflict, ReviewRefused
from flows.settings import Settings
from flows.survey import Opener
from warehouse.reader import Reader
from warehouse.store import Warehouse, WarehouseBusy, WarehouseUnusable, open_warehouse

Row = dict[str, Any]

_PATIENCE_SECONDS = 20.0  # for a flow that holds the live file; then the form comes back as it was typed
_LATELY = 24  # as many pages of the queue are made ready for a new snapshot


@dataclass(frozen=True, eq=False)
class Desk:
    """The desk of one warehouse, shared by all requests. `reviewed` is set whenever a review was written."""

    settings: Settings
    reader: Reader
    writer: ReviewWriter
    opener: Opener  # of the live file
    reviewed: threading.Event = field(default_factory=threading.Event)
    _known: set[str] = field(default_factory=set)  # the reviews that were noted, by id
    _lately: deque[Any] = field(default_factory=lambda: deque(maxlen=_LATELY))

    @property
    def reviews_seen(self) -> int:
        """Grows with every review that was noted: what was counted before is no longer so."""
        return len(self._known)

    def note_reviews(self, reviews: Sequence[Row]) -> None:
        """Let every page show these reviews; those that were noted before change nothing."""
        if unknown := [review for review in reviews if review["review_id"] not in self._known]:
            self.reader.note_reviews(unknown)
            self._known.update(str(review["review_id"]) for review in unknown)

    def looked_at(self, filters: Hashable) -> None:
        """Note what somebody looks at: it is made ready when a new snapshot comes."""
        if filters not in self._lately:
            self._lately.append(filters)

    def lately(self) -> list[Any]:
        """Return what was looked at lately, each once."""
        return list(self._lately)

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return the rows of one of our SELECTs, with the reviews that the snapshot does not have yet."""
        return self.reader.rows(sql, parameters)

    def append(self, claim_id: str, act: Act, *, after: str | None) -> Row:
        """Write a review and let every page show it at once. Raises as `flows.reviews.append_review`."""
        with self._others_noted():
            return self._noted(self.writer.append(claim_id, act, after=after))

    def append_each(self, seen: Mapping[str, str | None], act: Act) -> list[Row | ReviewRefused]:
        """Write the same review of several claims, each after the review that was seen; its row, or why there is none."""
        answers = self.writer.append_each(seen, act)
        for answer in answers:
            if isinstance(answer, ReviewConflict):
                self.note_reviews(answer.newer)
            elif not isinstance(answer, ReviewRefused):
                self._noted(answer)
        return answers

    def undo(self, claim_id: str, reviewer: str, *, note: str | None, after: str | None) -> Row:
        """Take the newest review back, and let every page show it at once. Raises as `flows.reviews.undo_review`."""
        with self._others_noted():
            return self._noted(self.writer.undo(claim_id, reviewer, note=note, after=after))

    def act_on_claimants(self, write: Callable[[Warehouse], Row]) -> Row:
        """Write an act on who is who, and publish, so that every page shows it; where that must wait, the keeper does it.

        Raises what `flows.claimants` raises.
        """
        row = self.writer.write(write)
        self.reviewed.set()
        with suppress(WarehouseBusy, WarehouseUnusable):
            publish_snapshot_of(self.settings)
            self.reader.change_over(lambda: None)
        return row

    @contextmanager
    def _others_noted(self) -> Iterator[None]:
        """Let every page show the reviews of somebody else that a conflict tells of."""
        try:
            yield
        except ReviewConflict as conflict:
            self.note_reviews(conflict.newer)
            raise

    def _noted(self, review: Row) -> Row:
        self.note_reviews([review])
        self.reviewed.set()
        return review


@contextmanager
def open_desk(settings: Settings, *, follows: bool = True) -> Iterator[Desk]:
    """Open the desk of a warehouse, and close its files at the end; one that does not follow has a keeper that leads it."""
    opener = partial(open_warehouse, settings.store, timeout_seconds=_PATIENCE_SECONDS)
    reader, writer = Reader(settings.published, follows=follows), ReviewWriter(opener)
    try:
        yield Desk(settings, reader, writer, opener)
    finally:
        writer.close()
        reader.close()


def desk_of(request: Request) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
