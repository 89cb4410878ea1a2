"""The items before and after one in the queue that somebody works through, wherever that one has gone since."""

from typing import Literal

from desk.web.desk import Desk, Row
from desk.web.queries import query
from desk.web.queue_filters import IS_OLD, QueueFilters, fragments_of, parameters_of
from desk.web.rendering import FOLDER

Side = Literal["next", "previous"]

# The columns that the queue falls by, with the same of the claim that somebody stands at; a claim without a day is last.
_PRIORITY = ("marks.priority", "$priority")
_DAY = tuple(
    f"coalesce({moment}, TIMESTAMPTZ '-infinity')"
    for moment in ("marks.published_at", "CAST($published_at AS TIMESTAMPTZ)")
)
_IS_NEW = (f"(NOT {IS_OLD})", f"(NOT {IS_OLD.replace('marks.published_at', 'CAST($published_at AS TIMESTAMPTZ)')})")
_COLUMNS = {"priority": (_IS_NEW, _PRIORITY, _DAY), "newest": (_DAY, _PRIORITY)}


def beside(desk: Desk, filters: QueueFilters, claim: Row, side: Side) -> str | None:
    """Return the leader of the item next to one in the queue of these filters; None at its end.

    `claim` is the leader of that one, with claim_id, priority and published_at.
    """
    columns = _COLUMNS[filters.order]
    falls, rises, down, up = ("<", ">", "DESC", "ASC") if side == "next" else (">", "<", "ASC", "DESC")
    beyond = f"marks.mark_row {rises} (SELECT mark_row FROM here)"  # noqa: S608 - our own sign
    for column, at in reversed(columns):
        beyond = f"{column} {falls}= {at} AND ({column} {falls} {at} OR ({beyond}))"
    sql = query(
        FOLDER / "pages" / "claim_beside.sql",
        **fragments_of(filters),
        beyond=f"({beyond})",
        order=", ".join([*(f"{column} {down}" for column, _ in columns), f"marks.mark_row {up}"]),
    )
    here = {name: claim[name] for name in ("priority", "published_at", "claim_id")}
    found = desk.rows(sql, parameters_of(filters) | here)
    return str(found[0]["claim_id"]) if found else None
