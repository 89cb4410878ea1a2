"""Threads: the same measured thing across articles and versions, and what is kept of articles to find it again."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules, vocabulary
from schemas.column import (
    Table,
    choice_field,
    id_field,
    key_field,
    plain_field,
    run_field,
    share_field,
    words_field,
)


class Threads(Table):
    """The same measured thing across articles and versions."""

    thread_id: str = key_field("hash of the thread's first claim")
    measured: str = words_field("what is counted, measured or asserted")
    unit: str = words_field("the unit that its figures share", nullable=True)
    event_first: pl.Date = plain_field("the first day of the event that it is about", nullable=True)
    event_last: pl.Date = plain_field("the last day of that event, inclusive", nullable=True)
    run_id: str = run_field()

    class Config:
        """What a thread is about, later claims may tell better."""

        metadata: ClassVar = {"rewritten": True}

    @pa.dataframe_check
    @classmethod
    def event_first_is_not_after_event_last(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Time runs forwards."""
        return rules.holds(data, rules.not_above("event_first", "event_last"))


class ThreadClaims(Table):
    """Which claims belong to a thread, how surely, and how each differs from the others."""

    claim_id: str = id_field("the claim; it belongs to one thread at most", "claims.claim_id", key=True)
    thread_id: str = id_field("the thread", "threads.thread_id")
    score: float = share_field("how sure the link is, 0 to 1")
    linked_by: str = words_field("what linked them, with its version, or the person who did")
    run_id: str = run_field()
    difference: str = choice_field(
        vocabulary.DIFFERENCES,
        "how its figure differs from another of the thread; null where it differs from none",
        nullable=True,
    )
    differs_from: str = id_field("the claim that it differs so from", "claims.claim_id", nullable=True)
    because: str = words_field("why it belongs to the thread, in words", nullable=True)

    class Config:
        """A thread is asked for its claims; where two threads turn out to be one, the claims of one move."""

        metadata: ClassVar = {"rewritten": True, "indexes": ("thread_id",)}

    @pa.dataframe_check
    @classmethod
    def difference_comes_with_what_it_differs_from(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A difference is one of two."""
        return rules.holds(data, rules.both_or_neither("difference", "differs_from"))


class Traces(Table):
    """What is kept of each article to find the threads of its claims by, in this run and in all later ones."""

    article_id: str = pa.Field(
        str_matches="^[0-9a-f]{16}$",
        description="the article",
        metadata={"key": True, "refers_to": "articles.article_id"},
    )
    keys: Annotated[pl.List, pl.UInt32()] = plain_field(
        "hashes of its names and figures: articles that share some are compared", refreshed=True
    )
    claim_ids: Annotated[pl.List, pl.String()] = plain_field("its claims that can be compared", refreshed=True)
    vectors: Annotated[pl.List, pl.UInt32()] = plain_field(
        "how the encoder read them: 32 numbers a claim, four bytes in each; none where it could not", refreshed=True
    )
    linked_by: str = words_field("what made it, with its version")
    run_id: str = run_field()
