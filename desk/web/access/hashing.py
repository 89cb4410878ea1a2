"""A few threads for argon2, which costs a processor a tenth of a second: who signs in never slows who reads."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from desk.web.access.passwords import Passwords

_AT_ONCE = 2
_MOST_WAITING = 16
Made = TypeVar("Made")


class TooManyAtOnce(Exception):  # noqa: N818 - named by what is the case
    """More people sign in at this moment than can be checked soon."""


class Hashing:
    """Runs checks of passwords, two at a time and a bounded number waiting."""

    def __init__(self, passwords: Passwords, most_waiting: int = _MOST_WAITING) -> None:
        """Start no thread before the first check."""
        self.passwords = passwords
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords")
        self._lock = threading.Lock()
        self._under_way = 0
        self._most = most_waiting

    async def run(self, work: Callable[[Passwords], Made]) -> Made:
        """Return what the work makes of the passwords. Raises `TooManyAtOnce`."""
        with self._lock:
            if self._under_way >= self._most:
                raise TooManyAtOnce
            self._under_way += 1
        future = self._threads.submit(self._counted, work)
        return await asyncio.wrap_future(future)

    def _counted(self, work: Callable[[Passwords], Made]) -> Made:
        try:
            return work(self.passwords)
        finally:
            with self._lock:
                self._under_way -= 1
