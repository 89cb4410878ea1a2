"""Teaches which words that may rank do: a ranking that can be checked, or opinion, colour and plain order.

    python -m training.rankings keep  --judged JUDGED.jsonl --articles ARTICLES.jsonl.gz --desk DESK_DIR ... --labels LABELS.jsonl
    python -m training.rankings learn --labels LABELS.jsonl --articles ARTICLES.jsonl.gz --desk DESK_DIR ... --out rankings.npz [--folds N]

`keep` takes readers' judgements, one JSON object a line ({"article", "start", "end", "label"}: which words of which article,
and 1 or 0), and folders of articles and labels as an editor makes them, whose every ranking is labelled. A kept label names
its article by the hash of its words and holds places and judgements only.
A logistic regression over what the encoder makes of the words in their sentence, and the signs around them.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from claims.encoder import load_encoder
from claims.network.rank_net import NAMES, rows_of, seen_ranks
from claims.spans.rankings.table import TABLE
from claims.spans.rankings.words import view_of
from training.texts import cut, digest

Doubles = NDArray[np.float64]
PENALTY = 15.0


@dataclass(frozen=True)
class Taught:
    """Candidates of many articles: a row of features each, what they are, the article, and whether the forms are sure."""

    rows: Doubles
    labels: Doubles
    articles: NDArray[np.int64]
    sure: NDArray[np.bool_]


def texts_of(articles: Path | None, desks: Sequence[Path]) -> Iterator[tuple[str, str, Path | None]]:
    """Yield name, text and (of an editor's articles) labels."""
    for desk in desks:
        for path in sorted((desk / "articles").glob("*.json")):
            yield path.stem, json.loads(path.read_text(encoding="utf-8"))["text"], desk / "labels" / path.name
    if articles:
        with gzip.open(articles, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield article["id"], article["text"], None


def keep(judged: Path | None, articles: Path | None, desks: Sequence[Path], labels: Path) -> None:
    """Write judgements as labels that hold no text."""
    told: dict[str, list[list[int]]] = {}
    for line in judged.read_text(encoding="utf-8").splitlines() if judged else []:
        row = json.loads(line)
        told.setdefault(row["article"], []).append([row["start"], row["end"], row["label"]])
    kept = {}
    for name, text, path in texts_of(articles, desks):
        if path is not None and path.exists():
            claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
            places = [_place_of(claim, text) for claim in claims if claim["type"] == "ranking"]
            kept[digest(text)] = {"text": digest(text), "whole": True, "ranks": [[*place, 1] for place in places]}
        elif name in told:
            kept[digest(text)] = {"text": digest(text), "whole": False, "ranks": told[name]}
    labels.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for _, row in sorted(kept.items())))
    print(f"{len(kept)} articles to {labels}")


def _place_of(claim: dict[str, Any], text: str) -> tuple[int, int]:
    """Return where the words that rank stand."""
    start = text.index(claim["number"], claim["start"])
    return start, start + len(claim["number"])


def read_taught(labels: Path, articles: Path | None, desks: Sequence[Path]) -> Taught:
    """Look the texts of labels up, and read the candidates that are judged."""
    kept = {row["text"]: row for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines())}
    rows, told, of, sure, missed = [], [], [], [], 0
    for number, (_, text, _) in enumerate(texts_of(articles, desks)):
        label = kept.get(digest(text))
        if label is None:
            continue
        hit = set()
        judged = None if label["whole"] else [start for start, *_ in label["ranks"]]
        for place, is_sure, row in candidates(text, judged):
            near = [i for i, (start, end, _) in enumerate(label["ranks"]) if start < place[1] and place[0] < end]
            if near or label["whole"]:
                rows.append(row)
                told.append(label["ranks"][near[0]][2] if near else 0)
                of.append(number)
                sure.append(is_sure)
                hit.update(near)
        missed += sum(rank[2] for i, rank in enumerate(label["ranks"]) if i not in hit)
    print(f"{len(rows)} candidates, {sum(told)} rank; {missed} rankings are no candidates")
    return Taught(np.array(rows, dtype=float), np.array(told, dtype=float), np.array(of), np.array(sure))


def candidates(text: str, places: list[int] | None) -> Iterator[tuple[tuple[int, int], bool, NDArray[np.float32]]]:
    """Yield the words of a text that may rank: where they stand, whether the forms are sure, their features.

    With `places`, only those of the sentences that hold one.
    """
    encoder = load_encoder()
    assert encoder is not None
    sentences = [s for s in cut(text)[1] if places is None or any(s.start <= place < s.end for place in places)]
    seen = seen_ranks(encoder, text, sentences)
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        view = view_of(words)
        for found, rank in TABLE.find(view, view.letters):
            start, end = view.tokens.starts[rank.first], view.tokens.ends[rank.last - 1]
            vector = seen.of(start + sentence.start, end + sentence.start)
            if vector is not None:
                yield (start + sentence.start, end + sentence.start), rank.sure, rows_of(found, rank, vector)


def fit(rows: Doubles, labels: Doubles, penalty: float = PENALTY) -> Doubles:
    """Fit a logistic regression: one weight for each column and a last one that stands alone."""
    columns = np.hstack([rows, np.ones((len(rows), 1))])
    scale = np.r_[np.full(rows.shape[1], penalty), 0.0]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        logits = columns @ weights
        chance = 1 / (1 + np.exp(-logits))
        value = np.logaddexp(0, logits).sum() - labels @ logits + 0.5 * (scale * weights) @ weights
        return float(value), columns.T @ (chance - labels) + scale * weights

    return np.asarray(
        minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    )


def f1(said: NDArray[np.bool_], labels: Doubles) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = float((said & (labels > 0)).sum())
    precision, recall = hits / max(1, said.sum()), hits / max(1.0, labels.sum())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def cross(taught: Taught, folds: int) -> Doubles:
    """Return the logits of each candidate by a reader that saw nothing of its article."""
    fold = np.random.default_rng(3).permutation(taught.articles.max() + 1)[taught.articles] % folds
    out = np.zeros(len(taught.labels))
    for k in range(folds):
        weights = fit(taught.rows[fold != k], taught.labels[fold != k])
        out[fold == k] = taught.rows[fold == k] @ weights[:-1] + weights[-1]
    return out


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("keep", "learn"))
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--desk", type=Path, nargs="*", default=[])
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds instead of writing")
    options = parser.parse_args()
    if options.what == "keep":
        keep(options.judged, options.articles, options.desk, options.labels)
        return
    taught = read_taught(options.labels, options.articles, options.desk)
    if options.folds:
        logits = cross(taught, options.folds)
        print("rules:", *(round(x, 3) for x in f1(taught.sure, taught.labels)))
        for cut_at in (-1.0, -0.5, 0.0, 0.5):
            print(cut_at, *(round(x, 3) for x in f1(logits > cut_at, taught.labels)))
        return
    weights = fit(taught.rows, taught.labels)
    np.savez_compressed(options.out, weights=weights.astype(np.float16), names=np.array(NAMES))


if __name__ == "__main__":
    main()
