"""What the network is spared: no sentence of an article is read twice, and what was read before is remembered in bounds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import encoder as encoder_module
from claims.attribution import read_ahead
from claims.encoder import Encoder
from claims.find import find_claims
from claims.model import Article
from claims.text.sentences import read_lines

PARAGRAPHS = [
    "The minister said on Monday that 1,200 homes had been lost to the flood.",
    "Rain fell on Lugo all morning, and the ferry stayed in the harbour.",
    "“We will rebuild every one of them,” Ana Nuñez told reporters in Porto. “Nobody is left behind.”",
    "The old market lies behind the cathedral. Its roof is new.",
    "Nearly 40 boats lay on the quay, and the toll had risen to 17.",
    "According to the mayor, the dam held until midnight.",
    "Fishermen mended their nets along the wall.",
]
ARTICLE = "\n\n".join(PARAGRAPHS)


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


def test_a_copy_that_grew_at_its_end_costs_its_last_paragraphs(watched: tuple[Watched, Watched]) -> None:
    """Of a second article with one more paragraph, no window is read but the last, in which that paragraph stands."""
    long = "\n\n".join(PARAGRAPHS * 3)
    read_ahead([long])
    windows = watched[1].rows()
    read_ahead([f"{long}\n\nGulls circled over the empty stalls."])

    assert windows > 2
    assert watched[1].rows() == windows + 1


def test_memory_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many sentences and windows were read, a limited number is kept."""
    monkeypatch.setattr(encoder_module, "_SENTENCES_KEPT", 5)
    monkeypatch.setattr(encoder_module, "_WINDOWS_KEPT", 3)
    monkeypatch.setattr(encoder_module, "_TEXTS_KEPT", 2)
    encoder = Encoder()
    for number in range(12):
        text = f"The mayor said {number} boats sank. {PARAGRAPHS[1]} Gull {number} cried."
        encoder.read_tags(text, read_lines(text))
        encoder.read_worth([f"Boat {number} came home."])
        encoder.read_ahead([(text, read_lines(text))])

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
    shared.read_ahead([(text, read_lines(text)) for text in texts[1:3]])
    for text in texts:
        lines = read_lines(text)
        fresh = Encoder()
        assert shared.read_tags(text, lines) == fresh.read_tags(text, lines)
        assert np.array_equal(shared.read_worth([text]), fresh.read_worth([text]))
