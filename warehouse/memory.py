"""How much memory a warehouse may take: left alone, DuckDB takes four fifths of the machine once so much is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.connection import Warehouse

_LEAST_MEGABYTES = 1_500
_SHARE_OF_FILE = 6


def memory_for(path: Path) -> str:
    """Return the limit for a file as DuckDB's setting; what does not fit goes into the folder for spilling.

    A sixth of the file, and what any work needs. The keys of what is kept must fit while a run writes: some 100 bytes a
    claim, a tenth of what it takes in the file.
    """
    megabytes = _LEAST_MEGABYTES + path.stat().st_size / 1e6 / _SHARE_OF_FILE
    return f"{min(megabytes, _of_machine()):.0f}MB"


def _of_machine() -> float:
    """Return in megabytes what DuckDB takes of a machine where nothing else is said."""
    return 0.8 * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6


def bound_memory(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    """Let the connection of a file take no more than its limit."""
    if path is not None:
        connection.execute(f"SET memory_limit = '{memory_for(path)}'")


@contextmanager
def with_all_memory(warehouse: Warehouse) -> Iterator[None]:
    """Lift the limit within the block: something is done with all that is kept at once."""
    if warehouse.path is not None:  # not by RESET: to DuckDB 1.5 the limit then has another name and the same effect
        warehouse.connection.execute(f"SET memory_limit = '{_of_machine():.0f}MB'")
    try:
        yield
    finally:
        bound_memory(warehouse.connection, warehouse.path)
