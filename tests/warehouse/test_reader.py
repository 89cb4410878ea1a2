"""The pages' reader: the newest snapshot for every thread, with what was reviewed since, and never a half answer."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.guards import ends
from warehouse import reader as reader_module
from warehouse.lock import WarehouseUnusable
from warehouse.publish import publish_snapshot
from warehouse.reader import NothingPublishedYet, Reader, ReadTookTooLong
from warehouse.store import open_warehouse, save

STATUS = "SELECT status, verdict, reviewer, reviews FROM status_now WHERE claim_id = $claim_id"
ENDLESS = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3"


class Place:
    """A live file with claims, and where it is published."""

    def __init__(self, folder: Path, rows: Any) -> None:
        self.live, self.published, self.rows = folder / "live.duckdb", folder / "out" / "factdesk.duckdb", rows
        article = rows.article("Nine boats came in, and two were lost.")
        self.claims = [rows.claim(article, quote) for quote in ("Nine boats", "two were lost")]
        self.ids = [row["claim_id"] for row in self.claims]
        self.save("pages", rows.page())
        self.save("articles", article)
        self.save("claims", *self.claims)

    def save(self, table: str, *rows: dict[str, Any]) -> None:
        """Write rows into the live file."""
        with open_warehouse(self.live) as warehouse:
            save(warehouse, table, self.rows.frame(table, rows), run_id="r", at=self.rows.at)

    def publish(self) -> Path:
        """Publish what is there."""
        with open_warehouse(self.live) as warehouse:
            return publish_snapshot(warehouse, self.published)

    def review(self, at: int, **columns: object) -> dict[str, Any]:
        """A review of the first claim, so many minutes later, that is nowhere yet."""
        return {
            "review_id": self.rows.id_of("review", at, columns.get("reviewer")),
            "claim_id": self.ids[0],
            "status": "resolved",
            "verdict": "true",
            "note": None,
            "evidence_url": None,
            "reviewer": "Ada",
            "reviewed_at": self.rows.at + timedelta(minutes=at),
            "undoes": None,
            "assignee": None,
        } | columns


@pytest.fixture
def place(tmp_path: Path, rows: Any) -> Place:
    """Two claims, published."""
    made = Place(tmp_path, rows)
    made.publish()
    return made


@pytest.fixture
def reader(place: Place) -> Iterator[Reader]:
    """Its reader."""
    opened = Reader(place.published, timeout_seconds=60)
    yield opened
    opened.close()


def count(reader: Reader, table: str = "pages") -> int:
    """How many rows the reader finds."""
    return int(reader.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"])


def test_nothing_published_is_told(tmp_path: Path) -> None:
    """Before the first run there is nothing to read, and once there is, the same reader reads it."""
    reader = Reader(tmp_path / "factdesk.duckdb")
    with pytest.raises(NothingPublishedYet, match="nothing has been published"):
        reader.rows("SELECT 1")
    reader.close()


def test_rows_come_by_name_with_named_parameters(reader: Reader, place: Place) -> None:
    """Tables, views and macros of the snapshot go by their bare names; what the text does not mention is left out."""
    (row,) = reader.rows(
        "SELECT quote, found_at FROM claims WHERE claim_id = $id", {"id": place.ids[0], "i": 1, "id_2": 2}
    )
    assert row == {"quote": "Nine boats", "found_at": place.rows.at}
    assert reader.rows("SELECT claim_id FROM claim_status WHERE status = $status", {"status": "lost"}) == []
    assert len(reader.rows("SELECT * FROM claims_about('boats')")) == 2
    assert reader.rows("SELECT note_of(['a: b'], 'a') AS note") == [{"note": "a: b"}]


def test_the_examples_of_the_docstring_are_answered(reader: Reader, place: Place) -> None:
    """What the module shows works as it stands."""
    text = str(reader_module.__doc__)
    queue = text[text.index("    SELECT top.priority") : text.index("\n\nEqual priorities")]
    place.save("reviews", place.review(1))
    place.publish()
    assert reader.rows(queue, {"kind": None}) == []
    wide = queue.replace("WHERE needs_verification AND", "WHERE")
    assert sorted(row["status"] for row in reader.rows(wide, {"kind": "statement"})) == ["new", "resolved"]


def test_the_snapshot_cannot_be_written_nor_left(reader: Reader, tmp_path: Path) -> None:
    """A page's text writes nothing, opens no file and changes no setting."""
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for sql in (
        "DELETE FROM claims",
        "CREATE TABLE t AS SELECT 1",
        f"FROM '{tmp_path}/secret.csv'",
        f"ATTACH '{tmp_path}/other.duckdb'",
        f"COPY claims TO '{tmp_path}/out.csv'",
        "SET enable_external_access = true",
        "SET memory_limit = '10GB'",
    ):
        with pytest.raises(duckdb.Error):
            reader.rows(sql)
    assert count(reader, "claims") == 2


def test_a_noted_review_is_read_at_once_and_once(reader: Reader, place: Place) -> None:
    """In every thread; before publishing, after it, and when it is noted again."""
    assert reader.rows(STATUS, {"claim_id": place.ids[0]}) == []
    review = place.review(1)
    reader.note_reviews([review])
    reader.note_reviews([review])
    wanted = [{"status": "resolved", "verdict": "true", "reviewer": "Ada", "reviews": 1}]
    assert reader.rows(STATUS, {"claim_id": place.ids[0]}) == wanted
    assert reader.rows("FROM all_reviews") == reader.rows("FROM fresh_reviews") == [review]

    place.save("reviews", review)
    place.publish()
    assert reader.rows(STATUS, {"claim_id": place.ids[0]}) == wanted
    reader.note_reviews([review])
    assert reader.rows("FROM all_reviews") == [review]
    assert reader.rows("FROM fresh_reviews") == []


def test_what_is_noted_stays_noted_until_it_is_published(reader: Reader, place: Place) -> None:
    """A snapshot that was taken before a review was written does not swallow it."""
    first, second = place.review(1), place.review(2, reviewer="Bea", verdict="false")
    reader.note_reviews([first, second])
    place.save("reviews", first)
    place.publish()
    assert [row["review_id"] for row in reader.rows("FROM fresh_reviews")] == [second["review_id"]]
    assert reader.rows(STATUS, {"claim_id": place.ids[0]})[0] == {
        "status": "resolved",
        "verdict": "false",
        "reviewer": "Bea",
        "reviews": 2,
    }


def test_a_review_that_is_taken_back_counts_no_more(reader: Reader, place: Place) -> None:
    """The status goes back to what stood before, and to nothing in the end."""
    first, second = place.review(1), place.review(2, verdict="false")
    place.save("reviews", first)
    place.publish()
    reader.note_reviews([second])
    assert reader.rows(STATUS, {"claim_id": place.ids[0]})[0]["verdict"] == "false"
    reader.note_reviews([place.review(3, undoes=second["review_id"])])
    assert reader.rows(STATUS, {"claim_id": place.ids[0]})[0]["verdict"] == "true"
    reader.note_reviews([place.review(4, undoes=first["review_id"])])
    assert reader.rows(STATUS, {"claim_id": place.ids[0]}) == []


def test_status_now_says_what_the_snapshots_own_view_says(reader: Reader, place: Place) -> None:
    """Once everything is published, the two ways to tell a status agree."""
    first = place.review(1)
    place.save("reviews", first, place.review(2, verdict="false"), place.review(3, undoes=first["review_id"]))
    place.save("reviews", place.review(4, claim_id=place.ids[1], status="dismissed", verdict=None))
    place.publish()
    names = "claim_id, status, verdict, reviewer, reviewed_at, evidence_url, review_id, reviews"
    here = reader.rows(f"SELECT {names} FROM status_now ORDER BY claim_id")
    assert here == reader.rows(f"SELECT {names} FROM claim_status WHERE reviews > 0 ORDER BY claim_id")
    assert len(here) == 2


def test_the_newest_copy_is_read_and_the_old_one_closed(reader: Reader, place: Place) -> None:
    """What runs on the old copy ends there, and then nobody holds its file."""
    old = reader.snapshot
    place.save("pages", place.rows.page("b"))
    copy = place.publish()
    assert reader.snapshot == copy.name != old
    assert count(reader) == 2
    held = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not any(old in path for path in held)


def test_readers_go_on_while_copies_change(reader: Reader, place: Place) -> None:
    """Four threads ask through five publications: every answer is whole, and never goes back."""
    stop, faults, answers = threading.Event(), [], [0]

    def ask() -> None:
        last = 0
        while not stop.is_set():
            try:
                now = count(reader)
                assert now >= last
                last = now
                answers[0] += 1
                time.sleep(0.002)
            except BaseException as error:  # noqa: BLE001 - told by the test
                faults.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for at in range(5):
        place.save("pages", place.rows.page(f"more {at}"))
        place.publish()
        reader.note_reviews([place.review(at)])
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults
    assert answers[0] > 10
    assert count(reader) == 6
    assert count(reader, "fresh_reviews") == 5


def test_a_question_without_end_is_stopped_and_the_next_is_answered(place: Place) -> None:
    """After its time it is interrupted, without touching what others ask."""
    reader = Reader(place.published, timeout_seconds=2)
    others: list[int] = []
    beside = threading.Thread(target=lambda: others.extend(count(reader) for _ in range(20)))
    beside.start()
    with ends(), pytest.raises(ReadTookTooLong, match="longer than 2 seconds"):
        reader.rows(ENDLESS)
    beside.join()
    assert others == [1] * 20
    assert count(reader) == 1
    reader.close()


def test_a_closed_reader_says_so(place: Place) -> None:
    """And closing it twice does no harm."""
    reader = Reader(place.published)
    assert count(reader) == 1
    reader.close()
    reader.close()
    with pytest.raises(RuntimeError, match="closed"):
        reader.rows("SELECT 1")


def test_what_is_no_snapshot_is_told(tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "factdesk.duckdb").write_text("no database" * 1000)
    reader = Reader(tmp_path / "factdesk.duckdb")
    with pytest.raises(WarehouseUnusable, match=r"factdesk\.duckdb cannot be opened for reading"):
        reader.rows("SELECT 1")
    reader.close()


def test_a_reader_that_does_not_follow_changes_over_once_the_new_copy_is_ready(place: Place):
    """Who prepares the new copy reads it alone; what is reviewed meanwhile is there when all change over."""
    reader = Reader(place.published, follows=False)
    seen: dict[str, int] = {}

    def prepare() -> None:
        seen["prepared"] = count(reader)
        others = threading.Thread(target=lambda: seen.update(others=count(reader)))
        others.start()
        others.join()
        reader.note_reviews([place.review(1)])

    assert (count(reader), reader.change_over(prepare)) == (1, False)
    place.save("pages", place.rows.page("another page"))
    place.publish()
    before = count(reader)

    changed = reader.change_over(prepare)

    assert (before, seen, changed, count(reader)) == (1, {"prepared": 2, "others": 1}, True, 2)
    assert reader.rows("SELECT count(*) AS n FROM all_reviews") == [{"n": 1}]
    reader.close()


def test_a_copy_that_cannot_be_prepared_is_left(place: Place):
    """Everybody goes on with the old one, and the next try may succeed."""
    reader = Reader(place.published, follows=False)
    assert count(reader) == 1
    place.save("pages", place.rows.page("another page"))
    place.publish()

    def fail() -> None:
        raise ReadTookTooLong("too long")

    with pytest.raises(ReadTookTooLong):
        reader.change_over(fail)

    assert count(reader) == 1
    assert reader.change_over(lambda: None)
    assert count(reader) == 2
    reader.close()
