"""The words around a claim, which people read as the reason of a flag: whole words, and no more than asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.store import Warehouse, open_warehouse

TOKENS = st.text(alphabet="abÄ7,.$-’", min_size=1, max_size=9)
LONG = "It was a cold and rainy morning when at least 17 people were killed, officials said on the long road to Naples."


@pytest.fixture(scope="module")
def empty() -> Iterator[Warehouse]:
    """An empty warehouse: the macro needs no rows."""
    with open_warehouse() as opened:
        yield opened


def words_around(warehouse: Warehouse, sentence: str, start: int, length: int, side: int) -> str:
    """Ask the macro."""
    asked = [sentence, start, length, side]
    return str(warehouse.connection.execute("SELECT words_around(?, ?, ?, ?)", asked).fetchall()[0][0])


@pytest.mark.parametrize(
    ("sentence", "words", "side", "expected"),
    [
        (
            LONG,
            "17 people",
            40,
            "a cold and rainy morning when at least 17 people were killed, officials said on the long",
        ),
        (LONG, "17 people", 11, "at least 17 people were"),  # 11 characters end in `killed`
        (LONG, "17 people", 12, "at least 17 people were killed"),  # only a comma is left out: the word is whole
        (LONG, "17 people", 0, "17 people"),
        (LONG, "It was", 6, "It was a"),
        (LONG, "to Naples.", 6, "road to Naples."),
        ("17 people died", "17 people", 40, "17 people died"),
        ("a loss of $1,200,000 for 17 people", "17 people", 9, "for 17 people"),  # no figure is cut to another
        ("Zoë, Chloë, 17 people, Noël", "17 people", 7, "Chloë, 17 people, Noël"),
        ("Zoë, Chloe\u0301, 17 people", "17 people", 5, "17 people"),  # an accent of its own is part of its word
        ("the “wounded” 17 people", "17 people", 9, "wounded” 17 people"),
        ("x" * 60 + " 17 people " + "y" * 60, "17 people", 40, "17 people"),
    ],
)
def test_words_are_whole(sentence: str, words: str, side: int, expected: str, empty: Warehouse) -> None:
    """A word that does not fit on a side is left out; stops beside a word do not belong to it."""
    assert words_around(empty, sentence, sentence.index(words), len(words), side) == expected


@settings(max_examples=150, deadline=None)
@given(
    before=st.lists(TOKENS, max_size=6),
    words=st.lists(TOKENS, min_size=1, max_size=2),
    after=st.lists(TOKENS, max_size=6),
    side=st.integers(0, 20),
)
def test_no_word_is_cut_and_none_that_fits_is_missing(
    before: list[str], words: list[str], after: list[str], side: int, empty: Warehouse
) -> None:
    """What is shown is the words with each word beside them that the bounds hold, but for stops at its far end."""
    left, right = "".join(f"{each} " for each in before), "".join(f" {each}" for each in after)
    claim = " ".join(words)
    shown = words_around(empty, left + claim + right, len(left), len(claim), side)
    expected = [*reversed(near(left[::-1], side))], claim, near(right, side)
    assert shown == " ".join([*(each[::-1] for each in expected[0]), expected[1], *expected[2]])
    assert len(shown) <= len(claim) + 2 * side


def near(text: str, side: int) -> list[str]:
    """Return the words that begin the text within so many characters, the last only if no letter of it is beyond."""
    words, beyond = text[:side].split(), text[side:].partition(" ")[0]
    is_cut = words and not text[:side].endswith(" ") and any(each.isalnum() for each in beyond)
    return words[:-1] if is_cut else words
