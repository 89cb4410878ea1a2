"""How questions get their answers: from home, from what is kept of an earlier answer, or through the one door outwards.

Each question goes out once a run, whoever asks it; every one that went out leaves a row of `asks`, answered or not.
"""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from claims.sources.model import Asking, NotReadable, Question, Source
from flows.circuit import Circuit
from flows.fetched import Fetched, NotFetched
from flows.kept import Body, KeptBodies
from flows.rows import Row
from flows.web import Door

TRIES = 3
"""How often a question is tried in one run, where another try may do better; each counts in the budget."""

REST = timedelta(minutes=10)
_OWN_FAULTS = range(400, 500)  # the question's, not the source's
_ABOUT_US = frozenset((401, 403, 407, 408, 425, 429, 451))


class Unanswered(Exception):  # noqa: N818 - named by what is the case
    """A question has no answer now; it is asked again by another run."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The body that answers a question, when it came, and the row of the question that went out for it, if one did."""

    content: bytes
    at: datetime
    sha256: str | None = None
    ask_id: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that is kept of an earlier run."""

    body_sha256: str
    ask_id: str
    at: datetime


AtHome = Callable[[Asking, Question], bytes]


@dataclass(slots=True)
class Outside:
    """One source as it is asked in one run; safe among threads."""

    source: Source
    circuit: Circuit
    bodies: KeptBodies
    door: Callable[[], Door]
    address: str = ""
    key: str | None = None
    at_home: AtHome | None = None
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    asked: list[Row] = field(default_factory=list)
    _pending: dict[str, "Future[Answered]"] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asking: Asking, question: Question) -> Answered:
        """Return what answers a question. Raises Unanswered, LeftAlone, NotReadable, and what a register raises."""
        if self.at_home is not None:
            return Answered(self.at_home(asking, question), datetime.now(UTC))
        key = key_of(question)
        with self._lock:
            mine = key not in self._pending
            pending = self._pending.setdefault(key, Future())
        if mine:
            try:
                pending.set_result(self._kept(key) or self._ask(key, question))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the same answer is to know as well
                pending.set_exception(error)
        return pending.result()

    def take_asked(self) -> list[Row]:
        """Return the rows of questions that went out since the last time."""
        with self._lock:
            taken, self.asked[:] = list(self.asked), []
        return taken

    def unread(self, answered: Answered, fault: NotReadable) -> None:
        """Note on the row of a question that its answer could not be read."""
        with self._lock:
            for row in self.asked:
                if row["ask_id"] == answered.ask_id:
                    row.update(outcome="refused" if fault.passes else "unread", note=str(fault))
        if fault.passes:
            self.circuit.failed(datetime.now(UTC) + REST)

    def _kept(self, key: str) -> Answered | None:
        """Return the answer of an earlier run, where it is fresh and still what it was."""
        earlier = self.earlier.get(key)
        content = self.bodies.read(earlier.body_sha256) if earlier else None
        return (
            Answered(content, earlier.at, earlier.body_sha256, earlier.ask_id)
            if earlier and content is not None
            else None
        )

    def _ask(self, key: str, question: Question) -> Answered:
        for tries in range(1, TRIES + 1):
            at, began = datetime.now(UTC), time.monotonic()
            self.circuit.take(at)
            told: Row = {
                "question_key": key, "source": self.source.name, "query": question.query, "about": question.about,
                "asked_at": at, "tries": tries, "bytes": 0, "ask_id": _hash(key, at.isoformat(), str(tries)),
            }  # fmt: skip
            try:
                fetched = self._fetch(question)
            except NotFetched as failure:
                self._note(told, began, **self._failed(failure))
                if not failure.passes or failure.not_before or tries == TRIES:
                    if is_of_the_question(failure):
                        raise NotReadable(f"it knows no answer ({failure.rule})") from failure
                    raise Unanswered(failure.rule) from failure
                time.sleep(self.door().limits.retry_pause_seconds * 2 ** (tries - 1))
                continue
            self.circuit.answered()
            body = Body(fetched.content, fetched.content_type, fetched.final_url, at)
            self.bodies.keep(body)
            self._note(
                told, began, outcome="answered", http_status=200, bytes=len(body.content), body_sha256=body.sha256
            )
            return Answered(body.content, at, body.sha256, str(told["ask_id"]))
        raise AssertionError("there is at least one try")

    def _fetch(self, question: Question) -> Fetched:
        headers = {self.source.key_header: self.key} if self.source.key_header and self.key else {}
        return self.door().fetch(self.address + question.query, tries=1, headers=headers)

    def _failed(self, failure: NotFetched) -> Row:
        """Note a failure on the circuit, and return what the question's row says of it."""
        if is_of_the_question(failure):
            self.circuit.answered()
            return {"outcome": "unread", "http_status": failure.status, "note": failure.rule}
        if failure.not_before:
            self.circuit.wants_rest(failure.not_before)
        self.circuit.failed(failure.not_before or datetime.now(UTC) + REST)
        outcome = "refused" if failure.not_before or failure.status in _ABOUT_US else "failed"
        told: Row = {"outcome": outcome, "http_status": failure.status, "note": failure.rule}
        return told | {"not_before_at": failure.not_before}

    def _note(self, told: Row, began: float, **known: object) -> None:
        with self._lock:
            self.asked.append(told | {"seconds": time.monotonic() - began} | known)


def key_of(question: Question) -> str:
    """Return what tells one question of a source from another."""
    return _hash(question.source, question.query)


def is_of_the_question(failure: NotFetched) -> bool:
    """Tell whether a source answers, and only finds nothing under this question."""
    return failure.status in _OWN_FAULTS and failure.status not in _ABOUT_US


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
