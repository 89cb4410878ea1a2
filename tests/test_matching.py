"""Earlier fact-checks of a claim: which come first, what is shared, and that an index may be asked at any time."""

import logging
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.tracking.gist import bare, gist_of
from claims.tracking.matching import Asked, FactCheck, MatchIndex, embed_facts, rank

FACTS = (
    FactCheck("bridge", "The bridge at Orlo was closed after 14 cables snapped.", "Did 14 Cables Snap at Orlo?", date(2021, 4, 2)),
    FactCheck("sharks", "A photograph shows sharks on a flooded motorway.", "Sharks on the Motorway?", date(2017, 8, 30)),
    FactCheck("tax", "The city of Brenn taxes bicycles since 2019.", "Does Brenn Tax Bicycles?", date(2020, 1, 15)),
    FactCheck("vote", "Four thousand dead people voted in Talmark.", "Did the Dead Vote in Talmark?", date(2020, 11, 9)),
    FactCheck("old", "Four thousand dead people voted in Talmark.", "The Dead of Talmark", date(2014, 11, 9)),
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    """The facts above, with their meanings."""
    return MatchIndex(FACTS, embed_facts(FACTS))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("14 cables have snapped on the Orlo bridge, which is closed", "bridge"),
        ("Look at this! A shark swims on the highway after the floods https://x.example/a", "sharks"),
        ("From now on cyclists pay a tax on their bikes in #Brenn", "tax"),
    ],
)
def test_the_fact_check_of_a_claim_comes_first(index: MatchIndex, text: str, key: str):
    """Said in other words, with links and hashtags."""
    first, *others = index.rank(Asked(text), 3)
    assert first.key == key
    assert all(first.score >= other.score and first.sure >= other.sure for other in others)


def test_of_two_alike_the_one_of_the_same_days_comes_first(index: MatchIndex):
    """And how sure a match is does not depend on days: an old claim comes again."""
    text = "4,000 dead people voted in Talmark"
    new, old = index.rank(Asked(text, date(2020, 11, 5)), 2), index.rank(Asked(text, date(2014, 11, 5)), 2)
    assert [match.key for match in new] == ["vote", "old"]
    assert [match.key for match in old] == ["old", "vote"]


def test_what_is_shared_is_told(index: MatchIndex):
    """Names by their stems, then numbers, also where one is in words."""
    [match] = index.rank(Asked("Officials say that 4,000 dead people voted in Talmark", date(2020, 11, 5)), 1)
    assert match.shared == ("talmark", "4000")


def test_words_alone_rank_where_there_is_no_encoder():
    """An index without vectors answers too."""
    [match] = MatchIndex(FACTS).rank(Asked("Brenn taxes bicycles"), 1)
    assert match.key == "tax"


def test_rank_is_an_index_asked_for_each(index: MatchIndex):
    """The short way and the long way come to the same."""
    queries = [Asked("the bridge at Orlo"), Asked("")]
    ranked = rank(queries, FACTS, 2)
    assert [[m.key for m in each] for each in ranked] == [[m.key for m in index.rank(q, 2)] for q in queries]


@pytest.mark.parametrize("facts", [(), (FactCheck("empty", ""),), (FactCheck("signs", "?! — #"), FACTS[0])])
def test_a_poor_collection_is_no_fault(facts: tuple[FactCheck, ...]):
    """Nothing known, nothing said: at most what there is comes back, with numbers."""
    matches = MatchIndex(facts, embed_facts(facts)).rank(Asked("Brenn taxes bicycles"), 5)
    assert len(matches) == len(facts)
    assert all(np.isfinite(match.score) and 0 <= match.sure <= 1 for match in matches)


@settings(deadline=None)  # a machine under load is no fault
@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str):
    """Whatever the web holds, an answer comes, and the same each time."""
    index = MatchIndex(FACTS)
    assert index.rank(Asked(text), 3) == index.rank(Asked(text), 3)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("three million people in 2019", {3e6}),
        ("On March 4, 1,250 dogs ran", {1250.0}),
        ("$2.5bn and 12 ships", {2.5e9, 12.0}),
        ("in no year", set()),
    ],
)
def test_numbers_are_compared_without_days_and_years(text: str, numbers: set[float]):
    """Scales behind them count."""
    assert gist_of(text).numbers == numbers


def test_denials_cancel_out():
    """A "not" denies, "not ... never" does not, and a contraction is a denial too."""
    assert [gist_of(text).denies for text in ("It isn’t so", "It is so", "It is not never so")] == [True, False, False]


def test_bare_text_has_words_where_the_web_has_signs():
    """Links go, and names in hashtags come apart."""
    assert bare("See #RedFort by @old_fox https://a.example/b?c pic.twitter.com/xyz") == "See Red Fort by old fox"


def test_an_index_is_made_in_silence(caplog: pytest.LogCaptureFixture):
    """A person who asks outside reads no steps of a library."""
    with caplog.at_level(logging.DEBUG):
        MatchIndex(FACTS)
    assert not caplog.records
