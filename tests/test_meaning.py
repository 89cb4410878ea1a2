"""Promises of what is meant: it settles what the forms leave open, and how much a claim weighs beside its sentence."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import claims.meaning
import claims.reading
from claims.figures import find_figures
from claims.find import find_claims
from claims.meaning import Meaning, NumberStand, Stand, read_meaning
from claims.model import Article, Line, Sentence, Span
from claims.network.article_input import ArticleInput
from claims.network.article_net import LEDE, SEEN_AT_ONCE, USUAL_LENGTH, expected_grades, load_article_net
from claims.network.marks import number_marks
from claims.quantities import as_meant, counts_nothing

TEXT = "Closing the mill could hurt its 900 workers and cost 40 suppliers their trade."


def meant(
    role: str = "quantity", role_sure: float = 0.99, counted: str = "people", counted_sure: float = 0.99
) -> NumberStand:
    """A number as the reader might tell it."""
    return NumberStand(Span(0, 1), Stand(1.0, "asserted", 0.9), role, role_sure, counted, counted_sure)


def test_a_bare_number_that_is_surely_a_name_or_an_idiom_counts_nothing() -> None:
    """Only where the reader is sure, and never against a unit that is printed."""
    ships, price = find_figures("They sank 14 ships worth $30 million.")

    assert counts_nothing(ships, meant("name"))
    assert counts_nothing(ships, meant("idiom"))
    assert not counts_nothing(ships, meant("name", role_sure=0.5))
    assert not counts_nothing(ships, meant("quantity"))
    assert not counts_nothing(ships, None)
    assert not counts_nothing(price, meant("name"))


def test_a_count_without_a_noun_may_be_one_of_people() -> None:
    """A noun of its own keeps what it is."""
    (ships,) = find_figures("They sank 14 ships.")
    bare = replace(ships, noun=None, noun_span=None)

    assert (as_meant(bare, meant()).kind, as_meant(bare, meant()).unit) == ("people", "person")
    assert as_meant(bare, meant(counted="age")).kind == "age"
    assert as_meant(bare, meant(counted_sure=0.6)) == bare
    assert as_meant(ships, meant()) == ships


def test_figures_weigh_with_their_sentence_and_what_is_granted_is_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weightiest leads; another takes on some of the sentence's stakes; a definite figure is no forecast."""

    def told(text: str, _title: str | None, _sentences: Sequence[Sentence], _lines: Sequence[Line]) -> Meaning:
        stands = {"900": Stand(2.0, "expected", 0.9), "40": Stand(0.5, "expected", 0.9)}
        numbers = {
            m.start: NumberStand(m, stands[m.of(text)], "quantity", 0.9, "people", 0.9) for m in number_marks(text)
        }
        return Meaning((Stand(2.5, "expected", 0.9),), numbers, "business")

    monkeypatch.setattr(claims.reading, "read_meaning", told)
    found = {
        claim.quote.split()[0]: claim
        for claim in find_claims(Article("p" * 16, "a" * 16, TEXT, "mill.txt"))
        if claim.unit
    }

    assert (found["900"].stakes, found["900"].tense) == (2.5, "past_present")
    assert 0.5 < (found["40"].stakes or 0) < 2.5
    assert found["40"].tense == "forecast"


def test_without_the_encoder_words_and_worth_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told of numbers and genre then."""
    monkeypatch.setattr(claims.meaning, "load_encoder", lambda: None)
    read = read_meaning(TEXT, None, [Sentence(0, len(TEXT))], [Line(0, len(TEXT), "body")])

    assert (read.numbers, read.genre) == ({}, None)
    assert 0 <= read.sentences[0].stakes <= 3
    assert read.sentences[0].assertion == "expected"


def test_a_long_article_is_read_in_stretches() -> None:
    """Each beside the headline and the lede; the first stretch is read as a short article of it would be."""
    net = load_article_net()
    columns = net._of["enter.weight"].shape[1]
    rows = np.random.default_rng(0).normal(size=(LEDE + 2 * SEEN_AT_ONCE + 5, columns)).astype(np.float32)
    none, no_rows = np.zeros((0, net._of["number_enter.weight"].shape[1]), np.float32), np.zeros(0, np.int64)
    whole = net.read(ArticleInput(rows, no_rows, none))
    first = net.read(ArticleInput(rows[: LEDE + SEEN_AT_ONCE], no_rows, none))

    assert whole.stakes.shape == (len(rows) - 1, 3)
    np.testing.assert_allclose(whole.stakes[: len(first.stakes)], first.stakes, rtol=1e-4, atol=1e-4)
    last = rows[np.r_[:LEDE, LEDE + 2 * SEEN_AT_ONCE : len(rows)]]
    alone = net.read(ArticleInput(last, no_rows, none)).stakes[LEDE - 1 :]
    np.testing.assert_allclose(whole.stakes[-len(alone) :], alone, rtol=1e-4, atol=1e-4)


def test_the_same_sentence_weighs_more_in_a_shorter_article() -> None:
    """Up to the usual length; from there on it weighs what it is read as, and never more than the highest grade."""
    logits = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32) * 3
    grades = [expected_grades(logits, length) for length in (1, 9, USUAL_LENGTH - 1, USUAL_LENGTH, 200)]

    assert all((one >= other).all() for one, other in pairwise(grades))
    assert (grades[1] > grades[2]).all()
    np.testing.assert_allclose(grades[3], (1 / (1 + np.exp(-logits))).sum(1), rtol=1e-5)
    np.testing.assert_array_equal(grades[3], grades[4])
    assert (grades[0] <= 3).all()
