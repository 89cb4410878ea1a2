"""The warehouse as a DuckLake: the same tables, views and flags, with many processes writing at once.

What is different from a file stands here alone. A lake knows no keys and no indexes, so that no two writers may add the
same row, each write transaction holds a lock of the catalog's database, from before it looks at anything: reading, and
all the work of finding claims, goes on beside it. The lock ends with its connection, by whatever death.
"""

import hashlib
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import duckdb

from schemas.places import Lake
from schemas.tables import TABLES
from warehouse.connection import Warehouse
from warehouse.lock import CONFIG, WarehouseBusy, WarehouseUnusable
from warehouse.migrate import migrate
from warehouse.sqlfile import quoted

EXTENSIONS = ("postgres_scanner", "ducklake")
_NAME = "lake"
_MAKING_SECONDS = 120.0
_KEY = re.compile(r",?\n\s*PRIMARY KEY \([^)]*\)")
_INDEX = re.compile(r"^(?:CREATE|DROP) INDEX [^;]*;$", re.MULTILINE)
_HELD = """
SELECT * FROM postgres_query('catalog_lock', '
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
    JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = ''advisory'' AND objsubid = 1 AND granted AND datname = current_database()
')
"""
_OWN_TABLES = {"applied_files"}  # each place's own


@contextmanager
def open_lake(lake: Lake, timeout_seconds: float) -> Iterator[Warehouse]:
    """Open the lake (made when it is not there), migrated, with views and macros.

    Raises WarehouseUnusable when catalog or files cannot be had, WarehouseBusy where its lock is not free in time.
    """
    connection = _connect(lake)
    try:
        turn = _Turn(connection, lake, timeout_seconds)
        warehouse = Warehouse(connection, lake=lake, turn=turn.held, ddl=without_keys)
        if migrate(warehouse, only_look=True):
            with turn.held():  # of several that find it empty, one makes it
                migrate(warehouse)
        yield warehouse
    finally:
        connection.close()


_ATTACHED: dict[tuple[int, Lake], duckdb.DuckDBPyConnection] = {}  # by process, since no connection survives a fork
_ATTACHING = threading.Lock()


def _connect(lake: Lake) -> duckdb.DuckDBPyConnection:
    """Return a connection of its own; attaching takes a while, so a process does that once, and again when it was cut off."""
    key = (os.getpid(), lake)
    with _ATTACHING:
        if key in _ATTACHED:
            try:
                return _cursor(_ATTACHED[key])
            except duckdb.Error:
                _ATTACHED.pop(key).close()
        attached = duckdb.connect(":memory:", config=CONFIG)
        try:
            _attach(attached, lake)
        except BaseException:
            attached.close()
            raise
        _ATTACHED[key] = attached
        return _cursor(attached)


def _cursor(attached: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    cursor = attached.cursor()
    cursor.execute(f"USE {_NAME}")
    cursor.execute(f"SELECT * FROM ducklake_current_snapshot('{_NAME}')").fetchall()  # noqa: S608 - asks the catalog
    return cursor


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Load what is needed, and attach the lake."""
    try:
        for name in EXTENSIONS:
            connection.execute(f"LOAD {quoted(str(_extension(name)))}")
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute(f"ATTACH {quoted(lake.catalog)} AS catalog_lock (TYPE postgres)")
        files = lake.files if "://" in lake.files else f"{Path(lake.files).absolute()}/"
        with _locked(
            connection, lake, _turn_key(lake), _MAKING_SECONDS
        ):  # of several that find nothing there, one makes it
            source = quoted(f"ducklake:postgres:{lake.catalog}")
            connection.execute(f"ATTACH {source} AS {_NAME} (DATA_PATH {quoted(files)})")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].replace(lake.catalog, "its catalog")
        raise WarehouseUnusable(f"{lake} cannot be opened ({reason}): look whether its PostgreSQL answers") from error


def _extension(name: str) -> Path:
    """Return where an extension lies that came as a package. Raises WarehouseUnusable where it did not."""
    found, version = find_spec(f"duckdb_extension_{name}"), f"v{duckdb.__version__}"
    for folder in (found.submodule_search_locations or ()) if found else ():
        file = Path(folder) / "extensions" / version / f"{name}.duckdb_extension"
        if file.exists():
            return file
    raise WarehouseUnusable(
        f"a lake needs DuckDB's extension {name} for {version}, which is not installed: pip install 'factdesk[lake]'"
    )


def without_keys(ddl: str) -> str:
    """Return statements without what a lake does not know: primary keys and indexes."""
    return _INDEX.sub("", _KEY.sub("", ddl))


class _Turn:
    """The turn of one that writes: within a block that has it, it is had already."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, lake: Lake, timeout_seconds: float) -> None:
        self._connection, self._lake, self._timeout_seconds = connection, lake, timeout_seconds
        self._is_held = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lake's lock within the block. Raises WarehouseBusy."""
        if self._is_held:
            yield
            return
        with _locked(self._connection, self._lake, _turn_key(self._lake), self._timeout_seconds):
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = False


@contextmanager
def _locked(connection: duckdb.DuckDBPyConnection, lake: Lake, key: int, timeout_seconds: float) -> Iterator[None]:
    """Hold a lock of PostgreSQL in a transaction of its own, which ends after whatever the block commits. Raises WarehouseBusy."""
    wait, take = (
        f"SELECT set_config(''lock_timeout'', ''{max(1, round(timeout_seconds * 1_000))}'', true)",
        f"SELECT pg_advisory_xact_lock({key})::text",
    )
    cursor = connection.cursor()
    try:
        cursor.execute("BEGIN")
        for asked in (wait, take):
            cursor.execute(f"SELECT * FROM postgres_query('catalog_lock', '{asked}')").fetchall()  # noqa: S608 - numbers
    except duckdb.Error as error:
        cursor.close()
        if "lock timeout" not in str(error):
            raise
        raise WarehouseBusy(
            f"{lake} is being written by others (waited {timeout_seconds:g} s): try again in a moment"
        ) from error
    try:
        yield
    finally:
        with suppress(duckdb.Error):
            cursor.execute("ROLLBACK")
        cursor.close()


def _turn_key(lake: Lake) -> int:
    return _key(lake.files)


def _sign_key(lake: Lake, name: str) -> int:
    return _key(f"{lake.files} {name}")


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big")


@contextmanager
def shown_alive(lake: Lake, name: str) -> Iterator[None]:
    """Hold a lock of the catalog's database under a name within the block; it ends with this process, on whatever machine."""
    connection = _connect(lake)
    try:
        with _locked(connection, lake, _sign_key(lake, name), _MAKING_SECONDS):
            yield
    finally:
        connection.close()


def alive_among(lake: Lake, names: Sequence[str]) -> list[str]:
    """Return those of the names that somebody shows to be alive, on whatever machine. Raises WarehouseUnusable."""
    connection = _connect(lake)
    try:
        held = {key for (key,) in connection.execute(_HELD).fetchall()}
    finally:
        connection.close()
    return [name for name in names if _sign_key(lake, name) in held]


def moment_of(lake: Lake) -> int:
    """Return a number that changes whenever something is committed. Raises WarehouseUnusable."""
    connection = _connect(lake)
    try:
        [(snapshot,)] = connection.execute(f"SELECT id FROM ducklake_current_snapshot('{_NAME}')").fetchall()  # noqa: S608 - ours
    finally:
        connection.close()
    return int(snapshot)


def look_through(lake: Lake, wait_seconds: float) -> int:
    """Ask every table, and look whether the files that the catalog names are there; return how many files they are.

    Raises WarehouseUnusable where something is missing, WarehouseBusy where others have been writing for so long.
    """
    with open_lake(lake, wait_seconds) as warehouse:
        connection = warehouse.connection
        try:
            files = [file for table in TABLES for file in _files_of(connection, table)]
            for table in TABLES:
                connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()  # noqa: S608 - names of our models
        except duckdb.Error as error:
            raise WarehouseUnusable(
                f"{lake} cannot be read ({str(error).splitlines()[0]}): put its files back"
            ) from error
        gone = [file for file in files if "://" not in file and not Path(file).exists()]
        if gone:
            raise WarehouseUnusable(f"{lake} misses {len(gone)} of its {len(files)} files, as {gone[0]}: put them back")
        with warehouse.turn():
            return len(files)


def _files_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    found = connection.execute(f"SELECT data_file FROM ducklake_list_files('{_NAME}', '{table}')").fetchall()  # noqa: S608 - ours
    return [str(file) for (file,) in found]


def copy_out(warehouse: Warehouse, file: Path) -> None:
    """Fill a migrated file of the embedded sort with all rows, as they stand at one moment; its keys, of flags an assertion, prove that none is double."""
    connection = warehouse.connection
    connection.execute(f"ATTACH {quoted(str(file))} AS copied")
    try:
        connection.execute("BEGIN")
        for table in TABLES:
            if table not in _OWN_TABLES:
                connection.execute(f"DELETE FROM copied.{table}")  # noqa: S608 - names of our models
                connection.execute(f"INSERT INTO copied.{table} BY NAME SELECT * FROM {_NAME}.{table} ORDER BY rowid")  # noqa: S608
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT copied")
    finally:
        connection.execute("DETACH copied")


def tidy(warehouse: Warehouse) -> None:
    """Merge small files, and drop what is deleted and what no moment of the past is asked for any more."""
    with warehouse.turn():
        warehouse.connection.execute(f"CALL ducklake_flush_inlined_data('{_NAME}')")
        warehouse.connection.execute(f"CALL ducklake_merge_adjacent_files('{_NAME}')")
        warehouse.connection.execute(f"CALL ducklake_rewrite_data_files('{_NAME}', delete_threshold => 0)")
        warehouse.connection.execute(f"CALL ducklake_expire_snapshots('{_NAME}', older_than => now())")
        warehouse.connection.execute(f"CALL ducklake_cleanup_old_files('{_NAME}', cleanup_all => true)")
