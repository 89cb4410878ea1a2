"""Clients that say nothing, or say it slowly, cost the desk neither its life nor its answers to others."""

import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn

from desk.web.access import server_options
from desk.web.access.connections import LEAST_FILES, BoundedProtocol, take_files
from desk.web.access.limits import MOST_CONNECTIONS
from flows.settings import Settings
from flows.up import CannotStart
from tests.desk.attack_list import rows_of
from tests.desk.house import house_with_users
from tests.desk.test_serving import ENVIRONMENT, ready

PATIENCE_SECONDS = 60  # until a test gives up; nothing is measured
WHOLE = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

# What is sent at once, and then a byte at a time.
SENT = {
    "idle": (b"", b""),
    "slow headers": (b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ", b"a"),
    "slow body of a page": (b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n\r\n", b"a"),
    "slow form": (b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n\r\n", b"a"),
    "idle after an answer": (WHOLE, b""),
    "slow second request": (WHOLE + b"GET /hea", b"a"),
}

# The desk with few files to open, as many systems give: each idle connection takes one away.
WITH_FEW_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[1])))
from desk.cli import app
app(["desk", "--port", "0", "--data", sys.argv[2]])
"""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the limits short, and the connections few."""
    monkeypatch.setattr("desk.web.pages.menu", list)
    for name in ("head_seconds", "body_seconds", "client_seconds"):
        monkeypatch.setattr(BoundedProtocol, name, 0.4)
    monkeypatch.setattr(BoundedProtocol, "most_connections", 20)


@pytest.fixture
def port(tmp_path: Path, short: None) -> Iterator[int]:
    """Serve bare pages under short limits, and yield the port."""
    house = house_with_users(tmp_path)
    with served(house.app, house.settings) as at:
        yield at


@contextmanager
def served(app: Any, settings: Settings) -> Iterator[int]:
    """Serve pages as `factdesk desk` does, and yield the port."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, **server_options(settings)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(20)
    listening.close()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """Connect, and wait for nothing longer than a test may."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)) as client:
        yield client


def is_ended(client: socket.socket, drip: bytes = b"") -> bool:
    """Tell whether the desk ends the connection, while the client goes on sending a byte now and then."""
    client.settimeout(0.1)
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            if drip:
                client.sendall(drip)
            if not client.recv(65_536):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_every_attack_of_the_list_is_there():
    """No row of attacks/connections.toml without its attack, no attack without its row."""
    elsewhere = {"answer that nobody takes", "more connections than there may be"}
    assert {row["name"] for row in rows_of("connections")} == {
        *SENT, *elsewhere, "more connections than the process may open files",
    }  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_who_keeps_the_desk_waiting_is_let_go(name: str, port: int):
    """A byte now and then gives no more time; whoever asks meanwhile has an answer."""
    begins, drip = SENT[name]
    with connected(port) as client:
        client.sendall(begins)
        assert is_ended(client, drip)
    assert requests.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE_SECONDS).text == "ok"


@pytest.mark.parametrize(
    "spoilt",
    [
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1;" + b"a" * 300_000 + b"\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\na",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_body_that_is_no_http_ends_the_connection_without_a_word(
    spoilt: bytes, port: int, caplog: pytest.LogCaptureFixture
):
    """Its page has nobody to answer any more, and that is no fault of the desk's to fill its log with."""
    with connected(port) as client:
        with suppress(OSError):
            client.sendall(spoilt)
        assert is_ended(client)
    assert requests.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE_SECONDS).text == "ok"
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []


def test_who_asks_in_time_keeps_the_connection(port: int):
    """One request after another on one connection, each with its answer."""
    client = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    for _ in range(5):
        client.request("GET", "/health")
        own = client.sock
        assert client.getresponse().read() == b"ok"
        assert client.sock is own
    client.close()


def test_there_is_room_for_who_asks_beside_any_number_that_do_not(port: int):
    """Of too many connections the one that has waited for longest goes, and never one that is being answered."""
    with ExitStack() as held:
        idle = [held.enter_context(connected(port)) for _ in range(60)]
        with connected(port) as client:
            client.sendall(WHOLE)
            assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        assert is_ended(idle[0])


def test_a_desk_of_few_files_survives_more_connections_than_files(kept: Settings):
    """More idle connections than it may open files: it lives, and its pages, which open some, are answered."""
    files = LEAST_FILES + 20
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * files + 200)), hard))
    command = [sys.executable, "-c", WITH_FEW_FILES, str(files), str(kept.data_folder)]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    assert desk.stdout is not None
    try:
        address = desk.stdout.readline().split()[4].removesuffix("/queue;")
        ready(address)
        with ExitStack() as held:
            port = int(address.rpartition(":")[2])
            for _ in range(files + 100):
                held.enter_context(connected(port))
            for path in ("queue", "ask?sql=FROM+pages", "queue?status=new"):
                assert requests.get(f"{address}/{path}", timeout=PATIENCE_SECONDS).status_code == 200
        assert desk.poll() is None
    finally:
        desk.terminate()
        _, errors = desk.communicate(timeout=120)
    assert "Traceback" not in errors


def test_too_few_files_are_told_before_anything_is_served(monkeypatch: pytest.MonkeyPatch):
    """One line with the next step; where the system grants more than a process has, the process takes it."""
    limits: list[tuple[int, int]] = [(1024, 100_000)]
    monkeypatch.setattr(resource, "getrlimit", lambda _which: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _which, to: limits.append(to))
    assert take_files() == limits[-1][0] > 1024
    limits.append((64, 64))
    with pytest.raises(CannotStart, match="ulimit -n"):
        take_files()
    assert LEAST_FILES > MOST_CONNECTIONS


def test_a_client_that_takes_nothing_is_let_go(short: None, tmp_path: Path):
    """An answer that nobody takes is held for so long, and then given up: the page that makes it comes to its end."""
    ended = threading.Event()

    async def endless(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(2_000):
            await send({"type": "http.response.body", "body": b"x" * 65_536, "more_body": True})
        ended.set()

    with served(endless, Settings(tmp_path)) as port, connected(port) as client:
        client.sendall(WHOLE)
        assert ended.wait(PATIENCE_SECONDS)
        assert is_ended(client)
