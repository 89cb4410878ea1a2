"""How a text prints its words: which stand small in it and where first, and which have a capital inside a sentence."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"(?P<inside>(?<=[a-z,] ))?(?P<word>[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a text by how they are printed."""

    first: dict[str, int]  # in lower case: where each is printed first, however it begins
    small: frozenset[str]  # words that stand in it in lower case
    names: frozenset[str]  # words that stand in it with a capital where no sentence begins


def read_printed(text: str) -> Printed:
    """Return how a text prints its words, in one pass."""
    first, small, names = dict[str, int](), set[str](), set[str]()
    for found in _WORD.finditer(text):
        word = found["word"]
        first.setdefault(word.lower(), found.start("word"))
        if word.islower():
            small.add(word)
        elif found["inside"] is not None:
            names.add(word)
    return Printed(first, frozenset(small), frozenset(names))
