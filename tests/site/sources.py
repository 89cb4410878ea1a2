"""Outside sources on loopback: each answers its own addresses as its public interface does, and fails when it is told to."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FOLDER = Path(__file__).parents[1] / "cases" / "sources"
FAULTS = ("500", "503", "429", "cut", "silence", "drip", "hang_up", "redirect_inside", "wrong_type", "endless")


class SourceSite:
    """A server that plays every source; `faults` are met one after the other before answers come again."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self.faults: list[str] = []
        self.answers: dict[str, bytes] = {}
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.url = ""

    def body_of(self, path: str) -> bytes | None:
        """Return what the source of an address answers; None for what it does not know."""
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for told, body in self.answers.items():
            if told in path:
                return body
        if parts.path.startswith("/v2/country/"):
            return _file("world_bank/unemployment.json")
        if "/eurostat/" in parts.path:
            return _file("eurostat/inflation.json")
        if parts.path.startswith("/service/data/EXR/"):
            return _file("ecb_rates/usd.csv")
        if parts.path.startswith("/v1/"):
            return _file("frankfurter/usd.json")
        if parts.path == "/v1alpha1/claims:search":
            return _file("google_fact_check/page_2.json" if "pageToken" in query else "google_fact_check/page_1.json")
        if parts.path == "/w/api.php":
            return _wikidata(query)
        return None

    def take_fault(self) -> str | None:
        """Return the next fault that is to be met, if any."""
        with self.lock:
            return self.faults.pop(0) if self.faults else None


def _file(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def _wikidata(query: dict[str, str]) -> bytes:
    action = query.get("action")
    if action == "wbsearchentities":
        return _file("wikidata/search_office.json" if "Minister" in query["search"] else "wikidata/search.json")
    if action == "wbgetclaims":
        return _file("wikidata/population.json")
    return _file("wikidata/holders.json" if action == "query" else "wikidata/persons.json")


def _handler(site: SourceSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with site.lock:
                site.hits[self.path] += 1
                site.headers.append(dict(self.headers.items()))
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                fault = site.take_fault()
                if fault:
                    FAULT_OF[fault](self, site)
                    return
                body = site.body_of(self.path)
                self.answer(200 if body is not None else 404, body or b"nothing here")
            finally:
                with site.lock:
                    site.at_once -= 1

        def answer(self, status: int, body: bytes, *, length: int | None = None, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", headers.pop("content_type", "application/json"))
            self.send_header("Content-Length", str(len(body) if length is None else length))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _cut(handler: BaseHTTPRequestHandler, site: SourceSite) -> None:
    body = site.body_of(handler.path) or b"{}"
    handler.answer(200, body[: len(body) // 2], length=len(body))  # type: ignore[attr-defined]
    handler.close_connection = True
    handler.connection.close()


def _drip(handler: BaseHTTPRequestHandler, site: SourceSite) -> None:
    handler.answer(200, b"[", length=10_000)  # type: ignore[attr-defined]
    for _ in range(40):
        time.sleep(0.1)
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return


def _silence(handler: BaseHTTPRequestHandler, site: SourceSite) -> None:
    time.sleep(1.5)
    handler.close_connection = True


def _hang_up(handler: BaseHTTPRequestHandler, site: SourceSite) -> None:
    handler.close_connection = True
    handler.connection.close()


FAULT_OF: dict[str, Callable[..., None]] = {
    "500": lambda handler, _: handler.answer(500, b"oops"),
    "503": lambda handler, _: handler.answer(503, b"busy"),
    "429": lambda handler, _: handler.answer(429, b"slower", Retry_After="3600"),
    "cut": _cut,
    "drip": _drip,
    "silence": _silence,
    "hang_up": _hang_up,
    "redirect_inside": lambda handler, _: handler.answer(302, b"", Location="http://169.254.169.254/latest/meta-data"),
    "wrong_type": lambda handler, _: handler.answer(200, b"\x89PNG", content_type="image/png"),
    "endless": lambda handler, _: handler.answer(200, b"[" * 200_000),
}


@contextmanager
def source_site() -> Iterator[SourceSite]:
    """Serve the sources on a free port of loopback within the block."""
    site = SourceSite()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
