"""The axes of `claims/weights/tracking.npz`, along which numbers, and sentences with numbers, differ most in news.

    python -m training.tracking ARTICLES.jsonl...

Each line of the files is an article (`text`), and no label is looked at. Each axis is divided by the root of its deviation,
so that none outweighs the others: full whitening, and axes learned from sentences whose numbers were changed, were no
better. What threads are decided by beside them is learned by `training/tracking_weights.py`.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder
from claims.text.sentences import split_sentences
from claims.tracking.vectors import AXES, HALF

Floats = NDArray[np.floating]

MOST_SENTENCES = 20_000


def sentences_in(paths: list[Path]) -> Iterator[str]:
    """Yield the sentences with digits of the files' articles."""
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
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


def find_axes(articles: list[Path]) -> None:
    """Write the axes."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the encoder cannot load")
    sentences = list(dict.fromkeys(sentences_in(articles)))[:MOST_SENTENCES]
    sums = encoder.read_sums(sentences)
    numbers = np.stack([mark.seen for marks in sums.marks for mark in marks]).astype(np.float32)
    kept: dict[str, Any] = {}
    for what, vectors in (("number", numbers), ("sentence", sums.embedding)):
        middle, axes = axes_of(vectors)
        kept |= {f"{what}_middle": middle.astype(np.float16), f"{what}_axes": axes.astype(np.float16)}
    np.savez_compressed(AXES, **kept)
    print(f"{AXES}: {len(numbers):,} numbers in {len(sentences):,} sentences")


def main() -> None:
    """Run the task."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=Path, nargs="+")
    find_axes(parser.parse_args().articles)


if __name__ == "__main__":
    main()
