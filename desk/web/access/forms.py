"""The body of a request: read once, within bounds, and handed on to the page as it came."""

import anyio
from python_multipart.exceptions import FormParserError
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from desk.web.access.limits import BODY_SECONDS, MOST_BODY_BYTES, MOST_FIELDS
from desk.web.access.refusals import Fields, Refused
from desk.web.access.visit import Visit

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_READ_AND_DROPPED = 10 * MOST_BODY_BYTES  # of a body that is too large, so that the browser gets to read the answer


class Gone(Exception):  # noqa: N818 - named by what happened
    """The client has left before its request was complete."""


async def take_body(visit: Visit, receive: Receive) -> Receive:
    """Read the form of a request into `visit.fields`; return what hands the same body on. Raises `Refused`, `Gone`."""
    content_type = (visit.header("content-type") or "").partition(";")[0].strip().lower()
    body = await _read(visit, receive)
    if body and content_type not in _FORMS:
        raise Refused(415, "What was sent is not a form.", "Send it as a form, as the pages do.", "form_refused")
    if content_type in _FORMS:
        visit.fields = await _fields(visit.scope, body)
    return _again(body, receive)


async def _read(visit: Visit, receive: Receive) -> bytes:
    announced = visit.header("content-length") or "0"
    if not announced.isascii() or not announced.isdigit():
        raise Refused(400, "The length of what was sent is not a number.", "Send it again.")
    body, size, more = bytearray(), 0, True
    with anyio.move_on_after(BODY_SECONDS):
        while more and size <= _READ_AND_DROPPED:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            size += len(message.get("body", b""))
            if max(size, int(announced[:20])) <= MOST_BODY_BYTES:
                body += message.get("body", b"")
            more = message.get("more_body", False)
    if max(size, int(announced[:20])) > MOST_BODY_BYTES:
        raise Refused(
            413, f"A form may have {MOST_BODY_BYTES:,} bytes.", "Go back and send less at once.", "form_refused"
        )
    if more:
        raise Refused(408, f"The form did not arrive within {BODY_SECONDS:g} seconds.", "Send it again.")
    return bytes(body)


async def _fields(scope: Scope, body: bytes) -> Fields:
    """Return names and values in their order; files are nothing that the desk takes."""
    alone = {key: value for key, value in scope.items() if key != "app"}
    request = Request(alone, _again(body, None))
    try:
        async with request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=MOST_BODY_BYTES) as form:
            return tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    except (MultiPartException, FormParserError, ValueError) as error:
        raise Refused(
            400,
            f"The form cannot be read: at most {MOST_FIELDS} fields, and no files.",
            "Go back and send less.",
            "form_refused",
        ) from error


def _again(body: bytes, receive: Receive | None) -> Receive:
    """Return what gives the body once more, and then whatever comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        if left:
            return left.pop()
        return await receive() if receive else {"type": "http.disconnect"}

    return replay
