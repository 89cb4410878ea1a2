"""How far the words that only one of two texts has lie from every word of the other, as the encoder reads them.

What a table of words of one meaning does not know may still be close: "tenants", and who lives "in rented homes".
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder

Floats = NDArray[np.float32]

UNREAD = 0.5
"""How far a word lies where there is no encoder to read it."""

_MOST = 3.0
_OF_FORM = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "as",
        "its",
        "their",
        "his",
        "her",
        "is",
        "was",
        "were",
        "be",
        "been",
        "are",
        "that",
        "which",
        "who",
        "it",
        "than",
        "per",
        "this",
        "these",
        "those",
        "into",
        "over",
        "under",
        "after",
        "before",
        "during",
        "not",
        "no",
        "between",
        "about",
        "around",
        "some",
        "all",
        "any",
        "each",
        "every",
        "other",
    ]
)


class Far(NamedTuple):
    """How far words lie from a text, together and the farthest of them, as one less the cosine to the nearest word."""

    together: float
    most: float


def far_words(words: Iterable[str], text: str, others: tuple[str, ...]) -> Far:
    """Return how far words of a text lie from the other texts."""
    wanted = {word.lower() for word in words}
    if not wanted:
        return Far(0.0, 0.0)
    if load_encoder() is None:
        return Far(min(UNREAD * len(wanted), _MOST), UNREAD)
    own = [vector for word, vector in _read(text) if word in wanted]
    theirs = [vector for other in others for _, vector in _read(other)]
    if not own or not theirs:
        return Far(0.0, 0.0)
    apart = 1 - (np.stack(own) @ np.stack(theirs).T).max(1)
    return Far(min(float(apart.sum()), _MOST), float(apart.max()))


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[tuple[str, Floats], ...]:
    """Return the words of a text in lower case, each with the direction in which the encoder reads it there."""
    encoder = load_encoder()
    assert encoder is not None  # `far_words` has seen to it
    read = ((text[word.start : word.end].lower(), word.seen.astype(np.float32)) for word in encoder.read_words(text))
    return tuple((word, seen / (np.linalg.norm(seen) or 1.0)) for word, seen in read if word not in _OF_FORM)
