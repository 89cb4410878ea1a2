"""What stands before Prefect's API: only this machine's own pages and programs get past it, and no code does."""

import asyncio
import json
from typing import Any

import pytest

from flows.api_guard import MOST_BYTES, Message, guarded, refusal

OURS = "127.0.0.1:4200"
HOSTS = [
    (OURS, None), ("localhost:4200", None), ("LOCALHOST", None), ("[::1]:4200", None),
    ("evil.example", 421), ("evil.example:4200", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421),
    ("127.0.0.1@evil.example", 421), ("evil.example@127.0.0.1", 421), ("", 421), (":4200", 421), ("[::1", 421),
    ("127.0.0.2", 421), ("0.0.0.0", 421), ("127.1", 421), ("2130706433", 421),
    ("127.0.0.1/evil", 421), ("127.0.0.1?evil", 421), ("127.0.0.1#.evil.example", 421), ("[::1]evil", 421),
    ("127.0.0.1:", 421), ("127.0.0.1:x", 421), ("127.0.0.1:-1", 421), ("127.0.0.1:999999", 421), ("localhost:١", 421),
]  # fmt: skip
ORIGINS = [
    ("http://127.0.0.1:4200", None), ("http://localhost:4200", None), ("http://[::1]:4200", None),
    ("https://127.0.0.1:4200", 403), ("http://127.0.0.1", 403), ("http://127.0.0.1:8410", 403), ("null", 403), ("", 403),
    ("http://evil.example", 403), ("http://evil.example:4200", 403), ("http://127.0.0.1.evil.example:4200", 403),
    ("http://127.0.0.1:4200@evil.example:4200", 403), ("http://evil.example@127.0.0.1:4200", 403),
    ("http://127.0.0.1:x", 403), ("file://", 403), ("127.0.0.1:4200", 403),
]  # fmt: skip
STEPS = [{"prefect.deployments.steps.run_shell_script": {"script": "true"}}]
BODIES = [
    ({"name": "hourly"}, None), ({"pull_steps": []}, None), ({"pull_steps": None}, None), ([], None), (b"", None),
    ({"pull_steps": STEPS}, 403), (b'{"pull\\u005fsteps": [{"a": {}}]}', 403), (b'{"pull_steps": [], "pull_steps": [1]}', 403),
    (b"{", 422), (b"[" * 100_000, 422), (b"\xff", 422), (b" " * (MOST_BYTES + 1), 413),
]  # fmt: skip


def head(path: str = "/api/flows", *headers: tuple[str, str], kind: str = "http", method: str = "GET") -> Message:
    """Return the head of a request, as a server hands it on."""
    named = [(name.encode(), value.encode()) for name, value in headers]
    return {"type": kind, "path": path, "method": method, "headers": named}


def ask(scope: Message, *pieces: bytes) -> tuple[list[Message], list[bytes]]:
    """Ask through the guard: what is answered, and the bodies that came through to what it guards."""
    came, sent = [], []
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def application(_scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message["body"], message["more_body"]
        came.append(body)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(guarded(application)(scope, receive, send))
    return sent, came


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_it_answers_by_the_names_of_this_machine_alone(host: str, status: int | None, kind: str):
    """A name of somebody else's that points here is none of them."""
    refused = refusal(head("/api/events/in", ("host", host), kind=kind))
    assert (refused and refused[0]) == status


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(("origin", "status"), ORIGINS)
def test_it_answers_its_own_pages_alone(origin: str, status: int | None, kind: str):
    """Pages of other sites are none, nor those of other programs of this machine, which have another port."""
    refused = refusal(head("/api/events/in", ("host", OURS), ("origin", origin), kind=kind))
    assert (refused and refused[0]) == status


@pytest.mark.parametrize("twice", [("host", OURS), ("origin", f"http://{OURS}")])
def test_a_header_that_may_stand_once_is_not_taken_twice(twice: tuple[str, str]):
    """Which of the two holds, each server decides in its own way."""
    assert refusal(head("/api/flows", ("host", OURS), twice, twice)) is not None


def test_a_request_without_host_is_refused():
    """As old programs send it."""
    assert refusal(head("/api/flows")) == (421, "this server answers as 127.0.0.1 and localhost alone")


@pytest.mark.parametrize("path", ["/api/collections/views/demo-flows", "/docs", "/redoc", "/api/docs"])
def test_what_would_fetch_something_from_elsewhere_is_not_there(path: str):
    """A list that the server asks its maker for, and pages whose scripts come from elsewhere."""
    assert refusal(head(path, ("host", OURS))) == (404, "this server asks nobody outside")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize(("body", "status"), BODIES, ids=[str(body)[:40] for body, _ in BODIES])
def test_steps_that_would_run_code_do_not_pass(body: Any, status: int | None, method: str):
    """However they are written; whatever else is said comes through word for word."""
    sent_in = body if isinstance(body, bytes) else json.dumps(body).encode()
    scope = head("/api/deployments/d", ("host", OURS), method=method)
    sent, came = ask(scope, sent_in[:7], sent_in[7:])
    assert sent[0]["status"] == (status or 200)
    assert came == ([] if status else [sent_in])


def test_what_passes_is_told_to_ask_this_server_alone():
    """Each answer has a policy by which a page of it cannot report elsewhere, or stand in a frame."""
    sent, _came = ask(head("/", ("host", OURS)))
    policy = dict(sent[0]["headers"])[b"content-security-policy"].decode()
    assert policy.startswith("connect-src 'self' http://127.0.0.1:4200 ws://127.0.0.1:4200 ")
    assert "frame-ancestors 'none'" in policy


def test_a_name_with_a_port_that_is_none_is_answered_all_the_same():
    """It breaks neither the policy nor the answer; what cannot be a port at all is refused."""
    sent, _came = ask(head("/", ("host", "[::1]:65536"), kind="http"))
    assert sent[0]["status"] == 200
    sent, _came = ask(head("/", ("host", "127.0.0.1:x"), kind="http"))
    assert sent[0]["status"] == 421


def test_a_socket_from_elsewhere_is_closed():
    """Before Prefect hears of it."""
    sent, came = ask(head("/api/events/in", ("host", OURS), ("origin", "http://evil.example"), kind="websocket"))
    assert [(message["type"], message["code"]) for message in sent] == [("websocket.close", 1008)]
    assert came == []
