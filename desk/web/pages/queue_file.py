"""The queue as a file: the sentences that the filters leave, as CSV or JSON Lines, for a spreadsheet or a program."""

from fastapi import APIRouter, Request, Response

from desk.web.desk import desk_of
from desk.web.queue_filters import QueueFilters, queue_rows
from reports.tables import to_csv, to_jsonl

MOST_ROWS = 10_000
"""As many sentences as a person may still go through; `factdesk export` writes them all."""

_COLUMNS = (
    "claim_id", "priority", "stakes", "sentence", "quotes", "claimants", "flags", "status", "verdict", "reviewer", "open_claims",
    "claim_ids", "title", "outlet", "published_at", "article_id", "sentence_start", "sentence_end",
)  # fmt: skip

router = APIRouter()


@router.get("/queue.csv")
def queue_as_csv(request: Request) -> Response:
    """Return the sentences as CSV; nothing in a cell is taken for a formula."""
    return _file(to_csv(_rows(request), _COLUMNS), "text/csv; charset=utf-8", "queue.csv")


@router.get("/queue.jsonl")
def queue_as_jsonl(request: Request) -> Response:
    """Return the sentences as JSON Lines."""
    return _file(to_jsonl(_rows(request), _COLUMNS), "application/x-ndjson", "queue.jsonl")


def _rows(request: Request) -> list[dict[str, object]]:
    filters, _ = QueueFilters.of(request.query_params, request.state.user.name)
    return queue_rows(desk_of(request), filters, skipped=0, rows=MOST_ROWS)


def _file(text: str, media_type: str, name: str) -> Response:
    return Response(text, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
