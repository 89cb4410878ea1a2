"""Finds changes by a factor: "doubled", "more than tripled", "a twofold increase", "halved"."""

from claims.numerals.contexts import word_set
from claims.numerals.number_parts import Number
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit, number_book

TIMES = Unit("times", "times", "percent")


_BARE = frozenset(["double", "triple", "treble", "quadruple", "halve"])  # adjectives too: "a double room"
_BEFORE_VERB = word_set("before_verb")
_AFTER_VERB = word_set("after_verb")


def find_multiples(tokens: Tokens) -> list[Quantity]:
    """Return the multiplying words as quantities in times; "halves" and "double" only where they are verbs."""
    book = number_book().multiples
    return [_read(i, book[word]) for i, word in enumerate(tokens.lower) if word in book and _multiplies(tokens, i)]


def _multiplies(tokens: Tokens, i: int) -> bool:
    word, before, after = tokens.lower[i], tokens.at(i - 1), tokens.at(i + 1)
    if word in ("doubles", "halves", "triples"):
        return (
            after in _AFTER_VERB
            and after != "in"
            and before not in ("the", "in", "both", "women's", "men's", "mixed", "of")
        )
    if word in _BARE:
        return before in _BEFORE_VERB or after in _AFTER_VERB - {"to", "in", "from", "this"}
    return after not in ("over", "up", "down")  # doubled over in pain, doubled up with laughter


def _read(i: int, factor: float) -> Quantity:
    number = Number(i, i + 1, factor, "words", factor)
    quantity = Quantity(number, i, i + 1, factor, factor, unit=TIMES, number_last=i + 1)
    quantity.joined, quantity.change = "multiple", "up" if factor > 1 else "down"
    return quantity
