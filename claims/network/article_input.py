"""What the article reader is shown of an article: its headline and sentences, one row each, and its numbers.

A row holds what the encoder makes of the sentence by itself, what is printed in it, where it stands, and how near it is
to the headline and to the lede. Training makes its rows with this very code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.network.marks import number_marks

Floats = NDArray[np.float32]

PLACES = 40  # sentences that are told apart by their place; those behind share the last
_QUOTED = re.compile(r"[“”\"]")
_SIGNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d", r"%|\bper ?cent\b", r"[$£€₹¥₦]|\b(?:dollars?|euros?|pounds|rupees|crore|lakh)\b",
        r"\b(?:million|billion|trillion)\b", r"\b(?:19|20)\d\d\b", r"[“”\"]", r"\?\s*[”\"]?$",
        r"\b(?:I|we|We|my|our|me|us)\b", r"\b(?:you|your|You|Your)\b",
        r"\b(?:said|says|told|according|reported|announced|added)\b", r"\b(?:will|would|could|may|might|should)\b",
        r"\b(?:not|no|never|n['’]t)\b", r"\b(?:killed|dead|died|injured|arrested|charged|accused|convicted|alleged\w*)\b",
        r"\b(?:first|most|largest|biggest|only|record|highest|lowest|worst|best)\b",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """Rows of an article, the headline first: (1 + sentences, COLUMNS); and of each number which row, and its vector."""

    rows: Floats
    number_rows: NDArray[np.int64]  # (numbers,)
    numbers: Floats  # (numbers, WIDTH)


def printed(sentence: str) -> list[float]:
    """Return what is seen of a sentence without reading it: signs, how long it is, how many numbers it has."""
    marks, words = len(number_marks(sentence)), len(sentence.split())
    return [
        *(float(bool(sign.search(sentence))) for sign in _SIGNS),
        float(bool(_QUOTED.match(sentence))),
        min(marks, 6) / 3,
        min(words, 60) / 30,
    ]


def placed(paragraphs: Sequence[int]) -> Floats:
    """Return where sentences stand, given the paragraph of each: (sentences, 6)."""
    count = max(1, len(paragraphs))
    places = np.minimum(np.arange(len(paragraphs)), PLACES)
    lines = np.array(paragraphs, dtype=np.float32)
    opens = np.array([i == 0 or paragraphs[i] != paragraphs[i - 1] for i in range(len(paragraphs))], dtype=np.float32)
    return np.stack(
        [places == 0, places < 3, np.log1p(places) / 2, places / count, np.log1p(lines) / 2, opens], axis=1
    ).astype(np.float32)  # fmt: skip


def article_input(
    sums: tuple[Floats, Floats, Floats],
    marks: Sequence[Sequence[Floats]],
    texts: Sequence[str],
    paragraphs: Sequence[int],
) -> ArticleInput:
    """Make the rows of an article.

    `sums` are the encoder's worth (rows, heads), embedding and summed vectors (rows, WIDTH) of the headline and then of
    each sentence, `texts` their words; `marks` the vectors of each row's numbers; `paragraphs` that of each sentence.
    A missing headline is an empty text.
    """
    worth, embedding, summed = sums
    near = embedding @ embedding[[0, min(1, len(embedding) - 1)]].T
    middle = embedding[1:].mean(0) if len(embedding) > 1 else embedding[0]
    where = np.zeros((len(texts), 7), dtype=np.float32)
    where[1:, :6], where[0, 6] = placed(paragraphs), 1.0
    seen = np.array([printed(text) for text in texts], dtype=np.float32)
    rows = np.concatenate(
        [summed, embedding * 8, np.clip(worth, -8, 8) / 4, seen, where, near, (embedding @ middle)[:, None]], axis=1
    )
    number_rows = [row for row, found in enumerate(marks) for _ in found if row]
    vectors = [vector for row, found in enumerate(marks) for vector in found if row]
    width = embedding.shape[1]
    numbers = np.stack(vectors).astype(np.float32) if vectors else np.zeros((0, width), dtype=np.float32)
    return ArticleInput(rows.astype(np.float32), np.array(number_rows, dtype=np.int64), numbers)
