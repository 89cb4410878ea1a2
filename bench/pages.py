"""Measures the main text of pages against segments that must and must not be in it, beside trafilatura's own default.

    python -m bench.pages FOLDER

FOLDER holds `*.html.gz` and `expected.json`: {"NAME.html": {"url": ..., "with": [...], "without": [...]}}.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import trafilatura

from claims.read import Unreadable, read_articles
from claims.read_text import clean_text


def read_ours(data: bytes, name: str, url: str | None) -> str:
    """Return the main text as the product reads it; empty where it refuses the page."""
    article = next(iter(read_articles(data, name, url=url)))
    return "" if isinstance(article, Unreadable) else article.text


def read_default(data: bytes, _name: str, url: str | None) -> str:
    """Return the main text as trafilatura gives it without any option."""
    return trafilatura.extract(data, url=url) or ""


def pages_in(folder: Path) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Yield name, bytes and expectation of each page that is there."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for name, wanted in expected.items():
        path = folder / f"{name}.gz"
        if path.exists():
            yield name, gzip.decompress(path.read_bytes()), wanted


def _plain(text: str) -> str:
    """Return the text without unseen marks and with one blank between words, as both sides are compared."""
    return " ".join(clean_text(text).split())


def score(folder: Path, read: Callable[[bytes, str, str | None], str]) -> str:
    """Return counts, precision, recall and F over the segments, and the CPU seconds, as one line."""
    hits = misses = wrong = right = refused = 0
    started = time.process_time()
    for name, data, wanted in pages_in(folder):
        text = _plain(read(data, name, wanted.get("url")))
        refused += not text
        found = sum(_plain(segment) in text for segment in wanted["with"])
        intruding = sum(_plain(segment) in text for segment in wanted["without"])
        hits, misses = hits + found, misses + len(wanted["with"]) - found
        wrong, right = wrong + intruding, right + len(wanted["without"]) - intruding
    seconds = time.process_time() - started
    precision, recall = hits / (hits + wrong), hits / (hits + misses)
    f_score = 2 * precision * recall / (precision + recall)
    return (
        f"P {precision:.3f}  R {recall:.3f}  F {f_score:.3f}  accuracy {(hits + right) / (hits + misses + wrong + right):.3f}"
        f"  (in {hits}/{hits + misses}, intruding {wrong}/{wrong + right}, no text {refused})  {seconds:.1f} CPU-s"
    )


def main() -> None:
    """Print one line for the product and one for the library's default."""
    folder = Path(sys.argv[1])
    print("ours               ", score(folder, read_ours))
    print("trafilatura default", score(folder, read_default))


if __name__ == "__main__":
    main()
