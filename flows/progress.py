"""Long work shows that it goes on: one line on a terminal that is written over, and nothing anywhere else."""

import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from flows.outcome import Counts

_CLEAR = "\r\x1b[K"
_LAST_BATCHES = 30  # over which rate and time left are told: a run that goes on where it was skips its beginning fast


@dataclass(slots=True)
class Meter:
    """How many bytes of the files were read so far: those that are done, and how far the open one is."""

    done_bytes: int = 0
    done_inputs: int = 0  # files and addresses
    _open: IO[bytes] | None = None

    @contextmanager
    def reading(self, path: Path | None) -> Iterator[None]:
        """Count the file when the block ends."""
        try:
            yield
        finally:
            self._open = None
            self.done_bytes += size_of(path)

    def follow(self, file: IO[bytes]) -> None:
        """Tell how far this file is read until the block of `reading` ends."""
        self._open = file

    def position(self) -> int:
        """Return the bytes that were read."""
        return self.done_bytes + (self._open.tell() if self._open and not self._open.closed else 0)


def size_of(path: Path | None) -> int:
    """Return the bytes of a file; none for standard input and for a file that is gone."""
    with suppress(OSError):
        return path.stat().st_size if path else 0
    return 0


@dataclass(slots=True)
class Progress:
    """The line on the terminal: how much is done, how fast, and how long the rest will take."""

    total_bytes: int = 0
    _marks: deque[tuple[float, int, int]] = field(default_factory=lambda: deque(maxlen=_LAST_BATCHES))

    def __post_init__(self) -> None:
        """Begin to count."""
        self._marks.append((time.monotonic(), 0, 0))

    def show(self, counts: Counts, done_bytes: int = 0) -> None:
        """Say how far the work has come, if somebody is looking."""
        if is_watched():
            self._marks.append((time.monotonic(), counts.articles_read + counts.articles_refused, done_bytes))
            width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
            print(f"{_CLEAR}{self.line(counts)[:width]}", end="", file=sys.stderr, flush=True)

    def line(self, counts: Counts) -> str:
        """Return the words of the line."""
        (began, inputs_then, bytes_then), (now, inputs, done_bytes) = self._marks[0], self._marks[-1]
        seconds = max(now - began, 1e-6)
        words = f"{inputs:,} inputs, {counts.claims_found:,} claims, {(inputs - inputs_then) / seconds:,.0f} a second"
        if self.total_bytes and done_bytes > bytes_then:
            left = (self.total_bytes - done_bytes) / (done_bytes - bytes_then) * seconds
            words += f", {min(done_bytes / self.total_bytes, 1):.0%}, {_duration(left)} left"
        return words


def show_share(done: int, total: int, noun: str, seconds: float) -> None:
    """Say how much of a known number of things is done, if somebody is looking."""
    if is_watched():
        width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
        print(f"{_CLEAR}{share_line(done, total, noun, seconds)[:width]}", end="", file=sys.stderr, flush=True)


def share_line(done: int, total: int, noun: str, seconds: float) -> str:
    """Return how much is done, how fast, and how long the rest will take."""
    words = f"{done:,} of {total:,} {noun}, {done / max(seconds, 1e-6):,.0f} a second"
    return f"{words}, {done / total:.0%}, {_duration((total - done) * seconds / done)} left" if done else words


def _duration(seconds: float) -> str:
    """Return a duration as people say it: 40 s, 12 min, 3 h 20 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def is_watched() -> bool:
    """Tell whether standard error is a terminal."""
    return sys.stderr.isatty()


def end_progress() -> None:
    """Give the line back."""
    if is_watched():
        print(_CLEAR, end="", file=sys.stderr, flush=True)
