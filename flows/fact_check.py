"""The flows: the steps of `flows.steps` as tasks of Prefect, and marking again, replaying and importing as flows too.

Importing this file imports Prefect, which takes seconds: only `flows.launch` and deployments do.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, runtime, task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.logging.handlers import APILogWorker

from claims.remembered import ClaimMemory
from flows.backup import backup_after_run
from flows.cluster import is_on_cluster, on_cluster
from flows.digest import Told, digest_after_run
from flows.earlier_checks import Imported, import_steps
from flows.fetched import Fetched, NotFetched
from flows.health import tell_trouble
from flows.listed import unlisted
from flows.origin import Origin
from flows.outcome import Outcome, RunSummary, counts_in_words
from flows.publish import ITEMS_TO_VERIFY, ReportFiles, last_run, publish_snapshot_of
from flows.remark import MarkedAgain, remark_steps
from flows.replay import Replayed, replay_steps
from flows.run_news import news_of_run
from flows.runs import Run
from flows.settings import Settings, load_settings
from flows.shards import read_shard
from flows.steps import Reading, Steps, bring_report, check_articles, find_claims_of, read_stretch, run_steps
from flows.survey import Surveyed
from flows.tasks import Batch, BatchRows
from flows.verify import Verified, verify_steps
from flows.web import Door
from reports.flagged_claims import flagged_claims_sql
from reports.run_news import firing_news
from reports.run_summary import SHOWN_ITEMS, escape_markdown, run_summary_markdown
from reports.visible import on_one_line
from warehouse.ask import ask
from warehouse.health import Trouble
from warehouse.store import WarehouseBusy, WarehouseUnusable

_READ_CLAIMS = 4 * SHOWN_ITEMS  # few sentences hold more claims than that
ASKING = "ask-outside"
"""The name of the schedule by which outside is asked."""

_SAID_REFUSALS = 3  # of one firing; the row of the run and its report have them all
LOG_SECONDS = 5
PROGRESS_SECONDS = 5.0
RETRY_DELAYS_SECONDS = [2.0, 20.0]


class _InOneLine(logging.Filter):
    """Keeps the tracebacks of the machine's own faults out of Prefect's lines: the message says what is the matter."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off a record where nobody can mend the program by it."""
        if record.exc_info and isinstance(record.exc_info[1], WarehouseBusy | WarehouseUnusable | OSError):
            record.exc_info = None
        return True


for _name in ("prefect.flow_runs", "prefect.task_runs"):
    logging.getLogger(_name).addFilter(_InOneLine())

# No step is cached: Prefect's caches know neither the code nor an end, which makes stale claims.


@task(
    name="fetch",
    cache_policy=NO_CACHE,
    task_run_name="fetch {url}",
    retries=len(RETRY_DELAYS_SECONDS),
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
)
def fetch(door: Door, url: str) -> Fetched | NotFetched:
    """Ask an address once; a fault of the network is tried again by Prefect, and whatever else is the matter is the answer."""
    try:
        return door.fetch(url, tries=1)
    except NotFetched as failure:
        failure.tries = runtime.task_run.run_count or 1
        if failure.passes and failure.tries <= len(RETRY_DELAYS_SECONDS):
            raise
        return failure


def _fetch(door: Door, url: str) -> Fetched:
    fetched = fetch(door, url)
    if isinstance(fetched, NotFetched):
        raise fetched
    return fetched


@task(name="read", cache_policy=NO_CACHE)
def read(reading: Reading) -> list[Surveyed]:
    """Read the next stretch of the inputs, and look up what is known of it. What cannot be read stays so: no retries."""
    return read_stretch(reading)


@task(name="check-batch", cache_policy=NO_CACHE)
def check(batch: Batch, settings: Settings, run: Run) -> Outcome:
    """Find, save and mark the claims of one batch; the wait for the live file is the warehouse's own."""
    return check_articles(batch, settings, run)


@task(name="publish", cache_policy=NO_CACHE)
def publish(settings: Settings) -> Path:
    """Publish the snapshot."""
    return publish_snapshot_of(settings)


@task(name="report", cache_policy=NO_CACHE)
def report(settings: Settings, refused: Sequence[Any] | None) -> ReportFiles:
    """Write the report of what is published, where that is not there yet."""
    return bring_report(settings, refused)


@task(name="digest", cache_policy=NO_CACHE)
def tell(settings: Settings) -> Told:
    """Write the digest of what is new, and send it where the settings say."""
    told = digest_after_run(settings)
    if told.digest.has_news:
        create_markdown_artifact(told.text, key="digest", description="What is new since the last digest")
    return told


@task(name="back-up", cache_policy=NO_CACHE)
def back_up(settings: Settings) -> str | None:
    """Make the backup that is due, where the settings want any; return in a line why it could not be made."""
    return backup_after_run(settings)


@task(name="look-for-trouble", cache_policy=NO_CACHE)
def look(settings: Settings) -> tuple[Trouble, ...]:
    """Look what is wrong with the whole, and send what is new where the settings say."""
    return tell_trouble(settings)


class _Progress:
    """How far a run is, as a bar among Prefect's artifacts: begun when a run has lasted, and moved every few seconds."""

    def __init__(self) -> None:
        self._shown = time.monotonic()
        self._bar: Any = None

    def show(self, outcome: Outcome, share: float) -> None:
        """Move the bar, if it is time."""
        is_over = self._bar is not None and share >= 1
        if time.monotonic() - self._shown < PROGRESS_SECONDS and not is_over:
            return
        self._shown, percent = time.monotonic(), round(100 * share, 1)
        words = f"{outcome.counts.articles_read:,} articles read, {outcome.counts.claims_found:,} claims found"
        if self._bar is None:
            self._bar = create_progress_artifact(percent, key="progress", description=words)
        else:
            update_progress_artifact(self._bar, progress=percent, description=words)


@task(name="find-claims", cache_policy=NO_CACHE)
def find(batch: Surveyed, settings: Settings, run: Run) -> tuple[BatchRows, Outcome]:
    """Find the claims of one batch, on whatever worker it is given to."""
    return find_claims_of(batch, settings, run)


def _find_on_workers(batches: Sequence[Surveyed], settings: Settings, run: Run) -> Iterator[tuple[BatchRows, Outcome]]:
    """Give the batches to the workers of the flow's task runner, and yield what they found, in the batches' order."""
    told = replace(run, memory=ClaimMemory())  # each worker remembers for itself
    futures = [find.submit(batch, settings, told) for batch in batches]
    for future in futures:
        yield future.result()


TASKS = Steps(
    fetch=_fetch, read=read, check=check, publish=publish, report=report, tell=tell, back_up=back_up, look=look
)


@flow(name="fact-check", validate_parameters=True)
def fact_check(
    inputs: list[str],
    config: str | None = None,
    data_folder: str | None = None,
    schedule: str | None = None,
    shard: str | None = None,
) -> RunSummary:
    """Read the inputs into the warehouse, mark their claims, publish the snapshot and the report.

    Args:
        inputs: files, folders and addresses, or the one file that lists them all (`flows.listed`).
        config: the factdesk.toml in force.
        data_folder: where everything is kept, instead of the one that the settings name.
        schedule: the name of the schedule that it is made by; its firings are told on the terminal.
        shard: the share of the inputs that this run reads, as in 1/4, instead of the one that the settings name.
    """
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    settings = replace(settings, shard=read_shard(shard)) if shard else settings
    _say(schedule, "fires")
    steps = replace(TASKS, show=_Progress().show, find_ahead=_find_on_workers if is_on_cluster(settings) else None)
    try:
        summary = run_steps(unlisted(inputs), settings, steps, _origin(schedule))
    except Exception as error:
        _say(schedule, f"failed: {error}")
        raise
    for fault in summary.faults:
        get_run_logger().warning(fault)  # shown on the terminal as well, and kept with the run
    _describe_run(settings, summary)
    _say(schedule, counts_in_words(summary.outcome.counts, summary.seconds, to_verify=False))
    for line in firing_news(news_of_run(settings, summary.run_id)) if schedule else ():
        _say(schedule, line)
    for refusal in summary.outcome.refused[:_SAID_REFUSALS]:
        _say(schedule, f"refused: {refusal}")
    return summary


mark_all_again = task(name="remark", cache_policy=NO_CACHE)(remark_steps)
try_again = task(name="replay", cache_policy=NO_CACHE)(replay_steps)
keep_fact_checks = task(name="import", cache_policy=NO_CACHE)(import_steps)


@flow(name="remark")
def remark(config: str | None = None, data_folder: str | None = None, article_id: str | None = None) -> MarkedAgain:
    """Run every flag over all claims again, or those of one article, and publish."""
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    return mark_all_again(settings, article_id, _origin(None))


@flow(name="replay")
def replay(
    rejects: list[str] | None = None, config: str | None = None, data_folder: str | None = None
) -> list[Replayed]:
    """Try refused rows again, all of them where none is named, and publish what was saved."""
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    return try_again(settings, rejects)


@flow(name="import-fact-checks")
def import_fact_checks(inputs: list[str], config: str | None = None, data_folder: str | None = None) -> Imported:
    """Keep the fact-checks that others have published, and publish."""
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    return keep_fact_checks(unlisted(inputs), settings)


ask_outside = task(name="verify", cache_policy=NO_CACHE)(verify_steps)


@flow(name="verify")
def verify(
    config: str | None = None,
    data_folder: str | None = None,
    only: list[str] | None = None,
    most_items: int | None = None,
    schedule: str | None = None,
) -> Verified:
    """Ask outside sources about what is to be verified, keep the evidence, and publish; `schedule` names who has it made."""
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    _say(schedule, "fires")
    verified: Verified = ask_outside(settings, only or [], most_items, _origin(schedule))
    _say(schedule, verified.words)
    return verified


def _origin(schedule: str | None) -> Origin:
    """Return where the flow run that goes on comes from."""
    return Origin(str(runtime.flow_run.id) if runtime.flow_run.id else None, schedule)


def _say(schedule: str | None, words: str) -> None:
    """Tell a schedule's firing, and what came of it, on the terminal of `factdesk up`, which text from elsewhere cannot move."""
    if schedule:
        line = on_one_line(f"{time.strftime('%H:%M:%S')} schedule {schedule}: {words}")
        print(f"factdesk: {line}", file=sys.stderr, flush=True)


def _describe_run(settings: Settings, summary: RunSummary) -> None:
    """Leave with Prefect a page about the run, and a link to the report."""
    run = last_run(partial(ask, settings.published)) or {}
    urgent = ask(settings.published, flagged_claims_sql(), row_limit=_READ_CLAIMS).to_dicts()
    items = int(ask(settings.published, ITEMS_TO_VERIFY).item())
    described = run_summary_markdown(run, urgent, str(summary.report.absolute()), how_many=items)
    note = f"\n{escape_markdown(run['note'])}\n" if run.get("note") else ""
    create_markdown_artifact(
        described + note, key="fact-check", description="What the run found, and where its report lies"
    )
    link = settings.digest.link or summary.report.absolute().as_uri()
    create_link_artifact(link, "The report", key="report", description="Sentences to verify, figure edits and charts")


def hand_over_log() -> None:
    """Give the server what was logged, while it is still there: Prefect itself does so when the process ends."""
    APILogWorker.drain_all(timeout=LOG_SECONDS)


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def prefect_name(name: str) -> str:
    """Return a schedule's name as Prefect takes it, which refuses `/ % & < >`: what is changed is told apart by a hash."""
    allowed = re.sub(r"[/%&<>]+", "-", name)
    return name if allowed == name else f"{allowed} {sha256(name.encode()).hexdigest()[:8]}"


def deployments(settings: Settings) -> Sequence[Any]:
    """Return one deployment for each schedule of the settings, and one that asks outside where they say when.

    A firing that meets the one before it is left out.
    """
    config = str(settings.config_file) if settings.config_file else None
    shared = {"config": config, "data_folder": str(settings.data_folder.absolute())}
    alone = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    reading = [
        on_cluster(fact_check, settings).to_deployment(
            prefect_name(schedule.name),
            cron=schedule.cron,
            interval=schedule.interval_seconds,
            parameters={"inputs": list(schedule.inputs), "schedule": schedule.name, **shared},
            concurrency_limit=alone,
        )
        for schedule in settings.schedules
    ]
    if not settings.asking.is_scheduled:
        return reading
    asking = verify.to_deployment(
        ASKING,
        cron=settings.asking.cron,
        interval=settings.asking.interval_seconds,
        parameters={"schedule": ASKING, **shared},
        concurrency_limit=alone,
    )
    return [*reading, asking]
