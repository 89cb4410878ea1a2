"""The outlets: what each says that needs verifying, what it edited, and what reviews found of it."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from desk.web.desk import desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, render
from desk.web.sections import sections_of

MENU = (20, "Outlets", "/outlets")

router = APIRouter()


@router.get("/outlets")
def show_outlets(request: Request) -> HTMLResponse:
    """Show all outlets, those with most to verify first."""
    listing = Listing.of(request, "/outlets", query(FOLDER / "pages" / "outlets.sql"))
    return render(request, "pages/outlets.html", listing=listing)


@router.get("/outlets/{name:path}")
def show_outlet(request: Request, name: str) -> HTMLResponse:
    """Show one outlet, section by section."""
    desk, known = desk_of(request), {"outlet": name}
    found = desk.rows(query(FOLDER / "pages" / "outlet.sql"), known)
    if not found:
        raise HTTPException(404, f"No article of an outlet “{name}” is kept.")
    return render(request, "pages/outlet.html", outlet=found[0], name=name, sections=sections_of(desk, "outlet", known))
