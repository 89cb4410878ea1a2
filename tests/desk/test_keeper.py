"""The keeper: new snapshots and others' reviews show by themselves, reviews are published, and no fault ends it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from desk.web import keeper as module
from desk.web.desk import Desk, open_desk
from desk.web.keeper import Keeper
from flows.publish import publish_snapshot_of
from flows.reviews import Act, append_review
from flows.settings import Settings
from warehouse.ask import ask
from warehouse.reader import ReadTookTooLong
from warehouse.store import open_warehouse


@pytest.fixture
def led(desk_folder: Path) -> Iterator[Desk]:
    """A desk that changes over only when its keeper says so, as it is served."""
    with open_desk(Settings(desk_folder), follows=False) as opened:
        opened.rows("SELECT 1")
        yield opened


def claim_of(led: Desk) -> str:
    """One claim's id."""
    return str(led.rows("SELECT claim_id FROM claims ORDER BY claim_id LIMIT 1")[0]["claim_id"])


def review_elsewhere(led: Desk) -> str:
    """Let somebody review a claim from a shell."""
    opener = partial(open_warehouse, led.settings.live)
    return str(append_review(opener, claim_of(led), Act("Grace", status="in_progress"))["review_id"])


def test_reviews_of_others_are_noted_once(led: Desk):
    """What is known already makes no page be read again, however often the file changes."""
    keeper = Keeper(led, publish_seconds=60)
    review_id = review_elsewhere(led)

    keeper.look()
    seen = led.reviews_seen
    with open_warehouse(led.settings.live) as warehouse:
        warehouse.connection.execute("UPDATE pages SET outlet = outlet")
    keeper.look()

    assert (seen, led.reviews_seen) == (1, 1)
    assert [row["review_id"] for row in led.rows("SELECT review_id FROM all_reviews")] == [review_id]


def test_a_new_snapshot_is_changed_over_to(led: Desk):
    """And until then the old one is read."""
    old = led.reader.snapshot
    publish_snapshot_of(led.settings)
    before = led.reader.snapshot

    Keeper(led, publish_seconds=60).look()

    assert before == old != led.reader.snapshot


def test_a_review_is_published_in_time(led: Desk):
    """Not at once, since more come; and not again."""
    now = [0.0]
    keeper = Keeper(led, publish_seconds=60, clock=lambda: now[0])
    led.append(claim_of(led), Act("Ada", status="in_progress"), after=None)

    def published() -> int:
        return int(ask(led.settings.published, "SELECT count(*) FROM reviews").item())

    keeper.look()
    early = published()
    now[0] = 61
    keeper.look()
    copy = led.settings.published.resolve()
    now[0] = 200
    keeper.look()

    assert (early, published()) == (0, 1)
    assert led.settings.published.resolve() == copy


def test_a_fault_does_not_end_it(led: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """It is told once, and the next look that succeeds changes over."""
    faults: list[int] = []
    prepare: Callable[[Desk], None] = module.prepare_queue

    def slow_at_first(desk: Desk) -> None:
        if len(faults) < 3:
            faults.append(1)
            raise ReadTookTooLong("the question took longer than 10 seconds")
        prepare(desk)

    monkeypatch.setattr(module, "prepare_queue", slow_at_first)
    monkeypatch.setattr(module, "_LOOKS_EVERY", 0.05)
    old = led.reader.snapshot
    publish_snapshot_of(led.settings)
    keeper = Keeper(led, publish_seconds=60)
    keeper.start()
    try:
        for _ in range(600):
            if led.reader.snapshot != old:
                break
            keeper._ends.wait(0.05)
    finally:
        keeper.stop()

    assert led.reader.snapshot != old
    assert capsys.readouterr().err.count("took longer than 10 seconds") == 1
