"""Joins tagged spans into relations: each content to its cue, each cue to its source, by learned weights.

The weights are those of two conditional logit models, fitted by `training/fit_links.py`; see the file that holds them.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from claims.model import Span
from claims.overlaps import Overlaps
from claims.speech import content_links, source_links
from claims.speech.relations import Relation
from claims.speech.scene import MARKS, Scene, gap_of

_WEIGHTS = Path(__file__).parent.parent / "lexicon" / "links.toml"
NEAREST = 5
"""How many spans on either side are asked."""

MOST_PARTS = 60
"""How many contents one cue may have; what stands behind them is nobody's."""

Weights = dict[str, float]


@cache
def read_weights() -> tuple[Weights, Weights]:
    """Return the weights of contents to cues and of cues to sources, by the features' names."""
    raw = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return (
        {name: float(raw["content"][name]) for name in content_links.NAMES},
        {name: float(raw["source"][name]) for name in source_links.NAMES},
    )


def nearest(spans: Sequence[Span], anchor: Span) -> range:
    """Return which of the sorted spans are the nearest around an anchor, by place in the list."""
    low = bisect_left(spans, anchor.start, key=lambda span: span.start)
    high = bisect_left(spans, anchor.end, key=lambda span: span.start)
    return range(max(0, low - NEAREST), min(len(spans), high + NEAREST))


def cues_around(scene: Scene, content_at: int) -> list[int]:
    """Return the nearest cues that a content can belong to: those inside it tell what somebody in it says."""
    content = scene.contents[content_at]
    return [cue for cue in nearest(scene.cues, content) if not content.holds(scene.cues[cue])]


def link_spans(scene: Scene) -> list[Relation]:
    """Return the relations of a scene.

    A content that no cue takes is given to the rule that reads it; without one it is left out, for two in three of those
    are false.
    """
    held: dict[int, list[Span]] = {}
    alone: list[int] = []
    uncued = [relation for relation in scene.sure if relation.cue is None]
    signed = {part for relation in uncued for part in relation.content}
    for at, content in enumerate(scene.contents):
        if content in signed:
            continue
        cue = scene.sure_cues.get(content)
        if cue is None:
            cue = _best_cue(scene, at)
        if cue is None:
            alone.append(at)
        elif len(held.setdefault(cue, [])) < MOST_PARTS:
            held[cue].append(content)
    linked = [_relation(scene, cue, held[cue]) for cue in sorted(held)]
    return [*linked, *uncued, *_read_by_rules(scene, alone, linked)]


def _read_by_rules(scene: Scene, alone: Sequence[int], linked: Sequence[Relation]) -> list[Relation]:
    """Return relations for the contents that no cue takes but a rule reads, its parts together."""
    held: dict[Relation, list[Span]] = {}
    for at in alone:
        rule = next((rule for rule in scene.rules_by_content[at] if rule.source), None)
        if rule:
            held.setdefault(rule, []).append(scene.contents[at])
    taken = Overlaps(relation.cue for relation in linked if relation.cue)
    return [
        Relation(tuple(contents), rule.source, rule.cue, rule.rule)
        for rule, contents in held.items()
        if rule.cue and not taken.touch(rule.cue)
    ]


def _relation(scene: Scene, cue_at: int, contents: Sequence[Span]) -> Relation:
    """Return a cue with its source and its contents, less those that stand apart from the one nearest to the cue."""
    source = (
        scene.sure_sources.get(cue_at) or _best_source(scene, cue_at, contents) or _by_rule(scene, cue_at, contents)
    )
    cue = scene.cues[cue_at]
    together = _read_together(scene, cue_at, contents)
    kept = tuple(
        content for content in contents if together or not _stands_apart(scene, content, contents, (cue, source))
    )
    return Relation(kept, source, cue, "tags", sure=_sureness(scene, cue_at, source))


def _sureness(scene: Scene, cue_at: int, source: Span | None) -> float:
    """Return how sure a cue's source is one: certain where a rule reads it at this cue too."""
    if source is None or any(rule.source and rule.source.overlaps(source) for rule in scene.rules_by_cue[cue_at]):
        return 1.0
    return scene.sureness(source)


def _by_rule(scene: Scene, cue_at: int, contents: Sequence[Span]) -> Span | None:
    """Return the source that the rules see at a cue whose source nobody tagged."""
    for rule in scene.rules_by_cue[cue_at]:
        if rule.source and not any(rule.source.overlaps(content) for content in contents):
            return rule.source
    return None


def _read_together(scene: Scene, cue_at: int, contents: Sequence[Span]) -> bool:
    """Tell whether a rule reads all contents of a cue as the parts of one clause, its speaker between them."""
    return len(contents) > 1 and any(
        len(rule.content) > 1 and all(any(part.overlaps(content) for part in rule.content) for content in contents)
        for rule in scene.rules_by_cue[cue_at]
    )


def _stands_apart(scene: Scene, content: Span, contents: Sequence[Span], speaker: tuple[Span, Span | None]) -> bool:
    """Tell whether an unquoted content is no part of what the others say: words of the article stand between them.

    What is said breaks off for its speaker and for nothing else, unless it is quoted.
    """
    text = scene.units.text
    if len(contents) == 1 or text[content.start] in MARKS:
        return False
    if any(other in scene.sure_cues for other in contents) and _OTHER_CLAUSE.search(
        text, content.start - 6, content.start
    ):
        return not any(mark in content.of(text) for mark in '“"')
    nearest_one = min(contents, key=lambda other: _length(gap_of(other, speaker[0])))
    if content == nearest_one:
        return False
    behind = speaker[0].end <= min(content.start, nearest_one.start)
    if behind and text[nearest_one.start] not in MARKS:
        return True
    gap = gap_of(content, nearest_one)
    said_by = sum(_shared(gap, span) for span in (*speaker, *contents) if span)
    return _length(gap) - said_by > _LONGEST_BREAK


_OTHER_CLAUSE = re.compile(r"(?:[.!?”\"][ \u00a0]|\n|\b(?:but|and|as) )$")
_LONGEST_BREAK = 12  # characters beside cue and source at which what is said may break off


def _length(span: Span) -> int:
    return span.end - span.start


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _best_cue(scene: Scene, content_at: int) -> int | None:
    """Return the cue that a content most probably belongs to, None if most probably to none."""
    weights, _ = read_weights()
    best, highest = None, _score(content_links.alone_values(scene, content_at), weights)
    for cue in cues_around(scene, content_at):
        score = _score(content_links.pair_values(scene, content_at, cue), weights)
        if score > highest:
            best, highest = cue, score
    return best


def _best_source(scene: Scene, cue_at: int, contents: Sequence[Span]) -> Span | None:
    """Return the source that a cue most probably has, None if most probably none."""
    _, weights = read_weights()
    nobody = float("-inf") if source_links.needs_source(scene, cue_at) else 0.0
    best, highest = None, _score(source_links.alone_values(scene, cue_at), weights) + nobody
    for source in source_links.sources_around(scene, cue_at, contents, nearest(scene.sources, scene.cues[cue_at])):
        score = _score(source_links.pair_values(scene, cue_at, source, contents), weights)
        if score > highest:
            best, highest = scene.sources[source], score
    return best


def _score(values: dict[str, float], weights: Weights) -> float:
    return sum(weights[name] * value for name, value in values.items() if value)
