"""Every rule of ClaimReview: one broken at a time, and the message that says so; and where reviews are found."""

import json
import re
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.earlier_checks import Earlier
from reports import claim_review_rules
from reports.claim_review_files import find_claim_reviews
from reports.claim_review_rules import HostPage, findings_across, findings_of
from reports.json_ld import day_of, number
from reports.others_reviews import fact_check_rows, unusable
from schemas.ratings import RATINGS, verdict_of

CASES = Path(__file__).parent / "cases" / "claimreview"
GOOD = json.loads((CASES / "good.jsonld").read_text(encoding="utf-8"))
BROKEN = tomllib.loads((CASES / "broken.toml").read_text(encoding="utf-8"))["case"]
DOCUMENTS = tomllib.loads((CASES / "documents.toml").read_text(encoding="utf-8"))["case"]
BY_THEMSELVES = [case for case in BROKEN if not {"page_url", "visible", "redirected_from"} & set(case)]
KNOWN_KEYS = {"breaks", "level", "set", "remove", "page_url", "visible", "redirected_from", "says"}


def changed(case: dict[str, Any]) -> dict[str, Any]:
    """Return good.jsonld with the changes of a case."""
    review = deepcopy(GOOD)
    for path in case.get("remove", ()):
        *above, name = path.split(".")
        del _within(review, above)[name]
    for path, value in case.get("set", {}).items():
        *above, name = path.split(".")
        _within(review, above)[name] = value
    return review


def _within(node: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for name in path:
        node = node[name]
    return node


def test_a_good_review_breaks_no_rule():
    """Neither by itself nor on its page, nor on one of a site above its own."""
    shown = f"Claim: {GOOD['claimReviewed']} Rating: MOSTLY  FALSE."
    for page in (HostPage(), HostPage("https://checks.example/x", shown), HostPage("https://www.checks.example/")):
        assert findings_of(GOOD, page) == []


@pytest.mark.parametrize("case", BROKEN, ids=[f"{at}-{case['breaks']}" for at, case in enumerate(BROKEN)])
def test_a_broken_rule_is_told_and_no_other(case: dict[str, Any]):
    """The message names the review, the property, the rule and the next step."""
    assert set(case) <= KNOWN_KEYS, "a key that no test reads"
    page = HostPage(case.get("page_url"), case.get("visible"), case.get("redirected_from"))
    findings = findings_of(changed(case), page)
    assert [(finding.code, finding.level) for finding in findings if finding.code == case["breaks"]] == [
        (case["breaks"], case.get("level", "must"))
    ]
    others = [finding.code for finding in findings if finding.level == "must" and finding.code != case["breaks"]]
    assert others == []
    message = next(finding for finding in findings if finding.code == case["breaks"]).told_of("cranes.jsonld")
    assert message.startswith("cranes.jsonld: ")
    for words in case["says"]:
        assert words in message


@pytest.mark.parametrize("case", BY_THEMSELVES, ids=[case["breaks"] for case in BY_THEMSELVES])
def test_an_import_tells_each_broken_rule(case: dict[str, Any]):
    """What is required is told of what is kept, or of what had to be refused; what is only advised is not."""
    earlier = Earlier()
    earlier.add(json.dumps(changed(case)), "cranes.jsonld")
    told = [*earlier.faults, *map(str, earlier.refused)]
    assert len(told) == (case.get("level", "must") == "must")
    assert len(earlier.rows) + len(earlier.refused) == 1
    for line in told:
        assert line.startswith("cranes.jsonld")
        assert case["says"][0].partition(":")[0] in line


def test_there_are_forty_broken_ones_and_every_rule_is_among_them():
    """A rule without a case is a rule that nobody has seen at work."""
    source = Path(claim_review_rules.__file__).read_text(encoding="utf-8")
    told = set(re.findall(r'(?:must|should)\(\s*"(\w+)"', source))
    told |= {code for pair in re.findall(r'code = "(\w+)" if .*? else "(\w+)"', source) for code in pair}
    told |= {f"{name}_not_number" for name in ("ratingValue", "bestRating", "worstRating")}
    across = {"page_has_several", "review_on_two_pages", "media_category"}
    assert len(BROKEN) >= 40
    assert {case["breaks"] for case in BROKEN} == told - across


@pytest.mark.parametrize("case", DOCUMENTS, ids=[case["name"] for case in DOCUMENTS])
def test_reviews_are_found_wherever_they_stand(case: dict[str, Any]):
    """What cannot be read is told beside what can."""
    assert set(case) <= {"name", "text", "reviews", "says", "across"}, "a key that no test reads"
    other = GOOD | {"url": "https://checks.example/harbour-ferries", "claimReviewed": "The harbour has no ferries."}
    again = GOOD | {"url": "https://checks.example/copy"}
    text = case["text"]
    for name, review in (("REVIEW", GOOD), ("OTHER", other), ("AGAIN", again)):
        text = text.replace(name, json.dumps(review))
    found = find_claim_reviews(text)
    assert len(found.reviews) == case["reviews"]
    assert all(review in (GOOD, other, again) for review in found.reviews)
    told = [finding.told_of("x").removeprefix("x: ") for finding in found.findings]
    across = [finding.told_of("x") for _at, finding in findings_across(found.reviews)]
    for words in case.get("says", ()):
        assert any(words in line for line in told), told
    assert bool(told) == ("says" in case)
    for words in case.get("across", ()):
        assert any(words in line for line in across), across
    assert bool(across) == ("across" in case)


def test_a_graph_gives_context_and_follows_references():
    """Nodes that name one another by id are put together."""
    review = {"@type": "ClaimReview", "claimReviewed": "x", "itemReviewed": {"@id": "#claim"}, "author": {"@id": "#us"}}
    graph = [review, {"@id": "#claim", "@type": "Claim", "author": {"@id": "#us"}}, {"@id": "#us", "name": "Harbour"}]
    found = find_claim_reviews(json.dumps({"@context": "https://schema.org/", "@graph": graph}))
    assert found.reviews == [
        {
            "@context": "https://schema.org/",
            "@type": "ClaimReview",
            "claimReviewed": "x",
            "itemReviewed": {"@id": "#claim", "@type": "Claim", "author": {"@id": "#us", "name": "Harbour"}},
            "author": {"@id": "#us", "name": "Harbour"},
        }
    ]


def test_references_that_go_round_end():
    """A node that names itself is followed a few times, and no more."""
    graph = [
        {"@type": "ClaimReview", "@id": "#a", "itemReviewed": {"@id": "#b"}},
        {"@id": "#b", "about": {"@id": "#a"}},
    ]
    assert len(find_claim_reviews(json.dumps(graph)).reviews) == 1


def test_a_document_that_is_nested_without_end_is_refused():
    """Depth costs nothing but a line."""
    for text in ("[" * 100_000, "[" * 200 + "]" * 200, '{"a":' * 5_000 + "1" + "}" * 5_000):
        [finding] = find_claim_reviews(text).findings
        assert finding.code in {"too_deep", "not_json"}


def test_the_page_around_a_review_is_known():
    """Its canonical address and the words that readers see, not those of its scripts."""
    page = (
        '<html><head><title>t</title><link rel="canonical" href="https://checks.example/a"></head>'
        f'<body><p>Seen &amp; read</p><script type="application/ld+json">{json.dumps(GOOD)}</script></body></html>'
    )
    found = find_claim_reviews(page)
    assert found.page.url == "https://checks.example/a"
    assert (found.page.visible_text or "").split() == ["Seen", "&", "read"]
    assert {finding.code for finding in findings_of(GOOD, found.page)} == {"claim_not_visible", "rating_not_visible"}


OLD_FORMS = {
    "a scale of nought and one": ({"ratingValue": "1", "bestRating": "1", "worstRating": "0", "alternateName": "True"}, "true"),
    "a type in small letters": ({"@type": "rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"}, "false"),
    "no scale at all": ({"ratingValue": -1, "bestRating": -1, "worstRating": -1, "alternateName": "Unproven"}, "unverifiable"),
    "words that nobody else uses": ({"alternateName": "Three herrings"}, None),
    "a number behind such words": ({"alternateName": "Three herrings", "ratingValue": 3, "worstRating": 1, "bestRating": 9}, "mostly_false"),
    "words and number that differ": ({"alternateName": "False", "ratingValue": 5, "worstRating": 1, "bestRating": 5}, None),
}  # fmt: skip


@pytest.mark.parametrize("name", OLD_FORMS)
def test_what_others_publish_is_kept_with_its_faults(name: str):
    """Older and looser forms are read; where words and number differ, no verdict is given."""
    rating, verdict = OLD_FORMS[name]
    review = GOOD | {
        "reviewRating": {"@type": "Rating"} | rating,
        "itemReviewed": {"@type": "CreativeWork", "author": "X"},
    }
    [row] = fact_check_rows(review, "x.jsonld", findings_of(review))
    assert row["verdict"] == verdict
    assert row["claimant"] == "X"
    assert json.loads(row["record"]) == review


@pytest.mark.parametrize("verdict", RATINGS)
def test_our_own_ratings_are_read_as_our_verdicts(verdict: str):
    """By words and number, and by words alone."""
    value, words = RATINGS[verdict]
    assert verdict_of(words, value, 1, 5) == verdict
    assert verdict_of(words.upper(), None, None, None) == verdict


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*GOOD, *GOOD["reviewRating"], "@value", "@id", "x"]), inner, max_size=4)
        ),
    )
)
def test_no_value_whatever_breaks_the_rules_themselves(value: Any):
    """Whatever stands where, it ends in findings."""
    review = {"@type": "ClaimReview"} | (
        value if isinstance(value, dict) else {"reviewRating": value, "itemReviewed": value}
    )
    for each in (review, GOOD | {"itemReviewed": value}, GOOD | {"reviewRating": value}, GOOD | {"url": value}):
        findings = findings_of(each, HostPage("https://checks.example/", "words"))
        missing = unusable(each)
        assert missing is None or any(finding.level == "must" and finding.where == missing for finding in findings)
        findings_across([each, GOOD])


@given(st.text())
def test_no_text_whatever_breaks_the_reading(text: str):
    """Noise ends in findings, as JSON and as a page."""
    for document in (text, f"<{text}", f'<script type="application/ld+json">{text}</script>'):
        found = find_claim_reviews(document)
        assert found.reviews or found.findings


@pytest.mark.parametrize(
    ("value", "read"), [(3, 3.0), ("2.5", 2.5), (" 4 ", 4.0), ("1e9", None), (True, None), ("٣", None)]
)
def test_numbers_are_read_strictly(value: object, read: float | None):
    """Digits with a point, as text or not."""
    assert number(value) == read


@pytest.mark.parametrize("value", ["2025", "03/04/2025", "", "yesterday", 20250102, None, "2025-13-01"])
def test_what_is_no_date_is_none(value: object):
    """Half a date is none."""
    assert day_of(value) is None
