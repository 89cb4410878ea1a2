"""Fits the calibrations in `claims/weights/worth.json` and prints their cross-validated scores.

    python -m training.calibrate --shared ../shared/data --scorer linear|encoder

The debate profile is fitted on debate sentences that the scorer has not learned from: five folds for the linear one,
the sentences set aside for tuning for the encoder, read by the files in `claims/weights` with the linear scorer's folds
beside. The news profile is fitted on news_dev, of which no scorer has learned.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from claims.encoder import WORTH_HEADS, load_encoder
from claims.network.linear import features_of as buckets_of
from claims.network.linear import load_linear
from claims.worth import CALIBRATION, LOGIT_LIMIT
from training.data import Labelled, learned_from, read_labelled, share_of
from training.news import fit_logistic
from training.scores import average_precision, best_f1, f1_at, mean_over_documents

RECALL = 1.5  # a missed claim weighs this much more than a needless one, so F1 at one half lies near its best
ASKED = (WORTH_HEADS.index("debate"), WORTH_HEADS.index("news"), len(WORTH_HEADS))  # the last: the linear debate head
LINEAR_HEADS = ("debate", "speech", "news")
HELD = np.array([0.3])  # the ridge on the weight of the news head


def fit_debate(options: argparse.Namespace) -> dict:
    """Fit the debate profile on logits of sentences that were left out of training."""
    of_encoder = options.scorer == "encoder"
    logits, labels, ranked = left_out(options) if of_encoder else linear_left_out(options.shared)
    asked = np.array(ASKED if of_encoder else range(logits.shape[1]))
    penalty = np.full(len(asked), 1.0)
    z = left_out_folds(logits[:, asked], labels, penalty, 5, 0)
    print(f"debate, {len(labels)} left-out sentences, calibrated in five folds: {describe(z, labels)}")
    weights = np.zeros(logits.shape[1])
    weights[asked], offset = fit_logistic(logits[:, asked], labels, penalty, RECALL**labels)
    for name, (x, y, where) in ranked.items():
        print(f"  {name}: MAP {mean_over_documents(x @ weights + offset, y, where):.3f}")
    if not of_encoder:
        return {"weights": weights.tolist(), "offset": offset}
    heads = len(WORTH_HEADS)
    return {"weights": weights[:heads].tolist(), "linear": weights[heads:].tolist(), "offset": offset}


def linear_left_out(shared: Path) -> tuple[np.ndarray, np.ndarray, dict]:
    """Judge debate sentences by linear scorers trained on the other four fifths."""
    from training.linear import fit as fit_linear  # noqa: PLC0415  (needs torch, which the encoder does not)

    labelled = read_labelled(shared / "worth" / "ct24_train.jsonl")
    logits = limited(load_linear().score(labelled.texts))
    rows = [buckets_of(text) for text in labelled.texts]
    place = {n: i % 5 for i, n in enumerate(sorted(set(labelled.texts), key=share_of))}
    folds = np.array([place[n] for n in labelled.texts])
    for fold in range(5):
        learn = np.flatnonzero(folds != fold)
        weights, offset = fit_linear([rows[i] for i in learn], labelled.labels[learn])
        for i in np.flatnonzero(folds == fold):
            logits[i, 0] = weights[rows[i].buckets] @ rows[i].values + offset
    ranked = read_labelled(shared / "worth" / "clef2019_train.jsonl")
    return limited(logits), labelled.labels, {
        "clef2019_train": (limited(load_linear().score(ranked.texts)), ranked.labels, ranked.docs)
    }  # fmt: skip


def left_out(options: argparse.Namespace) -> tuple[np.ndarray, np.ndarray, dict]:
    """Judge the debate sentences that were set aside, with the encoder as it ships and the linear scorer beside."""
    debates = read_labelled(options.shared / "worth" / "ct24_train.jsonl")
    aside = np.flatnonzero(~learned_from(debates))
    beside = linear_left_out(options.shared)[0][aside]
    logits = np.concatenate([encoder_logits([debates.texts[i] for i in aside]), beside], axis=1)
    ranked = read_labelled(options.shared / "worth" / "clef2019_train.jsonl")
    at = np.flatnonzero(~learned_from(ranked))
    return logits, debates.labels[aside], {"clef2019_train": judged(ranked, at)}


def judged(labelled: Labelled, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the logits of both scorers for some sentences, their labels and documents."""
    texts = [labelled.texts[i] for i in at]
    logits = np.concatenate([encoder_logits(texts), limited(load_linear().score(texts))], axis=1)
    return logits, labelled.labels[at], [labelled.docs[i] for i in at]


def encoder_logits(texts: list[str]) -> np.ndarray:
    """Judge sentences with the encoder as it ships."""
    encoder = load_encoder()
    assert encoder is not None
    return limited(encoder.read_worth(texts))


def limited(logits: np.ndarray) -> np.ndarray:
    """Cut logits as `claims.worth` does."""
    return np.clip(logits, -LOGIT_LIMIT, LOGIT_LIMIT)


def fit_news(options: argparse.Namespace) -> dict:
    """Fit the news profile on news_dev, after a cross-validation over it.

    The news head alone is asked: weights for the others, fitted on so few sentences, cost more than they give.
    """
    x, labels = news_logits(options.shared, options.scorer)
    scores = [describe(left_out_folds(x, labels, HELD, 10, seed), labels) for seed in range(5)]
    print("news, five times tenfold over news_dev: " + "; ".join(scores))
    weights, offset = fit_logistic(x, labels, HELD, RECALL**labels)
    others = len(WORTH_HEADS if options.scorer == "encoder" else LINEAR_HEADS) - 1
    return {"weights": [0.0] * others + weights.tolist(), "offset": offset}


def news_logits(shared: Path, scorer: str) -> tuple[np.ndarray, np.ndarray]:
    """Judge news_dev: logits (sentences, 1) of the last head, which is news, and labels."""
    dev = read_labelled(shared / "worth" / "news_dev.jsonl")
    logits = limited(load_linear().score(dev.texts)) if scorer == "linear" else encoder_logits(dev.texts)
    return logits[:, -1:], dev.labels


def left_out_folds(x: np.ndarray, labels: np.ndarray, penalty: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Judge each sentence by a calibration that has not seen it: logits (sentences,)."""
    folds = np.random.default_rng(seed).integers(0, count, len(labels))
    z = np.zeros(len(labels))
    for fold in range(count):
        learn, test = folds != fold, folds == fold
        weights, offset = fit_logistic(x[learn], labels[learn], penalty, RECALL ** labels[learn])
        z[test] = x[test] @ weights + offset
    return z


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
