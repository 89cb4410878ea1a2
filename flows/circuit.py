"""What keeps a source from being asked too much: its budget of the day, and a circuit that opens after failures in a row."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

OPENS_AFTER = 3
"""Failures in a row, as in the view `source_health`, after which a source is left alone."""


class LeftAlone(Exception):  # noqa: N818 - named by what is the case
    """A source is not asked now; the message says why."""


@dataclass(slots=True)
class Circuit:
    """One source's budget and health in one run, begun with what the warehouse knows; safe among threads."""

    left_today: int
    failures_in_a_row: int = 0
    rests_until: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, now: datetime) -> None:
        """Take one question of the budget. Raises LeftAlone."""
        with self._lock:
            if self.rests_until and self.rests_until > now:
                raise LeftAlone(f"it rests until {self.rests_until:%Y-%m-%d %H:%M} UTC after failures")
            if self.left_today <= 0:
                raise LeftAlone("its questions of today are used up")
            self.left_today -= 1

    def failed(self, rests_until: datetime) -> None:
        """Note a failure; the third in a row opens the circuit until the moment that is given."""
        with self._lock:
            self.failures_in_a_row += 1
            if self.failures_in_a_row >= OPENS_AFTER:
                self.rests_until = rests_until

    def wants_rest(self, until: datetime) -> None:
        """Note that the source itself says when it may be asked again."""
        with self._lock:
            self.rests_until = until

    def answered(self) -> None:
        """Note an answer, which closes the circuit."""
        with self._lock:
            self.failures_in_a_row, self.rests_until = 0, None
