"""What must hold of the whole warehouse is looked at after each publishing, in the copy that was published, and kept to be told."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.settings import Settings
from flows.written import replaced, sweep_left_of
from warehouse.audit import audit_published
from warehouse.health import Trouble
from warehouse.lock import WarehouseUnusable
from warehouse.publish import own_copy

MEND = "`factdesk repair` mends what can be mended, and says what cannot"
_SHARE = 20
_UNREADABLE = "the published copy can be read"


def check_published(settings: Settings, *, at_once: bool = False) -> list[Trouble]:
    """Look through what is published, keep what does not hold, and return it. Nobody who has the live file waits for it.

    Among a million claims that takes a minute. A large warehouse that is published every minute is looked through so
    often that it takes a twentieth of the time at most, unless it must be `at_once`.
    """
    sweep_left_of(settings.assertions_file)
    if not at_once and not _is_time(settings.assertions_file):
        return broken_assertions(settings)
    began, copy = time.monotonic(), own_copy(settings.published)
    try:
        rows = audit_published(copy).iter_rows(named=True)
        broken = [_trouble(row) for row in rows]
    except WarehouseUnusable as error:
        broken = [Trouble("assertions", _UNREADABLE, str(error), MEND)]
    told: dict[str, Any] = {
        "copy": copy.name,
        "seconds": round(time.monotonic() - began, 3),
        "looked_at": datetime.now(UTC).isoformat(),
        "broken": [_as_json(each) for each in broken],
    }
    with replaced(settings.assertions_file) as file:
        json.dump(told, file, indent=1)
    return broken


def _is_time(file: Path) -> bool:
    """Tell whether the last look is so long ago that another takes no more than a share of the time."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        since = (datetime.now(UTC) - datetime.fromisoformat(kept["looked_at"])).total_seconds()
        return not 0 <= since < _SHARE * kept["seconds"]
    except (OSError, ValueError, TypeError, KeyError):
        return True


def broken_assertions(settings: Settings) -> list[Trouble]:
    """Return what did not hold when it was looked at last; nothing where nobody has looked."""
    return read_broken(settings.assertions_file)


def read_broken(file: Path) -> list[Trouble]:
    """Return what the file says; nothing where it is not there or is none of ours."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return [Trouble("assertions", each["about"], each["rule"], MEND) for each in kept["broken"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _trouble(row: dict[str, Any]) -> Trouble:
    number = "1 row" if row["rows"] == 1 else f"{row['rows']:,} rows"
    rule = f"it does not hold that {row['what']}: {number} of {row['table_name']}, as {row['row_key']}"
    return Trouble("assertions", row["assertion"], rule, MEND)


def _as_json(trouble: Trouble) -> dict[str, str]:
    return {"about": trouble.about, "rule": trouble.rule}
