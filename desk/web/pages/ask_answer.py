"""An answer as the page /ask shows it: cells with links to claims, articles and sources, numbers to the right, a chart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.answers import cell_text
from desk.questions.drawing import Chart, chart_of, number_words
from desk.web.rendering import path_part
from reports.visible import safe_url, shorten

if TYPE_CHECKING:
    import polars as pl

_MOST_CHARACTERS = 240
_LONG_CHARACTERS = 40
_ID = re.compile(r"[0-9a-f]{16}")
_PAGES: Mapping[str, str] = {"claim_id": "/claims/", "article_id": "/articles/", "run_id": "/runs/"}
_GROUPED_FROM = 10_000  # below, it may be a year


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in words; `link` leads to a page of ours or to its own address."""

    text: str
    link: str | None = None
    is_ours: bool = True

    @property
    def is_long(self) -> bool:
        """Whether it needs a wide column."""
        return len(self.text) > _LONG_CHARACTERS


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, or its beginning. `is_whole` is false where there are more rows than are shown."""

    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_whole: bool
    chart: Chart | None


def shown_of(answer: "pl.DataFrame", most_rows: int) -> Shown:
    """Return what is shown of an answer of at most so many rows and one more."""
    head = answer.head(most_rows)
    rows = tuple(
        tuple(_cell(name, value) for name, value in zip(head.columns, row, strict=True)) for row in head.iter_rows()
    )
    is_whole = answer.height <= most_rows
    numeric = tuple(dtype.is_numeric() for dtype in head.dtypes)
    return Shown(tuple(head.columns), numeric, rows, is_whole, chart_of(head) if is_whole else None)


def _cell(column: str, value: Any) -> Cell:
    text = _text(value)
    if not isinstance(value, str):
        return Cell(text)
    for name, page in _PAGES.items():
        if column.startswith(name) and (_ID.fullmatch(value) or name == "run_id"):
            return Cell(text, page + path_part(value))
    if column == "url" or column.endswith("_url"):
        return Cell(text, safe_url(value) or None, is_ours=False)
    return Cell(text)


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _GROUPED_FROM:
        return number_words(value)
    return shorten(cell_text(value), _MOST_CHARACTERS)
