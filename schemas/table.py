"""A model's other faces: DuckDB DDL, SQL comments, the data dictionary, and empty or filled frames of its columns.

`python -m schemas.table` prints the data dictionary, `python -m schemas.table ddl` the statements that make the tables.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from schemas.column import Table
from schemas.tables import TABLES

_SQL_TYPES: dict[pl.DataType, str] = {
    pl.String(): "VARCHAR",
    pl.Int64(): "BIGINT",
    pl.Float64(): "DOUBLE",
    pl.Boolean(): "BOOLEAN",
    pl.Date(): "DATE",
    pl.Datetime("us", "UTC"): "TIMESTAMP WITH TIME ZONE",
    pl.List(pl.String()): "VARCHAR[]",
    pl.List(pl.UInt32()): "UINTEGER[]",
    pl.List(pl.Int8()): "TINYINT[]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column as declared: for those who need its facts without Pandera."""

    name: str
    dtype: pl.DataType
    sql_type: str
    nullable: bool
    description: str
    key: bool
    refers_to: str | None
    filled: str | None
    refreshed: bool
    rules: tuple[str, ...]


@cache
def columns_of(model: type[Table]) -> tuple[Column, ...]:
    """Return the model's columns in order."""
    return tuple(_column(name, column) for name, column in model.to_schema().columns.items())


def _column(name: str, column: Any) -> Column:
    metadata: dict[str, Any] = column.metadata or {}
    return Column(
        name=name,
        dtype=column.dtype.type,
        sql_type="JSON" if metadata.get("json") else _SQL_TYPES[column.dtype.type],
        nullable=column.nullable,
        description=column.description,
        key=bool(metadata.get("key")),
        refers_to=metadata.get("refers_to"),
        filled=metadata.get("filled"),
        refreshed=bool(metadata.get("refreshed")),
        rules=tuple(str(check.error) for check in column.checks),
    )


def key_of(model: type[Table]) -> tuple[str, ...]:
    """Return the names of the columns of the primary key; none for a table of one row."""
    return tuple(column.name for column in columns_of(model) if column.key)


def is_rewritten(model: type[Table]) -> bool:
    """Tell whether a known row is rewritten whole, except for the moments that the warehouse fills once."""
    metadata: dict[str, Any] = getattr(model.Config, "metadata", None) or {}
    return bool(metadata.get("rewritten"))


def is_indexed(model: type[Table]) -> bool:
    """Tell whether the file itself holds that no key is there twice; else whoever writes does, and an assertion."""
    metadata: dict[str, Any] = getattr(model.Config, "metadata", None) or {}
    return not metadata.get("unindexed")


def indexes_of(model: type[Table]) -> tuple[str, ...]:
    """Return the columns beside the key that rows are looked up by, each with an index of its own."""
    metadata: dict[str, Any] = getattr(model.Config, "metadata", None) or {}
    return tuple(metadata.get("indexes", ()))


def schema_of(model: type[Table]) -> dict[str, pl.DataType]:
    """Return the polars type of each column."""
    return {column.name: column.dtype for column in columns_of(model)}


def frame_of(rows: Iterable[Mapping[str, object]], model: type[Table]) -> pl.DataFrame:
    """Return the rows as a frame of the model's columns and types; what a row does not say is null.

    Columns that the warehouse fills (moments of writing, run_id) are left out when no row brings them.
    A key that the model does not know raises ValueError, a value of the wrong type TypeError.
    """
    listed = [dict(row) for row in rows]
    brought = {name for row in listed for name in row}
    unknown = brought - set(schema_of(model))
    if unknown:
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}; declare it in its model first")
    schema = {c.name: c.dtype for c in columns_of(model) if c.name in brought or c.filled is None}
    try:
        return pl.DataFrame(listed, schema=schema, strict=True)
    except (pl.exceptions.PolarsError, TypeError) as error:
        raise TypeError(f"a row does not fit the types of {model.__name__}: {str(error).splitlines()[0]}") from error


def ddl_of(name: str, model: type[Table]) -> str:
    """Return the statements that make a model's table: types, NOT NULL and the primary key, and its indexes."""
    lines = [f"    {c.name} {c.sql_type}{'' if c.nullable else ' NOT NULL'}" for c in columns_of(model)]
    if (key := key_of(model)) and is_indexed(model):
        lines.append(f"    PRIMARY KEY ({', '.join(key)})")
    indexes = [f"CREATE INDEX {name}_by_{column} ON {name} ({column});" for column in indexes_of(model)]
    return "\n".join([f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);", *indexes])


def comments_of(name: str, model: type[Table]) -> str:
    """Return the COMMENT ON statements of a table and its columns, one a line."""
    lines = [f"COMMENT ON TABLE {name} IS {_literal(_summary(model))};"]
    lines += [f"COMMENT ON COLUMN {name}.{c.name} IS {_literal(_comment(c))};" for c in columns_of(model)]
    return "\n".join(lines)


def _comment(column: Column) -> str:
    return f"{column.description} -> {column.refers_to}" if column.refers_to else column.description


def _summary(model: type[Table]) -> str:
    return " ".join((model.__doc__ or "").split())


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def all_ddl() -> str:
    """Return the statements that make every table with its comments."""
    return "\n\n".join(f"{ddl_of(name, model)}\n{comments_of(name, model)}" for name, model in TABLES.items()) + "\n"


def data_dictionary() -> str:
    """Return the data dictionary as Markdown: every table, column, type, rule and meaning."""
    head = (
        "# Data dictionary\n\nGenerated from the models in `schemas/` by `python -m schemas.table`; "
        "a test keeps it current.\nKeys are marked with 🔑; an arrow names the row that a column points to.\n"
    )
    return head + "".join(_dictionary_part(name, model) for name, model in TABLES.items())


def _dictionary_part(name: str, model: type[Table]) -> str:
    lines = [
        f"\n## {name}",
        _summary(model),
        "",
        "| column | type | may be null | meaning | rules |",
        "|---|---|---|---|---|",
    ]
    lines += [_dictionary_line(column) for column in columns_of(model)]
    return "\n".join(lines) + "\n" + _row_rules(model)


def _dictionary_line(column: Column) -> str:
    mark = " 🔑" if column.key else ""
    arrow = f" → `{column.refers_to}`" if column.refers_to else ""
    rules = "; ".join(f"`{rule}`".replace("|", "\\|") for rule in column.rules)
    nullable = "yes" if column.nullable else "no"
    return f"| `{column.name}`{mark} | {column.sql_type} | {nullable} | {column.description}{arrow} | {rules} |"


def _row_rules(model: type[Table]) -> str:
    names = [str(check.name).replace("_", " ") for check in model.to_schema().checks]
    return "\nAcross columns: " + "; ".join(names) + ".\n" if names else ""


if __name__ == "__main__":
    print(all_ddl() if "ddl" in sys.argv[1:] else data_dictionary(), end="")
