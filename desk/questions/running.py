"""The questions that are being answered for the desk's pages: few at a time, each of them to be cancelled by its asker."""

import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.ask import QueryRefused
from warehouse.questions import Question

if TYPE_CHECKING:
    import polars as pl

MOST_OF_ONE_USER = 2
MOST_OF_ALL = 4
ROWS_SHOWN = 1_000
ROWS_OF_CSV = 100_000
TIMEOUT_SECONDS = 30.0
_MEGABYTES_SHOWN, _MEGABYTES_OF_CSV = 16, 200
_KEPT_OF_ONE_USER = 6
_KEPT_SECONDS = 900.0


class TooManyQuestions(Exception):  # noqa: N818 - named by what is the case
    """As many questions are being answered as may be; `is_own` tells whether all of them are the asker's."""

    def __init__(self, *, is_own: bool) -> None:
        of_own = f"{MOST_OF_ONE_USER} of your questions are being answered, and no more may be at a time"
        of_all = f"{MOST_OF_ALL} questions are being answered for others and you, and no more may be at a time"
        super().__init__(of_own if is_own else of_all)
        self.is_own = is_own


@dataclass(eq=False)
class Running:
    """One question of one user; `rows` or `fault` is there once it is `done`."""

    user: str
    sql: str
    question: Question
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    begun: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    rows: "pl.DataFrame | None" = None
    fault: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> bool:
        """Wait for the answer for a while; tell whether it is there."""
        return self.done.wait(seconds)

    def answer(self) -> None:
        """Find the answer or the fault; never raises."""
        try:
            self.rows = self.question.answer()
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits for the answer
            self.fault = fault
        finally:
            self.seconds = time.monotonic() - self.begun
            self.done.set()


class Questions:
    """All questions of a desk's users. Safe for threads; answers are kept for a quarter of an hour at most."""

    def __init__(self, published: Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Ask the published file."""
        self._published = published
        self._timeout_seconds = timeout_seconds
        self._lock = threading.Lock()
        self._kept: dict[str, Running] = {}

    def ask(self, user: str, sql: str) -> Running:
        """Begin to answer, or join the same question of the same user while it is answered. Raises TooManyQuestions."""
        with self._lock:
            running = self._running()
            for each in running:
                if (each.user, each.sql) == (user, sql):
                    return each
            asked = self._add(user, sql, self._question(sql, ROWS_SHOWN + 1, _MEGABYTES_SHOWN), running)
        threading.Thread(target=asked.answer, name="question", daemon=True).start()
        return asked

    def whole_answer(self, user: str, sql: str) -> "pl.DataFrame":
        """Return all rows for a file. Raises TooManyQuestions, and QueryRefused also for too many rows."""
        with self._lock:
            question = self._question(sql, ROWS_OF_CSV + 1, _MEGABYTES_OF_CSV)
            asked = self._add(user, sql, question, self._running())
        asked.answer()
        with self._lock:
            self._kept.pop(asked.key, None)
        if asked.fault:
            raise asked.fault
        assert asked.rows is not None, "an answer without a fault has rows"
        if asked.rows.height > ROWS_OF_CSV:
            next_step = "add LIMIT, count and group, or use `factdesk sql --format csv --out FILE`"
            raise QueryRefused(f"it gives more than {ROWS_OF_CSV:,} rows, the most of a file", next_step)
        return asked.rows

    def find(self, user: str, key: str) -> Running | None:
        """Return a question of this user, if it is still kept."""
        with self._lock:
            self._forget()
            found = self._kept.get(key)
        return found if found and found.user == user else None

    def running_of(self, user: str) -> list[Running]:
        """Return what is being answered for this user."""
        with self._lock:
            return [each for each in self._running() if each.user == user]

    def cancel_all(self) -> None:
        """End every question."""
        with self._lock:
            for each in self._running():
                each.question.cancel()

    def _question(self, sql: str, row_limit: int, most_megabytes: int) -> Question:
        return Question(
            self._published,
            sql,
            timeout_seconds=self._timeout_seconds,
            row_limit=row_limit,
            most_megabytes=most_megabytes,
        )

    def _add(self, user: str, sql: str, question: Question, running: list[Running]) -> Running:
        if sum(each.user == user for each in running) >= MOST_OF_ONE_USER:
            raise TooManyQuestions(is_own=True)
        if len(running) >= MOST_OF_ALL:
            raise TooManyQuestions(is_own=False)
        asked = Running(user, sql, question)
        self._kept[asked.key] = asked
        self._forget()
        return asked

    def _running(self) -> list[Running]:
        return [each for each in self._kept.values() if not each.done.is_set()]

    def _forget(self) -> None:
        """Give up answers that are old, and those beyond the few that each user has room for."""
        now = time.monotonic()
        answered = [each for each in self._kept.values() if each.done.is_set()]
        kept_of: dict[str, int] = {}
        for each in reversed(answered):
            kept_of[each.user] = kept_of.get(each.user, 0) + 1
            if kept_of[each.user] > _KEPT_OF_ONE_USER or now - each.begun > _KEPT_SECONDS:
                del self._kept[each.key]
