"""What the network is spared: paragraphs in which nobody may be heard, and what it has read before."""

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claims.attribution
from claims import encoder as encoder_module
from claims.attribution import find_attributions, heard_lines, read_ahead
from claims.encoder import Encoder
from claims.find import find_claims
from claims.model import Article
from claims.speech.cues import read_lexicon
from claims.speech.heard import may_be_heard

CASES = tomllib.loads((Path(__file__).parent / "cases" / "heard.toml").read_text(encoding="utf-8"))["case"]
HEARD = [
    "The minister said on Monday that 1,200 homes had been lost to the flood.",
    "“We will rebuild every one of them,” Ana Nuñez told reporters in Porto. “Nobody is left behind.”",
    "Nearly 40 boats lay on the quay, and the toll had risen to 17.",
    "According to the mayor, the dam held until midnight.",
]
UNHEARD = [
    "Rain fell on Lugo all morning, and the ferry stayed in the harbour.",
    "The old market lies behind the cathedral. Its roof is new.",
    "Fishermen mended their nets along the wall.",
]
ARTICLE = "\n\n".join([HEARD[0], UNHEARD[0], HEARD[1], UNHEARD[1], HEARD[2], HEARD[3], UNHEARD[2]])


class Watched:
    """Stands before a session and notes what it is fed."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.fed: list[dict[str, np.ndarray]] = []

    def run(self, wanted: None, fed: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Run the session."""
        self.fed.append(fed)
        found: list[np.ndarray] = self.session.run(wanted, fed)
        return found

    def pieces(self) -> int:
        """Return how many pieces it was fed, padding not counted."""
        return sum(int(fed["mask"].sum()) for fed in self.fed)

    def rows(self) -> int:
        """Return how many rows it was fed."""
        return sum(len(fed["mask"]) for fed in self.fed)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> tuple[Watched, Watched]:
    """Return the watched parts, for sentences and for windows, of an encoder that everybody is given and that knows nothing."""
    encoder = Encoder()
    sentence, window = Watched(encoder._sentence), Watched(encoder._window)
    monkeypatch.setattr(encoder, "_sentence", sentence)
    monkeypatch.setattr(encoder, "_window", window)
    for module in ("attribution", "meaning", "worth"):
        monkeypatch.setattr(f"claims.{module}.load_encoder", lambda: encoder)
    return sentence, window


def article_of(text: str) -> Article:
    """Return an article of no page."""
    return Article("p" * 16, "a" * 16, text, "a.txt")


def pieces_of(paragraphs: list[str]) -> int:
    """Return how many pieces these paragraphs are cut into, with the ends of their sentences."""
    encoder, text = Encoder(), "\n\n".join(paragraphs)
    lines, others = heard_lines(text)
    return sum(len(row.ids) for row in encoder._cut_text(text, [*lines, *others]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_mark_a_reporting_word_or_a_number_is_heard(case: dict[str, Any]) -> None:
    """And nothing else is."""
    assert may_be_heard(case["text"]) is case["heard"]


def test_every_reporting_word_is_heard() -> None:
    """Whatever form the lexicon knows, wherever it stands and however it is spelt."""
    lexicon = read_lexicon()

    for word in (*lexicon.verbs, *lexicon.nouns, *(" ".join(phrase) for phrase in lexicon.according)):
        assert may_be_heard(f"Rain {word} Lugo"), word
        assert may_be_heard(word.capitalize()), word


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(HEARD), st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_beside_it_what_is_heard_stays_so(paragraph: str, before: str, behind: str) -> None:
    """No words around a paragraph take from it what lets somebody be heard."""
    assert may_be_heard(f"{before} {paragraph} {behind}")


@pytest.mark.parametrize("read", [find_attributions, lambda text: read_ahead([text])], ids=["alone", "ahead"])
def test_windows_hold_only_paragraphs_in_which_somebody_may_be_heard(
    watched: tuple[Watched, Watched], read: Callable[[str], object]
) -> None:
    """The layers above the sentences are fed these paragraphs' pieces, and not one more."""
    read(ARTICLE)

    assert watched[1].pieces() == pieces_of(HEARD)


def test_an_article_in_which_nobody_is_heard_needs_no_window(watched: tuple[Watched, Watched]) -> None:
    """Its sentences are judged all the same."""
    read_ahead(["\n\n".join(UNHEARD)])

    assert watched[1].rows() == 0
    assert watched[0].rows() == 4


def test_claims_are_the_same_as_when_all_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every column, for articles with such paragraphs first, between and last."""
    rng = random.Random(3)
    for _ in range(5):
        paragraphs = [*HEARD, *UNHEARD]
        rng.shuffle(paragraphs)
        article = article_of("\n\n".join(paragraphs))
        found = find_claims(article)
        with monkeypatch.context() as patch:
            patch.setattr(claims.attribution, "may_be_heard", lambda _paragraph: True)
            assert found == find_claims(article)
        assert any(claim.claimant for claim in found)


def test_every_sentence_is_read_once(watched: tuple[Watched, Watched]) -> None:
    """On the way to an article's claims each of its ten sentences, and the headline that it lacks, pass the network once."""
    find_claims(article_of(ARTICLE))

    assert watched[0].rows() == 10


def test_what_was_read_ahead_is_not_read_again(watched: tuple[Watched, Watched]) -> None:
    """Neither sentences nor windows; of the headline nothing was read."""
    read_ahead([ARTICLE])
    before = [part.rows() for part in watched]
    find_claims(article_of(ARTICLE))

    assert [part.rows() for part in watched] == [before[0] + 1, before[1]]


def test_a_paragraph_of_a_copy_is_not_read_again(watched: tuple[Watched, Watched]) -> None:
    """A second article with one new paragraph in which nobody is heard costs that paragraph's sentence alone."""
    find_attributions(ARTICLE)
    read_ahead([ARTICLE])
    before = [part.rows() for part in watched]
    read_ahead([f"{ARTICLE}\n\nGulls circled over the empty stalls."])

    assert [part.rows() for part in watched] == [before[0] + 1, before[1]]


def test_memory_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many sentences and windows were read, a limited number is kept."""
    monkeypatch.setattr(encoder_module, "_SENTENCES_KEPT", 5)
    monkeypatch.setattr(encoder_module, "_WINDOWS_KEPT", 3)
    monkeypatch.setattr(encoder_module, "_TEXTS_KEPT", 2)
    encoder = Encoder()
    for number in range(12):
        text = f"The mayor said {number} boats sank. {UNHEARD[0]} Gull {number} cried."
        encoder.read_tags(text, heard_lines(text)[0])
        encoder.read_worth([f"Boat {number} came home."])
        encoder.read_ahead([(text, *heard_lines(text))])

    assert len(encoder._kept) == 5
    assert len(encoder._tagged) == 3
    assert len(encoder._ahead) == 2


@settings(max_examples=12, deadline=None)
@given(st.permutations(["Lugo", "Porto", "Vigo", "Braga"]), st.integers(2, 99), st.integers(2, 99))
def test_memory_never_takes_one_text_for_another(towns: list[str], first: int, second: int) -> None:
    """Texts that differ in one word, or in where a sentence ends, are told apart: each reads as if it were the only one.

    So it is where some were read ahead.
    """
    texts = [
        f"The mayor of {towns[0]} said {first} boats sank. {towns[1]} denied that.",
        f"The mayor of {towns[0]} said {second} boats sank. {towns[1]} denied that.",
        f"The mayor of {towns[2]} said {first} boats sank. {towns[1]} denied that.",
        f"The mayor of {towns[0]} said {first} boats sank, {towns[1]} denied that.",
    ]
    shared = Encoder()
    shared.read_ahead([(text, *heard_lines(text)) for text in texts[1:3]])
    for text in texts:
        lines = heard_lines(text)[0]
        fresh = Encoder()
        assert shared.read_tags(text, lines) == fresh.read_tags(text, lines)
        assert np.array_equal(shared.read_worth([text]), fresh.read_worth([text]))
