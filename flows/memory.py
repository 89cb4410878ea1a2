"""`factdesk check`: the same steps as a run, in a warehouse in memory that is gone afterwards; no file is written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import polars as pl

from flows.outcome import Outcome, note_of_run
from flows.progress import Progress, end_progress
from flows.publish import Ask, Urgent, flagged_report
from flows.runs import begin_run, record_run
from flows.settings import Settings
from flows.tasks import check_batch, read_batches, rules_of
from reports.flagged_claims import FlaggedReport, flagged_claims_sql
from warehouse.store import open_warehouse, read_rows

_EVERY_CLAIM = """
SELECT articles.name AS doc_id, claims.*, claim_flags.flags, claim_flags.needs_verification
FROM claims JOIN articles USING (article_id) JOIN claim_flags USING (claim_id)
ORDER BY articles.rowid, claims.start_char, claims.end_char
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; the rows can be asked for as long as the check is open."""

    outcome: Outcome
    seconds: float
    ask: Ask

    def claims(self) -> pl.DataFrame:
        """Return every claim with `doc_id`, the names of its `flags` and `needs_verification`, in reading order."""
        return self.ask(_EVERY_CLAIM)

    def flagged(self) -> list[dict[str, Any]]:
        """Return the claims that need verifying, the most urgent first."""
        return self.ask(flagged_claims_sql()).to_dicts()

    def report(self) -> FlaggedReport:
        """Return the same report that a run publishes."""
        refused = [
            {"name": each.name, "rule": each.rule, "value": "", "next_step": each.next_step}
            for each in self.outcome.refused
        ]
        return flagged_report(self.ask, Urgent().take(self.flagged()), refused)


@contextmanager
def check_inputs(inputs: Sequence[str], settings: Settings) -> Iterator[Checked]:
    """Read, find and mark in memory, and hold the rows for the length of the block."""
    with open_warehouse(None) as warehouse:

        def opener() -> nullcontext[Any]:
            return nullcontext(warehouse)

        run, outcome, progress = begin_run(), Outcome(), Progress()
        for batch in read_batches(inputs, settings, opener):
            outcome += check_batch(batch, opener, rules_of(settings), run, settings.budget)
            progress.show(outcome.counts)
        end_progress()
        record_run(opener, run, outcome.counts, "finished", note_of_run(outcome))
        seconds = (datetime.now(UTC) - run.started_at).total_seconds()
        yield Checked(outcome, seconds, partial(read_rows, warehouse))
