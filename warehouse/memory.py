"""How much memory what a run writes may take: left alone, DuckDB takes four fifths of the machine once so much is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb

from warehouse.connection import Warehouse, transaction

T = TypeVar("T")

_LEAST_MEGABYTES = 1_500
_SHARE_OF_FILE = 6
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")


def memory_for(path: Path) -> str:
    """Return the limit for a file as DuckDB's setting; what does not fit goes into the folder for spilling.

    A sixth of the file, and what any work needs. The keys of what is kept must fit while a run writes: some 100 bytes a
    claim, a tenth of what it takes in the file.
    """
    return f"{min(_LEAST_MEGABYTES + path.stat().st_size / 1e6 / _SHARE_OF_FILE, _of_machine()):.0f}MB"


@cache
def _of_machine() -> float:
    """Return in megabytes what DuckDB takes where nothing else is said: four fifths of the machine, or of its container."""
    with duckdb.connect(":memory:") as connection:
        [(words,)] = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    number, unit = str(words).split()
    return float(number) * 1024.0 ** _UNITS.index(unit) / 1e6


def write_within_memory(warehouse: Warehouse, write: Callable[[], T]) -> T:
    """Do what writes in one transaction, within the limit of the file; where that is too little, once more without it."""
    try:
        with _bounded(warehouse), transaction(warehouse):
            return write()
    except duckdb.OutOfMemoryException:  # nothing was written
        with transaction(warehouse):
            return write()


@contextmanager
def _bounded(warehouse: Warehouse) -> Iterator[None]:
    """Let the warehouse, if it lies in a file, take no more than its limit within the block."""
    if warehouse.path is None:
        yield
        return
    warehouse.connection.execute(f"SET memory_limit = '{memory_for(warehouse.path)}'")
    try:
        yield
    finally:  # not by RESET: in DuckDB 1.5 the setting is then called otherwise, and the limit stays
        warehouse.connection.execute(f"SET memory_limit = '{_of_machine():.0f}MB'")
