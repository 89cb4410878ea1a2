"""Whatever a server answers, asking it ends in time, in an answer or in a failure with its class."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from flows.fetched import NotFetched
from flows.limits import WebLimits
from flows.web import Door
from tests.guards import ends

STATUSES = [
    "HTTP/1.1 200 OK", "HTTP/1.0 200", "HTTP/1.1 301 Moved", "HTTP/1.1 302", "HTTP/2 200", "HTTP/1.1 99999 X",
    "HTTP/1.1 -1 X", "\xff\xff", "HTTP/1.1 304 N", "HTTP/1.1 100 Continue\r\n", "ICY 200 OK", "HTTP/1.1 429 X",
]  # fmt: skip
HEADERS = [
    "Content-Length: 5", "Content-Length: -5", "Content-Length: abc", "Content-Length: 5\r\nContent-Length: 6",
    "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br", "Content-Encoding: gzip, gzip, gzip",
    "Location: http://[::1", "Location: //", "Location: \xff\xfe", "Location: http://\xe4.invalid:99999/", "Location: ?",
    "Retry-After: abc", "Retry-After: -1", "Retry-After: 99999999999999999999", "Content-Type: text/html; charset=\xff",
    "Content-Type: ;;;charset=", "Set-Cookie: \x00=\x01; Path", "ETag: \xff\xfe\x00", "Last-Modified: never", "Vary: *",
    "Vary: cookie, ,", "Cache-Control: max-age=abc, , =", "Expires: 0", ": x", "NoColon", " folded", "X: " + "a" * 70_000,
    "\r\n".join(["A: b"] * 150), "Content-Type: text/html",
]  # fmt: skip
BODIES = ["", "hello", "5\r\nhello\r\n0\r\n\r\n", "zz\r\nhello", "-1\r\n", "ffffffffffffffffff\r\n", "\x1f\x8b\x08\x00"]
ROBOTS = b"HTTP/1.1 404 N\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
ANSWERS = 200


class Noise:
    """A server that answers with what it is given."""

    def __init__(self) -> None:
        self.answer = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller:
                try:
                    caller.settimeout(1)
                    asked = caller.recv(65_536)
                    caller.sendall(ROBOTS if b"/robots.txt" in asked else self.answer)
                except OSError:
                    continue

    def stop(self) -> None:
        """Close the server."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def noise() -> Iterator[Noise]:
    """Run the server for one test."""
    server = Noise()
    yield server
    server.stop()


def test_noise_ends_in_an_answer_or_a_failure(noise: Noise, tmp_path: Path):
    """Two hundred answers out of broken parts, the same ones in each run; nothing else is raised, nothing hangs."""
    chance = Random(20)
    limits = WebLimits(1.5, 1, 0.5, 0, tries=1, allow_loopback=True)
    with Door(limits, cache=tmp_path / "cache.sqlite") as door:
        for number in range(ANSWERS):
            head = [chance.choice(STATUSES), *chance.sample(HEADERS, chance.randint(0, 4))]
            noise.answer = ("\r\n".join(head) + "\r\n\r\n" + chance.choice(BODIES)).encode("latin-1")
            with ends(), suppress(NotFetched):
                assert door.fetch(f"{noise.url}/{number % 20}").content


def test_a_cookie_of_nonsense_is_left_out_without_a_word(noise: Noise, recwarn: pytest.WarningsRecorder):
    """An age of four hundred digits is more than the library reckons with, and its traceback tells people nothing."""
    age = "9" * 400
    noise.answer = f"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Max-Age={age}\r\nContent-Length: 5\r\n\r\nhello".encode()
    with Door(WebLimits(delay_seconds=0, allow_loopback=True)) as door:
        assert door.fetch(f"{noise.url}/a").content == b"hello"
    assert [str(each.message) for each in recwarn] == []
