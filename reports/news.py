"""What is new since the report that people were given before: which claims, how many, and how many figure edits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.edits import new_edits
from reports.items import parts_of, share_reasons
from reports.pieces import Reason, view_reasons
from reports.sentence import Part
from reports.words import claimant_of, counted, moment_words, reading_of

Row = Mapping[str, Any]

_LISTED, _AROUND = 30, 90


@dataclass(frozen=True, slots=True)
class NewClaim:
    """An item that the report before did not have all of, told by its new claim that most hangs on; `parts` are its sentence.

    `told` is what its thread comes to, in a line.
    """

    claim_id: str
    parts: tuple[Part, ...]
    claimant: str
    reading: str
    measured: str
    title: str
    outlet: str | None
    reasons: tuple[Reason, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a moment; `listed` are the items of them that most hangs on."""

    since: str
    run_id: str | None
    items: int
    claims: int
    edits: int
    listed: tuple[NewClaim, ...]

    @property
    def heading(self) -> str:
        """The news in a line, as in "New since 12 November 2025, 06:00 UTC: 7 sentences, 2 figure edits"."""
        if not self.items and not self.edits:
            return f"Nothing new since {self.since}"
        parts = [counted(self.items, "sentence"), counted(self.edits, "figure edit") if self.edits else ""]
        return f"New since {self.since}: {', '.join(part for part in parts if part)}"


def view_news(since: Row | None, new_claims: Sequence[Row], edits: Sequence[Row]) -> News | None:
    """Return the news since the report before, from rows of `new_claims.sql` and `figure_edits.sql`; None for the first."""
    if since is None:
        return None
    made_at = since["made_at"]
    return News(
        since=moment_words(made_at) if isinstance(made_at, datetime) else str(made_at),
        run_id=since.get("run_id"),
        items=how_many(new_claims),
        claims=sum(int(row.get("claims_of_it") or 1) for row in new_claims),
        edits=new_edits(edits),
        listed=tuple(view_new_claim(row) for row in new_claims[:_LISTED]),
    )


def how_many(rows: Sequence[Row]) -> int:
    """Return how many items there are in all, of which the rows are the first."""
    return int(rows[0].get("how_many", len(rows))) if rows else 0


def view_new_claim(row: Row) -> NewClaim:
    """Return one row of `new_claims.sql` in words."""
    return NewClaim(
        claim_id=str(row["claim_id"]),
        parts=parts_of([row, *(row.get("spans") or ())], _AROUND),
        claimant=claimant_of(row),
        reading=reading_of(row),
        measured=_beyond_quote(row),
        title=str(row.get("title") or row.get("article_name") or "an article without a name"),
        outlet=str(row["outlet"]) if row.get("outlet") else None,
        reasons=tuple(shared.reason for shared in share_reasons(view_reasons(row))),
        told=str(row.get("told") or ""),
    )


def _beyond_quote(row: Row) -> str:
    """Return what a claim measures where its own words do not say so."""
    measured, quote = str(row.get("measured") or ""), str(row.get("quote") or "").lower()
    return measured if measured.lower() not in quote else ""
