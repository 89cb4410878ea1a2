"""Rules that tables share, as polars expressions: what a null makes unknown is no fault."""

import json

import pandera.polars as pa
import polars as pl


def holds(data: pa.PolarsData, rule: pl.Expr) -> pl.LazyFrame:
    """Return one boolean per row: whether the rule holds, or cannot be told for lack of a value."""
    return data.lazyframe.select(rule.fill_null(value=True))


def not_above(low: str, high: str) -> pl.Expr:
    """Rule: `low` does not exceed `high`."""
    return pl.col(low) <= pl.col(high)


def both_or_neither(one: str, other: str) -> pl.Expr:
    """Rule: the two are known together or not at all."""
    return pl.col(one).is_null() == pl.col(other).is_null()


def needs(one: str, other: str) -> pl.Expr:
    """Rule: where `one` is known, `other` is known too."""
    return pl.col(one).is_null() | pl.col(other).is_not_null()


def spans(words: str, start: str, end: str) -> pl.Expr:
    """Rule: the words are exactly as many code points long as their span."""
    return pl.col(words).str.len_chars().cast(pl.Int64) == pl.col(end) - pl.col(start)


def is_json(column: str) -> pl.Expr:
    """Rule: the text parses as JSON."""
    return pl.col(column).map_elements(_parses, return_dtype=pl.Boolean)


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
