"""What the desk does between requests: publish what was reviewed, and look for reviews that others have written."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desk.web.desk import Desk
from desk.web.queue_filters import prepare_queue
from desk.words import say
from flows.publish import publish_snapshot_of
from schemas.places import Lake
from warehouse.store import WarehouseBusy

_LOOKS_EVERY = 2.0  # seconds
_LOOKED_BACK = timedelta(minutes=10)  # a review has its moment before it waits for the file


class Keeper:
    """A thread that keeps the snapshot and the noted reviews fresh; `publish_seconds` after a review it publishes."""

    def __init__(self, desk: Desk, *, publish_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._publish_seconds = publish_seconds
        self._clock = clock
        self._due: float | None = None
        self._seen: tuple[tuple[int, int], ...] = ()
        self._told = ""
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-keeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and publish what was reviewed since the last time."""
        self._ends.set()
        self._thread.join()
        if self._due is not None or self._desk.reviewed.is_set():
            self._publish()

    def look(self) -> None:
        """Do what is due."""
        self._change_over()
        self._note_others()
        if self._desk.reviewed.is_set():
            self._desk.reviewed.clear()
            self._due = self._due or self._clock() + self._publish_seconds
        if self._due is not None and self._clock() >= self._due:
            self._publish()

    def _run(self) -> None:
        while not self._ends.wait(_LOOKS_EVERY):
            try:
                self.look()
                self._told = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed, and nobody else looks
                self._say_once(f"the desk could not refresh itself and tries again: {error or type(error).__name__}")

    def _say_once(self, words: str) -> None:
        """Tell a fault that stays only when it begins."""
        if words != self._told:
            say(words)
        self._told = words

    def _change_over(self) -> None:
        """Prepare a new snapshot, so that nobody waits for its first page."""
        if self._desk.settings.published.exists():
            self._desk.reader.change_over(partial(prepare_queue, self._desk))

    def _publish(self) -> None:
        """Publish; while another process holds the file, try again at the next look."""
        try:
            publish_snapshot_of(self._desk.settings)
        except WarehouseBusy:
            return
        self._due = None
        self._desk.reviewed.clear()

    def _note_others(self) -> None:
        """Read the newest reviews when the live file or the lake has changed, and let the pages show them."""
        now = _state_of(self._desk.settings.store)
        if now == self._seen:
            return
        since = datetime.now(UTC) - max(_LOOKED_BACK, timedelta(seconds=2 * self._publish_seconds))
        try:
            self._desk.note_reviews(self._desk.writer.newer_than(since))
        except WarehouseBusy:
            return
        self._seen = _state_of(self._desk.settings.store)


def _state_of(place: Path | Lake) -> tuple[tuple[int, int], ...]:
    """Return what changes whenever something is written: of a live file the size and moment of it and of its log."""
    if isinstance(place, Lake):
        from warehouse.lake import moment_of  # noqa: PLC0415 - most have none

        return ((moment_of(place), 0),)
    found = [path.stat() for path in (place, place.with_name(f"{place.name}.wal")) if path.exists()]
    return tuple((each.st_size, each.st_mtime_ns) for each in found)
