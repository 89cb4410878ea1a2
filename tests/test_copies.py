"""Copies are found by what they share with an original, whatever was changed around it; and formulas make no copies."""

import random
from collections.abc import Iterable

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.copies import Sketch, _minhash, copied_share, is_copy, origins_of, pairs_within, sketch_from, sketch_of

STARTS, ENDS = (
    ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"),
    ("ldan", "mer", "not", "pas", "rell", "sim", "tor", "ven"),
)
WORDS = [start + end for start in STARTS for end in ENDS]


def story(seed: int, paragraphs: int = 6) -> list[str]:
    """Return paragraphs of 60 words each, the same for the same seed."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=60)) + "." for _ in range(paragraphs)]


def sketch(paragraphs: Iterable[str]) -> Sketch:
    """Return the sketch of the paragraphs."""
    found = sketch_of("\n\n".join(paragraphs))
    assert found
    return found


@given(st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=90))
def test_a_sketch_is_the_librarys_to_the_bit(shingles: set[int]):
    """Sketches that were kept by earlier versions are compared with those of today."""
    theirs = MinHash(num_perm=128, hashfunc=int, scheme="affine32")
    theirs.update_batch(shingles)
    assert _minhash(np.array(sorted(shingles), np.uint32)) == theirs.hashvalues.astype("<u4").tobytes()


def test_long_texts_are_sketched_in_pieces():
    """To the same sketch."""
    shingles = np.arange(1, 90_000, 7, dtype=np.uint32)
    theirs = MinHash(num_perm=128, hashfunc=int, scheme="affine32")
    theirs.update_batch(shingles)
    assert _minhash(shingles) == theirs.hashvalues.astype("<u4").tobytes()


ORIGINAL = story(1)
COPIES = {
    "another headline": ["Quite another headline stands here", *ORIGINAL],
    "a dateline and capitals": ["PORT MERROW (Reuters) - " + ORIGINAL[0].upper(), *ORIGINAL[1:]],
    "the end cut off": ORIGINAL[:4],
    "two paragraphs inserted": [*ORIGINAL[:3], *story(2, 2), *ORIGINAL[3:]],
    "all of it at once": ["A headline", *ORIGINAL[:2], *story(3, 1), *ORIGINAL[2:5]],
    "quotes and dashes set otherwise": [each.replace(" ", "  ").replace(".", " —") for each in ORIGINAL],
}
OTHERS = {
    "another story": story(9),
    "a story that quotes one paragraph": [*story(8, 5), ORIGINAL[0]],
    "a story that shares two boilerplate paragraphs of seven": [*story(7, 5), *ORIGINAL[4:]],
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_copies_are_found(copy: list[str]):
    """By the bands and by the share that is the same."""
    assert list(pairs_within({"a": sketch(ORIGINAL), "b": sketch(copy)})) == [("b", "a")]
    assert is_copy(sketch(ORIGINAL), sketch(copy))


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_other_stories_are_none(other: list[str]):
    """Whatever they share with it is the lesser part."""
    assert not is_copy(sketch(ORIGINAL), sketch(other))


def test_short_texts_share_formulas():
    """A dividend is declared in the same words by every firm: no copy. A text of a few words has no sketch."""
    formula = "{} Corp said its board declared a quarterly dividend of {} cents a share, payable on March {} to shareholders of record at the close of business on March {}, as it has done in every quarter of the past nine years"
    one, other = (sketch_of(formula.format(*filled)) for filled in (("Delta", 12, 26, 12), ("Merrow", 9, 19, 2)))
    assert one
    assert other
    assert not is_copy(one, other)
    assert is_copy(one, one)
    assert sketch_of("Copper rose 3%.") is None
    assert sketch_of("") is None


def test_origins_lead_back_to_the_first():
    """A copy of a copy has the origin of the first, also when the first came in an earlier run."""
    new = {"b": sketch(COPIES["the end cut off"]), "c": sketch(COPIES["another headline"]), "d": sketch(story(9))}
    known = {"a": (sketch(ORIGINAL), "a0")}
    pairs = [*pairs_within(new), ("b", "a"), ("c", "a"), ("d", "a")]

    assert origins_of(new, known, pairs) == {"b": "a0", "c": "a0", "d": "d"}
    assert origins_of(new, {}, pairs_within(new)) == {"b": "b", "c": "b", "d": "d"}


def test_a_sketch_stays_the_same():
    """Kept sketches are compared with those of later versions: the numbers may not change."""
    found = sketch(ORIGINAL)

    assert (found.shingles, found.values()[:3], found.bands()[:2]) == PINNED
    assert sketch_from(found.shingles, found.values()) == found
    assert len(found.bands()) == 42


PINNED = (356, [16773414, 6647679, 655369], [4068692246, 809106311])


@given(st.text(max_size=400), st.text(max_size=400))
@settings(deadline=None)
def test_shares_are_shares(one: str, other: str):
    """Any two texts share nothing to all, the same both ways, and a text all with itself."""
    a, b = sketch_of(one), sketch_of(other)
    if a and b:
        assert 0 <= copied_share(a, b) <= 1
        assert copied_share(a, b) == copied_share(b, a)
        assert copied_share(a, a) == 1
