"""An article's page: what is known of it, its text with every claim in place, and what other pages make of it."""

import re
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response

from desk.web.article_items import listed_items
from desk.web.desk import Desk, Row, desk_of
from desk.web.marked_text import about_article, mark_lines, parts_of
from desk.web.queries import query
from desk.web.rendering import FOLDER, go_to, render
from desk.web.sections import sections_of

router = APIRouter()
_PAGES = FOLDER / "pages"
_ID = re.compile(r"[0-9a-f]{16}")
_DIGITS = re.compile(r"[0-9a-f]{4,15}")


class Part(NamedTuple):
    """The part of a long text that the page shows: its number from 1, of how many, and where it lies."""

    number: int
    parts: int
    start: int
    end: int


@router.get("/articles/{article_id}")
def show_article(request: Request, article_id: str) -> Response:
    """Show an article; of a long one the part that is asked for, or that has the place `at`."""
    desk = desk_of(request)
    if not _ID.fullmatch(article_id):
        return go_to(f"/articles/{_by_digits(desk, article_id.lower())}")
    article = _article(desk, article_id)
    part = _part_of(article["text"], request.query_params.get("part", ""), request.query_params.get("at", ""))
    claims = desk.rows(
        query(_PAGES / "article_claims.sql"),
        {"article_id": article_id, "first_char": part.start, "last_char": part.end},
    )
    flagged = [row for row in claims if row["needs_verification"]]
    items = listed_items(flagged)
    return render(
        request,
        "pages/article.html",
        article=article,
        about=about_article(article),
        part=part,
        lines=mark_lines(article["text"][part.start : part.end], claims, begins_at=part.start),
        flagged=flagged,
        items=items,
        others=[row for row in claims if not row["needs_verification"]],
        numbers={item.claims[0]["claim_id"]: item.number for item in items},
        sections=sections_of(desk, "article", article),
    )


def _article(desk: Desk, article_id: str) -> Row:
    """Return an article. Raises 404 where there is none."""
    found = desk.rows(query(_PAGES / "article.sql"), {"article_id": article_id})
    if not found:
        raise HTTPException(404, f"No article has the id {article_id}.")
    return found[0]


def _by_digits(desk: Desk, digits: str) -> str:
    """Return the one article whose id begins like this. Raises 404 where there is none, or several."""
    if _ID.fullmatch(digits):
        return digits
    if not _DIGITS.fullmatch(digits):
        raise HTTPException(404, f"{digits[:40]} is no article's id: those have 16 digits of 0-9 and a-f.")
    found = desk.rows(query(_PAGES / "article_prefix.sql"), {"digits": digits})
    if len(found) != 1:
        said = "Several articles have ids that begin" if found else "No article has an id that begins"
        raise HTTPException(404, f"{said} with {digits}.")
    return str(found[0]["article_id"])


def _part_of(text: str, number: str, at: str) -> Part:
    """Return the part to show: by its number, else by a place in it, else the first; what cannot be is passed over."""
    parts = parts_of(text)
    asked = int(number) if number.isdecimal() and len(number) < 6 else 0
    if not asked and at.isdecimal() and len(at) < 12:
        asked = next((each for each, (start, end) in enumerate(parts, start=1) if start <= int(at) < end), 0)
    chosen = asked if 1 <= asked <= len(parts) else 1
    return Part(chosen, len(parts), *parts[chosen - 1])
