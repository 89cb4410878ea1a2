"""Which words that may rank do: what the head on the encoder tells beside the forms."""

import json
import re

import numpy as np
import pytest

from claims.encoder import load_encoder
from claims.find import find_claims
from claims.model import Article
from claims.network.marks import rank_marks
from claims.network.rank_net import NAMES, SeenRanks, rows_of
from claims.rankings import find_rankings
from claims.read import read_articles
from claims.spans.rankings.table import FORMS, TABLE
from claims.spans.rankings.words import view_of

RANKING = [
    "She is the [first woman to lead the port authority of Lugo].",
    "The harvest was the [worst in the province since 1987].",
    "The firm has [more ferries than any other operator in the strait].",
    "They won their [fourth straight title].",
    "It is one of the [oldest bridges in the country].",
]
OTHERWISE = [
    "The rumour spread quickly, leading people to sell their boats.",
    "Her second daughter runs the bakery in Lugo.",
    "The best part of the evening was the soup.",
    "The first question came from a farmer.",
    "Most of the herd was sold, with one third staying in the valley.",
]


def rankings_of(text: str) -> list[str]:
    """Return the rankings of a text, read as an article."""
    record = {"doc_id": "case", "text": f"{text} The shops opened as usual.", "date": "2024-05-10"}
    (article,) = read_articles(json.dumps(record).encode(), "case.json")
    assert isinstance(article, Article)
    return [claim.quote for claim in find_claims(article) if claim.kind == "ranking"]


@pytest.mark.parametrize("marked", RANKING)
def test_what_records_could_show_is_a_ranking(marked: str) -> None:
    """A first, most or worst among something that the sentence names, also where the forms alone are not sure."""
    wanted = re.findall(r"\[(.+?)\]", marked)
    assert rankings_of(re.sub(r"[\[\]]", "", marked)) == wanted


@pytest.mark.parametrize("text", OTHERWISE)
def test_opinion_idiom_and_plain_order_are_none(text: str) -> None:
    """Words that rank elsewhere do not where they praise, lead to something or only count."""
    assert rankings_of(text) == []


def test_one_of_the_largest_is_about_the_first() -> None:
    """A place that several share is near the first one, not exactly it."""
    (found,) = find_rankings("It is one of the oldest bridges in the country.")
    assert (found.low, found.high, found.modifier) == (1, 1, "about")


def test_without_a_judge_the_sure_forms_tell() -> None:
    """The table finds more than it is sure of; without a judge only what is sure counts, and a judge may say otherwise."""
    text = "They came third in the first race."
    assert find_rankings(text) == []
    assert [found.number.of(text) for found in find_rankings(text, lambda found, rank: True)] == ["third", "first"]
    assert find_rankings("It is the tallest tower in the world.", lambda found, rank: False) == []


def test_the_head_sees_every_word_that_a_form_begins_with() -> None:
    """The places that the encoder is asked about and the forms agree: each form's example has a mark among its words."""
    for form in FORMS:
        view = view_of(form.example)
        (rank, *_) = [rank for found, rank in TABLE.find(view, view.letters) if found.form == form.name]
        words = range(view.tokens.starts[rank.first], view.tokens.ends[rank.last - 1])
        assert any(mark.start in words for mark in rank_marks(form.example)), form.name


def test_a_rank_is_seen_by_its_first_word_and_has_as_many_signs_as_any() -> None:
    """Every rank has the same number of features, in the order that the weights were learned in."""
    encoder = load_encoder()
    assert encoder is not None
    sizes = set()
    for form in FORMS:
        view = view_of(form.example)
        for found, rank in TABLE.find(view, view.letters):
            sizes.add(rows_of(found, rank, np.zeros(384, dtype=np.float32)).shape)
    assert len(sizes) == 1
    assert len(NAMES) == len(set(NAMES))
    assert SeenRanks({7: np.ones(384, dtype=np.float32)}).of(0, 7) is None
