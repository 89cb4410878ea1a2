"""Reviews: single acts of people on a claim. Rows are only ever added; a claim's status is a view of them."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.column import Table, choice_field, id_field, key_field, plain_field, words_field

STATUSES = ("new", "in_progress", "awaiting_source", "resolved", "dismissed", "reopened")
VERDICTS = ("true", "mostly_true", "half_true", "mostly_false", "false", "unverifiable", "outdated")


class Reviews(Table):
    """One act of a person on a claim, signed. Status and verdict are two axes."""

    review_id: str = key_field("hash of claim, reviewer and moment")
    claim_id: str = id_field("the claim", "claims.claim_id")
    status: str = choice_field(STATUSES, "where the work on the claim stands from now on")
    verdict: str = choice_field(VERDICTS, "what the person found; null while unsettled", nullable=True)
    note: str = plain_field("in the person's words", nullable=True)
    evidence_url: str = plain_field("what the verdict rests on", nullable=True)
    reviewer: str = words_field("who")
    reviewed_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when")
    undoes: str = id_field("the earlier review that this one takes back", "reviews.review_id", nullable=True)
    assignee: str = words_field("who is to work on the claim from now on; null for nobody", nullable=True)

    @pa.dataframe_check
    @classmethod
    def resolved_needs_a_verdict(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Work is resolved by finding something out; else it is dismissed."""
        rule = (pl.col("status") != "resolved") | pl.col("verdict").is_not_null()
        return data.lazyframe.select(rule.fill_null(value=True))

    @pa.dataframe_check
    @classmethod
    def review_does_not_undo_itself(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """What is taken back came before."""
        return data.lazyframe.select((pl.col("undoes") != pl.col("review_id")).fill_null(value=True))
