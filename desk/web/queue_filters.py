"""Which items of the queue somebody looks at: filters that live in the address, and the SELECTs that they choose."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from desk.web.desk import Desk, Row
from desk.web.queries import query, query_of_ids
from desk.web.queue_items import with_members
from desk.web.rendering import FOLDER
from reports.ages import old_before
from schemas.review import STATUSES

PAGE_ROWS = 50
STATES = ("open", "any", *STATUSES)
IS_OLD = "coalesce(marks.published_at < $old_before, false)"
"""An old story that was read today is no news of today; one whose day is not known may be."""
_ORDERS = {
    "priority": f"{IS_OLD}, marks.priority DESC, marks.published_at DESC NULLS LAST, mark_row",
    "newest": "marks.published_at DESC NULLS LAST, marks.priority DESC, mark_row",
}
ORDERS = tuple(_ORDERS)
_BY_STATUS = {
    "any": "",
    "open": " AND mark_row NOT IN (SELECT mark_row FROM reviewed_items WHERE is_settled)",
    "new": " AND mark_row NOT IN (SELECT mark_row FROM reviewed_items WHERE statuses <> ['new'])",
}
_OF_STATUS = " AND mark_row IN (SELECT mark_row FROM reviewed_items WHERE list_contains(statuses, $status))"
MINE, UNASSIGNED = "mine", "unassigned"
_OF_NOBODY = " AND mark_row NOT IN (SELECT mark_row FROM reviewed_items WHERE len(assignees) > 0)"
_OF_SOMEBODY = " AND mark_row IN (SELECT mark_row FROM reviewed_items WHERE list_contains(assignees, $assignee))"
_PAGES = FOLDER / "pages"
_AT_HAND = 5_000  # items
_LONGEST = 200  # characters of a filter


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """The filters; an empty one leaves everything, and an item is left by a claim of it.

    `q` are whole words of sentence or statement; `mill*` is what begins with them. `who` is to work on it: a name, or mine, which is that of `reader`, or unassigned.
    """

    flag: str = ""
    kind: str = ""
    outlet: str = ""
    claimant: str = ""
    status: str = "open"
    since: str = ""
    until: str = ""
    q: str = ""
    who: str = ""
    order: str = "priority"
    page: int = 1
    reader: str = ""  # who looks; stands in no address, and only where it matters

    @classmethod
    def of(cls, asked: Mapping[str, str], reader: str = "") -> tuple[Self, list[str]]:
        """Return the filters of an address as `reader` asks for it, and in words what of it could not be used."""
        names = {field.name for field in fields(cls)} - {"page", "reader"}
        given = {name: value.strip() for name, value in asked.items() if name in names and value.strip()}
        unfit = [f"{name} “{value[:80]}” {rule}" for name, value in given.items() if (rule := _unfit(name, value))]
        kept = {name: value for name, value in given.items() if not _unfit(name, value)}
        page = asked.get("page", "1")
        number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        return cls(**kept, page=number, reader=reader if kept.get("who") == MINE else ""), unfit

    @property
    def address(self) -> str:
        """The address of the queue with these filters."""
        plain = asdict(QueueFilters())
        asked = {name: value for name, value in asdict(self).items() if value != plain[name] and name != "reader"}
        return f"/queue?{urlencode(asked)}" if asked else "/queue"

    def but(self, **changes: Any) -> str:
        """Return the address with some filters changed, from the first page on."""
        return replace(self, **({"page": 1} | changes)).address

    def file(self, ending: str) -> str:
        """Return the address of all these items as a file."""
        return self.but().replace("/queue", f"/queue.{ending}", 1)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out beyond what is settled."""
        return replace(self, page=1, order="priority") != QueueFilters()


def _unfit(name: str, value: str) -> str:
    """Return why a filter cannot be used, or ""."""
    if len(value) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if name in {"since", "until"}:
        return "" if _is_day(value) else "is no day; write it as 2026-01-31"
    if name == "status" and value not in STATES:
        return f"is no status; there are {', '.join(STATES)}"
    return f"is no order; there are {', '.join(ORDERS)}" if name == "order" and value not in ORDERS else ""


def _is_day(value: str) -> bool:
    """Tell whether a value is a day as DuckDB reads it too: weeks of ISO 8601 and days without dashes are none to it."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def filters_of(address: str, reader: str) -> QueueFilters:
    """Return the filters of a queue's address as `reader` asks for it; those of the plain queue for any other."""
    parts = urlsplit(address)
    return QueueFilters.of(dict(parse_qsl(parts.query)), reader)[0] if parts.path == "/queue" else QueueFilters()


def queue_rows(desk: Desk, filters: QueueFilters, *, skipped: int | None = None, rows: int = PAGE_ROWS) -> list[Row]:
    """Return one page of the queue, or any other stretch of it."""
    if skipped is None and rows == PAGE_ROWS:
        desk.looked_at(filters)
        return _page(desk, desk.reader.snapshot, desk.reviews_seen, today(), filters)
    return _rows(desk, filters, skipped or 0, rows)


@lru_cache(maxsize=64)
def _page(desk: Desk, snapshot: str, reviews: int, day: date, filters: QueueFilters) -> list[Row]:
    """Return a page; once for each snapshot, count of reviews and day, since many look at the same one."""
    del snapshot, reviews, day
    return _rows(desk, filters, (filters.page - 1) * PAGE_ROWS, PAGE_ROWS)


def _rows(desk: Desk, filters: QueueFilters, skipped: int, rows: int) -> list[Row]:
    leaders: list[Row] = []
    if not filters.narrowed and filters.order == "priority":
        leaders = _leaders_at_hand(desk, skipped, rows)
    if len(leaders) < rows:
        sql = query(_PAGES / "queue.sql", **fragments_of(filters), order=_ORDERS[filters.order])
        leaders = desk.rows(sql, parameters_of(filters) | {"rows": rows, "skipped": skipped})
    return with_members(desk, leaders)


def _leaders_at_hand(desk: Desk, skipped: int, rows: int) -> list[Row]:
    """Return a stretch of the plain queue out of what is at hand; fewer rows where it goes beyond."""
    settled = {row["mark_row"] for row in desk.rows("SELECT mark_row FROM reviewed_items WHERE is_settled")}
    first = _first_of_queue(desk, desk.reader.snapshot, today())
    asked = [claim_id for mark_row, claim_id in first if mark_row not in settled][skipped : skipped + rows]
    if not asked:
        return []
    found = {row["claim_id"]: row for row in desk.rows(query_of_ids(_PAGES / "queue_leaders.sql", asked))}
    return [found[claim_id] for claim_id in asked]


@lru_cache(maxsize=4)
def _first_of_queue(desk: Desk, snapshot: str, day: date) -> list[tuple[int, str]]:
    """Return the first items of the plain queue, as if none were reviewed: the row and the claim that leads each.

    Once for each snapshot and day: whatever is reviewed meanwhile, what stands is found among them.
    """
    del snapshot
    fragments = fragments_of(QueueFilters(status="any"))
    sql = query(_PAGES / "queue_first.sql", **fragments, order=_ORDERS["priority"])
    asked = parameters_of(QueueFilters()) | {"old_before": _moment_of(old_before(day)), "rows": _AT_HAND}
    return [(int(row["mark_row"]), str(row["claim_id"])) for row in desk.rows(sql, asked)]


def today() -> date:
    """Return the day by which stories are old."""
    return datetime.now(UTC).date()


def queue_count(desk: Desk, filters: QueueFilters) -> int:
    """Return how many items the filters leave."""
    return _count(desk, desk.reader.snapshot, desk.reviews_seen, replace(filters, page=1, order="priority"))


@lru_cache(maxsize=200)
def _count(desk: Desk, snapshot: str, reviews: int, filters: QueueFilters) -> int:
    """Count once for each snapshot and count of reviews."""
    del snapshot, reviews
    sql = query(_PAGES / "queue_count.sql", **fragments_of(filters))
    return int(desk.rows(sql, parameters_of(filters))[0]["items"])


def prepare_queue(desk: Desk) -> None:
    """Read and count what is looked at first, and what was looked at lately, so that nobody waits for it."""
    queue_choices(desk)
    for filters in (QueueFilters(), *desk.lately()):
        if not filters.q:  # words are looked for in every sentence, which would hold up the others
            queue_count(desk, filters)
            _page(desk, desk.reader.snapshot, desk.reviews_seen, today(), filters)


def queue_choices(desk: Desk) -> dict[str, list[Row]]:
    """Return what each filter offers, with how many claims each choice has in the snapshot."""
    return _choices(desk, desk.reader.snapshot)


@lru_cache(maxsize=4)
def _choices(desk: Desk, snapshot: str) -> dict[str, list[Row]]:
    """Count once a snapshot: a million claims with their flags cost more than a page may."""
    del snapshot
    rows = desk.rows(query(_PAGES / "queue_choices.sql"))
    return {name: [row for row in rows if row["filter"] == name] for name in ("flag", "kind", "outlet")}


def fragments_of(filters: QueueFilters) -> dict[str, str]:
    """Return the condition (`/*where*/`) that the leader of an item must fulfil.

    What is asked of claims is asked of every claim of the item. Of a million items few are reviewed: these are left out,
    or looked for, by the numbers of their rows.
    """
    where = query(_PAGES / "queue_where.sql")
    if filters.outlet:
        where += query(_PAGES / "queue_outlet.sql")
    if filters.flag or filters.kind:
        where += query(_PAGES / "queue_tells.sql")
    if filters.claimant or (filters.flag and filters.kind):  # of one claim, which what the item tells does not say
        where += query(_PAGES / "queue_claims.sql")
    if filters.q:
        where += query(_PAGES / "queue_words.sql")
    if filters.who:
        where += _OF_NOBODY if filters.who == UNASSIGNED else _OF_SOMEBODY
    return {"where": where + _BY_STATUS.get(filters.status, _OF_STATUS)}


def parameters_of(filters: QueueFilters) -> dict[str, object]:
    """Return what the condition asks for by `$name`."""
    names = ("flag", "kind", "outlet", "claimant", "since", "until")
    asked: dict[str, object] = {name: getattr(filters, name) or None for name in names}
    asked |= {"old_before": _moment_of(old_before(today()))}
    asked |= {"status": filters.status, "assignee": filters.reader if filters.who == MINE else filters.who}
    return asked | (words_asked(filters.q) if filters.q else {})


def _moment_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def words_asked(asked: str) -> dict[str, str]:
    """Return what sentences must hold: the words as they are, and a pattern of them as whole words; `mill*` begins one."""
    words = asked.rstrip("*").strip() or asked
    before, behind = (
        "(^|[^\\p{L}\\p{N}_])" if words[0].isalnum() else "",
        "($|[^\\p{L}\\p{N}_])" if words[-1].isalnum() else "",
    )
    is_begun = asked != words and asked.endswith("*")
    return {"words": words, "pattern": before + _ODD.sub(r"\\\g<0>", words.lower()) + ("" if is_begun else behind)}


_ODD = re.compile(r"[!-/:-@\[-^`{-~]")  # ASCII marks, which a pattern may mean something by
