"""An article's money is that of its home, as its agency, outlet and words tell it, and the claim says what settled it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.find import find_claims, read_article_claims
from claims.home import origin_of
from claims.model import Article
from claims.remembered import ClaimMemory
from claims.text.lexicon import read_lexicon

CASES = tomllib.loads((Path(__file__).parent / "cases" / "home.toml").read_text(encoding="utf-8"))["case"]


def article_of(text: str, **known: Any) -> Article:
    """Return an article with a text and what else is known of it."""
    return Article("p" * 16, "a" * 16, text, "a.txt", **known)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_money_has_the_currency_of_the_articles_home(case: dict[str, Any]) -> None:
    """Each table row: the units of the money in the text, and what the first one's note says of it."""
    known = {key: case[key] for key in ("outlet", "url") if key in case}
    money = [claim for claim in find_claims(article_of(case["text"], **known)) if claim.kind == "money"]

    assert [claim.unit or "" for claim in money] == case["units"]
    if "basis" in case:
        told = [note for note in money[0].notes if note.startswith("unit_basis: ")]
        assert len(told) == bool(case["basis"])
        assert all(case["basis"] in note for note in told)
    assert any(note.startswith("unit_ambiguous: ") for note in money[0].notes) == case.get("open", False)


def test_the_same_text_of_two_outlets_is_read_by_the_home_of_each() -> None:
    """What is remembered of a text is remembered with whose money its outlet counts in."""
    memory, text = ClaimMemory(), "The bridge cost $4 million."
    outlets = ("npr.org", "abc.net.au", "wsj.com")
    found = [memory.find(article_of(text, outlet=outlet), read_article_claims) for outlet in outlets]

    assert [each.claims[0].unit for each in found] == ["USD", "AUD", "USD"]


@pytest.mark.parametrize(
    "url", ["https://npr.org.evil.xyz/a", "https://notnpr.org/a", "https://evil.xyz/npr.org", "npr.org"]
)
def test_only_the_end_of_an_address_tells_an_outlet(url: str) -> None:
    """A known name elsewhere in an address is none."""
    assert origin_of(article_of("", url=url)).outlet is None


def test_each_outlet_ending_and_word_is_of_one_country() -> None:
    """No key of the lexicon stands twice: the second would be dead."""
    rows = read_lexicon("homes")["country"]
    keys = [key for row in rows for name in ("words", "outlets", "endings") for key in row[name]]

    assert sorted({key for key in keys if keys.count(key) > 1}) == []
