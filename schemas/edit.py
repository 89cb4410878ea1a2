"""Edits: what a newer version of a page says otherwise than the version before, claim by claim."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, id_field, key_field, moment_field, plain_field, run_field, share_field, words_field
from schemas.vocabulary import EDITS


class Edits(Table):
    """A claim that changed between two versions of a page, or stands in one of them only."""

    edit_id: str = key_field("hash of both articles and both claims, and of the run where an old text returned")
    page_id: str = id_field("the page", "pages.page_id")
    article_id_before: str = id_field("the older version", "articles.article_id")
    article_id_after: str = id_field("the newer version", "articles.article_id")
    claim_id_before: str = id_field(
        "the claim in the older version; null: it appeared", "claims.claim_id", nullable=True
    )
    claim_id_after: str = id_field(
        "the claim in the newer version; null: it vanished", "claims.claim_id", nullable=True
    )
    changes: Annotated[pl.List, pl.String()] = plain_field(f"what changed: {', '.join(EDITS)}")
    is_silent: bool = plain_field("whether no notice of correction that the older text did not bear names what changed")
    is_within: bool = plain_field("whether the sentence around it stayed: else it came or went with its sentence")
    score: float = share_field("how alike the two claims are apart from what changed")
    aligned_by: str = words_field("what aligned the versions, with its own version")
    run_id: str = run_field()

    @pa.dataframe_check
    @classmethod
    def one_of_the_claims_is_there(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An edit of nothing is none."""
        return rules.holds(data, pl.col("claim_id_before").is_not_null() | pl.col("claim_id_after").is_not_null())


class Returns(Table):
    """A page went back to a text that it had before: from then on that version is its newest again."""

    return_id: str = key_field("hash of both articles and the run")
    page_id: str = id_field("the page", "pages.page_id")
    article_id: str = id_field("the version that returned", "articles.article_id")
    article_id_before: str = id_field("the version that it took the place of", "articles.article_id")
    returned_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was met again")
    run_id: str = run_field()

    class Config:
        """The marks of a page ask which of its versions is the newest."""

        metadata: ClassVar = {"indexes": ("page_id",)}
