"""The page to ask the published file in SQL: one SELECT in a process of its own, which can be called off at any moment.

What is asked in a short question stands in the address, so that it can be shared and reloaded. A question that takes
longer than a moment shows a page that looks again by itself; nothing of it needs a script.
"""

import atexit
import threading
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from desk.questions import grouped_examples
from desk.questions.explaining import HEADS
from desk.questions.running import ROWS_OF_CSV, ROWS_SHOWN, TIMEOUT_SECONDS, Questions, Running, TooManyQuestions
from desk.questions.schema import relations
from desk.web.desk import desk_of
from desk.web.pages.ask_answer import Shown, shown_of
from desk.web.rendering import go_to, render, with_query
from reports.tables import to_csv
from warehouse.ask import QueryRefused

MENU = (60, "Ask", "/ask")
SHORT_CHARACTERS = 2_000
_PATIENCE_SECONDS = 2.5
_ROWS_AT_ONCE = 1_000
_SECONDS_TO_LOOK_AGAIN = 2
_making = threading.Lock()

router = APIRouter()


@router.get("/ask")
def show_ask(request: Request, sql: str = "") -> Response:
    """Show the form; answer the question of the address, if there is one."""
    if not sql.strip():
        return _page(request, sql)
    try:
        running = _questions(request).ask(request.state.user.name, _unified(sql))
    except TooManyQuestions as busy:
        return _busy(request, sql, busy)
    return _answered_or_waiting(request, running)


@router.post("/ask")
def ask(request: Request, sql: Annotated[str, Form()] = "") -> Response:
    """Take the question of the form, and go to where its answer is."""
    address = with_query("/ask", sql=_unified(sql))
    if len(address) <= SHORT_CHARACTERS:
        return go_to(address)
    try:
        running = _questions(request).ask(request.state.user.name, _unified(sql))
    except TooManyQuestions as busy:
        return _busy(request, sql, busy)
    return go_to(f"/ask/answers/{running.key}")


@router.get("/ask/answers/{key}")
def show_answer(request: Request, key: str) -> Response:
    """Show the answer of a question that was asked, or that it is still being looked for."""
    return _answered_or_waiting(request, _asked(request, key))


@router.get("/ask/answers/{key}/answer.csv")
def download(request: Request, key: str) -> Response:
    """Give all rows of an answer as CSV, in which no spreadsheet finds a formula."""
    asked = _asked(request, key)
    try:
        rows = _questions(request).whole_answer(asked.user, asked.sql)
    except TooManyQuestions as busy:
        return _busy(request, asked.sql, busy)
    except QueryRefused as refused:
        return _page(request, asked.sql, status_code=422, refused=refused)
    name = {"Content-Disposition": 'attachment; filename="answer.csv"'}
    parts = (to_csv(part, has_header=not at) for at, part in enumerate(rows.iter_slices(_ROWS_AT_ONCE)))
    return StreamingResponse(parts, media_type="text/csv; charset=utf-8", headers=name)


@router.post("/ask/cancel/{key}")
def cancel(request: Request, key: str) -> Response:
    """Call a question off; its words stay in the form."""
    asked = _asked(request, key)
    asked.question.cancel()
    asked.wait(_PATIENCE_SECONDS)
    return go_to(f"/ask/answers/{key}")


def _answered_or_waiting(request: Request, running: Running) -> HTMLResponse:
    if not running.wait(_PATIENCE_SECONDS):
        page = _page(request, running.sql, waiting=running)
        page.headers["Refresh"] = f"{_SECONDS_TO_LOOK_AGAIN}; url=/ask/answers/{running.key}"
        return page
    if isinstance(running.fault, QueryRefused):
        return _page(request, running.sql, status_code=422, refused=running.fault)
    if running.fault:
        raise running.fault
    assert running.rows is not None, "an answer without a fault has rows"
    return _page(request, running.sql, answer=running, shown=shown_of(running.rows, ROWS_SHOWN))


def _busy(request: Request, sql: str, busy: TooManyQuestions) -> HTMLResponse:
    next_step = "cancel one of them below, or wait for it" if busy.is_own else "wait a moment and ask again"
    return _page(request, sql, status_code=429, refused=QueryRefused(str(busy), next_step))


def _page(  # noqa: PLR0913 - the states of one page
    request: Request,
    sql: str,
    *,
    status_code: int = 200,
    refused: QueryRefused | None = None,
    waiting: Running | None = None,
    answer: Running | None = None,
    shown: Shown | None = None,
) -> HTMLResponse:
    running = _questions(request).running_of(request.state.user.name)
    return render(
        request,
        "pages/ask.html",
        status_code=status_code,
        sql=sql,
        refused=refused,
        waiting=waiting,
        answer=answer,
        shown=shown,
        others=[each for each in running if each is not waiting],
        groups=grouped_examples(),
        heads=HEADS,
        relations=relations(),
        rows_shown=ROWS_SHOWN,
        rows_of_csv=ROWS_OF_CSV,
        timeout_seconds=TIMEOUT_SECONDS,
        link=with_query("/ask", sql=sql),
        short_characters=SHORT_CHARACTERS,
    )


def _asked(request: Request, key: str) -> Running:
    """Return the question of this user. Raises a 404 that says what became of it."""
    found = _questions(request).find(request.state.user.name, key)
    if found is None:
        raise HTTPException(404, "This answer is no longer kept: ask the question again on the page Ask.")
    return found


def _questions(request: Request) -> Questions:
    """Return the questions of this desk, made with the first request."""
    state = request.app.state
    with _making:
        if not hasattr(state, "questions"):
            state.questions = Questions(desk_of(request).settings.published)
            atexit.register(state.questions.cancel_all)
        questions: Questions = state.questions
    return questions


def _unified(sql: str) -> str:
    """Return the question as everybody writes it: forms send line ends of two characters."""
    return sql.replace("\r\n", "\n").strip()
