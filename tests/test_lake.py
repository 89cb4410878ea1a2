"""A lake holds the same rows as a file, gives the same answers, and lets many write at once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from click.testing import Result

from flows.forgetting import forget_pages
from flows.publish import publish_snapshot_of
from flows.remark import mark_again
from flows.settings import Settings, SettingsError, load_settings
from flows.steps import run_inputs
from flows.tasks import opener_of, rules_of
from schemas.places import Lake
from schemas.table import columns_of, key_of
from schemas.tables import TABLES
from tests.conftest import ARTICLES, PROJECT
from tests.postgres import make_database, running_postgres, why_not
from warehouse import lake as lakes
from warehouse.ask import ask
from warehouse.audit import run_assertions
from warehouse.lake import without_keys
from warehouse.sqlfile import FOLDER, read_folder
from warehouse.store import WarehouseBusy, WarehouseUnusable, open_warehouse, read_rows, transaction

NOT_HERE = why_not() or (
    None
    if find_spec("duckdb_extension_ducklake")
    else "the lake's extensions are not installed (pip install 'factdesk[lake]')"
)
pytestmark = [
    pytest.mark.skipif(NOT_HERE is not None, reason=str(NOT_HERE)),
    pytest.mark.skipif(duckdb.__version__ != "1.5.5", reason="the lake's extensions are for DuckDB 1.5.5"),
]
VIEWS = [file.name for file in read_folder(FOLDER / "views")]
WRITERS, STORIES = 4, 4
WRITE = """
import sys
from pathlib import Path
from flows.settings import Settings
from flows.steps import run_inputs
from schemas.places import Lake

if __name__ == "__main__":
    folder, catalog, files, *inputs = sys.argv[1:]
    run, outcome = run_inputs(inputs, Settings(Path(folder), lake=Lake(catalog, files)))
    print(outcome.counts.articles_new, outcome.counts.articles_unchanged)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Run PostgreSQL once for this file."""
    with running_postgres() as started:
        yield started


@pytest.fixture
def lake(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> Lake:
    """Return a lake of the test's own, not made yet."""
    name = "".join(each for each in request.node.name.lower() if each.isalnum())[:50]
    return Lake(make_database(server, name), str(tmp_path / "parquet"))


def rows_of(settings: Settings, name: str) -> list[dict[str, Any]]:
    """Return what is published under a name, without moments and runs, in a settled order."""
    frame = ask(settings.published, f"FROM {name}", row_limit=100_000)
    told = [column for column in frame.columns if not column.endswith(("_at", "run_id", "seconds", "made_with"))]
    return sorted(frame.select(told).to_dicts(), key=lambda row: json.dumps(row, default=str, sort_keys=True))


def stories(folder: Path) -> list[Path]:
    """Write stories of which some say the same as others, so that writers meet."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(STORIES):
        text = f"The {number % 4 + 3} tugs of the harbour cost {number + 2}.4 million dollars in 2025, Lena Ost said.\n\nNobody swam."
        path = folder / f"story{number}.json"
        path.write_text(json.dumps({"text": text, "url": f"https://harbour.example/{number}"}), encoding="utf-8")
        paths.append(path)
    return paths


def test_a_lake_holds_and_tells_the_same_as_a_file(lake: Lake, tmp_path: Path):
    """Every table and every view, row for row, after a run, a second one, and marking again under another threshold."""
    told = []
    for settings in (Settings(tmp_path / "file"), Settings(tmp_path / "lake", lake=lake)):
        for _ in range(2):
            run_inputs([str(ARTICLES)], settings)
        mark_again(opener_of(settings), rules_of(replace(settings, threshold=1.9)))
        publish_snapshot_of(settings)
        with opener_of(settings)() as warehouse:
            assert run_assertions(warehouse).is_empty()
        told.append(
            {name: rows_of(settings, name) for name in [*TABLES, *VIEWS] if name not in {"applied_files", "fetches"}}
        )
    of_file, of_lake = told
    for name, rows in of_file.items():
        assert of_lake[name] == rows, name
    assert len(of_file["claims"]) > 10
    assert len(of_file["flags"]) > 10


def test_many_write_at_once(lake: Lake, tmp_path: Path):
    """Each of the writers reads all stories, and together they keep each once: nothing fails, is lost or is doubled."""
    inputs = [str(path) for path in stories(tmp_path / "in")]
    script = tmp_path / "write.py"
    script.write_text(WRITE, encoding="utf-8")
    writers = [
        subprocess.Popen(
            [sys.executable, str(script), str(tmp_path / f"data{number}"), lake.catalog, lake.files, *inputs[number:], *inputs[:number]],
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]  # fmt: skip
    outs = [writer.communicate(timeout=400)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    new = [int(out.split()[0]) for out in outs]
    assert sum(new) == STORIES
    with open_warehouse(lake) as warehouse:
        assert run_assertions(warehouse).is_empty()
        for table, model in TABLES.items():
            if key := key_of(model):
                rows = read_rows(warehouse, table).select(key)
                assert rows.is_unique().all(), table
        assert read_rows(warehouse, "articles").height == STORIES


def test_whoever_waits_too_long_is_told(lake: Lake):
    """Two transactions never write at once; the second waits, and then says so."""
    with open_warehouse(lake) as one, open_warehouse(lake, timeout_seconds=0.3) as other:
        with transaction(one), pytest.raises(WarehouseBusy, match="is being written by others"), transaction(other):
            pass
        with transaction(other):
            other.connection.execute("DELETE FROM runs")


def test_reading_waits_for_nobody(lake: Lake):
    """While one writes, others read what was there before."""
    with open_warehouse(lake) as one, open_warehouse(lake, timeout_seconds=0.2) as other, transaction(one):
        one.connection.execute("DELETE FROM applied_files")
        assert read_rows(other, "applied_files").height > 10


def test_a_writer_that_is_killed_leaves_nothing_half(lake: Lake, tmp_path: Path):
    """Its transaction never was, and its lock ends with it."""
    with open_warehouse(lake):
        pass
    script = (
        "import sys; from schemas.places import Lake; from warehouse.store import open_warehouse, transaction\n"
        "with open_warehouse(Lake(*sys.argv[1:])) as one, transaction(one):\n"
        "    one.connection.execute('DELETE FROM applied_files'); print('in', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, lake.catalog, lake.files]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "in\n"
        writer.kill()
    with open_warehouse(lake, timeout_seconds=30) as warehouse, transaction(warehouse):
        assert read_rows(warehouse, "applied_files").height > 10


def test_what_is_forgotten_is_in_no_file_of_the_lake(lake: Lake, tmp_path: Path):
    """Deleted rows are written out of the Parquet files, and no moment of the past has them."""
    settings = Settings(tmp_path / "data", lake=lake)
    inputs = [str(path) for path in stories(tmp_path / "in")]
    run_inputs(inputs, settings)
    for number in range(STORIES):
        forget_pages([f"https://harbour.example/{number}"], settings, by="Ada")
    with open_warehouse(lake) as warehouse:
        assert run_assertions(warehouse).is_empty()
        assert read_rows(warehouse, "forgotten").height == STORIES
        assert read_rows(warehouse, "articles").is_empty()
    files = [file for file in [*Path(lake.files).rglob("*"), *settings.data_folder.rglob("*")] if file.is_file()]
    assert any(file.suffix == ".parquet" for file in files)
    for file in files:
        assert b"Lena Ost" not in file.read_bytes(), file
        if file.suffix == ".parquet":
            assert "Lena Ost" not in str(pl.read_parquet(file).to_dicts()), file


def test_commands_work_on_a_lake_by_one_setting(lake: Lake, factdesk: Callable[..., Result], workplace: Path):
    """Marking again, reviewing and asking are told the settings file, and nothing else."""
    config = workplace / "factdesk.toml"
    config.write_text(f'[lake]\ncatalog = "{lake.catalog}"\nfiles = "{lake.files}"\n', encoding="utf-8")
    settings = load_settings(config, environ={})
    run_inputs([str(ARTICLES)], settings)
    publish_snapshot_of(settings)
    asked = factdesk("sql", "--format", "csv", "SELECT claim_id FROM claims ORDER BY ALL LIMIT 1")
    assert asked.exit_code == 0, asked.output
    claim_id = asked.stdout.split()[1]
    reviewed = factdesk("review", claim_id, "--status", "in_progress", "--reviewer", "Ada")
    assert reviewed.exit_code == 0, reviewed.output
    with open_warehouse(lake) as warehouse:
        assert read_rows(warehouse, "reviews")["claim_id"].to_list() == [claim_id]
    assert not settings.live.exists()


def test_a_catalog_that_does_not_answer_is_told(tmp_path: Path):
    """In a line, without the password."""
    nowhere = Lake("host=127.0.0.1 port=1 dbname=a password=hush", str(tmp_path))
    with pytest.raises(WarehouseUnusable, match="look whether its PostgreSQL answers") as told, open_warehouse(nowhere):
        pass
    assert "hush" not in str(told.value)


def test_without_the_extensions_it_says_what_to_install(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    """They come with an extra of the package, and never over the net."""
    monkeypatch.setattr(lakes, "find_spec", lambda _name: None)
    with pytest.raises(WarehouseUnusable, match=r"pip install 'factdesk\[lake\]'"), open_warehouse(lake):
        pass


def test_a_lake_has_every_column_of_the_models(lake: Lake):
    """Types and comments too; what it does not know are keys and indexes."""
    with open_warehouse(lake) as warehouse:
        found = read_rows(
            warehouse,
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE database_name = 'lake' AND NOT internal",
        )
    kinds = {(table, column): (kind, bool(said)) for table, column, kind, said in found.iter_rows()}
    for table, model in TABLES.items():
        for column in columns_of(model):
            assert kinds[table, column.name] == (column.sql_type, True), (table, column.name)


def test_keys_and_indexes_alone_are_left_out():
    """Everything else of a statement stays as it was."""
    ddl = "CREATE TABLE a (\n    x VARCHAR NOT NULL,\n    PRIMARY KEY (x)\n);\nCREATE INDEX a_by_x ON a (x);\nCOMMENT ON TABLE a IS 'PRIMARY';"
    assert without_keys(ddl) == "CREATE TABLE a (\n    x VARCHAR NOT NULL\n);\n\nCOMMENT ON TABLE a IS 'PRIMARY';"


@pytest.mark.parametrize("text", ['[lake]\ncatalog = "dbname=a"', '[lake]\nfiles = "b"', "[lake]\nother = 1"])
def test_a_lake_needs_both_of_its_settings(tmp_path: Path, text: str):
    """A half one is refused by name."""
    file = tmp_path / "factdesk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="lake"):
        load_settings(file, environ={})
