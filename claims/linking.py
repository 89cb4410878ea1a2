"""Joins tagged spans into relations: each content to its cue, each cue to its source, by learned weights.

The weights are those of two conditional logit models, fitted by `training/fit_links.py`; see the file that holds them.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.link_features import (
    CONTENT_FEATURES,
    SOURCE_FEATURES,
    Scene,
    content_vector,
    no_cue_vector,
    no_source_vector,
    source_vector,
)
from claims.model import Span
from claims.relations import Relation

_WEIGHTS = Path(__file__).parent / "lexicon" / "links.toml"
NEAREST = 5
"""How many spans on either side are asked."""


@cache
def read_weights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of contents to cues and of cues to sources, in the order of the features' names."""
    raw = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
    content = np.array([raw["content"][name] for name in CONTENT_FEATURES])
    source = np.array([raw["source"][name] for name in SOURCE_FEATURES])
    return content, source


def nearest(spans: Sequence[Span], anchor: Span, each_side: int = NEAREST) -> range:
    """Return which of the sorted spans are the nearest around an anchor, by place in the list."""
    low = bisect_left(spans, anchor.start, key=lambda span: span.start)
    high = bisect_left(spans, anchor.end, key=lambda span: span.start)
    return range(max(0, low - each_side), min(len(spans), high + each_side))


def link_spans(scene: Scene) -> list[Relation]:
    """Return the relations of a scene; a content that no cue takes is left out."""
    content_weights, source_weights = read_weights()
    held: dict[int, list[Span]] = {}
    for at, content in enumerate(scene.contents):
        cue = _best_cue(scene, at, content_weights)
        if cue is not None:
            held.setdefault(cue, []).append(content)
    return [_relation(scene, cue, held[cue], source_weights) for cue in sorted(held)]


def _best_cue(scene: Scene, content_at: int, weights: NDArray[np.float64]) -> int | None:
    around = nearest(scene.cues, scene.contents[content_at])
    if not around:
        return None
    scores = [float(content_vector(scene, content_at, cue) @ weights) for cue in around]
    best = int(np.argmax(scores))
    return around[best] if scores[best] > float(no_cue_vector(scene, content_at) @ weights) else None


def _relation(scene: Scene, cue_at: int, contents: Sequence[Span], weights: NDArray[np.float64]) -> Relation:
    """Return the relation of one cue with its contents and its best source."""
    source = _best_source(scene, cue_at, contents, weights)
    return Relation(tuple(contents), source, scene.cues[cue_at], "tags")


def _best_source(scene: Scene, cue_at: int, contents: Sequence[Span], weights: NDArray[np.float64]) -> Span | None:
    around = nearest(scene.sources, scene.cues[cue_at])
    if not around:
        return None
    scores = [float(source_vector(scene, cue_at, source, contents) @ weights) for source in around]
    best = int(np.argmax(scores))
    if scores[best] <= float(no_source_vector(scene, cue_at) @ weights):
        return None
    return scene.sources[around[best]]
