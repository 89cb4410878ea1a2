"""The measures that training looks at; the shared scorer computes the same for finished predictions."""

import numpy as np
from numpy.typing import NDArray


def average_precision(logits: NDArray[np.floating], labels: NDArray[np.floating]) -> float:
    """Mean precision at each positive, best first."""
    ranked = labels[np.argsort(-logits, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1) * ranked).sum() / max(1.0, ranked.sum()))


def f1_at(logits: NDArray[np.floating], labels: NDArray[np.floating], cut: float = 0.0) -> float:
    """F1 of the positives when everything above `cut` is called one."""
    called = logits > cut
    return float(2 * labels[called].sum() / max(1.0, called.sum() + labels.sum()))


def best_f1(logits: NDArray[np.floating], labels: NDArray[np.floating]) -> float:
    """F1 at the best cut, which nobody knows beforehand."""
    hits = np.cumsum(labels[np.argsort(-logits, kind="stable")])
    return float((2 * hits / (np.arange(1, len(labels) + 1) + labels.sum())).max())


def mean_over_documents(logits: NDArray[np.floating], labels: NDArray[np.floating], docs: list[str]) -> float:
    """Mean average precision of the documents that have a positive."""
    names = np.array(docs)
    found = [(logits[names == d], labels[names == d]) for d in dict.fromkeys(docs)]
    return float(np.mean([average_precision(x, y) for x, y in found if y.any()]))
