"""Pages (a URL or file over time) and articles (one version of a page: immutable text and what is known of it)."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules, vocabulary
from schemas.column import Table, id_field, key_field, moment_field, plain_field, run_field, words_field

PUBLISHED_BASES = ("feed", "json-ld", "meta", "url", "record", "text", "fetch")


class Pages(Table):
    """One URL or file, over time."""

    page_id: str = key_field("hash of the canonical URL under which it was first met, or of the file's name and outlet")
    url: str = words_field("the canonical URL, where there is one", nullable=True)
    outlet: str = words_field("who publishes the page, as far as known", nullable=True)
    first_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was first read")
    last_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was last read", refreshed=True)

    class Config:
        """A page's facts are rewritten when it is read again; when it was first seen stays."""

        metadata: ClassVar = {"rewritten": True}


class PageKeys(Table):
    """By what a page is known under other addresses: the id in its path, which its slug follows, or its very text."""

    page_key: str = pa.Field(
        str_length={"min_value": 1},
        description="host and id of the path, or host and hash of the text",
        metadata={"key": True},
    )
    page_id: str = id_field("the page", "pages.page_id", key=True)
    run_id: str = run_field()


class Articles(Table):
    """One version of a page: its text, which never changes, and what is known of it; what is not known is null."""

    article_id: str = key_field("hash of page_id and text")
    page_id: str = id_field("the page that it is a version of", "pages.page_id")
    name: str = words_field("the input's name for people: file name, record id or URL")
    title: str = plain_field("the headline", nullable=True)
    byline: str = plain_field("who wrote it, as printed", nullable=True)
    language: str = plain_field("the language's code, such as en", nullable=True)
    published_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it was published", nullable=True)
    published_basis: str = pa.Field(isin=list(PUBLISHED_BASES), nullable=True, description="what tells published_at")
    fetched_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when this version was first fetched")
    text: str = words_field("the text that every offset counts in, in Unicode code points")
    text_sha256: str = pa.Field(str_matches="^[0-9a-f]{64}$", description="SHA-256 of the text in UTF-8")
    origin_id: str = id_field("the article that this is a copy of (itself, if of none)", "articles.article_id")
    read_by: str = words_field("which reader made the text out of the bytes")
    found_with: str = plain_field(
        "the hash of the code, lexicons and weights that looked for claims; null until some have",
        nullable=True,
        refreshed=True,
    )
    run_id: str = run_field()
    published_conflicts: Annotated[pl.List, pl.String()] = plain_field(
        "other dates of publication that were stated and not believed, as `basis: date, why`", nullable=True
    )
    agency: str = words_field("the news agency that it comes from, as it says itself", nullable=True)
    genre: str = pa.Field(
        isin=list(vocabulary.GENRES),
        nullable=True,
        description="what kind of story it is; null where that is not known",
        metadata={"refreshed": True},
    )

    text_kept: str = pa.Field(
        isin=["spans"],
        nullable=True,
        description="spans: of the text only the sentences of its claims are kept, and every other character is ░; null: all of it is",
    )

    class Config:
        """The page of an article asks for its other versions and its copies."""

        metadata: ClassVar = {"indexes": ("page_id", "origin_id")}

    @pa.dataframe_check
    @classmethod
    def published_at_comes_with_its_basis(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A date without its source cannot be judged."""
        return rules.holds(data, rules.both_or_neither("published_at", "published_basis"))
