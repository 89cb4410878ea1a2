"""What every page stands on: the settings, the published snapshot to read, and the one way to write reviews."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from flows.review_writer import ReviewWriter

from flows.reviews import Act
from flows.settings import Settings
from warehouse.reader import Reader

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Desk:
    """The desk of one warehouse, shared by all requests. `reviewed` is set whenever a review was written."""

    settings: Settings
    reader: Reader
    writer: ReviewWriter
    reviewed: threading.Event = field(default_factory=threading.Event)

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return the rows of one of our SELECTs, with the reviews that the snapshot does not have yet."""
        return self.reader.rows(sql, parameters)

    def append(self, claim_id: str, act: Act, *, after: str | None) -> Row:
        """Write a review and let every page show it at once. Raises as `flows.reviews.append_review`."""
        return self._noted(self.writer.append(claim_id, act, after=after))

    def undo(self, claim_id: str, reviewer: str, *, note: str | None, after: str | None) -> Row:
        """Take the newest review back, and let every page show it at once. Raises as `flows.reviews.undo_review`."""
        return self._noted(self.writer.undo(claim_id, reviewer, note=note, after=after))

    def _noted(self, review: Row) -> Row:
        self.reader.note_reviews([review])
        self.reviewed.set()
        return review


def desk_of(request: Request) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
