"""Sites are asked as they ask to be: by name, at their pace, and not where they do not want it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.fetched import NotFetched
from flows.limits import WebLimits, user_agent
from flows.web import Door
from tests.guards import ends
from tests.site.routes import page, sending
from tests.site.server import Site, running

QUICK = WebLimits(timeout_seconds=2, delay_seconds=0, retry_pause_seconds=0.01, allow_loopback=True)


def fetch(url: str, limits: WebLimits = QUICK) -> Any:
    """Ask once through a door of its own; return the answer or the failure."""
    with Door(limits, contact="desk@paper.example") as door:
        try:
            return door.fetch(url)
        except NotFetched as failure:
            return failure


def test_every_request_names_us_and_how_to_reach_us(site: Site):
    """Also the one for robots.txt."""
    site.headers.clear()
    fetch(f"{site.url}/story")
    for path in ("/robots.txt", "/story"):
        assert site.headers[path]["User-Agent"] == "factdesk/0.1 (+desk@paper.example)"
    assert user_agent(None) == "factdesk/0.1"


def test_robots_txt_is_asked_once_a_run(site: Site):
    """Not before every page."""
    site.hits.clear()
    with Door(QUICK) as door:
        for path in ("/story", "/text", "/record"):
            door.fetch(site.url + path)
    assert site.hits["/robots.txt"] == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "rule"),
    [
        ({"status": 404}, None, None),
        ({"status": 403}, None, None),
        ({"status": 500}, "blocked", "its robots.txt cannot be had (the site answers 500 Internal Server Error)"),
        ({"status": 429}, "blocked", "its robots.txt cannot be had"),
        ({"body": "User-agent: *\nDisallow: /"}, "blocked", "its robots.txt forbids it"),
        ({"body": "User-agent: factdesk\nDisallow: /\n\nUser-agent: *\nAllow: /"}, "blocked", "its robots.txt forbids it"),
        ({"body": "User-agent: *\nDisallow: /\n\nUser-agent: factdesk\nAllow: /"}, None, None),
        ({"body": "User-agent: *\nCrawl-delay: 90"}, "blocked", "its robots.txt asks for 90 s between requests"),
        ({"body": "User-agent: *\nRequest-rate: 1/" + "9" * 400}, "blocked", "its robots.txt asks for inf s between"),
        ({"body": "<html>no robots here</html>"}, None, None),
        ({"body": b"\xff\xfe\x00 rubbish \x00" * 50}, None, None),
        ({"status": 301, "Location": "/elsewhere.txt"}, "blocked", "its robots.txt forbids it"),
        ({"status": 301, "Location": "/robots.txt"}, None, None),
    ],
)  # fmt: skip
def test_robots_txt_decides(answer: dict[str, Any], outcome: str | None, rule: str | None):
    """None allows all, one that cannot be had forbids all, and the group that names us counts before *."""
    with running() as site:
        body = answer.pop("body", "")
        site.routes["/robots.txt"] = sending(body, kind="text/plain", **answer)
        site.routes["/elsewhere.txt"] = sending("User-agent: *\nDisallow: /story", kind="text/plain")
        site.routes["/story"] = sending(page())
        found = fetch(f"{site.url}/story")
    if outcome is None:
        assert not isinstance(found, NotFetched), found
    else:
        assert isinstance(found, NotFetched)
        assert (found.outcome, rule in found.rule) == (outcome, True), found


def test_two_requests_to_one_host_keep_their_distance():
    """The setting holds, and a longer crawl-delay of the site holds before it."""
    for robots, delay, least in (("", 0.3, 0.3), ("User-agent: *\nCrawl-delay: 0.5", 0.1, 0.5)):
        with running(robots=robots) as site, Door(replace(QUICK, delay_seconds=delay)) as door:
            for path in ("/a", "/b"):
                site.routes[path] = sending(page())
                door.fetch(site.url + path)
            moments = [at for at, path in site.asked_at if path != "/robots.txt"]
        assert moments[1] - moments[0] >= least * 0.95


def test_another_host_need_not_wait():
    """Politeness is owed to each host by itself."""
    with running() as one, running() as other, Door(replace(QUICK, delay_seconds=0.4)) as door:
        one.routes["/"] = other.routes["/"] = sending(page())
        door.fetch(one.url)
        door.fetch(other.url)
        pages = [at for site in (one, other) for at, path in site.asked_at if path == "/"]
    assert pages[1] - pages[0] < 0.8  # its own robots.txt and page, and not a third pause


def test_waiting_politely_is_not_counted_as_slowness():
    """A page may be asked after a pause that is longer than what is left of its own time."""
    with running(robots="User-agent: *\nCrawl-delay: 1") as site, Door(replace(QUICK, timeout_seconds=1.2)) as door:
        site.routes["/a"] = site.routes["/b"] = sending(page())
        assert door.fetch(f"{site.url}/a").content
        assert door.fetch(f"{site.url}/b").content


def test_cookies_do_not_outlive_the_page_that_set_them(site: Site):
    """What one page says of us is not told to the next."""
    with Door(QUICK) as door:
        door.fetch(f"{site.url}/cookie")
        door.fetch(f"{site.url}/story")
    assert "Cookie" not in site.headers["/story"]


def test_a_closed_port_is_told(site: Site):
    """Nothing listens there."""
    with running() as closed:
        url = closed.url
    failure = fetch(f"{url}/story")
    assert (failure.outcome, failure.rule) == ("broken", "nothing answers at its host and port")


def test_an_unknown_name_is_told(monkeypatch: pytest.MonkeyPatch):
    """No resolver is asked in this test."""
    import socket  # noqa: PLC0415

    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    failure = fetch("http://nowhere.invalid/")
    assert (failure.outcome, failure.rule) == ("broken", "its host is not known")


def test_a_server_without_tls_is_told(site: Site):
    """An https address at which no TLS is spoken."""
    failure = fetch(site.url.replace("http:", "https:"))
    assert (failure.outcome, failure.rule) == ("broken", "its certificate is not accepted")


def test_connections_that_are_never_accepted_end(monkeypatch: pytest.MonkeyPatch):
    """A full backlog: the connection is never made, and the page ends within its time."""
    import socket  # noqa: PLC0415

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        with ends():
            failure = fetch(
                f"http://127.0.0.1:{deaf.getsockname()[1]}/", replace(QUICK, connect_seconds=0.5, silence_seconds=0.5)
            )
        assert failure.outcome == "slow"
        for caller in callers:
            caller.close()


def test_the_cache_survives_the_run(site: Site, read: Callable[..., Any]):
    """What was kept on disk by one reader is asked conditionally by the next; nothing but its body is spared."""
    read(f"{site.url}/last-modified")
    read(f"{site.url}/last-modified")
    assert site.headers["/last-modified"]["If-Modified-Since"] == "Mon, 04 May 2026 08:00:00 GMT"


def test_a_damaged_cache_is_begun_anew(site: Site, tmp_path: Path):
    """It holds nothing that cannot be asked for again."""
    cache = tmp_path / "cache.sqlite"
    cache.write_bytes(b"SQLite format 3\x00" + b"damaged" * 1_000)
    for unchanged in (False, True):
        with Door(QUICK, cache=cache) as door:
            assert door.fetch(f"{site.url}/conditional").unchanged is unchanged


def test_what_nobody_asks_for_any_more_is_forgotten(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The cache holds a month, counted from when an answer was last confirmed."""
    cache = tmp_path / "cache.sqlite"
    with Door(QUICK, cache=cache) as door:
        door.fetch(f"{site.url}/conditional")
    monkeypatch.setattr("flows.sessions.KEPT_SECONDS", -5)
    with Door(QUICK, cache=cache) as door:
        assert not door.fetch(f"{site.url}/conditional").unchanged


def test_nothing_is_left_running(site: Site):
    """No thread of ours outlives a fetch."""
    before = {thread.name for thread in threading.enumerate()}
    fetch(f"{site.url}/drips-body")
    after = {thread.name for thread in threading.enumerate() if "process_request" not in thread.name}
    assert after <= before
