"""Fits the head that judges news: logistic regression over the summed-up sentence, on our own labels of news sentences.

    python -m training.news --shared ../shared/data --minilm MODEL_FOLDER --net RUN/net.pt --out RUN/news.pt

Everything else in the net stays as it is. news_dev is only measured on: no label of it is learned from here.
"""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from claims.network.windows import sentences_by_line
from claims.text.sentences import read_lines
from training.data import Row, load_tokenizer, read_jsonl, read_labelled, rows_of, share_of
from training.net import WORTH_HEADS, Net, packed, widened
from training.scores import average_precision, best_f1

LABELS = Path(__file__).parent / "news_labels.tsv"
NINTHS = 9.0
PENALTY = 60.0  # on weights of features of unit variance, by folds of our own labels
NEWS = WORTH_HEADS.index("news")


@dataclass(frozen=True, slots=True)
class News:
    """News sentences and how surely each is worth a fact-checker's time, 0 to 1; those of news_dev are 0 or 1."""

    texts: list[str]
    labels: np.ndarray
    dev: np.ndarray  # which are news_dev's


def read_own_labels() -> dict[str, float]:
    """Read our own labels: the digest of a sentence, and 0 to 1."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {name: float(mark) / NINTHS for name, mark in rows}


def digest(sentence: str) -> str:
    """Name a sentence without repeating it."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


def news_sentences(shared: Path) -> News:
    """Return news_dev, and the sentences of our own labels, looked up in the shared news by their digests."""
    dev = read_labelled(shared / "worth" / "news_dev.jsonl")
    wanted, known = read_own_labels(), set(dev.texts)
    found = {name: s for s in all_news(shared) if (name := digest(s)) in wanted and s not in known}
    own = sorted(found, key=share_of)
    labels = np.concatenate([dev.labels, [wanted[name] for name in own]]).astype(np.float32)
    return News(dev.texts + [found[name] for name in own], labels, np.arange(len(labels)) < len(dev.texts))


def all_news(shared: Path, *, wires: int = 1) -> list[str]:
    """Return every sentence of the news in the shared data; of the many agency wires, every `wires`-th."""
    texts = [r["text"] for r in read_jsonl(shared / "news" / "bbc_2225.jsonl")]
    texts += [" ".join(r["text"].split("\n")) for r in read_jsonl(shared / "news" / "reuters_19043.jsonl")[::wires]]
    texts += [r["text"] for r in read_jsonl(shared / "tracking" / "basil_meantime.jsonl")]
    return [s.of(t) for t in texts for line in sentences_by_line(t, read_lines(t)) for s in line]


@torch.no_grad()
def sum_up(net: Net, rows: list[Row]) -> np.ndarray:
    """Return what the worth heads see of each sentence (rows, width)."""
    net.eval()
    found = []
    for i in range(0, len(rows), 128):
        ids, places, layout = packed(rows[i : i + 128])
        found.append(layout.unsort(net.worth_pool(net.read_sentences(ids, places, layout), layout)).numpy())
    return np.concatenate(found).astype(np.float64)


def fit_logistic(
    x: np.ndarray, y: np.ndarray, penalty: np.ndarray, sample: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    """Fit a logistic model by Newton's method with a ridge penalty for each weight; labels may lie between 0 and 1."""
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
        if np.abs(step).max() < 1e-6:
            break
    return w[:-1], float(w[-1])


def fit_head(net: Net, x: np.ndarray, news: News) -> None:
    """Set the net's news row to what fits our own labels best, and say what it gives on news_dev."""
    own = ~news.dev
    middle, spread = x[own].mean(0), x[own].std(0) + 1e-6
    weights, offset = fit_logistic((x[own] - middle) / spread, news.labels[own], np.full(x.shape[1], PENALTY))
    row = weights / spread
    net.worth.weight.data[NEWS] = torch.from_numpy(row).float()
    net.worth.bias.data[NEWS] = float(offset - middle @ row)
    z = (x @ row)[news.dev]
    print(f"{own.sum()} of our own; news_dev: AP {average_precision(z, news.labels[news.dev]):.3f}, "
          f"best F1 {best_f1(z, news.labels[news.dev]):.3f}")  # fmt: skip


def main() -> None:
    """Fit the head and write the net."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--net", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    net = Net()
    net.load_state_dict(widened(torch.load(options.net)))
    news = news_sentences(options.shared)
    fit_head(net, sum_up(net, rows_of(news.texts, load_tokenizer(options.minilm))), news)
    torch.save(net.state_dict(), options.out)


if __name__ == "__main__":
    main()
