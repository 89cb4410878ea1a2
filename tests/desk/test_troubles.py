"""What is out of the ordinary stands at the top of the front page, as doctor says it."""

import pytest

import desk.web.troubles
from desk.web.desk import Desk
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.runs import begin_run, record_run
from flows.tasks import opener_of
from tests.desk.house import Browser
from warehouse.health import Trouble
from warehouse.reader import ReadTookTooLong


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    """Let no test see what another has asked in the same minute."""
    desk.web.troubles._troubles.cache_clear()


def test_a_failed_run_is_told_at_the_top(client: Browser, desk: Desk):
    """As soon as it is published; a desk on which all is well says nothing of it."""
    assert "out of the ordinary" not in client.get("/queue").text
    record_run(opener_of(desk.settings), begin_run(), Counts(), "failed", "OSError: no space left")
    publish_snapshot_of(desk.settings)
    page = client.get("/queue").text
    assert "1 thing is out of the ordinary" in page
    assert "failed: OSError: no space left" in page


def test_the_words_of_a_feed_are_no_markup(client: Browser, monkeypatch: pytest.MonkeyPatch):
    """Addresses and notes come from elsewhere."""
    trouble = Trouble("failing_feeds", "https://a.example/<script>", "it is <b>gone</b>", "look")
    monkeypatch.setattr("desk.web.troubles.troubles_of", lambda *_given: [trouble])
    page = client.get("/queue").text
    assert "&lt;script&gt;" in page
    assert "<b>gone" not in page


def test_checks_that_take_too_long_hold_up_no_page(client: Browser, monkeypatch: pytest.MonkeyPatch):
    """The queue comes without them; doctor has more time."""

    def slow(*_given: object) -> None:
        raise ReadTookTooLong("the question took longer than 10 seconds")

    monkeypatch.setattr("desk.web.troubles.troubles_of", slow)
    assert client.get("/queue").status_code == 200
