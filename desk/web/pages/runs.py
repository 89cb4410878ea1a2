"""The runs: what each read, found and refused."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from desk.web.desk import desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, render
from desk.web.sections import sections_of

MENU = (40, "Runs", "/runs")

router = APIRouter()


@router.get("/runs")
def show_runs(request: Request) -> HTMLResponse:
    """Show all runs, the newest first."""
    listing = Listing.of(request, "/runs", query(FOLDER / "pages" / "runs.sql"))
    return render(request, "pages/runs.html", listing=listing)


@router.get("/runs/{run_id}")
def show_run(request: Request, run_id: str) -> HTMLResponse:
    """Show one run, section by section."""
    desk, known = desk_of(request), {"run_id": run_id}
    found = desk.rows(query(FOLDER / "pages" / "run.sql"), known)
    if not found:
        raise HTTPException(404, f"There is no run {run_id}.")
    return render(request, "pages/run.html", run=found[0], sections=sections_of(desk, "run", known))
