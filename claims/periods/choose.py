"""Which date is the time of a claim, or that none is: a logistic choice over the signs, taught by `training/periods.py`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.model import Claim, DateSpan, Span
from claims.periods.candidates import Candidate, candidates_of
from claims.periods.place import Place
from claims.periods.signs import look, rows_of
from claims.reading import Reading

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).parent.parent / "weights" / "periods.npz"
FROM = -0.6
"""The logit from which a date is taken, against none at zero: a missed period weighs as much as a wrong one."""


def choose(claim: Claim, reading: Reading) -> DateSpan | None:
    """Return the date that a claim is about; None where it is about none that is printed near it."""
    sentence = reading.sentence_at(claim.start_char)
    if sentence is None:
        return None
    candidates = candidates_of(Span(claim.start_char, claim.end_char), sentence, reading)
    if not candidates:
        return None
    seen = look(claim, Place(reading, sentence))
    rows, weights = rows_of(seen, candidates), load_weights()
    if weights is None or len(weights) != rows.shape[1]:
        return seen.guess
    logits = rows @ weights
    told, logit = best_of(candidates, logits)
    return told.day if logit > FROM else None


def best_of(candidates: Sequence[Candidate], logits: Floats) -> tuple[Candidate, float]:
    """Return the candidate whose days are the likeliest, and their logit: dates of the same days add up."""
    days = [(each.day.first, each.day.last) if each.day.first else each.day for each in candidates]
    likely = np.exp(logits.astype(float))
    sums = {day: sum(likely[i] for i, other in enumerate(days) if other == day) for day in days}
    best = max(sums, key=lambda day: sums[day])
    at = max((i for i, day in enumerate(days) if day == best), key=lambda i: logits[i])
    return candidates[at], float(np.log(sums[best]))


@cache
def load_weights() -> Floats | None:
    """Load the weights once; None where there are none, as before they are learned."""
    if not WEIGHTS.exists():
        return None
    with np.load(WEIGHTS) as kept:
        return np.asarray(kept["weights"], dtype=np.float32)
