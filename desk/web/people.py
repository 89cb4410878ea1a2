"""Who works at this desk: the names that work can be given to."""

from functools import lru_cache

from fastapi import Request

from desk.web.desk import Desk, desk_of
from desk.web.queries import query
from desk.web.rendering import FOLDER

NOBODY = "-"
"""What a form sends for nobody; no name is like it."""


def colleagues(request: Request) -> list[str]:
    """Return the users of the desk who may review, and whoever signed or was given work lately; without who asks."""
    users = [name for name, each in request.state.visit.access.users.accounts().items() if each.role != "reader"]
    desk = desk_of(request)
    known = _known(desk, desk.reader.snapshot, desk.reviews_seen)
    own = request.state.user.name
    return sorted({each for each in (*users, *known) if each != own}, key=str.casefold)


def assignee_of(chosen: str) -> str | None:
    """Return what a form's choice means for `Act.assignee`: nothing chosen leaves it as it stands."""
    return "" if chosen == NOBODY else chosen.strip() or None


@lru_cache(maxsize=4)
def _known(desk: Desk, snapshot: str, reviews: int) -> tuple[str, ...]:
    """Ask once for each snapshot and count of reviews."""
    del snapshot, reviews
    return tuple(row["name"] for row in desk.rows(query(FOLDER / "people.sql")))
