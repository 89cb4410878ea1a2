"""Fits the weights that link tagged spans into attributions (claims/lexicon/links.toml).

    python training/fit_links.py --train POLNEAR_TRAIN.jsonl [--out claims/lexicon/links.toml]

Two conditional logit models, fitted with numpy alone: which of the cues around a content is its own (or none), and which
of the sources around a cue. The spans are the gold ones, once as they are and once with noise: spans dropped, and the
rules' own spans added as false ones. A tenth of the articles is set aside and its accuracy printed.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.clauses import read_units
from claims.link_features import (
    CONTENT_FEATURES,
    SOURCE_FEATURES,
    Scene,
    content_vector,
    no_cue_vector,
    no_source_vector,
    source_vector,
)
from claims.linking import nearest
from claims.model import Span
from claims.quotes import pair_quotes
from claims.reported import find_relations

Group = tuple[NDArray[np.float64], int]  # the candidates' features (candidates, features) and which one is right

SEED = 7
DROPPED = 0.08  # share of the gold spans that the noisy copy leaves out


def spans_of(row: dict[str, Any], role: str) -> list[tuple[Span, int]]:
    """Return the distinct spans of a role with the relation each belongs to, in order of the text."""
    found: dict[Span, int] = {}
    for number, relation in enumerate(row["relations"]):
        if relation["content"]:
            for start, end in relation[role]:
                found.setdefault(Span(start, end), number)
    return sorted(found.items())


def scenes_of(row: dict[str, Any], noise: random.Random | None) -> tuple[Scene, dict[str, dict[Span, int]]]:
    """Return one article as a scene, and which relation each of its gold spans belongs to."""
    units = read_units(row["text"], pair_quotes(row["text"]))
    relations = find_relations(units)
    owners: dict[str, dict[Span, int]] = {}
    kept: dict[str, list[Span]] = {}
    for role in ("content", "cue", "source"):
        gold = spans_of(row, role)
        if noise:
            gold = [item for item in gold if noise.random() > DROPPED]
        owners[role] = dict(gold)
        spans = [span for span, _ in gold]
        if noise:
            spans += list(_false_spans(role, spans, relations, noise))
        kept[role] = sorted(spans)
    if noise:
        relations = [relation for relation in relations if _is_true(relation, owners["cue"])]
    return Scene(units, kept["content"], kept["cue"], kept["source"], relations), owners


def _is_true(relation: Any, cues: dict[Span, int]) -> bool:
    """Tell whether a gold cue stands where a rule's does: the rule behind a false span must not speak for it."""
    return any(relation.cue.overlaps(cue) for cue in cues)


def _false_spans(role: str, gold: Sequence[Span], relations: Sequence[Any], noise: random.Random) -> Iterator[Span]:
    """Yield some of the rules' spans that overlap no gold span, as a tagger's mistakes would stand there."""
    taken = list(gold)
    for relation in relations:
        spans = relation.content if role == "content" else [getattr(relation, role)]
        for span in spans:
            if span and not any(span.overlaps(other) for other in taken) and noise.random() < 0.5:
                taken.append(span)
                yield span


def content_groups(scene: Scene, owners: dict[str, dict[Span, int]]) -> Iterator[Group]:
    """Yield for each gold content the features of the cues around it and of having none."""
    for at, content in enumerate(scene.contents):
        owner = owners["content"].get(content)
        if owner is None:
            continue  # a false content has no right answer
        around = nearest(scene.cues, content)
        rows = [content_vector(scene, at, cue) for cue in around] + [no_cue_vector(scene, at)]
        right = [place for place, cue in enumerate(around) if owners["cue"].get(scene.cues[cue]) == owner]
        yield np.array(rows), right[0] if right else len(rows) - 1


def source_groups(scene: Scene, owners: dict[str, dict[Span, int]], sources: dict[int, list[Span]]) -> Iterator[Group]:
    """Yield for each gold cue the features of the sources around it and of having none."""
    held: dict[int, list[Span]] = {}
    for content in scene.contents:
        owner = owners["content"].get(content)
        if owner is not None:
            held.setdefault(owner, []).append(content)
    for at, cue in enumerate(scene.cues):
        owner = owners["cue"].get(cue)
        if owner is None or owner not in held:
            continue
        around = nearest(scene.sources, cue)
        rows = [source_vector(scene, at, source, held[owner]) for source in around] + [no_source_vector(scene, at)]
        right = [place for place, source in enumerate(around) if scene.sources[source] in sources.get(owner, [])]
        yield np.array(rows), right[0] if right else len(rows) - 1


def fit(groups: Sequence[Group], width: int, steps: int = 400, decay: float = 1e-3) -> NDArray[np.float64]:
    """Return the weights that make the right candidates most probable (Adam on the padded groups)."""
    longest = max(len(rows) for rows, _ in groups)
    x = np.zeros((len(groups), longest, width))
    mask = np.full((len(groups), longest), -1e9)
    right = np.array([place for _, place in groups])
    for number, (rows, _) in enumerate(groups):
        x[number, : len(rows)] = rows
        mask[number, : len(rows)] = 0
    weights, first, second = np.zeros(width), np.zeros(width), np.zeros(width)
    chosen = x[np.arange(len(groups)), right].mean(0)
    for step in range(1, steps + 1):
        scores = x @ weights + mask
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = np.einsum("gc,gcf->f", odds, x) / len(groups) - chosen + decay * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def accuracy(groups: Sequence[Group], weights: NDArray[np.float64]) -> float:
    """Return the share of groups whose best candidate is the right one."""
    return float(np.mean([int(np.argmax(rows @ weights)) == right for rows, right in groups]))


def read_groups(rows: Sequence[dict[str, Any]], noise: random.Random | None) -> tuple[list[Group], list[Group]]:
    """Return the groups of contents and of cues of some articles."""
    contents: list[Group] = []
    cues: list[Group] = []
    for row in rows:
        scene, owners = scenes_of(row, noise)
        sources = {
            number: [Span(*span) for span in relation["source"]] for number, relation in enumerate(row["relations"])
        }
        contents.extend(content_groups(scene, owners))
        cues.extend(source_groups(scene, owners, sources))
    return contents, cues


def write_weights(path: Path, content: NDArray[np.float64], source: NDArray[np.float64]) -> None:
    """Write both models with a word on where they come from."""
    lines = [
        "# Weights of the two linking models of claims/linking.py, by feature (claims/link_features.py).",
        "# Fitted by training/fit_links.py on the training articles of PolNeAR (gold spans, clean and with noise).",
    ]
    for name, features, weights in (("content", CONTENT_FEATURES, content), ("source", SOURCE_FEATURES, source)):
        lines += [
            "",
            f"[{name}]",
            *(f"{feature} = {weight:.3f}" for feature, weight in zip(features, weights, strict=True)),
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print the accuracies, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("claims/lexicon/links.toml"))
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.train.read_text(encoding="utf-8").splitlines()]
    random.Random(SEED).shuffle(rows)
    held, rows = rows[: len(rows) // 10], rows[len(rows) // 10 :]
    clean, noisy = read_groups(rows, None), read_groups(rows, random.Random(SEED))
    weights = [
        fit([*clean[model], *noisy[model]], width)
        for model, width in ((0, len(CONTENT_FEATURES)), (1, len(SOURCE_FEATURES)))
    ]
    for name, noise in (("gold", None), ("noisy", random.Random(SEED + 1))):
        groups = read_groups(held, noise)
        print(name, *(f"{accuracy(groups[model], weights[model]):.4f}" for model in (0, 1)))
    write_weights(arguments.out, weights[0], weights[1])


if __name__ == "__main__":
    main()
