"""Many hosts are asked at once, and each as politely as if it were the only one."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from claims.model import Article
from claims.read import Unreadable
from flows.asked import DeadLink
from flows.fetched import NotFetched
from flows.fetching import Fetching, Job
from flows.inputs import Address
from flows.limits import WebLimits
from flows.settings import Settings
from flows.web import Door
from flows.web_inputs import WebReader
from flows.web_time import LeftForNextRun
from tests.site.routes import page, sending
from tests.site.server import Site, running

HOSTS, PAGES = 12, 4
LIMITS = WebLimits(timeout_seconds=5, delay_seconds=0.15, retry_pause_seconds=0.01, allow_loopback=True)


class Crowd:
    """Some sites on addresses of their own, all with the same pages, and a note of who is being asked."""

    def __init__(self, stack: ExitStack, robots: dict[int, str]) -> None:
        self.spans: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        self.sites = [
            stack.enter_context(running(host=f"127.0.1.{number + 1}", robots=robots.get(number, "")))
            for number in range(HOSTS)
        ]
        for number, site in enumerate(self.sites):
            for at in range(PAGES):
                site.routes[f"/{at}"] = self._slowly(site, page(f"week {at} at harbour {number}"))
            site.routes["/feed"] = sending(self._feed(number), kind="application/xml")

    def _slowly(self, site: Site, body: str) -> Any:
        def route(visit: Any) -> None:
            began = time.monotonic()
            time.sleep(0.03)
            self.spans[site.url].append((began, time.monotonic()))
            visit.send(body)

        return route

    def _feed(self, number: int) -> str:
        """Return a sitemap that lists this site's pages, and one of its neighbour's."""
        own = [f"{self.sites[number].url}/{at}" for at in range(PAGES)]
        other = f"{self.sites[(number + 1) % HOSTS].url}/0"
        items = "".join(f"<url><loc>{url}</loc></url>" for url in [*own, other])
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'

    @property
    def feeds(self) -> list[Address]:
        """The feeds of all sites."""
        return [Address(f"{site.url}/feed", is_feed=True) for site in self.sites]


@pytest.fixture
def crowd(request: pytest.FixtureRequest) -> Iterator[Crowd]:
    """Run the sites for one test."""
    with ExitStack() as stack:
        yield Crowd(stack, getattr(request, "param", {}))


def read(settings: Settings, addresses: list[Address], **known: Any) -> tuple[list[str], list[Unreadable]]:
    """Read addresses as a run would; return the names of the articles in their order, and the refusals."""
    with WebReader(replace(settings, web=LIMITS), **known) as web:
        found = list(web.read_all(addresses))
    return [each.name for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, Unreadable)
    ]


def test_hosts_are_asked_at_once_and_each_at_its_pace(settings: Settings, crowd: Crowd):
    """No host has two requests at a time or two without the pause between them, and all of them go on together."""
    articles, refused = read(settings, crowd.feeds)
    assert (len(articles), refused) == (HOSTS * PAGES, [])
    for site in crowd.sites:
        moments = sorted(at for at, _ in site.asked_at)
        assert min(later - at for at, later in pairwise(moments)) >= LIMITS.delay_seconds * 0.9
        spans = sorted(crowd.spans[site.url])
        assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    all_spans = [span for spans in crowd.spans.values() for span in spans]
    assert max(sum(begin <= at < end for begin, end in all_spans) for at, _ in all_spans) > 1


def test_the_order_of_what_is_read_depends_on_no_timing(settings: Settings, crowd: Crowd):
    """The same articles in the same order, when other sites are the slow ones; a page of two feeds is the first one's."""

    def late(visit: Any) -> None:
        time.sleep(0.4)
        visit.send(page("week 1, late"))

    first, _ = read(settings, crowd.feeds)
    for number in (0, 5):
        crowd.sites[number].routes["/1"] = late
    again, _ = read(settings, crowd.feeds)
    assert first == again
    assert len(set(first)) == len(first) == HOSTS * PAGES


@pytest.mark.parametrize("crowd", [{3: "User-agent: *\nCrawl-delay: 0.8"}], indirect=True)
def test_a_site_with_a_long_pause_does_not_hold_the_run(settings: Settings, crowd: Crowd):
    """It is read as far as its time goes, the rest is told, fails nothing, and has its turn with the next run."""
    slow = crowd.sites[3]
    limited = replace(settings, web=replace(LIMITS, site_seconds=3.3))
    asked: dict[str, datetime] = {}
    rounds: list[list[str]] = []
    for _ in range(3):
        slow.asked_at.clear()
        with WebReader(limited, asked_before=lambda _urls, known=dict(asked): known) as web:
            found = list(web.read_all(crowd.feeds))
        articles = [each.name for each in found if isinstance(each, Article)]
        [left] = [each for each in found if isinstance(each, Unreadable)]
        assert isinstance(left, DeadLink)
        assert "asks for 0.8 s between requests" in left.rule
        assert "left for the next run" in left.rule
        assert sum(slow.url not in name for name in articles) == (HOSTS - 1) * PAGES
        rounds.append([name for name in articles if slow.url in name])
        at = datetime.now(UTC)
        asked |= dict.fromkeys(articles, at)
    assert {name for each in rounds for name in each} == {f"{slow.url}/{at}" for at in range(PAGES)}


def furnish(site: Site, seconds: float, pages: int) -> list[str]:
    """Have a site answer each of its pages after some seconds; return their addresses."""

    def late(at: int) -> Any:
        def route(visit: Any) -> None:
            time.sleep(seconds)
            visit.send(page(f"week {at} at slow harbour {site.url}"))

        return route

    site.routes |= {f"/slow/{at}": late(at) for at in range(pages)}
    return [f"{site.url}/slow/{at}" for at in range(pages)]


def a_list_of(site: Site, urls: list[str]) -> Address:
    """Have a site list addresses; return that of the list."""
    items = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
    site.routes["/list"] = sending(sitemap, kind="application/xml")
    return Address(f"{site.url}/list", is_feed=True)


def read_over_runs(settings: Settings, addresses: list[Address], pages: list[str]) -> tuple[list[set[str]], list[str]]:
    """Read addresses in runs until all pages came; return the names of the articles of each, and all that was told."""
    asked: dict[str, datetime] = {}
    rounds: list[set[str]] = []
    told: list[str] = []
    while set(pages) - set().union(*rounds):
        assert len(rounds) < 5 * len(pages), (
            "runs brought nothing new"
        )  # on a busy machine one run may end before its first page
        with WebReader(settings, asked_before=lambda _urls, known=dict(asked): known) as web:
            found = list(web.read_all(addresses))
        rounds.append({each.name for each in found if isinstance(each, Article)})
        assert all(isinstance(each, DeadLink) for each in found if isinstance(each, Unreadable))
        told += [each.rule for each in found if isinstance(each, Unreadable)]
        asked |= dict.fromkeys(rounds[-1], datetime.now(UTC))
    return rounds, told


def test_a_site_that_answers_slowly_comes_to_its_last_page_over_some_runs(settings: Settings, crowd: Crowd):
    """Its time ends in each of them, and the next begins with what had no turn."""
    slow = crowd.sites[0]
    pages = furnish(slow, 0.3, 9)
    web = replace(LIMITS, delay_seconds=0.01, site_seconds=1.6)

    rounds, told = read_over_runs(replace(settings, web=web), [a_list_of(slow, pages)], pages)

    assert len(rounds) > 1
    assert all("answers slowly, and" in each and "left for the next run" in each for each in told)


def test_a_list_of_many_slow_sites_has_the_time_of_one(settings: Settings, crowd: Crowd):
    """What it leads to is left once all of it took as long, and nobody else's pages are."""
    pages = [url for site in crowd.sites for url in furnish(site, 0.4, 4)]
    web = replace(LIMITS, delay_seconds=0.01, site_seconds=3, most_hosts=4)

    with WebReader(replace(settings, web=web)) as reader:
        found = list(reader.read_all([a_list_of(crowd.sites[0], pages), *crowd.feeds]))

    names = [each.name for each in found if isinstance(each, Article)]
    assert sum("/slow/" not in name for name in names) == HOSTS * PAGES
    assert 3 <= sum("/slow/" in name for name in names) < len(pages) / 2
    [left] = [each for each in found if isinstance(each, Unreadable)]
    assert "the sites that it leads to take more than 3 s together, and" in left.rule


def test_a_run_ends_and_the_next_goes_on(settings: Settings, crowd: Crowd):
    """However many sites are slow; also where what takes long is to read what came."""
    pages = [url for site in crowd.sites for url in furnish(site, 0.3, 2)]
    web = replace(LIMITS, delay_seconds=0.01, run_seconds=2, most_hosts=2)

    rounds, told = read_over_runs(replace(settings, web=web), [a_list_of(crowd.sites[0], pages)], pages)

    assert len(rounds) > 1
    assert told[0].startswith("the run has had its 2 s of the web, and")


def test_what_came_and_was_not_read_before_the_end_of_a_run_is_left(settings: Settings, crowd: Crowd):
    """Whoever takes the articles may need long for each."""
    web = replace(LIMITS, delay_seconds=0.01, run_seconds=2)
    with WebReader(replace(settings, web=web)) as reader:
        found = reader.read_all(crowd.feeds)
        next(found)
        time.sleep(2.1)
        rest = list(found)
    assert not [each for each in rest if isinstance(each, Article)]
    assert all(each.rule.startswith("the run has had its 2 s") for each in rest if isinstance(each, Unreadable))
    assert len(rest) == HOSTS


@pytest.mark.parametrize("crowd", [{0: "User-agent: *\nCrawl-delay: 90"}], indirect=True)
def test_a_pause_beyond_the_time_of_a_site_is_told(settings: Settings, crowd: Crowd):
    """It would come to no page in any run, and is refused by name, at once."""
    with WebReader(replace(settings, web=replace(LIMITS, site_seconds=5))) as web:
        [refused] = web.read(f"{crowd.sites[0].url}/0")
    assert str(refused).endswith(
        "its robots.txt asks for 90 s between requests. Raise web.site_seconds above that, or leave it out"
    )


def test_what_has_come_and_waits_is_bounded(monkeypatch: pytest.MonkeyPatch, crowd: Crowd):
    """While nothing is taken, no more is asked than the bound and what is under way; all of it comes in the end."""
    monkeypatch.setattr("flows.fetching.MOST_WAITING_BYTES", 1)
    limits = replace(LIMITS, delay_seconds=0, most_hosts=3)
    urls = [f"{site.url}/{at}" for site in crowd.sites for at in range(PAGES)]
    with Door(limits) as door, Fetching[None](door) as fetching:
        fetching.add(Job((place,), url, None) for place, url in enumerate(urls))
        jobs = iter(fetching)
        taken = [next(jobs)]
        time.sleep(0.5)
        assert sum(len(spans) for spans in crowd.spans.values()) <= 2 * limits.most_hosts
        taken += jobs
    assert sorted(job.url for job in taken) == sorted(urls)
    assert not any(isinstance(job.result, NotFetched | LeftForNextRun) for job in taken)


def test_a_run_that_is_given_up_asks_no_further(crowd: Crowd):
    """Whoever takes no more leaves nothing behind that goes on asking."""
    before = set(threading.enumerate())
    with Door(replace(LIMITS, delay_seconds=0.05)) as door:
        with Fetching[None](door) as fetching:
            fetching.add(Job((at,), f"{crowd.sites[0].url}/{at % PAGES}", None) for at in range(100))
            next(iter(fetching))
        time.sleep(0.3)
        hits = crowd.sites[0].hits.total()
        time.sleep(0.3)
        assert crowd.sites[0].hits.total() == hits
    ours = [thread for thread in set(threading.enumerate()) - before if thread.name == "fetching"]
    for thread in ours:
        thread.join(timeout=5)
    assert not any(thread.is_alive() for thread in ours)


def test_addresses_asked_longest_ago_come_first_where_not_all_can_be(crowd: Crowd):
    """Those that never had a turn before all others, and an order that is the list's among equals."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    urls = [f"{crowd.sites[0].url}/{at}" for at in range(PAGES)]
    before = {urls[0]: now, urls[2]: now - timedelta(days=1)}
    limits = replace(LIMITS, delay_seconds=0.1, site_seconds=0.35)
    with Door(limits) as door, Fetching[None](door, asked_before=lambda _urls: before) as fetching:
        fetching.add(Job((place,), url, None) for place, url in enumerate(urls))
        taken = [job.url for job in fetching]
    assert taken == [urls[1], urls[3], urls[2], urls[0]]
