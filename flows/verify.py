"""Asking outside about what is to be verified: plain steps, done directly or as tasks of a flow.

A question is asked once for all claims of a thread, and its answer is held against each of them. What was answered is
fresh until the source's own rhythm says otherwise, so one more run asks nothing twice; what found no answer is asked again.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from claims.sources.model import Asking, Evidence, NotReadable, Question, Source
from claims.sources.registry import SOURCES
from flows.at_home import AT_HOME, home_of, register_fault
from flows.circuit import Circuit, LeftAlone
from flows.due import Work, due_members, due_works
from flows.evidence_rows import evidence_row
from flows.kept import KeptBodies
from flows.origin import PERSON, Origin
from flows.outcome import Counts
from flows.outside import Answered, Earlier, Outside, Unanswered
from flows.publish import publish_snapshot_of
from flows.runs import Run, begin_run, record_run, running
from flows.settings import Settings
from flows.steps import bring_report
from flows.survey import Opener
from flows.tasks import opener_of
from flows.web import Door
from reports.words import counted
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.registers import RegisterUnusable
from warehouse.store import Warehouse, WarehouseBusy, WarehouseUnusable, read_rows, save, transaction

MOST_STEPS = 6
"""Questions that one claim may lead a source through."""

SAVED_AT_ONCE = 25


@dataclass(slots=True)
class Verified:
    """What asking outside came to: which sources were off and why, outcomes by source, and what found no answer."""

    off: dict[str, str] = field(default_factory=dict)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)  # questions that went out, by source
    left: Counter[tuple[str, str]] = field(default_factory=Counter)  # source, why
    things: int = 0
    run_id: str = ""
    broken: tuple[str, ...] = ()  # registers of the desk's own that cannot be asked, and why

    @property
    def words(self) -> str:
        """What the run's row says of it."""
        return (
            f"outside asked: {counted(self.asked.total(), 'question')}, "
            f"{counted(self.outcomes.total(), 'piece of evidence', 'pieces of evidence')}, {self.left.total():,} left for later"
        )


def verify_steps(
    settings: Settings, only: Sequence[str] = (), most_items: int | None = None, origin: Origin = PERSON
) -> Verified:
    """Ask what is due, keep what comes, publish it and write the report."""
    verified = ask_what_is_due(settings, only, most_items, origin)
    publish_snapshot_of(settings)
    bring_report(settings)
    return verified


def ask_what_is_due(
    settings: Settings, only: Sequence[str] = (), most_items: int | None = None, origin: Origin = PERSON
) -> Verified:
    """Ask what is due and keep what comes, between the two states of the run's row."""
    run = begin_run("verify", settings, origin)
    opener = opener_of(settings)
    with running(opener, run):
        try:
            verified = ask_outside(settings, opener, run, only, most_items or settings.asking.most_items)
        except BaseException as error:
            with suppress(WarehouseBusy, WarehouseUnusable):
                record_run(opener, run, Counts(), "failed", f"{type(error).__name__}: {error}")
            raise
        record_run(opener, run, Counts(), "finished", verified.words)
    return verified


def ask_outside(settings: Settings, opener: Opener, run: Run, only: Sequence[str], most_items: int) -> Verified:
    """Ask the sources that are on about the most pressing threads; the answers are kept as they come."""
    verified = Verified(off=dict(off_sources(settings, os.environ)), run_id=run.run_id)
    verified.broken = tuple(filter(None, map(register_fault, settings.asking.registers)))
    sources = [source for source in SOURCES if source.name not in verified.off and (not only or source.name in only)]
    now = datetime.now(UTC)
    with opener() as warehouse:
        works = list(due_works(due_members(warehouse, most_items, now.date()), sources, now, most_items))
        asked_by = {work.source.name for work in works}
        outsides = {
            source.name: outside_of(source, settings, warehouse, now) for source in sources if source.name in asked_by
        }
    verified.things = len({id(work.members[0].claim) for work in works})
    with ExitStack() as doors:
        for outside in outsides.values():
            outside.door = _Doors(settings, doors)
        for works_done in _followed(works, outsides, settings):
            _keep(works_done, outsides, opener, run, verified)
    return verified


def off_sources(settings: Settings, environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the sources that are not asked, each with what to do about it."""
    for source in SOURCES:
        if not settings.asking.of(source.name).on:
            yield source.name, "the settings say so"
        elif source.address and not settings.asking.web:
            yield source.name, "set web = true in [sources] to ask the web"
        elif source.key and not environ.get(source.key):
            yield source.name, f"set {source.key} in the environment to a key of its own"
        elif source.name == "own_register" and not settings.asking.registers:
            yield source.name, "name one in the settings, as [[register]]"


def outside_of(source: Source, settings: Settings, warehouse: Warehouse, now: datetime) -> Outside:
    """Return a source as it is asked in this run, with what the warehouse knows of its health and its earlier answers."""
    own = settings.asking.of(source.name)
    health = read_rows(warehouse, "SELECT * FROM source_health WHERE source = ?", [source.name]).to_dicts()
    known = health[0] if health else {}
    left = max(0, own.daily - int(known.get("asked_today") or 0))
    circuit = Circuit(left, int(known.get("failures_in_a_row") or 0), known.get("rests_until"))
    return Outside(
        source=source,
        circuit=circuit,
        bodies=KeptBodies(settings.kept_folder),
        door=partial(Door, settings.web),
        address=own.address or source.address,
        key=os.environ.get(source.key) if source.key else None,
        at_home=home_of(source.name, settings, warehouse) if source.name in AT_HOME else None,
        earlier=_earlier(warehouse, source, now) if source.address else {},
    )


_EARLIER = """
    SELECT question_key, max_by(body_sha256, asked_at) AS body_sha256, max_by(ask_id, asked_at) AS ask_id, max(asked_at) AS at
    FROM asks
    WHERE source = ? AND outcome = 'answered' AND body_sha256 IS NOT NULL AND asked_at > ?
    GROUP BY question_key
"""


def _earlier(warehouse: Warehouse, source: Source, now: datetime) -> Mapping[str, Earlier]:
    since = now - timedelta(days=source.rhythm_days)
    rows = read_rows(warehouse, _EARLIER, [source.name, since]).iter_rows(named=True)
    return {row["question_key"]: Earlier(row["body_sha256"], row["ask_id"], row["at"]) for row in rows}


class _Doors:
    """A door for each thread, closed together at the end."""

    def __init__(self, settings: Settings, until: ExitStack) -> None:
        self._settings, self._until = settings, until
        self._own, self._lock = threading.local(), threading.Lock()

    def __call__(self) -> Door:
        """Return this thread's door."""
        if not hasattr(self._own, "door"):
            with self._lock:
                door = Door(self._settings.web, contact=self._settings.contact, asks_rules=False)
                self._own.door = self._until.enter_context(door)
        found: Door = self._own.door
        return found


# ---- asking


@dataclass(frozen=True, slots=True)
class Done:
    """What one question came to: evidence for each claim, or why there is none yet."""

    work: Work
    evidence: Sequence[tuple[Asking, Evidence]] = ()
    answered: Answered | None = None
    left: str | None = None


def _followed(works: Sequence[Work], outsides: Mapping[str, Outside], settings: Settings) -> Iterator[list[Done]]:
    """Yield what questions came to, some at once; each source has as many under way as its settings allow."""
    with ExitStack() as pools:
        futures: set[Future[Done]] = set()
        executors: dict[str, ThreadPoolExecutor] = {}
        for work in works:
            name = work.source.name
            if name not in executors:
                executors[name] = pools.enter_context(
                    ThreadPoolExecutor(settings.asking.of(name).at_once, f"ask {name}")
                )
            futures.add(executors[name].submit(follow, work, outsides[name]))
        done: list[Done] = []
        while futures:
            finished, futures = wait(futures, return_when=FIRST_COMPLETED)
            done += [future.result() for future in finished]
            if len(done) >= SAVED_AT_ONCE or not futures:
                yield done
                done = []


def follow(work: Work, outside: Outside) -> Done:
    """Lead a question through its steps, and hold the last answer against every claim of the thread."""
    question, lead = work.question, work.members[0]
    answered: Answered | None = None
    try:
        for _ in range(MOST_STEPS):
            answered = outside.answer(lead, question)
            read = _read(outside, answered, lead, question)
            if not isinstance(read, Question):
                return Done(work, list(_for_all(work, outside, question, answered, read)), answered)
            question = read
    except (Unanswered, LeftAlone, RegisterUnusable) as fault:
        return Done(work, left=str(fault))
    except NotReadable as fault:
        if fault.passes:
            return Done(work, left=str(fault))
        said = Evidence("not_understood", f"{work.source.title} answered, but {fault}.", publisher=work.source.title)
        return Done(work, [(member, said) for member in work.members], answered)
    said = Evidence(
        "not_understood", f"{work.source.title} leads from question to question.", publisher=work.source.title
    )
    return Done(work, [(member, said) for member in work.members], answered)


def _read(outside: Outside, answered: Answered, asking: Asking, question: Question) -> Sequence[Evidence] | Question:
    try:
        return outside.source.read(asking, question, answered.content)
    except NotReadable as fault:
        outside.unread(answered, fault)
        raise


def _for_all(
    work: Work, outside: Outside, question: Question, answered: Answered, of_lead: Sequence[Evidence]
) -> Iterator[tuple[Asking, Evidence]]:
    """Yield the evidence of each claim of the thread; one that the answer is not of gets none."""
    yield from ((work.members[0], each) for each in of_lead)
    for member in work.members[1:]:
        try:
            read = outside.source.read(member, question, answered.content)
        except NotReadable:
            continue
        if not isinstance(read, Question):
            yield from ((member, each) for each in read)


def _keep(done: Sequence[Done], outsides: Mapping[str, Outside], opener: Opener, run: Run, verified: Verified) -> None:
    """Write the questions that went out and the evidence in one transaction, and count them."""
    asks = [row for outside in outsides.values() for row in outside.take_asked()]
    evidence = [
        evidence_row(each.work.source, asking, said, each.answered) for each in done for asking, said in each.evidence
    ]
    now = datetime.now(UTC)
    with opener() as warehouse, transaction(warehouse):
        if asks:
            save(warehouse, "asks", frame_of(asks, TABLES["asks"]), run_id=run.run_id, at=now)
        if evidence:
            rows = {str(row["evidence_id"]): row for row in evidence}
            save(warehouse, "evidence", frame_of(rows.values(), TABLES["evidence"]), run_id=run.run_id, at=now)
    verified.asked.update(str(row["source"]) for row in asks)
    verified.outcomes.update((each.work.source.name, said.outcome) for each in done for _, said in each.evidence)
    verified.left.update((each.work.source.name, each.left) for each in done if each.left)
