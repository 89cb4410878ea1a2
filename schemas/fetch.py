"""Fetches: what the web answered when it was asked; append-only, and the ground of every judgement on a feed."""

from typing import Annotated, Literal, get_args

import pandera.polars as pa
import polars as pl

from schemas.column import (
    Table,
    choice_field,
    count_field,
    key_field,
    moment_field,
    plain_field,
    run_field,
    words_field,
)

FetchOutcome = Literal["ok", "unchanged", "moved", "gone", "blocked", "broken", "slow"]
"""The first three gave something to read (`moved`: through permanent redirects); the others are failures."""

FetchedKind = Literal["page", "feed", "sitemap"]

FETCH_OUTCOMES: tuple[FetchOutcome, ...] = get_args(FetchOutcome)
FETCHED_KINDS: tuple[FetchedKind, ...] = get_args(FetchedKind)


class Fetches(Table):
    """One address asked once, with its redirects and retries; pages that have not changed since are left out."""

    fetch_id: str = key_field("hash of run, address and moment")
    url: str = words_field("the address, as asked")
    kind: str = choice_field(FETCHED_KINDS, "what was asked for or found; null when nothing told", nullable=True)
    feed_url: str = words_field("the feed or sitemap that led there; null when it was asked for itself", nullable=True)
    outcome: str = choice_field(FETCH_OUTCOMES, "what came of it")
    http_status: int = pa.Field(
        in_range={"min_value": 100, "max_value": 999}, nullable=True, description="the HTTP status"
    )
    final_url: str = words_field("where redirects led, if elsewhere", nullable=True)
    note: str = plain_field("the rule that it broke, or what else people should know", nullable=True)
    bytes: int = count_field("bytes of the answer, unpacked")
    entries: int = pa.Field(ge=0, nullable=True, description="addresses that the feed or sitemap lists")
    tries: int = count_field("requests made for the last address on the way")
    seconds: float = pa.Field(ge=0, description="how long it took, in seconds of the clock")
    not_before_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field(
        "when the site wants to be asked again", nullable=True
    )
    fetched_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was asked")
    run_id: str = run_field("the run that asked")
