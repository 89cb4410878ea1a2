"""The open warehouse: its connection, transactions on it, and rows out of it. Nobody else needs to import duckdb."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from schemas.places import Lake
from warehouse.machine import machine_faults_told

_NAME = re.compile(r"[A-Za-z_]\w*\Z")


@dataclass(frozen=True, slots=True)
class Warehouse:
    """An open warehouse: in a file, in a lake, or, where neither is named, in memory.

    `turn` is held while something is written, and `ddl` says a statement that makes tables as the place knows it.
    """

    connection: duckdb.DuckDBPyConnection
    path: Path | None = None
    lake: Lake | None = None
    turn: Callable[[], AbstractContextManager[None]] = nullcontext
    ddl: Callable[[str], str] = str
    _open_transactions: list[str] = field(default_factory=list, repr=False)

    @property
    def place(self) -> Path | Lake | None:
        """Where it is kept; None in memory."""
        return self.lake or self.path

    @property
    def is_in_memory(self) -> bool:
        """Whether nothing of it is kept."""
        return self.place is None


@contextmanager
def transaction(warehouse: Warehouse) -> Iterator[None]:
    """Write all of the block or nothing. A block inside another belongs to the outer one.

    Raises WarehouseUnusable where the disk is full or the file damaged; then nothing was written.
    """
    if warehouse._open_transactions:  # noqa: SLF001 - the two are one thing in two pieces
        yield
        return
    with machine_faults_told(warehouse.path), warehouse.turn():
        warehouse.connection.execute("BEGIN")
        warehouse._open_transactions.append("open")  # noqa: SLF001
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):  # a disk that is full may have ended it already
                warehouse.connection.execute("ROLLBACK")
            raise
        else:
            warehouse.connection.execute("COMMIT")
        finally:
            warehouse._open_transactions.clear()  # noqa: SLF001


@contextmanager
def registered(warehouse: Warehouse, name: str, frame: pl.DataFrame) -> Iterator[None]:
    """Let SQL read the frame under a name within the block."""
    warehouse.connection.register(name, frame)
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # what failed is what matters: DuckDB 2 then takes not even this
            warehouse.connection.unregister(name)
        raise
    warehouse.connection.unregister(name)


def read_rows(warehouse: Warehouse, name_or_select: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Return the rows of a table or view, or of a SELECT with `?` for its parameters."""
    is_name = _NAME.match(name_or_select)
    sql = f'SELECT * FROM "{name_or_select}"' if is_name else name_or_select  # noqa: S608 - a name, checked
    with machine_faults_told(warehouse.path):
        return read_select(warehouse.connection, sql, parameters)


def read_select(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Run a SELECT in the way that both supported versions of DuckDB's client know."""
    relation = connection.sql(sql, params=list(parameters)) if parameters else connection.sql(sql)
    return relation.pl()
