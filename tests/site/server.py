"""The test site: a real HTTP server on loopback that does what sites do, well or badly, and counts who asks for what."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROBOTS = "User-agent: *\nDisallow: /forbidden/\nDisallow: /*.private$\n"


class Visit(BaseHTTPRequestHandler):
    """One request, with what routes need to answer it."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    site: "Site"

    def do_GET(self) -> None:
        """Count the request and answer by its route."""
        path = self.path.partition("?")[0]
        self.site.hits[path] += 1
        self.site.headers[path] = dict(self.headers.items())
        self.site.asked_at.append((time.monotonic(), path))
        route = self.site.routes.get(path)
        if path == "/robots.txt" and route is None:
            self.send(self.site.robots, kind="text/plain")
        elif route is None:
            self.send("nothing here", status=404)
        else:
            route(self)

    @property
    def times(self) -> int:
        """How often this path has been asked for, this time included."""
        return self.site.hits[self.path.partition("?")[0]]

    def send(
        self, body: str | bytes, *, status: int = 200, kind: str | None = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """Answer as a sound server does; `headers` are named with _ for -."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.begin(status, {"Content-Type": kind, "Content-Length": str(len(data))} | named)
        self.wfile.write(data)

    def begin(self, status: int, headers: dict[str, str | None]) -> None:
        """Send status line and headers; one that is None is left out."""
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()

    def hang_up(self) -> None:
        """End the connection here and now."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def drip(self, data: bytes, *, every_seconds: float, seconds: float) -> None:
        """Send a byte now and then, until the other side has had enough."""
        end = time.monotonic() + seconds
        self.close_connection = True
        for byte in data:
            if time.monotonic() > end:
                break
            try:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            except OSError:
                return
            time.sleep(every_seconds)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


Route = Callable[[Visit], None]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Take it that readers hang up when they have had enough."""


class Site:
    """A running site: its address, its routes, and what it was asked."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, robots: str = ROBOTS) -> None:
        self.robots = robots
        self.routes: dict[str, Route] = {}
        self.hits: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.asked_at: list[tuple[float, str]] = []
        handler = type("Handler", (Visit,), {"site": self})
        self._server = _Server((host, port), handler)
        self._server.daemon_threads = True
        self.host, self.port = host, self._server.server_port
        self.url = f"http://{host}:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Close the site."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running(**settings: object) -> Iterator[Site]:
    """Run a site for the length of a block."""
    site = Site(**settings)  # type: ignore[arg-type]
    try:
        yield site
    finally:
        site.stop()
