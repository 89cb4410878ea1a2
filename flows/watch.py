"""A watch over what one input costs: computing time and memory, looked at several times a second, also inside a pattern.

Time is the processor's, so neither waiting nor a busy machine counts. The signal of a timer interrupts Python and the
engine of regular expressions; what parses in C alone gets its bounds beforehand (`claims.budget`), as no clock can stop it.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from types import FrameType
from typing import TypeVar

from claims.unreadable import Unreadable

_TICK_SECONDS = 0.2
_STATM = Path("/proc/self/statm")
_PAGE_BYTES = 4096

T = TypeVar("T")


class OverBudget(BaseException):
    """Time or memory is used up; no `except Exception` of a library may take it for a fault of its own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The most that one article may take: seconds of computing, and megabytes by which the process may grow meanwhile."""

    seconds: float = 15.0
    megabytes: float = 500.0


@contextmanager
def watched(cost: Cost) -> Iterator[None]:
    """Raise OverBudget inside the block when it takes too much.

    Only the main thread can be watched, where runs and checks do their work; elsewhere the block goes on unwatched. A
    block inside another has its own measure.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    began, held = time.process_time(), _resident_megabytes()

    def look(_signal: int, _frame: FrameType | None) -> None:
        if time.process_time() - began > cost.seconds:
            raise OverBudget(f"it takes more than {cost.seconds:g} s of computing", "budget.seconds")
        if _resident_megabytes() - held > cost.megabytes:
            raise OverBudget(f"it takes more than {cost.megabytes:,.0f} MB of memory", "budget.megabytes")

    outer = signal.signal(signal.SIGPROF, look)
    signal.siginterrupt(signal.SIGPROF, False)
    left = signal.setitimer(signal.ITIMER_PROF, _TICK_SECONDS, _TICK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *left)
        # One that is still under way must find somebody: the system's own answer to it is to end the process.
        signal.signal(signal.SIGPROF, _pass if outer is signal.SIG_DFL else outer)


def _pass(_signal: int, _frame: FrameType | None) -> None:
    """Take a signal that came too late."""


def within(reads: Iterator[T], name: str, cost: Cost) -> Iterator[T | Unreadable]:
    """Yield what is read, each thing under watch; what takes too much, or fails as nobody foresaw, is refused and ends it.

    OSError is the caller's to tell.
    """
    while True:
        try:
            with watched(cost):
                read = next(reads)
        except StopIteration:
            return
        except OverBudget as over:
            yield refusal_of(over, name)
            return
        except (OSError, Unreadable):
            raise
        except Exception as error:  # noqa: BLE001 - one input must not cost the others; it is told where it stumbled
            yield Unreadable(name, f"it cannot be read ({where(error)})", "Report it with the input")
            return
        yield read


def refusal_of(over: OverBudget, name: str) -> Unreadable:
    """Return the refusal of what took too much."""
    rule, setting = over.args
    return Unreadable(name, rule, f"Split it, or raise {setting}")


def where(error: Exception) -> str:
    """Name an error and the place in the program where it was raised."""
    *_, last = extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(last.filename).name}: {error}"[:300]


def _resident_megabytes() -> float:
    """Return the memory that the process holds; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE_BYTES / 1e6
    except OSError:
        return 0.0
