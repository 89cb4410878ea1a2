"""Reviews are appended, never changed: one short transaction each, signed, and only on top of what the reviewer has seen.

Two people never overwrite each other: whoever has not seen the other's newer review is told so, and nothing is written.
Taking a review back is one more row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reports.visible import on_one_line, safe_url, show_hidden
from schemas.review import STATUSES, VERDICTS
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Warehouse, read_rows, save, transaction

if TYPE_CHECKING:
    from flows.survey import Opener

LONGEST_NOTE, LONGEST_LINK, LONGEST_NAME = 20_000, 2_000, 200  # characters
_RUN = "review"  # rows of reviews belong to no run
_ID = re.compile(r"[0-9a-f]{1,16}")

Row = dict[str, Any]


class ReviewRefused(Exception):  # noqa: N818 - it says what happened to the review
    """A review that was not written: what of it cannot be, and the next step; nothing has changed."""


class ReviewConflict(ReviewRefused):
    """Somebody else reviewed the claim since: `newer` are the reviews that were not seen, oldest first."""

    def __init__(self, words: str, newer: Sequence[Row]) -> None:
        super().__init__(words)
        self.newer = tuple(newer)


@dataclass(frozen=True, slots=True)
class Act:
    """What a person says of a claim; what is None stays as it stands. A verdict without status resolves the claim."""

    reviewer: str
    status: str | None = None
    verdict: str | None = None
    note: str | None = None
    evidence_url: str | None = None
    assignee: str | None = None  # who is to work on it; "" for nobody


def append_review(opener: "Opener", claim_id: str, act: Act, *, after: str | None = None) -> Row:
    """Write one review and return its row; `after` is the newest review that the person has seen.

    Raises ReviewConflict when somebody else has reviewed the claim since, ReviewRefused for what cannot be written.
    """
    refuse_unfit(act)
    with opener() as warehouse:
        return append_to(warehouse, claim_id, act, after)


def undo_review(
    opener: "Opener", claim_id: str, reviewer: str, *, note: str | None = None, after: str | None = None
) -> Row:
    """Take back the newest review that still holds, by a review of its own, and return that row. Raises as the above."""
    act = Act(reviewer, note=note)
    refuse_unfit(act)
    with opener() as warehouse:
        return undo_in(warehouse, claim_id, act, after)


def append_to(warehouse: Warehouse, claim_id: str, act: Act, after: str | None) -> Row:
    """Write one review into the open live file, as `append_review`; `refuse_unfit` has passed the act."""
    with transaction(warehouse):
        history = _history(warehouse, claim_id)
        _refuse_unseen(history, act.reviewer, after)
        return _append(warehouse, claim_id, history, act.reviewer, _next_state(history, act))


def undo_in(warehouse: Warehouse, claim_id: str, act: Act, after: str | None) -> Row:
    """Take back the newest review that holds in the open live file, as `undo_review`; of the act, only the note counts."""
    reviewer, note = act.reviewer, act.note
    with transaction(warehouse):
        history = _history(warehouse, claim_id)
        _refuse_unseen(history, reviewer, after)
        held = _holding(history)
        if not held:
            raise ReviewRefused(f"claim {claim_id}: there is no review to take back; `factdesk explain` shows them")
        state = _state_of(held[-2] if len(held) > 1 else None) | {"note": note, "undoes": held[-1]["review_id"]}
        return _append(warehouse, claim_id, history, reviewer, state)


def find_claim(opener: "Opener", asked: str) -> str:
    """Return the one claim_id that begins with the digits; raises ReviewRefused for none or several."""
    digits = asked.strip().lower()
    listed = '`factdesk sql "FROM flagged_claims"` lists them'
    if not _ID.fullmatch(digits):
        raise ReviewRefused(f"{asked}: a claim_id is 16 hexadecimal digits; {listed}")
    select = "SELECT claim_id, quote FROM claims WHERE starts_with(claim_id, ?) ORDER BY claim_id LIMIT 6"
    with opener() as warehouse:
        found = read_rows(warehouse, select, [digits]).rows()
    if not found:
        raise ReviewRefused(f"{asked}: no claim_id begins like this; {listed}")
    if len(found) > 1:
        candidates = "; ".join(f"{claim_id} ({quote})" for claim_id, quote in found[:5])
        raise ReviewRefused(f"{asked}: several claims begin like this, give more digits: {candidates}")
    return str(found[0][0])


def refuse_unfit(act: Act) -> None:
    """Refuse what no row may hold, before the file is opened."""
    if not act.reviewer.strip():
        raise ReviewRefused("nobody signs the review: name the reviewer (--reviewer, or FACTDESK_REVIEWER)")
    for whose, name in (("reviewer", act.reviewer), ("assignee", act.assignee or "")):
        if name != on_one_line(name):
            raise ReviewRefused(
                f"the {whose}'s name has line breaks or characters that cannot be seen: write it plainly"
            )
    if act.status is not None and act.status not in STATUSES:
        raise ReviewRefused(f"{act.status} is no status; there are {', '.join(STATUSES)}")
    if act.verdict is not None and act.verdict not in VERDICTS:
        raise ReviewRefused(f"{act.verdict} is no verdict; there are {', '.join(VERDICTS)}")
    if act.evidence_url is not None and not safe_url(act.evidence_url):
        raise ReviewRefused(f"{act.evidence_url}: a link begins with http:// or https:// and has no blanks")
    _refuse_long(act)


def _refuse_long(act: Act) -> None:
    for what, text, most in (
        ("note", act.note, LONGEST_NOTE),
        ("link", act.evidence_url, LONGEST_LINK),
        ("reviewer's name", act.reviewer, LONGEST_NAME),
        ("assignee's name", act.assignee, LONGEST_NAME),
    ):
        if text and len(text) > most:
            raise ReviewRefused(f"the {what} has {len(text):,} characters, and {most:,} are kept: shorten it")


def _history(warehouse: Warehouse, claim_id: str) -> list[Row]:
    """Return every review of a claim, oldest first; refuses a claim that is not there."""
    if read_rows(warehouse, "SELECT 1 FROM claims WHERE claim_id = ?", [claim_id]).is_empty():
        raise ReviewRefused(f'{claim_id}: there is no such claim; `factdesk sql "FROM flagged_claims"` lists them')
    select = "SELECT * FROM reviews WHERE claim_id = ? ORDER BY reviewed_at, review_id"
    return read_rows(warehouse, select, [claim_id]).to_dicts()


def _refuse_unseen(history: Sequence[Row], reviewer: str, after: str | None) -> None:
    """Refuse to write on top of a review by somebody else that the reviewer has not seen.

    Who has reviewed the claim before has seen all that came before that.
    """
    if after is not None and after not in {row["review_id"] for row in history}:
        raise ReviewRefused(f"{after}: the claim has no such review; `factdesk explain` shows those it has")
    seen = [at for at, row in enumerate(history) if row["review_id"] == after or row["reviewer"] == reviewer]
    newer = history[seen[-1] + 1 if seen else 0 :]
    if newer:
        last = newer[-1]
        said = f"{last['reviewer']} ({last['status']}{', ' + last['verdict'] if last['verdict'] else ''}"
        raise ReviewConflict(
            f"claim {last['claim_id']}: reviewed meanwhile by {said}, {last['reviewed_at']:%Y-%m-%d %H:%M} UTC), and "
            f"nothing was changed; look at it with `factdesk explain`, and if yours still holds, "
            f"add --after {history[-1]['review_id']}",
            newer,
        )


def _holding(history: Sequence[Row]) -> list[Row]:
    """Return the reviews that hold: neither taken back nor taking one back."""
    taken_back = {row["undoes"] for row in history}
    return [row for row in history if row["undoes"] is None and row["review_id"] not in taken_back]


def _state_of(review: Row | None) -> Row:
    """Return where a claim stands after a review; before any, it is new."""
    if review is None:
        return {"status": "new", "verdict": None, "evidence_url": None, "assignee": None}
    return {name: review[name] for name in ("status", "verdict", "evidence_url", "assignee")}


def _next_state(history: Sequence[Row], act: Act) -> Row:
    """Return what the row says: the act, on top of what holds. The link belongs to the verdict that it was given for."""
    held = _holding(history)
    state = _state_of(held[-1] if held else None)
    status = act.status or ("resolved" if act.verdict else state["status"])
    keeps_verdict = act.verdict is None and (act.status in {None, state["status"]} or status == "resolved")
    verdict = state["verdict"] if keeps_verdict else act.verdict
    if status == "resolved" and verdict is None:
        raise ReviewRefused(f"a claim is resolved by a verdict: give one of {', '.join(VERDICTS)}, or dismiss it")
    link = act.evidence_url or (state["evidence_url"] if keeps_verdict else None)
    assignee = state["assignee"] if act.assignee is None else act.assignee.strip() or None
    said = {"status": status, "verdict": verdict, "evidence_url": link, "assignee": assignee}
    return said | {"note": act.note, "undoes": None}


def _append(warehouse: Warehouse, claim_id: str, history: Sequence[Row], reviewer: str, state: Row) -> Row:
    """Write a review later than all others of the claim, whatever the clocks of two machines say."""
    note = show_hidden(state["note"].strip()) if state["note"] else None
    now = datetime.now(UTC)
    at = max(now, history[-1]["reviewed_at"] + timedelta(microseconds=1)) if history else now
    review_id = sha256(f"{claim_id}\x1f{reviewer}\x1f{at.isoformat()}".encode()).hexdigest()[:16]
    row = {
        "review_id": review_id,
        "claim_id": claim_id,
        "reviewer": reviewer,
        "reviewed_at": at,
        **state,
        "note": note or None,
    }
    saved = save(warehouse, "reviews", frame_of([row], TABLES["reviews"]), run_id=_RUN, at=at)
    if saved.new != 1:
        raise RuntimeError(f"a review that was checked was not saved: {saved}")
    return row
