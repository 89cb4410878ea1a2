"""The store: saving twice changes nothing, a killed writer loses nothing, and a held file names its holder."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.gate import FrameFault
from warehouse.store import (
    Saved,
    Warehouse,
    WarehouseBusy,
    WarehouseUnusable,
    mark,
    open_warehouse,
    read_rows,
    save,
    transaction,
)

PROJECT = Path(__file__).parent.parent.parent
TEXT = "The union said 12 drivers were dismissed: seven in May and five in June."
LATER = timedelta(hours=5)


def save_story(warehouse: Warehouse, rows: Any, at: datetime, text: str = TEXT, run_id: str = "run-1") -> list[Saved]:
    """Save a page, an article and three claims."""
    page, article = rows.page(), rows.article(text)
    quotes = {"12 drivers": 12.0, "seven": 7.0, "five": 5.0}
    claims = [
        rows.claim(article, quote, kind="people", value_low=value, value_high=value) for quote, value in quotes.items()
    ]
    frames = {"pages": [page], "articles": [article], "claims": claims}
    with transaction(warehouse):
        return [save(warehouse, name, rows.frame(name, made), run_id=run_id, at=at) for name, made in frames.items()]


def everything(warehouse: Warehouse) -> dict[str, list[dict[str, object]]]:
    """Every row of the tables that an article fills."""
    return {name: read_rows(warehouse, name).to_dicts() for name in ("pages", "articles", "claims", "rejects")}


def without(tables: dict[str, list[dict[str, object]]], column: str) -> dict[str, list[dict[str, object]]]:
    """The same rows without one column."""
    return {
        name: [{key: value for key, value in row.items() if key != column} for row in made]
        for name, made in tables.items()
    }


@contextmanager
def python(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a program in another process until it says `ready`, and end it after the block."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        process.kill()
        process.wait()


HOLDER = """
import sys, time
from pathlib import Path
from warehouse.store import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_saving_twice_changes_only_when_it_was_last_seen(rows: Any) -> None:
    """The same article again: nothing new, nothing lost, no other value touched."""
    with open_warehouse() as warehouse:
        assert save_story(warehouse, rows, rows.at) == [Saved(new=1), Saved(new=1), Saved(new=3)]
        once = everything(warehouse)
        assert save_story(warehouse, rows, rows.at + LATER, run_id="run-2") == [
            Saved(known=1), Saved(known=1), Saved(known=3),
        ]  # fmt: skip
        twice = everything(warehouse)

    assert without(twice, "last_seen_at") == without(once, "last_seen_at")
    assert {row["last_seen_at"] for row in twice["claims"] + twice["pages"]} == {rows.at + LATER}


def test_last_seen_never_moves_back(rows: Any) -> None:
    """An older run that is replayed does not make a claim look forgotten."""
    with open_warehouse() as warehouse:
        save_story(warehouse, rows, rows.at)
        save_story(warehouse, rows, rows.at - LATER)

        assert set(read_rows(warehouse, "claims")["last_seen_at"]) == {rows.at}


def test_a_page_keeps_when_it_was_first_seen(rows: Any) -> None:
    """What is learnt of a page later is taken over; its first sight stays."""
    with open_warehouse() as warehouse:
        writing = {"run_id": "r"}
        save(warehouse, "pages", rows.frame("pages", [rows.page()]), at=rows.at, **writing)
        save(warehouse, "pages", rows.frame("pages", [rows.page(outlet="The Post")]), at=rows.at + LATER, **writing)

        (page,) = read_rows(warehouse, "pages").iter_rows(named=True)
        assert (page["outlet"], page["first_seen_at"], page["last_seen_at"]) == ("The Post", rows.at, rows.at + LATER)


def test_a_runs_line_is_rewritten(rows: Any) -> None:
    """A run writes its line when it begins and when it ends."""
    counts = ("articles_read", "articles_new", "articles_unchanged", "articles_refused", "claims_found", "claims_new")
    counts += ("claims_flagged", "flags_set", "rows_rejected")
    begun = {"run_id": "r", "flow": "check", "state": "running", "started_at": rows.at} | dict.fromkeys(counts, 0)
    ended = begun | {"state": "finished", "finished_at": rows.at + LATER, "claims_found": 3, "seconds": 1.5}
    with open_warehouse() as warehouse:
        for row in (begun, ended):
            save(warehouse, "runs", rows.frame("runs", [row]), run_id="r", at=rows.at)

        (run,) = read_rows(warehouse, "runs").iter_rows(named=True)
        assert {key: run[key] for key in ended} == ended


def test_found_with_is_told_later_and_never_wiped_out(rows: Any) -> None:
    """An article is read again by newer finders: their version replaces the older, null replaces nothing."""
    with open_warehouse() as warehouse:
        told = []
        for version in (None, "figures@1", None, "figures@2"):
            article = rows.article(TEXT, found_with=version)
            save(warehouse, "articles", rows.frame("articles", [article]), run_id="r", at=rows.at)
            told += read_rows(warehouse, "articles")["found_with"].to_list()

    assert told == [None, "figures@1", "figures@1", "figures@2"]


def test_refused_rows_are_kept_once(rows: Any) -> None:
    """A refused row is in `rejects`, whole; met again by the next run, it is the same reject."""
    article = rows.article(TEXT)
    claims = [rows.claim(article, "seven", kind="rumour"), rows.claim(article, "five")]
    with open_warehouse() as warehouse:
        for run_id in ("run-1", "run-2"):
            saved = save(warehouse, "claims", rows.frame("claims", claims), run_id=run_id, at=rows.at)
            assert saved.refused == 1
        (reject,) = read_rows(warehouse, "rejects").iter_rows(named=True)

    assert (reject["table_name"], reject["column_name"], reject["value"]) == ("claims", "kind", "rumour")
    assert (reject["run_id"], reject["rejected_at"], reject["replayed_at"]) == ("run-1", rows.at, None)


def test_a_faulty_frame_writes_nothing(rows: Any) -> None:
    """A mistake of the program stops it before anything is written."""
    with open_warehouse() as warehouse, pytest.raises(FrameFault):
        save(warehouse, "pages", pl.DataFrame({"page_id": ["0" * 16]}), run_id="r", at=rows.at)


def test_a_reject_that_is_refused_itself_stops_the_run(rows: Any) -> None:
    """There is no place left to keep it; it is named, and neither dropped nor tried for ever."""
    broken = {
        "table_name": "inputs",
        "row_json": "no JSON",
        "column_name": "input",
        "rule": "readable",
        "value": "x.txt",
    }
    with open_warehouse() as warehouse:
        with pytest.raises(FrameFault, match=r"row_json.*mend what wrote it"):
            save(warehouse, "rejects", pl.DataFrame([broken]), run_id="r", at=rows.at)
        assert read_rows(warehouse, "rejects").is_empty()


def save_and_fail(warehouse: Warehouse, rows: Any) -> None:
    """Save a story, and fail before the end of the transaction."""
    with transaction(warehouse):
        save_story(warehouse, rows, rows.at)
        raise RuntimeError


def test_a_transaction_is_written_whole_or_not_at_all(rows: Any) -> None:
    """An error takes back everything of the outermost block, and the warehouse goes on."""
    with open_warehouse() as warehouse:
        with pytest.raises(RuntimeError):
            save_and_fail(warehouse, rows)
        assert read_rows(warehouse, "pages").is_empty()
        save_story(warehouse, rows, rows.at)
        assert read_rows(warehouse, "claims").height == 3


def test_rows_come_back_as_they_went_in(rows: Any) -> None:
    """Moments keep their microseconds and zone, lists and nulls their kind."""
    at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    article = rows.article("Fünf 👩‍👩‍👧 — “drivers”, 12 of them.")
    claim = rows.claim(article, "“drivers”", notes=["a: b", "c: 'd'"])
    with open_warehouse() as warehouse:
        save(warehouse, "claims", rows.frame("claims", [claim]), run_id="r", at=at)
        frame = read_rows(warehouse, "claims")

    assert frame.select(list(claim)).to_dicts() == [claim]
    assert frame["found_at"].to_list() == [at]
    assert frame.schema["notes"] == pl.List(pl.String)


def test_read_rows_takes_parameters(rows: Any) -> None:
    """Values never have to be written into SQL."""
    with open_warehouse() as warehouse:
        save_story(warehouse, rows, rows.at)

        assert read_rows(warehouse, "SELECT quote FROM claims WHERE value_low > ?", [6]).height == 2
        assert read_rows(warehouse, "FROM claims WHERE claim_id IN ?", [["0" * 16]]).is_empty()


def test_sql_never_sees_python_variables(rows: Any) -> None:
    """A misspelt table name is an error, not some frame that happens to be around."""
    claimz = rows.frame("pages", [rows.page()])
    with open_warehouse() as warehouse, pytest.raises(Exception, match="claimz does not exist"):
        read_rows(warehouse, "claimz")
    assert claimz.height == 1


def test_the_file_keeps_what_memory_would(rows: Any, tmp_path: Path) -> None:
    """One code path: a warehouse in memory and one on disk hold the same rows."""
    live = tmp_path / "deep" / "live.duckdb"
    with open_warehouse() as memory:
        save_story(memory, rows, rows.at)
        kept = everything(memory)
    with open_warehouse(live) as warehouse:
        save_story(warehouse, rows, rows.at)
    with open_warehouse(live) as warehouse:
        assert everything(warehouse) == kept


def test_files_are_written_for_yesterdays_clients(tmp_path: Path) -> None:
    """The storage format is that of 1.5, whichever version writes."""
    with open_warehouse(tmp_path / "live.duckdb") as warehouse:
        tags = read_rows(warehouse, "SELECT tags::VARCHAR AS tags FROM duckdb_databases() WHERE path IS NOT NULL")

    assert "v1.5.0" in tags["tags"][0]


def test_views_follow_their_files(tmp_path: Path) -> None:
    """A view whose text changed is made anew at the next opening, and one without a file goes."""
    live = tmp_path / "live.duckdb"
    with open_warehouse(live) as warehouse:
        warehouse.connection.execute("CREATE OR REPLACE VIEW claim_debt AS SELECT 1 AS nothing")
        warehouse.connection.execute("CREATE VIEW left_over AS SELECT 1")
        warehouse.connection.execute("CREATE MACRO gone(x) AS x")
        warehouse.connection.execute("UPDATE applied_files SET sha256 = 'older' WHERE file = 'definitions'")
    with open_warehouse(live) as warehouse:
        assert "oldest_open_at" in read_rows(warehouse, "claim_debt").columns
        names = read_rows(warehouse, "SELECT view_name FROM duckdb_views()")["view_name"].to_list()
        macros = read_rows(warehouse, "SELECT function_name FROM duckdb_functions()")["function_name"].to_list()

    assert "left_over" not in names
    assert "gone" not in macros


def test_a_rewritten_migration_is_named(tmp_path: Path) -> None:
    """What was applied cannot be applied otherwise in hindsight."""
    live = tmp_path / "live.duckdb"
    with open_warehouse(live) as warehouse:
        warehouse.connection.execute("UPDATE applied_files SET sha256 = 'other' WHERE file = '001_tables'")
    with pytest.raises(WarehouseUnusable, match="001_tables was applied with another text"), open_warehouse(live):
        pass


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    """The error names the file and what to do, in one line."""
    live = tmp_path / "live.duckdb"
    live.write_text("This is a shopping list, not a database. " * 50)
    with pytest.raises(WarehouseUnusable, match="move it away") as caught, open_warehouse(live):
        pass
    assert str(live) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_held_file_names_its_holder(tmp_path: Path) -> None:
    """Whoever waits in vain learns for whom, why, and what to do instead."""
    live = tmp_path / "live.duckdb"
    waits = pytest.raises(WarehouseBusy)
    with python(HOLDER, live, 60) as holder, waits as caught, open_warehouse(live, timeout_seconds=0.5):
        pass

    message = str(caught.value)
    assert f"process {holder.pid} " in message
    assert str(live) in message
    assert "one process at a time" in message
    assert "published" in message


def test_a_file_that_is_freed_in_time_is_opened(tmp_path: Path, rows: Any) -> None:
    """Waiting is enough when the holder is quick."""
    live = tmp_path / "live.duckdb"
    with python(HOLDER, live, 0.7), open_warehouse(live, timeout_seconds=30) as warehouse:
        save_story(warehouse, rows, rows.at)
        assert read_rows(warehouse, "claims").height == 3


WRITER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import open_warehouse, save, transaction
now = datetime.now(UTC)
def pages(numbers):
    return frame_of([{"page_id": f"{number:016x}"} for number in numbers], TABLES["pages"])
with open_warehouse(Path(sys.argv[1])) as warehouse:
    with transaction(warehouse):
        save(warehouse, "pages", pages(range(500)), run_id="r", at=now)
    with transaction(warehouse):
        save(warehouse, "pages", pages(range(400, 900)), run_id="r", at=now)
        print("ready", flush=True)
        time.sleep(60)
"""


def test_a_killed_writer_loses_nothing_committed(tmp_path: Path, rows: Any) -> None:
    """Killed in mid-transaction without notice: the committed batch is there, the other is not, and work goes on."""
    live = tmp_path / "live.duckdb"
    with python(WRITER, live) as writer:
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    with open_warehouse(live) as warehouse:
        assert read_rows(warehouse, "pages").height == 500
        save_story(warehouse, rows, rows.at)
    with open_warehouse(live) as warehouse:
        assert read_rows(warehouse, "pages").height == 501


def test_a_writer_killed_while_making_the_file_leaves_none(tmp_path: Path) -> None:
    """A half-made file lies aside under another name, and is no obstacle."""
    live = tmp_path / "live.duckdb"
    (tmp_path / f".live.duckdb.{os.getpid()}.new").write_bytes(b"half")
    with open_warehouse(live) as warehouse:
        assert read_rows(warehouse, "pages").is_empty()

    assert [path.name for path in tmp_path.iterdir()] == ["live.duckdb"]


def test_the_engine_room_needs_no_orchestrator() -> None:
    """Importing the warehouse and the schemas does not pay for Prefect."""
    code = "import sys, warehouse.store, warehouse.ask, warehouse.publish; print('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_a_small_article_is_marked_in_memory(rows: Any) -> None:
    """As `check` does; `bench.small` says what it costs."""
    with open_warehouse() as warehouse:
        save_story(warehouse, rows, rows.at)
        mark(warehouse, read_rows(warehouse, "claims")["claim_id"].to_list(), run_id="r", at=rows.at)
        assert read_rows(warehouse, "flagged_claims").height == 3


def test_threads_have_the_file_one_after_the_other(tmp_path: Path) -> None:
    """What one thread reads and writes, no other changes meanwhile; who cannot wait is told, and who has it may go on."""
    path, faults = tmp_path / "live.duckdb", []

    def open_briefly() -> None:
        try:
            with open_warehouse(path, timeout_seconds=0.1):
                pass
        except WarehouseBusy as busy:
            faults.append(str(busy))

    with open_warehouse(path), open_warehouse(path):
        other = threading.Thread(target=open_briefly)
        other.start()
        other.join()
    assert len(faults) == 1
    assert "another thread of this process" in faults[0]
    open_briefly()
    assert len(faults) == 1


def test_a_warehouse_in_memory_spills_into_a_folder_that_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The current folder, which is the user's, gets nothing, and nothing is left anywhere."""
    monkeypatch.chdir(tmp_path)
    with open_warehouse() as warehouse:
        folder = Path(str(read_rows(warehouse, "SELECT current_setting('temp_directory') AS folder").item()))
        warehouse.connection.execute("SET memory_limit = '30MB'; SET threads = 1")
        warehouse.connection.execute("CREATE TEMP TABLE large AS SELECT range, hash(range) FROM range(3_000_000)")
        assert any(folder.iterdir())
        assert list(tmp_path.iterdir()) == []
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []
