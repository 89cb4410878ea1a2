"""A register of the desk's own may come from elsewhere: a view in it is a program, and its cells are whatever they are."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

import warehouse.registers as registers
from claims.sources.model import Asking
from flows.at_home import RegistersAtHome
from flows.source_settings import Register
from tests.test_sources import CASES, asking_of
from warehouse.registers import Columns, RegisterUnusable, rows_naming

COLUMNS = Columns("thing", "value")
WORDS = "the people of Tarn"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a file that is no register."""
    file = tmp_path / "secret.csv"
    file.write_text("thing,value\nTarn,42\n", encoding="utf-8")
    return file


def duck(folder: Path, sql: str) -> Path:
    """Make a register of DuckDB with a statement."""
    with closing(duckdb.connect(str(folder / "r.duckdb"))) as connection:
        connection.execute(sql)
    return folder / "r.duckdb"


def lite(folder: Path, *sql: str, name: str = "r.sqlite") -> Path:
    """Make a register of SQLite with statements."""
    with closing(sqlite3.connect(folder / name)) as connection:
        for each in sql:
            connection.execute(each)
        connection.commit()
    return folder / name


@pytest.mark.parametrize("reader", ["read_csv('{0}')", "'{0}'", "read_text('{0}')", "glob('{0}')", "sniff_csv('{0}')"])
def test_a_view_of_a_register_reads_nothing_else(tmp_path: Path, secret: Path, reader: str) -> None:
    """No file of the account that asks comes into the evidence."""
    file = duck(tmp_path, f"CREATE VIEW v AS SELECT 'Tarn' AS thing, 42 AS value FROM {reader.format(secret)}")

    with pytest.raises(RegisterUnusable, match="disabled by configuration"):
        rows_naming(file, "v", COLUMNS, WORDS)


def test_a_csv_whose_name_is_a_pattern_reads_no_other_file(tmp_path: Path) -> None:
    """`data[1].csv` would be `data1.csv`."""
    (tmp_path / "data1.csv").write_text("thing,value\nTarn,42\n", encoding="utf-8")
    (tmp_path / "data[1].csv").write_text("thing,value\nTarn,1\n", encoding="utf-8")

    with pytest.raises(RegisterUnusable, match="disabled by configuration"):
        rows_naming(tmp_path / "data[1].csv", None, COLUMNS, WORDS)


def test_the_name_of_a_sqlite_file_says_nothing_to_sqlite(tmp_path: Path) -> None:
    """Marks of an address stand for themselves, and no other file is made or opened for writing."""
    file = lite(tmp_path, "CREATE TABLE t (thing, value)", "INSERT INTO t VALUES ('Tarn', 1)", name="q?x#y%20z.sqlite")

    [row] = rows_naming(file, "t", COLUMNS, WORDS)

    assert row["value"] == 1
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_cells_of_any_kind_are_read_or_left(tmp_path: Path) -> None:
    """SQLite holds anything in any column, and a view may have one name twice."""
    file = lite(
        tmp_path,
        "CREATE TABLE t (thing, value)",
        "INSERT INTO t VALUES ('Tarn', x'00ff'), ('Tarn', 'many'), (x'ff', 2), (NULL, 3), (4, 4), ('Tarn', '5')",
        "CREATE VIEW v AS SELECT thing, value, thing FROM t",
    )

    assert [[row["value"] for row in rows_naming(file, table, COLUMNS, WORDS)] for table in "tv"] == [[5], [5]]


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    """SQLite would take its name for a word, and find that in the claim."""
    file = lite(tmp_path, "CREATE TABLE t (thing, value)", "INSERT INTO t VALUES ('Tarn', 1)")

    with pytest.raises(RegisterUnusable, match="no such column"):
        rows_naming(file, "t", Columns("Tarn", "value"), WORDS)


ENDLESS = "WITH RECURSIVE r(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM r) SELECT 'Tarn' AS thing, value FROM r"


@pytest.mark.parametrize(
    ("make", "view", "rule"),
    [
        (duck, ENDLESS, "it takes more than 1 s"),
        (duck, "SELECT 'Tarn' AS thing, value FROM range(1000000000000) AS t(value)", "it takes more than 1 s|memory"),
        (lite, f"SELECT 'Tarn' AS thing, max(value) AS value FROM ({ENDLESS})", "interrupted"),
        (lite, ENDLESS, "interrupted|more than 1 MB"),
        (lite, "SELECT zeroblob(900000000) AS thing, 1 AS value", "too big"),
    ],
)
def test_a_view_without_end_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path, str], Path], view: str, rule: str
) -> None:
    """It is refused by name when its time or room is used up."""
    monkeypatch.setattr(registers, "_MOST_SECONDS", 1.0)
    monkeypatch.setattr(registers, "_MOST_BYTES", 1_000_000)
    file = make(tmp_path, f"CREATE VIEW v AS {view}")

    with pytest.raises(RegisterUnusable, match=rule):
        rows_naming(file, "v", COLUMNS, WORDS)


def test_a_register_that_cannot_be_asked_is_asked_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred claims do not wait two hundred times for its time to be up."""
    asked: list[Asking] = []

    def unusable(_register: Register, asking: Asking) -> bytes:
        asked.append(asking)
        raise RegisterUnusable("it takes more than 20 s")

    monkeypatch.setattr("flows.at_home.register_answer", unusable)
    home = RegistersAtHome([Register("Own", tmp_path / "r.csv", "thing", "value")])
    asking = asking_of(next(each for each in CASES if each["source"] == "own_register"))

    for _ in range(3):
        with pytest.raises(RegisterUnusable, match="more than 20 s"):
            home.answer(asking)

    assert len(asked) == 1
