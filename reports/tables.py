"""Rows as CSV and JSON Lines for other programs, columns in a stable order, nothing in a cell that a spreadsheet runs."""

import csv
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

Rows = Sequence[Mapping[str, Any]]

# What a spreadsheet reads as a formula, also behind the quotes, blanks and invisible marks that it skips on import,
# and in the full-width forms that East Asian input methods write.
_FORMULA = re.compile(r"[\s\"'`‘’“”«»\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAKERS = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


SPREAD = ("flags", "why", "clears")
"""The columns that `spread_reasons` puts in the place of the reasons, behind all others."""

_AS_IT_IS = (str, int, type(None))


class _Lines(list[str]):
    """Takes lines from a CSV writer and ends them as Unix does.

    A carriage return inside a cell is quoted only where lines are told to end in one.
    """

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def to_csv(table: "pl.DataFrame | Rows", columns: Sequence[str] | None = None, *, has_header: bool = True) -> str:
    """Return a table as CSV with a header line; text that a spreadsheet would run begins with an apostrophe.

    Numbers that are typed as numbers stay numbers. Null is an empty cell, lists of words are joined by "; ",
    anything deeper is JSON text. `columns` picks and orders the columns; else they come as in the table. A long
    table may be written piece by piece: the same columns each time, and a header (`has_header`) only once.
    """
    rows, names = _rows_of(table), list(columns or columns_of(table))
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    if has_header:
        writer.writerow([defuse(name) for name in names])
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return "".join(lines)


def to_jsonl(table: "pl.DataFrame | Rows", columns: Sequence[str] | None = None) -> str:
    """Return a table as JSON Lines: one object a row with every column, days and moments in ISO 8601, NaN as null."""
    names = list(columns or columns_of(table))
    return "".join(f"{json_line({name: row.get(name) for name in names})}\n" for row in _rows_of(table))


def json_line(value: object) -> str:
    """Return a value as JSON on one line, whatever its text holds, and storable as UTF-8."""
    text = json.dumps(_for_json(value), ensure_ascii=False, allow_nan=False)
    return _LINE_BREAKERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def columns_of(table: "pl.DataFrame | Rows") -> list[str]:
    """Return the columns of a table in order; those of mappings in the order in which they first appear."""
    if hasattr(table, "columns"):
        return list(table.columns)
    return list(dict.fromkeys(name for row in table for name in row))


def spread_reasons(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of the flagged claims with their reasons spread over flat columns: `flags`, `why`, `clears`."""
    return [
        {name: value for name, value in row.items() if name != "reasons"}
        | {
            "flags": row.get("flags") or [str(reason.get("flag")) for reason in row.get("reasons") or ()],
            "why": [str(reason.get("why") or "") for reason in row.get("reasons") or ()],
            "clears": [str(reason.get("clears") or "") for reason in row.get("reasons") or ()],
        }
        for row in rows
    ]


def spread_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that rows of these columns have once their reasons are spread."""
    return [*(name for name in columns if name not in {"reasons", *SPREAD}), *SPREAD]


def defuse(text: str) -> str:
    """Return text as a cell that no spreadsheet takes for a formula, by a leading apostrophe where it needs one."""
    kept = _SURROGATE.sub("\ufffd", text).replace("\x00", "\ufffd")
    return f"'{kept}" if _FORMULA.match(kept) else kept


def _rows_of(table: "pl.DataFrame | Rows") -> Iterable[Mapping[str, Any]]:
    """Return the rows of a frame or of a sequence as mappings."""
    return table if isinstance(table, Sequence) else table.iter_rows(named=True)


def _cell(value: object) -> str | int | float:
    """Return a value as a CSV cell."""
    if isinstance(value, str):
        return defuse(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return defuse("; ".join(value))
    return defuse(json_line(value))


def _for_json(value: object) -> object:
    """Return a value as JSON can hold it; what it has no type for becomes text."""
    if isinstance(value, _AS_IT_IS):  # first, since nearly all of it is so
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict | Mapping):
        return {str(key): _for_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_for_json(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
