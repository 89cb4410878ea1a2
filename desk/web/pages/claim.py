"""A claim's page: its words in the article, how they were read, why they need verifying, and what people found of it.

A review that cannot be written comes back with all that was typed: on top of what others have written meanwhile, or
with what must be mended.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response

from desk.web.access import needs
from desk.web.desk import Desk, Row, desk_of
from desk.web.marked_text import REACH, Excerpt, MarkedLine, about_article, excerpt_of, mark_lines
from desk.web.people import assignee_of, colleagues
from desk.web.queries import query
from desk.web.queue_filters import filters_of
from desk.web.queue_neighbours import Side, beside
from desk.web.rendering import FOLDER, HOME, go_to, local_path, render, with_query
from desk.web.review_history import History, history_of
from desk.web.sections import sections_of
from flows.reviews import LONGEST_LINK, LONGEST_NOTE, Act, ReviewConflict, ReviewRefused
from reports.pieces import Reason, view_claims, view_reasons
from reports.series import SeriesView, chosen_series
from reports.series_rows import series_rows, threads_of
from schemas.review import STATUSES, VERDICTS
from warehouse.store import WarehouseBusy, WarehouseUnusable

SETTABLE = tuple(status for status in STATUSES if status != "new")
"""What a person can set; a claim is new again when all its reviews were taken back."""

router = APIRouter()
_PAGES = FOLDER / "pages"
_ID = re.compile(r"[0-9a-f]{16}")
_DIGITS = re.compile(r"[0-9a-f]{4,15}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the forms of the page; `after` is the newest review that the person has seen."""

    status: str = ""
    verdict: str = ""
    note: str = ""
    evidence_url: str = ""
    undo_note: str = ""
    after: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether the form was sent as it came."""
        return not (self.status or self.verdict or self.note or self.evidence_url)

    def act_of(self, reviewer: str) -> Act:
        """Return the review."""
        return Act(
            reviewer,
            status=self.status or None,
            verdict=self.verdict or None,
            note=self.note or None,
            evidence_url=self.evidence_url or None,
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a form was not taken: `kind` is conflict, refused or busy; `newer` are the reviews that were not seen."""

    status_code: int
    kind: str
    words: str
    newer: tuple[Row, ...] = ()


@router.get("/claims/{claim_id}")
def show_claim(request: Request, claim_id: str) -> Response:
    """Show a claim; the beginning of its id leads there, if it is the beginning of no other."""
    if not _ID.fullmatch(claim_id):
        return _by_digits(request, claim_id.lower())
    typed = _taken(desk_of(request), claim_id, request.query_params.get("take", ""))
    return _page(request, claim_id, typed, back=request.query_params.get("back", ""))


def _taken(desk: Desk, claim_id: str, evidence_id: str) -> Typed:
    """Return the form with a piece of evidence in it, where one was taken: its link, and its sentence as the note."""
    if not _ID.fullmatch(evidence_id):
        return Typed()
    found = desk.rows(query(_PAGES / "claim_taken.sql"), {"claim_id": claim_id, "evidence_id": evidence_id})
    return Typed(note=found[0]["says"] or "", evidence_url=found[0]["url"] or "") if found else Typed()


@router.get("/claims/{claim_id}/next")
def show_next(request: Request, claim_id: str) -> Response:
    """Lead to the claim after this one in the queue that the address names; back to the queue from the last."""
    return _beside(request, claim_id, "next")


@router.get("/claims/{claim_id}/previous")
def show_previous(request: Request, claim_id: str) -> Response:
    """Lead to the claim before this one in the queue that the address names; back to the queue from the first."""
    return _beside(request, claim_id, "previous")


def _beside(request: Request, claim_id: str, side: Side) -> Response:
    """Lead to the item beside that of this claim. It is looked for only when asked for: that costs more than the page itself."""
    desk, back = desk_of(request), local_path(request.query_params.get("back"))
    claim = _claim(desk, claim_id)
    leader = claim if claim["item"] in {None, claim_id} else _claim(desk, claim["item"])
    found = beside(desk, filters_of(back, request.state.user.name), leader, side)
    return go_to(with_query(f"/claims/{found}", back=back) if found else back)


@router.post("/claims/{claim_id}/reviews", dependencies=[Depends(needs("reviewer"))])
def add_review(  # noqa: PLR0913, PLR0917 - each is a field of the form
    request: Request,
    claim_id: str,
    status: Annotated[str, Form()] = "",
    verdict: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    evidence_url: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Write a review, and show it; or show why not, with everything that was typed."""
    typed = Typed(status.strip(), verdict.strip(), _one_kind_of_line_end(note), evidence_url.strip(), after=after)
    if typed.says_nothing:
        fault = Fault(422, "refused", "nothing was said yet: choose a status or a verdict, or write a note")
        return _page(request, claim_id, typed, fault, back=back)
    act = typed.act_of(request.state.user.name)
    return _written(request, claim_id, typed, back, lambda desk: desk.append(claim_id, act, after=after or None))


@router.post("/claims/{claim_id}/undo", dependencies=[Depends(needs("reviewer"))])
def undo(
    request: Request,
    claim_id: str,
    note: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Take the newest review back, by a review of its own."""
    typed, name = Typed(undo_note=_one_kind_of_line_end(note), after=after), request.state.user.name
    return _written(
        request,
        claim_id,
        typed,
        back,
        lambda desk: desk.undo(claim_id, name, note=typed.undo_note or None, after=after or None),
    )


@router.post("/claims/{claim_id}/assignee", dependencies=[Depends(needs("reviewer"))])
def give(
    request: Request,
    claim_id: str,
    assignee: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Say who is to work on a claim and all others of its item; whether it could be is told by the claim itself."""
    act = Act(request.state.user.name, assignee=assignee_of(assignee) or "")

    def write(desk: Desk) -> Row:
        others = desk.rows(query(_PAGES / "claim_item.sql"), {"claim_id": claim_id})
        seen: dict[str, str | None] = {row["claim_id"]: row["review_id"] for row in others}
        own = desk.append_each(seen | {claim_id: after or None}, act)[-1]
        if isinstance(own, ReviewRefused):
            raise own
        return own

    return _written(request, claim_id, Typed(after=after), back, write)


def _one_kind_of_line_end(text: str) -> str:
    """Return typed text as it was meant: browsers send line ends of two characters."""
    return text.replace("\r\n", "\n").strip()


def _written(request: Request, claim_id: str, typed: Typed, back: str, write: Callable[[Desk], Row]) -> Response:
    """Write, and lead back to the page; what is refused comes back as a page with what was typed."""
    desk = desk_of(request)
    _claim(desk, claim_id)
    try:
        review = write(desk)
    except ReviewConflict as conflict:
        desk.note_reviews(conflict.newer)
        return _page(request, claim_id, typed, Fault(409, "conflict", str(conflict), conflict.newer), back=back)
    except ReviewRefused as refusal:
        return _page(request, claim_id, typed, Fault(422, "refused", str(refusal)), back=back)
    except (WarehouseBusy, WarehouseUnusable) as error:
        return _page(request, claim_id, typed, Fault(503, "busy", str(error)), back=back)
    kept = local_path(back, "")
    return go_to(with_query(f"/claims/{claim_id}", done=review["review_id"], back=kept))


def _page(request: Request, claim_id: str, typed: Typed, fault: Fault | None = None, *, back: str) -> Response:
    """Return the page of a claim, with its forms as they were typed."""
    desk = desk_of(request)
    claim = _claim(desk, claim_id)
    claim["series"] = _series(desk, claim_id)
    history = _history(desk, claim_id, fault)
    excerpt, lines = _excerpt(desk, claim)
    return render(
        request,
        "pages/claim.html",
        status_code=fault.status_code if fault else 200,
        claim=claim,
        reasons=_reasons(desk, claim),
        excerpt=excerpt,
        lines=lines,
        about=about_article(claim | {"name": claim["article_name"]}),
        facts=_facts(claim),
        history=history,
        first=_first(desk, claim),
        done=history.find(request.query_params.get("done", "")),
        typed=replace(typed, after=history.newest_id),
        fault=fault,
        sections=sections_of(desk, "claim", claim),
        settable=SETTABLE,
        verdicts=VERDICTS,
        longest_note=LONGEST_NOTE,
        longest_link=LONGEST_LINK,
        people=colleagues(request),
        **_way(claim, back),
    )


def _claim(desk: Desk, claim_id: str) -> Row:
    """Return a claim with its article and its mark. Raises 404 where there is none.

    One question after the other: each finds its row by a key, where one join of all would read whole columns.
    """
    known: Row = {"claim_id": claim_id, "reach": REACH}
    for name in ("claim", "claim_article", "claim_page"):
        found = desk.rows(query(_PAGES / f"{name}.sql"), known)
        if not found:
            raise HTTPException(404, f"No claim has the id {claim_id[:40]}.")
        known |= found[0]
    for name in ("has_versions", "has_copies", "has_beside"):
        known[name] = bool(desk.rows(query(_PAGES / f"claim_{name}.sql"), known))
    marks = desk.rows(query(_PAGES / "claim_mark.sql"), {"claim_id": claim_id})
    unmarked: Row = {
        "weight": 0.0,
        "always": False,
        "needs_verification": False,
        "priority": None,
        "repeats": None,
        "item": None,
    }
    return known | (marks[0] if marks else unmarked)


def _series(desk: Desk, claim_id: str) -> SeriesView | None:
    """Return what the claim's thread comes to, if several pages or figures are of it."""
    threads = threads_of(desk.rows, [claim_id])
    return chosen_series([claim_id], threads, series_rows(desk.rows, threads.values()))


def _by_digits(request: Request, digits: str) -> Response:
    """Lead to the one claim whose id begins like this. Raises 404 where there is none, or several."""
    if _ID.fullmatch(digits):
        found = [digits]
    elif _DIGITS.fullmatch(digits):
        rows = desk_of(request).rows(query(_PAGES / "claim_prefix.sql"), {"digits": digits})
        found = [row["claim_id"] for row in rows]
    else:
        raise HTTPException(404, f"{digits[:40]} is no claim's id: those have 16 digits of 0-9 and a-f.")
    if len(found) != 1:
        said = "Several claims have ids that begin" if found else "No claim has an id that begins"
        raise HTTPException(404, f"{said} with {digits}.")
    return go_to(f"/claims/{found[0]}" + (f"?{request.url.query}" if request.url.query else ""))


def _history(desk: Desk, claim_id: str, fault: Fault | None) -> History:
    rows = desk.rows(query(_PAGES / "claim_reviews.sql"), {"claim_id": claim_id})
    return history_of(rows, fault.newer if fault else ())


def _first(desk: Desk, claim: Row) -> Row | None:
    """Return where the claim stands that this one only repeats, if it does."""
    if not claim["repeats"]:
        return None
    return desk.rows(query(_PAGES / "claim_first.sql"), {"repeats": claim["repeats"]})[0]


def _reasons(desk: Desk, claim: Row) -> list[Reason]:
    return view_reasons(
        claim | {"reasons": desk.rows(query(_PAGES / "claim_flags.sql"), {"claim_id": claim["claim_id"]})}
    )


def _facts(claim: Row) -> list[tuple[str, str]]:
    """Return what only a second look asks for, beside what the page says anyway."""
    (view,) = view_claims([], [claim], []).values()
    return [(label, words) for label, words in view.facts if label not in {"In full", "Kind"}]


def _excerpt(desk: Desk, claim: Row) -> tuple[Excerpt, list[MarkedLine]]:
    """Return the paragraphs around the claim's words, with them and the other claims marked."""
    start, end = min(claim["sentence_start"], claim["start_char"]), max(claim["sentence_end"], claim["end_char"])
    excerpt = excerpt_of(claim["window_text"], claim["window_start"], start, end, claim["text_length"])
    around = desk.rows(
        query(_PAGES / "claim_around.sql"),
        {
            "article_id": claim["article_id"],
            "first_char": excerpt.start,
            "last_char": excerpt.start + len(excerpt.text),
        },
    )
    return excerpt, mark_lines(excerpt.text, around, begins_at=excerpt.start, own=claim["claim_id"])


def _way(claim: Row, back: str) -> dict[str, str | bool]:
    """Return where the page leads back to, and whether that is a queue, in which other claims stand beside this one."""
    kept = local_path(back, "")
    waits = claim["needs_verification"] and not claim["repeats"]
    return {"back": kept, "in_queue": kept.partition("?")[0] == HOME or (not kept and waits)}
