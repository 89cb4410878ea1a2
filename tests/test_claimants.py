"""Who is who across articles: one claimant under several names, and never one where two may be meant."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import Article
from claims.tracking.acronyms import acronym_of, long_form_of
from claims.tracking.claimants import Told, name_claimants
from claims.tracking.naming import name_in
from claims.tracking.roll import Roll, keys_of, link_all, roll_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "claimants.toml").read_text("utf-8"))["case"]
NAMES = ["Ana Ruiz", "Sen. Ana Ruiz", "President Ruiz", "Ruiz", "Mrs Ruiz", "the NHB", "Tarn Harbour Board", "the mayor",
         "Lagos police", "the Post", "Pablo M. Ruiz", "The U.S.", "the Supreme Court", "officials", "Ruiz’s office"]  # fmt: skip


def named_in(number: int, told: dict[str, Any]) -> list[tuple[str, Any]]:
    """The claimants of one article: its id, and how it names each."""
    article_id = f"{number:016x}"
    text = told.get("text") or f"{told['who']} said so."
    article = Article("p" * 16, article_id, text, "story", outlet=told.get("outlet"))
    asked = [Told(each, told["kind"]) for each in (told["who"], *told.get("also", []))]
    named = name_claimants(article, asked)
    return [(article_id, named[each]) for each in asked if each in named]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("order", [1, -1], ids=["first one", "first the other"])
def test_who_is_who(case: dict[str, Any], order: int):
    """Whichever article comes in first."""
    roll = Roll()
    for number, told in enumerate(case.get("before", [])):
        link_all(roll, named_in(number + 10, told))
    found: list[str | None] = []
    for number, side in enumerate(("one", "other")[::order]):
        linked = link_all(roll, named_in(number, case[side]))
        found.append(linked[0].claimant_id if linked else None)

    assert (found[0] is not None and found[0] == found[1]) is case["same"]


@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), max_size=6))
def test_what_is_kept_links_as_what_is_remembered(articles: list[list[str]]):
    """Linking on from the kept names of earlier runs comes to the same as linking all in one."""
    remembered, kept = Roll(), list[dict[str, object]]()
    for number, names in enumerate(articles):
        named = name_claimants(
            Article("p" * 16, f"{number:016x}", " met. ".join(names), "story"), [Told(name, None) for name in names]
        )
        pairs = [(f"{number:016x}", each) for each in named.values()]
        bearers = {row["claimant_id"] for row in kept if row["name_key"] in keys_of(named.values())}
        again = link_all(roll_of(row for row in kept if row["claimant_id"] in bearers), pairs)
        assert [each.claimant_id for each in again] == [each.claimant_id for each in link_all(remembered, pairs)]
        kept += [
            {
                "name_key": key,
                "claimant_id": each.claimant_id,
                "middle": " ".join(each.named.middle) if key == each.named.key else None,
            }
            for each in again
            for key in each.keys
        ]


@given(st.text(max_size=80), st.sampled_from([None, "person", "organisation", "government", "anonymous", "document"]))
def test_no_words_break_the_reading(words: str, kind: str | None):
    """Whatever names a claimant, it names somebody or nobody."""
    name = name_in(words, kind)
    assert name is None or (name.words and all(name.words))
    name_claimants(Article("p" * 16, "a" * 16, words, "story"), [Told(words, kind)])


def test_acronyms_are_read_as_they_are_introduced():
    """Behind the name, before it, or by initials of three letters and more."""
    assert long_form_of("thb", "The Tarn Harbour Board (THB) met.") == "Tarn Harbour Board"
    assert long_form_of("thb", "THB (the Tarn Harbour Board) met.") == "Tarn Harbour Board"
    assert long_form_of("thb", "The Tarn Harbour Board met, and THB said so.") == "Tarn Harbour Board"
    assert long_form_of("thb", "Tarn Harbour Board (THB) and Tidy Homes Bureau (THB) met.") is None
    assert acronym_of("Tarn Harbour Board", "The Tarn Harbour Board (THB) met.") == "thb"
    assert acronym_of("North Merrow", "TARN, North Merrow (KNN) - It rained.") is None


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("The filing", True),
        ("A sworn filing made by a pilot", True),
        ("Another filing", False),
        ("the court filing", False),
    ],
)
def test_a_document_that_is_spoken_of_is_one_within_its_article(words: str, *, is_it: bool):
    """By its noun, with the description that introduces it; in other articles it is nobody's."""
    article = Article("p" * 16, "a" * 16, "A sworn filing made by a pilot says so. The filing adds this.", "story")
    spoken_of, other = Told("the filing", "document"), Told(words, "document")
    named = name_claimants(article, [spoken_of, other])

    assert not named[spoken_of].is_sure
    assert (other in named and named[other].key == named[spoken_of].key) is is_it
