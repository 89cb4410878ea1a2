"""What can still be read of a damaged live file, table by table, is added to the whole one that took its place."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from schemas.column import Table
from schemas.table import key_of
from schemas.tables import TABLES
from warehouse.connection import Warehouse, registered, transaction
from warehouse.copies import opened_copy
from warehouse.lock import WarehouseUnusable

MADE_ANEW = ("flag_rules", "marking_settings", "flags", "marks", "applied_files")
"""What marking and migrating write again from the other tables."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of each table were missing and are there again, and of which tables nothing could be read."""

    rows: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def salvage(damaged: Path, warehouse: Warehouse) -> Salvaged:
    """Add the rows of a damaged file that the warehouse lacks, but for what is made anew. A table that is damaged anywhere is not read at all."""
    done = Salvaged()
    for name, model in TABLES.items():
        if name in MADE_ANEW:
            continue
        try:
            added = _add(warehouse, name, model, _read(damaged, name))
        except (WarehouseUnusable, duckdb.Error):
            done.unreadable.append(name)
        else:
            if added:
                done.rows[name] = added
    return done


def _read(damaged: Path, name: str) -> pl.DataFrame:
    """Read a table in an opening of its own: after a damaged block DuckDB answers nothing more."""
    with opened_copy(damaged) as connection:
        return connection.sql(f"FROM {name}").pl()


def _add(warehouse: Warehouse, name: str, model: type[Table], frame: pl.DataFrame) -> int:
    key = ", ".join(key_of(model))
    with registered(warehouse, "rescued", frame), transaction(warehouse):
        missing = f"FROM rescued ANTI JOIN {name} USING ({key})"
        [(added,)] = warehouse.connection.execute(f"SELECT count(*) {missing}").fetchall()
        warehouse.connection.execute(f"INSERT INTO {name} BY NAME SELECT * {missing}")
    return int(added)
