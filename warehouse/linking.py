"""What linking asks of the warehouse: which articles may tell the same as some others, and what their claims say.

What it costs follows the new articles, not those that are kept: blocks are bounded, and so are the articles compared.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from warehouse.connection import Warehouse, read_rows, registered
from warehouse.marking_rules import statement

MOST_HOLDERS = 400
"""Articles that may share a key before it tells nothing: half a million pairs more for each step would help nobody."""

MOST_RELATED = 16
"""Articles that one is compared with: the likest."""

MOST_MEMBERS = 200
"""Claims of one thread that are looked at again when it grows."""

_TRACES = "SELECT article_id, claim_ids, vectors FROM traces WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
_TEXTS = "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY rowid"
_UNLINKED = "SELECT article_id FROM articles WHERE found_with IS NOT NULL AND article_id NOT IN (SELECT article_id FROM traces) ORDER BY rowid"


def related_articles(warehouse: Warehouse, article_ids: Sequence[str]) -> pl.DataFrame:
    """Return the pairs article_id, other_id of articles that are compared, for each of the articles asked for."""
    asked = pl.DataFrame({"article_id": article_ids}, schema={"article_id": pl.String})
    with registered(warehouse, "linking", asked):
        return read_rows(warehouse, statement("related_articles"), [MOST_HOLDERS, MOST_RELATED])


def told_rows(warehouse: Warehouse, article_ids: Sequence[str]) -> pl.DataFrame:
    """Return the claims of articles as they are compared, each with its thread if it has one."""
    return read_rows(warehouse, statement("told_of_articles"), [list(article_ids)])


def rows_of_threads(warehouse: Warehouse, thread_ids: Sequence[str]) -> pl.DataFrame:
    """Return the claims of threads as `told_rows` does, MOST_MEMBERS of each at most, the newest."""
    return read_rows(warehouse, statement("told_of_threads"), [list(thread_ids), MOST_MEMBERS])


def kept_traces(warehouse: Warehouse, article_ids: Sequence[str]) -> pl.DataFrame:
    """Return article_id, claim_ids and vectors of articles."""
    return read_rows(warehouse, _TRACES, [list(article_ids)])


def merge_threads(warehouse: Warehouse, merged: Mapping[str, str]) -> None:
    """Let all claims of threads move to the threads that they turned out to be, and take the empty ones away."""
    for lost, kept in sorted(merged.items()):
        warehouse.connection.execute("UPDATE thread_claims SET thread_id = ? WHERE thread_id = ?", [kept, lost])
        warehouse.connection.execute("DELETE FROM threads WHERE thread_id = ?", [lost])


def unlinked_articles(warehouse: Warehouse) -> list[str]:
    """Return the articles that were searched for claims and never linked, in the order in which they came."""
    return [str(article_id) for (article_id,) in warehouse.connection.execute(_UNLINKED).fetchall()]


def texts_of(warehouse: Warehouse, article_ids: Sequence[str]) -> dict[str, str]:
    """Return the texts of articles by their ids, in the order in which they came."""
    return dict(read_rows(warehouse, _TEXTS, [list(article_ids)]).iter_rows())
