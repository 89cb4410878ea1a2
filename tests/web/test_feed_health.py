"""What every request came to is kept, and feeds that fail rest, longer each time."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from typer.testing import Result

from claims.unreadable import Unreadable
from flows.fetch_log import resting_feeds, save_fetches
from flows.limits import Feed
from flows.settings import Settings
from flows.steps import run_inputs
from flows.web_inputs import WebReader
from schemas.table import frame_of
from schemas.tables import TABLES
from tests.site.server import Site
from warehouse.store import Warehouse, open_warehouse, read_rows, save

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FEED = "https://news.example/rss"


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    """Open a warehouse in memory."""
    with open_warehouse() as opened:
        yield opened


def log(warehouse: Warehouse, *outcomes: str, url: str = FEED, kind: str | None = "feed", **columns: Any) -> None:
    """Log an outcome an hour, the last one at noon."""
    for place, outcome in enumerate(reversed(outcomes)):
        at = NOON - timedelta(hours=place)
        row = {
            "fetch_id": sha256(f"{url}{at}".encode()).hexdigest()[:16],
            "url": url,
            "kind": kind,
            "outcome": outcome,
            "bytes": 1,
            "tries": 1,
            "seconds": 0.1,
            "fetched_at": at,
        }
        save(warehouse, "fetches", frame_of([row | columns], TABLES["fetches"]), run_id="run-1", at=NOON)


def health(warehouse: Warehouse, url: str = FEED) -> dict[str, Any]:
    """Return the feed's line of the view."""
    return read_rows(warehouse, "SELECT * FROM feed_health WHERE url = ?", [url]).row(0, named=True)


@pytest.mark.parametrize(
    ("outcomes", "failures", "rest"),
    [
        (["ok"], 0, None),
        (["ok", "unchanged"], 0, None),
        (["broken", "moved"], 0, None),
        (["ok", "slow"], 1, timedelta(minutes=10)),
        (["ok", "slow", "broken"], 2, timedelta(minutes=20)),
        (["blocked"] * 4, 4, timedelta(minutes=80)),
        (["broken"] * 30, 30, timedelta(days=1)),
        (["ok", "gone"], 1, timedelta(days=1)),
        (["gone", "gone", "gone"], 3, timedelta(days=4)),
        (["gone"] * 9, 9, timedelta(days=7)),
        (["gone", "ok", "gone"], 1, timedelta(days=1)),
    ],
)
def test_a_feed_rests_longer_after_each_failure(
    warehouse: Warehouse, outcomes: list[str], failures: int, rest: timedelta | None
):
    """Only failures since the last good answer count; gone feeds rest for days."""
    log(warehouse, *outcomes)
    line = health(warehouse)
    assert line["failures_in_a_row"] == failures
    assert line["state"] == outcomes[-1]
    assert line["retry_at"] == (NOON + rest if rest else None)
    assert (line["next_step"] is None) == (outcomes[-1] in {"ok", "unchanged"})


def test_a_feed_rests_as_long_as_its_site_asks(warehouse: Warehouse):
    """Retry-After holds when it is later than our own rest."""
    log(warehouse, "blocked", not_before_at=NOON + timedelta(hours=5))
    assert health(warehouse)["retry_at"] == NOON + timedelta(hours=5)


def test_pages_have_no_health(warehouse: Warehouse):
    """A page is not watched by itself; an address that was a feed once is a feed also when it fails."""
    log(warehouse, "gone", url="https://news.example/story", kind="page")
    log(warehouse, "ok", kind="sitemap")
    log(warehouse, "gone", kind=None, fetch_id="0" * 16)
    assert read_rows(warehouse, "feed_health")["url"].to_list() == [FEED]


def test_resting_feeds_are_those_of_the_view(warehouse: Warehouse):
    """A feed that failed long ago may be asked again."""
    log(warehouse, "broken")
    assert resting_feeds(lambda: nullcontext(warehouse)) == {}
    now = datetime.now(UTC)
    log(warehouse, "broken", url=f"{FEED}/2", fetched_at=now)
    assert resting_feeds(lambda: nullcontext(warehouse)) == {f"{FEED}/2": now + timedelta(minutes=10)}


def test_a_resting_feed_is_refused_without_asking(settings: Settings, site: Site):
    """Named as a feed it is left alone; named by itself it is asked."""
    url, site.hits = f"{site.url}/feeds/rss", type(site.hits)()
    until = datetime(2096, 1, 2, 3, 4, tzinfo=UTC)
    with WebReader(settings, resting={url: until}) as web:
        [refused] = web.read(url, is_feed=True)
        assert isinstance(refused, Unreadable)
        assert refused.next_step == "It is asked again after 2096-01-02 03:04 UTC"
        assert site.hits.total() == 0
        assert list(web.read(url))


def test_a_run_keeps_what_came_of_every_request(settings: Settings, site: Site):
    """Feeds, pages, failures and their classes; pages that have not changed are seen through `pages.last_seen_at`."""
    inputs = [f"feed:{site.url}/feeds/rss", f"{site.url}/conditional", f"feed:{site.url}/feeds/gone"]
    for _ in range(2):
        run_inputs(inputs, settings)
    with open_warehouse(settings.live) as warehouse:
        select = "SELECT replace(url, ?, ''), kind, outcome, http_status, entries FROM fetches ORDER BY fetched_at"
        rows = read_rows(warehouse, select, [site.url]).rows()
        of_feed = read_rows(warehouse, "SELECT count(*) FROM fetches WHERE feed_url LIKE '%/feeds/rss'").item()
        runs = read_rows(
            warehouse, "SELECT articles_new, articles_unchanged, articles_refused FROM runs ORDER BY started_at"
        )
        bases = read_rows(warehouse, "SELECT DISTINCT published_basis FROM articles ORDER BY ALL").to_series().to_list()
    first = [
        ("/feeds/rss", "feed", "ok", 200, 2),
        ("/listed/rss", "page", "ok", 200, None),
        ("/404", "page", "gone", 404, None),
        ("/conditional", "page", "ok", 200, None),
        ("/feeds/gone", "feed", "gone", 404, None),
    ]
    assert rows == [*first, *first[:3]]  # the second time: one page unchanged, one feed resting
    assert of_feed == 4
    assert runs.rows() == [(2, 0, 2), (0, 2, 2)]
    assert bases == ["feed", None]


def test_a_feed_recovers(settings: Settings, site: Site):
    """After its rest it is asked again, and its health is good from then on."""
    url, site.hits["/feeds/late"] = f"{site.url}/feeds/late", 0
    opener = partial(open_warehouse, settings.live)
    settings.live.parent.mkdir(parents=True)
    for _ in range(2):
        with WebReader(settings) as web:
            list(web.read(url, is_feed=True))
            save_fetches(opener, web.log, "run-1")
            assert web.log == []
    with opener() as warehouse:
        line = health(warehouse, url)
    assert (line["state"], line["failures_in_a_row"], line["times_asked"]) == ("ok", 0, 2)


def test_the_settings_of_a_feed_hold_for_its_pages(settings: Settings, site: Site):
    """Its outlet for all of them, its language for those that do not tell theirs."""
    url = f"{site.url}/feeds/atom"
    with WebReader(replace(settings, feeds=(Feed(url, "Port Times", "fr"),))) as web:
        [article] = web.read(url, is_feed=True)
    assert not isinstance(article, Unreadable)
    assert (article.outlet, article.language, article.byline) == ("Port Times", "en", "Ann Quist")


def test_check_reads_an_address_and_keeps_nothing(factdesk: Callable[..., Result], workplace: Any, site: Site):
    """`check URL` prints the claims of a page; no file is written."""
    (workplace / "factdesk.toml").write_text("[web]\nallow_loopback = true\ndelay_seconds = 0\n", encoding="utf-8")
    result = factdesk("check", "--format", "jsonl", f"{site.url}/story")
    assert result.exit_code == 0, result.stderr
    assert "412 containers" in result.stdout
    assert [each.name for each in workplace.iterdir()] == ["factdesk.toml"]


def test_feeds_of_the_settings_are_read_when_nothing_is_named(
    factdesk: Callable[..., Result], workplace: Any, site: Site
):
    """Inputs and feeds of the settings stand in together."""
    text = f'[web]\nallow_loopback = true\ndelay_seconds = 0\n[[feed]]\nurl = "{site.url}/feeds/atom"\noutlet = "Port Times"\n'
    (workplace / "factdesk.toml").write_text(text, encoding="utf-8")
    result = factdesk("check", "--format", "csv")
    assert result.exit_code == 0, result.stderr
    assert "/listed/atom" in result.stdout


def test_without_the_setting_this_machine_is_not_asked(factdesk: Callable[..., Result], site: Site):
    """One line says how it may be."""
    site.hits.clear()
    result = factdesk("check", f"{site.url}/story")
    assert "a loopback address. Set web.allow_loopback to allow this machine itself" in result.stderr
    assert (result.exit_code, site.hits.total()) == (1, 0)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/rss", 0),  # brings an article, and a dead link
        ("/feeds/index.xml", 0),  # one of its sitemaps is gone
        ("/feeds/empty", 0),  # nothing is listed today
        ("/feeds/gone", 1),
        ("/feeds/private", 1),  # none of its pages can be read
    ],
)
def test_a_dead_link_is_told_and_a_dead_feed_fails(
    path: str, status: int, factdesk: Callable[..., Result], workplace: Any, site: Site
):
    """The exit status is for who can mend something: a feed that otherwise brings articles is no failure."""
    (workplace / "factdesk.toml").write_text("[web]\nallow_loopback = true\ndelay_seconds = 0.0\n", encoding="utf-8")
    result = factdesk("check", f"feed:{site.url}{path}")
    assert result.exit_code == status, result.output
    assert ("refused: " in result.output) == (path != "/feeds/empty")


def test_a_run_counts_what_failed_beside_what_was_refused(settings: Settings, site: Site):
    """A dead link of a feed is refused; a dead page that was named has failed."""
    _run, outcome = run_inputs([f"feed:{site.url}/feeds/rss"], settings)
    assert (len(outcome.refused), outcome.inputs_failed, outcome.counts.articles_refused) == (1, 0, 1)
    _run, outcome = run_inputs([f"feed:{site.url}/feeds/rss", f"{site.url}/410"], settings)
    assert (len(outcome.refused), outcome.inputs_failed) == (2, 1)


def test_a_feed_without_items_is_told(factdesk: Callable[..., Result], workplace: Any, site: Site):
    """A run that reads nothing because its feed lists nothing says so, and ends well."""
    (workplace / "factdesk.toml").write_text("[web]\nallow_loopback = true\ndelay_seconds = 0.0\n", encoding="utf-8")
    result = factdesk("run", f"feed:{site.url}/feeds/empty")
    assert result.exit_code == 0
    assert f"{site.url}/feeds/empty: the feed has no items" in result.output


def test_the_doctor_names_a_feed_that_failed_when_it_was_asked_last(
    factdesk: Callable[..., Result], workplace: Any, site: Site
):
    """Before it has failed often enough to be a trouble of the whole."""
    (workplace / "factdesk.toml").write_text("[web]\nallow_loopback = true\ndelay_seconds = 0.0\n", encoding="utf-8")
    factdesk("run", f"feed:{site.url}/403")
    told = factdesk("doctor").output
    assert f"{site.url}/403: could not be read when it was asked last" in told
