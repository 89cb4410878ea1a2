"""What tests share: rows of the warehouse with sensible defaults, so that a test states only what it is about."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from schemas.table import frame_of
from schemas.tables import TABLES

Row = dict[str, Any]


@dataclass(frozen=True)
class RowMaker:
    """Makes rows that pass the gate; every argument beyond the first ones overrides a column."""

    at: datetime = datetime(2026, 3, 4, 12, tzinfo=UTC)
    run_id: str = "run-1"

    def id_of(self, *parts: object) -> str:
        """16 hex digits of a hash."""
        return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]

    def page(self, name: str = "page", **columns: object) -> Row:
        """A row of `pages`."""
        return {"page_id": self.id_of(name), "url": None, "outlet": None} | columns

    def article(self, text: str, page: Row | None = None, **columns: object) -> Row:
        """A row of `articles`."""
        page_id = (page or self.page())["page_id"]
        article_id = self.id_of(page_id, text)
        return {
            "article_id": article_id,
            "page_id": page_id,
            "name": "story.txt",
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "origin_id": article_id,
            "read_by": "text",
        } | columns

    def claim(self, article: Row, quote: str, **columns: object) -> Row:
        """A row of `claims` for the first place of the quote; the whole text counts as its sentence."""
        text = article["text"]
        sentence = str(columns.get("sentence", text))
        start, sentence_start = text.index(quote), text.index(sentence)
        kind = columns.get("kind", "statement")
        return {
            "claim_id": self.id_of(article["article_id"], kind, start, start + len(quote)),
            "article_id": article["article_id"],
            "kind": kind,
            "quote": quote,
            "start_char": start,
            "end_char": start + len(quote),
            "sentence": sentence,
            "sentence_start": sentence_start,
            "sentence_end": sentence_start + len(sentence),
            "statement": sentence,
            "resolutions": "[]",
            "voice": "narrated",
            "tense": "past_present",
            "notes": [],
            "found_by": "test@1",
        } | columns

    def frame(self, table: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
        """The rows as a frame of the table's columns."""
        return frame_of(rows, TABLES[table])


@pytest.fixture
def rows() -> RowMaker:
    """Rows with sensible defaults."""
    return RowMaker()


@pytest.fixture(scope="module")
def module_rows() -> RowMaker:
    """The same, for a story that a whole file shares."""
    return RowMaker()
