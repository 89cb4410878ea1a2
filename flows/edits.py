"""What a newer version of a page tells otherwise, as rows."""

from collections.abc import Mapping, Sequence

from claims.ids import id_of
from claims.model import Article, Claim
from claims.versions import ALIGNED_BY, Edit, silent_among
from flows.rows import Row


def edit_rows(old: Article, new: Article, edits: Sequence[Edit], *, returned_in: str | None = None) -> list[Row]:
    """Return the rows of the edits between two versions; each return of an old text, in a run, has edits of its own."""
    told = zip(edits, silent_among(edits, old.text, new.text), strict=True)
    return [_row(old, new, edit, returned_in, is_silent=is_silent) for edit, is_silent in told]


def return_row(old: Article, new: Article, run_id: str) -> Row:
    """Return the row that tells that a page has an old text again."""
    return {
        "return_id": id_of(old.article_id, new.article_id, run_id),
        "page_id": new.page_id,
        "article_id": new.article_id,
        "article_id_before": old.article_id,
    }


def _row(old: Article, new: Article, edit: Edit, returned_in: str | None, *, is_silent: bool) -> Row:
    before, after = (claim.claim_id if claim else None for claim in (edit.before, edit.after))
    return {
        "edit_id": id_of(
            old.article_id, new.article_id, before or "", after or "", *([returned_in] if returned_in else [])
        ),
        "page_id": new.page_id,
        "article_id_before": old.article_id,
        "article_id_after": new.article_id,
        "claim_id_before": before,
        "claim_id_after": after,
        "changes": list(edit.changes),
        "is_silent": is_silent,
        "is_within": edit.is_within,
        "score": edit.score,
        "aligned_by": ALIGNED_BY,
    }


def claims_before(edits: Sequence[Edit]) -> Mapping[str, Claim]:
    """Return the claims of the older version that changed or vanished, by id."""
    return {edit.before.claim_id: edit.before for edit in edits if edit.before}
