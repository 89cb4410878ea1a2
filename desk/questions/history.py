"""What was asked before: a line for each question in a file of the data folder, never an answer."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOST_KEPT = 1_000
_ROOM = 200  # lines beyond, so that the file is rewritten seldom


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `rows` is None for one that was refused; `number` is its name, and stays."""

    number: int
    asked_at: datetime
    select: str
    rows: int | None
    milliseconds: int


class History:
    """The questions in one file. Asking goes on whatever becomes of it: what cannot be read or written is passed over."""

    def __init__(self, file: Path) -> None:
        """Take the file; it is made with the first question."""
        self._file = file

    def asked(self) -> list[Asked]:
        """Return the questions, oldest first."""
        return list(self._read())[-MOST_KEPT:]

    def note(self, select: str, rows: int | None, seconds: float) -> None:
        """Add a question; the oldest go when there are too many."""
        with suppress(OSError, UnicodeError):
            known = list(self._read())
            number = max((each.number for each in known), default=0) + 1
            question = Asked(number, datetime.now(UTC), select, rows, round(seconds * 1000))
            if len(known) >= MOST_KEPT + _ROOM:
                self._rewrite([*known, question][-MOST_KEPT:])
            else:
                self._append(question)

    def _read(self) -> Iterator[Asked]:
        """Yield what can be read; a line that was cut off or written by hand is passed over."""
        with suppress(OSError), self._file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with suppress(ValueError, TypeError, KeyError):
                    yield _asked(json.loads(line))

    def _append(self, question: Asked) -> None:
        """Write one line in one step, for the eyes of the user alone."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with os.fdopen(os.open(self._file, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(_line(question))

    def _rewrite(self, questions: list[Asked]) -> None:
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text("".join(map(_line, questions)), encoding="utf-8")
        new.replace(self._file)


def _asked(line: dict[str, Any]) -> Asked:
    rows = None if line["rows"] is None else int(line["rows"])
    asked_at = datetime.fromisoformat(line["asked_at"]).astimezone(UTC)
    return Asked(int(line["number"]), asked_at, str(line["select"]), rows, int(line["milliseconds"]))


def _line(question: Asked) -> str:
    return json.dumps(asdict(question) | {"asked_at": question.asked_at.isoformat(timespec="seconds")}) + "\n"
