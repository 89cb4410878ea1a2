"""A run as a list of steps, each a plain function: `factdesk run` calls them as they are, Prefect as tasks of a flow.

Batches are checked one after the other, since the watch over what an article costs works in a process's main thread
alone; more at once is more runs at once, each in a process of its own (`flows.schedule` bounds how many), or claims
found by the workers of a cluster (`flows.cluster`) and written here.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from claims.read import Unreadable
from claims.version import found_with
from flows.backup import backup_after_run
from flows.digest import Told, digest_after_run
from flows.fetch_log import last_asked, resting_feeds, save_fetches
from flows.health import tell_trouble
from flows.heap import return_large_blocks
from flows.inputs import FEED, read_inputs, size_of_inputs
from flows.origin import PERSON, Origin
from flows.outcome import Outcome, RunSummary, note_of_run
from flows.progress import Meter, Progress, end_progress, is_watched
from flows.publish import ITEMS_TO_VERIFY, ReportFiles, current_report, publish_snapshot_of, write_report
from flows.reviewed import mark_mates_of_reviewed
from flows.runs import Run, begin_run, record_run, running
from flows.settings import Settings
from flows.survey import Opener, Surveyed, next_batches
from flows.tasks import Batch, BatchRows, check_batch, keep_batch, opener_of, read_claims, rules_of
from flows.web_inputs import Ask, WebReader, ask_door
from warehouse.ask import ask
from warehouse.health import Trouble
from warehouse.store import WarehouseBusy, WarehouseUnusable, changed_rules


class Reading:
    """The inputs of one run, read stretch by stretch."""

    def __init__(self, inputs: Sequence[str], settings: Settings, run: Run, asks: Ask = ask_door) -> None:
        opener, has_feeds = opener_of(settings), any(each.startswith(FEED) for each in inputs)
        resting = resting_feeds(opener) if has_feeds else {}
        self._web = WebReader(settings, keeps=True, resting=resting, ask=asks, asked_before=partial(last_asked, opener))
        self._meter, self._opener, self._run, self._batch_size = Meter(), opener, run, settings.batch_size
        self._items = read_inputs(
            inputs, settings.outlet, self._web, self._meter, settings.budget, shard=settings.shard
        )
        self._inputs, self.total_bytes = size_of_inputs(inputs, settings.shard)

    def next_stretch(self) -> list[Surveyed]:
        """Return the batches of the next articles, some hundred at most; none at the end. May raise `WarehouseBusy`."""
        position = self._meter.position
        batches = next_batches(self._items, self._opener, found_with(), self._batch_size, position)
        save_fetches(self._opener, self._web.log, self._run.run_id)
        return batches

    def share(self, done_bytes: int) -> float:
        """Return how much of the inputs is done: 0 to 1, by bytes where they are files."""
        done, total = (done_bytes, self.total_bytes) if self.total_bytes else (self._meter.done_inputs, self._inputs)
        return min(done / total, 1.0) if total else 1.0

    def close(self) -> None:
        """Close what was opened for the web."""
        self._web.__exit__()


def read_stretch(reading: Reading) -> list[Surveyed]:
    """Read the next stretch of the inputs; what cannot be read is refused by name, and not tried again."""
    return reading.next_stretch()


def check_articles(batch: Batch, settings: Settings, run: Run) -> Outcome:
    """Find, save and mark the claims of one batch."""
    return check_batch(batch, opener_of(settings), rules_of(settings), run, settings.budget)


def find_claims_of(batch: Surveyed, settings: Settings, run: Run) -> tuple[BatchRows, Outcome]:
    """Read the articles of a batch and find their claims, and write nothing: any process may, on any machine."""
    return read_claims(batch, run, settings.budget)


def keep_found(batch: Surveyed, found: tuple[BatchRows, Outcome], settings: Settings, run: Run) -> Outcome:
    """Write what was found in a batch."""
    return keep_batch(batch, found, opener_of(settings), rules_of(settings), run)


def bring_report(settings: Settings, refused: Sequence[Unreadable] | None = None) -> ReportFiles:
    """Write the report of what is published, unless the one that is there still tells it all."""
    return current_report(settings) or write_report(settings, refused)


def tell_nobody(_outcome: Outcome, _share: float) -> None:
    """Show no progress beside the terminal's."""


FindAhead = Callable[[Sequence[Surveyed], Settings, Run], Iterator[tuple[BatchRows, Outcome]]]
"""Finds the claims of batches, several at once, and yields what was found in their order."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How each step of a run is done: as it is, or as a task."""

    fetch: Ask = ask_door
    read: Callable[[Reading], list[Surveyed]] = read_stretch
    check: Callable[[Batch, Settings, Run], Outcome] = check_articles
    find_ahead: FindAhead | None = None  # where claims are found elsewhere, many batches at once
    publish: Callable[[Settings], Path] = publish_snapshot_of
    report: Callable[[Settings, Sequence[Unreadable] | None], ReportFiles] = bring_report
    tell: Callable[[Settings], Told] = digest_after_run
    back_up: Callable[[Settings], str | None] = backup_after_run
    look: Callable[[Settings], tuple[Trouble, ...]] = tell_trouble
    show: Callable[[Outcome, float], None] = tell_nobody


AS_THEY_ARE = Steps()


def _check_each(batches: Sequence[Surveyed], settings: Settings, run: Run, steps: Steps) -> Iterator[Outcome]:
    """Yield what each batch came to; they are written in their order, wherever their claims were found."""
    if steps.find_ahead is None:
        for batch in batches:
            yield steps.check(batch, settings, run)
        return
    for batch, found in zip(batches, steps.find_ahead(batches, settings, run), strict=True):
        yield keep_found(batch, found, settings, run)


def run_steps(
    inputs: Sequence[str], settings: Settings, steps: Steps = AS_THEY_ARE, origin: Origin = PERSON
) -> RunSummary:
    """Read the inputs into the warehouse, publish it, write the report and tell what is new."""
    began = time.monotonic()
    with _failure_published(settings):
        run, outcome = run_inputs(inputs, settings, steps, origin)
    steps.publish(settings)
    files = steps.report(settings, outcome.refused)
    told = steps.tell(settings)
    late = steps.back_up(settings)
    troubles = steps.look(settings)
    items = int(ask(settings.published, ITEMS_TO_VERIFY).item())
    seconds = time.monotonic() - began
    return RunSummary(
        run.run_id,
        outcome,
        seconds,
        items,
        files.flagged,
        settings.published,
        files.html,
        (*_faults_of(told), *([late] if late else ())),
        tuple(each.words for each in troubles),
    )


@contextmanager
def _failure_published(settings: Settings) -> Iterator[None]:
    """Publish what a run had finished when it failed, and that it did: what looks for trouble asks what is published."""
    try:
        yield
    except Exception:
        with suppress(Exception):  # the fault itself is what must be told
            publish_snapshot_of(settings)
        raise


def run_inputs(
    inputs: Sequence[str], settings: Settings, steps: Steps = AS_THEY_ARE, origin: Origin = PERSON
) -> tuple[Run, Outcome]:
    """Read all inputs into the live file, batch by batch, between the two states of the run's row.

    A run that fails says so in its row and raises.
    """
    return_large_blocks()
    opener = opener_of(settings)
    run = begin_run("fact_check", settings, origin)
    with running(opener, run), _recorded(opener, run) as record, _reading(inputs, settings, run, steps) as reading:
        progress = Progress(reading.total_bytes if is_watched() else 0)
        record.add(Outcome(unfollowed=_unfollowed(opener, settings)))
        mark_mates_of_reviewed(opener, rules_of(settings), run)
        while batches := steps.read(reading):
            for batch, came in zip(batches, _check_each(batches, settings, run, steps), strict=True):
                record.add(came)
                progress.show(record.outcome.counts, batch.done_bytes)
                steps.show(record.outcome, reading.share(batch.done_bytes))
        steps.show(record.outcome, 1.0)
    return run, record.outcome


class _Record:
    """What a run came to so far."""

    def __init__(self) -> None:
        self.outcome = Outcome()

    def add(self, outcome: Outcome) -> None:
        """Add what a step came to."""
        self.outcome += outcome


@contextmanager
def _recorded(opener: Opener, run: Run) -> Iterator[_Record]:
    """Write into the run's row how it ended, with what it came to by then."""
    record = _Record()
    try:
        yield record
    except BaseException as error:
        with suppress(WarehouseBusy, WarehouseUnusable):
            record_run(opener, run, record.outcome.counts, "failed", f"{type(error).__name__}: {error}")
        raise
    finally:
        end_progress()
    record_run(opener, run, record.outcome.counts, "finished", note_of_run(record.outcome))


@contextmanager
def _reading(inputs: Sequence[str], settings: Settings, run: Run, steps: Steps) -> Iterator[Reading]:
    reading = Reading(inputs, settings, run, steps.fetch)
    try:
        yield reading
    finally:
        reading.close()


def _unfollowed(opener: Opener, settings: Settings) -> tuple[str, ...]:
    """Return what of the rules has changed and holds for newly marked claims alone."""
    with opener() as warehouse:
        return tuple(changed_rules(warehouse, rules_of(settings)))


def _faults_of(told: Told) -> tuple[str, ...]:
    return told.sent.faults if told.sent else ()
