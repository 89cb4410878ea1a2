"""Agencies are recognised from datelines, credits and bylines, and never from being quoted."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.agencies import LEXICON, agency_of
from claims.model import Article

CASES = tomllib.loads((Path(__file__).parent / "cases" / "copies" / "agencies.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_the_article_tells_its_agency(case: dict[str, Any]):
    """Each case comes from the agency that it names, or from none."""
    assert set(case) <= {"text", "byline", "outlet", "agency"}
    article = Article("p", "a", case["text"], "x", byline=case.get("byline"), outlet=case.get("outlet"))

    assert agency_of(article) == case.get("agency")


def test_no_form_names_two_agencies():
    """What two agencies fit would be nobody's."""
    agencies = tomllib.loads(LEXICON.read_text("utf-8"))["agencies"]
    forms = [form for names in agencies.values() for form in {name.casefold() for name in names}]

    assert len(forms) == len(set(forms))
