"""The time that a run gives: to a host, to an address that was named with all that it leads to, and to the web as a whole.

What is left when it is over is named, and comes with the next run.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Hashable

from flows.limits import WebLimits


class LeftForNextRun(Exception):  # noqa: N818 - named by what is the case
    """No time was left in this run: `rule` says whose, `next_step` what gives it more."""

    def __init__(self, rule: str, next_step: str) -> None:
        super().__init__(rule, next_step)
        self.rule = rule
        self.next_step = next_step


class WebTime:
    """What of a run's time was used, and by whom; many threads may note it."""

    def __init__(self, limits: WebLimits) -> None:
        """Begin the run's time."""
        self.limits = limits
        self.ends_at = time.monotonic() + limits.run_seconds
        self._used: defaultdict[Hashable, float] = defaultdict(float)
        self._lock = threading.Lock()

    def note(self, named: Hashable, seconds: float) -> None:
        """Count the seconds that a request took for an address that was named."""
        with self._lock:
            self._used[named] += seconds

    def left_out(self, named: Hashable) -> LeftForNextRun | None:
        """Return why nothing more is asked for an address that was named; None while there is time."""
        if self.is_over():
            return self.at_its_end()
        if self._used[named] > self.limits.site_seconds:
            rule = f"the sites that it leads to take more than {self.limits.site_seconds:,.0f} s together"
            return LeftForNextRun(rule, "Raise web.site_seconds, or let it run more often")
        return None

    def is_over(self, at: float | None = None) -> bool:
        """Tell whether the run's time for the web is over, now or at a moment to come."""
        return (time.monotonic() if at is None else at) > self.ends_at

    def at_its_end(self) -> LeftForNextRun:
        """Return what is said of everything that is left at the end of the run's time."""
        rule = f"the run has had its {self.limits.run_seconds:,.0f} s of the web"
        return LeftForNextRun(rule, "Raise web.run_seconds, or let it run more often")

    def of_host(self, host: str, pause_seconds: float) -> LeftForNextRun:
        """Return what is said of a host that has had its time."""
        is_long = pause_seconds > self.limits.delay_seconds
        why = f"asks for {pause_seconds:g} s between requests" if is_long else "answers slowly"
        return LeftForNextRun(f"{host} {why}", "Raise web.site_seconds, or let it run more often")
