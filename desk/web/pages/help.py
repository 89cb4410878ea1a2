"""The page of the keys and of the words that the desk uses."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.web.desk import desk_of
from desk.web.rendering import render

router = APIRouter()

_RULES = "SELECT flag, why, clears, weight, always FROM flag_rules ORDER BY always DESC, weight DESC, flag"


@router.get("/help")
def show_help(request: Request) -> HTMLResponse:
    """Show the keys, and what each flag means and what clears it."""
    return render(request, "pages/help.html", rules=desk_of(request).rows(_RULES))
