"""How surely a claim and a source measure one thing: a small logistic model over the words that only one of them tells.

A contradiction needs such evidence; where it is thin, the two may differ in nothing but their definition.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from claims.tracking.accounted import Left, left_words
from claims.tracking.definition import Subject

WEIGHTS = Path(__file__).parent.parent / "weights" / "definitions.json"

_LIMITS = re.compile(
    r"(?:only|alone|solely|without|exclud\w+|except\w*|less|minus|not|non|part|parts|partial\w*|branch|division|brand|subsidiary"
    r"|segment|first|second|third|fourth|new|newly|initial|single|other|another|own|net|gross|adjusted|underlying|statutory|core"
    r"|stock|cumulative|planned|target|median|relative|month|quarter|weekly|daily|monthly|quarterly)",
    re.IGNORECASE,
)
"""Words that say of themselves that they limit, or turn, what is measured."""


_ALL = re.compile(r"\b(?:all|total|overall|whole|any|every|both)\b", re.IGNORECASE)


class Likeness(NamedTuple):
    """What tells whether two definitions are one, as numbers."""

    shares_concept: float
    has_no_concept: float
    concepts_apart: float
    claim_words: float
    claim_names: float
    head_words: float
    head_names: float
    side_words: float
    side_names: float
    bracket_words: float
    on_both_sides: float
    claim_limits: float
    source_limits: float
    claim_told: float
    head_told: float
    one_is_change: float
    claim_is_limited: float
    source_is_limited: float
    all_against_some: float
    is_named: float


def surely_same(claim: Subject, source: Subject, sentence: str) -> tuple[float, str | None]:
    """Return the probability that a source's number is of the claim's measure, and a word that speaks against it."""
    left = left_words(claim, source, sentence)
    numbers = likeness(claim, source, left)
    words = (*left.head, *left.claim, *left.side, *left.brackets)
    return 0.0 if _is_part(numbers) else _model().surely(numbers), next(iter(words), None)


def _is_part(numbers: Likeness) -> bool:
    """Tell whether one of the two limits what the other takes whole: sailors killed, and all who died; cotton of a harvest."""
    return not (numbers.on_both_sides or numbers.is_named) and bool(
        numbers.claim_is_limited or numbers.source_is_limited
    )


def likeness(claim: Subject, source: Subject, left: Left) -> Likeness:
    """Return how alike two definitions are."""
    theirs = (*left.head, *left.side, *left.brackets)
    return Likeness(
        shares_concept=float(bool(claim.concepts & source.concepts)),
        has_no_concept=float(not claim.concepts and not source.concepts),
        concepts_apart=min(2, len(claim.concepts ^ source.concepts)),
        claim_words=min(3, _plain(left.claim)),
        claim_names=min(2, len(left.claim) - _plain(left.claim)),
        head_words=min(3, _plain(left.head)),
        head_names=min(2, len(left.head) - _plain(left.head)),
        side_words=min(3, _plain(left.side)),
        side_names=min(2, len(left.side) - _plain(left.side)),
        bracket_words=min(2, len(left.brackets)),
        on_both_sides=min(2, _plain(left.claim), _plain(theirs)),
        claim_limits=float(_limits(left.claim)),
        source_limits=float(_limits(theirs)),
        claim_told=1 - len(left.claim) / max(1, left.of_claim),
        head_told=1 - len(left.head) / max(1, left.of_head),
        one_is_change=float(claim.is_change != source.is_change),
        claim_is_limited=min(2, left.claim_limits),
        source_is_limited=min(2, left.source_limits),
        all_against_some=float(
            (bool(_plain(left.claim)) and bool(_ALL.search(source.text)))
            or (bool(_plain(theirs)) and bool(_ALL.search(claim.text)))
        ),
        is_named=float(left.is_named),
    )


def _plain(words: Iterable[str]) -> int:
    """Return how many words are no names."""
    return sum(not word[0].isupper() for word in words)


def _limits(words: Iterable[str]) -> bool:
    return any(_LIMITS.fullmatch(word) for word in words)


class Model(NamedTuple):
    """Weights in the order of `Likeness`, and what is added."""

    weights: tuple[float, ...]
    offset: float

    def surely(self, numbers: Likeness) -> float:
        """Return the probability that two definitions are one."""
        return 1 / (1 + exp(-self.offset - sum(w * n for w, n in zip(self.weights, numbers, strict=True))))


@cache
def _model() -> Model:
    """Return the model that `training/definitions.py` learned."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    if set(kept["weights"]) != set(Likeness._fields):
        raise ValueError(f"{WEIGHTS.name} and Likeness differ: learn the weights again")
    return Model(tuple(kept["weights"][name] for name in Likeness._fields), kept["offset"])
