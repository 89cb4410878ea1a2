"""Ad-hoc questions: any one SELECT on the published file, and nothing that writes, reaches out or never ends."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.guards import ends
from warehouse.ask import MOST_ROWS, QueryRefused, ask
from warehouse.publish import publish_snapshot
from warehouse.store import open_warehouse, save

REFUSED = {
    "insert": ("INSERT INTO pages SELECT * FROM pages", "only SELECT is answered, not INSERT"),
    "update": ("UPDATE pages SET url = 'x'", "only SELECT"),
    "delete": ("DELETE FROM pages", "only SELECT"),
    "create": ("CREATE TABLE t AS SELECT 1", "only SELECT"),
    "temporary table": ("CREATE TEMP TABLE t AS SELECT 1", "only SELECT"),
    "drop": ("DROP TABLE pages", "only SELECT"),
    "copy out": ("COPY pages TO 'stolen.csv'", "only SELECT"),
    "export": ("EXPORT DATABASE 'stolen'", "only SELECT"),
    "attach": ("ATTACH 'other.duckdb'", "only SELECT"),
    "install": ("INSTALL httpfs", "only SELECT"),
    "load": ("LOAD httpfs", "only SELECT"),
    "set": ("SET memory_limit = '100GB'", "only SELECT"),
    "call": ("CALL pragma_version()", "only SELECT"),
    "prepare": ("PREPARE p AS SELECT 1", "only SELECT"),
    "two statements": ("SELECT 1; DROP TABLE pages", "one statement is answered at a time, not 2"),
    "two selects": ("SELECT 1; SELECT 2", "not 2"),
    "nothing": ("", "not 0"),
    "only a comment": ("-- hello", "not 0"),
    "csv": ("SELECT * FROM read_csv('/etc/passwd')", "reaches outside the published file"),
    "text": ("SELECT * FROM read_text('/etc/passwd')", "reaches outside"),
    "blob": ("SELECT * FROM read_blob('/etc/passwd')", "reaches outside"),
    "json": ("SELECT * FROM read_json('/etc/passwd')", "reaches outside"),
    "parquet": ("SELECT * FROM read_parquet('http://127.0.0.1/x.parquet')", "reaches outside"),
    "glob": ("SELECT * FROM glob('/etc/*')", "reaches outside"),
    "file as table": ("SELECT * FROM '/etc/passwd'", "does not accept it"),
    "a file in a subquery": ("SELECT (SELECT content FROM read_text('/etc/passwd'))", "reaches outside"),
    "python variable": ("SELECT * FROM secret_frame", "does not accept it"),
    "misspelt": ("SELEC 1", "does not accept it"),
    "unknown table": ("SELECT * FROM claimz", "does not accept it"),
    "unknown column": ("SELECT colour FROM claims", "does not accept it"),
    "writing to the file": ("INSERT INTO factdesk.pages SELECT * FROM pages", "only SELECT"),
    "the settings": ("RESET memory_limit", "only SELECT"),
    "use": ("USE memory", "only SELECT"),
    "much memory": ("SELECT array_agg(a.range) FROM range(100000000) a", "more than 512 MB"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse."""
    folder = tmp_path_factory.mktemp("asked")
    with open_warehouse(folder / "live.duckdb") as warehouse:
        publish_snapshot(warehouse, folder / "factdesk.duckdb")
    return folder / "factdesk.duckdb"


@pytest.mark.parametrize(("sql", "rule"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_plain_question_is_refused(
    sql: str, rule: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the rule and what to do instead in one line; nothing is written anywhere."""
    monkeypatch.chdir(published.parent)
    before = {path: path.stat().st_mtime_ns for path in published.parent.iterdir()}
    secret_frame = ask(published, "SELECT 42 AS answer")
    with pytest.raises(QueryRefused) as caught:
        ask(published, sql)

    assert secret_frame.height == 1
    assert rule in caught.value.rule
    assert caught.value.next_step in str(caught.value)
    assert "\n" not in str(caught.value)
    assert {path: path.stat().st_mtime_ns for path in published.parent.iterdir()} == before


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM range(100000000) a, range(100000000) b",
        "WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM t) SELECT max(x) FROM t",
    ],
)
def test_a_question_without_end_is_stopped(sql: str, published: Path) -> None:
    """The machine is free again soon after the time is up."""
    with ends(), pytest.raises(QueryRefused, match=r"took longer than 0\.5 seconds"):
        ask(published, sql, timeout_seconds=0.5)


def test_too_many_rows_are_refused_rather_than_cut(published: Path) -> None:
    """Half an answer that looks whole would mislead."""
    with pytest.raises(QueryRefused, match="more than 1,000,000 rows"):
        ask(published, f"SELECT * FROM range({MOST_ROWS + 1})")


def test_a_row_limit_keeps_the_order(published: Path) -> None:
    """The first rows as the question orders them."""
    rows = ask(published, "SELECT range AS n FROM range(5000) ORDER BY n DESC", row_limit=3)

    assert rows["n"].to_list() == [4999, 4998, 4997]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1;",
        "FROM pages",
        "SHOW TABLES",
        "DESCRIBE claims",
        "WITH a AS (SELECT 1) FROM a",
        "VALUES (1)",
        "SELECT 1 -- one",
    ],
)
def test_questions_in_other_clothes_are_answered(sql: str, published: Path) -> None:
    """Whatever only reads is welcome."""
    assert ask(published, sql).width >= 1


def test_columns_of_the_same_name_are_told_apart(published: Path) -> None:
    """A join by star is a common question."""
    assert ask(published, "SELECT 1 AS a, 2 AS a").row(0) == (1, 2)


def test_what_a_frame_cannot_hold_comes_as_text(published: Path) -> None:
    """An interval is better read than refused."""
    assert ask(published, "SELECT INTERVAL 3 MONTH AS since").row(0) == ("3 months",)


def test_moments_are_in_utc(published: Path) -> None:
    """Whatever the machine's clock is set to."""
    question = "SELECT strftime(TIMESTAMPTZ '2025-06-01 12:00:00+02', '%H:%M') AS clock"
    assert ask(published, question).row(0) == ("10:00",)


def test_nothing_published_is_told(tmp_path: Path) -> None:
    """The next step is in the message."""
    with pytest.raises(QueryRefused, match=r"nothing has been published yet.*run factdesk run"):
        ask(tmp_path / "factdesk.duckdb", "SELECT 1")


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    (tmp_path / "notes.txt").write_text("This is no database. " * 300)
    with pytest.raises(QueryRefused, match="cannot be opened for reading"):
        ask(tmp_path / "notes.txt", "SELECT 1")


def test_many_may_ask_at_once(published: Path) -> None:
    """The desk answers several people in one process, each with settings and time of their own."""
    with ThreadPoolExecutor(4) as pool:
        numbers = pool.map(lambda number: ask(published, f"SELECT {number} AS n FROM range(9)")["n"][8], range(12))

    assert list(numbers) == list(range(12))


def test_a_question_leaves_nothing_behind(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder for what does not fit into memory ends with the question."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ask(published, "SELECT 1")

    assert list(tmp_path.iterdir()) == []


def test_questions_do_not_disturb_each_other(published: Path, rows: Any) -> None:
    """The same process may publish and ask in turn, and gets today's answer."""
    with open_warehouse(published.parent / "live.duckdb") as warehouse:
        for number in (1, 2):
            save(warehouse, "pages", rows.frame("pages", [rows.page(f"p{number}")]), run_id="r", at=rows.at)
            publish_snapshot(warehouse, published)
            assert ask(published, "SELECT count(*) AS n FROM pages")["n"].to_list() == [number]
