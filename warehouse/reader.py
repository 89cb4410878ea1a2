"""What pages read through: the newest published snapshot, kept open, with the reviews that are not in it yet.

Any thread may ask at any time. When `published` points to a newer copy, the next question opens it; those that are
running finish on the old one, which closes after the last of them.

Beside what the snapshot holds, SQL finds `fresh_reviews` (what was noted since), `all_reviews` (with those of the
snapshot, each once), `status_now` (a row for each claim that was reviewed; the others are new) and `reviewed_marks` (the
same with their marks, and `mark_row`, their rowid there):

    reader.rows("SELECT quote, coalesce(status, 'new') AS status FROM claims LEFT JOIN status_now USING (claim_id)")

Over a million claims a question is quick when it narrows and orders `marks` alone, and joins what is left: the joins then
look up fifty rows by their keys, where joining first would go through them all:

    SELECT top.priority, claims.quote, articles.title, coalesce(status_now.status, 'new') AS status
    FROM (
        SELECT claim_id, priority, rowid AS place
        FROM marks
        WHERE needs_verification AND ($kind IS NULL OR kind = $kind)
        ORDER BY priority DESC, place
        LIMIT 50
    ) AS top
    JOIN claims USING (claim_id)
    JOIN articles USING (article_id)
    LEFT JOIN status_now USING (claim_id)
    ORDER BY top.priority DESC, place

Equal priorities go by rowid, since ordering by claim_id reads a million names (twice the time).

A claim is found by its claim_id, its flags by theirs, an article's claims, versions and copies by article_id, page_id and
origin_id; every other column is read whole.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from warehouse.publish import own_copy
from warehouse.snapshot import ReadTookTooLong, Row, Snapshot

__all__ = ["NothingPublishedYet", "ReadTookTooLong", "Reader"]

_LOOKS_PER_SECOND = 4  # for questions whose time is over


class NothingPublishedYet(Exception):  # noqa: N818 - it says what is the matter
    """There is no snapshot: nothing has been run yet, or it is looked for in the wrong place."""


class Reader:
    """Reads the newest snapshot that `published` links to; to be closed at the end."""

    def __init__(self, published: Path, *, timeout_seconds: float = 10.0, follows: bool = True) -> None:
        """Open nothing yet. One that does not follow changes to a newer copy only by `change_over`."""
        self._published = published
        self._follows = follows
        self._own = threading.local()  # the copy that a thread prepares, before the others see it
        self._timeout_seconds = timeout_seconds
        self._current: Snapshot | None = None
        self._changing = threading.Lock()
        self._noted: dict[str, Row] = {}
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._interrupt_late, name="late-reads", daemon=True)
        self._watch.start()

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Answer one SELECT with `$name` for its parameters; those that it does not mention are left out.

        Raises NothingPublishedYet, and ReadTookTooLong for what is not answered within the time.
        """
        with self._held() as snapshot:
            return snapshot.rows(sql, parameters)

    @property
    def snapshot(self) -> str:
        """The newest copy's file name: as long as it stays the same, so does every answer without reviews."""
        with self._held() as snapshot:
            return snapshot.name

    def note_reviews(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Let reviews be read that were written just now; those that are known already change nothing."""
        with self._changing:  # so that the copy is neither changed nor closed meanwhile
            self._noted |= {str(row["review_id"]): dict(row) for row in rows}
            if self._current:
                self._current.note_reviews(rows)

    def change_over(self, prepare: Callable[[], None]) -> bool:
        """Change to the newest copy once it is ready; return whether there was one that is newer.

        Within `prepare`, this thread's questions go to the new copy, so that what they read and what is counted of it is
        at hand when everybody changes over; until then the others read the old one.
        """
        copy = self._published.resolve()
        with self._held() as old:
            if old.name == copy.name or not copy.exists():
                return False
        new = Snapshot(own_copy(self._published), self._timeout_seconds)
        self._own.snapshot = new
        try:
            new.note_reviews(list(self._noted.values()))
            prepare()
        except BaseException:
            new.retire()
            raise
        finally:
            del self._own.snapshot
        with self._changing:
            new.note_reviews(list(self._noted.values()))  # with what came in meanwhile
            self._put(new)
        return True

    def close(self) -> None:
        """Stop reading; what is being answered is answered still."""
        self._closed.set()
        with self._changing:
            if self._current:
                self._current.retire()
            self._current = None
        self._watch.join()

    @contextmanager
    def _held(self) -> Iterator[Snapshot]:
        """Hold the newest copy, so that it stays open within the block."""
        snapshot = self._mine()
        while not snapshot.enter():
            snapshot = self._mine()
        try:
            yield snapshot
        finally:
            snapshot.leave()

    def _mine(self) -> Snapshot:
        """Return the copy that this thread prepares, else the one for all."""
        own: Snapshot | None = getattr(self._own, "snapshot", None)
        return own or self._newest()

    def _newest(self) -> Snapshot:
        """Return the copy that the link points to. While one thread opens it, the others go on with the old one."""
        current, name = self._current, self._published.resolve().name
        if current and (current.name == name or not self._follows):
            return current
        if self._changing.acquire(blocking=current is None):
            try:
                return self._opened()
            finally:
                self._changing.release()
        assert current, "else it would have waited"
        return current

    def _opened(self) -> Snapshot:
        """Open the copy that the link points to, unless another thread just has; what it has is no longer noted."""
        copy, old = self._published.resolve(), self._current
        if self._closed.is_set():
            raise RuntimeError("the reader is closed")
        if old and old.name == copy.name:
            return old
        if not copy.exists():
            raise NothingPublishedYet(
                f"{self._published} is not there: nothing has been published yet, run factdesk run"
            )
        new = Snapshot(own_copy(self._published), self._timeout_seconds)
        new.note_reviews(list(self._noted.values()))
        self._put(new)
        return new

    def _put(self, new: Snapshot) -> None:
        """Let everybody read the new copy; the old one closes after its last question, what the new one has is no longer noted."""
        fresh = new.fresh_ids()
        self._noted = {key: row for key, row in self._noted.items() if key in fresh}
        old, self._current = self._current, new
        if old:
            old.retire()

    def _interrupt_late(self) -> None:
        while not self._closed.wait(1 / _LOOKS_PER_SECOND):
            if snapshot := self._current:
                snapshot.interrupt_late()
