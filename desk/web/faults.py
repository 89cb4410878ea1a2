"""Mistakes are pages too: what it is, the rule, and the next step, with the right status."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from desk.web.rendering import render
from flows.reviews import ReviewConflict, ReviewRefused
from warehouse.reader import NothingPublishedYet, ReadTookTooLong
from warehouse.store import WarehouseBusy, WarehouseUnusable

_NEXT_STEPS = {
    403: "Ask whoever keeps the users for the role that this needs, or sign in as somebody else.",
    404: "Look at the address, or start again from the queue.",
    405: "Go back and use the form of the page.",
    413: "Send less at once.",
    429: "Wait a little, then try again.",
}


def add_fault_pages(app: FastAPI) -> None:
    """Let every foreseen fault end in a page."""
    app.add_exception_handler(HTTPException, _http_fault)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(NothingPublishedYet, _nothing_yet)
    app.add_exception_handler(ReadTookTooLong, _too_long)
    app.add_exception_handler(ReviewRefused, _refused)
    app.add_exception_handler(WarehouseBusy, _busy)
    app.add_exception_handler(WarehouseUnusable, _busy)


def fault(request: Request, status_code: int, what: str, next_step: str) -> HTMLResponse:
    """Return the page of a fault: what is the case, and what to do."""
    title = HTTPStatus(status_code).phrase
    return render(request, "fault.html", status_code=status_code, title=title, what=what, next_step=next_step)


def _http_fault(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, HTTPException)
    what = error.detail if error.detail != HTTPStatus(error.status_code).phrase else _plain_words(error.status_code)
    page = fault(request, error.status_code, what, _NEXT_STEPS.get(error.status_code, "Go back to the queue."))
    page.headers.update(error.headers or {})
    return page


def _plain_words(status_code: int) -> str:
    return {404: "There is no page at this address.", 405: "This address does not take what was sent to it."}.get(
        status_code, f"The request failed ({status_code})."
    )


def _unfit(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors())
    return fault(request, 422, f"Something in the form or address cannot be used: {told}.", "Go back and mend it.")


def _nothing_yet(request: Request, error: Exception) -> HTMLResponse:
    del error
    return fault(
        request,
        503,
        "Nothing has been published yet, so there is nothing to show.",
        "Run `factdesk run INPUT...` first.",
    )


def _too_long(request: Request, error: Exception) -> HTMLResponse:
    return fault(request, 503, f"{error}.".capitalize(), "Ask for less: fewer words, one outlet, or a shorter time.")


def _refused(request: Request, error: Exception) -> HTMLResponse:
    status_code = 409 if isinstance(error, ReviewConflict) else 422
    return fault(request, status_code, str(error), "Go back, look at the claim again, and decide anew.")


def _busy(request: Request, error: Exception) -> HTMLResponse:
    return fault(
        request, 503, str(error), "Nothing was written. Go back: what you typed is still in the form; send it again."
    )
