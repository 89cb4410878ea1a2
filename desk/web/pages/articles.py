"""The articles: every page that was read, the newest first, with how much of each waits; its versions, and its copies."""

import re

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.web.desk import desk_of
from desk.web.listing import Listing
from desk.web.queries import query
from desk.web.rendering import FOLDER, render

MENU = (14, "Articles", "/articles")

router = APIRouter()
_ID = re.compile(r"[0-9a-f]{16}")


@router.get("/articles")
def show_articles(request: Request) -> HTMLResponse:
    """Show the newest version of each page; or all versions of one, or all pages that carry its text."""
    asked = request.query_params
    narrowed = {name: value for name in ("versions_of", "copies_of") if _ID.fullmatch(value := asked.get(name, ""))}
    sql = query(FOLDER / "pages" / "articles.sql")
    listing = Listing.of(
        request, "/articles", sql, versions_of=narrowed.get("versions_of"), copies_of=narrowed.get("copies_of")
    )
    known = {"article_id": next(iter(narrowed.values()), "")}
    of = desk_of(request).rows("SELECT article_id, title, name FROM articles WHERE article_id = $article_id", known)
    return render(request, "pages/articles.html", listing=listing, of=of[0] if of else None)
