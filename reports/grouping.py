"""Which rows of the flagged claims make one item, and in what order the items come."""

from collections.abc import Sequence

from reports.words import Row


def item_of(row: Row) -> str:
    """Return the item that a row of the flagged claims belongs to; its sentence, where the row does not say."""
    return str(row.get("item") or (row.get("article_id"), row.get("sentence_start", row.get("claim_id"))))


def group_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of flagged claims item by item, what most hangs on first, each item's leader first."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(item_of(row), []).append(row)
    for rows_of_it in groups.values():
        rows_of_it.sort(key=lambda row: (row.get("item") != row.get("claim_id"), -_priority(row)))
    return sorted(groups.values(), key=lambda rows_of_it: -_priority(rows_of_it[0]))


def _priority(row: Row) -> float:
    return float(row.get("priority") or 0)
