"""Manners towards each site: what its robots.txt forbids, and how long to wait between two requests."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from urllib.parse import urlsplit

from protego import Protego

from flows.limits import ROBOT

LARGEST_ROBOTS_CHARACTERS = 500_000  # what is beyond need not be read (RFC 9309)


class Rules:
    """What one site's robots.txt says to us."""

    def __init__(self, text: str = "") -> None:
        self._robots = Protego.parse(text[:LARGEST_ROBOTS_CHARACTERS])

    def allow(self, url: str) -> bool:
        """Tell whether the address may be asked."""
        return self._robots.can_fetch(url, ROBOT)

    @property
    def delay_seconds(self) -> float:
        """How long the site asks to be left alone between two requests."""
        rate = self._robots.request_rate(ROBOT)
        try:
            between = rate.seconds / rate.requests if rate and rate.requests else 0.0
        except OverflowError:  # hundreds of digits, which are whole numbers here
            between = inf
        return max(self._robots.crawl_delay(ROBOT) or 0.0, between)


def site_of(url: str) -> str:
    """Return what has one robots.txt: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Return what is asked one request at a time: host and port."""
    return urlsplit(url).netloc.lower()


class Turns:
    """Waits until a host may be asked again; many threads may, and each host has one of them at a time."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._free_at: dict[str, float] = {}
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)

    @contextmanager
    def alone(self, url: str) -> Iterator[float]:
        """Keep other threads from asking the host within the block; yields the seconds waited for them."""
        began = time.monotonic()
        with self._locks[host_of(url)]:
            yield time.monotonic() - began

    def free_at(self, url: str) -> float:
        """Return when the host was asked last, on the monotonic clock; 0 if it never was."""
        return self._free_at.get(host_of(url), 0.0)

    def left(self, url: str, delay_seconds: float) -> float:
        """Return the seconds until the host's turn, which comes `delay_seconds` after its last one."""
        return max(0.0, self.free_at(url) + delay_seconds - time.monotonic())

    def wait(self, url: str, delay_seconds: float) -> float:
        """Wait for the host's turn; return the seconds waited."""
        if waited := self.left(url, delay_seconds):
            self._sleep(waited)
        return waited

    def note(self, url: str) -> None:
        """Remember that the host was asked just now."""
        self._free_at[host_of(url)] = time.monotonic()
