"""Only public addresses are asked, and the one that was judged is the one that is connected to."""

import socket
import tomllib
from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.addresses import why_refused
from flows.fetched import NotFetched
from flows.limits import WebLimits
from flows.web import Door
from tests.site.routes import page, sending
from tests.site.server import Site, running

CASES = Path(__file__).parent.parent / "cases" / "web" / "addresses.toml"
GROUPS: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["group"]
HOSTS = [(host, group["reason"]) for group in GROUPS for host in group["hosts"]]
QUICK = WebLimits(timeout_seconds=2, connect_seconds=1, silence_seconds=1, delay_seconds=0, retry_pause_seconds=0.01)
LOCAL = replace(QUICK, allow_loopback=True)
PUBLIC = "93.184.215.14"


def refusal_of(url: str, limits: WebLimits = QUICK) -> NotFetched:
    """Return the refusal of an address that must not be asked."""
    with Door(limits) as door, pytest.raises(NotFetched) as raised:
        door.fetch(url)
    return raised.value


@pytest.fixture
def nothing_connects(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Refuse every connection and return where they were wanted to."""
    wanted: list[Any] = []

    def refuse(self: socket.socket, address: Any) -> None:
        wanted.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return wanted


def resolving(monkeypatch: pytest.MonkeyPatch, name: str, *answers: str) -> list[str]:
    """Have a name resolve to one address after another (the last one for good); return the list of what was resolved."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, *rest: Any, **named: Any) -> Any:
        if host != name:
            return real(host, *rest, **named)
        answer = answers[min(len(asked), len(answers) - 1)]
        asked.append(answer)
        return real(answer, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_the_case_file_has_no_unknown_keys():
    """A misspelt key would test nothing."""
    assert {key for group in GROUPS for key in group} <= {"reason", "hosts", "loopback"}


@pytest.mark.parametrize(("host", "reason"), HOSTS, ids=[host for host, _ in HOSTS])
def test_no_private_address_is_asked_however_it_is_written(host: str, reason: str, nothing_connects: list[Any]):
    """The refusal says of which sort it is, and no connection is tried."""
    failure = refusal_of(f"http://{host}/")
    assert failure.outcome == "blocked"
    assert reason in failure.rule
    assert nothing_connects == []


@pytest.mark.parametrize(("host", "reason"), HOSTS, ids=[host for host, _ in HOSTS])
def test_allowing_loopback_allows_nothing_else(host: str, reason: str, nothing_connects: list[Any]):
    """With the setting on, loopback is tried, and every other refusal stays as it was."""
    allowed = any(host in group["hosts"] for group in GROUPS if group.get("loopback"))
    failure = refusal_of(f"http://{host}/", LOCAL)
    if allowed:
        assert failure.rule == "nothing answers at its host and port"
        assert all(ip_address(address[0]).is_loopback for address in nothing_connects)
    else:
        assert (failure.outcome, reason in failure.rule) == ("blocked", True)
        assert nothing_connects == []


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_at_a_private_address_is_refused(
    private: str, monkeypatch: pytest.MonkeyPatch, nothing_connects: list[Any]
):
    """What counts is where the name leads, whatever it looks like."""
    resolving(monkeypatch, "news.example", private)
    assert refusal_of("http://news.example/story").outcome == "blocked"
    assert nothing_connects == []


def test_a_name_that_changes_to_a_private_address_is_never_followed(
    monkeypatch: pytest.MonkeyPatch, nothing_connects: list[Any]
):
    """The connection goes to the public address that was judged; the second answer is judged anew, and refused."""
    asked = resolving(monkeypatch, "rebind.example", PUBLIC, "127.0.0.1")
    failure = refusal_of("http://rebind.example/")
    assert {address[0] for address in nothing_connects} == {PUBLIC}
    assert len(nothing_connects) == 1
    assert asked == [PUBLIC, "127.0.0.1"]  # once for each try
    assert (failure.outcome, "127.0.0.1, a loopback address" in failure.rule) == ("blocked", True)


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch):
    """Two real servers on two loopback addresses: the one that the name led to at first is asked, for each request."""
    with running() as first, running(host="127.0.0.2", port=first.port) as second:
        first.routes["/"] = first.routes["/robots.txt"] = sending("first", kind="text/plain")
        second.routes["/"] = sending("second", kind="text/plain")
        asked = resolving(monkeypatch, "two.example", "127.0.0.1", "127.0.0.1", "127.0.0.2")
        with Door(LOCAL) as door:
            assert door.fetch(f"http://two.example:{first.port}/").content == b"first"
        assert asked == [
            "127.0.0.1",
            "127.0.0.1",
        ]  # for robots.txt and for the page, never between judging and connecting
        assert second.hits.total() == 0
        assert first.headers["/"]["Host"] == f"two.example:{first.port}"


def test_each_hop_of_a_redirect_is_judged(monkeypatch: pytest.MonkeyPatch, site: Site):
    """A redirect to a name is judged where that name leads now."""
    resolving(monkeypatch, "inner.example", "192.168.7.7")
    with running() as outer:
        outer.routes["/"] = lambda visit: visit.send(b"", status=302, Location="http://inner.example/admin")
        failure = refusal_of(outer.url, LOCAL)
    assert failure.rule.endswith("there its host is at 192.168.7.7, a private address")


def test_proxies_and_passwords_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: Site
):
    """A proxy would resolve names by itself, and .netrc would hand out passwords."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login desk password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with Door(LOCAL) as door:
        door.fetch(f"{site.url}/story")
    assert "Authorization" not in site.headers["/story"]


@pytest.mark.parametrize(
    "url",
    ["ftp://news.example/", "file:///etc/passwd", "http://", "http:///x", "//host/x", "http://[::1", "gopher://x/", "x",
     "http://a:99999/", "http://a b/", "javascript:alert(1)", "http://\x00/", ""],
)  # fmt: skip
def test_what_is_no_web_address_is_told(url: str, nothing_connects: list[Any]):
    """Other schemes and broken addresses are refused before anything is asked."""
    assert refusal_of(url).rule == "it is no web address"
    assert nothing_connects == []


@given(st.integers(min_value=0, max_value=2**32 - 1).map(IPv4Address))
def test_what_is_not_global_is_refused_and_so_is_its_mapped_form(address: IPv4Address):
    """No IPv4 address outside the global ones passes, bare or wrapped."""
    if not address.is_global or address.is_multicast:
        assert why_refused(address)
    for wrapped in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert bool(why_refused(IPv6Address(wrapped))) == bool(why_refused(address))


@given(st.integers(min_value=0, max_value=2**128 - 1).map(IPv6Address))
def test_only_global_ipv6_passes(address: IPv6Address):
    """No IPv6 address outside the global ones passes."""
    if why_refused(address) is None:
        assert address.is_global or address.ipv4_mapped or address.sixtofour or address.teredo


def test_a_sound_page_is_read_from_an_allowed_address(site: Site, read: Callable[..., Any]):
    """The tests above mean something: the same door lets a page in."""
    articles, *_ = read(f"{site.url}/story")
    assert articles
    assert page().count("<p>") == 3
