"""Templates to answers: everything is escaped, hidden characters are written out, and no address leads elsewhere.

A template finds what it needs of words (readings, claimants, chips) under the names of `reports`, so that the pages say
it as the reports do.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import ages, asking, edits, flag_titles, pieces, series, series_chart, words
from reports.flagged_claims import stylesheet
from reports.refusals import rule_words
from reports.visible import host_of, on_one_line, safe_url, shorten, show_hidden

FOLDER = Path(__file__).parent
HOME = "/queue"


def render(request: Request, template: str, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Return a page. Templates are named from the folder of the web pages, as in `pages/queue.html`."""
    from desk.web.access import csrf_field  # noqa: PLC0415 - the access layer renders pages too
    from desk.web.pages import menu  # noqa: PLC0415 - the pages import this module

    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            user=getattr(request.state, "user", None),
            menu=menu(),
            csrf_field=csrf_field,
            here=here(request),
            **values,
        )
    )
    return HTMLResponse(text, status_code=status_code)


def here(request: Request) -> str:
    """Return the address of a request as a path of ours, with what was asked."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def go_to(path: str) -> RedirectResponse:
    """Answer a form that was taken with another page, so that reading it again sends nothing twice."""
    return RedirectResponse(path, status_code=303)


def local_path(address: str | None, otherwise: str = HOME) -> str:
    """Return the address if it is a plain path of this desk, else the other one; so that nobody is sent elsewhere."""
    if not address or not address.isprintable() or not address.isascii() or "\\" in address or " " in address:
        return otherwise
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return otherwise
    return address


def with_query(path: str, **asked: object) -> str:
    """Return a path with what is asked of it; what is None or empty is left out."""
    kept = {name: value for name, value in asked.items() if value not in {None, ""}}
    return f"{path}?{urlencode(kept)}" if kept else path


def path_part(name: str) -> str:
    """Return a name as one part of a path."""
    return quote(name, safe="")


def style() -> str:
    """Return the style sheet of the desk, with the palette that the reports share."""
    return stylesheet("palette") + (FOLDER / "static" / "desk.css").read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return the template engine with our words."""

    def shown(value: object) -> object:
        """Write out hidden characters in everything that is not markup of our own making."""
        return value if isinstance(value, Markup) else show_hidden(str(value))

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for module in (words, flag_titles, pieces, edits, ages, asking, series, series_chart):
        made.globals |= {
            name: getattr(module, name)
            for name in dir(module)
            if not name.startswith("_") and callable(getattr(module, name))
        }
    made.globals |= {"row_words": row_words, "next_step_of": next_step_of, "rule_words": rule_words}
    made.globals |= {"with_query": with_query, "path_part": path_part, "safe_url": safe_url, "host_of": host_of}
    made.filters |= {"shorten": shorten, "on_one_line": on_one_line, "plain": plain}
    return made


def plain(value: object) -> str:
    """Return a name of the vocabulary as people write it: `in_progress` is "in progress"."""
    return str(value).replace("_", " ")


def row_words(row_json: str) -> str:
    """Return a row that was kept as JSON so that people can read it: indented."""
    try:
        return json.dumps(json.loads(row_json), ensure_ascii=False, indent=2)
    except ValueError:
        return row_json


def next_step_of(row_json: str) -> str:
    """Return what to do about an input that could not be read."""
    try:
        row = json.loads(row_json)
    except ValueError:
        row = None
    told = row.get("next_step") if isinstance(row, dict) else None
    return str(told or "Mend the input and give it to factdesk run again.")
