"""Faults of the machine in a line each: a disk that is full, a file that is cut short or damaged."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.lock import WarehouseUnusable, connect
from warehouse.sqlfile import quoted

_FULL = re.compile(r"No space left|File too large|[Qq]uota exceeded|Read-only file system")
_DAMAGED = re.compile(
    r"Corrupt|checksum|Could not read enough bytes|Could not read from file|invalidated because of a previous"
)
_HEADERS_BYTES = 3 * 4096
# Free blocks count for nothing: DuckDB cuts those at the end off the file, and goes on announcing them.
_IN_USE = "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = current_database()"
_TABLES = (
    "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary AND NOT internal"
)


@contextmanager
def machine_faults_told(path: Path | None) -> Iterator[None]:
    """Raise WarehouseUnusable, with what to do, for what DuckDB meets of a faulty machine within the block."""
    try:
        yield
    except duckdb.Error as error:
        told = _told(path, error)
        if told is None:
            raise
        raise told from error


def _told(path: Path | None, error: duckdb.Error) -> WarehouseUnusable | None:
    said = str(error).splitlines()[0]
    if _FULL.search(said):
        return WarehouseUnusable(
            f"{path} cannot be written ({said}), and nothing was changed: make room on its disk, then do it again"
        )
    if isinstance(error, duckdb.InternalException | duckdb.SerializationException) or _DAMAGED.search(said):
        return WarehouseUnusable(
            f"{path} is damaged ({said}): move it away and put the newest snapshot that `factdesk doctor` finds whole in its place"
        )
    return None


def refuse_cut_short(warehouse_connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise WarehouseUnusable for a live file that has no room for the blocks that it uses: they are missed only later."""
    [(in_use,)] = warehouse_connection.execute(_IN_USE).fetchall()
    there = path.stat().st_size
    if there < _HEADERS_BYTES + in_use:
        raise WarehouseUnusable(
            f"{path} is damaged (it ends after {there:,} bytes, and uses {_HEADERS_BYTES + in_use:,}): move it away and put the newest "
            "snapshot that `factdesk doctor` finds whole in its place"
        )


def read_everything(path: Path, *, wait_seconds: float) -> None:
    """Read every block of every table of a live file, as DuckDB checks each by its checksum.

    Raises WarehouseUnusable for a file that is damaged anywhere, WarehouseBusy where another process has it open.
    """
    with machine_faults_told(path):
        connection = connect(path, wait_seconds)
        try:
            _read_tables(connection)
        finally:
            connection.close()


def read_everything_published(copy: Path) -> None:
    """Read every block of every table of a snapshot, which others may have open. Raises WarehouseUnusable."""
    with machine_faults_told(copy), duckdb.connect(":memory:") as connection:
        try:
            connection.execute(f"ATTACH {quoted(str(copy))} AS snapshot (READ_ONLY)")
            connection.execute("USE snapshot")
        except duckdb.Error as error:
            raise WarehouseUnusable(f"{copy} cannot be opened ({str(error).splitlines()[0]})") from error
        _read_tables(connection)


def _read_tables(connection: duckdb.DuckDBPyConnection) -> None:
    for (name,) in connection.execute(_TABLES).fetchall():
        connection.execute(f'SELECT count(hash(every_row)) FROM "{name}" AS every_row').fetchall()  # noqa: S608 - a table's own name
