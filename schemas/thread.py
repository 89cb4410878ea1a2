"""Threads: the same measured thing across articles and versions."""

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, id_field, key_field, plain_field, run_field, share_field, words_field


class Threads(Table):
    """The same measured thing across articles and versions."""

    thread_id: str = key_field("hash of the thread's first claim")
    measured: str = words_field("what is counted, measured or asserted")
    unit: str = words_field("the unit that its figures share", nullable=True)
    event_first: pl.Date = plain_field("the first day of the event that it is about", nullable=True)
    event_last: pl.Date = plain_field("the last day of that event, inclusive", nullable=True)
    run_id: str = run_field()

    @pa.dataframe_check
    @classmethod
    def event_first_is_not_after_event_last(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Time runs forwards."""
        return rules.holds(data, rules.not_above("event_first", "event_last"))


class ThreadClaims(Table):
    """Which claims belong to a thread, and how surely."""

    thread_id: str = id_field("the thread", "threads.thread_id", key=True)
    claim_id: str = id_field("the claim", "claims.claim_id", key=True)
    score: float = share_field("how sure the link is, 0 to 1")
    linked_by: str = words_field("what linked them, with its version, or the person who did")
    run_id: str = run_field()
