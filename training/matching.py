"""Weighs what speaks for an earlier fact-check of a claim, on claims whose fact-checks are known.

    python -m training.matching --facts FACTS.jsonl --train QUERIES.jsonl [--see QUERIES.jsonl ...]

`rank` is fitted so that the right one stands first among those that came near. `sure` is a logistic regression over the
first of each list, once with the right one in the collection and once without it, so that it says how likely the first is
to be right when half of the claims were never checked; dates are left out of it, since an old claim may come again.
Writes claims/weights/matching.json.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.predict_matching import read_facts, read_queries
from claims.tracking.matching import FEATURES, MatchIndex, embed_facts, measure

OUT = Path("claims/weights/matching.json")
Doubles = NDArray[np.float64]


class Asked(NamedTuple):
    """One query: its pairs (pairs, features) and which of them are right; at the end how many right ones there are."""

    measured: Doubles
    right: NDArray[np.bool_]
    wanted: int


def main() -> None:
    """Fit on the first, and say what it comes to on all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--see", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    facts = read_facts(asked.facts)
    index = MatchIndex(facts, embed_facts(facts))
    sets = {path.stem: _measure(path, index, [fact.key for fact in facts]) for path in (asked.train, *asked.see)}
    train = sets[asked.train.stem]
    rank = fit_rank(train)
    sure = fit_sure(train, rank)
    OUT.write_text(json.dumps({"rank": _named(rank), "sure": _named(sure)}, indent=2) + "\n", encoding="utf-8")
    for name, each in sets.items():
        print(name, f"MAP@5 {map_at_5(each, rank):.4f}", sure_at(each, rank, sure))


def _measure(path: Path, index: MatchIndex, keys: Sequence[str]) -> list[Asked]:
    found = []
    for query, right in read_queries(path):
        pairs = index.pairs(query)
        measured = np.array([measure(pair) for _, pair in pairs])
        found.append(Asked(measured, np.array([keys[i] in right for i, _ in pairs]), len(right)))
    return found


def fit_rank(asked: Sequence[Asked], decay: float = 0.003) -> Doubles:
    """Return the weights under which the right ones are likeliest among those that came near."""
    rows = [each for each in asked if each.right.any()]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total, slope = 0.0, np.zeros_like(weights)
        for each in rows:
            scores = each.measured @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = chances * each.right
            total -= np.log(right.sum())
            slope -= each.measured.T @ (right / right.sum() - chances)
        return total / len(rows) + decay * weights @ weights, slope / len(rows) + 2 * decay * weights

    fitted: Doubles = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return fitted


def fit_sure(asked: Sequence[Asked], rank: Doubles, decay: float = 0.001) -> Doubles:
    """Return the weights of the chance that the first is right, and the constant behind them."""
    measured, right = _firsts(asked, rank)
    rows = np.hstack([measured, np.ones((len(measured), 1))])
    rows[:, list(FEATURES).index("days_apart")] = 0

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        chances = 1 / (1 + np.exp(-rows @ weights))
        total = -np.log(np.where(right, chances, 1 - chances) + 1e-12).mean()
        return total + decay * weights[:-1] @ weights[:-1], rows.T @ (chances - right) / len(
            rows
        ) + 2 * decay * np.append(weights[:-1], 0)

    fitted: Doubles = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return fitted


def _firsts(asked: Sequence[Asked], rank: Doubles) -> tuple[Doubles, NDArray[np.bool_]]:
    """Return the first of each list, and the first of those that are not right, as if the right ones were unknown."""
    measured, right = [], []
    for each in asked:
        order = np.argsort(-each.measured @ rank, kind="stable")
        wrong = [i for i in order if not each.right[i]]
        for i in (order[0], wrong[0]):
            measured.append(each.measured[i])
            right.append(bool(each.right[i]))
    return np.array(measured), np.array(right)


def map_at_5(asked: Sequence[Asked], rank: Doubles) -> float:
    """Return the mean average precision among the first five."""
    total = 0.0
    for each in asked:
        right = each.right[np.argsort(-each.measured @ rank, kind="stable")[:5]]
        total += float((right * np.cumsum(right) / np.arange(1, len(right) + 1)).sum()) / min(each.wanted, 5)
    return total / len(asked)


def sure_at(asked: Sequence[Asked], rank: Doubles, sure: Doubles) -> str:
    """Say how often what is shown is right, and how much of what is right is shown, at some levels."""
    measured, right = _firsts(asked, rank)
    chances = 1 / (1 + np.exp(-(measured @ sure[:-1] + sure[-1])))
    told = []
    for level in (0.3, 0.5, 0.7, 0.9):
        shown = chances >= level
        told.append(f"at {level}: right {right[shown].mean():.3f}, shown {(right & shown).sum() / len(asked):.3f}")
    return "; ".join(told)


def _named(weights: Doubles) -> dict[str, Any]:
    named = dict(zip(FEATURES, weights.round(4).tolist(), strict=False))
    return named | ({"constant": round(float(weights[-1]), 4)} if len(weights) > len(FEATURES) else {})


if __name__ == "__main__":
    main()
