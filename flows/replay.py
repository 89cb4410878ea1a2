"""Replay: a row that a schema refused is tried again, as it was, when what stood against it has been mended.

What was mended is the schema, the flag or the row that it points to, never the refused row itself: it says what an
article said. A row that is saved is marked as replayed, so that the same reject is never saved twice.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from flows.publish import publish_snapshot_of
from flows.rows import INPUT_TABLE, SPAN_RULE
from flows.settings import Settings
from flows.survey import Opener
from flows.tasks import opener_of, rules_of
from reports.refusals import refusal_words
from schemas.column import Table
from schemas.table import columns_of, frame_of
from schemas.tables import TABLES
from warehouse.store import MarkingRules, Warehouse, mark, read_rows, save, transaction

_RUN = "replay"  # rows saved so belong to no run
_OPEN = "SELECT * FROM rejects WHERE reject_id = ?"
_OPEN_IDS = """
SELECT min(reject_id) AS reject_id FROM rejects
WHERE replayed_at IS NULL AND table_name <> ?
GROUP BY table_name, row_json
ORDER BY min(rejected_at), reject_id
"""
_SAVED = "UPDATE rejects SET replayed_at = ? WHERE table_name = ? AND row_json = ? AND replayed_at IS NULL"
_WORDS = "SELECT substring(text, ? + 1, ? - ?) = ? AS same FROM articles WHERE article_id = ?"

_READ: dict[Any, Callable[[Any], object]] = {pl.Datetime: datetime.fromisoformat, pl.Date: date.fromisoformat}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a reject: whether its row is kept now, and in words why or why not, with the next step."""

    reject_id: str
    saved: bool
    words: str


def replay_steps(settings: Settings, reject_ids: Sequence[str] | None = None) -> list[Replayed]:
    """Try these rejects again, or all that were rows, and publish if any was saved."""
    opener = opener_of(settings)
    done = replay(opener, open_rejects(opener) if reject_ids is None else reject_ids, rules_of(settings))
    if any(each.saved for each in done):
        publish_snapshot_of(settings)
    return done


def open_rejects(opener: Opener) -> list[str]:
    """Return a reject of each refused row that can be tried again, oldest first."""
    with opener() as warehouse:
        return [str(row[0]) for row in read_rows(warehouse, _OPEN_IDS, [INPUT_TABLE]).rows()]


def replay(opener: Opener, reject_ids: Sequence[str], rules: MarkingRules) -> list[Replayed]:
    """Try the rows of these rejects again, each in a transaction of its own; claims that are saved are marked."""
    done = []
    for reject_id in reject_ids:
        with opener() as warehouse, transaction(warehouse):
            done.append(_replay(warehouse, reject_id, rules))
    return done


def _replay(warehouse: Warehouse, reject_id: str, rules: MarkingRules) -> Replayed:
    found = read_rows(warehouse, _OPEN, [reject_id]).to_dicts()
    if not found:
        return Replayed(
            reject_id, saved=False, words='there is no such reject; `factdesk sql "FROM rejects"` lists them'
        )
    reject = found[0]
    if why := _cannot(reject):
        return Replayed(reject_id, saved=False, words=why)
    model = TABLES[reject["table_name"]]
    row = _typed(json.loads(reject["row_json"]), model)
    try:
        frame = frame_of([row], model)
    except TypeError as error:
        return Replayed(reject_id, saved=False, words=str(error))
    if why := _unfit(warehouse, reject, row, model):
        return Replayed(reject_id, saved=False, words=why)
    return _save(warehouse, reject, frame, rules)


def _cannot(reject: dict[str, Any]) -> str:
    """Return why a reject is none that can be tried again, or ""."""
    if reject["replayed_at"]:
        return f"it was saved on {reject['replayed_at']:%Y-%m-%d %H:%M} UTC already"
    if reject["table_name"] == INPUT_TABLE:
        name = json.loads(reject["row_json"]).get("name", "INPUT")
        return f"it never became a row: mend the input, then `factdesk run {name}`"
    if reject["table_name"] not in TABLES:
        return f"there is no table {reject['table_name']} any more"
    return ""


def _typed(row: dict[str, Any], model: type[Table]) -> dict[str, object]:
    """Return the row of the JSON with moments and days as such, and without columns that are no more."""
    read = {column.name: _READ.get(column.dtype.base_type()) for column in columns_of(model)}
    return {
        name: reader(value) if value is not None and (reader := read[name]) else value
        for name, value in row.items()
        if name in read
    }


def _unfit(warehouse: Warehouse, reject: dict[str, Any], row: dict[str, object], model: type[Table]) -> str:
    """Return what the schema cannot see and still stands against the row: what it points to, or its words."""
    for column in columns_of(model):
        if not column.refers_to or row.get(column.name) is None:
            continue
        table, key = column.refers_to.split(".")
        select = f"SELECT 1 FROM {table} WHERE {key} = ?"  # noqa: S608 - names of our own models
        if read_rows(warehouse, select, [row[column.name]]).is_empty():
            return f"{column.name} {row[column.name]} is not in {table}: that row comes first"
    if reject["table_name"] == "claims":
        start = row.get("start_char")
        asked = [start, row.get("end_char"), start, row.get("quote"), row.get("article_id")]
        found = read_rows(warehouse, _WORDS, asked)
        if found.is_empty() or not found.item():
            return f"{SPAN_RULE}: still not so, the claim is not what the article says"
    return ""


def _save(warehouse: Warehouse, reject: dict[str, Any], frame: pl.DataFrame, rules: MarkingRules) -> Replayed:
    """Save the row through its schema; one that is refused again leaves everything as it was."""
    at, table = datetime.now(UTC), reject["table_name"]
    saved = save(warehouse, table, frame, run_id=_RUN, at=at)
    if saved.refused:
        words = f"{table} still refuses it: {refusal_words(reject)}"
        return Replayed(reject["reject_id"], saved=False, words=words)
    warehouse.connection.execute(_SAVED, [at, table, reject["row_json"]])
    if table == "claims":
        mark(warehouse, frame["claim_id"].to_list(), run_id=_RUN, at=at, rules=rules)
    words = f"saved in {table}" if saved.new else f"{table} had it already"
    return Replayed(reject["reject_id"], saved=True, words=words)
