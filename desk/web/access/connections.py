"""How long a connection may keep the desk waiting, and how many there may be: an idle one costs a file of the process.

Without bounds a thousand connections that say nothing take every file that the process may open, and DuckDB, which is
refused one at the wrong moment, ends it. So the process takes as many files as the system grants, keeps half of them for
itself, and where connections run short, lets go of the one that has kept it waiting for longest.
"""

import asyncio
import resource
from typing import Literal

from uvicorn.protocols.http.h11_impl import H11Protocol

from desk.web.access.limits import ACCEPTED_AT_ONCE, BODY_SECONDS, CLIENT_SECONDS, HEADER_SECONDS, MOST_CONNECTIONS
from flows.server import CannotStart

# Those accepted and not yet counted, two or three times as many as are accepted at once, need a file each as well.
LEAST_FILES, WANTED_FILES = 2 * MOST_CONNECTIONS + 4 * ACCEPTED_AT_ONCE, 4096

_State = Literal["head", "body", "work"]


def take_files() -> int:
    """Take as many files as the process may have, and return how many; raises CannotStart where they are too few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, WANTED_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = WANTED_FILES if soft == resource.RLIM_INFINITY else soft
    if files < LEAST_FILES:
        raise CannotStart(
            f"the desk needs {LEAST_FILES} files, and may open {files}: raise the limit (ulimit -n) and start again"
        )
    return files


class BoundedProtocol(H11Protocol):
    """One connection of the desk: lets the client take only so long over each part of what it has to do."""

    most_connections = MOST_CONNECTIONS
    head_seconds = HEADER_SECONDS
    body_seconds = BODY_SECONDS + 5  # by then a late form has its answer
    client_seconds = CLIENT_SECONDS
    _state: _State = "work"
    _since = 0.0
    _late: asyncio.TimerHandle | None = None

    @property
    def keeps_waiting(self) -> bool:
        """Whether it is the client's turn: to ask, to send what it announced, or to take what it asked for."""
        return self._state != "work" or self.flow.write_paused

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let the client in; where there are too many, in the place of the one that has kept us waiting for longest."""
        super().connection_made(transport)
        self._look()
        if len(self.connections) > self.most_connections:
            waiting = [each for each in self.connections if isinstance(each, BoundedProtocol) and each.keeps_waiting]
            min(waiting, key=lambda each: each._since).let_go()  # noqa: SLF001 - its like; itself, if all others work

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; that something came gives no more time for the rest."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """Wait until the client has taken what it asked for."""
        super().pause_writing()
        self._start_clock(self.client_seconds)

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        self._stop_clock()
        self._look()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; where it came within a request, the page has nobody to answer any more."""
        if self.cycle is not None and not self.cycle.response_complete:
            is_answered = self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if is_answered:
                self.transport.close()
                return
        super().send_400_response(msg)

    def let_go(self) -> None:
        """End the connection at once."""
        self._stop_clock()
        self.connections.discard(self)
        self.transport.abort()

    def _look(self) -> None:
        """Start the clock when the client's turn begins, and stop it when it is ours."""
        if self.transport.is_closing():
            self._start_clock(self.client_seconds)  # until the last of it is taken
            return
        answered = self.cycle is None or self.cycle.response_complete
        state: _State = "head" if answered else "body" if self.cycle.more_body else "work"
        if state == self._state:
            return
        self._state = state
        self._stop_clock()
        if state != "work":
            self._start_clock(self.head_seconds if state == "head" else self.body_seconds)

    def _start_clock(self, seconds: float) -> None:
        if self._late is None:
            self._since = self.loop.time()
            self._late = self.loop.call_later(seconds, self._end)

    def _end(self) -> None:
        """End the connection; what was answered already may still be taken."""
        self._late = None
        if self.transport.is_closing():
            self.let_go()
        else:
            self.transport.close()
            self._start_clock(self.client_seconds)

    def _stop_clock(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
