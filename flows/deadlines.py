"""Connections that keep a deadline for the whole answer: a server that sends a byte now and then holds nobody up.

Timeouts of sockets count from one piece to the next, so each read here waits for what is left of the deadline at most.
"""

import io
import socket
import time
from contextvars import ContextVar
from http.client import HTTPResponse
from math import inf
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

DEADLINE: ContextVar[float] = ContextVar("DEADLINE", default=inf)
"""When, on the monotonic clock, whatever is asked in this context has to be complete."""


class _TimedFile(io.RawIOBase):
    """Reads a socket's file until the deadline."""

    def __init__(self, file: Any, sock: socket.socket, deadline: float) -> None:
        self._file, self._sock, self._deadline = file, sock, deadline
        self._silence = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline for the whole answer has passed")
        self._sock.settimeout(left if self._silence is None else min(left, self._silence))
        count: int | None = self._file.readinto(buffer)
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """An answer whose status line, headers and body all have to come before the deadline."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()  # of the buffered file around it
        if DEADLINE.get() != inf:
            raw = _TimedFile(raw, sock, DEADLINE.get())
        self.fp = io.BufferedReader(raw)


class _TimedHTTPConnection(HTTPConnection):
    response_class = _TimedResponse


class _TimedHTTPSConnection(HTTPSConnection):
    response_class = _TimedResponse


class _TimedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _TimedHTTPConnection


class _TimedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _TimedHTTPSConnection


TIMED_POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _TimedHTTPPool, "https": _TimedHTTPSPool}
