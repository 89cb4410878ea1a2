"""What is wrong with the whole, for the top of the front page: asked once a minute and snapshot, whoever looks."""

from datetime import UTC, datetime
from functools import lru_cache

from desk.web.desk import Desk
from flows.health import troubles_of
from warehouse.health import Trouble
from warehouse.reader import ReadTookTooLong


def troubles_now(desk: Desk) -> list[Trouble]:
    """Return what is wrong, by the checks of `factdesk doctor`; nothing where they take too long for a page."""
    minute = datetime.now(UTC).replace(second=0, microsecond=0)
    try:
        return _troubles(desk, desk.reader.snapshot, minute)
    except ReadTookTooLong:
        return []


@lru_cache(maxsize=2)
def _troubles(desk: Desk, _snapshot: str, now: datetime) -> list[Trouble]:
    return troubles_of(desk.settings, now, desk.rows)
