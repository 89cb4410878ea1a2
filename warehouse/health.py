"""Checks of the whole: each a file in `health`, a SELECT of what is wrong with whom and what to do, of what is published.

A check is given `$now`; `$schedules`, a JSON list of name and due_at; and `$living`, one of the runs that go on.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.publish import own_copy
from warehouse.snapshot import Snapshot
from warehouse.sqlfile import FOLDER, read_folder

Rows = Callable[[str, Mapping[str, object]], list[dict[str, Any]]]
"""Answers one SELECT with `$name` for its parameters."""

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule, and the last moment at which it fell due and had time enough to begin."""

    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: by which check, with what, in words, and what to do."""

    check: str
    about: str
    rule: str
    next_step: str

    @property
    def words(self) -> str:
        """The same in a line."""
        return f"{self.about}: {self.rule}. {self.next_step[:1].upper()}{self.next_step[1:]}"


def troubles(rows: Rows, *, now: datetime, dues: Sequence[Due] = (), living: Sequence[str] = ()) -> list[Trouble]:
    """Ask every check, in the order of their names, and return what is wrong."""
    told = {
        "now": now,
        "schedules": json.dumps([asdict(due) for due in dues], default=datetime.isoformat),
        "living": json.dumps(list(living)),
    }
    return [
        Trouble(check.name, row["about"], row["rule"], row["next_step"])
        for check in read_folder(FOLDER / "health")
        for row in rows(check.text, told)
    ]


def troubles_published(
    published: Path, *, now: datetime, dues: Sequence[Due] = (), living: Sequence[str] = ()
) -> list[Trouble]:
    """Return what is wrong by what is published. Raises WarehouseUnusable for a damaged copy."""
    snapshot = Snapshot(own_copy(published), _SECONDS)
    try:
        return troubles(snapshot.rows, now=now, dues=dues, living=living)
    finally:
        snapshot.retire()
