"""Asking many hosts at once, one request at a time to each, and handing on in an order that no timing changes.

Each host has a queue. Answers are handed on as if every host answered at once and then paused as long as politeness asks:
whoever pauses longer comes up less often, and holds nobody up. What has come and is not handed on yet is bounded in bytes.
"""

import heapq
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from queue import SimpleQueue
from typing import Generic, Self, TypeVar

from flows.fetched import Fetched, NotFetched
from flows.politeness import host_of
from flows.web import Door
from flows.web_time import LeftForNextRun, WebTime

T = TypeVar("T")

LEAST_STEP_SECONDS = 0.1  # a request takes time even where no pause is asked for: hosts take turns
MOST_WAITING_BYTES = 64_000_000  # that have come and were not handed on
_NEVER = datetime.min.replace(tzinfo=UTC)
_MANY = 100  # pages of a host, which one run may not come to the end of


@dataclass(slots=True, order=True)
class Job(Generic[T]):
    """One address to ask: its place among all others, and for what it is asked."""

    key: tuple[int, ...]
    url: str = field(compare=False)
    about: T = field(compare=False)
    result: Fetched | NotFetched | LeftForNextRun | None = field(compare=False, default=None)
    began_at: datetime = field(compare=False, default_factory=lambda: datetime.now(UTC))
    seconds: float = field(compare=False, default=0.0)  # from then to its result

    @property
    def bytes(self) -> int:
        """How much there is of its answer."""
        return len(self.result.content) if isinstance(self.result, Fetched) else 0


@dataclass(slots=True, order=True)
class _Host(Generic[T]):
    number: int
    unasked: list[Job[T]] = field(compare=False, default_factory=list)  # both are heaps
    undelivered: list[Job[T]] = field(compare=False, default_factory=list)
    delay: float = field(compare=False, default=0.0)
    asked: int = field(compare=False, default=0)
    is_settled: bool = field(compare=False, default=False)  # in the order of whose turn it is
    began: float | None = field(compare=False, default=None)  # when it was asked first
    ready_at: float | None = field(compare=False, default=None)  # when it may be asked next; None where it need not be
    due_at: float = field(compare=False, default=0.0)  # when it comes up to be handed on, on the clock of that
    is_due: bool = field(compare=False, default=False)
    leading: list[Job[T]] = field(compare=False, default_factory=list)  # what they lead to comes before what is behind


class Fetching(Generic[T]):
    """What is being asked in one run. Jobs are added and taken by one thread; others ask.

    `named` tells for which address that was named a job is asked, and whose share of the run's time it takes.
    """

    def __init__(  # noqa: PLR0913 - what is asked, how, for whom and for how long
        self,
        door: Door,
        *,
        ask: Callable[[Job[T], Door], Fetched] = lambda job, door: door.fetch(job.url),
        leads_on: Callable[[Job[T]], bool] = lambda _job: False,
        asked_before: Callable[[list[str]], Mapping[str, datetime]] = lambda _urls: {},
        named: Callable[[Job[T]], Hashable] = lambda _job: None,
        web_time: WebTime | None = None,
    ) -> None:
        self._door, self._limits = door, door.limits
        self._named, self._time_of_web = named, web_time or WebTime(door.limits)
        self._ask_door, self._leads_on, self._asked_before = ask, leads_on, asked_before
        self._context = copy_context()  # of whoever takes the jobs, so that what asks knows on whose behalf
        self._hosts: dict[str, _Host[T]] = {}
        self._lock = threading.RLock()
        self._changed, self._arrived = threading.Condition(self._lock), threading.Condition(self._lock)
        self._ready: list[tuple[float, _Host[T]]] = []
        self._due: list[tuple[float, _Host[T]]] = []
        self._now = 0.0  # on the clock of handing on
        self._awaited: _Host[T] | None = None
        self._waiting_bytes = self._asking = self._workers = 0
        self._handed: SimpleQueue[_Host[T] | None] = SimpleQueue()
        self._fault: BaseException | None = None
        self._is_closed = False
        threading.Thread(target=self._guarded, args=(self._dispatch,), name="fetching", daemon=True).start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Let no further request begin; those under way end by themselves."""
        with self._lock:
            self._is_closed = True
            self._changed.notify_all()
            for _ in range(self._workers):
                self._handed.put(None)

    def add(self, jobs: Iterable[Job[T]]) -> None:
        """Add jobs; those of one host are asked in the order of their keys."""
        added = dict[str, _Host[T]]()
        with self._lock:
            for job in jobs:
                name = host_of(job.url)
                host = added[name] = self._hosts.setdefault(name, _Host(len(self._hosts)))
                heapq.heappush(host.unasked, job)
                heapq.heappush(host.undelivered, job)
                self._expect(host)
        for host in added.values():
            host.is_settled = False
        for host in self._in_turn(list(added.values())):
            self._settle_order(host)
            with self._lock:
                self._offer(host)

    def _in_turn(self, hosts: list[_Host[T]]) -> list[_Host[T]]:
        """Return hosts as they are asked and handed on where they wait for one another: those longest unasked first."""
        if len(hosts) <= self._limits.most_hosts:
            return hosts
        with self._lock:
            urls = [job.url for host in hosts for job in host.unasked]
        before = self._asked_before(urls)
        with self._lock:
            for host in hosts:
                _unasked_first(host, before)
                host.is_settled = True
            places = sorted(host.number for host in hosts)
            hosts.sort(key=lambda host: min((before.get(each.url, _NEVER) for each in host.unasked), default=_NEVER))
            for place, host in zip(places, hosts, strict=True):
                host.number = place
            heapq.heapify(self._due)
            heapq.heapify(self._ready)
        return hosts

    def __iter__(self) -> Iterator[Job[T]]:
        """Yield the jobs with their results until none is left; more may be added meanwhile."""
        while True:
            with self._lock:
                if not self._due:
                    return
                self._now, host = heapq.heappop(self._due)
                job = self._wait_for(host)
                host.due_at = self._now + max(host.delay, LEAST_STEP_SECONDS)
                host.is_due = False
                self._expect(host)
            yield job
            with self._lock:
                if job in host.leading:
                    host.leading.remove(job)
                    self._offer(host)

    def _expect(self, host: _Host[T]) -> None:
        """Let the host come up again, where anything of it is left to be handed on."""
        if host.undelivered and not host.is_due:
            host.is_due = True
            heapq.heappush(self._due, (max(host.due_at, self._now), host))

    def _wait_for(self, host: _Host[T]) -> Job[T]:
        """Take the host's first job once its answer is there."""
        self._awaited, self._context = host, copy_context()
        self._changed.notify()
        while (job := host.undelivered[0]).result is None and self._fault is None:
            self._arrived.wait()
        if self._fault is not None:
            raise self._fault
        self._awaited = None
        heapq.heappop(host.undelivered)
        self._waiting_bytes -= job.bytes
        if isinstance(job.result, Fetched) and self._time_of_web.is_over():  # reading takes time too
            job.result = self._time_of_web.at_its_end()
        self._changed.notify()
        return job

    def _offer(self, host: _Host[T]) -> None:
        """Let the host be asked when its turn comes, where it has anything to be asked and time left in this run."""
        if not host.unasked or host.ready_at is not None or self._is_closed:
            return
        if host.leading and min(host.leading) < host.unasked[0]:
            return  # what its answer leads to comes first
        ready_at = max(time.monotonic(), self._door.free_at(host.unasked[0].url) + host.delay)
        if host.began is not None and ready_at > host.began + self._limits.site_seconds:
            self._leave(host, self._time_of_web.of_host(host_of(host.unasked[0].url), host.delay))
            return
        if self._time_of_web.is_over(ready_at):
            self._leave(host, self._time_of_web.at_its_end())
            return
        host.ready_at = ready_at
        heapq.heappush(self._ready, (ready_at, host))
        self._changed.notify()

    def _leave(self, host: _Host[T], left: LeftForNextRun) -> None:
        """Leave what the host has not been asked to the next run; one that would not come to a page then either, for good."""
        for job in host.unasked:
            job.began_at = datetime.now(UTC)
            if host.delay > self._limits.site_seconds:
                rule = f"its robots.txt asks for {host.delay:.0f} s between requests"
                job.result = NotFetched("blocked", rule, "Raise web.site_seconds above that, or leave it out")
            else:
                job.result = left
        host.unasked.clear()
        self._arrived.notify_all()

    def _dispatch(self) -> None:
        """Hand hosts to threads as their turns come."""
        with self._lock:
            while not self._is_closed:
                host, wait_seconds = self._next_ready()
                if host is None:
                    self._changed.wait(wait_seconds)
                    continue
                host.ready_at = inf  # it is being asked
                host.began = host.began or time.monotonic()
                if self._asking == self._workers:
                    self._workers += 1
                    threading.Thread(target=self._guarded, args=(self._work,), name="fetching", daemon=True).start()
                self._asking += 1
                self._handed.put(host)

    def _next_ready(self) -> tuple[_Host[T] | None, float | None]:
        """Return a host whose turn it is, else how long to wait for one; None is until something changes."""
        if self._asking >= self._limits.most_hosts:
            return None, None
        if self._waiting_bytes >= MOST_WAITING_BYTES:
            awaited = self._awaited  # alone brings on what else waits
            if awaited is None or awaited.ready_at in {None, inf}:
                return None, None
            candidate, ready_at = awaited, float(awaited.ready_at or 0)
        else:
            while self._ready and self._ready[0][1].ready_at != self._ready[0][0]:
                heapq.heappop(self._ready)  # it was handed out by the way above
            if not self._ready:
                return None, None
            ready_at, candidate = self._ready[0]
        left = ready_at - time.monotonic()
        return (candidate, None) if left <= 0 else (None, left)

    def _work(self) -> None:
        while (host := self._handed.get()) is not None:
            self._ask(host)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do a thread's work; what it stumbles over is raised where the jobs are taken."""
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - see above
            with self._lock:
                self._fault = fault
                self._arrived.notify_all()

    def _ask(self, host: _Host[T]) -> None:
        """Ask the host's rules, or else its next page; it is offered again when the answer is there."""
        with self._lock:
            if self._is_closed:
                return
            job = host.unasked[0]
            if left := self._time_of_web.left_out(self._named(job)):
                self._answered(host, heapq.heappop(host.unasked), left)
                return
            learns = not self._door.knows(job.url)
            if not learns:
                heapq.heappop(host.unasked)
        began, job.began_at = time.monotonic(), datetime.now(UTC)
        if learns:
            self._learn(host, job.url)
            self._time_of_web.note(self._named(job), time.monotonic() - began)
            return
        try:
            result: Fetched | NotFetched = self._context.copy().run(self._ask_door, job, self._door)
        except NotFetched as failure:
            result = failure
        job.seconds = time.monotonic() - began
        self._time_of_web.note(self._named(job), job.seconds)
        host.asked += 1
        self._settle_order(host)
        with self._lock:
            self._answered(host, job, result)

    def _learn(self, host: _Host[T], url: str) -> None:
        host.delay = max(host.delay, self._door.learn(url))
        self._settle_order(host)
        with self._lock:
            self._done(host)

    def _answered(self, host: _Host[T], job: Job[T], result: Fetched | NotFetched | LeftForNextRun) -> None:
        job.result = result
        host.leading += [job] if self._leads_on(job) else []
        self._waiting_bytes += job.bytes
        self._arrived.notify()
        self._done(host)

    def _done(self, host: _Host[T]) -> None:
        host.ready_at = None
        self._asking -= 1
        self._offer(host)
        self._changed.notify()

    def _settle_order(self, host: _Host[T]) -> None:
        """Let a host that has more pages than it can be asked in one run begin with those that had no turn yet."""
        used = time.monotonic() - host.began if host.began else 0.0
        pace = max(host.delay, used / host.asked if host.asked else 0.0)
        pages = len(host.unasked)
        if host.is_settled or (pages <= _MANY and used + pages * pace <= self._limits.site_seconds):
            return
        with self._lock:
            urls = [job.url for job in host.unasked]
        before = self._asked_before(urls)
        with self._lock:
            _unasked_first(host, before)
            host.is_settled = True


def _unasked_first(host: _Host[T], before: Mapping[str, datetime]) -> None:
    """Put addresses that were never asked first, and then those that were asked longest ago: each has its turn."""
    if not before:
        return
    ranked = sorted(host.unasked, key=lambda job: (before.get(job.url, _NEVER), job.key))
    places = sorted(job.key for job in host.unasked)
    for place, job in zip(places, ranked, strict=True):
        job.key = place
    heapq.heapify(host.unasked)
    heapq.heapify(host.undelivered)
