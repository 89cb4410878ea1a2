"""How surely two claims are of one thing: a small logistic model over their likeness, learned from labelled pairs."""

import json
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from claims.tracking.likeness import NAMES, READ, WRITTEN, Numbers

WEIGHTS = Path(__file__).parent.parent / "weights" / "threads.json"


@dataclass(frozen=True, slots=True)
class Combiner:
    """Weights by the names of `likeness`, and the threshold from which claims are together."""

    weights: Numbers
    offset: float
    threshold: float

    def surely(self, numbers: Numbers) -> float:
        """Return the probability that two claims are of one thing."""
        logit = self.offset + sum(weight * number for weight, number in zip(self.weights, numbers, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


@cache
def combiner(*, is_read: bool) -> Combiner:
    """Return the model for claims that the encoder read, or the one by written words alone."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))["read" if is_read else "written"]
    names = READ if is_read else WRITTEN
    missing = set(kept["weights"]) ^ set(names)
    if missing:
        raise ValueError(f"{WEIGHTS.name} and likeness differ in {', '.join(sorted(missing))}: learn the weights again")
    return Combiner(tuple(kept["weights"].get(name, 0.0) for name in NAMES), kept["offset"], kept["threshold"])
