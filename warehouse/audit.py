"""Assertions on the warehouse as a whole: queries in `assertions/` that must return no row, and every declared key.

One whose header names a table behind `shares` is asked for so many rows of it at a time, those from the variable `first_row`
to `last_row`: what it gathers of each would else have to fit into memory for all that is kept.

DuckDB does not enforce foreign keys here (that would double the price of a load), so the models' `refers_to` is
checked in one go, together with what no single row can tell.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from schemas.table import Column, columns_of
from schemas.tables import TABLES
from schemas.vocabulary import WITHOUT_RUN
from warehouse.connection import Warehouse, read_rows
from warehouse.copies import opened_copy
from warehouse.memory import memory_for
from warehouse.sqlfile import FOLDER, SqlFile, read_folder

SHARE_ROWS = 200_000
_SCHEMA = {"assertion": pl.String, "what": pl.String, "table_name": pl.String, "row_key": pl.String}


def run_assertions(warehouse: Warehouse) -> pl.DataFrame:
    """Return every violation: assertion, what it means, table_name and row_key (text); an empty frame when all hold."""
    found = [pl.DataFrame(schema=_SCHEMA)]
    for file in read_folder(FOLDER / "assertions"):
        named = {"assertion": pl.lit(file.name), "what": pl.lit(file.header["what"])}
        found += [violations.with_columns(**named) for violations in _violations(warehouse, file)]
    for table, model in TABLES.items():
        found += [_lost_references(warehouse, table, column) for column in columns_of(model) if column.refers_to]
    return pl.concat(frame.select(pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items()) for frame in found)


def _violations(warehouse: Warehouse, file: SqlFile) -> Iterator[pl.DataFrame]:
    """Yield what an assertion finds, share by share where it is asked in shares."""
    if (table := file.header.get("shares")) is None:
        yield read_rows(warehouse, file.text)
        return
    last_row = read_rows(warehouse, f"SELECT max(rowid) FROM {table}").item()  # noqa: S608 - a table of ours
    for first in range(0, -1 if last_row is None else int(last_row) + 1, SHARE_ROWS):
        for name, row in (("first_row", first), ("last_row", first + SHARE_ROWS - 1)):
            warehouse.connection.execute(f"SET VARIABLE {name} = {row}")
        yield read_rows(warehouse, file.text)


def audit_published(copy: Path) -> pl.DataFrame:
    """Run the assertions over a published copy: assertion, what, table_name, rows (how many), row_key (one of them).

    Raises WarehouseUnusable for a copy that is damaged.
    """
    try:
        found = _found_in(copy, memory_for(copy))
    except duckdb.OutOfMemoryException:
        found = _found_in(copy, None)
    counted = found.group_by("assertion", "what", "table_name", maintain_order=True)
    return counted.agg(pl.len().alias("rows"), pl.col("row_key").min())


def _found_in(copy: Path, memory_limit: str | None) -> pl.DataFrame:
    with opened_copy(copy, memory_limit) as connection:
        return run_assertions(Warehouse(connection, copy))


def _lost_references(warehouse: Warehouse, table: str, column: Column) -> pl.DataFrame:
    """Return the values of a column that should name a row of another table, and do not."""
    target, key = str(column.refers_to).split(".")
    besides = f"AND {column.name} NOT IN {WITHOUT_RUN}" if column.refers_to == "runs.run_id" else ""
    select = f"""
        SELECT DISTINCT {column.name} AS row_key FROM {table}
        WHERE {column.name} IS NOT NULL AND {column.name} NOT IN (SELECT {key} FROM {target}) {besides}
    """  # noqa: S608 - names out of our own models
    return read_rows(warehouse, select).with_columns(
        assertion=pl.lit(f"{table}.{column.name} -> {column.refers_to}"),
        what=pl.lit(f"every {column.name} of {table} names a row of {target}"),
        table_name=pl.lit(table),
    )
