"""What a child process says is passed on, until the end is under way: what it says of its own end by a signal tells nobody anything."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


class Relay:
    """Passes lines on to this process's stderr; `log` is for the child to write to."""

    def __init__(self, log: IO[bytes]) -> None:
        self.log = log
        self._is_over = threading.Event()

    @contextmanager
    def until(self, ending: type[BaseException]) -> Iterator[None]:
        """Pass on within the block, and nothing more once it was left by this exception."""
        try:
            yield
        except ending:
            self._is_over.set()
            raise

    def pass_on(self, lines: IO[bytes]) -> None:
        """Pass on line by line, to the last."""
        for line in lines:
            if not self._is_over.is_set():
                sys.stderr.buffer.write(line)
                sys.stderr.flush()


@contextmanager
def relay() -> Iterator[Relay]:
    """Give what passes lines on; after the block all that were written are, of children that have ended by then."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as lines:
        with os.fdopen(writing, "wb", buffering=0) as log:
            passed = Relay(log)
            thread = threading.Thread(target=passed.pass_on, args=(lines,), daemon=True)
            thread.start()
            yield passed
        thread.join(5)
