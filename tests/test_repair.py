"""What follows from the rest is made anew, a damaged live file gives way to a whole copy, and what is lost is told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from flows.assertions import check_published
from flows.backup import back_up
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.repair import repair
from flows.reviews import Act, append_review
from flows.runs import begin_run, record_run
from flows.settings import Settings
from flows.tasks import opener_of
from warehouse.audit import run_assertions
from warehouse.publish import OWN
from warehouse.store import open_warehouse, read_rows

BLOCK, HEADERS = 262_144, 12_288
MADE_FROM_TEXT = ("articles", "claims", "reviews", "pages")

HARMS = {
    "marks are gone": "DELETE FROM marks WHERE rowid % 2 = 0",
    "marks say another thing": "UPDATE marks SET needs_verification = NOT needs_verification, flags = []",
    "flags are gone": "DELETE FROM flags",
    "a flag has another weight": "UPDATE flags SET weight = weight + 1",
    "claimants are not linked": "DELETE FROM claim_claimants",
    "threads are not linked": "DELETE FROM traces; DELETE FROM thread_claims; DELETE FROM threads",
}


def rows_of(settings: Settings, table: str) -> list[tuple[object, ...]]:
    """Return all rows of a table of the live file, ordered."""
    with open_warehouse(settings.live) as warehouse:
        return read_rows(warehouse, f"SELECT * FROM {table} ORDER BY ALL").rows()


def change(settings: Settings, sql: str) -> None:
    """Do something to the live file."""
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute(sql)
        warehouse.connection.execute("CHECKPOINT")


def review(settings: Settings, note: str) -> None:
    """Write a review of the first claim that has none."""
    with open_warehouse(settings.live) as warehouse:
        select = "SELECT claim_id FROM claims ANTI JOIN reviews USING (claim_id) ORDER BY claim_id LIMIT 1"
        claim_id = str(read_rows(warehouse, select).item())
    append_review(opener_of(settings), claim_id, Act("Ada", status="in_progress", note=note))


def test_a_warehouse_in_order_is_left_alone(kept: Settings, factdesk: Callable[..., Result]):
    """Nothing is marked, published or rewritten, and that is said."""
    before, snapshots = kept.live.read_bytes(), sorted(kept.published.parent.glob("*"))
    told = factdesk("repair", "--data", kept.data_folder)
    assert (told.exit_code, told.stdout.startswith("nothing was wrong")) == (0, True), told.stdout
    assert kept.live.read_bytes() == before
    assert sorted(kept.published.parent.glob("*")) == snapshots


@pytest.mark.parametrize("harm", HARMS)
def test_marks_and_links_follow_again(harm: str, kept: Settings):
    """From claims and rules alone, as they were; every assertion holds, and a second repair has nothing to do."""
    tables = ("marks", "claim_claimants", "thread_claims")
    before = {table: [row[:2] for row in rows_of(kept, table)] for table in tables}
    change(kept, HARMS[harm])
    done = repair(kept)
    assert done
    assert all(each.is_right for each in done), done
    assert {table: [row[:2] for row in rows_of(kept, table)] for table in tables} == before
    with open_warehouse(kept.live) as warehouse:
        assert run_assertions(warehouse).is_empty()
    assert repair(kept) == []


def test_a_run_that_was_killed_is_closed(kept: Settings):
    """Its row says so, and what it had finished stays."""
    run = begin_run("fact_check")
    record_run(opener_of(kept), run, Counts(articles_read=3), "running")
    assert any(run.run_id in each.words for each in repair(kept))
    assert [(row[2], row[0]) for row in rows_of(kept, "runs") if row[0] == run.run_id] == [("failed", run.run_id)]


def test_a_log_that_was_left_is_folded_in(kept: Settings):
    """With all that stands in it."""
    review(kept, "rang the harbour")
    assert kept.live.with_name("live.duckdb.wal").stat().st_size > 0
    assert "log" in repair(kept)[0].words
    assert not kept.live.with_name("live.duckdb.wal").exists()
    assert len(rows_of(kept, "reviews")) == 1


@pytest.mark.parametrize("harm", ["cut short", "no database", "gone"])
def test_a_live_file_beyond_reading_gives_way_to_the_newest_copy(harm: str, kept: Settings):
    """A backup that is newer than every snapshot wins; what came after it is lost, and said to be."""
    review(kept, "in the backup")
    back_up(kept)
    review(kept, "only in the live file")
    change(kept, "SELECT 1")
    data = kept.live.read_bytes()
    if harm == "gone":
        kept.live.unlink()
    else:
        kept.live.write_bytes(data[: len(data) // 3] if harm == "cut short" else b"once upon a time" * 4096)
    done = repair(kept)
    notes = [row for row in rows_of(kept, "reviews") if "in the backup" in row]
    assert len(notes) == 1
    assert any("took its place" in each.words and "1 reviews" in each.words for each in done)
    if harm != "gone":
        assert any("are lost" in each.words and not each.is_right for each in done)
        (aside,) = (kept.data_folder / "set-aside").iterdir()
        assert (aside / "live.duckdb").stat().st_size < len(data)
    assert repair(kept) == []


def test_wherever_a_bit_turned_no_row_that_can_be_read_is_lost(kept: Settings):
    """Reviews and claims are there again from the copy or the damaged file, or it is said which tables have lost rows."""
    review(kept, "only in the live file")
    change(kept, "SELECT 1")
    data, before = kept.live.read_bytes(), {table: rows_of(kept, table) for table in MADE_FROM_TEXT}
    blocks, damaged = range(HEADERS, len(data), BLOCK), 0
    for start in list(blocks)[:: max(1, len(blocks) // 8)]:
        kept.live.with_name("live.duckdb.wal").unlink(missing_ok=True)
        kept.live.write_bytes(data[: start + 40] + bytes([data[start + 40] ^ 8]) + data[start + 41 :])
        done = repair(kept)
        lost = " ".join(each.words for each in done if not each.is_right)
        damaged += bool(done)
        for table, rows in before.items():
            assert rows_of(kept, table) == rows or table in lost, (start, table, done)
        with open_warehouse(kept.live) as warehouse:
            assert run_assertions(warehouse).is_empty()
    assert damaged > 0


def test_a_damaged_log_costs_only_itself(kept: Settings):
    """The live file as it was before stays, and what stood in the log is set aside with it."""
    review(kept, "before the log")
    change(kept, "SELECT 1")
    review(kept, "in the log")
    log = kept.live.with_name("live.duckdb.wal")
    data = log.read_bytes()
    log.write_bytes(data[:60] + bytes([data[60] ^ 255]) + data[61:])
    repair(kept)
    assert [row for row in rows_of(kept, "reviews") if "before the log" in row]
    with open_warehouse(kept.live) as warehouse:
        assert run_assertions(warehouse).is_empty()


def test_what_is_published_is_made_anew(kept: Settings):
    """Where the copy that factdesk reads is damaged, and where the link leads nowhere."""
    copy = kept.published.parent / OWN / kept.published.resolve().name
    copy.chmod(0o644)
    copy.write_bytes(copy.read_bytes()[: BLOCK * 3])
    assert "published afresh" in repair(kept)[-1].words
    kept.published.resolve().unlink()
    assert "published afresh" in repair(kept)[-1].words
    assert repair(kept) == []


def test_a_folder_without_any_whole_copy_says_so(kept: Settings, factdesk: Callable[..., Result]):
    """Nothing is made up, and nothing moved away."""
    shutil.rmtree(kept.published.parent / OWN)
    for each in kept.published.parent.glob("factdesk*"):
        each.unlink()
    kept.live.write_bytes(b"once upon a time" * 4096)
    told = factdesk("repair", "--data", kept.data_folder)
    assert told.exit_code == 1
    assert "neither a snapshot nor a backup is whole" in told.output
    assert kept.live.exists()


def test_what_must_hold_is_looked_at_after_each_publishing(kept: Settings, factdesk: Callable[..., Result]):
    """Doctor says what does not hold, with how many rows and one of them, until it is mended."""
    assert check_published(kept, at_once=True) == []
    change(kept, "UPDATE articles SET text_sha256 = repeat('0', 64) WHERE rowid = 0")
    kept.assertions_file.unlink()
    publish_snapshot_of(kept)
    told = factdesk("doctor", "--data", kept.data_folder)
    assert "text_has_its_hash: it does not hold that" in told.stdout.replace("\n", " ")
    assert "1 row of articles" in told.stdout
    assert [each.is_right for each in repair(kept)] == [False, True]
    change(kept, "UPDATE articles SET text_sha256 = sha256(text)")
    assert all(each.is_right for each in repair(kept))
    assert "does not hold" not in factdesk("doctor", "--data", kept.data_folder).stdout


def test_a_large_warehouse_is_not_looked_through_all_the_time(kept: Settings):
    """A look that took a minute is not made again within the next, unless somebody mends."""
    looked = json.loads(kept.assertions_file.read_text(encoding="utf-8"))
    kept.assertions_file.write_text(json.dumps(looked | {"seconds": 1000}), encoding="utf-8")
    change(kept, "DELETE FROM flags")
    publish_snapshot_of(kept)
    assert check_published(kept) == []
    assert check_published(kept, at_once=True)


def test_the_words_of_a_file_that_is_none_of_ours_are_nothing(tmp_path: Path):
    """No start may fail by what somebody wrote there."""
    from flows.assertions import read_broken  # noqa: PLC0415 - beside its use

    file = tmp_path / "assertions.json"
    for text in ("", "[]", '{"broken": 3}', '{"broken": [{"about": 1}]}'):
        file.write_text(text)
        assert read_broken(file) == []
