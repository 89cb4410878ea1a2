"""The one door outwards: every request to any site goes through `Door.fetch`, which ends in an answer or in `NotFetched`.

docs/web.md has the table of outcomes. Nothing here waits longer than the deadline of the limits, politeness aside.
"""

import re
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import Self

from requests import Response
from requests.utils import get_encoding_from_headers
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from claims.metadata import web_address
from flows.deadlines import DEADLINE
from flows.failures import FAILURES, failure_of_error, failure_of_status
from flows.fetched import Fetched, NotFetched
from flows.limits import WebLimits, user_agent
from flows.politeness import Rules, Turns, site_of
from flows.sessions import Sessions, type_of

_FOREIGN_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_WITH_RETRY_AFTER = {429, 503}
_chance = SystemRandom()


class Door:
    """An open way to the web, for one run: its connections, its cache, and its memory of each site's rules.

    Many threads may fetch at once; each host is asked by one of them at a time.
    """

    def __init__(
        self,
        limits: WebLimits | None = None,
        *,
        contact: str | None = None,
        cache: Path | None = None,
        asks_rules: bool = True,
    ) -> None:
        """Open a door; one to a programme's own interface `asks_rules` not: robots.txt speaks of pages, its terms of that."""
        self.limits = limits or WebLimits()
        self._sessions = Sessions(self.limits, user_agent(contact), cache)
        self._turns = Turns()
        self._rules: dict[str, Rules | NotFetched] = {}
        self._asks_rules = asks_rules
        self._asked = threading.local()  # how, for whom: each thread's own, as each has an address of its own

    def __enter__(self) -> Self:
        """Return the door itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections and the cache."""
        self._sessions.close()

    def fetch(self, url: str, *, tries: int | None = None, headers: Mapping[str, str] | None = None) -> Fetched:
        """Return what stands at the address, after redirects and retries; raises NotFetched and nothing else of its own.

        It is tried as often as the limits say, or `tries` times where whoever asks tries again himself. `headers` go to the
        site of the address and to no other that it may redirect to.
        """
        self._asked.tries = tries or self.limits.tries
        address = web_address(url)
        if address is None:
            raise NotFetched("broken", "it is no web address", "Write it as https://host/path")
        self._asked.headers, self._asked.site = dict(headers or {}), site_of(address)
        self._sessions.own.cookies.clear()  # sites may set some on the way; the next address starts afresh
        return self._follow(url, address)

    def knows(self, url: str) -> bool:
        """Tell whether the site's rules were asked in this run."""
        return site_of(web_address(url) or url) in self._rules

    def learn(self, url: str) -> float:
        """Ask the site's rules, and return the seconds between two requests; no more than our own where it has none."""
        address = web_address(url) or url
        with self._turns.alone(address), suppress(NotFetched):
            return max(self.limits.delay_seconds, self._rules_of(site_of(address)).delay_seconds)
        return self.limits.delay_seconds

    def free_at(self, url: str) -> float:
        """Return when the host was asked last, on the monotonic clock; 0 if it never was."""
        return self._turns.free_at(web_address(url) or url)

    def _follow(self, url: str, address: str) -> Fetched:
        """Go from redirect to redirect; each hop is checked, asked for politely and counted."""
        visited, moved_to = [address], None
        deadline = time.monotonic() + self.limits.timeout_seconds
        while True:
            here = visited[-1]
            try:
                with self._turns.alone(here) as waited:
                    deadline += waited + self._wait_politely(here)
                    response, tries = self._try(here, deadline)
            except NotFetched as failure:
                raise failure.led_to(here) if len(visited) > 1 else failure from failure.__cause__
            if response.status_code not in _REDIRECTS:
                return self._answer(url, here, response, moved_to, tries)
            there = self._next_hop(here, response, visited)
            if response.status_code in _PERMANENT and moved_to == (here if len(visited) > 1 else None):
                moved_to = there
            visited.append(there)

    def _next_hop(self, here: str, response: Response, visited: list[str]) -> str:
        """Return where a redirect leads; raises NotFetched when that is nowhere, elsewhere than the web, or in circles."""
        target = response.headers.get("Location", "")
        there = web_address(target, base=here) if target else None
        if there is None:
            scheme = _FOREIGN_SCHEME.match(target)
            rule = f"it redirects to {scheme[0]}, which is not the web" if scheme else "it redirects to no address"
            raise NotFetched(
                "blocked" if scheme else "broken", rule, "Look at it in a browser", status=response.status_code
            )
        if visited.count(there) > 1:  # once more may be right: a site that sets a cookie and asks again
            raise NotFetched(
                "broken", "its redirects lead in circles", "Look at it in a browser", status=response.status_code
            )
        if len(visited) > self.limits.most_redirects:
            rule = f"it redirects more than {self.limits.most_redirects} times"
            raise NotFetched("broken", rule, "Name the address where it ends", status=response.status_code)
        return there

    def _wait_politely(self, address: str) -> float:
        """Ask the site's rules and wait for its turn; return the seconds waited. Raises NotFetched."""
        if not self._asks_rules:
            return self._turns.wait(address, self.limits.delay_seconds)
        rules = self._rules_of(site_of(address))
        if not rules.allow(address):
            raise NotFetched("blocked", "its robots.txt forbids it", "Ask the outlet for leave, or leave it out")
        delay = max(self.limits.delay_seconds, rules.delay_seconds)
        if self._turns.left(address, delay) > self.limits.timeout_seconds:
            rule = f"its robots.txt asks for {delay:.0f} s between requests"
            raise NotFetched("blocked", rule, "Raise web.timeout_seconds above that, or leave it out")
        return self._turns.wait(address, delay)

    def _rules_of(self, site: str) -> Rules:
        """Return what a site's robots.txt says, asked once a run; one that cannot be had forbids all (RFC 9309)."""
        if site not in self._rules:
            self._rules[site] = self._ask_rules(site)
        rules = self._rules[site]
        if isinstance(rules, NotFetched):
            raise rules
        return rules

    def _ask_rules(self, site: str) -> Rules | NotFetched:
        address, deadline = f"{site}/robots.txt", time.monotonic() + self.limits.timeout_seconds
        try:
            for _ in range(self.limits.most_redirects + 1):
                response, _tries = self._try(address, deadline)
                if response.status_code not in _REDIRECTS:
                    return Rules(response.content.decode("utf-8", "replace") if response.status_code < 300 else "")
                address = self._next_hop(address, response, [address])
        except NotFetched as failure:
            if failure.outcome == "gone" or (failure.status and 400 <= failure.status < 500 and failure.status != 429):
                return Rules()  # there is none
            if failure.status is None:
                return failure  # the site as a whole cannot be had, and that is what is to be said
            rule = f"its robots.txt cannot be had ({failure.rule})"
            return NotFetched("blocked", rule, "It is tried again with the next run", status=failure.status)
        return Rules()  # redirects without end count as none

    def _try(self, address: str, deadline: float) -> tuple[Response, int]:
        """Ask until it succeeds, may not succeed, or the tries or the time are used up; return the number of tries too."""
        most = getattr(self._asked, "tries", self.limits.tries)
        for tries in range(1, most + 1):
            try:
                return self._ask(address, deadline), tries
            except NotFetched as failure:
                failure.tries = tries
                pause = self._pause_before_next(failure, tries)
                if not failure.passes or tries == most or time.monotonic() + pause >= deadline:
                    raise
            time.sleep(pause)
        raise AssertionError("limits.tries is at least one")

    def _pause_before_next(self, failure: NotFetched, tries: int) -> float:
        """Return the seconds until the next try: what the server asked for, else twice as long each time, with some chance."""
        if failure.not_before:
            return max(0.0, (failure.not_before - datetime.now(UTC)).total_seconds())
        return float(self.limits.retry_pause_seconds * 2 ** (tries - 1) * _chance.uniform(0.8, 1.2))

    def _ask(self, address: str, deadline: float) -> Response:
        """Make one request; raises NotFetched for an error and for a status that gives nothing to read."""
        token = DEADLINE.set(deadline)
        try:
            own = self._asked.headers if site_of(address) == getattr(self._asked, "site", None) else None
            response = self._sessions.own.get(address, headers=own)
        except FAILURES as error:
            raise failure_of_error(error, self.limits, is_late=time.monotonic() >= deadline) from error
        finally:
            DEADLINE.reset(token)
            self._turns.note(address)
        if response.status_code in _REDIRECTS or response.status_code == 200:
            return response
        raise failure_of_status(response.status_code, _not_before(response))

    def _answer(self, url: str, here: str, response: Response, moved_to: str | None, tries: int) -> Fetched:
        if not response.content:
            raise NotFetched("broken", "its answer is empty", "Look at it in a browser", status=response.status_code)
        return Fetched(
            url=url,
            final_url=here,
            content=response.content,
            content_type=type_of(response),
            charset=get_encoding_from_headers(response.headers)
            if "charset" in response.headers.get("Content-Type", "")
            else None,
            unchanged=bool(getattr(response, "revalidated", False)),
            moved_to=moved_to,
            tries=tries,
        )


def _not_before(response: Response) -> datetime | None:
    """Return when a busy server wants to be asked again, a year from now at most."""
    words = response.headers.get("Retry-After")
    if words and response.status_code in _WITH_RETRY_AFTER:
        with suppress(InvalidHeader, ValueError, OverflowError):
            seconds = Retry(retry_after_max=365 * 86_400).parse_retry_after(words)
            return datetime.now(UTC) + timedelta(seconds=seconds)
    return None
