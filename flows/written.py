"""Files for people are written whole or not at all, in a folder that one process at a time writes to."""

import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flows.locks import lock

_LOCK = ".lock"
_PREPARED = re.compile(r"\..+\.\d+\.part")


@contextmanager
def replaced(path: Path) -> Iterator[IO[str]]:
    """Give a file to write to that takes the path's place when the block ends well: whole or not at all.

    Whoever has the old one open keeps it.
    """
    prepared = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with prepared.open("w", encoding="utf-8", errors="replace") as file:
            yield file
        prepared.replace(path)
    finally:
        prepared.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes, and threads of this one, from writing to the folder within the block; they wait.

    The lock is the system's: it ends with whoever holds it, by whatever death. A block inside another would wait for ever.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder / _LOCK, wait_seconds=math.inf):
        yield


def sweep(folders: Iterable[Path]) -> None:
    """Remove what killed processes left half written; to be called alone in the folders."""
    for folder in folders:
        for path in folder.iterdir() if folder.is_dir() else ():
            if _PREPARED.fullmatch(path.name):
                path.unlink(missing_ok=True)


def sweep_left_of(path: Path) -> None:
    """Remove what killed processes left of one file, half written; what a process that lives is writing stays."""
    for left in path.parent.glob(f".{path.name}.*.part"):
        number = left.name.removesuffix(".part").rpartition(".")[2]
        if number.isdecimal() and not _lives(int(number)):
            left.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    """Tell whether there is a process of that number; one that came after it costs no more than a later sweep."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
