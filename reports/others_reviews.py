"""What others publish as ClaimReview becomes rows of `fact_checks`: one a claim, each with the whole review beside it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from reports.claim_review_rules import Finding, appearances_of
from reports.json_ld import Node, addresses, day_of, first, number, plain, types, values, words
from reports.visible import safe_url
from schemas.ratings import verdict_of

_EARLIEST_YEAR = 1000  # what is dated before, as 0001-01-01, is not dated
_EMPLOYERS = ("worksFor", "affiliation", "memberOf")


def fact_check_rows(review: Node, found_in: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return another's ClaimReview as rows of `fact_checks`, one for each thing reviewed; the review stays whole in each.

    Raises ValueError for one without claim, address or rating.
    """
    if missing := unusable(review):
        raise ValueError(f"a ClaimReview without a usable {missing} is no fact-check that could be kept")
    items = items_of(review)
    whole = _row_of_all(review, found_in, findings)
    return [whole | _row_of_item(review, item, at, is_alone=len(items) == 1) for at, item in enumerate(items)]


def items_of(review: Node) -> list[object]:
    """Return the things reviewed; None alone where none is told."""
    return values(review, "itemReviewed") or [None]


def _row_of_all(review: Node, found_in: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what the rows of one review share."""
    rating = first(review, "reviewRating")
    value, worst, best = (number(first(rating, name)) for name in ("ratingValue", "worstRating", "bestRating"))
    said = _text(rating, "alternateName") or _text(rating, "name")
    checker = _checker_of(review)
    return {
        "url": first(review, "url"),
        "publisher": _name_of(checker),
        "publisher_url": next(iter(_homes_of(checker, review)), None),
        "rating": said,
        "rating_value": value,
        "rating_worst": worst,
        "rating_best": best,
        "verdict": verdict_of(said, value, worst, best),
        "reviewed_on": _known_day(first(review, "datePublished")),
        "title": _text(review, "headline") or _text(review, "name"),
        "note": _text(review, "reviewBody") or _text(review, "description"),
        "explanation": _text(rating, "ratingExplanation"),
        "evidence_url": next(iter(addresses(review, "citation")), None),
        "language": _language_of(review),
        "found_in": found_in,
        "faults": [f"{each.code}: {each.where} {each.rule}" for each in findings if each.level == "must"],
        "record": canonical(review),
    }


def _row_of_item(review: Node, item: object, at: int, *, is_alone: bool) -> dict[str, Any]:
    """Return what a row tells of one thing reviewed; of several, each goes by its own words where it has some."""
    own = None if is_alone else _text(item, "text")
    claimants = [name for each in values(item, "author") if (name := _name_of(each))]
    key = canonical(review) + (f"\x1f{at}" if at else "")
    return {
        "fact_check_id": sha256(key.encode()).hexdigest()[:16],
        "claim_reviewed": own or _text(review, "claimReviewed"),
        "claimant": ", ".join(dict.fromkeys(claimants)) or _text(item, "creditText"),
        "claimed_on": _known_day(first(item, "datePublished")),
        "appearance_url": next(iter(appearances_of(item)), None),
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


def kept_whole_only(review: Node) -> Iterator[str]:
    """Yield a line for each property of which a row holds the first value alone; the others stand in its record."""
    counts = {"citation": len(addresses(review, "citation"))}
    counts["itemReviewed.appearance"] = max(len(set(appearances_of(item))) for item in items_of(review))
    for where, count in counts.items():
        if count > 1:
            yield f"{where}: the first of {count} is read. The others are kept in the column record"


def canonical(review: Node) -> str:
    """Return the review as JSON in the one form by which equal reviews are known."""
    return json.dumps(review, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _checker_of(review: Node) -> object:
    """Return who checked it: the organisation among the authors, one that an author works for, the publisher, a person."""
    authors, publishers = values(review, "author"), values(review, "publisher")
    employers = [each for author in authors for name in _EMPLOYERS for each in values(author, name)]
    bodies = [each for each in (*authors, *employers, *publishers) if "Person" not in types(each) and _name_of(each)]
    named = [each for each in (*authors, *publishers) if _name_of(each)]
    typed = [each for each in bodies if types(each)]
    return next(iter([*typed, *bodies, *named]), None)


def _homes_of(checker: object, review: Node) -> list[str]:
    return [
        *addresses(checker, "url"),
        *addresses(first(review, "author"), "url"),
        *addresses(first(review, "publisher"), "url"),
    ]


def _text(node: object, name: str) -> str | None:
    """Return the words of a property as a reader sees them; what is nothing but markup stays as it is."""
    said = words(node, name)
    return (plain(said) or said) if said else None


def _name_of(node: object) -> str | None:
    """Return the name of a person or organisation, which some write as bare text."""
    return (plain(node) or None) if isinstance(node, str) else _text(node, "name")


def _language_of(review: Node) -> str | None:
    """Return the primary subtag of the review's language."""
    tag = words(review, "inLanguage") or words(first(review, "inLanguage"), "alternateName") or ""
    code = tag.partition("-")[0].lower()
    return code if len(code) in {2, 3} and code.isalpha() and code.isascii() else None


def _known_day(value: object) -> date | None:
    day = day_of(value)
    return day if day and day.year >= _EARLIEST_YEAR else None
