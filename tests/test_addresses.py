"""One story is one page, whichever way people came to it; and two stories are never folded into one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.addresses import fold_address
from claims.ids import page_id_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "read" / "addresses.toml").read_text("utf-8"))
PARTS = st.text(st.sampled_from("abAMPamp/.%2Fé?&=1#:_- "), max_size=25)


def test_the_case_file_holds_nothing_unknown():
    """A key that is mistyped would be a case that never runs."""
    assert set(CASES) == {"same", "apart"}
    assert all(set(case) == {"name", "folded", "urls"} for case in CASES["same"])
    assert all(set(case) == {"urls"} for case in CASES["apart"])


@pytest.mark.parametrize("case", CASES["same"], ids=lambda case: case["name"])
def test_ways_to_one_story_fold_to_one_page(case: dict[str, Any]):
    """The folded form is as the case says, and folding it again changes nothing."""
    assert {fold_address(url) for url in [*case["urls"], case["folded"]]} == {case["folded"]}
    assert len({page_id_of("any name", "any outlet", url) for url in case["urls"]}) == 1


@pytest.mark.parametrize("case", CASES["apart"])
def test_other_stories_stay_apart(case: dict[str, Any]):
    """What differs in more than the way stays another page."""
    assert len({fold_address(url) for url in case["urls"]}) == len(case["urls"])


@given(PARTS, PARTS)
def test_any_address_folds_once_and_for_all(path: str, query: str):
    """Whatever stands behind the host, folding raises nothing and is settled the first time."""
    folded = fold_address(f"https://herald.example/{path}?{query}")

    assert fold_address(folded) == folded


def test_what_is_no_web_address_stays():
    """Names of files and broken addresses come back as they are."""
    for words in ("story.txt", "ftp://herald.example/x", "http://[", "https://", "http://a:b/c"):
        assert fold_address(words) == words
