"""Which articles are copies of one text: shingles of five words, a MinHash of them, and bands of it to look up by.

A copy may have another headline, a cut end, inserted paragraphs: what counts is how much of the shorter of the two
stands in the longer. Sketches are kept and compared with those of later runs, so neither the shingles nor the hash may
change without a new `SKETCHED_BY`.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import eq
from struct import pack, unpack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SKETCHED_BY = "minhash-affine32-128/5 words@1"

PERMUTATIONS = 128
ROWS_PER_BAND = 3  # 42 bands: two texts whose shingles are 40 % the same meet in one of them 94 times of 100
SHINGLE_WORDS = 5
LEAST_SHINGLES = 25  # a shorter text has nothing that would tell a copy from a formula
COPIED_SHARE = 0.5  # of the shorter text's shingles
SHORT_SHINGLES, SHORT_SHARE = 80, 0.75  # what is shorter shares formulas with others: "declared a dividend of ..."

MOST_HOLDERS = 20
"""With how many that share one band an article is compared: a formula on ten thousand pages makes no hundred million pairs."""

_SHINGLES_AT_ONCE = 4_096  # which takes 2 MB
_NUMBERS = f"<{PERMUTATIONS}I"
_WORD = re.compile(r"\w+")
_FACTORS = [pow(0x9E3779B97F4A7C15, power, 2**64) | 1 for power in range(1, SHINGLE_WORDS + 1)]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to find its copies by: how many different shingles it has, and their MinHash."""

    shingles: int
    minhash: bytes  # 128 numbers of 32 bits, little-endian

    def values(self) -> list[int]:
        """Return the 128 numbers."""
        return list(unpack(_NUMBERS, self.minhash))

    def bands(self) -> list[int]:
        """Return the 42 numbers of 32 bits, one a band: texts that share one are compared."""
        size = 4 * ROWS_PER_BAND
        return [zlib.crc32(self.minhash[at : at + size], at) for at in range(0, len(self.minhash) - size + 1, size)]


def sketch_from(shingles: int, values: Sequence[int]) -> Sketch:
    """Return the sketch that was kept as numbers."""
    return Sketch(shingles, pack(_NUMBERS, *values))


def sketch_of(text: str) -> Sketch | None:
    """Return the sketch of a text; None for one that is too short to tell."""
    import numpy as np  # noqa: PLC0415 - a check of one text does not need it

    words = _WORD.findall(text.lower())
    count = len(words) - SHINGLE_WORDS + 1
    if count < LEAST_SHINGLES:
        return None
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint64, len(words))
    mixed = sum(hashes[at : at + count] * np.uint64(factor) for at, factor in enumerate(_FACTORS))
    shingles = np.unique(mixed >> np.uint64(32))
    return Sketch(len(shingles), _minhash(shingles.astype(np.uint32)))


def _minhash(shingles: "NDArray[np.uint32]") -> bytes:
    """Return the least value of the shingles under each of 128 orders: datasketch's "affine32" with seed 1, to the bit.

    Its MinHash is these lines; the library around them would load SciPy and Redis into every run, half a second each.
    """
    import numpy as np  # noqa: PLC0415

    orders = np.random.RandomState(1)
    factors = orders.randint(0, 2**31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    offsets = orders.randint(0, 2**32, PERMUTATIONS, dtype=np.uint32)
    mixed = shingles ^ (shingles >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    least = np.full(PERMUTATIONS, 2**32 - 1, np.uint32)
    for at in range(0, len(mixed), _SHINGLES_AT_ONCE):
        np.minimum(least, (mixed[at : at + _SHINGLES_AT_ONCE, None] * factors + offsets).min(axis=0), out=least)
    return least.astype("<u4").tobytes()


def copied_share(one: Sketch, other: Sketch) -> float:
    """Estimate how much of the shorter text's shingles stand in the longer text: 0 to 1."""
    same = sum(map(eq, one.values(), other.values())) / PERMUTATIONS
    shared: float = same / (1 + same) * (one.shingles + other.shingles)
    return min(1.0, shared / min(one.shingles, other.shingles))


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Tell whether one of the two texts is mostly the other."""
    return copied_share(one, other) >= _share_needed(one, other)


def _share_needed(one: Sketch, other: Sketch) -> float:
    return SHORT_SHARE if min(one.shingles, other.shingles) < SHORT_SHINGLES else COPIED_SHARE


def origins_of(
    sketches: Mapping[str, Sketch], known: Mapping[str, tuple[Sketch, str]], pairs: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return the origin of each new article, in their order: itself, or that of the earlier article most like it.

    `known` holds sketch and origin of earlier articles; `pairs` name a new article and one that it shares a band with,
    known or new.
    """
    met: dict[str, list[str]] = {}
    for new, other in pairs:
        met.setdefault(new, []).append(other)
    earlier = dict(known)
    for new, sketch in sketches.items():
        alike = [
            earlier[other] for other in met.get(new, ()) if other in earlier and is_copy(sketch, earlier[other][0])
        ]
        most_alike = max(alike, key=lambda each: copied_share(sketch, each[0]), default=(sketch, new))
        earlier[new] = sketch, most_alike[1]
    return {new: earlier[new][1] for new in sketches}


def pairs_within(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a later and an earlier one of the sketches that share a band, each pair once.

    Of the earlier ones that share a band, the first few stand for all: they are copies of one another.
    """
    holders: dict[int, list[str]] = {}
    for name, sketch in sketches.items():
        bands = dict.fromkeys(sketch.bands())
        others = dict.fromkeys(other for band in bands for other in holders.get(band, ()))  # a set's order is the day's
        yield from ((name, other) for other in others)
        for band in bands:
            if len(held := holders.setdefault(band, [])) < MOST_HOLDERS:
                held.append(name)
