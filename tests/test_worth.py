"""Check-worthiness: probabilities by profile, the profile told from the style, and the linear scorer that stands in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import worth as worth_module
from claims.network.linear import WEIGHTS, load_linear, normalise
from claims.worth import PROFILES, Calibration, guess_profile, worth

LINEAR_LIMIT_BYTES = 200_000
SPOKEN = [
    "We cut taxes for every family in this state.",
    "I will never forget that.",
    "You know who paid?",
    "Thank you.",
]
WRITTEN = [
    "The council voted 9-4 to close the bridge.",
    "“We had no choice,” its chairman said.",
    "Repairs are put at $3 million.",
    "Traffic fell by a third last year, the agency reported.",
]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_claim_outranks_a_pleasantry(profile: str) -> None:
    """In either profile a figure about the past beats thanks and questions."""
    scores = worth(
        ["Unemployment fell from 8.1 to 4.2 percent in three years.", "Thank you all so much.", "Shall we begin?"],
        profile,
    )

    assert scores[0] > 0.5
    assert scores[0] > scores[1:].max() + 0.3


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=30, deadline=None)
@given(sentences=st.lists(st.text(max_size=80), max_size=5))
def test_any_sentences_yield_probabilities(profile: str, sentences: list[str]) -> None:
    """One number between 0 and 1 for each sentence, in order."""
    scores = worth(sentences, profile)

    assert scores.shape == (len(sentences),)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()


def test_in_news_a_fact_outranks_plans_opinions_and_cries() -> None:
    """What happened comes before what may happen, what somebody thinks of it, and what is merely called out."""
    fact, *others = worth(
        [
            "The ministry paid 4,100 farmers twice in 2019, auditors found.",
            "The ministry may look at the payments again next year.",
            "“It is a beautiful valley and I love it,” she said.",
            "Enough is enough!",
        ],
        "news",
    )

    assert fact > 0.5 > max(others)


def test_the_linear_scorer_weighs_in_only_where_it_is_given_weights() -> None:
    """Without weights for it a calibration looks at the encoder alone; with them, at both."""
    logits, beside = np.array([[1.0]], dtype=np.float32), np.array([[-3.0]], dtype=np.float32)
    alone = Calibration(np.array([1.0], dtype=np.float32), np.zeros(0, dtype=np.float32), 0.0)
    both = Calibration(np.array([1.0], dtype=np.float32), np.array([1.0], dtype=np.float32), 0.0)

    assert alone.probabilities(logits)[0] == pytest.approx(1 / (1 + np.exp(-1.0)), abs=1e-6)
    assert both.probabilities(logits, beside)[0] == pytest.approx(1 / (1 + np.exp(2.0)), abs=1e-6)


def test_an_unknown_profile_is_refused_by_name() -> None:
    """The error names the profile and those that there are."""
    with pytest.raises(ValueError, match="'tabloid' is not known; use one of debate, news"):
        worth(["A sentence."], "tabloid")


def test_style_tells_the_profile() -> None:
    """Speech in the first person is a debate, reported statements are news, even with quotes in the first person."""
    assert guess_profile(SPOKEN) == "debate"
    assert guess_profile(WRITTEN) == "news"


def test_the_linear_scorer_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the encoder the same call answers from the hashed words."""
    monkeypatch.setattr(worth_module, "load_encoder", lambda: None)
    scores = worth(["The deficit rose to $3.2 billion in 2019, up 12 percent.", "Thank you, and good night."], "debate")

    assert scores[0] > 0.5 > scores[1]


def test_the_linear_scorer_is_small() -> None:
    """Its file stays under 200 KB."""
    assert WEIGHTS.stat().st_size < LINEAR_LIMIT_BYTES


def test_numbers_are_written_alike() -> None:
    """Numbers keep their rough size, years are years."""
    assert normalise("In 1998, 4,512,000 of 37 left") == "in 2000, 0000 of 00 left"


def test_the_linear_scorer_reads_each_sentence_by_itself() -> None:
    """A sentence scores the same alone and in company."""
    scorer = load_linear()

    assert np.array_equal(scorer.score(WRITTEN)[1], scorer.score(WRITTEN[1:2])[0])
