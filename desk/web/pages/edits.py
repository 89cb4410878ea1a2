"""The edits: figures that a newer version of a page tells otherwise, the newest first, those without a notice apart."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, render

MENU = (16, "Edits", "/edits")

router = APIRouter()


@router.get("/edits")
def show_edits(request: Request) -> HTMLResponse:
    """Show all edits of figures, or those that no notice owns up to."""
    silent = "yes" if request.query_params.get("silent") == "yes" else None
    listing = Listing.of(request, "/edits", query(FOLDER / "pages" / "edits.sql"), silent=silent)
    return render(request, "pages/edits.html", listing=listing)
