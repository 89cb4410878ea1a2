"""One thread that writes the reviews of many people: it opens the live file once for all that wait, and closes it soon.

Opening costs more than writing, and while a flow holds the file everybody would knock for themselves. Each review keeps
a transaction and a check of its own, so that the conflict of one is nothing to the others.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flows.reviews import Act, ReviewRefused, Row, append_to, refuse_unfit, undo_in
from warehouse.store import Warehouse, read_rows

if TYPE_CHECKING:
    from flows.survey import Opener

LONGEST_HOLD_SECONDS = 1.0
"""How long the file is held while more reviews come in, so that a flow gets its turn."""

T = TypeVar("T")

_NEWER = "SELECT * FROM reviews WHERE reviewed_at > ? ORDER BY reviewed_at, review_id"


@dataclass(frozen=True, slots=True)
class _Wish(Generic[T]):
    """Something to be done with the open file, for somebody who waits."""

    work: Callable[[Warehouse], T]
    answer: "Future[T]" = field(default_factory=Future)

    def fulfil(self, warehouse: Warehouse) -> None:
        """Do it, and tell who waits, whatever came of it."""
        try:
            self.answer.set_result(self.work(warehouse))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self.answer.set_exception(error)


class ReviewWriter:
    """Writes reviews for any number of threads, each of which waits for its own; to be closed at the end.

    All raise WarehouseBusy when the file is not free in the opener's time, and RuntimeError after `close`.
    """

    def __init__(self, opener: "Opener") -> None:
        self._opener = opener
        self._waiting: deque[_Wish[Any]] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._write, name="reviews", daemon=True)
        self._thread.start()

    def append(self, claim_id: str, act: Act, *, after: str | None = None) -> Row:
        """Write one review and return its row. Raises as `append_review`."""
        refuse_unfit(act)
        return self._wish(lambda warehouse: append_to(warehouse, claim_id, act, after))

    def append_each(self, seen: Mapping[str, str | None], act: Act) -> list[Row | ReviewRefused]:
        """Write the same review of several claims, in one opening; for each, its row or why it was not written.

        `seen` has the claims with the newest review of each that the person has seen.
        """
        refuse_unfit(act)
        return self._wish(lambda warehouse: [_row_or_refusal(warehouse, *each, act) for each in seen.items()])

    def undo(self, claim_id: str, reviewer: str, *, note: str | None = None, after: str | None = None) -> Row:
        """Take back the newest review that still holds and return the row that does. Raises as `undo_review`."""
        act = Act(reviewer, note=note)
        refuse_unfit(act)
        return self._wish(lambda warehouse: undo_in(warehouse, claim_id, act, after))

    def write(self, work: Callable[[Warehouse], T]) -> T:
        """Do something else with the open file, in its turn, and return what it comes to; raises what it raises."""
        return self._wish(work)

    def newer_than(self, moment: datetime) -> list[Row]:
        """Return the reviews of the live file that were written after a moment, by whomever, oldest first.

        A review has its moment before it is committed: ask again for a minute or two before the newest that is known.
        """
        return self._wish(lambda warehouse: read_rows(warehouse, _NEWER, [moment]).to_dicts())

    def close(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _wish(self, work: Callable[[Warehouse], T]) -> T:
        wish = _Wish(work)
        with self._changed:
            if self._closed:
                raise RuntimeError("the writer of reviews is closed")
            self._waiting.append(wish)
            self._changed.notify_all()
        return wish.answer.result()

    def _write(self) -> None:
        while self._is_wanted():
            try:
                with self._opener() as warehouse:
                    self._fulfil_waiting(warehouse)
            except BaseException as error:  # noqa: BLE001 - told to all who wait for the file that cannot be had
                while wish := self._next():
                    wish.answer.set_exception(error)

    def _is_wanted(self) -> bool:
        """Wait until somebody waits; tells whether anybody does, or all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return bool(self._waiting)

    def _fulfil_waiting(self, warehouse: Warehouse) -> None:
        until = time.monotonic() + LONGEST_HOLD_SECONDS
        while time.monotonic() < until and (wish := self._next()):
            wish.fulfil(warehouse)

    def _next(self) -> "_Wish[Any] | None":
        with self._changed:
            return self._waiting.popleft() if self._waiting else None


def _row_or_refusal(warehouse: Warehouse, claim_id: str, after: str | None, act: Act) -> Row | ReviewRefused:
    try:
        return append_to(warehouse, claim_id, act, after)
    except ReviewRefused as refusal:
        return refusal
