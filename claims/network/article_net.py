"""The article reader: a small network over the sentences of an article, in numpy, from one file of bytes.

It sees what the encoder made of each sentence and tells stakes, assertion and, of each number, its role and what is
counted; and of the whole its genre. Two transformer layers over the sentences (Vaswani et al. 2017, normalised before
each half), so that a sentence is judged beside the headline and the lede. Taught by `training/article.py`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.network.article_input import ArticleInput

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent.parent / "weights" / "article.npz"
GRADES = 3  # thresholds between the stakes 0, 1, 2, 3
ROLES = ("quantity", "name", "address", "time", "rank", "score", "index", "idiom")
COUNTED = ("people", "things", "money", "percent", "measure", "duration", "age")
HEADS = 4
SEEN_AT_ONCE = 96  # sentences; of a longer article each stretch is read beside the headline and the lede
USUAL_LENGTH = 24  # sentences; of an article of so many and more, stakes are told as they are read
SHORTEST = 6  # sentences, below which length tells no more
LENGTH_WEIGHT = 0.6  # logits that stakes rise by where an article is shorter by a factor of e
LEDE = 4  # rows that are shown with every stretch: the headline and three sentences


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """Logits of an article: a row for each sentence, a row for each number, and one row of genres."""

    stakes: Floats  # (sentences, GRADES)
    assertion: Floats  # (sentences, ASSERTIONS)
    genre: Floats  # (GENRES,)
    number_stakes: Floats
    number_assertion: Floats
    number_role: Floats
    number_counted: Floats


class ArticleNet:
    """The loaded weights; `read` keeps nothing, so that one may be shared."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        """Load the file; OSError or ValueError say what is amiss."""
        with np.load(path) as kept:
            names = [name for name in kept.files if not name.endswith(".scale")]
            self._of: dict[str, Floats] = {
                name: kept[name].astype(np.float32) * (kept[f"{name}.scale"] if f"{name}.scale" in kept.files else 1)
                for name in names
            }
        self._layers = sum(name.endswith("qkv.weight") for name in names)

    def read(self, article: ArticleInput) -> ArticleRead:
        """Read an article, a long one in stretches."""
        count = len(article.rows)
        held = np.zeros((count, len(self._of["enter.bias"])), dtype=np.float32)
        for start in range(0, max(1, count - LEDE), SEEN_AT_ONCE):
            shown = np.r_[0 : min(LEDE, count), LEDE + start : min(count, LEDE + start + SEEN_AT_ONCE)]
            inner = self._inner(article.rows[shown])
            held[shown if start == 0 else shown[LEDE:]] = inner if start == 0 else inner[LEDE:]
        first = held[: LEDE + SEEN_AT_ONCE]
        genre = self._linear("genre", np.concatenate([first.mean(0), first[0]]))
        together = np.concatenate([self._linear("number_enter", article.numbers), held[article.number_rows]], axis=1)
        number = _gelu(self._linear("number_inner", together))
        out = {name: self._linear(name, held[1:]) for name in ("stakes", "assertion")}
        numbers = {
            f"number_{name}": self._linear(f"number_{name}", number)
            for name in ("stakes", "assertion", "role", "counted")
        }
        return ArticleRead(genre=genre, **out, **numbers)

    def _inner(self, rows: Floats) -> Floats:
        """Return what the sentences of one stretch are, each beside the others."""
        x = self._norm("enter_norm", self._linear("enter", rows))
        for i in range(self._layers):
            x = x + self._attend(f"layers.{i}", self._norm(f"layers.{i}.norm1", x))
            inner = _gelu(self._linear(f"layers.{i}.up", self._norm(f"layers.{i}.norm2", x)))
            x = x + self._linear(f"layers.{i}.down", inner)
        return self._norm("leave_norm", x)

    def _attend(self, layer: str, x: Floats) -> Floats:
        """Let the sentences see each other."""
        count, width = x.shape
        q, k, v = self._linear(f"{layer}.qkv", x).reshape(count, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = q @ k.transpose(0, 2, 1) * np.float32((width // HEADS) ** -0.5)
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        seen = (weights / weights.sum(-1, keepdims=True)) @ v
        return self._linear(f"{layer}.mixed", seen.transpose(1, 0, 2).reshape(count, width))

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._of[f"{name}.weight"].T + self._of[f"{name}.bias"], dtype=np.float32)

    def _norm(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return np.asarray(scaled * self._of[f"{name}.weight"] + self._of[f"{name}.bias"], dtype=np.float32)


def expected_grades(logits: Floats, sentences: int) -> Floats:
    """Return the expected grades (rows,) of logits (rows, GRADES) in an article of so many sentences.

    Of a short article an editor lists more than readers do who grade each sentence for itself: most of it carries the story.
    """
    shorter = np.log(USUAL_LENGTH / np.clip(sentences, SHORTEST, USUAL_LENGTH))
    return np.asarray((1 / (1 + np.exp(-logits - LENGTH_WEIGHT * shorter))).sum(1), dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    """The Gaussian error unit by its tanh form (Hendrycks and Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)


@cache
def load_article_net() -> ArticleNet:
    """Load the reader once."""
    return ArticleNet()
