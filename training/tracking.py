"""What threads are decided by: the axes of `claims/weights/tracking.npz`, and the weights of `claims/weights/threads.json`.

    python -m training.tracking axes ARTICLES.jsonl...
    python -m training.tracking weights CLUSTERS...

Axes are those along which numbers, and sentences with numbers, differ most in news; each line of the files is an article
(`text`), and no label is looked at. Each axis is divided by the root of its deviation, so that none outweighs the others:
full whitening, and axes learned from sentences whose numbers were changed, were no better.

Weights are those of a logistic regression over labelled pairs of figures in folders of clusters (`bench/clusters.py`). A
pair of which only one figure is labelled counts for a third: its other figure may be a measure that nobody labelled.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.clusters import Cluster, clusters_in, hard_negatives
from claims.encoder import load_encoder
from claims.text.sentences import split_sentences
from claims.tracking.combiner import WEIGHTS
from claims.tracking.likeness import NAMES, READ, WRITTEN, Numbers, likeness
from claims.tracking.threads import read_alike
from claims.tracking.vectors import AXES, HALF
from schemas.vocabulary import FIGURE_KINDS

Floats = NDArray[np.floating]

UNSURE = 0.3  # weight of a pair of which only one figure is labelled
PENALTY, STEPS = 3.0, 30
THRESHOLD = 0.4  # chosen by leaving one cluster out at a time
MOST_SENTENCES = 20_000


def sentences_in(paths: list[Path]) -> Iterator[str]:
    """Yield the sentences with digits of the files' articles."""
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                for span in split_sentences(text, 0, len(text)):
                    sentence = text[span.start : span.end]
                    if any(character.isdigit() for character in sentence) and len(sentence) < 400:
                        yield sentence


def axes_of(vectors: Floats) -> tuple[Floats, Floats]:
    """Return the middle (WIDTH,) and the axes (WIDTH, HALF) of vectors."""
    middle = vectors.mean(0)
    _, sizes, axes = np.linalg.svd(vectors - middle, full_matrices=False)
    deviations = sizes / np.sqrt(len(vectors))
    return middle, axes[:HALF].T / np.sqrt(deviations[:HALF])


def labelled_pairs(cluster: Cluster) -> Iterator[tuple[Numbers, float, float]]:
    """Yield the likeness of each two figures of a cluster of one dimension, whether they are of one measure, and its weight."""
    hard = hard_negatives(cluster)
    figures = [(i, mention) for i, mention in enumerate(cluster.mentions) if mention.told.kind in FIGURE_KINDS]
    for (i, one), (j, other) in combinations(figures, 2):
        sure = (bool(one.measures) and bool(other.measures)) or (i, j) in hard
        if one.told.dimension == other.told.dimension and (sure or one.measures or other.measures):
            numbers = likeness(one.told, other.told, *read_alike(one.told, other.told))
            yield numbers, float(bool(one.measures & other.measures)), 1.0 if sure else UNSURE


def fitted(rows: Floats, same: Floats, weights: Floats) -> tuple[Floats, float]:
    """Return the weights (numbers,) and the offset of a logistic regression of standardised numbers, by Newton's steps."""
    middle, scale = rows.mean(0), rows.std(0) + 1e-6
    design = np.c_[(rows - middle) / scale, np.ones(len(rows))]
    penalty = np.diag([PENALTY] * rows.shape[1] + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weights * (likely - same)) + penalty @ beta
        curvature = (design * (weights * likely * (1 - likely))[:, None]).T @ design + penalty
        beta = beta - np.linalg.solve(curvature + 1e-6 * np.eye(len(beta)), gradient)
    own = beta[:-1] / scale
    return own, float(beta[-1] - own @ middle)


def learn_weights(folders: list[Path]) -> None:
    """Write the weights of both models: with how the encoder read, and by written words alone."""
    pairs = [pair for folder in folders for cluster in clusters_in(folder) for pair in labelled_pairs(cluster)]
    rows, same, weights = (np.array(column) for column in zip(*pairs, strict=True))
    kept = {}
    for what, names in (("read", READ), ("written", WRITTEN)):
        own, offset = fitted(rows[:, [NAMES.index(name) for name in names]], same, weights)
        named = {name: round(float(value), 4) for name, value in zip(names, own, strict=True)}
        kept[what] = {"weights": named, "offset": round(offset, 4), "threshold": THRESHOLD}
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(pairs):,} pairs, {int(same.sum()):,} of one measure")


def find_axes(articles: list[Path]) -> None:
    """Write the axes."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder cannot load")
    sentences = list(dict.fromkeys(sentences_in(articles)))[:MOST_SENTENCES]
    sums = encoder.read_sums(sentences)
    numbers = np.stack([mark.seen for marks in sums.marks for mark in marks]).astype(np.float32)
    kept = {}
    for what, vectors in (("number", numbers), ("sentence", sums.embedding)):
        middle, axes = axes_of(vectors)
        kept |= {f"{what}_middle": middle.astype(np.float16), f"{what}_axes": axes.astype(np.float16)}
    np.savez_compressed(AXES, **kept)
    print(f"{AXES}: {len(numbers):,} numbers in {len(sentences):,} sentences")


def main() -> None:
    """Run the task."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    tasks = {"axes": find_axes, "weights": learn_weights}
    parser.add_argument("task", choices=tasks)
    parser.add_argument("inputs", type=Path, nargs="+")
    asked = parser.parse_args()
    tasks[asked.task](asked.inputs)


if __name__ == "__main__":
    main()
