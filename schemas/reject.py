"""Rejects: rows that a schema refused and inputs that could not be read, whole, with the reason; replayable."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, json_field, key_field, moment_field, plain_field, run_field, words_field


class Rejects(Table):
    """One refused cell (or row rule) of one row; the row is kept whole, so that it can be replayed."""

    reject_id: str = key_field("hash of table, row, column and rule; the warehouse fills it")
    table_name: str = words_field("the table that the row was meant for; inputs, if it was no row yet")
    row_json: str = json_field("JSON: the whole row")
    column_name: str = words_field("the column that was refused; null when several columns disagree", nullable=True)
    rule: str = words_field("the rule that it broke")
    value: str = plain_field("the value that broke it", nullable=True)
    run_id: str = run_field("the run that met it first")
    rejected_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was refused first")
    replayed_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when it was saved after all", nullable=True)

    @pa.dataframe_check
    @classmethod
    def row_json_is_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A row that cannot be read back cannot be replayed."""
        return rules.holds(data, rules.is_json("row_json"))
