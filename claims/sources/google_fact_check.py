"""Google's index of published fact-checks (Fact Check Tools API, `claims:search`); it needs a key.

It answers `{"claims": [{"text", "claimant", "claimDate", "claimReview": [{"publisher", "url", "title", ...}]}], "nextPageToken"}`,
of which every field may be missing.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from claims.sources.fact_checks import Checked, asked_words, evidence_of, likeness
from claims.sources.model import (
    Answer,
    Asking,
    NotReadable,
    Question,
    Source,
    address,
    day,
    read_json,
    rows,
    table,
    words,
)
from claims.tracking.matching import SURE

PAGES = 2
"""The most pages that are turned for one claim."""

_SHORTEST = 4  # words; fewer are no claim to look for
_PATH = "/v1alpha1/claims:search?"


def ask(asking: Asking) -> Question | None:
    """Look for the claim's own words."""
    looked_for = asked_words(asking)
    if len(looked_for.split()) < _SHORTEST or asking.claim.kind == "quote":
        return None
    query = urlencode({"query": looked_for, "languageCode": "en", "pageSize": 10}, quote_via=quote)
    return Question(SOURCE.name, _PATH + query, f"fact-checks of “{looked_for}”", {"page": "1"})


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Return the fact-checks that are of the claim; where none is yet, turn the page."""
    answer = read_json(body)
    if not isinstance(answer, dict):
        raise NotReadable("its answer is no list of fact-checks")
    if "error" in answer:
        said = words(table(answer["error"]).get("message"), 120) or "without a reason"
        raise NotReadable(f"it refuses: {said}", passes=True)
    checked = list(_checked(answer))
    sure = likeness(asking, checked)
    token, page = words(answer.get("nextPageToken"), 200), int(question.kept.get("page", "1"))
    if token and page < PAGES and max(sure, default=0.0) < SURE:
        first = question.query.partition("&pageToken=")[0]
        return Question(
            SOURCE.name, f"{first}&pageToken={quote(token, safe='')}", question.about, {"page": str(page + 1)}
        )
    return evidence_of(asking, checked, sure, "Google’s index of fact-checks")


def _checked(answer: dict[str, Any]) -> Iterator[Checked]:
    for claim in map(table, rows(answer.get("claims"), 50)):
        said = words(claim.get("text"))
        for review in map(table, rows(claim.get("claimReview"), 5)):
            publisher = table(review.get("publisher"))
            title = words(review.get("title"))
            if said or title:
                yield Checked(
                    claim=said or title or "",
                    url=address(review.get("url")),
                    title=title,
                    publisher=words(publisher.get("name"), 120) or words(publisher.get("site"), 120),
                    rating=words(review.get("textualRating"), 120),
                    on=day(review.get("reviewDate")),
                )


SOURCE = Source(
    name="google_fact_check",
    title="Google Fact Check Tools",
    ask=ask,
    read=read,
    address="https://factchecktools.googleapis.com",
    rhythm_days=7,
    cost=2,
    key="FACTDESK_GOOGLE_KEY",
    key_header="X-Goog-Api-Key",
)
