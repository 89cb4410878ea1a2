"""Questions of people who may ask anything: each is answered in a process of its own, which can be ended at any moment.

`warehouse.ask` sets DuckDB's limits; they hold between its steps, while one function call can take all memory or all
day. So what strangers ask runs apart, under limits that the system keeps, and cannot take the desk down with it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.ask import QueryRefused

ANSWER = "answer.arrow"  # as warehouse.answering names it, which is only for its own process
MOST_MEGABYTES = 250
_MEGABYTES_TO_WORK_WITH = 1_000
_COPIES_OF_THE_ANSWER = 3  # DuckDB's, Arrow's and the file's, before the first is given up
_STARTING_SECONDS = 30
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "PATH", "LANG", "LC_ALL", "TZDIR")


class QueryCancelled(QueryRefused):
    """A question that somebody called off before its answer."""

    def __init__(self) -> None:
        super().__init__("it was cancelled before it was answered", "ask it again, or another one")


class Question:
    """One SELECT to the published file. `answer` waits for the rows; `cancel` ends it from another thread."""

    def __init__(
        self,
        published: Path,
        sql: str,
        *,
        timeout_seconds: float = 30,
        row_limit: int | None = None,
        most_megabytes: int = MOST_MEGABYTES,
    ) -> None:
        """Take at most `row_limit` rows; refuse an answer of more than `most_megabytes`, or one later than the time."""
        self.sql = sql
        self.timeout_seconds = timeout_seconds
        self.memory_megabytes = _MEGABYTES_TO_WORK_WITH + _COPIES_OF_THE_ANSWER * most_megabytes
        self._request: dict[str, Any] = {
            "published": str(published.absolute()),
            "sql": sql,
            "timeout_seconds": timeout_seconds,
            "row_limit": row_limit,
            "most_megabytes": most_megabytes,
            "memory_megabytes": self.memory_megabytes,
        }
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._is_cancelled = False

    def answer(self) -> pl.DataFrame:
        """Return the rows. Raises QueryRefused as `ask` does, and QueryCancelled."""
        # The folder takes what does not fit into memory, and ends with the question however that ends.
        with tempfile.TemporaryDirectory(prefix="factdesk-question-") as folder:
            told = self._told(Path(folder))
            if "rule" in told:
                raise QueryRefused(told["rule"], told["next_step"])
            return pl.read_ipc(Path(folder) / ANSWER)

    def cancel(self) -> None:
        """End the question; does nothing to one that has been answered."""
        with self._lock:
            self._is_cancelled = True
            if self._process:
                self._process.kill()

    def _told(self, folder: Path) -> dict[str, str]:
        """Return what the process says of itself."""
        process = self._started(folder)
        try:
            said, errors = process.communicate(json.dumps(self._request), self.timeout_seconds + _STARTING_SECONDS)
        except subprocess.TimeoutExpired:
            raise self._too_long() from None
        finally:
            process.kill()
            process.wait()
        if self._is_cancelled:
            raise QueryCancelled
        if process.returncode:
            raise self._ended_badly(process.returncode, errors)
        told: dict[str, str] = json.loads(said)
        return told

    def _started(self, folder: Path) -> "subprocess.Popen[str]":
        with self._lock:
            if self._is_cancelled:
                raise QueryCancelled
            self._process = subprocess.Popen(  # our own words; the question goes by standard input
                [sys.executable, "-P", "-m", "warehouse.answering"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                cwd=folder,
                env=_environment(folder),
            )
            return self._process

    def _ended_badly(self, status: int, errors: str) -> Exception:
        """Say why the process ended without a word: out of time, out of memory, or a mistake of ours."""
        if status == -signal.SIGALRM:
            return self._too_long()
        if status < 0 or "MemoryError" in errors or "bad_alloc" in errors:
            rule = f"it needs more than {self.memory_megabytes:,} MB of memory"
            return QueryRefused(rule, "narrow it with WHERE, or make its lists and texts shorter")
        return RuntimeError(f"the process of a question ended with status {status}: {errors.strip()[-2000:]}")

    def _too_long(self) -> QueryRefused:
        rule = f"it took longer than {self.timeout_seconds:g} seconds"
        return QueryRefused(rule, "narrow it with WHERE, or allow it more time")


def _environment(folder: Path) -> dict[str, str]:
    """Return what the process is told of this machine: where its modules lie, and its own folder."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    modules = os.pathsep.join(str(Path(each).absolute()) for each in sys.path)
    own = dict.fromkeys(("HOME", "TMPDIR"), str(folder))
    return kept | own | {"PYTHONPATH": modules, "POLARS_MAX_THREADS": "1"}
