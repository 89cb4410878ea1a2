"""The layer around all pages: asks its questions, hands the request on, and puts the headers on whatever is answered."""

import asyncio
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.access.answers import crashed_page, refused_page
from desk.web.access.forms import Gone, take_body
from desk.web.access.gate import Access
from desk.web.access.headers import add_headers
from desk.web.access.refusals import Answered, Refused
from desk.web.access.sessions import NAMED_HOURS, new_session
from desk.web.access.steps import AFTER_BODY, BEFORE_BODY, cookie_name
from desk.web.access.visit import Visit

_ENDINGS = (asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit)
"""What ends a task or the process, and is no fault of a page."""


class AccessLayer:
    """Pure ASGI, so that answers flow through as they are made."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Stand around `app`."""
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = _visit_of(self.access, scope)
        begun = _Begun(visit, send)
        try:
            receive = await _let_in(visit, receive)
            await self.app(scope, receive, begun)
        except Gone:
            return
        except Answered as answered:
            await answered.response(scope, receive, begun)
        except Refused as refused:
            if begun.is_begun:
                raise
            await refused_page(visit, refused)(scope, receive, begun)
        except _ENDINGS:
            raise
        except BaseException:  # libraries in other languages raise what is no Exception
            if not begun.is_begun:
                await crashed_page(visit)(scope, receive, begun)
            raise


async def _let_in(visit: Visit, receive: Receive) -> Receive:
    """Ask all questions; return what hands the request's body on."""
    _ask(visit, BEFORE_BODY)
    if visit.is_unsafe:
        receive = await take_body(visit, receive)
    _ask(visit, AFTER_BODY)
    visit.scope["state"]["user"] = visit.user
    return receive


def _ask(visit: Visit, steps: tuple[Callable[[Visit], None], ...]) -> None:
    for step in steps:
        step(visit)


def _visit_of(access: Access, scope: Scope) -> Visit:
    """Return the visit of a request, found for its pages as `request.state.visit`."""
    now = access.clock()
    peer = str((scope.get("client") or ("",))[0])
    visit = Visit(access, scope, peer, peer, scope["scheme"], now, new_session(now))
    visit.cookies = cookie_parser("; ".join(visit.headers("cookie")))
    scope.setdefault("state", {}).update(visit=visit, user=None)
    return visit


class _Begun:
    """Sends an answer on, with its headers; knows whether it has begun, after which no other can be given."""

    def __init__(self, visit: Visit, send: Send) -> None:
        self._visit, self._send, self.is_begun = visit, send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            _set_cookie(self._visit, headers, message["status"])
            add_headers(headers, self._visit.path, message["status"])
            self.is_begun = True
        await self._send(message)


def _set_cookie(visit: Visit, headers: MutableHeaders, status_code: int) -> None:
    """Set the session's cookie if it is another one than the browser has."""
    if (
        not visit.is_ready
        or not visit.keeps_session
        or visit.is_static
        or visit.path == "/health"
        or status_code == 304
    ):
        return
    if visit.session == visit.known_cookie:
        return
    parts = [
        f"{cookie_name(visit)}={visit.access.sessions.cookie_of(visit.session)}",
        "Path=/",
        "HttpOnly",
        "SameSite=Strict",
    ]
    if visit.session.kind == "named":  # it outlives the window, as the name does
        parts.append(f"Max-Age={int(NAMED_HOURS * 3600)}")
    headers.append("Set-Cookie", "; ".join([*parts, "Secure"] if visit.scheme == "https" else parts))
