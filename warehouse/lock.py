"""Opening the live file: one process at a time may, so others wait a little, and then say who is holding it."""

import os
import random
import re
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# Replacement scans would let a misspelt table name find a Python variable. Old clients must be able to read new files.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",  # a flag that asks for a function of one must not fetch it
    "storage_compatibility_version": "v1.5.0",
}
_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
# Between the threads of one process the file's own lock does not stand. Whoever has it open may open it once more.
_THREADS: defaultdict[Path, threading.RLock] = defaultdict(threading.RLock)
_SHORTEST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.02, 0.5


class WarehouseBusy(Exception):  # noqa: N818 - named by what the caller does: wait
    """Another process held the live file for longer than we may wait."""


class WarehouseUnusable(Exception):  # noqa: N818
    """The file is there, but no warehouse can be opened in it."""


@contextmanager
def turn_among_threads(path: Path | None, timeout_seconds: float) -> Iterator[None]:
    """Keep the other threads of this process from opening the file within the block. Raises WarehouseBusy."""
    if path is None:
        yield
        return
    lock = _THREADS[path.resolve()]
    if not lock.acquire(timeout=timeout_seconds):
        raise WarehouseBusy(
            f"{path} is held by another thread of this process (waited {timeout_seconds:g} s): try again in a moment"
        )
    try:
        yield
    finally:
        lock.release()


@contextmanager
def spill_folder(path: Path | None) -> Iterator[str | None]:
    """Make a folder for what does not fit into memory, gone after the block; a file has one beside it, made by DuckDB.

    Without one, a warehouse in memory would spill into the current folder.
    """
    if path:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="factdesk-") as folder:
        yield folder


def connect(path: Path | None, timeout_seconds: float, spill: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open the file (or memory), trying again with jitter for as long as another process holds it.

    What does not fit into memory goes into the folder `spill`, where one is given.
    Raises WarehouseBusy, naming the holder, after `timeout_seconds`; WarehouseUnusable for a file of another kind.
    """
    end, wait = time.monotonic() + timeout_seconds, _SHORTEST_WAIT_SECONDS
    config = CONFIG | {"temp_directory": spill} if spill else CONFIG
    while True:
        try:
            connection = duckdb.connect(str(path) if path else ":memory:", config=config)
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise _unusable(path, error) from error
            if time.monotonic() >= end:
                raise _busy(path, error, timeout_seconds) from error
        except duckdb.Error as error:
            raise _unusable(path, error) from error
        else:
            connection.execute("SET TimeZone = 'UTC'")
            return connection
        time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, no secret
        wait = min(wait * 1.6, _LONGEST_WAIT_SECONDS)


def _busy(path: Path | None, error: duckdb.Error, timeout_seconds: float) -> WarehouseBusy:
    holder = _HOLDER.search(str(error))
    who = f"process {holder['pid']} ({holder['program']})" if holder else "another process"
    return WarehouseBusy(
        f"{path} is held by {who}, and only one process at a time may open it (waited {timeout_seconds:g} s): "
        "let that process finish or end it, then run this again; for reading alone, ask the published file instead"
    )


def _unusable(path: Path | None, error: duckdb.Error) -> WarehouseUnusable:
    reason = str(error).splitlines()[0]
    return WarehouseUnusable(
        f"{path} cannot be opened as a warehouse ({reason}): move it away or name another file in the settings"
    )


def place_new_file(prepared: Path, path: Path) -> None:
    """Give a prepared file its name at once and whole; if another process was faster, its file stays."""
    try:
        os.link(prepared, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        if not path.exists():
            prepared.replace(path)
    finally:
        prepared.unlink(missing_ok=True)
