"""The models are the only declaration of a column: DDL, comments and dictionary follow from them, and are current."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from claims.model import Claim
from schemas.column import Table
from schemas.table import all_ddl, columns_of, data_dictionary, frame_of, is_rewritten, key_of, schema_of
from schemas.tables import TABLES
from warehouse.store import open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent.parent
MODELS = list(TABLES.items())


@pytest.mark.parametrize(("table", "model"), MODELS, ids=list(TABLES))
def test_every_column_is_described(table: str, model: type[Table]) -> None:
    """A column without words is a column that nobody can ask for."""
    for column in columns_of(model):
        assert column.description, f"{table}.{column.name}"


@pytest.mark.parametrize(("table", "model"), MODELS, ids=list(TABLES))
def test_names_follow_the_law(table: str, model: type[Table]) -> None:
    """`*_at` is a moment in UTC, `*_id` an id of 16 digits (but for runs), `*_char` and offsets are whole numbers."""
    for column in columns_of(model):
        if column.name.endswith("_at"):
            assert column.dtype == pl.Datetime("us", "UTC")
        if column.name.endswith("_id") and column.name != "run_id":
            assert any("[0-9a-f]{16}" in rule for rule in column.rules), f"{table}.{column.name}"
        if column.name.endswith(("_char", "_start", "_end")):
            assert column.dtype == pl.Int64


@pytest.mark.parametrize(("table", "model"), MODELS, ids=list(TABLES))
def test_references_name_a_key(table: str, model: type[Table]) -> None:
    """What a column refers to is there, and is the key of its table."""
    for column in columns_of(model):
        if column.refers_to:
            target, key = column.refers_to.split(".")
            assert key_of(TABLES[target]) == (key,), f"{table}.{column.name}"


@pytest.mark.parametrize(("table", "model"), MODELS, ids=list(TABLES))
def test_no_two_tables_describe_a_name_differently_typed(table: str, model: type[Table]) -> None:
    """The same name has the same type everywhere."""
    everywhere = {column.name: column.sql_type for other in TABLES.values() for column in columns_of(other)}
    for column in columns_of(model):
        assert everywhere[column.name] == column.sql_type, f"{table}.{column.name}"


def test_keys_are_never_null() -> None:
    """A key that may be missing is none."""
    for table, model in MODELS:
        assert not [column.name for column in columns_of(model) if column.key and column.nullable], table


def test_only_runs_pages_and_threads_are_rewritten() -> None:
    """Everything else is added once and stays as it was written; what a thread is about, later claims may tell better."""
    rewritten = {table for table, model in MODELS if is_rewritten(model)}

    assert rewritten == {"runs", "pages", "threads", "thread_claims"}


def test_every_field_of_a_claim_has_its_column() -> None:
    """What the reading finds is kept."""
    assert set(Claim.__dataclass_fields__) <= set(schema_of(TABLES["claims"]))


def test_data_dictionary_is_current() -> None:
    """The committed dictionary is what the models say; mend it by `python -m schemas.table > docs/data-dictionary.md`."""
    assert (PROJECT / "docs" / "data-dictionary.md").read_text("utf-8") == data_dictionary()


def test_migrations_end_at_the_models_ddl() -> None:
    """Migrations and models make the same tables: columns, types, nullability, keys and comments."""
    asked = {
        "columns": "SELECT table_name, column_index, column_name, data_type, is_nullable, comment FROM duckdb_columns()",
        "constraints": "SELECT table_name, constraint_type, constraint_column_names FROM duckdb_constraints()",
        "tables": "SELECT table_name, comment FROM duckdb_tables()",
    }
    with open_warehouse() as migrated, open_warehouse() as scratch:
        scratch.connection.execute("ATTACH ':memory:' AS declared")
        scratch.connection.execute("USE declared")
        scratch.connection.execute(all_ddl())
        for what, select in asked.items():
            name = "declared" if what else ""
            declared = read_rows(
                scratch, f"{select} WHERE NOT (database_name <> '{name}') AND table_name IN ?", [list(TABLES)]
            )
            applied = read_rows(
                migrated, f"{select} WHERE database_name = 'memory' AND table_name IN ?", [list(TABLES)]
            )
            assert sorted(applied.rows(), key=str) == sorted(declared.rows(), key=str), what
            assert declared.height >= len(TABLES) - 1


def test_frame_of_leaves_out_what_the_warehouse_fills() -> None:
    """A row needs to say only what it knows."""
    frame = frame_of([{"page_id": "0" * 16}], TABLES["pages"])

    assert frame.columns == ["page_id", "url", "outlet"]


def test_frame_of_names_an_unknown_column() -> None:
    """A misspelt column is no null."""
    with pytest.raises(ValueError, match="Pages has no column link"):
        frame_of([{"page_id": "0" * 16, "link": "x"}], TABLES["pages"])


def test_frame_of_refuses_another_type() -> None:
    """A number is not made out of words."""
    with pytest.raises(TypeError, match="does not fit the types of Claims"):
        frame_of([{"start_char": "three"}], TABLES["claims"])


def test_the_models_load_no_pandas() -> None:
    """Where it is installed, as it is for these tests, whoever asks for it gets it; Pandera alone does without."""
    code = "import sys, schemas.tables\nprint('pandas' in sys.modules)\nimport pandas\nprint(pandas.Series([7]).sum())"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "7"]
