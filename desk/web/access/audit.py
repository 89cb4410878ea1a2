"""The audit: one line of JSON for each sign-in, refusal and change of users; nothing secret, and never rewritten.

A file of some megabytes gives way to a new one, and the oldest of them goes.
"""

import fcntl
import json
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desk.web.access.private_files import make_folder

_MOST_TEXT = 200
_MOST_BYTES, _KEPT_FILES = 5_000_000, 5  # of one file, and of older ones: about 200,000 lines
_MOST_A_MINUTE = 60  # of one event: whoever knocks a million times is told of, and does not fill the disk
_log = logging.getLogger(__name__)


class Audit:
    """Appends to the audit of a desk. Safe for threads; several processes may append to one file."""

    def __init__(self, file: Path, clock: Callable[[], float]) -> None:
        """Append to the file, which is made with the first line."""
        self._file, self._clock = file, clock
        self._lock = threading.Lock()
        self._minute: dict[str, tuple[int, int]] = {}

    def note(self, event: str, **said: str | None) -> None:
        """Append one line; texts are shortened, and what JSON escapes cannot end the line."""
        now = self._clock()
        with self._lock:
            left_out = self._left_out(event, int(now // 60))
            if left_out is None:
                return
            line = {"at": datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"), "event": event}
            line |= {key: value[:_MOST_TEXT] for key, value in said.items() if value is not None}
            if left_out:
                line["left_out_before"] = str(left_out)
            self._append(json.dumps(line, ensure_ascii=True))

    def _left_out(self, event: str, minute: int) -> int | None:
        """Return how many lines of this event were left out before, None if this one is too."""
        last, count = self._minute.get(event, (minute, 0))
        if last != minute:
            self._minute[event] = (minute, 1)
            return max(count - _MOST_A_MINUTE, 0)
        self._minute[event] = (minute, count + 1)
        return 0 if count < _MOST_A_MINUTE else None

    def _append(self, line: str) -> None:
        """Write one line in one call; a disk that is full must not keep anybody out, and is told of in the log."""
        try:
            make_folder(self._file.parent)
            self._turn_over(len(line))
            descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                os.write(descriptor, f"{line}\n".encode())
            finally:
                os.close(descriptor)
        except OSError as error:
            _log.error("%s: the audit cannot be written (%s)", self._file, error.strerror)

    def _turn_over(self, added: int) -> None:
        """Begin a new file before one grows too large; the older ones are numbered, the newest of them .1, and the last goes.

        Of several processes that find it too large at once, one renames it: the lock of the folder is held meanwhile.
        """
        if not self._is_full(added):
            return
        folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if self._is_full(added):
                for number in range(_KEPT_FILES - 1, 0, -1):
                    with suppress(FileNotFoundError):
                        self._older(number).replace(self._older(number + 1))
                self._file.replace(self._older(1))
        finally:
            os.close(folder)

    def _is_full(self, added: int) -> bool:
        with suppress(FileNotFoundError):
            return self._file.stat(follow_symlinks=False).st_size + added > _MOST_BYTES
        return False

    def _older(self, number: int) -> Path:
        return self._file.with_name(f"{self._file.name}.{number}")
