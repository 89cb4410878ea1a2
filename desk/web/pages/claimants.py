"""The claimants: who says what, how often it was checked, and with what outcome."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from desk.web.desk import desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, render
from desk.web.sections import sections_of

MENU = (30, "Claimants", "/claimants")

router = APIRouter()


@router.get("/claimants")
def show_claimants(request: Request) -> HTMLResponse:
    """Show all claimants, those with most to verify first."""
    listing = Listing.of(request, "/claimants", query(FOLDER / "pages" / "claimants.sql"))
    return render(request, "pages/claimants.html", listing=listing)


@router.get("/claimants/{name:path}")
def show_claimant(request: Request, name: str) -> HTMLResponse:
    """Show one claimant, section by section."""
    desk, known = desk_of(request), {"claimant": name}
    found = desk.rows(query(FOLDER / "pages" / "claimant.sql"), known)
    if not found:
        raise HTTPException(404, f"No claim of “{name}” is kept.")
    return render(
        request, "pages/claimant.html", claimant=found[0], name=name, sections=sections_of(desk, "claimant", known)
    )
