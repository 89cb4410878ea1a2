"""The gate before every table: good rows pass, the others are kept whole with a reason for each refused cell.

A fault of the whole frame (a missing or unknown column, a wrong type) is a mistake of the program, not of a row, and
raises. Within a frame, exact copies of a row count once; different rows with the same key are refused, all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import pandera.polars as pa
import polars as pl
from pandera.backends.polars.register import register_polars_backends
from pandera.errors import SchemaErrors

from schemas.column import Table
from schemas.table import Column, columns_of, key_of
from schemas.tables import TABLES

REJECT_SCHEMA: dict[str, pl.DataType] = {
    "table_name": pl.String(),
    "row_json": pl.String(),
    "column_name": pl.String(),
    "rule": pl.String(),
    "value": pl.String(),
}
SAME_KEY_RULE = "different rows with the same key"
_ROW = "__row__"


class FrameFault(Exception):  # noqa: N818 - it says what is at fault
    """A frame that does not have the shape of its table: the program that made it has to be mended."""


@dataclass(frozen=True, slots=True)
class Gated:
    """What the gate made of a frame: `good.height + refused + merged` is the height of the frame."""

    good: pl.DataFrame
    rejects: pl.DataFrame  # one line per refused cell or row rule
    refused: int = 0  # rows
    merged: int = 0  # exact copies of rows in the same frame


def gate(frame: pl.DataFrame, model: type[Table]) -> Gated:
    """Split a frame into the rows that the model accepts and the reasons why it refuses the others.

    Raises FrameFault, naming model and column, when the frame's columns or types are not the model's.
    """
    shaped = _shape(frame, model)
    single = shaped.unique(maintain_order=True).with_row_index(_ROW)
    reasons = pl.concat([_same_key(single, model), _broken_rules(single, model)])
    bad = single.filter(pl.col(_ROW).is_in(reasons[_ROW].unique().implode()))
    good = single.join(bad.select(_ROW), on=_ROW, how="anti", maintain_order="left").drop(_ROW)
    return Gated(good, _rejects(bad, reasons, model), bad.height, frame.height - single.height)


def _shape(frame: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Put the columns into the model's order; a column of nothing but nulls takes its type."""
    columns = columns_of(model)
    for name in frame.columns:
        if name not in {column.name for column in columns}:
            raise FrameFault(f"{model.__name__} has no column {name}: declare it in its model, or leave it out")
    for column in columns:
        if column.name not in frame.columns:
            raise FrameFault(f"{model.__name__} needs the column {column.name} ({column.dtype}): add it to the frame")
        found = frame.schema[column.name]
        if found not in (column.dtype, pl.Null):
            raise FrameFault(f"{model.__name__}.{column.name} is {column.dtype}, not {found}: cast it before saving")
    return frame.select(pl.col(column.name).cast(column.dtype) for column in columns)


def _same_key(single: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Return a reason for each row that shares its key with a different row."""
    key = list(key_of(model))
    if not key:
        return _reasons(single.clear())
    twice = single.filter(pl.struct(key).is_duplicated())
    return _reasons(
        twice.with_columns(
            column_name=pl.lit(", ".join(key)),
            rule=pl.lit(SAME_KEY_RULE),
            value=pl.concat_str(key, separator=", ", ignore_nulls=True),
        )
    )


def _broken_rules(single: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Return a reason for each cell, and for each rule across columns, that the model refuses."""
    rows = single.drop(_ROW)
    if _is_accepted(rows, model):
        return _reasons(single.clear())
    try:
        model.validate(rows, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return _reasons(single.clear())
    if cases["index"].null_count():  # not about a row, so no row can be blamed
        raise FrameFault(f"{model.__name__}: {cases.filter(pl.col('index').is_null()).row(0, named=True)}")
    across = pl.col("column") == model.__name__
    return _reasons(
        cases.select(
            pl.col("index").cast(pl.UInt32).alias(_ROW),
            pl.when(across).then(None).otherwise(pl.col("column")).alias("column_name"),
            pl.col("check").alias("rule"),
            pl.when(across).then(None).otherwise(pl.col("failure_case")).cast(pl.String).alias("value"),
        )
    )


def _is_accepted(rows: pl.DataFrame, model: type[Table]) -> bool:
    """Tell in one query whether the model's own checks accept every row, so that Pandera need not account for each.

    Its account costs as much for one row as for a thousand: a third of what reading and keeping an article costs.
    As for Pandera, a check that gives no answer for want of a value is passed.
    """
    lazy = rows.lazy()
    filled = [_is_filled(column) for column in columns_of(model) if not column.nullable]
    answers = [check(pa.PolarsData(lazy, key)) for key, check in _checks_of(model)]
    told = pl.collect_all([lazy.select(filled), *answers])
    return all(column.all() for answer in told for column in answer)


def _is_filled(column: Column) -> pl.Expr:
    """Return whether a value is there; what is not a number is none, as for Pandera."""
    cell = pl.col(column.name)
    return cell.is_not_null() & cell.is_not_nan() if column.dtype.is_float() else cell.is_not_null()


@cache
def _checks_of(model: type[Table]) -> tuple[tuple[str, Callable[[pa.PolarsData], pl.LazyFrame]], ...]:
    """Return what each check of the model asks, and of which column; "*" is all of them."""
    schema = model.to_schema()
    register_polars_backends()  # what Pandera's own checks ask of a frame of polars
    declared = [("*", check) for check in schema.checks]
    declared += [(name, check) for name, column in schema.columns.items() for check in column.checks]
    odd = [check.name for _, check in declared if check.element_wise or not check.ignore_na]
    assert not odd, f"{model.__name__} has checks that are asked in another way: {odd}"
    return tuple((key, _asked(check)) for key, check in declared)


def _asked(check: pa.Check) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    """Return what a check asks: one of Pandera's own as it is registered for polars now, which Pandera looks up by name too."""
    asked, name = check._check_fn, getattr(check._check_fn, "__name__", "")  # noqa: SLF001
    if pa.Check.is_builtin_check(name):
        asked = pa.Check.get_builtin_check_fn(name)
    return partial(asked, **check._check_kwargs)  # noqa: SLF001


def _reasons(frame: pl.DataFrame) -> pl.DataFrame:
    """Bring reasons into one shape."""
    wanted = {_ROW: pl.UInt32, "column_name": pl.String, "rule": pl.String, "value": pl.String}
    present = {name: pl.col(name) if name in frame.columns else pl.lit(None) for name in wanted}
    return frame.select(expr.cast(wanted[name]).alias(name) for name, expr in present.items())


def _rejects(bad: pl.DataFrame, reasons: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Join each reason with its whole row as JSON."""
    table_name = next((name for name, known in TABLES.items() if known is model), model.__name__)
    rows = bad.select(_ROW, pl.struct(pl.exclude(_ROW)).struct.json_encode().alias("row_json"))
    return (
        reasons.join(rows, on=_ROW, how="inner", maintain_order="left")
        .with_columns(table_name=pl.lit(table_name))
        .select(pl.col(name).cast(dtype) for name, dtype in REJECT_SCHEMA.items())
    )
