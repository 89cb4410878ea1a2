"""The warehouse's front door: open it late, save and mark in short transactions, read rows, close it early.

Only the part of DuckDB's client that 1.5 and 2.0 share is used: `connection.sql(q).pl()`, `.execute(q).fetchall()`.
"""

import glob
import hashlib
import json
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from schemas.column import Table
from schemas.gate import FrameFault, gate
from schemas.places import Lake
from schemas.table import columns_of, is_rewritten, key_of
from schemas.tables import TABLES
from warehouse.connection import Warehouse, read_rows, registered, transaction
from warehouse.lock import WarehouseBusy, WarehouseUnusable, connect, place_new_file, spill_folder, turn_among_threads
from warehouse.machine import machine_faults_told
from warehouse.marking import Remarked, mark, remark
from warehouse.marking_rules import MarkingRules, changed_rules, statement
from warehouse.migrate import migrate, prepare_file
from warehouse.sqlfile import FOLDER, read_sql

__all__ = [
    "MarkingRules",
    "Remarked",
    "Saved",
    "Warehouse",
    "WarehouseBusy",
    "WarehouseUnusable",
    "changed_rules",
    "mark",
    "open_warehouse",
    "read_rows",
    "remark",
    "save",
    "settle_inputs",
    "transaction",
]


_RENAMED = (
    "SELECT 1 FROM incoming JOIN pages USING (page_id) WHERE pages.outlet IS DISTINCT FROM incoming.outlet LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the rows of a frame; copies of a row within the frame count once."""

    new: int = 0
    known: int = 0
    refused: int = 0


@contextmanager
def open_warehouse(place: Path | Lake | None = None, *, timeout_seconds: float = 60.0) -> Iterator[Warehouse]:
    """Open the live file or a lake (made when it is not there), or a warehouse in memory; migrated, with views and macros.

    One thread at a time has the file, of one process at a time: what it reads and writes, nobody changes meanwhile. A
    lake may be opened by many, and one at a time is in a transaction.

    Raises WarehouseBusy, naming the process that holds the file, when it is not free within `timeout_seconds`;
    WarehouseUnusable when the file is no warehouse, or is met damaged or without room on its disk within the block.
    """
    if isinstance(place, Lake):
        from warehouse.lake import open_lake  # noqa: PLC0415 - most have none

        with open_lake(place, timeout_seconds) as warehouse:
            yield warehouse
        return
    path = place
    with machine_faults_told(path), turn_among_threads(path, timeout_seconds), spill_folder(path) as spill:
        if path and not path.exists():
            _create(path)
        warehouse = Warehouse(connect(path, timeout_seconds, spill), path)
        if path:
            _checkpoint_seldom(warehouse, path)
        try:
            migrate(warehouse)
            yield warehouse
        finally:
            warehouse.connection.close()


def _checkpoint_seldom(warehouse: Warehouse, path: Path) -> None:
    """Leave what is written in the log until it is worth folding in; publishing does so in any case.

    A checkpoint costs in proportion to all that is kept (9 ms a megabyte), not to the batch, and would else be made at
    every closing; a log costs whoever opens the file next (4 ms and 3.5 MB of memory a megabyte). The root balances them.
    """
    megabytes = max(8, round(math.sqrt(0.3 * path.stat().st_size / 1e6)))
    warehouse.connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    warehouse.connection.execute(f"SET checkpoint_threshold = '{megabytes}MB'")


def _create(path: Path) -> None:
    """Make a new file aside, so that a process killed half-way leaves no half file under the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared = path.with_name(f".{path.name}.{os.getpid()}.new")
    prepare_file(prepared)
    place_new_file(prepared, path)
    for left in path.parent.glob(
        f".{glob.escape(path.name)}.*.new*"
    ):  # of processes that were killed while making theirs
        left.unlink(missing_ok=True)


def save(warehouse: Warehouse, table: str, frame: pl.DataFrame, *, run_id: str, at: datetime) -> Saved:
    """Save a frame's rows: new keys are added, of known ones only last_seen_at (and the like) is refreshed.

    Rows of `runs` and `pages` are rewritten. Columns that the warehouse fills (moments of writing, run_id) may be
    left out. Rows that the schema refuses go to `rejects`, whole. All of it is one transaction.
    Raises schemas.gate.FrameFault for a frame of the wrong shape, and for a reject that is refused itself: there is no
    place left to keep it, and a row is never dropped.
    """
    model = TABLES[table]
    gated = gate(_filled(frame, model, run_id, at), model)
    if gated.refused and table == "rejects":
        raise FrameFault(_refused_reject(gated.rejects))
    with transaction(warehouse):
        new, known = _write(warehouse, table, model, gated.good)
        if gated.refused:
            save(warehouse, "rejects", gated.rejects, run_id=run_id, at=at)
    return Saved(new, known, gated.refused)


def _refused_reject(rejects: pl.DataFrame) -> str:
    """What is said of a reject that is refused itself: the first of its cells, and what to do."""
    cell = rejects.row(0, named=True)
    where, value = cell["column_name"] or "its columns together", str(cell["value"])[:80]
    return f"A row of rejects was refused itself ({where}: {cell['rule']}, found {value}): mend what wrote it, and run again"


def settle_inputs(warehouse: Warehouse, read: Sequence[str], refused: Sequence[str], *, at: datetime) -> None:
    """Let refusals of inputs that were read since leave the open rejects, and those that are met again return there.

    `read` are names and addresses of articles, `refused` the names under which inputs were refused just now.
    """
    again = set(refused)
    if named := [name for name in dict.fromkeys(read) if name not in again]:
        warehouse.connection.execute(statement("refusals_read_since"), [named, at])
    if again:
        warehouse.connection.execute(statement("refusals_met_again"), [sorted(again)])


def _filled(frame: pl.DataFrame, model: type[Table], run_id: str, at: datetime) -> pl.DataFrame:
    """Add the columns that the warehouse itself knows, where the frame does not bring them."""
    values = {"run_id": pl.lit(run_id), "at": pl.lit(at)}
    added = [
        values[column.filled].cast(column.dtype).alias(column.name)
        for column in columns_of(model)
        if column.filled and column.name not in frame.columns
    ]
    filled = frame.with_columns(added)
    return _with_reject_ids(filled) if model is TABLES["rejects"] else filled


def _with_reject_ids(rejects: pl.DataFrame) -> pl.DataFrame:
    """Name each reject by what it is, so that the same fault met by the next run is the same reject."""
    ids = [_reject_id(row) for row in rejects.iter_rows(named=True)]
    replayed_at = pl.col("replayed_at") if "replayed_at" in rejects.columns else pl.lit(None).alias("replayed_at")
    named = rejects.with_columns(pl.Series("reject_id", ids, dtype=pl.String), replayed_at)
    return named.unique("reject_id", keep="first", maintain_order=True)


def _reject_id(reject: dict[str, object]) -> str:
    row_json = str(reject["row_json"])
    model = TABLES.get(str(reject["table_name"]))
    if model:  # what the warehouse filled in differs from run to run
        own = {column.name for column in columns_of(model) if column.filled is None}
        row_json = json.dumps({name: value for name, value in json.loads(row_json).items() if name in own})
    parts = (reject["table_name"], row_json, reject["column_name"], reject["rule"])
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _write(warehouse: Warehouse, table: str, model: type[Table], good: pl.DataFrame) -> tuple[int, int]:
    """Refresh the known rows, add the new ones, and return how many of each."""
    if good.is_empty():
        return 0, 0
    key = ", ".join(key_of(model))
    with registered(warehouse, "incoming", good):
        count = f"SELECT count(*) FROM incoming SEMI JOIN {table} USING ({key})"  # noqa: S608 - our own names
        known = int(warehouse.connection.execute(count).fetchall()[0][0])
        renamed = bool(known and model is TABLES["pages"] and warehouse.connection.execute(_RENAMED).fetchall())
        if known and (changes := _changes(table, model)):
            same = " AND ".join(f"{table}.{name} = incoming.{name}" for name in key_of(model))
            warehouse.connection.execute(f"UPDATE {table} SET {changes} FROM incoming WHERE {same}")  # noqa: S608
        if known and model is TABLES["articles"]:
            warehouse.connection.execute(statement("whole_again"))
        if known < good.height:
            warehouse.connection.execute(
                f"INSERT INTO {table} BY NAME SELECT * FROM incoming ANTI JOIN {table} USING ({key})"  # noqa: S608
            )
        _keep_marks(warehouse, model, renamed=renamed)
    return good.height - known, known


def _keep_marks(warehouse: Warehouse, model: type[Table], *, renamed: bool) -> None:
    """Give every claim that came in a mark, and let marks follow a page whose outlet has another name now."""
    if model is TABLES["claims"]:
        warehouse.connection.execute(read_sql(FOLDER / "statements" / "unmarked.sql").text)
    if renamed:
        warehouse.connection.execute(read_sql(FOLDER / "statements" / "outlets.sql").text)


def _changes(table: str, model: type[Table]) -> str:
    """Return the SET list for known rows: a moment only moves forwards, and a null never wipes out what is known."""
    changes = []
    for column in columns_of(model):
        own, incoming = f"{table}.{column.name}", f"incoming.{column.name}"
        if column.key:
            continue
        if column.refreshed and column.filled == "at":
            changes.append(f"{column.name} = greatest({own}, {incoming})")
        elif column.refreshed:
            changes.append(f"{column.name} = coalesce({incoming}, {own})")
        elif is_rewritten(model) and column.filled is None:
            changes.append(f"{column.name} = {incoming}")
    return ", ".join(changes)
