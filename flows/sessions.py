"""The session that every request goes through: bounded in bytes and time, checked in its address, kept on disk.

An answer with an ETag or a Last-Modified is kept, and asked for again under the condition that it has changed.
"""

import sqlite3
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from requests import PreparedRequest, Response
from requests_cache import CacheMixin
from requests_cache.backends.base import BaseCache
from requests_cache.backends.sqlite import SQLiteCache

from flows.addresses import CheckedAdapter
from flows.limits import WebLimits

KEPT_SECONDS = 30 * 86_400  # of an answer that nobody has asked for since
_PIECE_BYTES = 65_536
ACCEPTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
READABLE_TYPES = ("text/", "application/xhtml+xml", "application/xml", "application/json", "application/octet-stream", "application/gzip", "application/x-gzip", "application/warc", "application/x-ndjson", "application/jsonl", "binary/octet-stream", "application/vnd.sdmx.data+csv")  # fmt: skip


class TooLarge(requests.RequestException):
    """The answer has more bytes than are read."""


class WrongType(requests.RequestException):
    """The answer is declared as something that no article is: a picture, a recording, a document."""


class _Quiet:
    """Keeps back what the library tells, with its traceback, of a cookie of nonsense that it leaves out.

    Filters of warnings belong to the whole process: the first thread in sets it, the last one out takes it away.
    """

    def __init__(self) -> None:
        self._lock, self._inside = threading.Lock(), 0
        self._filters = warnings.catch_warnings()

    @contextmanager
    def about_cookies(self) -> Iterator[None]:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._filters = warnings.catch_warnings()
                self._filters.__enter__()
                warnings.filterwarnings("ignore", message="http.cookiejar bug")
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                if not self._inside:
                    self._filters.__exit__(None, None, None)


_QUIET = _Quiet()


class _BoundedSession(requests.Session):
    """Reads each answer whole, within the bounds, and follows no redirect by itself."""

    def __init__(self, limits: WebLimits, agent: str) -> None:
        super().__init__()
        self.limits = limits
        self.trust_env = False  # a proxy would resolve names itself, and .netrc holds passwords
        self.headers.update({"User-Agent": agent, "Accept": ACCEPTED})
        for scheme, is_https in (("http://", False), ("https://", True)):
            self.mount(scheme, CheckedAdapter(is_https_proto=is_https, allow_loopback=limits.allow_loopback))

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """Send the request; raises TooLarge and WrongType besides what requests raises."""
        timeout = (self.limits.connect_seconds, self.limits.silence_seconds)
        with _QUIET.about_cookies():
            response = super().send(request, **kwargs | {"stream": True, "allow_redirects": False, "timeout": timeout})
        try:
            # So that neither requests nor the cache reads on by itself.
            response._content = self._read(response)  # noqa: SLF001
        finally:
            response.close()
        return response

    def _read(self, response: Response) -> bytes:
        """Return the body of a good answer, unpacked; that of any other is not looked at."""
        if response.status_code != requests.codes.ok:
            return b""
        content_type = type_of(response)
        if (
            content_type
            and not content_type.startswith(READABLE_TYPES)
            and not content_type.endswith(("+xml", "+json"))
        ):
            raise WrongType(content_type, response=response)
        most = self.limits.most_bytes
        declared = response.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > most:
            raise TooLarge(f"{int(declared)} bytes", response=response)
        pieces, size = [], 0
        for piece in response.iter_content(_PIECE_BYTES):
            size += len(piece)
            if size > most:
                raise TooLarge(f"more than {most} bytes", response=response)
            pieces.append(piece)
        return b"".join(pieces)


class WebSession(CacheMixin, _BoundedSession):
    """A bounded session that keeps what can be asked for conditionally, and always asks."""


def type_of(response: Response) -> str:
    """Return the declared content type in lower case, without parameters."""
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Sessions:
    """One session for each thread, all with the same cache; without a file it is in memory."""

    def __init__(self, limits: WebLimits, agent: str, cache_file: Path | None) -> None:
        self._limits, self._agent = limits, agent
        self._cache = _open_cache(cache_file) if cache_file else BaseCache()
        self._threads = threading.local()
        self._opened: list[WebSession] = []

    @property
    def own(self) -> WebSession:
        """The session of this thread."""
        session: WebSession | None = getattr(self._threads, "session", None)
        if session is None:
            session = WebSession(backend=self._cache, expire_after=0, limits=self._limits, agent=self._agent)
            self._threads.session = session
            self._opened.append(session)
        return session

    def close(self) -> None:
        """Close the connections and the cache."""
        for session in self._opened:
            session.close()  # type: ignore[no-untyped-call]  # the library's
        self._cache.close()  # type: ignore[no-untyped-call]  # the library's


def _open_cache(file: Path) -> SQLiteCache:
    """Open the cache without what nobody has asked for in a month; a file that is damaged is begun anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        cache = SQLiteCache(file, serializer="json", wal=True)
        _forget_old(cache)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for each in (file, *file.parent.glob(f"{file.name}-*")):
            each.unlink(missing_ok=True)
        cache = SQLiteCache(file, serializer="json", wal=True)
    return cache


def _forget_old(cache: SQLiteCache) -> None:
    """Drop the answers that were last confirmed too long ago: `expires` is that moment, since we always ask again."""
    with cache.responses.connection(commit=True) as connection:
        connection.execute("DELETE FROM responses WHERE expires < ?", [time.time() - KEPT_SECONDS])


def forget_answers(file: Path, urls: Sequence[str]) -> None:
    """Drop what is kept of the addresses, and what lies of it in free pages of the file."""
    if not file.exists() or not urls:
        return
    cache = _open_cache(file)
    cache.delete(urls=list(urls))
    cache.responses.vacuum()  # type: ignore[no-untyped-call]  # the library's
    cache.close()  # type: ignore[no-untyped-call]  # the library's
