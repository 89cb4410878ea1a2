"""Evidence: what one outside source said of one claim. Rows are only ever added."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, choice_field, id_field, key_field, plain_field, run_field, words_field

OUTCOMES = ("supports", "contradicts", "near", "silent", "not_understood")


class Evidence(Table):
    """What one outside source said of one claim; a newer answer stands beside the older one."""

    evidence_id: str = key_field("hash of claim, source, link, outcome and body")
    claim_id: str = id_field("the claim that was asked about", "claims.claim_id")
    source: str = words_field("the source that was asked")
    outcome: str = choice_field(OUTCOMES, "what its answer means for the claim; never a verdict")
    found_value: str = plain_field("the value that the source gives, as printed", nullable=True)
    title: str = plain_field("the title of what was found", nullable=True)
    url: str = plain_field("where it can be read", nullable=True)
    publisher: str = plain_field("who published it", nullable=True)
    rating: str = plain_field("the publisher's own verdict, as printed", nullable=True)
    retrieved_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when the source last answered so", refreshed=True)
    body_sha256: str = pa.Field(
        str_matches="^[0-9a-f]{64}$", nullable=True, description="SHA-256 of the answer's body, which is kept"
    )
    note: str = plain_field("what a reader should know of how it was read", nullable=True)
    run_id: str = run_field()
    says: str = plain_field("what it means for the claim, in a sentence that a person can check", nullable=True)
    as_of: pl.Date = plain_field("the last day that the value is of, or the day of the fact-check", nullable=True)
    apart: float = plain_field("how far the value lies off what the claim says, as a share of it", nullable=True)
    series: str = plain_field(
        "JSON: the source's values over time, as [day, value]; null for none", nullable=True, json=True
    )
    ask_id: str = id_field("the question that it answers; null where none went out", "asks.ask_id", nullable=True)
    stale_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field(
        "from when on the source is to be asked again, by its own rhythm", nullable=True, refreshed=True
    )

    @pa.dataframe_check
    @classmethod
    def series_is_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The column is read back as JSON."""
        return rules.holds(data, rules.is_json("series"))

    @pa.dataframe_check
    @classmethod
    def apart_is_finite(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """How far off is a number or not known."""
        return rules.holds(data, pl.col("apart").is_finite())
