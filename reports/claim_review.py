"""ClaimReview both ways: a reviewed claim as the JSON-LD that its page carries, and another's JSON-LD as a row.

Only a claim with a verdict becomes one; what is still open must never look like a judgement.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from reports.claim_review_rules import Finding, HostPage, appearances_of, findings_of
from reports.json_ld import Node, addresses, day_of, first, number, words
from schemas.ratings import RATINGS, SCALE_BEST, SCALE_WORST, verdict_of
from reports.visible import safe_url

Row = Mapping[str, Any]

CONTEXT = "https://schema.org"
CLAIM_ID = "{claim_id}"
_NAMED_CLAIMANTS = {"person": "Person", "organisation": "Organization", "government": "Organization"}
_EARLIEST_YEAR = 1000  # what is dated before, as 0001-01-01, is not dated


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
    """Return resolved claims as ClaimReviews; where several claims of one sentence were checked, each names its words."""
    quotes: dict[str, set[str]] = {}
    for row in rows:
        quotes.setdefault(row["statement"], set()).add(row["quote"])
    return [claim_review_of(row, publisher, names_words=len(quotes[row["statement"]]) > 1) for row in rows]


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
        "claimReviewed": f"{row['statement']} (“{row['quote']}”)" if names_words else row["statement"],
        "datePublished": _day(row.get("reviewed_at")),
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.url},
        "itemReviewed": claim_of(row),
        "reviewRating": rating_of(str(row["verdict"])),
        "reviewBody": row.get("note"),
        "citation": safe_url(row.get("evidence_url")),
    })  # fmt: skip


def reviewed_findings(review: Node, publisher: Publisher) -> list[Finding]:
    """Return what a review of ours breaks, on the page where it will stand."""
    return findings_of(review, HostPage(publisher.url))


def rating_of(verdict: str) -> dict[str, Any]:
    """Return a verdict as Rating: words for each, a number for those that lie between false and true."""
    value, said = RATINGS[verdict]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": said, "name": said}
    if value is None:
        return rating
    return rating | {"ratingValue": value, "worstRating": SCALE_WORST, "bestRating": SCALE_BEST}


def claim_of(row: Row) -> dict[str, Any]:
    """Return a claim as schema.org Claim: its words, who made it, when and where; nothing of its truth."""
    return _without_blanks({
        "@type": "Claim",
        "identifier": row["claim_id"],
        "text": row["quote"],
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


def fact_check_row(review: Node, found_in: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return another's ClaimReview as a row of `fact_checks`; raises ValueError without claim, address or rating.

    The review itself stays whole in `record`.
    """
    rating, item, author = (first(review, name) for name in ("reviewRating", "itemReviewed", "author"))
    value, worst, best = (number(first(rating, name)) for name in ("ratingValue", "worstRating", "bestRating"))
    said = words(rating, "alternateName") or words(rating, "name")
    if missing := unusable(review):
        raise ValueError(f"a ClaimReview without a usable {missing} is no fact-check that could be kept")
    return {
        "fact_check_id": sha256(canonical(review).encode()).hexdigest()[:16],
        "url": first(review, "url"),
        "claim_reviewed": words(review, "claimReviewed"),
        "claimant": _name_of(first(item, "author")) or words(item, "creditText"),
        "claimed_on": _known_day(first(item, "datePublished")),
        "appearance_url": next(iter(appearances_of(review)), None),
        "publisher": _name_of(author) or _name_of(first(review, "publisher")),
        "publisher_url": next(iter(addresses(author, "url") + addresses(first(review, "publisher"), "url")), None),
        "rating": said,
        "rating_value": value,
        "rating_worst": worst,
        "rating_best": best,
        "verdict": verdict_of(said, value, worst, best),
        "reviewed_on": _known_day(first(review, "datePublished")),
        "title": words(review, "headline") or words(review, "name"),
        "note": words(review, "reviewBody") or words(review, "description"),
        "evidence_url": next(iter(addresses(review, "citation")), None),
        "language": _language_of(review),
        "found_in": found_in,
        "faults": [f"{each.code}: {each.where} {each.rule}" for each in findings if each.level == "must"],
        "record": canonical(review),
    }


def unusable(review: Node) -> str | None:
    """Return the property that a ClaimReview lacks to be kept as a fact-check at all; None if it can be."""
    rating = first(review, "reviewRating")
    if not words(review, "claimReviewed"):
        return "claimReviewed"
    if not safe_url(first(review, "url")):
        return "url"
    if words(rating, "alternateName") or words(rating, "name"):
        return None
    return "reviewRating.alternateName" if isinstance(rating, Mapping) else "reviewRating"


def canonical(review: Node) -> str:
    """Return the review as JSON in the one form by which equal reviews are known."""
    return json.dumps(review, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _name_of(node: object) -> str | None:
    """Return the name of a person or organisation, which some write as bare text."""
    return (" ".join(node.split()) or None) if isinstance(node, str) else words(node, "name")


def _language_of(review: Node) -> str | None:
    """Return the primary subtag of the review's language."""
    tag = words(review, "inLanguage") or words(first(review, "inLanguage"), "alternateName") or ""
    code = tag.partition("-")[0].lower()
    return code if len(code) in {2, 3} and code.isalpha() and code.isascii() else None


def _known_day(value: object) -> date | None:
    day = day_of(value)
    return day if day and day.year >= _EARLIEST_YEAR else None
