"""Sums inside one article: what contradicts itself is told with its terms, and what only seems to is left alone."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.find import read_article_claims
from claims.model import Article
from claims.tracking.arithmetic import RULES, claims_in, find_miscounts, told_of_text

CASES = [
    case
    for name in ("sums", "kinds", "apart")
    for case in tomllib.loads(Path(f"tests/cases/arithmetic/{name}.toml").read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule'] or 'silent'}: {case['text'][:50]}")
def test_an_article_is_held_against_itself(case: dict[str, Any]):
    """By the rule that the case names and no other; its terms are the words of the text."""
    assert set(case) <= {"rule", "text", "title", "on"}
    found = find_miscounts(told_of_text(case["text"], case.get("title"), case.get("on")))
    assert [each.rule for each in found] == ([case["rule"]] if case["rule"] else [])
    for term in (term for each in found for term in each.terms):
        assert (case["title"] if term.in_title else case["text"])[term.start : term.end] == term.words
        assert len(found[0].terms) >= 2


def test_each_rule_has_a_case():
    """A rule that nobody has seen fire is none."""
    read = [told_of_text(case["text"], case.get("title"), case.get("on")) for case in CASES if case["rule"]]
    assert [rule.__module__ for rule in RULES if not any(list(rule(told)) for told in read)] == []


def test_the_claims_that_take_part_are_named():
    """Those with a figure among the terms, in the order of the text."""
    text = "The path is 10 miles (26 km) long. It has 12 gates."
    found = read_article_claims(Article("0" * 16, "1" * 16, text, "path.txt"))
    [miscount] = found.miscounts
    quotes = {claim.claim_id: claim.quote for claim in found.claims}
    assert [quotes[claim_id] for claim_id in claims_in(miscount, found.claims)] == ["10 miles", "26 km"]


@settings(deadline=None)  # a machine under load is no fault
@given(
    st.integers(min_value=2, max_value=900),
    st.integers(min_value=2, max_value=900),
    st.integers(min_value=1, max_value=900),
)
def test_parts_that_make_the_whole_are_never_told(one: int, two: int, three: int):
    """Whatever the numbers: right sums are silent, and those that are one off are not."""
    sentence = "Of the {:,} hostages, {} were killed, {} were injured and {} were unhurt."
    right = sentence.format(one + two + three, one, two, three)
    assert find_miscounts(told_of_text(right, None, None)) == []
    [miscount] = find_miscounts(told_of_text(sentence.format(one + two + three - 1, one, two, three), None, None))
    assert miscount.expected == f"{one + two + three:,}"


@settings(deadline=None)  # a machine under load is no fault
@given(st.integers(min_value=10, max_value=10**6), st.integers(min_value=10, max_value=10**6))
def test_a_change_as_it_is_printed_is_never_told(base: int, end: int):
    """A change that is rounded to whole per cent fits its two ends."""
    way, change = ("rose", end / base * 100 - 100) if end >= base else ("fell", 100 - end / base * 100)
    text = f"The number of visitors {way} {change:.0f}% to {end:,} from {base:,}."
    assert find_miscounts(told_of_text(text, None, None)) == []


@settings(deadline=None)  # a machine under load is no fault
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_read(text: str, title: str):
    """Whatever the web holds, the rules come to an end without a fault."""
    find_miscounts(told_of_text(text, title, date(2020, 2, 29)))


_PIECES = st.sampled_from(
    ["12 people", "of the", "$5m", "(3 km)", ":", "from 3 to 9 May", "50%", "rose", "to", "born in", "1990", "she was 40.",
     "each", ", or", "and", "its 20th anniversary", "founded in", "the remaining", "Of the", "2.5 points"]
)  # fmt: skip


@settings(deadline=None)  # a machine under load is no fault
@given(st.lists(_PIECES, max_size=40))
def test_pieces_of_sums_in_any_order_are_read(pieces: list[str]):
    """However the words of the rules are thrown together."""
    find_miscounts(told_of_text(" ".join(pieces), "Five killed", date(2020, 2, 29)))
