"""Versions of a page are compared by their claims: what changed is told, and what only moved is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.find import find_claims
from claims.model import Article
from claims.versions import Version, align, silent_among

CASES = tomllib.loads((Path(__file__).parent / "cases" / "versions" / "edits.toml").read_text("utf-8"))["case"]
TEXTS = st.lists(
    st.sampled_from([sentence for case in CASES for sentence in case["old"].split("\n\n")]), max_size=5
).map("\n\n".join)


def version_of(text: str) -> Version:
    """Read a text as a version of a page."""
    return Version(text, find_claims(Article("p" * 16, str(hash(text)), text, "story.txt")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_edits_are_told(case: dict[str, Any]):
    """Each case's edits of figures, and no other."""
    assert set(case) <= {"name", "old", "new", "edits", "silent", "owned", "apart"}
    found = align(version_of(case["old"]), version_of(case["new"]))
    told = [
        {
            "before": edit.before and edit.before.quote,
            "after": edit.after and edit.after.quote,
            "changes": list(edit.changes),
        }
        for edit in found
    ]

    assert [{k: v for k, v in each.items() if v} for each in told] == case["edits"]
    assert [edit.after.quote for edit in found if edit.after and not edit.is_within] == case.get("apart", [])
    silent = silent_among(found, case["old"], case["new"])
    if "silent" in case:
        assert silent == [case["silent"]] * len(found)
    if "owned" in case:
        assert [
            (edit.after or edit.before).quote for edit, each in zip(found, silent, strict=True) if not each
        ] == case["owned"]


@given(TEXTS)
@settings(max_examples=20, deadline=None)
def test_a_version_does_not_differ_from_itself(text: str):
    """The same text has no edits, whatever it says."""
    assert align(version_of(text), version_of(text)) == []


@given(TEXTS, TEXTS)
@settings(max_examples=20, deadline=None)
def test_every_claim_is_in_one_edit_at_most(old: str, new: str):
    """However much changed, an edit names a claim once, and scores are shares."""
    edits = align(version_of(old), version_of(new))

    for claims in ([e.before for e in edits if e.before], [e.after for e in edits if e.after]):
        assert len({claim.claim_id for claim in claims}) == len(claims)
    assert all(0 <= edit.score <= 1 and edit.changes for edit in edits)
