"""The sample article, told in our own words (always) and as shared with the team (where it is there), yields its table."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.find import find_claims
from claims.ids import article_id_of
from claims.model import Article, Claim

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "cases" / "sample_article.toml").read_text(encoding="utf-8"))
KEYS = {
    "words", "also_words", "kind", "value_low", "value_high", "unit", "notes", "claimant", "claimant_kind", "time_first",
    "time_last", "tense", "flags", "needs_verification", "part_of", "exactly", "claimant_exactly",
}  # fmt: skip
SHARED = HERE.parent.parent / "shared" / "data" / "seed" / "article.txt"
ARTICLES = [each for each in (HERE.parent / "examples" / "tokyo-visit.txt", SHARED) if each.exists()]
ROWS = TABLE["claim"]


def read_sample(path: Path) -> Article:
    """The article of a file, as seen on a fixed day."""
    text = path.read_text(encoding="utf-8").strip()
    return Article(
        page_id="0" * 16, article_id=article_id_of("0" * 16, text), text=text, name=path.name, seen_on=date(2025, 11, 1)
    )


def claim_at(claims: list[Claim], row: dict[str, Any], text: str) -> Claim:
    """The one claim of the row's kind that stands on its words."""
    start = text.lower().find(row["words"].lower())
    assert start >= 0, f"the article does not say {row['words']!r}"
    found = [
        claim
        for claim in claims
        if claim.kind == row["kind"] and claim.start_char < start + len(row["words"]) and start < claim.end_char
    ]
    assert len(found) == 1, f"{row['words']!r}: {[claim.quote for claim in found]}"
    return found[0]


@pytest.fixture(scope="module", params=ARTICLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> tuple[str, list[Claim]]:
    """The text of a sample article and its claims."""
    article = read_sample(request.param)
    return article.text, find_claims(article)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"][:40])
def test_row_of_the_table_comes_out(sample: tuple[str, list[Claim]], row: dict[str, Any]) -> None:
    """Words, kind, reading, time, tense and claimant of each row are found."""
    assert not set(row) - KEYS
    text, claims = sample
    if row["kind"] == "quote" and row["words"].lower() not in text.lower():
        pytest.skip("these words stand in the other telling only")
    claim = claim_at(claims, row, text)
    for name in ("value_low", "value_high", "unit", "time_first", "time_last", "tense", "claimant_kind"):
        if name in row:
            assert getattr(claim, name) == row[name], name
    if "claimant" in row:
        assert row["claimant"] in (claim.claimant or "")
        assert bool(row["claimant"]) == bool(claim.claimant)
    if "claimant_exactly" in row:
        assert claim.claimant == row["claimant_exactly"]
    if "also_words" in row:
        assert row["also_words"] in claim.quote
    if "notes" in row:
        assert {note.partition(":")[0] for note in claim.notes} >= set(row["notes"])
    if "part_of" in row:
        whole = next(other for other in claims if other.claim_id == claim.part_of)
        assert whole.quote == row["part_of"]


def test_nothing_comes_from_links_and_headings(sample: tuple[str, list[Claim]]) -> None:
    """No claim touches a link line or a heading."""
    text, claims = sample
    for words in TABLE["nothing"]["words"]:
        start = text.find(words)
        if start >= 0:
            assert not [c.quote for c in claims if c.start_char < start + len(words) and start < c.end_char]


def test_spans_are_the_words(sample: tuple[str, list[Claim]]) -> None:
    """Every quote, sentence, claimant and resolution is what stands at its offsets."""
    text, claims = sample
    assert claims
    for claim in claims:
        assert text[claim.start_char : claim.end_char] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        if claim.claimant is not None:
            assert text[claim.claimant_start : claim.claimant_end] == claim.claimant
        for found in claim.resolutions:
            assert text[found.anaphor_start : found.anaphor_end] == found.anaphor
            assert text[found.antecedent_start : found.antecedent_end] == found.antecedent
