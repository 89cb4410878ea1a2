"""What threads come to, for reports: the rows of the published file by which each item tells its story."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from reports.series import chosen_series
from reports.series_rows import series_rows, threads_of

Row = Mapping[str, Any]
_ITEM_MATES = "SELECT claim_id, item FROM marks WHERE item IN ({})"


def told_threads(asked: Callable[[str], pl.DataFrame], claim_ids: Iterable[str]) -> dict[str, Any]:
    """Return `threads` and `series` as the report wants them."""
    threads = threads_of(lambda sql: asked(sql).to_dicts(), claim_ids)
    return {"threads": threads, "series": series_rows(lambda sql: asked(sql).to_dicts(), threads.values())}


def with_threads(asked: Callable[[str], pl.DataFrame], new_claims: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows of `new_claims.sql`, each with what its item's thread comes to in a line (`told`)."""
    items = {str(row["item"]) for row in new_claims}
    listed = ", ".join(f"'{each}'" for each in sorted(items))
    mates: dict[str, list[str]] = {}
    for claim_id, item in asked(_ITEM_MATES.format(listed or "NULL")).iter_rows():
        mates.setdefault(item, []).append(claim_id)
    known = told_threads(asked, (claim_id for each in mates.values() for claim_id in each))
    found = {item: chosen_series(of, known["threads"], known["series"]) for item, of in mates.items()}
    return [{**row, "told": series.sentence if (series := found.get(str(row["item"]))) else ""} for row in new_claims]
