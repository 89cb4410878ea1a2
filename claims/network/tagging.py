"""From tag probabilities to spans: the most probable well-formed row of tags, found for all windows at once."""

import numpy as np
from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
TAGS = 5
_NEVER = np.float32(-1e4)


def _steps() -> NDArray[np.float32]:
    """Which tag may follow which: a span is begun, gone on with and ended, or single."""
    steps = np.full((5, 5), _NEVER, dtype=np.float32)
    for before in (OUTSIDE, END, SINGLE):
        steps[before, [OUTSIDE, BEGIN, SINGLE]] = 0
    for before in (BEGIN, INSIDE):
        steps[before, [INSIDE, END]] = 0
    return steps


_STEPS = _steps()


def best_tags(scores: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.int8]:
    """Return the best well-formed tags (rows, length) for log probabilities (rows, length, 5).

    What lies behind a row's length (rows,) is tagged outside.
    """
    rows, length, _ = scores.shape
    padded = np.arange(length)[None, :] >= lengths[:, None]
    scores = scores.copy()
    scores[padded] = _NEVER
    scores[padded, OUTSIDE] = 0
    came_from = np.zeros((length, rows, 5), dtype=np.int8)
    best = scores[:, 0] + np.where(_STEPS[OUTSIDE] < 0, _NEVER, 0)
    for t in range(1, length):
        reached = best[:, :, None] + _STEPS
        came_from[t] = reached.argmax(1)
        best = reached.max(1) + scores[:, t]
    best[:, [BEGIN, INSIDE]] += _NEVER
    return _walk_back(came_from, best.argmax(1))


def _walk_back(came_from: NDArray[np.int8], last: NDArray[np.int64]) -> NDArray[np.int8]:
    """Follow the best tags from the last piece to the first."""
    length, rows, _ = came_from.shape
    tags = np.zeros((rows, length), dtype=np.int8)
    every = np.arange(rows)
    tags[:, -1] = last
    for t in range(length - 1, 0, -1):
        tags[:, t - 1] = came_from[t, every, tags[:, t]]
    return tags


def spans_of(tags: NDArray[np.int8]) -> list[tuple[int, int]]:
    """Return the (first, last) pieces of each span in one well-formed row of tags (length,)."""
    begins = np.flatnonzero((tags == BEGIN) | (tags == SINGLE))
    ends = np.flatnonzero((tags == END) | (tags == SINGLE))
    return list(zip(begins.tolist(), ends.tolist(), strict=True))
