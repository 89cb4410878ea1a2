"""Short news items of every kind yield the claims that their tables name. New examples go into tests/cases/claims/."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.find import FINDERS, find_claims
from claims.model import Article, Claim
from claims.statements import STATING

CASES = [
    (file.stem, case)
    for file in sorted((Path(__file__).parent / "cases" / "claims").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
READINGS = {
    "value_low",
    "value_high",
    "unit",
    "change",
    "modifier",
    "tense",
    "voice",
    "claimant_kind",
    "time_first",
    "time_last",
}
MARKS = {"flags", "not_flags", "needs_verification"}  # looked at in tests/test_marks.py, with a warehouse


def article_of(text: str, day: Any = None) -> Article:
    """An article with a text and, if given, a day of publication."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    return Article(
        page_id="0" * 16,
        article_id="1" * 16,
        text=text,
        name="case",
        published_at=at,
        published_basis="record" if at else None,
    )


def claim_at(claims: list[Claim], words: str, kind: str, text: str) -> Claim:
    """The one claim of a kind that stands on some words."""
    start = text.index(words)
    found = [c for c in claims if c.kind == kind and c.start_char < start + len(words) and start < c.end_char]
    assert len(found) == 1, [(c.kind, c.quote) for c in claims]
    return found[0]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['name']}" for file, case in CASES])
def test_case_yields_its_claims(file: str, case: dict[str, Any]) -> None:
    """Each claim of the case comes out with its reading, and nothing touches what is no claim."""
    assert not set(case) - {"name", "date", "text", "claims", "nothing", "none_of"}
    text = case["text"]
    claims = find_claims(article_of(text, case["date"]))
    for row in case["claims"]:
        assert not set(row) - READINGS - MARKS - {"words", "kind", "claimant", "part_of"}
        claim = claim_at(claims, row["words"], row["kind"], text)
        for name in READINGS & set(row):
            assert getattr(claim, name) == row[name], (name, claim)
        if "claimant" in row:
            assert row["claimant"] in (claim.claimant or ""), claim
            assert bool(row["claimant"]) == bool(claim.claimant), claim
        if "part_of" in row:
            assert next((c.quote for c in claims if c.claim_id == claim.part_of), "") == row["part_of"]
    assert not [claim.quote for claim in claims if claim.kind in case.get("none_of", [])]
    for words in case.get("nothing", []):
        start = text.index(words)
        figures = [c.quote for c in claims if c.value_low is not None]
        touching = [
            c.quote
            for c in claims
            if c.value_low is not None and c.start_char < start + len(words) and start < c.end_char
        ]
        assert not touching, figures


def test_a_claim_bears_the_worth_of_its_sentence() -> None:
    """A sentence of hard facts is worth more than small talk, and each claim has the worth of its own."""
    text = "The budget deficit rose to $900 billion, the treasury said. He ate 2 apples."
    deficit, apples = find_claims(article_of(text))

    assert deficit.checkworthiness is not None
    assert apples.checkworthiness is not None
    assert deficit.checkworthiness > apples.checkworthiness > 0


def test_every_claim_names_its_finder_and_the_form_of_its_number() -> None:
    """A claim names the finder that found it, and behind a colon the form of the table that read its number or rank."""
    text = "Japan said 17 men were taken in 1970. It is the first country to ask. Rome signed a treaty. He will go."
    found_by = {claim.found_by for claim in find_claims(article_of(text))}

    assert {"figures:bare", "rankings:first", "agreements", "promises"} <= found_by
    assert {each.partition(":")[0] for each in found_by} <= {name for name, _ in FINDERS}


PIECES = st.sampled_from(
    ["Japan said", "“We lost 5 of 17 men,”", "she added", "on Tuesday", "$3bn", "the first", "eight were killed", "\n", "Read: more",
     ". ", ", ", "in 1998", "é̂", "👩‍🚀", "according to officials", "“", "”", "twelve others", "will sign a treaty", "5-3", "%"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_every_span_is_the_words(pieces: list[str]) -> None:
    """Whatever the text, every quote, claimant and resolution is what stands at its offsets; ids are unique."""
    text = " ".join(pieces).strip()
    claims = find_claims(article_of(text))
    assert len({claim.claim_id for claim in claims}) == len(claims)
    for claim in claims:
        assert text[claim.start_char : claim.end_char] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        if claim.claimant is not None:
            assert text[claim.claimant_start : claim.claimant_end] == claim.claimant
        for found in claim.resolutions:
            assert text[found.antecedent_start : found.antecedent_end] == found.antecedent


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_statements_invent_nothing(pieces: list[str]) -> None:
    """Without its brackets a statement is words of the sentence; each bracket is the antecedent of a resolution."""
    text = " ".join(pieces).strip()
    for claim in find_claims(article_of(text)):
        antecedents = {found.antecedent for found in claim.resolutions}
        bare = claim.statement
        for words in antecedents:
            bare = bare.replace(" ".join(f" [{words}]".split()), "").replace(f" [{words}]", "")
        assert " ".join(bare.split()) in " ".join(text[claim.sentence_start :].split())


def test_what_somebody_is_said_to_assert_is_kept_though_little_hangs_on_it() -> None:
    """Who said what is a claim from lower stakes on than what the article says itself."""
    scenery = " The band played until dark. Children painted flags. Tea was served on the lawn. A dog slept." * 6
    said = " The gardener said the roses had been watered by hand."
    claims = find_claims(article_of("Ada Lind opened the flower show on Friday." + scenery + said + scenery))
    kept = next(claim for claim in claims if claim.claimant == "The gardener")
    assert kept.kind == "statement"
    assert kept.stakes is not None
    assert kept.stakes < STATING
    assert all(claim.claimant or (claim.stakes or 0) >= STATING for claim in claims if claim.kind == "statement")
