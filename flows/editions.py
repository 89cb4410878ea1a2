"""Which report people were given last, so that the next can say what is new: kept in a small file beside the reports.

An edition ends when a report is written that tells of something later; where the settings name times of the day, only
at these. So a report that is written again, with nothing changed, tells the same news.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

FILE_NAME = "editions.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """A report or digest that was given: when it was made, after which run, and up to which moment it tells."""

    made_at: datetime
    until: datetime
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Editions:
    """The present report, the one before it, and the last digest that was sent."""

    present: Edition | None = None
    before: Edition | None = None
    sent: Edition | None = None


def read_editions(folder: Path) -> Editions:
    """Return what is kept in the reports' folder; nothing where there is no file, or none that can be read."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Editions(**{name: _edition(kept.get(name)) for name in ("present", "before", "sent")})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Editions()


def write_editions(folder: Path, editions: Editions) -> None:
    """Keep the editions, whole or not at all."""
    text = json.dumps(asdict(editions), default=lambda moment: moment.isoformat(), indent=1)
    prepared = folder / f".{FILE_NAME}.{os.getpid()}"
    prepared.write_text(text + "\n", encoding="utf-8")
    prepared.replace(folder / FILE_NAME)


def turn(editions: Editions, now: Edition, times: Sequence[time] = ()) -> Editions:
    """Return the editions with the report that is being written as the present one."""
    present = editions.present
    if present is None:
        return Editions(present=now, sent=editions.sent)
    if now.until <= present.until or not is_due(present.made_at, now.made_at, times):
        return editions
    return Editions(present=now, before=present, sent=editions.sent)


def is_due(last: datetime | None, now: datetime, times: Sequence[time]) -> bool:
    """Tell whether one of the times of day (UTC) lies between two moments; without times it is always due."""
    if not times or last is None:
        return True
    days = (now.date() - timedelta(days=1), now.date())
    moments = [datetime.combine(day, at, UTC) for day in days for at in times]
    return last < max(moment for moment in moments if moment <= now)


def _edition(kept: Mapping[str, Any] | None) -> Edition | None:
    if kept is None:
        return None
    made_at, until = (datetime.fromisoformat(kept[name]) for name in ("made_at", "until"))
    if made_at.tzinfo is None or until.tzinfo is None:
        raise ValueError("moments without a zone")
    return Edition(made_at, until, kept.get("run_id"))
