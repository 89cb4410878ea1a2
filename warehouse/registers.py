"""Registers of the desk's own: rows of a CSV, Parquet, SQLite or DuckDB table whose thing is named in some words.

The file is opened in a database of its own in memory, read-only, and nothing else can be read from there: it may come from
elsewhere, and a view in it is a program. So it has bounds of time and memory too.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.sqlfile import FOLDER, read_sql

MOST_ROWS = 500
_READERS = {".csv": "read_csv", ".tsv": "read_csv", ".parquet": "read_parquet"}
_DATABASES = {".duckdb": "", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite"}
_TABLE = "registered"
_MOST_SECONDS = 20.0
_MOST_BYTES = 200_000_000  # of a table of SQLite, which is copied
_LONGEST_CELL = 1_000_000
_STEPS_BETWEEN_LOOKS = 10_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "temp_directory": "",  # what does not fit into memory is no register, and fills no disk
    "threads": 2,
}


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
        with closing(duckdb.connect(config=_CONFIG)) as connection, _in_time(connection):
            relation = _relation(connection, file.absolute(), table, columns)
            _refuse_missing(connection, relation, file, columns)
            return _asked(connection, relation, columns, words)
    except duckdb.InterruptException as error:
        raise RegisterUnusable(f"{file}: it takes more than {_MOST_SECONDS:.0f} s; make it a smaller table") from error
    except (duckdb.Error, sqlite3.Error, RuntimeError) as error:
        raise RegisterUnusable(f"{file}: {str(error).splitlines()[0]}; mend [[register]] in the settings") from error


@contextmanager
def _in_time(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what the connection does when its time is up."""
    timer = threading.Timer(_MOST_SECONDS, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _relation(connection: duckdb.DuckDBPyConnection, file: Path, table: str | None, columns: Columns) -> str:
    """Return what is read in SQL, and shut every other way to files."""
    ending = file.suffix.lower()
    if ending in _READERS:
        relation = f"{_READERS[ending]}({_literal(str(file))})"
        connection.execute(f"SET allowed_paths = [{_literal(str(file))}]")
    elif ending == ".duckdb":
        connection.execute(f"ATTACH {_literal(str(file))} AS register (READ_ONLY)")
        relation = f"register.{_quoted(table or '')}"
    elif ending in _DATABASES:
        _bring_sqlite(connection, file, table or "", columns)
        relation = _TABLE
    else:
        known = ", ".join((*_READERS, *_DATABASES))
        raise RegisterUnusable(f"{file}: its ending tells no form that is known ({known}); rename it")
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}")
    return relation


def _bring_sqlite(connection: duckdb.DuckDBPyConnection, file: Path, table: str, columns: Columns) -> None:
    """Copy a table of SQLite, as text, which DuckDB reads only with an extension that is no part of it."""
    import polars as pl  # noqa: PLC0415

    names = list(dict.fromkeys(filter(None, (columns.thing, columns.value, columns.unit, columns.date))))
    # Names without the table's before them would be words where there is no such column.
    wanted = ", ".join(f"CAST(registered.{_quoted(name)} AS TEXT)" for name in names)
    ends_at = time.monotonic() + _MOST_SECONDS
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        opened.execute("PRAGMA trusted_schema = OFF")
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
        opened.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS_BETWEEN_LOOKS)
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        rows = list(_bounded(opened.execute(f"SELECT {wanted} FROM {_quoted(table)} AS registered"), file))  # noqa: S608
    connection.register("incoming", pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"))
    connection.execute(f"CREATE TABLE {_TABLE} AS FROM incoming")


def _refuse_missing(connection: duckdb.DuckDBPyConnection, relation: str, file: Path, columns: Columns) -> None:
    """Raise RegisterUnusable where a column that the settings name is not there, with those that are."""
    there = [str(each[0]) for each in connection.execute(f"DESCRIBE FROM {relation}").fetchall()]
    known = {name.casefold() for name in there}
    for named in (columns.thing, columns.value, columns.unit, columns.date):
        if named and named.casefold() not in known:
            shown = ", ".join(there[:8]) + (", ..." if len(there) > 8 else "")
            raise RegisterUnusable(f"{file}: it has no column {named}, only {shown}; mend [[register]] in the settings")


def _bounded(rows: sqlite3.Cursor, file: Path) -> Iterator[tuple[str | None, ...]]:
    """Yield rows. Raises RegisterUnusable when they are too much."""
    size = 0
    for row in rows:
        size += sum(len(cell or "") + 50 for cell in row)  # an empty one takes room too
        if size > _MOST_BYTES:
            rule = f"its table has more than {_MOST_BYTES / 1e6:.0f} MB; make it a smaller one, or a .duckdb"
            raise RegisterUnusable(f"{file}: {rule}")
        yield row


def _asked(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Columns, words: str
) -> list[dict[str, object]]:
    sql = read_sql(FOLDER / "statements" / "register_rows.sql").text.format(
        table=relation,
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
