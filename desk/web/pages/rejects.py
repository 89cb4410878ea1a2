"""The rejects: rows that a schema refused and inputs that could not be read, with what to do, and another try for rows."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from desk.web.access.roles import needs
from desk.web.desk import desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, go_to, local_path, render
from flows.replay import Replayed, open_rejects, replay
from flows.tasks import rules_of

MENU = (50, "Rejects", "/rejects")

router = APIRouter()


@router.get("/rejects")
def show_rejects(request: Request) -> HTMLResponse:
    """Show what was refused and is not saved yet, the newest first."""
    return _page(request, [])


@router.post("/rejects/replay", dependencies=[Depends(needs("admin"))])
def replay_all(request: Request) -> Response:
    """Try all refused rows again, and say what became of each."""
    desk = desk_of(request)
    return _page(request, replay(desk.opener, open_rejects(desk.opener), rules_of(desk.settings)))


@router.post("/rejects/{reject_id}/replay", dependencies=[Depends(needs("admin"))])
def replay_one(request: Request, reject_id: str, back: Annotated[str, Form()] = "") -> Response:
    """Try one refused row again: back to the list if it was saved, else the reason."""
    desk = desk_of(request)
    done = replay(desk.opener, [reject_id], rules_of(desk.settings))
    if done[0].saved:
        desk.reviewed.set()
        return go_to(local_path(back, "/rejects"))
    return _page(request, done, status_code=422)


def _page(request: Request, done: list[Replayed], *, status_code: int = 200) -> HTMLResponse:
    """Return the page of the rejects, with what became of those that were tried again."""
    if any(each.saved for each in done):
        desk_of(request).reviewed.set()  # so that a snapshot with them is published soon
    listing = Listing.of(request, "/rejects", query(FOLDER / "pages" / "rejects.sql"))
    return render(request, "pages/rejects.html", status_code=status_code, listing=listing, done=done)
