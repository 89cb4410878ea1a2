"""Fits the weights that link tagged spans into attributions (claims/lexicon/links.toml).

    python -m training.fit_links --train POLNEAR_TRAIN.jsonl [--tags TAGS.json] [--out claims/lexicon/links.toml]

Two conditional logit models, fitted with numpy alone: which of the cues around a content is its own (or none), and which
of the sources around a cue. The spans are the gold ones, and those of an encoder with its mistakes: TAGS.json gives
`{doc_id: {role: [[start, end, score]]}}` (training/tag_articles.py), of an early epoch, so that it is no surer of these articles
than of others. A tenth of the articles is set aside and the accuracy on it printed.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.model import Span
from claims.network.role_tags import RoleTags, ScoredSpan
from claims.speech import content_links, source_links
from claims.speech.clauses import read_units
from claims.speech.evidence import gather_evidence
from claims.speech.linking import cues_around, nearest
from claims.speech.quotes import pair_quotes
from claims.speech.reported import find_relations
from claims.speech.scene import Scene

Group = tuple[list[dict[str, float]], int]  # the candidates' features and which one is right

SEED = 7
ROLES = ("content", "cue", "source")


def gold_tags(row: dict[str, Any]) -> RoleTags:
    """Return the gold spans of an article as tags."""
    found = {
        role: sorted(
            {(span[0], span[1]) for relation in row["relations"] if relation["content"] for span in relation[role]}
        )
        for role in ROLES
    }
    return RoleTags(
        **{role: tuple(ScoredSpan(start, end, 1.0) for start, end in spans) for role, spans in found.items()}
    )


def read_tags(path: Path) -> dict[str, RoleTags]:
    """Return an encoder's tags by article."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: RoleTags(**{role: tuple(ScoredSpan(*span) for span in spans) for role, spans in roles.items()})
        for name, roles in raw.items()
    }


def owners_of(spans: Sequence[Span], relations: Sequence[dict[str, Any]], role: str) -> list[set[int]]:
    """Return for each span the relations whose spans of that role it shares most characters with."""
    return [_owners(span, relations, role) for span in spans]


def _owners(span: Span, relations: Sequence[dict[str, Any]], role: str) -> set[int]:
    shared = {
        number: sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in relation[role])
        for number, relation in enumerate(relations)
    }
    most = max(shared.values(), default=0)
    return {number for number, count in shared.items() if count == most} if most else set()


def groups_of(row: dict[str, Any], tags: RoleTags) -> tuple[list[Group], list[Group]]:
    """Return what an article teaches: a group for each content that is one, and for each cue that is one."""
    quotes = pair_quotes(row["text"])
    units = read_units(row["text"], quotes)
    scene = gather_evidence(units, quotes, tags, find_relations(units))
    relations = [relation for relation in row["relations"] if relation["content"]]
    owners = {
        role: owners_of(spans, relations, role)
        for role, spans in (("content", scene.contents), ("cue", scene.cues), ("source", scene.sources))
    }
    return list(_content_groups(scene, owners)), list(_source_groups(scene, owners))


def _content_groups(scene: Scene, owners: dict[str, list[set[int]]]) -> Iterator[Group]:
    for at in range(len(scene.contents)):
        if owners["content"][at] and scene.contents[at] not in scene.sure_cues:
            around = cues_around(scene, at)
            rows = [content_links.pair_values(scene, at, cue) for cue in around] + [
                content_links.alone_values(scene, at)
            ]
            right = [place for place, cue in enumerate(around) if owners["cue"][cue] & owners["content"][at]]
            yield rows, right[0] if right else len(rows) - 1


def _source_groups(scene: Scene, owners: dict[str, list[set[int]]]) -> Iterator[Group]:
    for at, cue in enumerate(scene.cues):
        held = [c for c, owner in zip(scene.contents, owners["content"], strict=True) if owner & owners["cue"][at]]
        if held and at not in scene.sure_sources:
            around = source_links.sources_around(scene, at, held, nearest(scene.sources, cue))
            rows = [source_links.pair_values(scene, at, source, held) for source in around] + [
                source_links.alone_values(scene, at)
            ]
            right = [place for place, source in enumerate(around) if owners["source"][source] & owners["cue"][at]]
            yield rows, right[0] if right else len(rows) - 1


def fit(groups: Sequence[Group], names: Sequence[str], steps: int = 500, decay: float = 1e-3) -> NDArray[np.float64]:
    """Return the weights that make the right candidates most probable (Adam on the padded groups)."""
    x, mask = padded(groups, names)
    right = np.array([place for _, place in groups])
    weights, first, second = np.zeros((3, len(names)))
    chosen = x[np.arange(len(groups)), right].mean(0)
    for step in range(1, steps + 1):
        scores = x @ weights + mask
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = np.tensordot(odds, x, 2) / len(groups) - chosen + decay * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights = weights - 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def padded(groups: Sequence[Group], names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the features (groups, candidates, names), and a mask that rules out what only fills up."""
    place = {name: column for column, name in enumerate(names)}
    longest = max(len(rows) for rows, _ in groups)
    x, mask = np.zeros((len(groups), longest, len(names))), np.full((len(groups), longest), -1e9)
    for number, (rows, _) in enumerate(groups):
        mask[number, : len(rows)] = 0
        for candidate, row in enumerate(rows):
            for name, value in row.items():
                x[number, candidate, place[name]] = value
    return x, mask


def accuracy(groups: Sequence[Group], names: Sequence[str], weights: NDArray[np.float64]) -> float:
    """Return the share of groups whose best candidate is the right one."""
    x, mask = padded(groups, names)
    return float(np.mean((x @ weights + mask).argmax(1) == [right for _, right in groups]))


def write_weights(path: Path, weights: dict[str, NDArray[np.float64]]) -> None:
    """Write both models with a word on where they come from."""
    lines = [
        "# Weights of the two linking models of claims/speech/linking.py, by feature (claims/speech/content_links.py, source_links.py).",
        "# Fitted by training/fit_links.py on the training articles of PolNeAR: gold spans, and an encoder's own tags.",
    ]
    for name, features in (("content", content_links.NAMES), ("source", source_links.NAMES)):
        lines += ["", f"[{name}]", *(f"{f} = {w:.3f}" for f, w in zip(features, weights[name], strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print the accuracies, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--tags", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claims/lexicon/links.toml"))
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.train.read_text(encoding="utf-8").splitlines()]
    random.Random(SEED).shuffle(rows)
    tags = read_tags(arguments.tags) if arguments.tags else {}
    kinds = {"gold": [groups_of(row, gold_tags(row)) for row in rows]}
    if tags:
        kinds["tags"] = [groups_of(row, tags[row["doc_id"]]) for row in rows]
    weights: dict[str, NDArray[np.float64]] = {}
    for model, (name, names) in enumerate((("content", content_links.NAMES), ("source", source_links.NAMES))):
        tenth = len(rows) // 10
        weights[name] = fit(
            [group for kind in kinds.values() for article in kind[tenth:] for group in article[model]], names
        )
        for kind, articles in kinds.items():
            held = [group for article in articles[:tenth] for group in article[model]]
            print(name, kind, f"{accuracy(held, names, weights[name]):.4f}")
    write_weights(arguments.out, weights)


if __name__ == "__main__":
    main()
