"""Evidence: what one outside source said of one claim. Rows are only ever added."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.column import Table, choice_field, id_field, key_field, plain_field, run_field, words_field

OUTCOMES = ("supports", "contradicts", "silent", "not_understood")


class Evidence(Table):
    """What one outside source said of one claim."""

    evidence_id: str = key_field("hash of claim, source, link and body")
    claim_id: str = id_field("the claim that was asked about", "claims.claim_id")
    source: str = words_field("the source that was asked")
    outcome: str = choice_field(OUTCOMES, "what its answer means for the claim")
    found_value: str = plain_field("the value that the source gives, as printed", nullable=True)
    title: str = plain_field("the title of what was found", nullable=True)
    url: str = plain_field("where it can be read", nullable=True)
    publisher: str = plain_field("who published it", nullable=True)
    rating: str = plain_field("the publisher's own verdict, as printed", nullable=True)
    retrieved_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when the source answered")
    body_sha256: str = pa.Field(
        str_matches="^[0-9a-f]{64}$", nullable=True, description="SHA-256 of the answer's body, which is kept"
    )
    note: str = plain_field("what a reader should know of how it was read", nullable=True)
    run_id: str = run_field()
