"""Finds changes by a factor: "doubled", "more than tripled", "a twofold increase", "halved"."""

from claims.numbers import Number
from claims.tokens import Tokens
from claims.units import Quantity
from claims.words import Unit, number_book

TIMES = Unit("times", "times", "percent")
_BARE = frozenset("double triple treble quadruple halve".split())  # adjectives too: "a double room"
_BEFORE_VERB = frozenset("to will would could should may might than nearly almost can about roughly not".split())
_AFTER_VERB = frozenset(
    "the its his her their that what in from this last to increase rise growth between over".split()
)


def find_multiples(tokens: Tokens) -> list[Quantity]:
    """Return the multiplying words as quantities in times; "halves" and "double" only where they are verbs."""
    book = number_book().multiples
    return [
        _read(tokens, i, book[word]) for i, word in enumerate(tokens.lower) if word in book and _multiplies(tokens, i)
    ]


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
    if word in ("doubled", "doubling", "halved", "halving") and after in ("over", "up", "down"):
        return False  # doubled over in pain, doubled up with laughter
    return True


def _read(tokens: Tokens, i: int, factor: float) -> Quantity:
    number = Number(i, i + 1, factor, "words", factor)
    quantity = Quantity(number, i, i + 1, factor, factor, unit=TIMES, number_last=i + 1)
    quantity.joined, quantity.change = "multiple", "up" if factor > 1 else "down"
    return quantity
