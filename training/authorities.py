"""Teaches who keeps what would settle a claim: the weights of `claims/weights/authorities.npz`.

    python -m training.authorities keep  --judged JUDGED.jsonl --articles ARTICLES.jsonl.gz --labels LABELS.jsonl
    python -m training.authorities learn --labels LABELS.jsonl --articles ARTICLES.jsonl.gz --out authorities.npz [--folds N]

`keep` takes readers' judgements of claims, one JSON object a line ({"article", "start", "end", "keepers": [first, second]};
offsets of the article as it is read, the second null where no other would do about as well). A kept label names its article by
the hash of its words and holds places and keepers only. `learn` fits two multinomial logistic regressions, one over what the
encoder reads and the signs, one over the signs alone; with `--folds` it measures by articles left out, and writes nothing.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from claims.find import claims_in
from claims.network.keeper_net import KEEPERS, signs_of, vectors_of
from claims.reading import read_text
from training.periods import read_record
from training.texts import digest

Doubles = NDArray[np.float64]
PENALTY = 10.0
FIRST = 0.7
"""How much of a label the first of two keepers has."""


@dataclass(frozen=True)
class Taught:
    """Labelled claims: what the encoder reads, the signs, the labels as shares of KEEPERS, and the article of each."""

    read: Doubles
    signs: Doubles
    labels: Doubles
    articles: NDArray[np.int64]


def records_of(articles: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield {"doc_id": record["id"], **record}


def keep(judged: Path, articles: Path, labels: Path) -> None:
    """Write judgements as labels that hold no text."""
    told: dict[str, list[list[Any]]] = {}
    for line in judged.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        told.setdefault(row["article"], []).append([row["start"], row["end"], *row["keepers"]])
    kept = {}
    for record in records_of(articles):
        article = read_record(record) if record["id"] in told else None
        if article is not None:
            kept[digest(article.text)] = sorted(told[record["id"]], key=str)
    lines = (json.dumps({"text": text, "claims": rows}, separators=(",", ":")) for text, rows in sorted(kept.items()))
    labels.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(kept)} articles to {labels}")


def read_taught(labels: Path, articles: Path) -> Taught:
    """Read the articles that are labelled, and look at their labelled claims as the product does."""
    lines = labels.read_text(encoding="utf-8").splitlines()
    kept = {row["text"]: row["claims"] for row in map(json.loads, lines)}
    rows: list[tuple[Any, Any, Doubles, int]] = []
    for number, record in enumerate(records_of(articles)):
        article = read_record(record)
        told = kept.get(digest(article.text)) if article else None
        if article is None or told is None:
            continue
        reading = read_text(article)
        at = {(claim.start_char, claim.end_char): claim for claim in claims_in(reading)}
        for start, end, *keepers in told:
            if claim := at.get((start, end)):
                rows.append((vectors_of(claim, reading), signs_of(claim, reading), share_of(*keepers), number))
    print(f"{len(rows)} claims of {sum(map(len, kept.values()))} labelled ones")
    read, signs, shares, numbers = zip(*rows, strict=True)
    return Taught(np.array(read, dtype=float), np.array(signs, dtype=float), np.array(shares), np.array(numbers))


def share_of(first: str, second: str | None) -> Doubles:
    """Return a label as shares of KEEPERS."""
    shares = np.zeros(len(KEEPERS))
    shares[KEEPERS.index(first)] = FIRST if second else 1.0
    if second:
        shares[KEEPERS.index(second)] += 1 - FIRST
    return shares


def fit(rows: Doubles, labels: Doubles, penalty: float = PENALTY) -> Doubles:
    """Fit a multinomial logistic regression: a column for each keeper, and a last row that stands alone."""
    design = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.r_[np.full(rows.shape[1], penalty), 0.01][:, None]
    shape = (design.shape[1], labels.shape[1])

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(shape)
        logits = design @ weights
        logits -= logits.max(1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        value = -(labels * logs).sum() + 0.5 * (ridge * weights * weights).sum()
        return float(value), (design.T @ (np.exp(logs) - labels) + ridge * weights).ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return np.asarray(found.x).reshape(shape)


def measure(taught: Taught, folds: int) -> None:
    """Print how often the first, and one of the first two and three keepers told is one that readers named."""
    fold = np.random.default_rng(3).permutation(taught.articles.max() + 1)[taught.articles] % folds
    for name, rows in (("all", np.hstack([taught.read, taught.signs])), ("signs alone", taught.signs)):
        right = np.zeros((len(rows), 3))
        for k in range(folds):
            weights = fit(rows[fold != k], taught.labels[fold != k])
            order = np.argsort(-(rows[fold == k] @ weights[:-1] + weights[-1]), 1)[:, :3]
            right[fold == k] = np.take_along_axis(taught.labels[fold == k], order, 1) > 0
        print(name, *(f"{(right[:, :n].max(1)).mean():.3f}" for n in (1, 2, 3)))


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("keep", "learn"))
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds instead of writing")
    options = parser.parse_args()
    if options.what == "keep":
        keep(options.judged, options.articles, options.labels)
        return
    taught = read_taught(options.labels, options.articles)
    if options.folds:
        measure(taught, options.folds)
        return
    read, signs = fit(np.hstack([taught.read, taught.signs]), taught.labels), fit(taught.signs, taught.labels)
    np.savez_compressed(options.out, keepers=KEEPERS, read=read.astype(np.float16), signs=signs.astype(np.float16))


if __name__ == "__main__":
    main()
