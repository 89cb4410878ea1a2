"""Writes the reviews of many people at once, each in a transaction of its own, with its own check for conflicts."""

from datetime import datetime

from flows.reviews import Act, Row, append_review, undo_review
from flows.survey import Opener
from warehouse.store import read_rows


class ReviewWriter:
    """Writes reviews into the live file; any thread may ask."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener

    def append(self, claim_id: str, act: Act, *, after: str | None = None) -> Row:
        """Write one review and return its row. Raises as `flows.reviews.append_review`."""
        return append_review(self._opener, claim_id, act, after=after)

    def undo(self, claim_id: str, reviewer: str, *, note: str | None = None, after: str | None = None) -> Row:
        """Take the newest review back and return that row. Raises as `flows.reviews.undo_review`."""
        return undo_review(self._opener, claim_id, reviewer, note=note, after=after)

    def newer_than(self, moment: datetime) -> list[Row]:
        """Return the reviews that were written since, oldest first."""
        with self._opener() as warehouse:
            select = "SELECT * FROM reviews WHERE reviewed_at > ? ORDER BY reviewed_at, review_id"
            return read_rows(warehouse, select, [moment]).to_dicts()

    def close(self) -> None:
        """End; nothing waits to be written."""
