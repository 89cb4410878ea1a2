"""Linking: the claims that came in find their threads, before they are marked, in the transaction that saves them.

Candidates come by the keys of their articles, so that a new article is compared with a few others, however many are kept.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import partial

import polars as pl

from claims.tracking.drift import differences
from claims.tracking.keys import article_keys
from claims.tracking.threads import LINKED_BY, Link, link
from claims.tracking.told import vectors_of
from claims.tracking.traits import Told, Vector
from claims.tracking.vectors import WORDS, unpacked
from flows.progress import show_share
from flows.rows import Row
from flows.runs import Run
from flows.survey import Opener
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.linking import (
    kept_traces,
    merge_threads,
    related_articles,
    rows_of_threads,
    texts_of,
    told_rows,
    unlinked_articles,
)
from warehouse.store import Warehouse, save, transaction

AT_ONCE = 100
"""Articles that are linked in one transaction of `link_kept`."""

MOST_TOUCHED = 5_000
"""Older claims that are marked again with a batch, since their threads have changed."""

_FIELDS = tuple(each.name for each in fields(Told) if each.name != "vector")


def trace_row(article_id: str, text: str, told: Sequence[Told]) -> Row:
    """Return what is kept of an article to find the threads of its claims by."""
    return {
        "article_id": article_id,
        "keys": article_keys(text, told),
        "claim_ids": [each.claim_id for each in told],
        "vectors": vectors_of(told),
        "linked_by": LINKED_BY,
    }


def link_kept(opener: Opener, run: Run) -> int:
    """Link the claims of articles that were read before there were threads, and return how many articles they were.

    It goes in short transactions, between which others may have the warehouse; what is linked stays so when the rest is
    stopped. May raise WarehouseBusy.
    """
    with opener() as warehouse:
        waiting = unlinked_articles(warehouse)
    for start in range(0, len(waiting), AT_ONCE):
        batch = waiting[start : start + AT_ONCE]
        with opener() as warehouse:
            texts, rows = texts_of(warehouse, batch), told_rows(warehouse, batch).to_dicts()
        told: dict[str, list[Told]] = {article_id: [] for article_id in texts}
        for row in rows:
            told[row["article_id"]].append(_bare(row))
        traces = [trace_row(article_id, text, told[article_id]) for article_id, text in texts.items()]
        at = datetime.now(UTC)
        with opener() as warehouse, transaction(warehouse):
            _save(warehouse, run, at, "traces", traces)
            link_articles(warehouse, batch, run, at)
        show_share(start + len(batch), len(waiting), "articles", (at - run.started_at).total_seconds())
    return len(waiting)


def link_articles(warehouse: Warehouse, article_ids: Sequence[str], run: Run, at: datetime) -> list[str]:
    """Link the claims of articles that are saved, and return the claims of other articles whose threads have changed.

    Must stand in the transaction that saves the articles and their traces.
    """
    related = _related(warehouse, article_ids)
    every = [*article_ids, *sorted({other for others in related.values() for other in others} - set(article_ids))]
    told = _told(warehouse, every)
    new = [each for each in told if each.article_id in set(article_ids)]
    known = [each for each in told if each.article_id not in set(article_ids)]
    links = link(new, known, related)
    touched = _write(warehouse, told, links, run, at)
    return sorted(touched - {each.claim_id for each in new})[:MOST_TOUCHED]


def _related(warehouse: Warehouse, article_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return for each article those that it is compared with; what is compared is so both ways."""
    found: dict[str, set[str]] = {article_id: set() for article_id in article_ids}
    for article_id, other_id in related_articles(warehouse, article_ids).iter_rows():
        found[article_id].add(other_id)
        found.setdefault(other_id, set()).add(article_id)
    return {article_id: frozenset(others) for article_id, others in found.items()}


def _told(warehouse: Warehouse, article_ids: Sequence[str]) -> list[Told]:
    """Return the claims of articles as they are compared, with how they were read."""
    vectors = dict(_vectors(kept_traces(warehouse, article_ids)))
    rows = told_rows(warehouse, article_ids).iter_rows(named=True)
    return [Told(**{name: row[name] for name in _FIELDS}, vector=vectors.get(row["claim_id"])) for row in rows]


def _vectors(traces: pl.DataFrame) -> Iterator[tuple[str, Vector]]:
    for _, claim_ids, kept in traces.iter_rows():
        if len(kept) == len(claim_ids) * WORDS:
            vectors = unpacked(kept)
            yield from zip(claim_ids, vectors if vectors is not None else (), strict=True)


def _write(warehouse: Warehouse, told: Sequence[Told], links: Sequence[Link], run: Run, at: datetime) -> set[str]:
    """Save links, and of every thread that has changed what it is about and how its figures differ; return its claims."""
    if not links:
        return set()
    before = {each.claim_id: each.thread_id for each in told}
    merged = {lost: each.thread_id for each in links if (lost := before[each.claim_id])}
    merge_threads(warehouse, merged)
    joined = [asdict(each) | {"linked_by": LINKED_BY} for each in links if not before[each.claim_id]]
    keep = partial(_save, warehouse, run, at)
    keep("thread_claims", joined)
    rows = rows_of_threads(warehouse, sorted({each.thread_id for each in links})).to_dicts()
    threads: dict[str, list[Row]] = {}
    for row in rows:
        threads.setdefault(row["thread_id"], []).append(row)
    keep("threads", [thread_row(thread_id, [_bare(row) for row in of]) for thread_id, of in threads.items()])
    keep("thread_claims", [row for of in threads.values() for row in _differing(of)])
    return {str(row["claim_id"]) for row in rows}


def _save(warehouse: Warehouse, run: Run, at: datetime, table: str, rows: Sequence[Row]) -> None:
    if rows:
        save(warehouse, table, frame_of(rows, TABLES[table]), run_id=run.run_id, at=at)


def _bare(row: Row) -> Told:
    return Told(**{name: row[name] for name in _FIELDS})  # type: ignore[arg-type]


def _differing(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the links of one thread whose claims differ otherwise than was kept of them."""
    found = differences([_bare(row) for row in rows])
    for row in rows:
        how = found.get(str(row["claim_id"]))
        now = (how.difference, how.differs_from) if how else (None, None)
        if now != (row["difference"], row["differs_from"]):
            kept = {name: row[name] for name in ("claim_id", "thread_id", "score", "linked_by", "because")}
            yield kept | {"difference": now[0], "differs_from": now[1]}


def thread_row(thread_id: str, members: Sequence[Told]) -> Row:
    """Return what a thread is about: the fullest words for what it measures, the unit of most, the days that it names."""
    phrases = Counter(told.measured for told in members if told.measured)
    days = Counter((told.time_first, told.time_last) for told in members if told.time_first and told.time_last)
    units = Counter(told.unit for told in members)
    first, last = days.most_common(1)[0][0] if days else (None, None)
    return {
        "thread_id": thread_id,
        "measured": max(phrases, key=lambda phrase: (len(phrase.split()), phrases[phrase], phrase))
        if phrases
        else members[0].statement,
        "unit": units.most_common(1)[0][0],
        "event_first": first,
        "event_last": last,
    }
