"""Copies of the live file that are kept: made while nobody writes, read back whole before they count, put in its place."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connection import Warehouse
from warehouse.lock import CONFIG, WarehouseUnusable, connect, spill_folder, turn_among_threads
from warehouse.machine import machine_faults_told, read_everything_published
from warehouse.publish import place_copy
from warehouse.sqlfile import quoted

_TABLES = (
    "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary AND NOT internal"
)
_MOMENTS = (("runs", "started_at"), ("runs", "finished_at"), ("reviews", "reviewed_at"), ("articles", "fetched_at"))
_MIGRATIONS = "SELECT file FROM applied_files WHERE regexp_matches(file, '^[0-9]{3}_') ORDER BY file"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of the warehouse holds: the rows of each table, the migrations it has seen, its newest moment (UTC)."""

    rows: Mapping[str, int]
    migrations: tuple[str, ...]
    newest_at: datetime | None


def keep_copy(warehouse: Warehouse, copy: Path) -> Contents:
    """Copy the open live file as it stands, read the copy back, and return what it holds.

    Raises OSError where it cannot be written, and WarehouseUnusable where it is not what was copied.
    """
    if warehouse.path is None:
        raise ValueError("a warehouse in memory has no file to copy: open one with a path")
    warehouse.connection.execute("CHECKPOINT")
    expected = _contents(warehouse.connection)
    copy.parent.mkdir(parents=True, exist_ok=True)
    place_copy(warehouse.path, copy)
    found = contents_of(copy)
    if found != expected:
        raise WarehouseUnusable(f"{copy} does not hold what {warehouse.path} does: see to its disk, then do it again")
    return found


def contents_of(copy: Path) -> Contents:
    """Read every block of a copy, and return what it holds. Raises WarehouseUnusable for one that is damaged."""
    read_everything_published(copy)
    with opened_copy(copy) as connection:
        return _contents(connection)


@contextmanager
def opened_copy(copy: Path, memory_limit: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy for reading, beside whoever else has it open. Raises WarehouseUnusable for one that is damaged."""
    config = CONFIG | ({"memory_limit": memory_limit} if memory_limit else {})
    with (
        machine_faults_told(copy),
        spill_folder(None) as spill,
        duckdb.connect(":memory:", config=config) as connection,
    ):
        connection.execute(f"SET temp_directory = {quoted(str(spill))}")
        connection.execute("SET TimeZone = 'UTC'")
        try:
            connection.execute(f"ATTACH {quoted(str(copy))} AS copy (READ_ONLY)")
        except duckdb.Error as error:
            raise WarehouseUnusable(f"{copy} cannot be opened ({str(error).splitlines()[0]})") from error
        connection.execute("USE copy")
        yield connection


def _contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    names = sorted(str(name) for (name,) in connection.execute(_TABLES).fetchall())
    rows = {name: _one(connection, f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608 - a table's own name
    moments = [_one(connection, f"SELECT max({column}) FROM {table}") for table, column in _MOMENTS if table in rows]  # noqa: S608
    migrations = connection.execute(_MIGRATIONS).fetchall() if "applied_files" in rows else []
    return Contents(rows, tuple(str(name) for (name,) in migrations), max(filter(None, moments), default=None))


def _one(connection: duckdb.DuckDBPyConnection, select: str) -> Any:
    return connection.execute(select).fetchall()[0][0]


def put_in_place(copy: Path, live: Path, aside: Path, *, timeout_seconds: float) -> None:
    """Let a copy take the live file's place at once and whole; the live file and its log go into the folder `aside`.

    Whoever waits for the live file finds the new one. Raises WarehouseBusy where another process holds it longer than
    we may wait, and OSError where the copy cannot be written.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    prepared = live.with_name(f".{live.name}.{os.getpid()}.new")
    prepared.unlink(missing_ok=True)
    held: duckdb.DuckDBPyConnection | None = None
    with turn_among_threads(live, timeout_seconds):
        try:
            place_copy(copy, prepared)
            prepared.chmod(0o644)
            if live.exists():
                with suppress(WarehouseUnusable, duckdb.Error):
                    held = connect(live, timeout_seconds)
                    held.execute("PRAGMA disable_checkpoint_on_shutdown")
                    held.execute("CHECKPOINT")
            _change_over(prepared, live, aside)
        finally:
            if held:
                held.close()
            prepared.unlink(missing_ok=True)


def _change_over(prepared: Path, live: Path, aside: Path) -> None:
    """Move the log away first: it must never be read into another file than its own."""
    aside.mkdir(parents=True, exist_ok=True)
    log = live.with_name(f"{live.name}.wal")
    if log.exists():
        log.replace(aside / log.name)
    if live.exists():
        os.link(live, aside / live.name)
    prepared.replace(live)
