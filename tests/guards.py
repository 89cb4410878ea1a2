"""Guards against what does not end: with a margin so wide that a busy machine never meets them. What things cost is a bench's."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

WIDE_SECONDS = 120.0


@contextmanager
def ends(seconds: float = WIDE_SECONDS) -> Iterator[None]:
    """Fail inside the block where it does not end: instead of a test that hangs."""
    assert threading.current_thread() is threading.main_thread()

    def fail(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"it had not ended after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
