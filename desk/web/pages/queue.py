"""The queue: sentences to verify, what most hangs on first, by the filters of the address; and a status for several at once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from desk.web.access.roles import needs
from desk.web.desk import desk_of
from desk.web.people import assignee_of, colleagues
from desk.web.queue_filters import ORDERS, PAGE_ROWS, STATES, QueueFilters, queue_choices, queue_count, queue_rows
from desk.web.rendering import go_to, local_path, render, with_query
from desk.web.troubles import troubles_now
from flows.reviews import Act, ReviewRefused
from schemas.review import STATUSES

MENU = (10, "Queue", "/queue")
BULK_STATES = tuple(status for status in STATUSES if status not in {"new", "resolved"})
"""What several claims can be set to at once; a verdict is given claim by claim."""
MOST_AT_ONCE, MOST_CLAIMS_OF_ONE = 200, 120

router = APIRouter()


@router.get("/queue")
def show_queue(request: Request) -> HTMLResponse:
    """Show one page of the queue."""
    desk = desk_of(request)
    filters, unfit = QueueFilters.of(request.query_params, request.state.user.name)
    items = queue_count(desk, filters)
    return render(
        request,
        "pages/queue.html",
        filters=filters,
        unfit=unfit,
        rows=queue_rows(desk, filters),
        items=items,
        pages=max(1, -(-items // PAGE_ROWS)),
        first=(filters.page - 1) * PAGE_ROWS + 1,
        choices=queue_choices(desk),
        states=STATES,
        orders=ORDERS,
        bulk_states=BULK_STATES,
        people=colleagues(request),
        troubles=troubles_now(desk),
        done=request.query_params.get("done", ""),
    )


@router.post("/queue/status", dependencies=[Depends(needs("reviewer"))])
def set_status(  # noqa: PLR0913, PLR0917 - each is a field of the form
    request: Request,
    status: Annotated[str, Form()] = "",
    assignee: Annotated[str, Form()] = "",
    claim: Annotated[list[str] | None, Form()] = None,
    seen: Annotated[list[str] | None, Form()] = None,
    note: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Give the claims of several items one status, or to one person: what can be set is, and the rest is told claim by claim.

    A value of `claim` names a claim, or all of an item with commas between them.
    """
    items, address = list(dict.fromkeys(claim or ())), local_path(back)
    if not items or len(items) > MOST_AT_ONCE or status not in {"", *BULK_STATES} or not (status or assignee):
        return _unfit(request, items, address)
    chosen = list(dict.fromkeys(each for item in items for each in item.split(",")[:MOST_CLAIMS_OF_ONE]))
    act = Act(request.state.user.name, status or None, note=note.strip() or None, assignee=assignee_of(assignee))
    known = dict(each.split(":", 1) for each in seen or () if ":" in each)
    answers = desk_of(request).append_each({claim_id: known.get(claim_id) for claim_id in chosen}, act)
    told = zip(chosen, answers, strict=True)
    refused = [(claim_id, str(answer)) for claim_id, answer in told if isinstance(answer, ReviewRefused)]
    if not refused:
        return go_to(with_query(address, done=len(chosen)) if "?" not in address else f"{address}&done={len(chosen)}")
    return render(
        request,
        "pages/queue_refused.html",
        status_code=409,
        refused=refused,
        done=len(chosen) - len(refused),
        back=address,
    )


def _unfit(request: Request, chosen: list[str], back: str) -> Response:
    """Say why nothing was set."""
    what = f"{len(chosen):,} sentences were selected, and {MOST_AT_ONCE} can be set at once."
    if not chosen:
        what = "No sentence was selected."
    elif len(chosen) <= MOST_AT_ONCE:
        what = f"Several claims can be given to one person or be set to {', '.join(BULK_STATES)} at once; a verdict is given claim by claim."
    return render(request, "pages/queue_refused.html", status_code=422, refused=[("", what)], done=0, back=back)
