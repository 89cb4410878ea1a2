"""How surely two figures are of one thing: two small logistic models, learned from labelled pairs.

The first looks at two figures alone; the second also at how they stand against the others of their articles.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.tracking.likeness import NAMES, READ, WRITTEN, Numbers
from claims.tracking.rivals import RIVALS

WEIGHTS = Path(__file__).parent.parent / "weights" / "threads.json"

Floats = NDArray[np.floating]
_MOST = 30.0  # of a logit


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in the order of the numbers that it is shown, and an offset."""

    weights: Numbers
    offset: float

    def logits(self, numbers: Floats) -> Floats:
        """Return the logits (pairs,) of rows of numbers."""
        return np.asarray(np.clip(numbers @ np.asarray(self.weights) + self.offset, -_MOST, _MOST))


@dataclass(frozen=True, slots=True)
class Combiner:
    """Both models, what two different figures are given beforehand, and the threshold from which claims are together."""

    first: Model
    second: Model
    across: float  # to two figures of two articles that differ, and may
    within: float  # to two figures of one article that differ
    repeated: float  # to one figure that an article tells twice
    threshold: float

    def at_first(self, numbers: Floats) -> Floats:
        """Return how likely pairs are of one thing by their likeness (pairs, NAMES) alone, (pairs,)."""
        return _likely(self.first.logits(numbers))

    def surely(
        self, numbers: Floats, is_equal: NDArray[np.bool_], may_differ: NDArray[np.bool_], *, within: bool
    ) -> Floats:
        """Return how surely pairs are of one thing, (pairs,), by likeness and rivals (pairs, NAMES + RIVALS).

        Outlets that differ are what is looked for, so something is given to figures that do and may differ; an article
        that tells two figures mostly tells of two things, and often so where the two are equal.
        """
        if within:
            given = np.where(is_equal, self.repeated, self.within)
        else:
            given = np.where(~is_equal & may_differ, self.across, 0.0)
        return _likely(self.second.logits(numbers) + given)


def _likely(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))


@cache
def combiner(*, is_read: bool) -> Combiner:
    """Return the models for claims that the encoder read, or those by written words alone."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))["read" if is_read else "written"]
    names = READ if is_read else WRITTEN
    first = _model(kept["first"], names, NAMES)
    second = _model(kept["second"], (*names, *RIVALS), (*NAMES, *RIVALS))
    return Combiner(first, second, kept["across"], kept["within"], kept["repeated"], kept["threshold"])


def _model(kept: dict[str, object], names: tuple[str, ...], shown: tuple[str, ...]) -> Model:
    """Return a kept model for all numbers that are shown; those that it does not look at weigh nothing."""
    weights: dict[str, float] = kept["weights"]  # type: ignore[assignment]  # written by training.tracking
    missing = set(weights) ^ set(names)
    if missing:
        raise ValueError(f"{WEIGHTS.name} and likeness differ in {', '.join(sorted(missing))}: learn the weights again")
    return Model(tuple(weights.get(name, 0.0) for name in shown), float(kept["offset"]))  # type: ignore[arg-type]
