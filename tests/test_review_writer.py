"""The writer of reviews: whoever waits gets an answer of their own, none is lost, and the file is opened seldom."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from flows.review_writer import ReviewWriter
from flows.reviews import Act, ReviewConflict, ReviewRefused
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Warehouse, WarehouseBusy, open_warehouse, read_rows, save

PROJECT = Path(__file__).parent.parent
# Holds the live file until it is told to let go.
HOLDER = "import sys; from pathlib import Path; from warehouse.store import open_warehouse\n"
HOLDER += "with open_warehouse(Path(sys.argv[1])): print('held', flush=True); input()"


class Opened:
    """Opens the live file, and counts how often."""

    def __init__(self, live: Path) -> None:
        self.live, self.times, self.timeout_seconds = live, 0, 60.0

    @contextmanager
    def __call__(self) -> Iterator[Warehouse]:
        """Open it, for the block."""
        with open_warehouse(self.live, timeout_seconds=self.timeout_seconds) as warehouse:
            self.times += 1
            yield warehouse

    def reviews(self) -> list[dict[str, object]]:
        """All that is written."""
        with self() as warehouse:
            return read_rows(warehouse, "FROM reviews ORDER BY reviewed_at").to_dicts()


def claim_row(at: int) -> dict[str, object]:
    """A claim of some article or other."""
    words = f"{at} boats came in"
    ids = {name: sha256(f"{name} {at}".encode()).hexdigest()[:16] for name in ("claim_id", "article_id")}
    spans = {"start_char": 0, "end_char": len(words), "sentence_start": 0, "sentence_end": len(words)}
    texts = {"quote": words, "sentence": words, "statement": words, "resolutions": "[]", "notes": []}
    return ids | spans | texts | {"kind": "count", "voice": "narrated", "tense": "past_present", "found_by": "test@1"}


@pytest.fixture
def opener(tmp_path: Path) -> Opened:
    """What opens a live file with ten claims."""
    opened = Opened(tmp_path / "live.duckdb")
    with opened() as warehouse:
        frame = frame_of([claim_row(at) for at in range(10)], TABLES["claims"])
        save(warehouse, "claims", frame, run_id="r", at=datetime(2026, 3, 4, tzinfo=UTC))
    opened.times = 0
    return opened


@pytest.fixture
def writer(opener: Opened) -> Iterator[ReviewWriter]:
    """Its writer."""
    made = ReviewWriter(opener)
    yield made
    made.close()


def claim(at: int) -> str:
    """The id of one of the ten claims."""
    return str(claim_row(at)["claim_id"])


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Make all calls at the same time, and return what each gave or raised."""
    answers: list[object] = [None] * len(calls)
    together = threading.Barrier(len(calls))

    def make(at: int) -> None:
        together.wait()
        try:
            answers[at] = calls[at]()
        except BaseException as error:  # noqa: BLE001 - judged by the test
            answers[at] = error

    threads = [threading.Thread(target=make, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


@contextmanager
def held(live: Path) -> Iterator[Callable[[], None]]:
    """Let another process hold the file within the block, or until what is given is called."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(live)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"

    one_at_a_time = threading.Lock()

    def let_go() -> None:
        with one_at_a_time:
            if process.poll() is None:
                process.communicate("\n")

    try:
        yield let_go
    finally:
        let_go()


def test_of_many_at_once_none_is_lost_and_conflicts_are_told(writer: ReviewWriter, opener: Opened):
    """Sixty people, ten claims: the first on each is kept, the others are told of it; the file is opened a few times."""
    calls = [partial(writer.append, claim(at % 10), Act(f"Reviewer {at}", verdict="true")) for at in range(60)]
    answers = at_once(calls)
    kept = [each for each in answers if isinstance(each, dict)]
    told = [each for each in answers if isinstance(each, ReviewConflict)]
    assert (len(kept), len(told)) == (10, 50)
    assert all(conflict.newer[-1]["review_id"] in {row["review_id"] for row in kept} for conflict in told)
    assert opener.times < 20
    assert sorted(str(row["review_id"]) for row in opener.reviews()) == sorted(str(row["review_id"]) for row in kept)


def test_the_refusal_of_one_is_nothing_to_the_others(writer: ReviewWriter, opener: Opened):
    """Each has a transaction of their own."""
    calls = [partial(writer.append, claim(at), Act("Ada", verdict="true")) for at in range(10)]
    answers = at_once([*calls, partial(writer.append, "f" * 16, Act("Ada", verdict="true"))])
    assert [type(each) for each in answers] == [dict] * 10 + [ReviewRefused]
    assert len(opener.reviews()) == 10


def test_what_waits_for_a_flow_is_written_when_it_lets_go(writer: ReviewWriter, opener: Opened):
    """While another process has the file, reviews wait; then all are written in one opening."""
    with held(opener.live) as let_go:
        threading.Timer(0.5, let_go).start()
        answers = at_once([partial(writer.append, claim(at), Act("Ada", verdict="true")) for at in range(10)])
        assert all(isinstance(each, dict) for each in answers)
    assert opener.times <= 2
    assert len(opener.reviews()) == 10


def test_a_file_that_stays_held_is_told_to_all_and_written_to_later(writer: ReviewWriter, opener: Opened):
    """Nobody waits for ever, and the writer goes on."""
    opener.timeout_seconds = 0.3
    with held(opener.live):
        answers = at_once([partial(writer.append, claim(at), Act("Ada", verdict="true")) for at in range(5)])
        assert all(isinstance(each, WarehouseBusy) for each in answers)
    opener.timeout_seconds = 60
    assert writer.append(claim(0), Act("Ada", verdict="true"))["reviewer"] == "Ada"


def test_undo_and_a_look_at_what_is_new_go_the_same_way(writer: ReviewWriter):
    """What was taken back is told by a row of its own; those before the moment are left out."""
    first = writer.append(claim(0), Act("Ada", verdict="true"))
    back = writer.undo(claim(0), "Ada", note="too early")
    assert back["undoes"] == first["review_id"]
    assert writer.newer_than(first["reviewed_at"] - timedelta(seconds=1)) == [first, back]
    assert writer.newer_than(first["reviewed_at"]) == [back]
    with pytest.raises(ReviewRefused, match="no review to take back"):
        writer.undo(claim(0), "Ada")


def test_a_selection_is_reviewed_in_one_opening(writer: ReviewWriter, opener: Opened):
    """Each claim answers for itself: its row, or why there is none."""
    writer.append(claim(1), Act("Bea", verdict="false"))
    opener.times = 0
    rows = writer.append_each(dict.fromkeys([claim(0), claim(1), "f" * 16, claim(2)]), Act("Ada", status="dismissed"))
    assert [type(row) for row in rows] == [dict, ReviewConflict, ReviewRefused, dict]
    assert opener.times == 1
    assert len(opener.reviews()) == 3


def test_what_no_row_may_hold_is_refused_without_opening(writer: ReviewWriter, opener: Opened):
    """As by `append_review`."""
    with pytest.raises(ReviewRefused, match="nobody signs"):
        writer.append(claim(0), Act(" ", verdict="true"))
    assert opener.times == 0


def test_a_closed_writer_has_written_what_waited(opener: Opened):
    """And takes nothing more."""
    writer = ReviewWriter(opener)
    writer.append(claim(0), Act("Ada", verdict="true"))
    writer.close()
    writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.append(claim(1), Act("Ada", verdict="true"))
    assert len(opener.reviews()) == 1
