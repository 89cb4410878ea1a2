"""The hashed linear scorer: check-worthiness from words and letters alone, with numpy and one small file.

It stands in where the encoder cannot load. Its weights come from `training/linear.py`, which uses the same features.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15  # of each of the two blocks: words, letters
WEIGHTS = Path(__file__).parent.parent / "weights" / "linear.npz"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[%$£€?!\"“”]")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def normalise(sentence: str) -> str:
    """Lower the case, and write years as 2000 and other numbers as as many zeros as they have digits, at most four."""
    text = _YEAR.sub("年", sentence.lower())
    text = _NUMBER.sub(lambda m: "0" * min(4, sum(c.isdigit() for c in m[0])), text)
    return text.replace("年", "2000")


def word_buckets(text: str) -> set[int]:
    """Hash the words and pairs of words of a normalised sentence."""
    words = ["<", *_WORD.findall(text), ">"]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return {zlib.crc32(w.encode()) % BUCKETS for w in words + pairs}


def letter_buckets(text: str) -> NDArray[np.int64]:
    """Hash the runs of two to five letters of a normalised sentence."""
    codes = np.frombuffer(f" {' '.join(text.split())} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    found, rolling = [], codes.copy()
    for size in range(2, 6):
        if len(codes) < size:
            break
        rolling = rolling[: len(codes) - size + 1] * np.uint64(1_000_003) + codes[size - 1 :]
        mixed = (rolling ^ (rolling >> np.uint64(17))) * np.uint64(0x9E3779B97F4A7C15)
        found.append(mixed >> np.uint64(64 - 15))
    return np.unique(np.concatenate(found)).astype(np.int64) if found else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Features:
    """The buckets of one sentence and what each counts."""

    buckets: NDArray[np.int64]
    values: NDArray[np.float32]


def features_of(sentence: str) -> Features:
    """Return the features of one sentence; each block has length one."""
    text = normalise(sentence)
    words = np.fromiter(word_buckets(text), dtype=np.int64)
    letters = letter_buckets(text)
    values = [np.full(len(b), len(b) ** -0.5 if len(b) else 0, dtype=np.float32) for b in (words, letters)]
    return Features(np.concatenate([words, letters + BUCKETS]), np.concatenate(values))


@dataclass(frozen=True, slots=True)
class LinearScorer:
    """Weights of each head (heads, 2 * BUCKETS), as small integers with a scale, and the offsets (heads,)."""

    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def score(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Judge sentences: logits (sentences, heads), the heads being debate, speech and news."""
        logits = np.empty((len(sentences), len(self.offsets)), dtype=np.float32)
        for i, sentence in enumerate(sentences):
            features = features_of(sentence)
            logits[i] = self.weights[:, features.buckets] @ features.values
        return logits * self.scales + self.offsets


@cache
def load_linear() -> LinearScorer:
    """Load the scorer that was trained."""
    with np.load(WEIGHTS) as kept:
        return LinearScorer(kept["weights"], kept["scales"], kept["offsets"])
