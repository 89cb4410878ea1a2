"""Finds the axes of `claims/weights/tracking.npz`: along which numbers, and sentences with numbers, differ most in news.

    python -m training.tracking axes ARTICLES.jsonl...

Each line is an article (`text`); no label is looked at. Axes are those of the largest variance, each divided by the root
of its deviation, so that none outweighs the others: full whitening and axes learned from changed numbers were no better.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder
from claims.text.sentences import split_sentences
from claims.tracking.vectors import AXES, HALF

Floats = NDArray[np.float32]
MOST_SENTENCES = 20_000


def sentences_in(paths: list[Path]) -> Iterator[str]:
    """Yield the sentences with digits of the files' articles."""
    for path in paths:
        opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8")
        with opened as lines:
            for line in lines:
                text = json.loads(line)["text"]
                for span in split_sentences(text, 0, len(text)):
                    sentence = text[span.start : span.end]
                    if any(character.isdigit() for character in sentence) and len(sentence) < 400:
                        yield sentence


def axes_of(vectors: Floats) -> tuple[Floats, Floats]:
    """Return the middle (WIDTH,) and the axes (WIDTH, HALF) of vectors."""
    middle = vectors.mean(0)
    _, sizes, axes = np.linalg.svd(vectors - middle, full_matrices=False)
    deviations = sizes / np.sqrt(len(vectors))
    return middle, axes[:HALF].T / np.sqrt(deviations[:HALF])


def main() -> None:
    """Write the axes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=["axes"])
    parser.add_argument("articles", type=Path, nargs="+")
    asked = parser.parse_args()
    encoder = load_encoder()
    if encoder is None:
        parser.error("the encoder cannot load")
    sentences = list(dict.fromkeys(sentences_in(asked.articles)))[:MOST_SENTENCES]
    sums = encoder.read_sums(sentences)
    numbers = np.stack([mark.seen for marks in sums.marks for mark in marks]).astype(np.float32)
    kept = {}
    for what, vectors in (("number", numbers), ("sentence", sums.embedding)):
        middle, axes = axes_of(vectors)
        kept |= {f"{what}_middle": middle.astype(np.float16), f"{what}_axes": axes.astype(np.float16)}
    np.savez_compressed(AXES, **kept)
    print(f"{AXES}: {len(numbers):,} numbers in {len(sentences):,} sentences")


if __name__ == "__main__":
    main()
