"""Forgotten pages: what was deleted on request, by its hash alone."""

from typing import Annotated

import polars as pl

from schemas.column import Table, count_field, key_field, plain_field, words_field


class Forgotten(Table):
    """A page that was deleted on request: that it was, when and by whom, and nothing of what it said."""

    page_id: str = key_field("the hash that the page went by; what comes in under it is refused")
    forgotten_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it was deleted")
    forgotten_by: str = words_field("who deleted it")
    articles: int = count_field("how many of its versions were kept until then")
    claims: int = count_field("how many claims they had")
