"""The claimants: who says what, how often it was checked, with what outcome; and who is who, joined and split by people."""

import re
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from desk.web.access import needs
from desk.web.desk import Desk, Row, desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, go_to, render, with_query
from desk.web.sections import sections_of
from flows.claimants import join_in, split_in, undo_act_in
from flows.reviews import Act, ReviewRefused, refuse_unfit
from warehouse.store import Warehouse, WarehouseBusy, WarehouseUnusable

MENU = (30, "Claimants", "/claimants")

router = APIRouter()
_PAGES = FOLDER / "pages"
_ID = re.compile(r"[0-9a-f]{16}")
_LONGEST_NOTE = 2_000


@router.get("/claimants")
def show_claimants(request: Request) -> HTMLResponse:
    """Show all claimants, those with most to verify first."""
    listing = Listing.of(request, "/claimants", query(_PAGES / "claimants.sql"))
    return render(request, "pages/claimants.html", listing=listing)


@router.get("/claimants/{name:path}")
def show_claimant(request: Request, name: str) -> Response:
    """Show one claimant, section by section; a name, as an article prints it, leads to the one who bears it."""
    if _ID.fullmatch(name):
        return _page(request, name)
    bearers = desk_of(request).rows(query(_PAGES / "claimant_named.sql"), {"printed": name})
    if len(bearers) == 1:
        return go_to(f"/claimants/{bearers[0]['claimant_id']}")
    if bearers:
        return go_to(with_query("/claimants", q=name))
    return _page(request, None, printed=name)


@router.post("/claimants/{claimant_id}/join", dependencies=[Depends(needs("reviewer"))])
def join(
    request: Request,
    claimant_id: str,
    other: Annotated[str, Form()] = "",
    named: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Say that the claimant is another one."""
    asked = named.strip() or other.strip()
    bearers = desk_of(request).rows(query(_PAGES / "claimant_named.sql"), {"printed": asked})
    known = asked if _ID.fullmatch(asked) else bearers[0]["claimant_id"] if len(bearers) == 1 else None
    if known is None:
        fault = f"“{asked}” is several claimants: give the id of one" if bearers else "choose the other claimant"
        return _page(request, claimant_id, fault=fault)
    act = Act(request.state.user.name, note=note[:_LONGEST_NOTE] or None)
    return _written(request, claimant_id, act, lambda warehouse: join_in(warehouse, claimant_id, known, act))


@router.post("/claimants/{claimant_id}/split", dependencies=[Depends(needs("reviewer"))])
def split(
    request: Request,
    claimant_id: str,
    article_id: Annotated[list[str] | None, Form()] = None,
    note: Annotated[str, Form()] = "",
) -> Response:
    """Say that some articles mean another one."""
    act = Act(request.state.user.name, note=note[:_LONGEST_NOTE] or None)
    return _written(
        request, claimant_id, act, lambda warehouse: split_in(warehouse, claimant_id, article_id or [], act)
    )


@router.post("/claimants/{claimant_id}/undo", dependencies=[Depends(needs("reviewer"))])
def undo_act(request: Request, claimant_id: str, act_id: Annotated[str, Form()] = "") -> Response:
    """Take an act back."""
    act = Act(request.state.user.name)
    return _written(request, claimant_id, act, lambda warehouse: undo_act_in(warehouse, act_id, act))


def _written(request: Request, claimant_id: str, act: Act, write: Callable[[Warehouse], Row]) -> Response:
    """Write an act, let every page show it, and lead to the claimant that it leaves."""
    desk = desk_of(request)
    try:
        refuse_unfit(act)
        row = desk.act_on_claimants(write)
    except ReviewRefused as refusal:
        return _page(request, claimant_id, fault=str(refusal), status_code=422)
    except (WarehouseBusy, WarehouseUnusable) as error:
        return _page(request, claimant_id, fault=f"nothing was written: {error}", status_code=503)
    return go_to(f"/claimants/{row['other_id'] if row['act'] == 'join' else row['claimant_id']}#acts")


def _page(
    request: Request, claimant_id: str | None, *, printed: str = "", fault: str = "", status_code: int = 0
) -> HTMLResponse:
    """Return the page of a claimant, or of words that name nobody. Raises 404 where they claim nothing."""
    desk = desk_of(request)
    known: Row = {"claimant": claimant_id, "printed": printed}
    found = desk.rows(query(_PAGES / "claimant.sql"), known)
    if not found:
        return _led_on(request, desk, claimant_id, printed, fault)
    return render(
        request,
        "pages/claimant.html",
        status_code=status_code or (422 if fault else 200),
        claimant=found[0],
        claimant_id=claimant_id,
        here_id=claimant_id,
        name=found[0]["name"] or printed,
        fault=fault,
        sections=sections_of(desk, "claimant", known),
        alike=desk.rows(query(_PAGES / "claimant_alike.sql"), {"claimant": claimant_id}) if claimant_id else [],
        articles=desk.rows(query(_PAGES / "claimant_articles.sql"), {"claimant": claimant_id}) if claimant_id else [],
    )


def _led_on(request: Request, desk: Desk, claimant_id: str | None, printed: str, fault: str) -> HTMLResponse:
    """Return the page of the claimant that one was joined with, who claims nothing any more; else raise 404."""
    joined = desk.rows(query(_PAGES / "claimant_joined.sql"), {"claimant": claimant_id}) if claimant_id else []
    if joined and joined[0]["other_id"] != claimant_id:
        return _page(request, joined[0]["other_id"], fault=fault)
    raise HTTPException(404, f"No claim of “{printed or claimant_id}” is kept.")
