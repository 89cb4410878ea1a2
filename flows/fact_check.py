"""The flow: `flows.tasks` in batches under Prefect, then the snapshot, the report and a page about the run.

Importing this file imports Prefect, which takes seconds: only `flows.launch` and deployments do.
"""

import logging
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging.handlers import APILogWorker

from flows.digest import Told, digest_after_run
from flows.listed import unlisted
from flows.outcome import Outcome, RunSummary
from flows.publish import ITEMS_TO_VERIFY, ReportFiles, current_report, last_run, publish_snapshot_of, write_report
from flows.runs import Run
from flows.settings import Settings, load_settings
from flows.tasks import Batch, check_batch, opener_of, rules_of, run_inputs
from reports.flagged_claims import flagged_claims_sql
from reports.run_summary import SHOWN_ITEMS, escape_markdown, run_summary_markdown
from warehouse.ask import ask
from warehouse.store import WarehouseBusy, WarehouseUnusable

_READ_CLAIMS = 4 * SHOWN_ITEMS  # few sentences hold more claims than that
LOG_SECONDS = 5
RETRY_DELAYS_SECONDS = [1.0, 5.0, 20.0]


class _InOneLine(logging.Filter):
    """Keeps the tracebacks of the machine's own faults out of Prefect's lines: the message says what is the matter."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off a record where nobody can mend the program by it."""
        if record.exc_info and isinstance(record.exc_info[1], WarehouseBusy | WarehouseUnusable | OSError):
            record.exc_info = None
        return True


for _name in ("prefect.flow_runs", "prefect.task_runs"):
    logging.getLogger(_name).addFilter(_InOneLine())


def _waits_for_the_lock(_task: Any, _run: Any, state: Any) -> bool:
    """Tell whether a failure is one that time mends: another process holds the live file. Nothing else is tried again."""
    return isinstance(state.result(raise_on_failure=False), WarehouseBusy)


@task(
    name="check-batch",
    cache_policy=NO_CACHE,  # Prefect's caches know neither the code nor an end: stale claims
    retries=len(RETRY_DELAYS_SECONDS),
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=_waits_for_the_lock,
)
def check_one_batch(batch: Batch, settings: Settings, run: Run) -> Outcome:
    """Find, save and mark the claims of one batch."""
    return check_batch(batch, opener_of(settings), rules_of(settings), run, settings.budget)


@task(
    name="publish",
    cache_policy=NO_CACHE,
    retries=len(RETRY_DELAYS_SECONDS),
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=_waits_for_the_lock,
)
def publish(settings: Settings, outcome: Outcome) -> ReportFiles:
    """Publish the snapshot, and write the report from it unless the one that is there still tells it all."""
    publish_snapshot_of(settings)
    return current_report(settings) or write_report(settings, outcome.refused)


@flow(name="fact-check", validate_parameters=True)
def fact_check(inputs: list[str], config: str | None = None, data_folder: str | None = None) -> RunSummary:
    """Read the inputs into the warehouse, mark their claims, publish the snapshot and the report.

    Args:
        inputs: files, folders and addresses, or the one file that lists them all (`flows.listed`).
        config: the factdesk.toml in force.
        data_folder: where everything is kept, instead of the one that the settings name.
    """
    began = time.monotonic()
    settings = load_settings(_path(config), data_folder=_path(data_folder))
    run, outcome = run_inputs(unlisted(inputs), settings, lambda batch, run: check_one_batch(batch, settings, run))
    files = publish(settings, outcome)
    told = digest_after_run(settings)
    for fault in told.sent.faults if told.sent else ():
        get_run_logger().warning(fault)  # shown on the terminal as well, and kept with the run
    _describe_run(settings, files, told)
    items = int(ask(settings.published, ITEMS_TO_VERIFY).item())
    seconds = time.monotonic() - began
    return RunSummary(run.run_id, outcome, seconds, items, files.flagged, settings.published, files.html)


def _describe_run(settings: Settings, files: ReportFiles, told: Told) -> None:
    """Leave with Prefect a page about the run, the digest where there is news, and a link to the report."""
    run = last_run(partial(ask, settings.published)) or {}
    urgent = ask(settings.published, flagged_claims_sql(), row_limit=_READ_CLAIMS).to_dicts()
    items = int(ask(settings.published, ITEMS_TO_VERIFY).item())
    described = run_summary_markdown(run, urgent, str(files.html.absolute()), how_many=items)
    note = f"\n{escape_markdown(run['note'])}\n" if run.get("note") else ""
    create_markdown_artifact(
        described + note, key="fact-check", description="What the run found, and where its report lies"
    )
    if told.digest.has_news:
        create_markdown_artifact(told.text, key="digest", description="What is new since the last digest")
    link = settings.digest.link or files.html.absolute().as_uri()
    create_link_artifact(link, "The report", key="report", description="Sentences to verify, figure edits and charts")


def hand_over_log() -> None:
    """Give the server what was logged, while it is still there: Prefect itself does so when the process ends."""
    APILogWorker.drain_all(timeout=LOG_SECONDS)


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def deployments(settings: Settings) -> Sequence[Any]:
    """Return one deployment for each schedule of the settings."""
    config = str(settings.config_file) if settings.config_file else None
    shared = {"config": config, "data_folder": str(settings.data_folder.absolute())}
    return [
        fact_check.to_deployment(
            schedule.name,
            cron=schedule.cron,
            interval=schedule.interval_seconds,
            parameters={"inputs": list(schedule.inputs), **shared},
        )
        for schedule in settings.schedules
    ]
