"""Who the claimant of some words is, by kinds of wording; the cases are in cases/who_says_it.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.find import find_claims
from claims.model import Article

CASES = tomllib.loads((Path(__file__).parent / "cases" / "who_says_it.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_claimant(case: dict[str, Any]) -> None:
    """The figure on the words, else the claim on them, names who says it, and what that is; nobody where the article does."""
    text = case["text"]
    article = Article(page_id="0" * 16, article_id="1" * 16, text=text, name="case")
    claims = find_claims(article)
    for row in case["claims"]:
        start = text.index(row["words"])
        touching = [c for c in claims if c.start_char < start + len(row["words"]) and start < c.end_char]
        claim = min(touching, key=lambda c: (c.value_low is None, len(c.quote)))
        assert row["claimant"] in (claim.claimant or ""), claim
        assert bool(row["claimant"]) == bool(claim.claimant), claim
        assert row.get("claimant_kind", claim.claimant_kind) == claim.claimant_kind, claim
