"""Finds tables set as plain text: rows of a label and two or more bare numbers, line by line or run together in one line.

"Harbour 41 38 3 / Upland -2.5 +0.4 -1.0": every cell is a figure of its own with its sign, never a range over two cells,
and never counts the next row's label. The unit is percent where the header or the lines before speak of shares or polls
and every cell can be a percentage; else none is known.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.model import Figure, Line, Span
from claims.spans.numbers.read import Account

FORM = "table_cell"
"""What cells name as the form that read them."""

LEAST_ROWS = 3
LEAST_CELLS = 2
_LABEL_WORDS = 7
_HEADER_WORDS = 24
_FIRST_LABEL = 3  # words of the first row's label behind a header in the same line
_LINES_BEFORE = 3  # that may say what the cells are shares of
_MOST_MEASURED = 8  # words

_CELL = re.compile(r"[-+−–]?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d{1,4})?%?")
_NO_CELL = re.compile(r"(?:NA|N/A|n/a|[-–—]{1,3})")
_LIKELY = re.compile(r"\d%?[\s|]+(?:[-+−–]?\d|NA\b|N/A|n/a|[-–—])|(?:NA|N/A|n/a|[-–—])[\s|]+[-+−–]?\d")  # two cells
_TOKEN = re.compile(r"[^\s|]+")
_SENTENCE = re.compile(r"[a-z]{3}[.!?;,]$|[:;?!]$")
_PERCENT = re.compile(r"%|\b(?:per ?cent(?:age)?|polls?|polling|polled|margins?|vote share|approv\w+|surveys?|share)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """The label of a row, maybe empty, and its cells, of which some may say that there is none."""

    label: tuple[Span, ...]
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an article, each from its first line to its last, and their cells as figures; all in order."""

    spans: tuple[Span, ...]
    cells: tuple[Figure, ...]

    def at(self, place: int) -> Span | None:
        """Return the table that holds a place of the text."""
        found = bisect_right(self.spans, place, key=lambda span: span.start) - 1
        return self.spans[found] if found >= 0 and place < self.spans[found].end else None

    def cells_in(self, line: Line) -> tuple[Figure, ...]:
        """Return the cells of one line."""
        first = bisect_left(self.cells, line.start, key=lambda cell: cell.start)
        return self.cells[first : bisect_left(self.cells, line.end, first, key=lambda cell: cell.start)]

    def accounts_in(self, line: Line, text: str) -> Iterator[Account]:
        """Yield what the numbers of a line are: cells, or part of a label."""
        cells = {cell.start for cell in self.cells_in(line)}
        for found in _TOKEN.finditer(text, line.start, line.end):
            if found.start() in cells:
                yield Account(Span(*found.span()), "figure", FORM)
            elif any(letter.isdecimal() for letter in found[0]):
                yield Account(Span(*found.span()), "name", "table_label")


def find_tables(lines: Sequence[Line], text: str) -> Tables:
    """Return the tables among an article's lines."""
    figures: list[Figure] = []
    spans: list[Span] = []
    for first, last, rows in _tables(lines, text):
        columns = _columns(lines, first, rows, text)
        before = text[lines[max(0, first - _LINES_BEFORE)].start : rows[0].cells[0].start]
        percent = bool(_PERCENT.search(before)) and all(_may_be_share(cell.of(text)) for r in rows for cell in r.cells)
        figures += [figure for row in rows for figure in _figures(row, columns, text, percent=percent)]
        spans.append(Span(lines[first].start, lines[last - 1].end))
    return Tables(tuple(spans), tuple(figures))


def _tables(lines: Sequence[Line], text: str) -> Iterator[tuple[int, int, list[_Row]]]:
    """Yield each table: its first line, the one after its last, and its rows."""
    rows = [_rows_of(line, text) for line in lines]
    for single, group in groupby(range(len(lines)), key=lambda i: len(rows[i]) == 1):
        numbers = list(group)
        if single:
            found = [row for i in numbers for row in rows[i]]
            if len(found) >= LEAST_ROWS and _is_even(found):
                yield numbers[0], numbers[-1] + 1, found
        else:
            for i in numbers:
                if rows[i]:
                    yield i, i + 1, rows[i]


def _rows_of(line: Line, text: str) -> list[_Row]:
    """Return the rows that a line is made of, one or many; none where it is no part of a table."""
    if not _LIKELY.search(text, line.start, line.end):
        return []
    rows: list[_Row] = []
    label: list[Span] = []
    tokens = [Span(*token.span()) for token in _TOKEN.finditer(text, line.start, line.end)]
    for cells, group in groupby(tokens, key=lambda token: _is_cell(token.of(text))):
        run = list(group)
        printed = sum(bool(_CELL.fullmatch(token.of(text))) for token in run)
        if cells and len(run) >= LEAST_CELLS and printed and label:
            rows.append(_Row(tuple(label), tuple(run)))
            label = []
        else:
            label += run
    if label or not rows or any(_SENTENCE.search(word.of(text)) for row in rows for word in row.label):
        return []
    if len(rows) == 1:
        return rows if len(rows[0].label) <= _LABEL_WORDS else []
    long = any(len(row.label) > _LABEL_WORDS for row in rows[1:]) or len(rows[0].label) > _HEADER_WORDS
    return [] if long or len(rows) < LEAST_ROWS or not _is_even(rows) else rows


def _is_cell(word: str) -> bool:
    return bool(_CELL.fullmatch(word) or _NO_CELL.fullmatch(word))


def _is_even(rows: Sequence[_Row]) -> bool:
    """Tell whether the rows have the same number of cells, but for one in five."""
    return Counter(len(row.cells) for row in rows).most_common(1)[0][1] >= 0.8 * len(rows)


def _may_be_share(cell: str) -> bool:
    """Tell whether a cell can be a percentage, or says that there is none."""
    return not cell[-1].isdigit() or abs(_value(cell)) <= 100


def _value(cell: str) -> float:
    return float(cell.replace(",", "").replace("−", "-").replace("–", "-").rstrip("%"))


def _columns(lines: Sequence[Line], first: int, rows: Sequence[_Row], text: str) -> list[str]:
    """Return the names of the columns where one word names each; none where the header does not divide."""
    count = len(rows[0].cells)
    label = [word.of(text) for word in rows[0].label]
    above = text[lines[first - 1].start : lines[first - 1].end].split() if first else []
    heads = above[-count:] if len(above) in (count, count + 1) else []
    if 0 < len(label) - count <= _FIRST_LABEL and lines[first].end > rows[-1].cells[0].start:  # all in one line
        heads = label[:count]
    return heads if all(head[:1].isupper() or head == "%" for head in heads) else []


def _figures(row: _Row, columns: Sequence[str], text: str, *, percent: bool) -> Iterator[Figure]:
    """Yield the figures of a row; a cell that says that there is none is none."""
    for column, cell in enumerate(row.cells):
        printed = cell.of(text)
        if not _CELL.fullmatch(printed):
            continue
        share = percent or printed.endswith("%")
        value = _value(printed)
        yield Figure(
            cell.start, cell.end, value, value, "exact", "%" if share else None, "percent" if share else "count",
            cell, measured=_measured(row, columns, column, text), found_by=FORM,
        )  # fmt: skip


def _measured(row: _Row, columns: Sequence[str], column: int, text: str) -> str | None:
    """Return the column's name with the row's label, where the columns have names."""
    if column >= len(columns):
        return None
    label = [word.of(text) for word in row.label]
    if label[: len(columns)] == list(columns):
        label = label[len(columns) :]
    words = [f"{columns[column]},", *label] if label else [columns[column]]
    return " ".join(words) if len(words) <= _MOST_MEASURED else None
