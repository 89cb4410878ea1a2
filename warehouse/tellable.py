"""Whether Python can hold what a column has: DuckDB's days reach to infinity, Python's from the year 1 to 9999.

Beyond them polars does not raise but panics, which no handler of errors catches.
"""

from datetime import UTC, date, datetime

import polars as pl

_DAYS = tuple((each - date(1970, 1, 1)).days for each in (date.min, date.max))
_SECONDS = tuple(datetime(each.year, each.month, each.day, tzinfo=UTC).timestamp() for each in (date.min, date.max))
_IN_A_SECOND = {"ms": 10**3, "us": 10**6, "ns": 10**9}


def can_be_told(column: pl.Series) -> bool:
    """Tell whether every day and moment of a column, however deep inside its lists and structs, is one that Python has."""
    kind = column.dtype
    if not kind.is_nested():
        low, high = _bounds(kind)
        return (
            low is None
            or column.is_null().all()
            or bool((column.to_physical().drop_nulls().is_between(low, high)).all())
        )
    if isinstance(kind, pl.Struct):
        return all(can_be_told(column.struct.field(field.name)) for field in kind.fields)
    if isinstance(kind, pl.List | pl.Array):
        return can_be_told(column.explode())
    return not any(each in str(kind) for each in ("Date", "Datetime"))


def _bounds(kind: pl.DataType) -> tuple[float | None, float | None]:
    """Return the least and greatest number that stands for a day or moment; nothing for other types."""
    if kind == pl.Date:
        return _DAYS[0], _DAYS[1]
    if isinstance(kind, pl.Datetime):
        return _SECONDS[0] * _IN_A_SECOND[kind.time_unit], _SECONDS[1] * _IN_A_SECOND[kind.time_unit]
    return None, None
