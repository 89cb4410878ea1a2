"""Locks that end with the process that holds them, by whatever death.

A process number says nothing of who lives: in a container the next process has the number of the one that was killed,
and elsewhere a number comes again too. So a lock on a file is held, and the kernel lets go of it.
"""

import fcntl
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BETWEEN_SECONDS = 0.1


@contextmanager
def lock(path: Path, *, wait_seconds: float = 0.0) -> Iterator[bool]:
    """Hold the lock of a file, made where it is not there, for the length of the block.

    Yields False where another process still holds it after `wait_seconds`. May raise OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _is_taken(descriptor, wait_seconds)
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int, wait_seconds: float) -> bool:
    end = time.monotonic() + wait_seconds
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(_BETWEEN_SECONDS)


def is_held(path: Path) -> bool:
    """Tell whether a process that lives holds the lock. The look itself holds it for a moment: whoever wants it waits."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def allow_open_files(count: int) -> None:
    """Have so many files open besides the usual ones, as far as the system lets this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 1_024
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
