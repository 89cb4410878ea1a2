"""Earlier fact-checks: what others found of a claim, read from the ClaimReview of their pages, files and feeds."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import (
    Table,
    choice_field,
    id_field,
    json_field,
    key_field,
    moment_field,
    plain_field,
    run_field,
    words_field,
)
from schemas.review import VERDICTS


class FactChecks(Table):
    """One claim of a fact-check that somebody else has published (ClaimReview), whole, with what of it can be compared."""

    fact_check_id: str = key_field(
        "hash of the ClaimReview as it was published, and of which of its claims where it is of several"
    )
    url: str = words_field("the page of the fact-check")
    claim_reviewed: str = words_field("the claim, as the checkers put it")
    claimant: str = words_field("who made the claim, as they say, all of them if several", nullable=True)
    claimed_on: pl.Date = plain_field("the day on which the claim was made", nullable=True)
    appearance_url: str = plain_field("where the claim was seen, the first place if several", nullable=True)
    publisher: str = words_field("who checked it: the organisation, where one is named", nullable=True)
    publisher_url: str = plain_field("the checkers' own address", nullable=True)
    rating: str = words_field("what they found, in their words")
    rating_value: float = plain_field("what they found, as a number of their scale", nullable=True)
    rating_worst: float = plain_field("the end of their scale that means false", nullable=True)
    rating_best: float = plain_field("the end of their scale that means true", nullable=True)
    verdict: str = choice_field(
        VERDICTS, "what they found, as one of our verdicts; null when their words and numbers tell none", nullable=True
    )
    reviewed_on: pl.Date = plain_field("the day on which the fact-check was published", nullable=True)
    title: str = plain_field("the headline of the fact-check", nullable=True)
    note: str = plain_field("what the checkers say of it, as far as the ClaimReview holds it", nullable=True)
    evidence_url: str = plain_field("what the verdict rests on, the first source if several", nullable=True)
    language: str = plain_field("the language's code, such as en", nullable=True)
    found_in: str = words_field("the file or address that it was read from first")
    faults: Annotated[pl.List, pl.String()] = plain_field("the rules of ClaimReview that it breaks, as `code: words`")
    record: str = json_field("JSON: the ClaimReview itself, whole")
    first_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was first read")
    last_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was last read", refreshed=True)
    run_id: str = run_field()
    explanation: str = pa.Field(
        str_length={"min_value": 1},
        nullable=True,
        description="why they rate it so, as far as the rating says (ratingExplanation)",
        metadata={"refreshed": True},
    )

    @pa.dataframe_check
    @classmethod
    def record_is_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The record is what everything else of the row can be read from again."""
        return rules.holds(data, rules.is_json("record"))

    @pa.dataframe_check
    @classmethod
    def ratings_are_finite(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A rating is a place on a scale."""
        parts = [pl.col(f"rating_{part}").is_finite() for part in ("value", "worst", "best")]
        return rules.holds(data, pl.all_horizontal(part.fill_null(value=True) for part in parts))


class FactCheckVectors(Table):
    """What an earlier fact-check means, as the encoder reads it: claims are matched with it by likeness."""

    fact_check_id: str = id_field("the fact-check", "fact_checks.fact_check_id", key=True)
    meaning: Annotated[pl.List, pl.Int8()] = plain_field(
        "the claim as its checkers put it, then their headline: 384 numbers each, in 127ths"
    )
    made_with: str = pa.Field(
        str_length={"min_value": 1},
        description="the hash of the encoder that made them; only those of one encoder are compared",
        metadata={"key": True},
    )
    run_id: str = run_field()
