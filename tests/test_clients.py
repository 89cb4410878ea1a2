"""Programs of others open the published file: DuckDB's shell and client, pandas, polars, Arrow; 1.5 and 2.0."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from flows.settings import Settings

PROJECT = Path(__file__).parent.parent
DUCKDB_2 = PROJECT / "build" / "duckdb2"
FLAGGED = (
    "FROM flagged_claims SELECT claim_id, quote, value_low, published_at, reasons ORDER BY priority DESC, claim_id"
)

# As `duckdb -readonly FILE` does: a process of its own, one statement after the other; in any version of the client.
SHELL = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for statement in sys.stdin.read().split(";"):
    print(*connection.execute(statement).fetchone(), sep="|")
"""


@pytest.fixture
def published(published_once: Path) -> Path:
    """The published file of the case articles."""
    return Settings(published_once).published


def shell(file: Path, statements: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Let another process ask the file."""
    command = [sys.executable, "-c", SHELL, str(file)]
    environment = os.environ | variables
    return subprocess.run(command, input=statements, env=environment, capture_output=True, text=True, check=False)


def test_duckdb_opens_it_in_another_process_while_one_holds_it(published: Path):
    """Views, macros and comments are in the file itself, and several may hold it."""
    statements = """SELECT count(*) > 0 FROM flagged_claims; SELECT count(*) > 0 FROM claims_about('ferry');
        SELECT comment FROM duckdb_columns() WHERE table_name = 'claims' AND column_name = 'quote'"""
    with duckdb.connect(str(published), read_only=True) as held:
        told = shell(published, statements)
        assert held.execute("SELECT count(*) FROM articles").fetchone() == (3,)

    assert told.stdout.splitlines() == ["True", "True", "the words of the claim as printed"], told.stderr


def test_the_shell_of_duckdb_opens_it(published: Path):
    """The real program, as people start it."""
    question = "SELECT count(*) > 0 AS found, max(typeof(reasons)) LIKE 'STRUCT%' AS told FROM flagged_claims"
    command = [Path(sys.executable).with_name("duckdb"), "-readonly", "-csv", str(published), question]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout.splitlines()) == (0, ["found,told", "true,true"]), done.stderr


def test_a_snapshot_is_not_written_by_mistake(published: Path):
    """Whoever opens it read-only is told so."""
    told = shell(published, "DELETE FROM claims")

    assert told.returncode != 0
    assert "read-only" in told.stderr


def test_pandas_reads_it(published: Path):
    """Frames with types that pandas users expect."""
    with duckdb.connect(str(published), read_only=True) as connection:
        frame = connection.sql(FLAGGED).df()

    assert isinstance(frame, pd.DataFrame)
    assert len(frame) > 0
    assert pd.api.types.is_float_dtype(frame["value_low"])
    assert isinstance(frame["published_at"].dtype, pd.DatetimeTZDtype)
    assert frame["quote"].str.len().gt(0).all()
    assert frame.groupby("claim_id").size().eq(1).all()


def test_polars_reads_it(published: Path):
    """By the client's own frames, and by what polars offers for any database."""
    with duckdb.connect(str(published), read_only=True) as connection:
        frame = connection.sql(FLAGGED).pl()
        same = pl.read_database(FLAGGED, connection)

    assert frame.height > 0
    assert frame.schema["value_low"] == pl.Float64
    assert frame.equals(same)
    assert frame["reasons"].list.eval(pl.element().struct.field("flag")).list.len().min() >= 1


def test_arrow_reads_it(published: Path):
    """The way to R (arrow), Spark and the rest."""
    with duckdb.connect(str(published), read_only=True) as connection:
        table = connection.sql(FLAGGED).to_arrow_table()

    assert isinstance(table, pa.Table)
    assert table.num_rows > 0


def test_the_file_is_of_the_format_of_duckdb_1_5(published: Path):
    """Yesterday's clients open it: the promise is part of the file."""
    with duckdb.connect(str(published), read_only=True) as connection:
        [tags] = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchone() or [{}]

    assert tags["storage_version"].startswith("v1.5")


@pytest.mark.skipif(not DUCKDB_2.is_dir(), reason="DuckDB 2.0 is not installed: make test-duckdb2 does it")
def test_duckdb_2_opens_it(published: Path):
    """Tomorrow's clients too."""
    told = shell(published, "SELECT version(); SELECT count(*) > 0 FROM flagged_claims", PYTHONPATH=str(DUCKDB_2))

    assert told.stdout.splitlines()[0].startswith("v2."), told.stderr
    assert told.stdout.splitlines()[1] == "True"
