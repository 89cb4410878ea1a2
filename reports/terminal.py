"""The sentences to verify as plain text for a terminal: a table as wide as the window, or blocks where it is narrow."""

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.grouping import group_rows
from reports.items import parts_of, reasons_of
from reports.sentence import plain_sentence
from reports.visible import on_one_line
from reports.words import claimant_of, manner_of, period_of, reading_of, stakes_words

_HEADS = ("No.", "Sentence", "Claimant", "Reading", "Why")
_SHARES = (0.0, 0.42, 0.18, 0.22, 0.18)
_NARROW = 72
_AROUND = 90
_GAP = "  "
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


Rows = Sequence[Mapping[str, Any]]


def claims_table(rows: Rows, *, width: int = 100, colour: bool = False) -> str:
    """Return flagged claims as text no wider than `width` columns, one row a sentence; `colour` is for a real terminal only.

    What most hangs on comes first. Where the rows are of several articles, each is named. Text of articles can neither
    move the cursor nor change colours.
    """
    if not rows:
        return "No claim needs verifying outside its article.\n"
    named = len({row.get("article_id") for row in rows}) > 1
    items = [_cells(each, named=named) for each in group_rows(rows)]
    if width < _NARROW:
        return "\n".join(_block(number, cells, width, colour=colour) for number, cells in enumerate(items, start=1))
    widths = _widths(width, len(items))
    lines = [_paint(_joined(_HEADS, widths), _BOLD, colour=colour)]
    for number, cells in enumerate(items, start=1):
        lines += _table_lines(number, cells, widths, colour=colour)
    return "\n".join(lines) + "\n"


def _widths(width: int, rows: int) -> list[int]:
    """Share the window's columns out among the columns of the table."""
    first = max(len(str(rows)), len(_HEADS[0]))
    room = width - first - len(_GAP) * (len(_HEADS) - 1)
    return [first, *(int(room * share) for share in _SHARES[1:])]


def _cells(rows: Rows, *, named: bool) -> list[list[str]]:
    """Return what stands in the four wide columns, each as its paragraphs."""
    told = sorted(rows, key=lambda row: (row.get("sentence_start") or 0, row.get("start_char") or 0))
    article = str(rows[0].get("title") or rows[0].get("article_name") or "") if named else ""
    return [
        [in_context(rows), f"in: {article}" if article else ""],
        _once(part for row in rows for part in (claimant_of(row), manner_of(row))),
        _once(part for row in told for part in (reading_of(row), str(row.get("measured") or ""), period_of(row))),
        [stakes_words(rows[0]), ", ".join(shared.reason.title for shared in reasons_of(rows))],
    ]


def _once(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(part for part in parts if part))


def in_context(rows: Rows) -> str:
    """Return an item's sentence with its figures in brackets, what stands far from them left out."""
    return on_one_line(plain_sentence(parts_of(rows, _AROUND)))


def _table_lines(number: int, cells: Sequence[Sequence[str]], widths: Sequence[int], *, colour: bool) -> list[str]:
    """Return the lines of one item."""
    columns = [[str(number)]]
    for paragraphs, width in zip(cells, widths[1:], strict=True):
        columns.append([line for part in paragraphs if part for line in wrap_columns(on_one_line(part), width)])
    height = max(len(column) for column in columns)
    rule = _paint("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), _DIM, colour=colour)
    filled = [[*column, *[""] * (height - len(column))] for column in columns]
    return [rule, *(_joined(line, widths) for line in zip(*filled, strict=True))]


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells side by side, each filled to its width."""
    filled = (cell + " " * (width - columns_wide(cell)) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(filled).rstrip()


def _block(number: int, cells: Sequence[Sequence[str]], width: int, *, colour: bool) -> str:
    """Return one item as a block of lines, for a narrow window."""
    words, *rest = cells
    indent = " " * (len(str(number)) + 2)
    room = max(width - len(indent), 10)
    lines = wrap_columns(on_one_line(words[0]), room)
    head = [f"{number}. {_paint(lines[0] if lines else '', _BOLD, colour=colour)}"]
    head += [indent + _paint(line, _BOLD, colour=colour) for line in lines[1:]]
    head += [indent + line for part in words[1:] if part for line in wrap_columns(on_one_line(part), room)]
    for label, paragraphs in zip(_HEADS[2:], rest, strict=True):
        said = "; ".join(part for part in paragraphs if part)
        head += [indent + line for line in wrap_columns(on_one_line(f"{label}: {said}"), room) if said]
    return "\n".join(head) + "\n"


def columns_wide(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for wide letters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
        for letter in text
    )


def wrap_columns(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, broken at blanks, and inside words that are longer."""
    width = max(width, 2)
    if text.isascii():
        return textwrap.wrap(text, width, break_on_hyphens=False)
    lines, line = [], ""
    for word in text.split():
        grown = f"{line} {word}" if line else word
        if columns_wide(grown) <= width:
            line = grown
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most `width` columns."""
    pieces, piece, taken = [], "", 0
    for letter in word:
        wide = columns_wide(letter)
        if taken + wide > width:
            pieces.append(piece)
            piece, taken = "", 0
        piece += letter
        taken += wide
    return [*pieces, piece]


def _paint(text: str, code: str, *, colour: bool) -> str:
    """Return text in bold or dim, where the terminal may have it."""
    return f"{code}{text}{_PLAIN}" if colour and text else text
