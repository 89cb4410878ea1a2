"""The weights of `claims/weights/threads.json`: by what two figures are taken for one thing, learned from labelled clusters.

    python -m training.tracking_weights CLUSTERS... [--apart ARTICLES] [--left-out SCORE.PY]

Two logistic regressions (`claims/tracking/combiner.py`). The second is learned from what the first says of clusters that it
has not seen. A pair of which only one figure is labelled counts for a third: its other figure may be a measure that nobody
labelled; one of which neither is, for a tenth. Pairs of the articles of --apart that are on different stories
(`training/apart.py`) are of two things. With --left-out nothing is written: each fold of clusters is scored by
models that were learned without it, which is what may be expected of others.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock, patch

import numpy as np
from numpy.typing import NDArray

from bench.clusters import Cluster, Mention, clusters_in, hard_negatives
from bench.drift import counted, judged_in
from claims.tracking import pairs, threads
from claims.tracking.bonds import ITSELF, Bond, Tells, bond_between, tells_of
from claims.tracking.combiner import WEIGHTS, Combiner, Model
from claims.tracking.likeness import NAMES, READ, WRITTEN
from claims.tracking.pairs import Compared, compare
from claims.tracking.rivals import RIVALS
from schemas.vocabulary import FIGURE_KINDS
from training.apart import articles_in, pairs_apart

if TYPE_CHECKING:
    from claims.tracking.traits import Told

Floats = NDArray[np.floating]
Kept = dict[str, Any]

UNSURE, UNKNOWN = 0.3, 0.1  # weights of pairs of which one figure, or none, is labelled
PENALTY, STEPS, FOLDS, PARTS = 3.0, 12, 7, 28
APART = 0.04  # weight of pairs of different stories, of which there are so many
ACROSS, WITHIN, REPEATED, THRESHOLD = 1.8, -2.5, -0.3, 0.39  # chosen by leaving clusters out


@dataclass(frozen=True, slots=True)
class Block:
    """Figures that are compared with one another, which of the pairs are of one measure, and how much each counts."""

    compared: Compared
    same: Floats
    weights: Floats


def blocks_of(cluster: Cluster) -> Iterator[Block]:
    """Yield the blocks of a cluster: figures of one dimension in two of its articles, or in one."""
    hard = hard_negatives(cluster)
    groups: dict[tuple[str, str], list[tuple[int, Mention]]] = defaultdict(list)
    for place, mention in enumerate(cluster.mentions):
        if mention.told.kind in FIGURE_KINDS:
            groups[mention.told.dimension, mention.doc_id].append((place, mention))
    tells = tells_in(cluster)
    for (dimension, one), (other_dimension, other) in combinations_with_replacement(groups, 2):
        if dimension == other_dimension:
            bond = ITSELF if one == other else bond_between(tells[one], tells[other])
            block = _block(groups[dimension, one], groups[dimension, other], bond, hard)
            if len(block.same):
                yield block


def tells_in(cluster: Cluster) -> dict[str, Tells]:
    """Return what each article of a cluster tells, by its id."""
    told: dict[str, list[Told]] = defaultdict(list)
    for mention in cluster.mentions:
        told[mention.doc_id].append(mention.told)
    return {doc_id: tells_of(claims) for doc_id, claims in told.items()}


def _block(
    ones: Sequence[tuple[int, Mention]],
    others: Sequence[tuple[int, Mention]],
    bond: Bond,
    hard: frozenset[tuple[int, int]],
) -> Block:
    compared = compare([mention.told for _, mention in ones], [mention.told for _, mention in others], bond)
    same, weights = [], []
    for i, j in zip(compared.rows.tolist(), compared.columns.tolist(), strict=True):
        (at, one), (to, other) = ones[i], others[j]
        sure = bool(one.measures and other.measures) or (min(at, to), max(at, to)) in hard
        same.append(float(bool(one.measures & other.measures)))
        weights.append(1.0 if sure else UNSURE if one.measures or other.measures else UNKNOWN)
    return Block(compared, np.array(same), np.array(weights))


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


def model_of(names: Sequence[str], shown: Sequence[str], rows: Floats, blocks: Sequence[Block]) -> Model:
    """Return the model that looks at the named ones of the numbers (pairs, shown) of blocks."""
    columns = [shown.index(name) for name in names]
    same, weights = (np.concatenate([getattr(block, each) for block in blocks]) for each in ("same", "weights"))
    own, offset = fitted(rows[:, columns], same, weights)
    named = dict(zip(names, own.tolist(), strict=True))
    return Model(tuple(round(named.get(name, 0.0), 4) for name in shown), round(offset, 4))


def folds(clusters: int, of: int) -> list[NDArray[np.int64]]:
    """Return the places of clusters, parted by chance that is always the same."""
    order = np.random.default_rng(0).permutation(clusters)
    return [order[start::of] for start in range(min(of, clusters))]


def learned(clusters: Sequence[Sequence[Block]], names: tuple[str, ...]) -> Combiner:
    """Return the models learned from the blocks of clusters."""
    first = _first(clusters, names)
    blocks, rows = [], []
    for fold in folds(len(clusters), FOLDS):
        unseen = _first([each for at, each in enumerate(clusters) if at not in fold], names)
        for block in (block for at in fold for block in clusters[at]):
            blocks.append(block)
            rows.append(block.compared.beside_rivals(1 / (1 + np.exp(-unseen.logits(block.compared.numbers)))))
    second = model_of((*names, *RIVALS), (*NAMES, *RIVALS), np.concatenate(rows), blocks)
    return Combiner(first, second, ACROSS, WITHIN, REPEATED, THRESHOLD)


def _first(clusters: Sequence[Sequence[Block]], names: tuple[str, ...]) -> Model:
    blocks = [block for cluster in clusters for block in cluster]
    return model_of(names, NAMES, np.concatenate([block.compared.numbers for block in blocks]), blocks)


def kept(judge: Combiner, names: tuple[str, ...]) -> Kept:
    """Return models as they are written down."""

    def named(model: Model, of: tuple[str, ...], shown: tuple[str, ...]) -> Kept:
        weights = dict(zip(shown, model.weights, strict=True))
        return {"weights": {name: weights[name] for name in of}, "offset": model.offset}

    return {
        "first": named(judge.first, names, NAMES),
        "second": named(judge.second, (*names, *RIVALS), (*NAMES, *RIVALS)),
        "across": judge.across,
        "within": judge.within,
        "repeated": judge.repeated,
        "threshold": judge.threshold,
    }


def stories_apart(path: Path | None) -> list[list[Block]]:
    """Return the pairs of different stories in a file of articles, parted as if each part were a cluster."""
    if path is None:
        return []
    blocks = [Block(of, np.zeros(len(weights)), APART * weights) for of, weights in pairs_apart([*articles_in(path)])]
    return [blocks[start::PARTS] for start in range(min(PARTS, len(blocks)))]


def learn(clusters: list[Cluster], apart: list[list[Block]]) -> None:
    """Write the weights of both kinds of models: with how the encoder read, and by written words alone."""
    blocks = [*(list(blocks_of(cluster)) for cluster in clusters), *apart]
    models = {what: kept(learned(blocks, names), names) for what, names in (("read", READ), ("written", WRITTEN))}
    WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    same = [each for cluster in blocks for block in cluster for each in block.same]
    print(f"{WEIGHTS}: {len(same):,} pairs, {int(sum(same)):,} of one measure")


def leave_out(folders: Sequence[Path], apart: list[list[Block]], score: Path) -> None:
    """Print what is reached in clusters of each folder by models that were learned without the fold in which these are."""
    named = [(folder, cluster) for folder in folders for cluster in clusters_in(folder)]
    blocks = [list(blocks_of(cluster)) for _, cluster in named]
    found: dict[str, list[Kept]] = {}
    judged: dict[Path, list[Any]] = defaultdict(list)
    for fold in folds(len(named), FOLDS):
        judging = Mock(
            return_value=learned([*(each for at, each in enumerate(blocks) if at not in fold), *apart], READ)
        )
        with patch.object(pairs, "combiner", judging), patch.object(threads, "combiner", judging):
            for at in fold:
                folder, cluster = named[at]
                found.setdefault(str(folder), []).append({"cluster": cluster.name, "threads": _rows(cluster)})
                judged[folder] += judged_in(cluster)
    for folder in folders:
        _score(folder, found[str(folder)], score)
        print(counted(judged[folder]), flush=True)


def _rows(cluster: Cluster) -> list[list[Kept]]:
    """Return the threads of a cluster's figures as the scorer takes them."""
    mentions = {mention.told.claim_id: mention for mention in cluster.mentions if mention.told.kind in FIGURE_KINDS}
    joined = threads.threads_among([mention.told for mention in cluster.mentions])
    rows = [[mentions[told.claim_id].row() for told in thread if told.claim_id in mentions] for thread in joined]
    together = {told.claim_id for thread in joined for told in thread}
    return rows + [[mention.row()] for claim_id, mention in mentions.items() if claim_id not in together]


def _score(folder: Path, rows: list[Kept], tool: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
        out.flush()
        subprocess.run([sys.executable, str(tool), "drift", "--gold", str(folder), "--pred", out.name], check=True)


def main() -> None:
    """Run the task."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--apart", type=Path, help="articles, as JSON lines, most of them on different stories")
    parser.add_argument("--left-out", type=Path, help="the scoring tool")
    asked = parser.parse_args()
    apart = stories_apart(asked.apart)
    if asked.left_out:
        leave_out(asked.folders, apart, asked.left_out)
    else:
        learn([cluster for folder in asked.folders for cluster in clusters_in(folder)], apart)


if __name__ == "__main__":
    main()
