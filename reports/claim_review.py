"""ClaimReview: a reviewed claim as the JSON-LD that its page carries.

Only a claim with a verdict becomes one; what is still open must never look like a judgement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.claim_review_rules import Finding, HostPage, findings_of, must
from reports.json_ld import Node
from reports.one_claim import opposed, wording_of
from reports.visible import safe_url
from schemas.ratings import RATINGS, SCALE_BEST, SCALE_WORST

Row = Mapping[str, Any]

CONTEXT = "https://schema.org"
CLAIM_ID = "{claim_id}"
_NAMED_CLAIMANTS = {"person": "Person", "organisation": "Organization", "government": "Organization"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews: its name, its address, and where the page of each stands (`{claim_id}` in it)."""

    name: str
    url: str
    checks_url: str

    def page_of(self, claim_id: str) -> str:
        """Return the address of the page of one fact-check."""
        return self.checks_url.replace(CLAIM_ID, claim_id)


def claim_reviews_of(rows: Sequence[Row], publisher: Publisher) -> list[dict[str, Any]]:
    """Return resolved claims as ClaimReviews; where several are told by the same words, each names those that it is about."""
    quotes: dict[str, set[str]] = {}
    for row in rows:
        quotes.setdefault(wording_of(row), set()).add(row["quote"])
    return [claim_review_of(row, publisher, names_words=len(quotes[wording_of(row)]) > 1) for row in rows]


def claim_review_of(row: Row, publisher: Publisher, *, names_words: bool = False) -> dict[str, Any]:
    """Return a resolved claim as ClaimReview; raises ValueError for one without a verdict.

    `row` is one of `exportable_claims.sql`; `names_words` has the review say which words of the statement it is about.
    """
    if row.get("status") != "resolved" or row.get("verdict") not in RATINGS:
        raise ValueError(f"claim {row['claim_id']} has no verdict, so there is no review of it to publish")
    return _without_blanks({
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "identifier": row.get("review_id"),
        "url": publisher.page_of(str(row["claim_id"])),
        "claimReviewed": _named(row) if names_words else wording_of(row),
        "datePublished": _day(row.get("reviewed_at")),
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.url},
        "itemReviewed": claim_of(row),
        "reviewRating": rating_of(str(row["verdict"])),
        "reviewBody": row.get("note"),
        "citation": safe_url(row.get("evidence_url")),
    })  # fmt: skip


def _named(row: Row) -> str:
    """Return a claim's words with those of them that it is about behind, once."""
    wording, named = wording_of(row), f" (“{row['quote']}”)"
    return wording if wording.endswith(named) else wording + named


def reviewed_findings(review: Node, publisher: Publisher) -> list[Finding]:
    """Return what a review of ours breaks, on the page where it will stand."""
    return findings_of(review, HostPage(publisher.url))


def opposite_findings(rows: Sequence[Row]) -> list[tuple[int, Finding]]:
    """Return a finding for each of the resolved claims that are one claim with different verdicts, with its number."""
    return [(at, _opposite(rows[at], rows[other])) for at, other in sorted(opposed(rows).items())]


def _opposite(row: Row, other: Row) -> Finding:
    said, others = (RATINGS[str(each["verdict"])][1] for each in (row, other))
    rule = f"it says {said}, and the review of claim {other['claim_id']}, which is the same claim, says {others}"
    step = "Settle on one verdict for both with `factdesk review` or on the desk, and export again"
    return must("opposite_verdicts", "reviewRating", rule, step)


def rating_of(verdict: str) -> dict[str, Any]:
    """Return a verdict as Rating: words for each, a number for those that lie between false and true."""
    value, said = RATINGS[verdict]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": said, "name": said}
    if value is None:
        return rating
    return rating | {"ratingValue": value, "worstRating": SCALE_WORST, "bestRating": SCALE_BEST}


def claim_of(row: Row) -> dict[str, Any]:
    """Return a claim as schema.org Claim: it in a sentence, who made it, when and where; nothing of its truth."""
    return _without_blanks({
        "@type": "Claim",
        "identifier": row["claim_id"],
        "text": wording_of(row),
        "author": _claimant(row),
        "creditText": row.get("claimant") if _claimant(row) is None else None,
        "datePublished": _day(row.get("published_at")),
        "appearance": _appearance(row),
    })  # fmt: skip


def _claimant(row: Row) -> dict[str, Any] | None:
    """Return who made the claim; the outlet for what the article says itself; None for those without a name."""
    kind, name = row.get("claimant_kind"), row.get("claimant")
    if name and kind in _NAMED_CLAIMANTS:
        more = {"additionalType": f"{CONTEXT}/GovernmentOrganization"} if kind == "government" else {}
        return {"@type": _NAMED_CLAIMANTS[str(kind)], "name": name, **more}
    if name or not row.get("outlet"):
        return None
    return {"@type": "Organization", "name": row["outlet"]}


def _appearance(row: Row) -> dict[str, Any] | None:
    """Return the article in which the claim was made, if it has an address."""
    url = safe_url(row.get("url"))
    return _without_blanks({"@type": "CreativeWork", "url": url, "headline": row.get("title")}) if url else None


def _without_blanks(node: Row) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _day(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else None
