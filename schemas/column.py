"""How a column of a table is declared: Pandera fields with what the warehouse and the dictionary need besides.

What a field's metadata may say:
`key` (part of the primary key), `refers_to` ("table.column", checked by the assertions, not by DuckDB, whose foreign
keys double the price of a load), `json` (text that holds JSON), `filled` ("at" or "run_id": the warehouse writes it
when the frame does not bring it), `refreshed` (rewritten when the row is known already).
"""

from typing import Any

import pandera.polars as pa

ID_PATTERN = "^[0-9a-f]{16}$"
RUN_ID_PATTERN = "^[0-9A-Za-z][0-9A-Za-z_.:-]{0,63}$"


class Table(pa.DataFrameModel):
    """What every table's model is: a column that it does not declare may not slip in."""

    class Config:
        """Pandera's settings; subclasses may add `metadata`."""

        strict = True


def key_field(description: str, **options: Any) -> Any:
    """Declare (a part of) the primary key that is the hash of what the row is: 16 hex digits."""
    return pa.Field(str_matches=ID_PATTERN, description=description, metadata={"key": True}, **options)


def id_field(description: str, refers_to: str, *, nullable: bool = False, key: bool = False) -> Any:
    """Declare the id of a row of another table ("table.column")."""
    metadata = {"refers_to": refers_to, "key": key}
    return pa.Field(str_matches=ID_PATTERN, nullable=nullable, description=description, metadata=metadata)


def run_field(description: str = "the run that wrote the row") -> Any:
    """Declare the id of the run that wrote the row; the warehouse fills it."""
    metadata = {"refers_to": "runs.run_id", "filled": "run_id"}
    return pa.Field(str_matches=RUN_ID_PATTERN, description=description, metadata=metadata)


def moment_field(description: str, *, refreshed: bool = False) -> Any:
    """Declare the moment of writing, in UTC; the warehouse fills it."""
    return pa.Field(description=description, metadata={"filled": "at", "refreshed": refreshed})


def words_field(description: str, *, nullable: bool = False) -> Any:
    """Declare text that must not be empty."""
    return pa.Field(str_length={"min_value": 1}, nullable=nullable, description=description)


def choice_field(choices: tuple[str, ...], description: str, *, nullable: bool = False) -> Any:
    """Declare text out of a closed vocabulary."""
    return pa.Field(isin=list(choices), nullable=nullable, description=description)


def offset_field(description: str, *, nullable: bool = False) -> Any:
    """Declare an offset into `articles.text`, counted in Unicode code points from 0."""
    return pa.Field(ge=0, nullable=nullable, description=description)


def share_field(description: str) -> Any:
    """Declare a number from 0 to 1 that may be unknown."""
    return pa.Field(in_range={"min_value": 0, "max_value": 1}, nullable=True, description=description)


def count_field(description: str) -> Any:
    """Declare a count: 0 or more."""
    return pa.Field(ge=0, description=description)


def json_field(description: str) -> Any:
    """Declare text that holds a JSON value; the model that uses it checks that it parses (`is_json`)."""
    return pa.Field(description=description, metadata={"json": True})


def plain_field(description: str, *, nullable: bool = False, **metadata: Any) -> Any:
    """Declare a column without a check of its own."""
    return pa.Field(nullable=nullable, description=description, metadata=metadata)
