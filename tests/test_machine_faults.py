"""A folder that cannot be written, a file that is damaged, a disk that is full: a line each, at once, and nothing is lost."""

import logging
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import Result

import desk.reading
from flows.api_server import BusyInOneLine
from flows.publish import publish_snapshot_of
from flows.settings import Settings
from warehouse.ask import ask
from warehouse.lock import connect
from warehouse.machine import refuse_cut_short
from warehouse.store import WarehouseUnusable, open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
ARTICLES = Path(__file__).parent / "cases" / "articles"
BLOCK = 16_384  # of the empty warehouse that the tests copy

# A disk without room: no file may grow beyond so many bytes. Prints what the desk answers to a review, then and later.
ON_A_FULL_DISK = """
import re, resource, sys
from contextlib import contextmanager
from pathlib import Path
from fastapi.testclient import TestClient
from desk.web.app import make_app
from desk.web.desk import open_desk
from flows.settings import Settings
from tests.desk.house import ORIGIN, Browser

settings = Settings(Path(sys.argv[1]), reviewer="Ada")
with open_desk(settings) as desk:
    claim = desk.rows("SELECT claim_id FROM marks LIMIT 1")[0]["claim_id"]
    browser = Browser(TestClient(make_app(desk), base_url=ORIGIN, client=("127.0.0.1", 5000), follow_redirects=False))
    browser.say_name("Ada")
    told = []
    for most in (64, resource.RLIM_INFINITY):
        browser.get(f"/claims/{claim}")
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        answer = browser.send(f"/claims/{claim}/reviews", status="in_progress", note="asked the harbour master")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        told.append((answer.status_code, "asked the harbour master" in answer.text, "made a mistake" in answer.text, "make room" in answer.text))
print(told)
"""


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond a size within the block, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def _starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run that comes as far as its steps fail."""

    def started(*_given: object, **_named: object) -> None:
        raise AssertionError("a run was started")

    monkeypatch.setattr(desk.reading, "launch_run", started)


def one_line(result: Result) -> str:
    """Return the one line that was said."""
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("factdesk: ")
    return line


@pytest.mark.usefixtures("_starts_nothing")
def test_a_folder_that_cannot_be_written_is_told_before_anything_starts(
    factdesk: Callable[..., Result], workplace: Path
):
    """One line that names the folder, for one that cannot be made and one in which nothing can be written."""
    (workplace / "taken").write_text("a file")
    assert "taken" in one_line(factdesk("run", ARTICLES, "--data", workplace / "taken" / "data"))
    if Path("/sys/kernel").is_dir():
        assert "/sys/kernel" in one_line(factdesk("run", ARTICLES, "--data", "/sys/kernel/factdesk"))


@pytest.mark.usefixtures("_starts_nothing")
def test_a_disk_without_room_is_told_before_anything_starts(
    factdesk: Callable[..., Result], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """A run would only fill it."""
    monkeypatch.setattr("flows.readiness.LEAST_FREE_BYTES", 10**18)
    assert "no space left" in one_line(factdesk("run", ARTICLES, "--data", workplace / "data"))


@pytest.mark.usefixtures("_starts_nothing")
@pytest.mark.parametrize("harm", ["cut short", "cut in its header", "no database", "its header flipped"])
def test_a_live_file_that_cannot_be_opened_is_told_before_anything_starts(
    harm: str, kept: Settings, factdesk: Callable[..., Result]
):
    """One line with what to do; doctor finds it bad as well."""
    data = kept.live.read_bytes()
    harmed = {
        "cut short": data[: len(data) // 3],
        "cut in its header": data[:5000],
        "no database": b"once upon a time" * 4096,
        "its header flipped": data[:4200] + bytes([data[4200] ^ 1]) + data[4201:8192] + data[:4096] + data[12288:],
    }
    kept.live.write_bytes(harmed[harm])
    assert str(kept.live) in one_line(factdesk("run", ARTICLES, "--data", kept.data_folder))
    doctor = factdesk("doctor", "--data", kept.data_folder)
    assert doctor.exit_code == 1
    assert "BAD  live file" in doctor.stdout


def test_a_live_file_that_gave_room_back_is_whole(kept: Settings):
    """DuckDB cuts free blocks off at its end, and goes on counting them: nothing of it is missing."""
    large = "CREATE TABLE large AS SELECT md5(range::VARCHAR) AS words FROM range(200000)"
    for sql in (large, "DROP TABLE large", "CREATE TABLE small (x INTEGER)"):
        with closing(connect(kept.live, 0)) as connection:
            connection.execute(sql)
    with closing(connect(kept.live, 0)) as connection:
        [(blocks,)] = connection.execute("SELECT total_blocks FROM pragma_database_size()").fetchall()
        assert kept.live.stat().st_size < blocks * BLOCK
        refuse_cut_short(connection, kept.live)


def flipped(data: bytes, at: int) -> bytes:
    """Return the bytes with one bit of one of them turned."""
    return data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :]


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of a live file."""
    with open_warehouse(path) as warehouse:
        names = read_rows(warehouse, "SELECT table_name FROM duckdb_tables()")["table_name"]
        return {name: read_rows(warehouse, name).rows() for name in names}


def test_a_bit_that_turned_is_found(kept: Settings, factdesk: Callable[..., Result]):
    """Wherever in the file: doctor finds it bad, or no row and no lookup of the warehouse had it."""
    data, whole = kept.live.read_bytes(), contents(kept.live)
    blocks = range(12_288, len(data), BLOCK)
    found = 0
    for start in list(blocks)[:: max(1, len(blocks) // 6)]:
        kept.live.write_bytes(flipped(data, start + 40))
        kept.live.with_name(kept.live.name + ".wal").unlink(missing_ok=True)
        told = factdesk("doctor", "--data", kept.data_folder).stdout
        if "BAD  live file" in told:
            assert "Traceback" not in told
            found += 1
        else:
            assert contents(kept.live) == whole
    assert found > 0


def test_a_bit_that_turned_is_told_by_who_meets_it(kept: Settings, factdesk: Callable[..., Result]):
    """Where a run or a reviewer reads it, it is a fault of the file in one line, and no mistake of the program's."""
    data = kept.live.read_bytes()
    blocks, met = range(12_288, len(data), BLOCK)[::2], 0
    for start in blocks:
        kept.live.write_bytes(flipped(data, start + 40))
        try:
            contents(kept.live)
        except WarehouseUnusable as error:
            met += len(str(error).splitlines())
    assert 0 < met <= len(blocks)  # one line each
    copy = kept.published.resolve()
    copy.write_bytes(data[: len(data) // 2])
    doctor = factdesk("doctor", "--data", kept.data_folder)
    assert "BAD  published file" in doctor.stdout


def test_a_full_disk_leaves_nothing_behind(kept: Settings):
    """The copy that did not fit is gone, the published file is as it was, and with room the next run publishes."""
    before = sorted(path.name for path in kept.published.parent.iterdir())
    flagged = ask(kept.published, "SELECT count(*) FROM claims").item()
    with files_of_at_most(kept.live.stat().st_size // 2), pytest.raises(OSError, match="make room"):
        publish_snapshot_of(kept)
    assert sorted(path.name for path in kept.published.parent.iterdir()) == before
    publish_snapshot_of(kept)
    assert ask(kept.published, "SELECT count(*) FROM claims").item() == flagged


def test_a_review_on_a_full_disk_keeps_its_words(kept: Settings):
    """The desk says that there is no room, gives back what was typed, and takes it once there is."""
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(kept.data_folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[(503, True, False, True), (303, False, False, False)]"


def test_a_busy_database_of_prefect_is_a_line_without_traceback():
    """Of the server's log; whatever else goes wrong there keeps its traceback."""
    for error, words in ((OSError("(sqlite3) database is locked"), "is asked again"), (KeyError("x"), "set a state")):
        record = logging.LogRecord("prefect.server", 40, "x.py", 1, "set a %s", ("state",), (type(error), error, None))
        assert BusyInOneLine().filter(record)
        assert (record.exc_info is None) == ("locked" in str(error))
        assert words in record.getMessage()


@pytest.mark.parametrize(
    ("error", "keeps"), [(WarehouseUnusable("damaged"), False), (OSError(28, "no space"), False), (KeyError("x"), True)]
)
def test_prefect_prints_no_traceback_of_the_machines_faults(error: Exception, *, keeps: bool):
    """What the operator can mend is a line; what only we can mend keeps its traceback."""
    import flows.fact_check  # noqa: PLC0415 - Prefect takes seconds to import

    for name in ("prefect.flow_runs", "prefect.task_runs"):
        record = logging.LogRecord(
            name, logging.ERROR, flows.fact_check.__file__, 1, "said", None, (type(error), error, None)
        )
        assert logging.getLogger(name).filter(record)
        assert bool(record.exc_info) is keeps
