"""What the tests of the web share: the test site, and readers with short patience. Nothing here leaves loopback."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims.model import Article
from claims.read import Unreadable
from flows.limits import WebLimits
from flows.settings import Settings
from flows.web_inputs import WebReader
from tests.site.routes import furnish
from tests.site.server import Site, running

PATIENCE = WebLimits(
    timeout_seconds=2.0,
    connect_seconds=1.0,
    silence_seconds=1.0,
    delay_seconds=0.0,
    retry_pause_seconds=0.02,
    allow_loopback=True,
)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Run the furnished test site once for all tests."""
    with running() as started:
        yield furnish(started)


@pytest.fixture(autouse=True)
def nothing_leaves_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that tries to connect to anywhere else."""
    connect = socket.socket.connect

    def only_loopback(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            assert str(address[0]).startswith("127.") or address[0] == "::1", f"a connection to {address} was tried"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_loopback)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with short patience and a data folder of their own."""
    return Settings(tmp_path / "data", contact="desk@paper.example", web=PATIENCE)


Reading = tuple[list[Article], list[Unreadable], list[dict[str, Any]]]


@pytest.fixture
def read(settings: Settings) -> Callable[..., Reading]:
    """Return what reads an address as a run would, and returns its articles, its refusals and its log."""

    def call(url: str, *, is_feed: bool = False, **limits: Any) -> Reading:
        with WebReader(replace(settings, web=replace(PATIENCE, **limits)), keeps=True) as web:
            found = list(web.read(url, is_feed=is_feed))
        articles = [each for each in found if isinstance(each, Article)]
        return articles, [each for each in found if isinstance(each, Unreadable)], list(web.log)

    return call
