"""A lake holds the same rows as a file, gives the same answers, and lets many write at once."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from click.testing import Result

from desk.health import _live_file
from desk.web.desk import open_desk
from desk.web.keeper import Keeper
from flows.alive import living_runs
from flows.forgetting import forget_pages
from flows.health import troubles_of
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.readiness import refuse_unready_machine
from flows.remark import mark_again
from flows.reviews import Act, append_review
from flows.runs import begin_run, close_killed, record_run
from flows.settings import Settings, SettingsError, load_settings
from flows.steps import run_inputs
from flows.tasks import opener_of, rules_of
from schemas.places import Lake
from schemas.table import columns_of, key_of
from schemas.tables import TABLES
from tests.conftest import ARTICLES, PROJECT
from tests.forking import Forks
from tests.postgres import make_database, running_postgres, tell_database, why_not
from warehouse import lake as lakes
from warehouse.ask import asking
from warehouse.audit import run_assertions
from warehouse.lake import tidy, without_keys
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
WRITERS, STORIES = 3, 3
WRITE = """
import sys
from pathlib import Path
from flows.settings import Settings
from flows.steps import run_inputs
from schemas.places import Lake

folder, catalog, files, *inputs = sys.argv[1:]
run, outcome = run_inputs(inputs, Settings(Path(folder), lake=Lake(catalog, files)))
print(outcome.counts.articles_new, outcome.counts.articles_unchanged)
"""

MAKE = """
import sys
from schemas.places import Lake
from warehouse.store import open_warehouse
with open_warehouse(Lake(*sys.argv[1:])):
    pass
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Run PostgreSQL once for this file."""
    with running_postgres() as started:
        yield started


@pytest.fixture(scope="module")
def made(server: str, forked: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a lake that was made and migrated, of the database `made`, which nobody has open any more."""
    files = tmp_path_factory.mktemp("made") / "parquet"
    done = forked.run(MAKE, make_database(server, "made"), files)
    assert done.returncode == 0, done.stderr
    return files


@pytest.fixture
def lake(server: str, made: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Lake:
    """Return a lake of the test's own: a copy of one that was made."""
    files = shutil.copytree(made, tmp_path / "parquet")
    name = name_of(request)
    catalog = make_database(server, name, like="made")
    tell_database(server, name, f"UPDATE ducklake_metadata SET value = '{files}/' WHERE key = 'data_path'")
    return Lake(catalog, str(files))


@pytest.fixture
def lake_to_make(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> Lake:
    """Return a lake of the test's own, not made yet."""
    return Lake(make_database(server, name_of(request)), str(tmp_path / "parquet"))


def name_of(request: pytest.FixtureRequest) -> str:
    """Return a name for the database of a test."""
    return "".join(each for each in request.node.name.lower() if each.isalnum())[:50]


def settled_rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return what was published under a name, without moments and runs, in a settled order."""
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
        names = [name for name in [*TABLES, *VIEWS] if name not in {"applied_files", "fetches"}]
        with asking(settings.published) as answer:
            told.append({name: settled_rows(answer(f"FROM {name}")) for name in names})
    of_file, of_lake = told
    for name, rows in of_file.items():
        assert of_lake[name] == rows, name
    assert len(of_file["claims"]) > 10
    assert len(of_file["flags"]) > 10


def test_many_write_at_once(lake_to_make: Lake, forked: Forks, tmp_path: Path):
    """Each of the writers reads all stories, and together they keep each once: nothing fails, is lost or is doubled."""
    inputs = [str(path) for path in stories(tmp_path / "in")]
    place = (lake_to_make.catalog, lake_to_make.files)
    writers = forked.run_at_once(
        WRITE,
        *((tmp_path / f"data{number}", *place, *inputs[number:], *inputs[:number]) for number in range(WRITERS)),
    )
    assert [writer.returncode for writer in writers] == [0] * WRITERS, [writer.stderr for writer in writers]
    new = [int(writer.stdout.split()[0]) for writer in writers]
    assert sum(new) == STORIES
    with open_warehouse(lake_to_make) as warehouse:
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


def test_a_run_that_was_killed_on_another_machine_is_closed(lake: Lake, tmp_path: Path):
    """It is told from one that lives by a lock of the catalog, by the next run as by the checks of the whole."""
    here, elsewhere = Settings(tmp_path / "here", lake=lake), Settings(tmp_path / "elsewhere", lake=lake)
    script = (
        "import sys; from schemas.places import Lake; from functools import partial; from flows.runs import begin_run, running\n"
        "from warehouse.store import open_warehouse\n"
        "run = begin_run()\n"
        "with running(partial(open_warehouse, Lake(*sys.argv[1:])), run):\n"
        "    print(run.run_id, flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, lake.catalog, lake.files]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        run_id = run.stdout.readline().strip()
        publish_snapshot_of(here)
        assert living_runs(lake) == [run_id]
        assert close_killed(opener_of(here)) == []
        assert troubles_of(here, datetime.now(UTC)) == []
        run.kill()
    assert becomes_empty(lambda: living_runs(lake))
    publish_snapshot_of(elsewhere)
    assert [each.check for each in troubles_of(elsewhere, datetime.now(UTC))] == ["stale_runs"]
    run_inputs([str(stories(tmp_path / "in")[0])], here)
    with open_warehouse(lake) as warehouse:
        states = dict(read_rows(warehouse, "SELECT run_id, state FROM runs").rows())
    assert states.pop(run_id) == "failed"
    assert list(states.values()) == ["finished"]


def becomes_empty(found: Callable[[], list[str]]) -> bool:
    """Wait until nothing is found any more: PostgreSQL sees a little later that a client has gone."""
    until = time.monotonic() + 30
    while found() and time.monotonic() < until:
        time.sleep(0.1)
    return not found()


def test_the_desk_sees_what_others_review_in_the_lake(lake: Lake, tmp_path: Path):
    """Without anything published in between, and without asking again while nothing has changed."""
    settings = Settings(tmp_path / "data", lake=lake)
    run_inputs([str(stories(tmp_path / "in")[0])], settings)
    publish_snapshot_of(settings)
    with open_desk(settings, follows=False) as desk:
        claim_id = str(desk.rows("SELECT claim_id FROM claims ORDER BY claim_id LIMIT 1")[0]["claim_id"])
        keeper = Keeper(desk, publish_seconds=60)
        keeper.look()
        asked = desk.reviews_seen
        append_review(opener_of(settings), claim_id, Act("Grace", status="in_progress"))
        keeper.look()
        keeper.look()
        assert desk.reviews_seen == asked + 1
        assert [row["claim_id"] for row in desk.rows("SELECT claim_id FROM all_reviews")] == [claim_id]


def test_doctor_looks_at_a_lake(lake: Lake, tmp_path: Path):
    """Whether its catalog answers, its files are there, and a run could write."""
    settings = Settings(tmp_path / "data", lake=lake)
    run_inputs([str(stories(tmp_path / "in")[0])], settings)
    with open_warehouse(lake) as warehouse:
        tidy(warehouse)
    [fine] = _live_file(settings)
    assert re.search(r"its catalog answers, its \d+ files are there, runs can write", fine.what)
    assert fine.remedy is None
    with open_warehouse(lake) as other, transaction(other):
        [busy] = _live_file(settings)
    assert "is being written by others" in busy.what
    assert busy.remedy
    next(Path(lake.files).rglob("*.parquet")).unlink()
    [broken] = _live_file(settings)
    assert re.search(r"misses 1 of its \d+ files|cannot be read", broken.what)
    assert broken.remedy


def test_a_lake_that_does_not_answer_is_a_trouble_of_the_whole(kept: Settings):
    """Told once and in its own words; of runs that say they run nobody can tell, so nothing is said."""
    record_run(opener_of(kept), begin_run(), Counts(), "running")
    publish_snapshot_of(kept)
    gone = replace(kept, lake=Lake("host=127.0.0.1 port=1 dbname=a password=hush", "b"))
    [trouble] = troubles_of(gone, datetime.now(UTC))
    assert trouble.check == "lake"
    assert "look whether its PostgreSQL answers" in trouble.words.replace("Look", "look")
    assert "hush" not in trouble.words


def test_a_run_asks_the_lake_before_it_begins(lake: Lake, tmp_path: Path):
    """And makes no live file beside it."""
    settings = Settings(tmp_path / "data", lake=lake)
    refuse_unready_machine(settings)
    assert not settings.live.exists()
    with pytest.raises(WarehouseUnusable, match="look whether its PostgreSQL answers"):
        refuse_unready_machine(replace(settings, lake=Lake("host=127.0.0.1 port=1 dbname=a", "b")))


def test_what_is_forgotten_is_in_no_file_of_the_lake(lake: Lake, tmp_path: Path):
    """Deleted rows are written out of the Parquet files, and no moment of the past has them."""
    settings = Settings(tmp_path / "data", lake=lake)
    inputs = [str(path) for path in stories(tmp_path / "in")]
    run_inputs(inputs, settings)
    first, *others = [f"https://harbour.example/{number}" for number in range(STORIES)]
    for pages in ([first], others):
        forget_pages(pages, settings, by="Ada")
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
