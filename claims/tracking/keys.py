"""The keys by which an article is found again when another may tell the same: its names, and its figures with their units.

Two articles are compared when they share enough keys that few articles have, so that nothing compares all with all.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from claims.text.nouns import words
from claims.tracking.measures import digits_of
from claims.tracking.traits import Told

MOST_NAMES = 40
MOST_FIGURES = 40

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def article_keys(text: str, told: Iterable[Told]) -> list[int]:
    """Return the keys of an article, 32 bits each: of the names that it says most often, and of its claims' figures."""
    counted = Counter(name for name, _ in _names(text))
    names = [f"n:{name}" for name, _ in counted.most_common(MOST_NAMES)]
    figures = list(dict.fromkeys(key for each in told for key in figure_keys(each)))[:MOST_FIGURES]
    return [zlib.crc32(key.encode()) for key in (*names, *figures)]


def figure_keys(told: Told) -> Iterator[str]:
    """Yield the key of a claim's figure, where it has digits enough to be told from others: 612, 5.4 billion; not 10."""
    value = told.interval.printed
    if value is not None and (digits_of(value) > 2 or (digits_of(value) > 1 and abs(value) > 1000)):
        yield f"f:{told.dimension}:{value:.4g}"


def _names(text: str) -> Iterator[tuple[str, int]]:
    """Yield the capitalised words of a text that begin no sentence, in lower case, and where they stand."""
    for found in _WORD.finditer(text):
        word = found.group()
        name = word.lower().removesuffix("'s").removesuffix("’s")
        if word[0].isupper() and len(name) > 2 and name not in words("nouns", "stops"):
            before = text[max(0, found.start() - 2) : found.start()]
            if before[-1:] == " " and before[:1] not in ".!?":
                yield name, found.start()
