"""What leaves comes back: reviews of ours read again, reviews of others kept whole, annotations that find their words."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.claim_review import Publisher, claim_review_of, claim_reviews_of, reviewed_findings
from reports.claim_review_files import find_claim_reviews
from reports.claim_review_rules import findings_of
from reports.json_ld import plain
from reports.one_claim import wording_of
from reports.others_reviews import fact_check_rows
from reports.tables import json_line
from reports.visible import host_of
from reports.web_annotation import NEIGHBOURS, annotation_of, annotation_page
from schemas.ratings import RATINGS

CASES = Path(__file__).parent / "cases" / "claimreview"
GOOD = json.loads((CASES / "good.jsonld").read_text(encoding="utf-8"))
PUBLISHER = Publisher("The Post", "https://post.example", "https://post.example/checks/{claim_id}")

STORABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
WORDS = st.text(STORABLE, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
MAYBE = st.none() | WORDS
LINKS = st.none() | st.sampled_from(["https://a.example/1?x=ä&y=2", "http://b.example", "javascript:alert(1)", "ferry"])
MOMENTS = st.integers(0, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ROWS = st.fixed_dictionaries(
    {
        "claim_id": st.text("0123456789abcdef", min_size=16, max_size=16),
        "quote": WORDS,
        "statement": WORDS,
        "claimant": MAYBE,
        "claimant_kind": st.sampled_from([None, "person", "organisation", "government", "anonymous", "document"]),
        "outlet": MAYBE,
        "title": MAYBE,
        "url": LINKS,
        "published_at": st.none() | MOMENTS,
        "status": st.just("resolved"),
        "review_id": st.just("0" * 16),
        "verdict": st.sampled_from(list(RATINGS)),
        "note": MAYBE,
        "evidence_url": LINKS,
        "reviewed_at": MOMENTS,
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(STORABLE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(STORABLE, max_size=8), inner, max_size=3),
    max_leaves=8,
)


def shown(words: str | None) -> str | None:
    """Return words without what a reader takes for markup, where anything is left."""
    return words and (plain(words) or words)


def read_back(node: dict[str, Any]) -> dict[str, Any]:
    """Return what is read of a node that went through a file."""
    [review] = find_claim_reviews(json_line(node)).reviews
    return review


@given(ROWS)
def test_a_review_of_ours_is_read_as_it_was_written(row: dict[str, Any]):
    """Claim, claimant, days, verdict, note and links come back; the review itself is the same, letter by letter."""
    review = claim_review_of(row, PUBLISHER)
    assert read_back(review) == review
    [read] = fact_check_rows(read_back(review), "own.jsonld", findings_of(review))
    wanted = {
        "url": f"https://post.example/checks/{row['claim_id']}",
        "claim_reviewed": shown(row["statement"]),
        "claimant": shown(row["claimant"] or row["outlet"]),
        "claimed_on": row["published_at"] and row["published_at"].date(),
        "appearance_url": row["url"] if str(row["url"]).startswith("http") else None,
        "publisher": "The Post",
        "publisher_url": "https://post.example",
        "rating": RATINGS[row["verdict"]][1],
        "rating_value": RATINGS[row["verdict"]][0],
        "verdict": row["verdict"],
        "reviewed_on": row["reviewed_at"].date(),
        "note": shown(row["note"]),
        "evidence_url": row["evidence_url"] if str(row["evidence_url"]).startswith("http") else None,
    }
    assert {name: read[name] for name in wanted} == wanted
    assert json.loads(read["record"]) == review
    assert review["itemReviewed"]["text"] == review["claimReviewed"] == wording_of(row)


@given(ROWS)
def test_a_review_of_ours_breaks_no_rule_but_by_what_it_is_about(row: dict[str, Any]):
    """Only a claim of our own, or one whose words look like a rating, can fail; the export leaves it out and says so."""
    broken = {
        finding.code
        for finding in reviewed_findings(claim_review_of(row, PUBLISHER), PUBLISHER)
        if finding.level == "must"
    }
    assert broken <= {"claimant_is_checker", "claim_has_rating"}
    assert host_of(PUBLISHER.page_of(row["claim_id"])) == "post.example"


@given(JSON, st.text(STORABLE, min_size=1, max_size=8))
def test_a_review_of_others_is_kept_whole(value: Any, name: str):
    """Whatever else stands in it."""
    review = deepcopy(GOOD)
    review.setdefault(name, value)
    review["itemReviewed"].setdefault(name, value)
    row, *_ = fact_check_rows(read_back(review), "x", [])
    assert json.loads(row["record"]) == review
    assert fact_check_rows(read_back(json.loads(row["record"])), "y", [])[0]["fact_check_id"] == row["fact_check_id"]


def test_a_claim_without_verdict_never_becomes_a_review():
    """Neither one that is new nor one whose verdict was given and then reopened."""
    row = {"claim_id": "0" * 16, "quote": "q", "statement": "s", "reviewed_at": date(2025, 1, 1)}
    for state in (
        {"status": "new"},
        {"status": "reopened", "verdict": "false"},
        {"status": "resolved", "verdict": None},
    ):
        with pytest.raises(ValueError, match="has no verdict"):
            claim_review_of(row | state, PUBLISHER)


def test_two_claims_of_one_sentence_say_which_words_they_are_about():
    """Else two pages would seem to review the same."""
    row = {"statement": "The bank has 8 branches and 900 staff.", "status": "resolved", "verdict": "true"}
    rows = [
        row | {"claim_id": digit * 16, "quote": quote} for digit, quote in (("a", "8 branches"), ("b", "900 staff"))
    ]
    said = [review["claimReviewed"] for review in claim_reviews_of(rows, PUBLISHER)]
    assert said == [f"The bank has 8 branches and 900 staff. (“{words}”)" for words in ("8 branches", "900 staff")]
    assert claim_reviews_of(rows[:1], PUBLISHER)[0]["claimReviewed"] == row["statement"]


def test_without_a_place_on_the_scale_there_are_words_alone():
    """Unverifiable is no number between false and true."""
    for verdict in ("unverifiable", "outdated"):
        row = {"claim_id": "0" * 16, "quote": "q", "statement": "s", "status": "resolved", "verdict": verdict}
        rating = claim_review_of(row, PUBLISHER)["reviewRating"]
        assert rating == {"@type": "Rating", "alternateName": verdict.capitalize(), "name": verdict.capitalize()}


@given(st.text(STORABLE, min_size=1, max_size=200), st.data())
def test_an_annotation_finds_its_words_again(text: str, data: st.DataObject):
    """By place and by neighbours, in code points, wherever the words stand; nothing in it judges."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = {
        "claim_id": "0" * 16,
        "article_id": "1" * 16,
        "quote": text[start:end],
        "prefix": text[max(start - NEIGHBOURS, 0) : start],
        "suffix": text[end : end + NEIGHBOURS],
        "start_char": start,
        "end_char": end,
        "text_sha256": "0" * 64,
        "flags": ["money_total"],
        "needs_verification": True,
        "found_at": datetime(2025, 1, 1, tzinfo=UTC),
    }
    page = json.loads(json_line(annotation_page([annotation_of(row)])))
    [annotation] = page["items"]
    quote, place = annotation["target"]["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    claim, tag = annotation["body"]
    assert (claim["@type"], claim["text"], tag["value"]) == ("Claim", text[start:end], "money_total")
    assert "Rating" not in json.dumps(page)
