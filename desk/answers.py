"""The answer to a question as text: an aligned table for the terminal, Markdown, or JSON."""

import shutil
from datetime import date, datetime
from typing import Any

import polars as pl

from reports.run_summary import escape_markdown
from reports.tables import json_line
from reports.terminal import columns_wide
from reports.visible import on_one_line, shorten

_GAP = "  "
_LEAST_WIDTH = 8
_READABLE_WIDTH = 12  # a longer cell is cut, and still tells its beginning
_NAMED = 4


def as_table(answer: pl.DataFrame, width: int | None = None) -> str:
    """Return the answer as lines no wider than the terminal; long cells are cut, with an ellipsis.

    Where there are more columns than can be read side by side, the first are shown, and how to see the others is said.
    """
    rows = [[cell_text(value) for value in row] for row in answer.iter_rows()]
    room = width or shutil.get_terminal_size((120, 24)).columns
    wanted = [_widest(answer.columns, rows, at) for at in range(answer.width)]
    shown = _how_many_fit(wanted, room)
    names, widths = answer.columns[:shown], _fitted(wanted[:shown], room)
    right = [dtype.is_numeric() for dtype in answer.dtypes[:shown]]
    lines = [_line(names, widths, right), _line(["─" * each for each in widths], widths, right)]
    lines += [_line(row[:shown], widths, right) for row in rows]
    return "\n".join([*lines, _counted(answer.height, answer.columns[shown:])]) + "\n"


def _how_many_fit(wanted: list[int], room: int) -> int:
    """Return how many columns from the left can be read side by side; one at least."""
    taken = 0
    for number, width in enumerate(wanted):
        taken += min(width, _READABLE_WIDTH) + (len(_GAP) if number else 0)
        if taken > room and number:
            return number
    return len(wanted)


def as_markdown(answer: pl.DataFrame) -> str:
    """Return the answer as a Markdown table, with nothing in a cell that Markdown acts on."""
    head = "| " + " | ".join(escape_markdown(name) for name in answer.columns) + " |"
    rule = "|" + "|".join("---:" if dtype.is_numeric() else "---" for dtype in answer.dtypes) + "|"
    rows = ["| " + " | ".join(escape_markdown(cell_text(value)) for value in row) + " |" for row in answer.iter_rows()]
    return "\n".join([head, rule, *rows]) + "\n"


def as_json(answer: pl.DataFrame) -> str:
    """Return the answer as a JSON list of objects, one object a line."""
    rows = [json_line(row) for row in answer.iter_rows(named=True)]
    return "[" + ",\n ".join(rows) + "]\n"


def cell_text(value: Any) -> str:
    """Return one value as one line of text; null is empty."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, bool | int):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return on_one_line(json_line(value) if isinstance(value, list | dict) else str(value))


def _widest(names: list[str], rows: list[list[str]], at: int) -> int:
    return max([columns_wide(names[at]), *(columns_wide(row[at]) for row in rows)])


def _fitted(widths: list[int], room: int) -> list[int]:
    """Take columns from the widest until all fit, but leave each enough to be read."""
    fitted = list(widths)
    room -= len(_GAP) * (len(widths) - 1)
    while sum(fitted) > room and max(fitted, default=0) > _LEAST_WIDTH:
        widest = fitted.index(max(fitted))
        second = max((each for at, each in enumerate(fitted) if at != widest), default=0)
        fitted[widest] = max(_LEAST_WIDTH, min(fitted[widest] - 1, max(second, fitted[widest] - (sum(fitted) - room))))
    return fitted


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    filled = []
    for cell, width, is_right in zip(cells, widths, right, strict=True):
        shown = cell if columns_wide(cell) <= width else shorten(cell, width)
        gap = " " * max(width - columns_wide(shown), 0)
        filled.append(gap + shown if is_right else shown + gap)
    return _GAP.join(filled).rstrip()


def _counted(rows: int, hidden: list[str]) -> str:
    """Return how many rows there are, and which columns there was no room for, with how to see them."""
    told = "1 row" if rows == 1 else f"{rows} rows"
    if not hidden:
        return f"({told})"
    named = ", ".join(hidden[:_NAMED]) + (", ..." if len(hidden) > _NAMED else "")
    more = f"{len(hidden)} more column" + ("s" if len(hidden) > 1 else "")
    return f"({told}; {more} not shown: {named}; SELECT those that you want, or --format csv for all)"
