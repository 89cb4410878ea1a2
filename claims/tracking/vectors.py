"""How the encoder reads a claim, in 128 bytes that can be kept: its figure in its sentence, and the sentence.

What the encoder yields is turned on the axes along which news differ most (`training/tracking.py` found them), and each
half is a unit vector of 64 small integers, so that a product of two halves is the cosine of what they stand for.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder

AXES = Path(__file__).parent.parent / "weights" / "tracking.npz"
HALF = 64  # numbers of each half
WORDS = HALF * 2 // 4  # of 32 bits, as which they are kept

Floats = NDArray[np.float32]


class Place(NamedTuple):
    """A claim's sentence, and where its quote stands in it."""

    sentence: str
    start: int
    end: int


@cache
def _axes() -> dict[str, Floats]:
    """Return middles (WIDTH,) and axes (WIDTH, HALF) of numbers and sentences."""
    with np.load(AXES) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def read_vectors(places: Sequence[Place]) -> NDArray[np.int8] | None:
    """Return how the encoder reads claims, (claims, 2 * HALF); None where it cannot load.

    The first half is zero for a claim without a number.
    """
    encoder = load_encoder()
    if encoder is None:
        return None
    sentences = list(dict.fromkeys(place.sentence for place in places))
    sums = encoder.read_sums(sentences)
    rows = {sentence: i for i, sentence in enumerate(sentences)}
    found = np.zeros((len(places), 2, HALF), dtype=np.float32)
    for i, place in enumerate(places):
        row = rows[place.sentence]
        seen = [mark.seen for mark in sums.marks[row] if mark.start < place.end and mark.end > place.start]
        if seen:
            found[i, 0] = _turned("number", seen[0].astype(np.float32))
        found[i, 1] = _turned("sentence", sums.embedding[row])
    return np.rint(found * 127).astype(np.int8).reshape(len(places), 2 * HALF)


def _turned(what: str, vector: Floats) -> Floats:
    """Return a unit vector (HALF,) of what the encoder yields."""
    turned = (vector - _axes()[f"{what}_middle"]) @ _axes()[f"{what}_axes"]
    length = float(np.linalg.norm(turned))
    return np.asarray(turned / length if length else turned, dtype=np.float32)


def packed(vectors: NDArray[np.int8] | None) -> list[int]:
    """Return vectors as they are kept: WORDS numbers of 32 bits a claim, one claim behind the other."""
    return [] if vectors is None else vectors.reshape(-1).view(np.uint32).tolist()


def unpacked(kept: Sequence[int]) -> Floats | None:
    """Return kept vectors, (claims, 2 * HALF) of numbers up to 1; None where there are none."""
    if not len(kept):
        return None
    whole = np.asarray(kept, dtype=np.uint32).view(np.int8).reshape(-1, 2 * HALF).astype(np.float32)
    return np.asarray(whole / 127, dtype=np.float32)
