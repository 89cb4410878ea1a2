"""Publishing: a copy that anybody may hold open, while the next is written and published beside it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.ask import QueryRefused, ask
from warehouse.publish import own_copy, publish_snapshot
from warehouse.reader import Reader
from warehouse.store import Warehouse, open_warehouse, save

PROJECT = Path(__file__).parent.parent.parent
COUNT = "SELECT count(*) AS pages FROM pages"


def add_page(warehouse: Warehouse, rows: Any, name: str) -> None:
    """One row more."""
    save(warehouse, "pages", rows.frame("pages", [rows.page(name)]), run_id="r", at=rows.at)


def count(published: Path) -> int:
    """How many pages the published file tells of."""
    return int(ask(published, COUNT)["pages"][0])


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """The live file and the published one."""
    return tmp_path / "live.duckdb", tmp_path / "out" / "factdesk.duckdb"


def test_the_published_file_has_what_was_committed(paths: tuple[Path, Path], rows: Any) -> None:
    """A snapshot holds all rows so far, opens read-only and is only linked to, by a name that survives a move."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "a")
        copy = publish_snapshot(warehouse, published)
        add_page(warehouse, rows, "b")

    assert count(published) == 1
    assert published.is_symlink()
    assert published.resolve() == copy.resolve()
    published.parent.rename(published.parent.with_name("moved"))
    assert count(published.parent.with_name("moved") / published.name) == 1


def test_a_reader_keeps_the_copy_it_opened(paths: tuple[Path, Path], rows: Any) -> None:
    """Publishing goes on beside a reader in the same process and one in another, however long they hold theirs."""
    live, published = paths
    code = f"import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); input(); print(c.execute('{COUNT}').fetchall()[0][0])"
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "first")
        publish_snapshot(warehouse, published)
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    held = duckdb.connect(str(published.resolve()), read_only=True)
    for number in range(5):
        with open_warehouse(live) as warehouse:
            add_page(warehouse, rows, f"page {number}")
            publish_snapshot(warehouse, published)
        assert count(published) == number + 2
    try:
        assert held.execute(COUNT).fetchall() == [(1,)]
        if other.poll() is None:  # it may have opened the first copy or a later one, but opened it has
            assert int(other.communicate("\n", timeout=60)[0]) in range(1, 7)
    finally:
        held.close()
        other.kill()
        other.wait()


def test_only_the_newest_copies_stay(paths: tuple[Path, Path], rows: Any) -> None:
    """Disk use does not grow with the number of runs, of neither sort; names are never used again."""
    live, published = paths
    names = []
    with open_warehouse(live) as warehouse:
        for number in range(6):
            add_page(warehouse, rows, f"page {number}")
            names.append(publish_snapshot(warehouse, published).name)

    assert len(set(names)) == 6
    kept = [path.name for path in published.parent.iterdir() if path.is_file() and not path.is_symlink()]
    assert sorted(kept) == names[-2:]
    assert sorted(path.name for path in (published.parent / "snapshots").iterdir()) == names[-3:]


def test_publishing_keeps_the_lock(paths: tuple[Path, Path]) -> None:
    """Reading a file in the process that locked it would give the lock away: another writer must still be kept out."""
    live, published = paths
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    with open_warehouse(live) as warehouse:
        publish_snapshot(warehouse, published)
        done = subprocess.run([sys.executable, "-c", code, str(live)], capture_output=True, text=True, check=False)

    assert "Could not set lock" in done.stderr


def test_a_question_is_answered_while_another_process_writes(paths: tuple[Path, Path], rows: Any) -> None:
    """Readers of the published file never wait for the live one."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "a")
        publish_snapshot(warehouse, published)
        code = f"from pathlib import Path; from warehouse.ask import ask; print(ask(Path({str(published)!r}), {COUNT!r})['pages'][0])"
        done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "1"


HOLDS_IT = {  # as clients open a file unless they are told otherwise, then wait until their standard input ends
    "Python": [
        sys.executable,
        "-c",
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(c.execute('SELECT count(*) FROM pages').fetchone(), flush=True); input()",
    ],
    "a driver": [  # what ODBC and JDBC hand over: the path and nothing else
        sys.executable,
        "-c",
        "import _duckdb, ctypes, sys; held = ctypes.c_void_p(); print(ctypes.CDLL(_duckdb.__file__).duckdb_open(sys.argv[1].encode(), ctypes.byref(held)), flush=True); input()",
    ],
    "the shell": [str(Path(sys.executable).with_name("duckdb"))],
}


@pytest.mark.parametrize("client", HOLDS_IT)
def test_a_client_that_holds_the_published_file_for_writing_is_in_nobodys_way(
    client: str, paths: tuple[Path, Path], rows: Any
) -> None:
    """Questions are answered, the desk's reader reads, and the next two are published, while it holds its own."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "first")
        publish_snapshot(warehouse, published)
    command = [*HOLDS_IT[client], str(published)]
    if not Path(command[0]).exists():
        pytest.skip("DuckDB's shell is not installed")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        if client == "the shell":
            other.stdin.write("DELETE FROM pages;\n.print held\n")
            other.stdin.flush()
        assert other.stdout.readline().strip()
        assert _cannot_open(published), "it holds the file for writing, else nothing is shown here"
        assert count(published) == 1
        for number in range(2, 4):
            with open_warehouse(live) as warehouse:
                add_page(warehouse, rows, f"page {number}")
                publish_snapshot(warehouse, published)
            assert count(published) == number
        reader = Reader(published)
        assert reader.rows(COUNT) == [{"pages": 3}]
        reader.close()
        other.stdin.close()
    assert count(published) == 3


def _cannot_open(path: Path) -> bool:
    """Tell whether another process keeps even readers out."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.IOException:
        return True
    return False


def test_what_is_published_is_for_reading_alone(paths: tuple[Path, Path]) -> None:
    """Neither sort of copy may be written, by whoever heeds the rights of files."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        publish_snapshot(warehouse, published)
    for copy in (published.resolve(), own_copy(published)):
        assert copy.stat().st_mode & 0o222 == 0


def test_a_file_that_was_carried_off_is_asked_by_itself(paths: tuple[Path, Path], rows: Any) -> None:
    """Where there is no copy of our own; and where somebody writes to it, the refusal says what to do."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "a")
        carried = publish_snapshot(warehouse, published).rename(live.with_name("carried.duckdb"))
    assert count(carried) == 1
    with subprocess.Popen([*HOLDS_IT["Python"], str(carried)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(QueryRefused, match="open it read-only, as in `duckdb -readonly`"):
            count(carried)


def test_a_warehouse_in_memory_has_nothing_to_publish(tmp_path: Path) -> None:
    """The error says what to do."""
    with open_warehouse() as warehouse, pytest.raises(ValueError, match="open one with a path"):
        publish_snapshot(warehouse, tmp_path / "factdesk.duckdb")


def test_a_copy_that_fails_leaves_the_published_file(paths: tuple[Path, Path], rows: Any) -> None:
    """A full or missing disk is told, and readers keep what they have."""
    live, published = paths
    with open_warehouse(live) as warehouse:
        add_page(warehouse, rows, "a")
        publish_snapshot(warehouse, published)
        gone = Warehouse(warehouse.connection, live.with_name("elsewhere.duckdb"))
        with pytest.raises(OSError, match="could not be copied"):
            publish_snapshot(gone, published)

    assert count(published) == 1
