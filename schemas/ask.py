"""Asks: every question that went out to an outside source, answered or not; budgets and health are counted from them."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.column import Table, choice_field, count_field, key_field, plain_field, run_field, words_field

ASK_OUTCOMES = ("answered", "unread", "refused", "failed")


class Asks(Table):
    """One question that went out to an outside source. Rows are only ever added."""

    ask_id: str = key_field("hash of source, question and moment")
    question_key: str = words_field("hash of source and question: the same question has the same")
    source: str = words_field("the source that was asked")
    query: str = words_field("what stood behind the source's address; no key stands in it")
    about: str = words_field("the question in words")
    asked_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it went out")
    seconds: float = plain_field("how long the answer took")
    outcome: str = choice_field(
        ASK_OUTCOMES,
        "answered; unread: it could not be read; refused: the source wants to be left alone; failed: no answer came",
    )
    http_status: int = plain_field("the status of the answer; null where there was none", nullable=True)
    tries: int = count_field("how often it was tried")
    bytes: int = count_field("bytes of the body, unpacked")
    body_sha256: str = pa.Field(
        str_matches="^[0-9a-f]{64}$", nullable=True, description="SHA-256 of the body, which is kept"
    )
    not_before_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field(
        "when the source wants to be asked again", nullable=True
    )
    note: str = plain_field("what went wrong", nullable=True)
    run_id: str = run_field()
