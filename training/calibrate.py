"""Fits the calibrations in `claims/weights/worth.json` and prints their cross-validated scores.

    python -m training.calibrate --shared ../shared/data --scorer linear|encoder

The debate profile is fitted on debate sentences that the scorer has not learned from: five folds for the linear one,
the sentences set aside for tuning for the encoder, read by the files in `claims/weights`.
The news profile is fitted on labelled news sentences, news_dev and our own labels, which no scorer has seen.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from claims.encoder import load_encoder
from claims.network.linear import features_of as buckets_of
from claims.network.linear import load_linear
from claims.network.windows import sentences_by_line
from claims.sentences import read_lines
from claims.worth import CALIBRATION
from training.data import learned_from, read_jsonl, read_labelled, share_of
from training.scores import average_precision, best_f1, f1_at, mean_over_documents

RECALL = 1.5  # a missed claim weighs this much more than a needless one, so F1 at one half lies near its best
LABELS = Path(__file__).parent / "news_labels.tsv"


def fit(
    x: np.ndarray, y: np.ndarray, penalty: np.ndarray, sample: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    """Fit a logistic model by Newton's method with a ridge penalty for each weight."""
    x1 = np.concatenate([x, np.ones((len(x), 1))], axis=1).astype(np.float64)
    ridge = np.append(penalty, 0.0)
    sample = np.ones(len(y)) if sample is None else sample
    w = np.zeros(x1.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x1 @ w, -30, 30)))
        slope = x1.T @ (sample * (p - y)) + ridge * w
        bend = (x1 * (sample * p * (1 - p))[:, None]).T @ x1 + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w[:-1], float(w[-1])


def news_sentences(shared: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return labelled news sentences, their labels, and which are news_dev's."""
    dev = read_labelled(shared / "worth" / "news_dev.jsonl")
    rows = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    wanted = {name: float(label) for name, label in rows}
    found = {digest(s): s for s in all_news(shared)}
    own = [
        (found[name], label) for name, label in wanted.items() if name in found and found[name] not in set(dev.texts)
    ]
    texts = dev.texts + [s for s, _ in own]
    labels = np.concatenate([dev.labels, [label for _, label in own]])
    return texts, labels, np.arange(len(texts)) < len(dev.texts)


def all_news(shared: Path) -> list[str]:
    """Return every sentence of the news in the shared data."""
    texts = [r["text"] for r in read_jsonl(shared / "news" / "bbc_2225.jsonl")]
    texts += [" ".join(r["text"].split("\n")) for r in read_jsonl(shared / "news" / "reuters_19043.jsonl")]
    texts += [r["text"] for r in read_jsonl(shared / "tracking" / "basil_meantime.jsonl")]
    return [s.of(t) for t in texts for line in sentences_by_line(t, read_lines(t)) for s in line]


def digest(sentence: str) -> str:
    """Name a sentence without repeating it."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


def fit_debate(options: argparse.Namespace) -> dict:
    """Fit the debate profile on logits of sentences that were left out of training."""
    logits, labels, ranked = linear_left_out(options.shared) if options.scorer == "linear" else left_out(options)
    heads = logits.shape[1]
    weights, offset = fit(logits, labels, np.full(heads, 1.0), RECALL**labels)
    z = logits @ weights + offset
    print(f"debate, {len(labels)} left-out sentences: {describe(z, labels)}; heads {np.round(weights, 2)}")
    for name, (x, y, where) in ranked.items():
        print(f"  {name}: MAP {mean_over_documents(x @ weights + offset, y, where):.3f}")
    return {"weights": weights.tolist(), "offset": offset}


def linear_left_out(shared: Path) -> tuple[np.ndarray, np.ndarray, dict]:
    """Judge debate sentences by linear scorers trained on the other four fifths."""
    from training.linear import fit as fit_linear  # noqa: PLC0415  (needs torch, which the encoder does not)

    labelled = read_labelled(shared / "worth" / "ct24_train.jsonl")
    logits = load_linear().score(labelled.texts)
    rows = [buckets_of(text) for text in labelled.texts]
    place = {n: i % 5 for i, n in enumerate(sorted(set(labelled.texts), key=share_of))}
    folds = np.array([place[n] for n in labelled.texts])
    for fold in range(5):
        learn = np.flatnonzero(folds != fold)
        weights, offset = fit_linear([rows[i] for i in learn], labelled.labels[learn])
        for i in np.flatnonzero(folds == fold):
            logits[i, 0] = weights[rows[i].buckets] @ rows[i].values + offset
    ranked = read_labelled(shared / "worth" / "clef2019_train.jsonl")
    return logits, labelled.labels, {
        "clef2019_train": (load_linear().score(ranked.texts), ranked.labels, ranked.docs)
    }  # fmt: skip


def left_out(options: argparse.Namespace) -> tuple[np.ndarray, np.ndarray, dict]:
    """Judge the debate sentences that were set aside, with the encoder as it ships."""
    encoder = load_encoder()
    assert encoder is not None
    found = {}
    for name in ("ct24_train", "clef2019_train"):
        labelled = read_labelled(options.shared / "worth" / f"{name}.jsonl")
        at = np.flatnonzero(~learned_from(labelled, None))
        logits = encoder.read_worth([labelled.texts[i] for i in at])
        found[name] = (logits, labelled.labels[at], [labelled.docs[i] for i in at])
    return *found["ct24_train"][:2], {"clef2019_train": found["clef2019_train"]}


def fit_news(options: argparse.Namespace) -> dict:
    """Fit the news profile on all labelled news, after a cross-validation over news_dev.

    Our own labels are stricter than news_dev's, so a column tells them apart while fitting and is dropped afterwards.
    """
    texts, labels, dev = news_sentences(options.shared)
    encoder = load_encoder() if options.scorer == "encoder" else None
    logits = load_linear().score(texts) if encoder is None else encoder.read_worth(texts)
    x = np.concatenate([np.clip(logits, -8, 8), ~dev[:, None]], axis=1)
    scores = [news_fold(x, labels, dev, seed) for seed in range(5)]
    print(f"news, five times tenfold over {dev.sum()} of news_dev: " + "; ".join(scores))
    weights, offset = fit(x, labels, penalty_of(x), RECALL**labels)
    return {"weights": weights[:-1].tolist(), "offset": offset}


def penalty_of(x: np.ndarray) -> np.ndarray:
    """Hold the heads' weights a little, and the column of our own labels hardly."""
    return np.array([0.3] * (x.shape[1] - 1) + [0.01])


def news_fold(x: np.ndarray, labels: np.ndarray, dev: np.ndarray, seed: int) -> str:
    """Describe one tenfold cross-validation over news_dev, our own labels always among what is learned from."""
    folds = np.random.default_rng(seed).integers(0, 10, len(labels))
    z = np.zeros(len(labels))
    for fold in range(10):
        learn, test = (folds != fold) | ~dev, (folds == fold) & dev
        weights, offset = fit(x[learn], labels[learn], penalty_of(x), RECALL ** labels[learn])
        z[test] = x[test] @ weights + offset
    return describe(z[dev], labels[dev])


def describe(z: np.ndarray, labels: np.ndarray) -> str:
    """Say F1 at one half, F1 at best and average precision."""
    return f"F1 {f1_at(z, labels):.3f} (best {best_f1(z, labels):.3f}) AP {average_precision(z, labels):.3f}"


def main() -> None:
    """Fit both profiles of one scorer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--scorer", choices=["linear", "encoder"], required=True)
    options = parser.parse_args()
    kept = json.loads(CALIBRATION.read_text(encoding="utf-8")) if CALIBRATION.exists() else {}
    kept[options.scorer] = {"debate": fit_debate(options), "news": fit_news(options)}
    CALIBRATION.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
