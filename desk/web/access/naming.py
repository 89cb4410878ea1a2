"""Who sits at a desk without users: each browser is asked once for a name, keeps it, and signs its reviews with it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk.web.access.refusals import Refused
from desk.web.access.sessions import new_session
from desk.web.access.steps import usual_name
from desk.web.access.users import UserFault, clean_name
from desk.web.access.visit import Visit
from desk.web.rendering import local_path, render

router = APIRouter()


@router.get("/name")
def show_name(request: Request) -> HTMLResponse:
    """Ask for the name; at a desk with users everybody has one already."""
    visit = _visit_of(request)
    named = visit.session.name if visit.session.kind == "named" else ""
    return _form(request, local_path(request.query_params.get("next")), "" if named else usual_name(visit), named=named)


@router.post("/name")
def keep_name(request: Request) -> Response:
    """Keep the name in the browser, in a session of its own: a form that was made for another name signs nothing."""
    visit = _visit_of(request)
    way_on, typed = local_path(visit.field("next")), visit.field("name")
    try:
        name = clean_name(typed)
    except UserFault as fault:
        return _form(request, way_on, typed[:64], message=f"{fault}.", status_code=422)
    visit.session = new_session(visit.now, "named", name)
    visit.note("named", name=name)
    return RedirectResponse(way_on, status_code=303)


def _visit_of(request: Request) -> Visit:
    visit: Visit = request.state.visit
    if visit.user is None or not visit.user.says_who:
        raise Refused(404, "Everybody at this desk has a name already.", "Start from the queue.")
    return visit


def _form(  # noqa: PLR0913 - all that the page shows
    request: Request, way_on: str, name: str, *, named: str = "", message: str = "", status_code: int = 200
) -> HTMLResponse:
    return render(
        request,
        "access/name.html",
        status_code=status_code,
        next=way_on,
        name=name,
        named=named,
        message=message,
    )
