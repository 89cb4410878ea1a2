"""Trains the hashed linear scorer that stands in for the encoder: logistic regression over hashed words and letters.

    python -m training.linear --shared ../shared/data [--folds]

Writes `claims/weights/linear.npz`; `--folds` prints the scores of a five-fold cross-validation instead.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from claims.network.linear import BUCKETS, WEIGHTS, features_of
from training.data import read_labelled, share_of
from training.news import news_sentences
from training.scores import average_precision, best_f1, f1_at

FILES = ("ct24_train", "policlaim_train")  # the first heads: debate, speech; the last, news, learns from our own labels
PENALTY = 1.5e-5


def main() -> None:
    """Train, and write or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--folds", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    heads = []
    for name in FILES:
        labelled = read_labelled(options.shared / "worth" / f"{name}.jsonl")
        rows = [features_of(text) for text in labelled.texts]
        if options.folds:
            names = labelled.docs if len(set(labelled.docs)) > 1 else labelled.texts
            cross_validate(name, rows, labelled.labels, names)
        else:
            heads.append(fit(rows, labelled.labels))
    if heads:
        news = news_sentences(options.shared)
        own = np.flatnonzero(~news.dev)
        heads.append(fit([features_of(news.texts[i]) for i in own], news.labels[own]))
        write(heads)


def cross_validate(name: str, rows: list, labels: np.ndarray, names: list[str]) -> None:
    """Print the scores of five folds, whole documents apart."""
    place = {n: i % 5 for i, n in enumerate(sorted(set(names), key=share_of))}
    folds = np.array([place[n] for n in names])
    logits = np.zeros(len(rows))
    for fold in range(5):
        learn = np.flatnonzero(folds != fold)
        weights, offset = fit([rows[i] for i in learn], labels[learn])
        for i in np.flatnonzero(folds == fold):
            logits[i] = weights[rows[i].buckets] @ rows[i].values + offset
    print(
        f"{name}: F1 {f1_at(logits, labels):.3f}, best {best_f1(logits, labels):.3f}, AP {average_precision(logits, labels):.3f}"
    )


def fit(rows: list, labels: np.ndarray) -> tuple[np.ndarray, float]:
    """Fit one head: weights (2 * BUCKETS,) and offset. Rare buckets weigh more, as in tf-idf."""
    columns = np.concatenate([row.buckets for row in rows])
    seen = np.bincount(columns, minlength=2 * BUCKETS)
    rarity = np.log((1 + len(rows)) / (1 + seen)).astype(np.float32) + 1
    values = np.concatenate([row.values for row in rows]) * rarity[columns]
    starts = np.concatenate([[0], np.cumsum([len(row.buckets) for row in rows])])
    table = torch.sparse_csr_tensor(
        torch.from_numpy(starts), torch.from_numpy(columns), torch.from_numpy(values), (len(rows), 2 * BUCKETS)
    )
    turned = table.to_sparse_coo().t().coalesce().to_sparse_csr()
    return descend(table, turned, torch.from_numpy(labels), rarity, PENALTY * 22_000 / len(rows))


def descend(
    table: torch.Tensor, turned: torch.Tensor, labels: torch.Tensor, rarity: np.ndarray, penalty: float
) -> tuple[np.ndarray, float]:
    """Minimise the penalised logistic loss by L-BFGS."""
    weights = torch.zeros(2 * BUCKETS + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=150, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> float:
        with torch.no_grad():
            logits = (table @ weights[:-1, None])[:, 0] + weights[-1]
            wrong = (torch.sigmoid(logits) - labels) / len(labels)
            weights.grad = torch.cat([(turned @ wrong[:, None])[:, 0] + 2 * penalty * weights[:-1], wrong.sum()[None]])
            fitted = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
            return float(fitted + penalty * weights[:-1].square().sum())

    optimiser.step(loss)
    found = weights.detach().numpy()
    return found[:-1] * rarity, float(found[-1])


def write(heads: list[tuple[np.ndarray, float]]) -> None:
    """Round the weights to bytes and write them."""
    scales = np.array([np.abs(weights).max() / 127 for weights, _ in heads], dtype=np.float32)
    small = np.stack(
        [np.round(weights / scale).astype(np.int8) for (weights, _), scale in zip(heads, scales, strict=True)]
    )
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        WEIGHTS, weights=small, scales=scales, offsets=np.array([o for _, o in heads], dtype=np.float32)
    )
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
