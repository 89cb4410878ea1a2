"""What stands before Prefect's API: it answers this machine's own pages and programs alone, and takes no code.

Prefect itself asks for the password. It looks at neither the name that it is called by nor at where a request comes
from, so that any web page open on this machine could send it requests, or read its answers under a name of its own that
points here (DNS rebinding). This is pure ASGI; `flows.api_server` puts it before Prefect.
"""

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
# Whole, since readers of addresses let paths, words behind brackets and ports without end pass.
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE)
MOST_BYTES = 4_000_000  # of a body that is looked into; Prefect's own of this sort have some kilobytes
_LOADS_CODE = ("/api/deployments", "/api/work_pools", "/api/block_documents")
# A list that Prefect fetches from its maker's site for whoever looks at it, and pages whose scripts come from elsewhere.
_ASKS_OUTSIDE = ("/api/collections/", "/api/docs", "/api/redoc", "/docs", "/redoc")


def guarded(application: Application) -> Application:
    """Return the application behind the guard."""

    async def guard(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await application(scope, receive, send)
            return
        reason = refusal(scope)
        if reason is None and _may_bring_code(scope):
            body = await _read(receive)
            reason = _refusal_of_body(body)
            receive = _again(body or b"", receive)
        if reason is None:
            await application(scope, receive, _with_policy(send, scope))
        else:
            await _refuse(scope["type"], reason, send)

    return guard


def refusal(scope: Message) -> tuple[int, str] | None:
    """Return the status and the words with which a request is refused by its head, None where it may pass."""
    hosts, origins = _values(scope, b"host"), _values(scope, b"origin")
    host = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if host is None:
        return 421, "this server answers as 127.0.0.1 and localhost alone"
    if len(origins) > 1 or (origins and not _is_own(origins[0], host[1])):
        return 403, "requests from the pages of other sites are not answered"
    if scope["path"].startswith(_ASKS_OUTSIDE):
        return 404, "this server asks nobody outside"
    return None


def _values(scope: Message, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _name_of(address: str) -> str | None:
    """Return the host that an address names, None where it names none, or a user before it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if "@" in parts.netloc else parts.hostname


def _is_own(origin: str, port: str | None) -> bool:
    """Tell whether an origin is this server's own, under any of its names: the port tells it from other programs."""
    try:
        theirs = urlsplit(origin)
        is_of_port = theirs.port == (int(port) if port else None)
        return _name_of(origin) in LOOPBACK_NAMES and theirs.scheme == "http" and is_of_port
    except ValueError:
        return False


def _may_bring_code(scope: Message) -> bool:
    """Tell whether a request may bring steps that a runner would run."""
    writes = scope["type"] == "http" and scope["method"] in {"POST", "PUT", "PATCH"}
    return writes and scope["path"].startswith(_LOADS_CODE)


async def _read(receive: Receive) -> bytes | None:
    """Return the whole body, None where it is too large or breaks off."""
    pieces, size = [], 0
    while size <= MOST_BYTES:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if not message.get("more_body"):
            return b"".join(pieces)
    return None


def _refusal_of_body(body: bytes | None) -> tuple[int, str] | None:
    """Return why a body is refused: it names steps to run before a flow, which none of our deployments has."""
    if body is None:
        return 413, "the body is too large"
    try:
        named = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return 422, "the body is no JSON"
    if isinstance(named, dict) and named.get("pull_steps"):
        return 403, "this server takes no pull_steps"
    return None


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read once more, and then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def once_more() -> Message:
        return waiting.pop() if waiting else await receive()

    return once_more


def _with_policy(send: Send, scope: Message) -> Send:
    """Return what adds to each answer that pages of this server ask this server alone, and stand in no frame."""
    _, _, port = _values(scope, b"host")[0].rpartition("]")[2].partition(":")
    here = " ".join(f"{scheme}://{name}:{port or 80}" for name in LOOPBACK_NAMES[:2] for scheme in ("http", "ws"))
    policy = f"connect-src 'self' {here}; form-action 'self'; frame-ancestors 'none'"
    added = [(b"content-security-policy", policy.encode()), (b"referrer-policy", b"no-referrer")]

    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return send_with_policy


async def _refuse(kind: str, reason: tuple[int, str], send: Send) -> None:
    status, words = reason
    if kind == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": words})
        return
    body = json.dumps({"exception_message": words}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
