"""How two figures stand against the others of their articles: what is told once in either is seldom two things at once."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from claims.tracking.likeness import is_equal
from claims.tracking.measures import Interval

RIVALS = ("likely", "over_others", "over_ones", "of_others", "of_ones", "best", "share")
"""What each number of `against_rivals` is; `best`: no other figure of either article is likelier."""

Floats = NDArray[np.floating]
Labels = NDArray[np.int64]


def same_figures(intervals: Sequence[Interval]) -> Labels:
    """Return a label for each interval: equal figures have one, and of vague words each size; what tells nothing is alone."""
    labels = np.arange(len(intervals))
    printed = sorted((each.printed, at) for at, each in enumerate(intervals) if each.printed is not None)
    for (before, one), (value, other) in pairwise(printed):
        if is_equal(before, value):
            labels[other] = labels[one]
    spans: dict[Interval, int] = {}
    for at, each in enumerate(intervals):
        if each.is_vague and each.is_known:
            labels[at] = spans.setdefault(each, at)
    return labels


def against_rivals(likely: Floats, ones: Labels, others: Labels) -> Floats:
    """Return the numbers of RIVALS for each figure of one article (n) with each of another (m), (n, m, RIVALS).

    `likely` (n, m) is how likely they are of one thing by themselves; rivals of a figure are those with another label.
    """
    of_others, of_ones = _best_rival(likely, others), _best_rival(likely.T, ones).T
    rest, rest_of_ones = likely.sum(1, keepdims=True) - likely, likely.sum(0, keepdims=True) - likely
    clipped = np.clip(likely, 1e-3, 1 - 1e-3)
    numbers = (
        np.log(clipped / (1 - clipped)),
        likely - of_others,
        likely - of_ones,
        likely / (likely + of_others + 1e-3),
        likely / (likely + of_ones + 1e-3),
        (likely >= of_others) & (likely >= of_ones),
        likely / (likely + rest + 0.05) * likely / (likely + rest_of_ones + 0.05),
    )
    return np.stack([np.asarray(each, dtype=float) for each in numbers], axis=-1)


def _best_rival(likely: Floats, labels: Labels) -> Floats:
    """Return for each row and column the highest of the row among columns with another label; 0 where there is none."""
    kinds, at = np.unique(labels, return_inverse=True)
    best = np.zeros((len(likely), len(kinds) + 1))
    for kind in range(len(kinds)):
        best[:, kind] = likely[:, at == kind].max(1, initial=0.0)
    first = best.argmax(1)
    second = best.copy()
    second[np.arange(len(best)), first] = 0.0
    return np.asarray(np.where(at[None, :] == first[:, None], second.max(1)[:, None], best.max(1)[:, None]))
