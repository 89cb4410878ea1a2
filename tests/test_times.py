"""The period that a claim is about: the date that governs its clause, as the table says."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.find import find_claims
from claims.model import Article
from claims.read import read_articles

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['at']}: {case['text'][:30]}")
def test_a_claim_is_of_the_period_that_governs_its_clause(case: dict[str, Any]):
    """The days of the claim at some words are those of the case; none where the sentence settles none."""
    record = {"doc_id": "case", "text": case["text"], "date": case["date"]}
    (article,) = read_articles(json.dumps(record).encode(), "case.json")
    assert isinstance(article, Article)
    start = article.text.index(case["at"])
    end = start + len(case["at"])
    (found,) = [
        c for c in find_claims(article) if c.start_char < end and start < c.end_char and c.value_low is not None
    ]
    days = [date.fromisoformat(day) for day in case.get("days", [])]
    assert (found.time_first, found.time_last) == ((days[0], days[-1]) if days else (None, None))
