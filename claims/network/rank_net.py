"""Which words that may rank do: a ranking that can be checked, or opinion, colour and plain order.

A logistic regression over what the encoder makes of the words in their sentence, and the signs around them. Taught by `training/rankings.py`; where the encoder cannot load, the forms alone tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.encoder import Encoder
from claims.model import Sentence
from claims.rankings import Judge
from claims.spans import forms
from claims.spans.rankings.readers import Rank
from claims.spans.rankings.signs import signs_of
from claims.spans.rankings.table import FORMS
from claims.spans.rankings.words import View

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).parent.parent / "weights" / "rankings.npz"
FROM = {True: -1.3, False: -0.15}
"""The logit from which words are taken to rank, by whether a form is sure: the two have to differ for the form to lose."""
NAMES = tuple(form.name for form in FORMS)


@dataclass(frozen=True, slots=True)
class SeenRanks:
    """How the words of a text that may rank were read, by where each starts."""

    vectors: dict[int, Floats]

    def of(self, start: int, end: int) -> Floats | None:
        """Return how the first such word of a stretch was read; None where none was."""
        return next((self.vectors[at] for at in range(start, end) if at in self.vectors), None)

    def judge(self, start: int) -> Judge:
        """Return what tells which words of the line that starts there rank."""

        def judge(found: forms.Found[View], rank: Rank) -> bool | None:
            tokens = found.view.tokens
            vector = self.of(start + tokens.starts[rank.first], start + tokens.ends[rank.last - 1])
            return None if vector is None else ranks(found, rank, vector)

        return judge


def seen_ranks(encoder: Encoder, text: str, sentences: Sequence[Sentence]) -> SeenRanks:
    """Return how the encoder reads the words of some sentences that may rank."""
    sums = encoder.read_sums([text[s.start : s.end] for s in sentences])
    return SeenRanks(
        {
            sentence.start + mark.start: mark.seen.astype(np.float32)
            for sentence, marks in zip(sentences, sums.ranks, strict=True)
            for mark in marks
        }
    )


def rows_of(found: forms.Found[View], rank: Rank, vector: Floats) -> Floats:
    """Return the features of one rank."""
    return np.concatenate([vector, np.array(signs_of(found, rank, NAMES), dtype=np.float32)])


def ranks(found: forms.Found[View], rank: Rank, vector: Floats) -> bool:
    """Tell whether words rank."""
    weights = _weights()
    return float(rows_of(found, rank, vector) @ weights[:-1] + weights[-1]) > FROM[rank.sure]


@cache
def _weights() -> Floats:
    """Load the weights once.

    Raises ValueError where they were learned with other forms.
    """
    with np.load(WEIGHTS) as kept:
        if tuple(kept["names"]) != NAMES:
            raise ValueError(f"{WEIGHTS.name} was learned with other forms: run training.rankings")
        return np.asarray(kept["weights"], dtype=np.float32)
