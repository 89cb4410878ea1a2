"""Files of older versions go forward to today with the same rows, and nothing is changed before a copy is kept."""

import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from flows.settings import Settings
from flows.upgrade import try_upgrade
from schemas.column import Table
from schemas.table import columns_of
from schemas.tables import TABLES
from warehouse.audit import run_assertions
from warehouse.copies import contents_of, opened_copy
from warehouse.migrate import copy_before, migrations_known
from warehouse.store import WarehouseUnusable, open_warehouse, read_rows

FILES = sorted((Path(__file__).parent / "fixtures").glob("live-*.duckdb.xz"))
"""A live file of each released version, named by the last migration that it had seen, with a review in it."""

KEPT = ("pages", "articles", "claims", "flags", "reviews", "runs")


def name_of(file: Path) -> str:
    """Return the last migration that a file had seen."""
    return file.name.removeprefix("live-").removesuffix(".duckdb.xz")


@pytest.fixture(params=FILES, ids=map(name_of, FILES))
def older(request: pytest.FixtureRequest, workplace: Path) -> tuple[str, Settings]:
    """Return the version of a file, and the settings of a data folder that has it as its live file."""
    settings = Settings(workplace / "data")
    settings.live.parent.mkdir(parents=True)
    settings.live.write_bytes(lzma.decompress(request.param.read_bytes()))
    return name_of(request.param), settings


def rows_of(path: Path, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """Return all rows of a table of a file, which is left as it is."""
    with opened_copy(path) as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def test_an_older_file_goes_forward_with_the_same_rows(older: tuple[str, Settings]):
    """Every claim, flag, review and article, in every column that there was; columns and keys are those of today."""
    version, settings = older
    before = {}
    for table in KEPT:
        with opened_copy(settings.live) as connection:
            names = [name for name, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
        still = {column.name for column in columns_of(model_of(table))}
        columns = ", ".join(name for name in names if name in still)
        before[table] = (columns, rows_of(settings.live, table, columns))
    assert before["claims"][1]
    assert before["reviews"][1]
    with open_warehouse(settings.live) as warehouse:
        for table, (columns, rows) in before.items():
            assert read_rows(warehouse, f"SELECT {columns} FROM {table} ORDER BY ALL").rows() == rows
            wanted = [column.name for column in columns_of(model_of(table))]
            assert sorted(read_rows(warehouse, f"FROM {table} LIMIT 0").columns) == sorted(wanted)
        assert run_assertions(warehouse).is_empty()
    assert contents_of(copy_before(settings.live, version)).migrations[-1] == version


def model_of(table: str) -> type[Table]:
    """Return the model of a table."""
    return TABLES[table]


def test_trying_an_upgrade_changes_nothing(older: tuple[str, Settings], factdesk: Callable[..., Result]):
    """It names each migration and what it is for, and the live file is the same to the last byte."""
    version, settings = older
    before = settings.live.read_bytes()
    done = try_upgrade(settings)
    assert [name for name, _ in done.migrations] == [each for each in migrations_known() if each > version]
    assert all(what for _, what in done.migrations)
    assert done.lost == []
    told = factdesk("upgrade", "--dry-run", "--data", settings.data_folder)
    assert told.exit_code == 0
    assert "would apply" in told.stdout
    assert settings.live.read_bytes() == before
    assert [path.name for path in settings.live.parent.iterdir()] == [settings.live.name]


def test_an_upgrade_says_what_it_did_and_keeps_the_file_from_before(
    older: tuple[str, Settings], factdesk: Callable[..., Result]
):
    """The copy is that of the older version; a second upgrade has nothing to do."""
    version, settings = older
    told = factdesk("upgrade", "--data", settings.data_folder)
    assert told.exit_code == 0, told.output
    assert f"before/{version}.duckdb" in told.stdout.replace("\n", "")
    assert contents_of(copy_before(settings.live, version)).migrations[-1] == version
    assert "this version already" in factdesk("upgrade", "--data", settings.data_folder).stdout


def test_without_room_for_the_copy_nothing_is_migrated(older: tuple[str, Settings], monkeypatch: pytest.MonkeyPatch):
    """The older version can still open its file."""
    version, settings = older
    monkeypatch.setattr("warehouse.publish._COPY", "import sys; sys.exit('no space left on device')")
    with pytest.raises(OSError, match="make room"), open_warehouse(settings.live):
        pass
    assert contents_of(settings.live).migrations[-1] == version
    assert not copy_before(settings.live, version).exists()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path):
    """Opening it would drop what this version does not know."""
    live = tmp_path / "live.duckdb"
    with open_warehouse(live) as warehouse:
        warehouse.connection.execute("INSERT INTO applied_files VALUES ('999_of_tomorrow', 'x', now())")
    with pytest.raises(WarehouseUnusable, match=r"newer factdesk.*999_of_tomorrow"), open_warehouse(live):
        pass
