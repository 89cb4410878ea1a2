"""The flagged claims as plain text for a terminal: a table as wide as the window, or blocks where it is narrow."""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from reports.pieces import context_of, view_reasons
from reports.visible import on_one_line, shorten
from reports.words import claimant_of, manner_of, period_of, reading_of

_HEADS = ("No.", "Words", "Claimant", "Reading", "Why")
_SHARES = (0.0, 0.36, 0.2, 0.22, 0.22)
_NARROW = 72
_TELLING, _AROUND = 24, 32
_GAP = "  "
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def claims_table(rows: Sequence[Mapping[str, Any]], *, width: int = 100, colour: bool = False) -> str:
    """Return flagged claims as text no wider than `width` columns; `colour` is for a real terminal only.

    Rows come in the order given. Text of articles can neither move the cursor nor change colours.
    """
    if not rows:
        return "No claim needs verifying outside its article.\n"
    if width < _NARROW:
        return "\n".join(_block(number, row, width, colour=colour) for number, row in enumerate(rows, start=1))
    widths = _widths(width, len(rows))
    lines = [_paint(_joined(_HEADS, widths), _BOLD, colour=colour)]
    for number, row in enumerate(rows, start=1):
        lines += _table_lines(number, row, widths, colour=colour)
    return "\n".join(lines) + "\n"


def _widths(width: int, rows: int) -> list[int]:
    """Share the window's columns out among the columns of the table."""
    first = max(len(str(rows)), len(_HEADS[0]))
    room = width - first - len(_GAP) * (len(_HEADS) - 1)
    return [first, *(int(room * share) for share in _SHARES[1:])]


def _cells(row: Mapping[str, Any]) -> list[list[str]]:
    """Return what stands in the four wide columns, each as its paragraphs."""
    return [
        [in_context(row)],
        [claimant_of(row), manner_of(row)],
        [reading_of(row), str(row.get("measured") or ""), period_of(row)],
        [", ".join(reason.title for reason in view_reasons(row))],
    ]


def in_context(row: Mapping[str, Any]) -> str:
    """Return a claim's words; a few words alone ("eight") in brackets, with what stands around them."""
    before, quote, after = (on_one_line(part) for part in context_of(row))
    if len(quote) >= _TELLING or not before + after:
        return quote
    tail = before if len(before) <= _AROUND else f"…{before[-_AROUND:].partition(' ')[2]}"
    glue = [" " if part[-1:].isspace() or next_[:1].isspace() else "" for part, next_ in pairwise(context_of(row))]
    return f"{tail}{glue[0]}[{quote}]{glue[1]}{shorten(after, _AROUND)}"


def _table_lines(number: int, row: Mapping[str, Any], widths: Sequence[int], *, colour: bool) -> list[str]:
    """Return the lines of one claim."""
    columns = [[str(number)]]
    for paragraphs, width in zip(_cells(row), widths[1:], strict=True):
        columns.append([line for part in paragraphs if part for line in wrap_columns(on_one_line(part), width)])
    height = max(len(column) for column in columns)
    rule = _paint("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), _DIM, colour=colour)
    filled = [[*column, *[""] * (height - len(column))] for column in columns]
    return [rule, *(_joined(cells, widths) for cells in zip(*filled, strict=True))]


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells side by side, each filled to its width."""
    filled = (cell + " " * (width - columns_wide(cell)) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(filled).rstrip()


def _block(number: int, row: Mapping[str, Any], width: int, *, colour: bool) -> str:
    """Return one claim as a block of lines, for a narrow window."""
    words, *rest = _cells(row)
    indent = " " * (len(str(number)) + 2)
    room = max(width - len(indent), 10)
    lines = wrap_columns(on_one_line(words[0]), room)
    head = [f"{number}. {_paint(lines[0] if lines else '', _BOLD, colour=colour)}"]
    head += [indent + _paint(line, _BOLD, colour=colour) for line in lines[1:]]
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
