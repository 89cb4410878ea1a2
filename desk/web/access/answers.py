"""The pages of refusals: in the desk's own frame where session and user are known, else plain."""

import logging
from http import HTTPStatus
from string import Template

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.web.access.csrf import FIELD
from desk.web.access.refusals import Fields, Refused
from desk.web.access.visit import Visit
from desk.web.rendering import render

_PLAIN = Template(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>$title · factdesk</title></head>'
    "<body><main><h1>$title</h1><p>$what</p><p><b>Next</b> $next_step</p></main></body></html>"
)
_NEVER_BACK = {FIELD, "password", "next"}
_log = logging.getLogger(__name__)


def refused_page(visit: Visit, refused: Refused) -> HTMLResponse:
    """Return the page of a refusal, and write it down where it has a name."""
    if refused.event:
        visit.note(refused.event, path=visit.path, method=visit.method)
    page = _page(visit, refused)
    if refused.retry_after_seconds is not None:
        page.headers["Retry-After"] = str(refused.retry_after_seconds)
    if refused.status_code == 405:
        page.headers["Allow"] = "GET, HEAD, POST"
    return page


def crashed_page(visit: Visit) -> HTMLResponse:
    """Return the page of a fault of ours; the server's log has the rest."""
    what = "The desk made a mistake, and the request came to nothing."
    return _page(
        visit, Refused(500, what, "Try again; if it happens again, tell whoever keeps the desk.", gives_back=True)
    )


def _page(visit: Visit, refused: Refused) -> HTMLResponse:
    if visit.is_ready:
        try:
            return _framed_page(visit, refused)
        except Exception:  # noqa: BLE001 - the frame may be what is broken
            _log.exception("the page of a refusal could not be made")
    said = {"what": refused.what, "next_step": refused.next_step, "title": _title(refused)}
    text = _PLAIN.substitute({name: str(escape(value)) for name, value in said.items()})
    return HTMLResponse(text, status_code=refused.status_code)


def _framed_page(visit: Visit, refused: Refused) -> HTMLResponse:
    visit.scope["state"]["user"] = visit.user
    typed = _typed(visit) if refused.gives_back or refused.sends_again else ()
    return render(
        Request(visit.scope),
        "access/refused.html",
        status_code=refused.status_code,
        title=_title(refused),
        refused=refused,
        typed=typed,
        address=visit.here,
        signs_in=refused.status_code == 401 and visit.access.users.ever(),
        raw=escape,
    )


def _title(refused: Refused) -> str:
    return HTTPStatus(refused.status_code).phrase


def _typed(visit: Visit) -> Fields:
    """Return what was typed into a form of the pages; never a password or a token."""
    if visit.path in {"/login", "/logout"}:
        return ()
    return tuple((name, value) for name, value in visit.fields if name not in _NEVER_BACK)
