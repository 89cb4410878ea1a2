"""Runs: one line for each execution of a flow, with everything counted once."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import RUN_ID_PATTERN, Table, choice_field, count_field, plain_field, words_field

STATES = ("running", "finished", "failed")


class Runs(Table):
    """One execution of a flow, with all its counts."""

    run_id: str = pa.Field(str_matches=RUN_ID_PATTERN, description="the run's name", metadata={"key": True})
    flow: str = words_field("which flow: fact_check, verify, ...")
    state: str = choice_field(STATES, "running (or killed), finished, or failed")
    started_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it began")
    finished_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it ended", nullable=True)
    seconds: float = pa.Field(ge=0, nullable=True, description="how long it took, in seconds of the clock")
    articles_read: int = count_field("articles that could be read")
    articles_new: int = count_field("articles that the warehouse did not know")
    articles_unchanged: int = count_field("articles that it knew already, word for word")
    articles_refused: int = count_field("inputs that could not be read, kept among the rejects")
    claims_found: int = count_field("claims in the articles read")
    claims_new: int = count_field("claims that the warehouse did not know")
    claims_flagged: int = count_field("claims that need verification, among those marked")
    flags_set: int = count_field("flags set on the claims marked")
    rows_rejected: int = count_field("rows that a schema refused")
    note: str = plain_field("what people should know of the run", nullable=True)
    items_flagged: int = pa.Field(
        ge=0, nullable=True, description="sentences that these claims to verify stand in, the items that people work on"
    )
    numbers_unread: int = pa.Field(
        ge=0,
        nullable=True,
        description="numbers in the articles searched that no form could read; null for runs from before they were counted",
    )

    prefect_run: str = pa.Field(
        nullable=True, description="the id of its flow run in Prefect; null where it went without Prefect"
    )
    schedule: str = plain_field("the schedule that made it fall due; null where a person did", nullable=True)
    read_with: str = pa.Field(
        nullable=True, description="the hash of the code, lexicons and weights it read with, as in articles.found_with"
    )
    weights: str = pa.Field(nullable=True, description="the hash of the weights alone")
    lexicons: str = pa.Field(nullable=True, description="the hash of the lexicons alone")
    flag_files: str = pa.Field(
        nullable=True, description="the hash of the files of all flags, the operator's among them"
    )
    settings: str = pa.Field(
        nullable=True,
        description="the hash of the settings that bear on what is read and marked, without addresses and passwords",
    )

    class Config:
        """A run's line is rewritten as the run goes on."""

        metadata: ClassVar = {"rewritten": True}

    @pa.dataframe_check
    @classmethod
    def started_at_is_not_after_finished_at(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Time runs forwards."""
        return rules.holds(data, rules.not_above("started_at", "finished_at"))
