"""Registers of the desk's own: rows of a CSV, Parquet, SQLite or DuckDB table whose thing is named in some words.

The file is opened in a database of its own in memory, read-only, and nothing else can be read from there.
"""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.sqlfile import FOLDER, read_sql

MOST_ROWS = 500
_READERS = {".csv": "read_csv", ".tsv": "read_csv", ".parquet": "read_parquet"}
_DATABASES = {".duckdb": "", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite"}
_TABLE = "registered"


class RegisterUnusable(Exception):  # noqa: N818 - named by what is the case
    """A register cannot be asked; the message is one line with the file, the rule and the next step."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a register are what; None where it has no such column."""

    thing: str
    value: str
    unit: str | None = None
    date: str | None = None


def rows_naming(file: Path, table: str | None, columns: Columns, words: str) -> Sequence[dict[str, object]]:
    """Return the rows whose thing stands in the words, as whole words of any case: thing, value, unit, date.

    Raises RegisterUnusable.
    """
    if not file.is_file():
        raise RegisterUnusable(f"{file}: there is no such file; mend [[register]] file in the settings")
    try:
        with closing(duckdb.connect(config={"autoinstall_known_extensions": "false"})) as connection:
            _bring(connection, file, table)
            _refuse_missing(connection, file, columns)
            return _asked(connection, columns, words)
    except (duckdb.Error, RuntimeError) as error:
        raise RegisterUnusable(f"{file}: {str(error).splitlines()[0]}; mend [[register]] in the settings") from error


def _bring(connection: duckdb.DuckDBPyConnection, file: Path, table: str | None) -> None:
    """Copy the register into memory, then shut the way to files."""
    ending = file.suffix.lower()
    if ending in _READERS:
        relation = f"{_READERS[ending]}({_literal(str(file))})"
    elif ending == ".duckdb":
        connection.execute(f"ATTACH {_literal(str(file))} AS register (READ_ONLY)")
        relation = f"register.{_quoted(table or '')}"
    elif ending in _DATABASES:
        return _bring_sqlite(connection, file, table)
    else:
        known = ", ".join((*_READERS, *_DATABASES))
        raise RegisterUnusable(f"{file}: its ending tells no form that is known ({known}); rename it")
    connection.execute(f"CREATE TABLE {_TABLE} AS FROM {relation}")
    connection.execute("SET enable_external_access = false")
    return None


def _bring_sqlite(connection: duckdb.DuckDBPyConnection, file: Path, table: str | None) -> None:
    """Copy a table of SQLite, which DuckDB reads only with an extension that is no part of it."""
    import sqlite3  # noqa: PLC0415 - registers in SQLite alone need it

    import polars as pl  # noqa: PLC0415

    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
        try:
            cursor = opened.execute(f"SELECT * FROM {_quoted(table or '')}")  # noqa: S608 - a quoted name
            names = [each[0] for each in cursor.description]
            rows = cursor.fetchall()
        except sqlite3.Error as error:
            raise RegisterUnusable(f"{file}: {error}; mend [[register]] table in the settings") from error
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None, strict=False)
    connection.register("incoming", frame)
    connection.execute(f"CREATE TABLE {_TABLE} AS FROM incoming")


def _refuse_missing(connection: duckdb.DuckDBPyConnection, file: Path, columns: Columns) -> None:
    """Raise RegisterUnusable where a column that the settings name is not there, with those that are."""
    there = [str(each[0]) for each in connection.execute(f"DESCRIBE {_TABLE}").fetchall()]
    known = {name.casefold() for name in there}
    for named in (columns.thing, columns.value, columns.unit, columns.date):
        if named and named.casefold() not in known:
            shown = ", ".join(there[:8]) + (", ..." if len(there) > 8 else "")
            raise RegisterUnusable(f"{file}: it has no column {named}, only {shown}; mend [[register]] in the settings")


def _asked(connection: duckdb.DuckDBPyConnection, columns: Columns, words: str) -> list[dict[str, object]]:
    sql = read_sql(FOLDER / "statements" / "register_rows.sql").text.format(
        table=_TABLE,
        thing=_quoted(columns.thing),
        value=_quoted(columns.value),
        unit=_quoted(columns.unit) if columns.unit else "NULL",
        date=_quoted(columns.date) if columns.date else "NULL",
    )
    found = connection.execute(sql, [f" {_plain(words)} ", MOST_ROWS])
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
