"""Which report people were given last, so that the next can say what is new: kept in a small file beside the reports.

An edition ends when a report is written that tells of more, and what it told stays news for a day: feeds that fire by
turns do not rub out each other's news before anybody has looked. Where the settings name times of the day, news begin at
these instead. A report that is written again, with nothing changed, tells the same news. How far an edition tells is a place among the
rows that were published, and no moment: a clock that was ahead for a day neither hides what comes in after it nor tells
it twice.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from flows.written import replaced

FILE_NAME = "editions.json"


NEWS_LAST = timedelta(days=1)
"""How long what came in is told as new, where the settings name no times of the day."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far something tells: the last row of each table. None is ever taken out, and new ones come behind all others."""

    claims: int = -1
    articles: int = -1
    rejects: int = -1


@dataclass(frozen=True, slots=True)
class Edition:
    """A report or digest that was given: when it was made, after which run, and how far it tells."""

    made_at: datetime
    reach: Reach
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Editions:
    """The present report, the one since which its news are told, and the last digest that was sent.

    `earlier` are the reports before the present one from which news may still begin, the oldest first.
    """

    present: Edition | None = None
    before: Edition | None = None
    sent: Edition | None = None
    earlier: tuple[Edition, ...] = ()


def read_editions(folder: Path) -> Editions:
    """Return what is kept in the reports' folder; nothing where there is no file, or none that can be read."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        present, before, sent = (_edition(kept.get(name)) for name in ("present", "before", "sent"))
        earlier = tuple(edition for each in kept.get("earlier") or () if (edition := _edition(each)))
        return Editions(present, before, sent, earlier or ((before,) if before else ()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Editions()


def write_editions(folder: Path, editions: Editions) -> None:
    """Keep the editions, whole or not at all."""
    with replaced(folder / FILE_NAME) as file:
        file.write(json.dumps(asdict(editions), default=lambda moment: moment.isoformat(), indent=1) + "\n")


def turn(editions: Editions, now: Edition, times: Sequence[time] = ()) -> Editions:
    """Return the editions with the report that is being written as the present one."""
    present = editions.present
    if present is None:
        return Editions(present=now, sent=editions.sent)
    if _tells_no_more(now.reach, present.reach) or not is_due(present.made_at, now.made_at, times):
        return editions
    earlier = (present,) if times else _of_a_day((*editions.earlier, present), now.made_at)
    return Editions(present=now, before=earlier[0], sent=editions.sent, earlier=earlier)


def _of_a_day(editions: Sequence[Edition], now: datetime) -> tuple[Edition, ...]:
    """Return the reports from the last one on that is a day old, or all of them where none is."""
    old = [at for at, each in enumerate(editions) if each.made_at <= now - NEWS_LAST]
    return tuple(editions[old[-1] if old else 0 :])


def _tells_no_more(now: Reach, before: Reach) -> bool:
    """Tell whether no claim and no article came in; an input that was refused alone is no news."""
    return (now.claims, now.articles) == (before.claims, before.articles)


def is_due(last: datetime | None, now: datetime, times: Sequence[time]) -> bool:
    """Tell whether one of the times of day (UTC) lies between two moments.

    Without times it is always due, and so it is where the last moment is yet to come: the clock was ahead.
    """
    if not times or last is None or last > now:
        return True
    days = (now.date() - timedelta(days=1), now.date())
    moments = [datetime.combine(day, at, UTC) for day in days for at in times]
    return last < max(moment for moment in moments if moment <= now)


def _edition(kept: Mapping[str, Any] | None) -> Edition | None:
    if kept is None:
        return None
    made_at = datetime.fromisoformat(kept["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return Edition(made_at, Reach(**{name: int(row) for name, row in kept["reach"].items()}), kept.get("run_id"))
