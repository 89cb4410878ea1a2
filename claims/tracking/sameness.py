"""How surely a claim and a source measure one thing: a small logistic model over what tells them apart.

Rules hold numbers against each other; whether both are of the same thing is a matter of meaning, and is learned from
labelled pairs (`training/definitions.py`): from the words that only one of the two has and how far the encoder finds them
from the other's, from the tables of measures, from names, times and units. No feature knows a word of its own.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from math import isfinite, log, log1p
from pathlib import Path
from typing import NamedTuple

from claims.tracking.accounted import Left, left_words
from claims.tracking.compared import Case
from claims.tracking.definition import lasts, other_age, other_concept, other_side, share_words
from claims.tracking.far import far_words
from claims.tracking.periods import is_one_time, is_within
from claims.tracking.whose import Names, names_of

WEIGHTS = Path(__file__).parent.parent / "weights" / "definitions.json"

_LIMITS = re.compile(
    r"(?:only|alone|solely|without|exclud\w+|except\w*|less|minus|not|non|part|parts|partial\w*|branch|division|brand|subsidiary"
    r"|segment|first|second|third|fourth|new|newly|initial|single|other|another|own|net|gross|adjusted|underlying|statutory|core"
    r"|stock|cumulative|planned|target|median|relative|month|quarter|weekly|daily|monthly|quarterly)",
    re.IGNORECASE,
)
"""Words that say of themselves that they limit, or turn, what is measured."""


_ALL = re.compile(r"\b(?:all|total|overall|whole|any|every|both)\b", re.IGNORECASE)


class Words(NamedTuple):
    """What the words tell that only one of the two has, and the tables of measures."""

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
    claim_is_limited: float
    source_is_limited: float
    all_against_some: float
    is_named: float
    limited_alone: float  # one of the two limits what the other takes whole
    other_concept: float
    other_side: float
    other_age: float
    source_narrower: float
    claim_narrower: float
    shares_words: float
    claim_has_concept: float
    source_has_concept: float
    claim_far: float
    claim_farthest: float
    source_far: float
    source_farthest: float


class Form(NamedTuple):
    """What times, units and the form of the two tell: level or change, forecast or outcome."""

    claim_timeless: float
    source_timeless: float
    one_span: float
    spans_apart: float  # how many times as long one is as the other, as a logarithm
    ends_apart: float  # hundreds of days
    one_time: float
    within: float
    lasting: float
    claim_changes: float
    source_changes: float
    claim_announces: float
    only_claim_forecasts: float
    only_source_forecasts: float
    counts: float
    shares: float
    money: float
    has_rate: float
    other_rate: float
    differs: float
    far_apart: float
    fact_check: float
    statistics: float


_NEAR = 0.05
_HOUSES = frozenset({"World Bank", "Eurostat", "ECB"})
_FORECAST = re.compile(
    r"\b(?:forecast|projection|projected|expected|(?<!economic )outlook|estimate for)\b", re.IGNORECASE
)
_ESTIMATE = re.compile(r"\b(?:estimates?|would)\b", re.IGNORECASE)


def surely_same(case: Case, apart: float) -> tuple[float, str | None]:
    """Return the logarithm of the odds that a source's number is of the claim's measure, and a word that speaks against it.

    `apart` is how far the two numbers are apart, as a share.
    """
    left = left_words(case.claim, case.source, case.stated.sentence)
    words = (*left.head, *left.claim, *left.side, *left.brackets)
    return _model().odds(numbers(case, left, apart)), next(iter(words), None)


def numbers(case: Case, left: Left, apart: float) -> tuple[float, ...]:
    """Return what is known of a pair in the order of NAMES."""
    names = names_of(case.claim, case.source, case.stated.sentence)
    return (*_words(case, left), *names, *_form(case, apart))


NAMES = (*Words._fields, *Names._fields, *Form._fields)
"""What each of the numbers is that the model weighs."""


def _words(case: Case, left: Left) -> Words:
    claim, source = case.claim, case.source
    theirs = (*left.head, *left.side, *left.brackets)
    claim_far = far_words(left.claim, claim.text, (source.text,))
    source_far = far_words(theirs, source.text, (claim.text, case.stated.sentence))
    return Words(
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
        claim_is_limited=min(2, left.claim_limits),
        source_is_limited=min(2, left.source_limits),
        all_against_some=float(
            (bool(_plain(left.claim)) and bool(_ALL.search(source.text)))
            or (bool(_plain(theirs)) and bool(_ALL.search(claim.text)))
        ),
        is_named=float(left.is_named),
        limited_alone=float(
            bool(left.claim_limits or left.source_limits)
            and not (left.is_named or (_plain(left.claim) and _plain(theirs)))
        ),
        other_concept=float(other_concept(claim, source)),
        other_side=float(other_side(claim, source) is not None),
        other_age=float(other_age(claim, source)),
        source_narrower=float(bool(source.narrowing - claim.narrowing)),
        claim_narrower=float(bool(claim.narrowing - source.narrowing)),
        shares_words=float(share_words(claim, source)),
        claim_has_concept=float(bool(claim.concepts)),
        source_has_concept=float(bool(source.concepts)),
        claim_far=claim_far.together,
        claim_farthest=claim_far.most,
        source_far=source_far.together,
        source_farthest=source_far.most,
    )


def _form(case: Case, apart: float) -> Form:
    stated, found = case.stated, case.found
    times = (stated.first, stated.last, found.first, found.last)
    ours, theirs = _days(stated.first, stated.last), _days(found.first, found.last)
    one, other = case.unit, case.found_unit
    forecast, expected = bool(_FORECAST.search(found.definition)), stated.assertion == "expected"
    return Form(
        claim_timeless=float(ours is None),
        source_timeless=float(theirs is None),
        one_span=float(ours is not None and ours == theirs),
        spans_apart=abs(log(_length(ours) / _length(theirs))) if ours and theirs else 0.0,
        ends_apart=min(abs(ours[1] - theirs[1]), 400) / 100 if ours and theirs else 0.0,
        one_time=float(is_one_time(*times)),
        within=float(is_within(*times)),
        lasting=float(lasts(stated.measured, found.definition)),
        claim_changes=float(case.claim.is_change and not case.source.is_change),
        source_changes=float(case.source.is_change and not case.claim.is_change),
        claim_announces=float(stated.assertion == "announced"),
        only_claim_forecasts=float(expected and not (forecast or _ESTIMATE.search(found.definition))),
        only_source_forecasts=float(forecast and not expected and not _FORECAST.search(stated.measured)),
        counts=float(one.dimension == "count"),
        shares=float(one.dimension == "share"),
        money=float(one.dimension.startswith("money ")),
        has_rate=float(bool(one.per)),
        other_rate=float((one.per or "") != (other.per or "")),
        differs=float(apart > _NEAR),
        far_apart=log1p(min(apart, 1.0)) if isfinite(apart) else 0.0,
        fact_check=float(found.source == "fact-check"),
        statistics=float(found.source in _HOUSES),
    )


def _days(first: date | None, last: date | None) -> tuple[int, int] | None:
    """Return the first and last day of a time as numbers; None where neither is known."""
    a, b = first or last, last or first
    return (a.toordinal(), b.toordinal()) if a and b else None


def _length(days: tuple[int, int]) -> int:
    return max(1, days[1] - days[0] + 1)


def _plain(words: Iterable[str]) -> int:
    """Return how many words are no names."""
    return sum(not word[0].isupper() for word in words)


def _limits(words: Iterable[str]) -> bool:
    return any(_LIMITS.fullmatch(word) for word in words)


class Model(NamedTuple):
    """Weights in the order of NAMES, and what is added."""

    weights: tuple[float, ...]
    offset: float

    def odds(self, told: tuple[float, ...]) -> float:
        """Return the logarithm of the odds that two definitions are one."""
        return self.offset + sum(weight * number for weight, number in zip(self.weights, told, strict=True))


@cache
def _model() -> Model:
    """Return the model that `training/definitions.py` learned."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    if set(kept["weights"]) != set(NAMES):
        raise ValueError(f"{WEIGHTS.name} and the model's numbers differ: learn the weights again")
    return Model(tuple(kept["weights"][name] for name in NAMES), kept["offset"])
