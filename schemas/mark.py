"""Marks: what all flags of a claim come to, kept ready with what people narrow their queue by."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import vocabulary
from schemas.column import Table, choice_field, id_field, plain_field, words_field


class Marks(Table):
    """What the flags of a claim come to; every claim has one, so that a queue needs to read nothing else."""

    claim_id: str = id_field("the claim", "claims.claim_id", key=True)
    weight: float = pa.Field(ge=0, description="the sum of its flags' weights")
    always: bool = plain_field("whether one of its flags suffices alone")
    needs_verification: bool = plain_field("whether it needs verifying outside the article")
    priority: float = pa.Field(
        ge=0,
        description="its stakes (three times its check-worthiness where they were not read), then in the fifth digit the weight of its reasons",
    )
    flags: Annotated[pl.List, pl.String()] = plain_field("the names of its flags, the heaviest first")
    kind: str = choice_field(vocabulary.KINDS, "as in the claim")
    claimant: str = words_field("as in the claim", nullable=True)
    article_id: str = id_field("as in the claim", "articles.article_id")
    outlet: str = words_field("as in the article's page", nullable=True)
    published_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("as in the article", nullable=True)
    repeats: str = id_field(
        "the claim of an older version of the page, or of a page that had its text before, that it only repeats, with no "
        "reason of its own",
        "claims.claim_id",
        nullable=True,
    )
    item: str = id_field(
        "the claim that leads the item to work on: of its sentence, of the first mention of the same thing in the article, or "
        "of what another article tells of the same thing (a thread); null for what needs no verifying, only repeats or was "
        "replaced by a newer version",
        "claims.claim_id",
        nullable=True,
    )
    item_claims: int = pa.Field(
        ge=1,
        nullable=True,
        description="how many claims to verify the item has that it leads; null for one that leads none",
    )
    claimant_id: str = id_field(
        "who the claimant is across articles, with what people joined and split; null for nobody who is known by a name",
        "claimants.claimant_id",
        nullable=True,
    )
    replaced_by: str = id_field(
        "the claim of a newer version of the page that took its place, since the newest version tells it otherwise; null while it stands",
        "claims.claim_id",
        nullable=True,
    )
    item_tells: str = words_field(
        "what a queue is narrowed by, of all claims of the item that it leads: kind=KIND; and flag=FLAG; of each; "
        "null for one that leads none",
        nullable=True,
    )
    details: Annotated[pl.List, pl.String()] = plain_field(
        "what each of its flags was set on, in their order: JSON, or no words", nullable=True
    )
    item_others: str = words_field(
        "the other claims of the item that it leads, by their ids, parted by spaces; null where there are none and for one "
        "that leads none",
        nullable=True,
    )
