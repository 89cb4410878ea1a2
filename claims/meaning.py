"""What an article means to an editor: the stakes of its sentences and numbers, how they are asserted, and its genre.

Read by the article reader above the encoder. Where the encoder cannot load, check-worthiness stands in for stakes, the
words of the sentence for assertion, and the genre is not known.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from claims.encoder import Encoder, load_encoder
from claims.model import Line, Sentence, Span
from claims.network.article_input import ArticleInput, article_input
from claims.network.article_net import COUNTED, ROLES, expected_grades, load_article_net
from claims.network.plain_assertion import plain_assertion
from claims.network.rank_net import SeenRanks, seen_ranks
from claims.worth import guess_profile, worth
from schemas.vocabulary import ASSERTIONS, GENRES, Assertion, Genre

Floats = NDArray[np.float32]
Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a sentence or number stands in its article: stakes 0..3, and how surely it is asserted how."""

    stakes: float
    assertion: Assertion
    sure: float  # probability of that assertion


@dataclass(frozen=True, slots=True)
class NumberStand:
    """How a number stands: where it is printed, and with probabilities what it is and what it counts."""

    span: Span
    stand: Stand
    role: str  # one of claims.network.article_net.ROLES
    role_sure: float
    counted: str  # one of COUNTED; of quantities only
    counted_sure: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """The stand of each sentence in order, of the numbers in them by where they start, and the genre of the whole."""

    sentences: tuple[Stand, ...]
    numbers: dict[int, NumberStand]
    genre: Genre | None
    ranks: SeenRanks | None = None  # how its words that may rank were read


def read_meaning(text: str, title: str | None, sentences: Sequence[Sentence], lines: Sequence[Line]) -> Meaning:
    """Read what the sentences of a text mean to an editor, under its headline."""
    if not sentences:
        return Meaning((), {}, None)
    encoder = load_encoder()
    if encoder is None:
        return plain_meaning([text[s.start : s.end] for s in sentences])
    shown, marks = input_of(encoder, text, title, sentences, lines)
    read = load_article_net().read(shown)
    genre = GENRES[int(read.genre.argmax())]
    numbers = {
        span.start: NumberStand(span, stand, *_best(role, ROLES), *_best(counted, COUNTED))
        for span, stand, role, counted in zip(
            marks,
            _stands(read.number_stakes, read.number_assertion, len(sentences)),
            read.number_role,
            read.number_counted,
            strict=True,
        )
    }
    stakes = tuple(_stands(read.stakes, read.assertion, len(sentences)))
    return Meaning(stakes, numbers, genre, seen_ranks(encoder, text, sentences))


def plain_meaning(sentences: Sequence[str]) -> Meaning:
    """Tell what check-worthiness and the words alone tell; nothing of numbers and genre."""
    scores = worth(sentences, guess_profile(sentences))
    stands = (
        Stand(round(3 * float(score), 3), plain_assertion(s), 0.5) for s, score in zip(sentences, scores, strict=True)
    )
    return Meaning(tuple(stands), {}, None)


def input_of(
    encoder: Encoder, text: str, title: str | None, sentences: Sequence[Sentence], lines: Sequence[Line]
) -> tuple[ArticleInput, list[Span]]:
    """Make what the article reader is shown, and the spans of its numbers in the text."""
    words = [title or "", *(text[s.start : s.end] for s in sentences)]
    sums = encoder.read_sums(words)
    starts = [line.start for line in lines]
    paragraphs = [bisect_right(starts, s.start) for s in sentences]
    shown = article_input(
        (sums.worth, sums.embedding, sums.summed),
        [[m.seen.astype(np.float32) for m in row] for row in sums.marks],
        words,
        paragraphs,
    )
    marks = [Span(m.start, m.end).shift(s.start) for s, row in zip(sentences, sums.marks[1:], strict=True) for m in row]
    return shown, marks


def _stands(stakes: Floats, assertion: Floats, sentences: int) -> list[Stand]:
    """Turn logits of stakes (rows, 3) and assertion (rows, 7) of an article of so many sentences into stands."""
    expected = expected_grades(stakes, sentences)
    return [
        Stand(round(float(value), 3), *_best(row, ASSERTIONS)) for value, row in zip(expected, assertion, strict=True)
    ]


def _best(logits: Floats, names: Sequence[Name]) -> tuple[Name, float]:
    """Return the most probable name, and its probability."""
    likely = np.exp(logits - logits.max())
    best = int(likely.argmax())
    return names[best], round(float(likely[best] / likely.sum()), 3)
