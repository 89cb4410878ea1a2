"""One published copy, held open for reading by many threads at once, with the reviews that came after it."""

import re
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.lock import WarehouseUnusable
from warehouse.machine import machine_faults_told
from warehouse.sqlfile import FOLDER, read_sql

Row = dict[str, Any]

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "max_temp_directory_size": "2GB",
    "threads": "1",  # many readers at once: each gets a share, and none holds up the others
}
_READING = (
    "fresh_reviews",
    "all_reviews",
    "latest_reviews",
    "status_now",
    "reviewed_marks",
    "items_now",
    "reviewed_items",
)
_REFRESH = """
BEGIN;
INSERT INTO memory.fresh_reviews BY NAME FROM incoming ANTI JOIN memory.all_reviews USING (review_id);
CREATE OR REPLACE TEMP TABLE told AS
SELECT claim_id FROM incoming
UNION
SELECT claim_id FROM factdesk.marks WHERE repeats IN (SELECT claim_id FROM incoming);
DELETE FROM memory.status_now WHERE claim_id IN (FROM told);
INSERT INTO memory.status_now FROM memory.latest_reviews WHERE claim_id IN (FROM told);
DELETE FROM memory.reviewed_marks WHERE claim_id IN (FROM told);
INSERT INTO memory.reviewed_marks
SELECT marks.rowid, marks.*, status_now.* EXCLUDE (claim_id)
FROM memory.status_now
JOIN factdesk.marks USING (claim_id)
WHERE claim_id IN (FROM told);
CREATE OR REPLACE TEMP TABLE told_items AS
SELECT DISTINCT item FROM factdesk.marks WHERE claim_id IN (FROM told) AND item IS NOT NULL;
DELETE FROM memory.reviewed_items WHERE item IN (FROM told_items);
INSERT INTO memory.reviewed_items FROM memory.items_now WHERE item IN (FROM told_items);
COMMIT
"""


class ReadTookTooLong(Exception):  # noqa: N818 - it says what happened to the read
    """A question that was stopped after its time; a narrower one may be answered."""


class Snapshot:
    """An open copy. Each running question has a cursor to itself; a retired copy closes after its last question."""

    def __init__(self, copy: Path, timeout_seconds: float) -> None:
        self.name, self._copy = copy.name, copy
        self._timeout_seconds = timeout_seconds
        self._folder = tempfile.TemporaryDirectory(prefix="factdesk-")
        self._connection = _attached(copy, self._folder.name)
        self._lock = threading.Lock()
        self._free: list[duckdb.DuckDBPyConnection] = []
        self._running: dict[int, tuple[float, duckdb.DuckDBPyConnection]] = {}
        self._users = 0
        self._retired = False

    def rows(self, sql: str, parameters: Mapping[str, object] | None) -> list[Row]:
        """Answer one statement. Raises ReadTookTooLong when its time is over, WarehouseUnusable for a damaged copy."""
        cursor = self._start()
        # A parameter that the text does not use would be an error, and pages share theirs between questions.
        used = {name: value for name, value in (parameters or {}).items() if name in _mentioned(sql)}
        try:
            with machine_faults_told(self._copy):
                found = cursor.execute(sql, used).fetchall() if used else cursor.execute(sql).fetchall()
            names = [column[0] for column in cursor.description or ()]
        except duckdb.InterruptException as error:
            limit = f"{self._timeout_seconds:g} seconds"
            raise ReadTookTooLong(f"the question took longer than {limit}: narrow it down") from error
        finally:
            self._end(cursor)
        return [dict(zip(names, row, strict=True)) for row in found]

    def interrupt_late(self) -> None:
        """Stop every question whose time is over."""
        now = time.monotonic()
        with self._lock:
            for until, cursor in self._running.values():
                if until < now:
                    cursor.interrupt()

    def note_reviews(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add reviews that the copy does not have; one thread at a time may."""
        if not rows:
            return
        cursor = _cursor(self._connection)
        cursor.register("incoming", frame_of(rows, TABLES["reviews"]))
        try:
            cursor.execute(_REFRESH)
        finally:
            cursor.unregister("incoming")
            cursor.close()

    def fresh_ids(self) -> set[str]:
        """Return the ids of the reviews that were noted and are not in the copy."""
        return {row["review_id"] for row in self.rows("SELECT review_id FROM fresh_reviews", None)}

    def enter(self) -> bool:
        """Keep the copy open until `leave`; tells whether it still was."""
        with self._lock:
            if self._retired:
                return False
            self._users += 1
            return True

    def leave(self) -> None:
        """Let go; the last one out of a retired copy closes it."""
        with self._lock:
            self._users -= 1
            last = self._retired and not self._users
        if last:
            self._close()

    def retire(self) -> None:
        """Let nobody in any more, and close as soon as nobody is in."""
        with self._lock:
            unused = not self._retired and not self._users
            self._retired = True
        if unused:
            self._close()

    def _start(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            cursor = self._free.pop() if self._free else _cursor(self._connection)
            self._running[id(cursor)] = (time.monotonic() + self._timeout_seconds, cursor)
            return cursor

    def _end(self, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._lock:
            del self._running[id(cursor)]
            self._free.append(cursor)

    def _close(self) -> None:
        for cursor in self._free:
            cursor.close()
        self._connection.close()
        self._folder.cleanup()


@lru_cache(maxsize=1_000)
def _mentioned(sql: str) -> set[str]:
    """Return the names of the parameters in the text; there are few texts, each asked often."""
    return set(re.findall(r"\$([A-Za-z_]\w*)", sql))


def _attached(copy: Path, folder: str) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with the copy attached for reading, and then shut every other door."""
    connection = duckdb.connect(":memory:", config=CONFIG | {"temp_directory": folder})
    try:
        connection.execute(f"ATTACH '{str(copy).replace(chr(39), chr(39) * 2)}' AS factdesk (READ_ONLY)")
        for name in _READING:
            connection.execute(read_sql(FOLDER / "reading" / f"{name}.sql").text)
        for setting in ("GLOBAL TimeZone = 'UTC'", "enable_external_access = false", "lock_configuration = true"):
            connection.execute(f"SET {setting}")
    except duckdb.Error as error:
        connection.close()
        reason = str(error).splitlines()[0]
        raise WarehouseUnusable(f"{copy} cannot be opened for reading ({reason}): publish again") from error
    return connection


def _cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a cursor that finds the tables of the copy, and those beside it, by their bare names."""
    cursor = connection.cursor()
    cursor.execute("SET search_path = 'factdesk,memory'")
    return cursor
