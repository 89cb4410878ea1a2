"""What is kept for how long: texts cut down to the sentences of their claims, and pages deleted on request.

In a text that is cut, every character outside of those sentences is replaced by one that is no letter, so that all
offsets go on counting in it: `text[start_char:end_char]` is the quote, as in a text that is whole.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from schemas.keeping import Keeping
from schemas.table import columns_of
from schemas.tables import TABLES
from warehouse.connection import Warehouse, read_rows, registered, transaction
from warehouse.lock import connect, turn_among_threads
from warehouse.machine import machine_faults_told
from warehouse.marking import MOST_MARKED, mark
from warehouse.marking_rules import MarkingRules, statement
from warehouse.sqlfile import quoted

CUT = "░"
SPANS = "spans"
AT_ONCE = 500  # texts in memory
_KEPT_ROWS = ("pages.page_id", "articles.article_id", "claims.claim_id")  # what rows of a page are known by elsewhere
_WORD = re.compile(r"[^\n]")


def cut_texts(warehouse: Warehouse, rules: Sequence[Keeping], *, at: datetime) -> int:
    """Cut the texts whose time is over down to the sentences of their claims; return how many. Done twice, it changes nothing."""
    cut = 0
    for article_ids in _due(warehouse, rules, at):
        with transaction(warehouse):
            _cut(warehouse, article_ids)
        cut += len(article_ids)
    return cut


def _due(warehouse: Warehouse, rules: Sequence[Keeping], at: datetime) -> Iterator[list[str]]:
    """Yield the articles to cut, some at a time."""
    named = [rule.outlet for rule in rules if rule.outlet is not None]
    due: list[str] = []
    for rule in rules:
        if rule.days is not None:
            asked = [rule.outlet, named, at - timedelta(days=rule.days)]
            due += read_rows(warehouse, statement("texts_to_cut"), asked)["article_id"].to_list()
    for start in range(0, len(due), AT_ONCE):
        yield due[start : start + AT_ONCE]


def _cut(warehouse: Warehouse, article_ids: Sequence[str]) -> None:
    texts = read_rows(warehouse, statement("texts_and_spans"), [list(article_ids)])
    left = [
        cut_text(text, zip(starts, ends, strict=True)) for text, starts, ends in texts.drop("article_id").iter_rows()
    ]
    with registered(
        warehouse, "cut_texts", texts.select("article_id").with_columns(text=pl.Series(left, dtype=pl.String))
    ):
        warehouse.connection.execute(statement("cut_texts"))


def cut_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which only the spans and the ends of lines are left."""
    left = list(_WORD.sub(CUT, text))
    for start, end in spans:
        left[start:end] = text[start:end]
    return "".join(left)


@dataclass(frozen=True, slots=True)
class Forgot:
    """What was deleted: pages by their hashes, and how many versions and claims they had; addresses are for other places."""

    page_ids: tuple[str, ...]
    articles: int
    claims: int
    urls: tuple[str, ...]


def forget(  # noqa: PLR0913 - who, when, in which run and by which rules
    warehouse: Warehouse,
    page_ids: Sequence[str],
    *,
    by: str,
    at: datetime,
    run_id: str,
    rules: MarkingRules | None = None,
) -> Forgot:
    """Delete pages with all that is known of them, in one transaction, and note by their hashes that it was done.

    What others have of them stays: a copy on another page is an article of its own, and the first of them is now what
    the others are copies of; claims that only repeated one that is gone are marked again. Rows that a schema refused go
    where they name one of them.
    """
    with transaction(warehouse):
        _gather(warehouse, page_ids)
        counted = read_rows(warehouse, statement("forgetting_counts")).to_dicts()
        with registered(warehouse, "forgetting_counts", pl.DataFrame(counted, schema=_COUNTS)):
            warehouse.connection.execute(statement("forgetting_noted"), [at, by])
        for table, model in reversed(TABLES.items()):
            for column in columns_of(model):
                is_own = column.key and f"{table}.{column.name}" in _KEPT_ROWS
                if table != "forgotten" and (
                    is_own or (column.refers_to in _KEPT_ROWS and not _is_a_way(table, column.name))
                ):
                    kind = f"{table}.{column.name}" if is_own else str(column.refers_to)
                    warehouse.connection.execute(
                        f"DELETE FROM {table} WHERE {column.name} IN (SELECT id FROM forgetting WHERE kind = ?)",  # noqa: S608 - names of our models
                        [kind],
                    )
        for name in (
            "forgetting_origins",
            "forgetting_threads",
            "forgetting_claimants",
            "forgetting_rejects",
            "forgetting_fetches",
        ):
            warehouse.connection.execute(statement(name))
        led_astray = read_rows(warehouse, statement("forgetting_repeats"))["claim_id"].to_list()
        for start in range(0, len(led_astray), MOST_MARKED):
            mark(warehouse, led_astray[start : start + MOST_MARKED], run_id=run_id, at=at, rules=rules)
    return Forgot(
        tuple(row["page_id"] for row in counted),
        sum(row["articles"] for row in counted),
        sum(row["claims"] for row in counted),
        tuple(row["url"] for row in counted if row["url"]),
    )


_COUNTS = {"page_id": pl.String, "url": pl.String, "articles": pl.Int64, "claims": pl.Int64}


def _is_a_way(table: str, column: str) -> bool:
    """Tell whether a column only leads to another row of its kind: the row stays, and is led elsewhere."""
    return (table, column) in {
        ("articles", "origin_id"),
        ("claims", "part_of"),
        ("marks", "repeats"),
        ("marks", "item"),
        ("thread_claims", "differs_from"),
    }


def _gather(warehouse: Warehouse, page_ids: Sequence[str]) -> None:
    """Make the table of all ids that are to go."""
    with registered(
        warehouse, "forgetting_pages", pl.DataFrame({"page_id": list(page_ids)}, schema={"page_id": pl.String})
    ):
        warehouse.connection.execute(statement("forgetting"))


def rewrite_file(path: Path, *, wait_seconds: float = 60.0) -> None:
    """Write the live file anew from its rows, so that nothing of what was deleted is left in blocks that are free.

    Raises WarehouseBusy, and WarehouseUnusable where there is no room for a second file.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with machine_faults_told(path), turn_among_threads(path, wait_seconds), _removed(fresh):
        connection = connect(path, wait_seconds)
        try:
            connection.execute("CHECKPOINT")
            connection.execute(f"ATTACH {quoted(str(fresh))} AS fresh (STORAGE_VERSION 'v1.5.0')")
            [(name,)] = connection.execute("SELECT current_database()").fetchall()
            connection.execute(f'COPY FROM DATABASE "{name}" TO fresh')
            connection.execute("DETACH fresh")
            fresh.replace(path)  # while the old one is held, so that nobody writes into it meanwhile
        finally:
            connection.close()


@contextmanager
def _removed(path: Path) -> Iterator[None]:
    path.unlink(missing_ok=True)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
