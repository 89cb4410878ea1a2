"""A list of many rows, page by page, with words to look for: outlets, claimants, runs, rejects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from fastapi import Request

from desk.web.desk import Desk, Row, desk_of
from desk.web.rendering import with_query

PAGE_ROWS = 100
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. The SELECT has `$words` (null for all), `$rows` and `$skipped`, and counts all in `total`.

    `narrowed` are further conditions by the names of their parameters, null where nothing was asked; they stay in the address.
    """

    path: str
    rows: list[Row]
    total: int
    page: int
    words: str
    narrowed: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, path: str, sql: str, **narrowed: str | None) -> Self:
        """Return the page that the request asks for."""
        asked = request.query_params
        words, number = asked.get("q", "").strip()[:_LONGEST], asked.get("page", "1")
        page = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
        desk = desk_of(request)
        further = tuple(narrowed.items())
        rows = _rows(desk, desk.reader.snapshot, desk.reviews_seen, sql, words, page, further)
        return cls(path, rows, int(rows[0]["total"]) if rows else 0, page, words, narrowed)

    @property
    def first(self) -> int:
        """The number of the first row, counted from 1."""
        return (self.page - 1) * PAGE_ROWS + 1

    @property
    def previous(self) -> str | None:
        """The address of the page before, if there is one."""
        return self._address(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after, if there is one."""
        return self._address(self.page + 1) if self.first + len(self.rows) <= self.total else None

    def _address(self, page: int) -> str:
        return with_query(self.path, q=self.words, **self.narrowed, page=page if page > 1 else None)


@lru_cache(maxsize=64)
def _rows(  # noqa: PLR0913, PLR0917 - all that an answer depends on
    desk: Desk,
    snapshot: str,
    reviews: int,
    sql: str,
    words: str,
    page: int,
    narrowed: tuple[tuple[str, str | None], ...],
) -> list[Row]:
    """Ask once for each snapshot and count of reviews: what is counted over a million claims costs too much for more."""
    del snapshot, reviews
    asked = {"words": words or None, "rows": PAGE_ROWS, "skipped": (page - 1) * PAGE_ROWS}
    return desk.rows(sql, asked | dict(narrowed))
