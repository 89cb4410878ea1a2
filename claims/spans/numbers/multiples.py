"""Changes by a factor ("doubled", "a twofold increase", "halved"), and how often something happened ("twice")."""

from claims.spans.numbers.atoms import Number
from claims.spans.numbers.joins import Quantity
from claims.spans.numbers.readings import Amount
from claims.spans.units import TIMES, Unit
from claims.text.lexicon import read_lexicon, word_list
from claims.text.tokens import Tokens

_OCCASION = Unit("{time}", "time", "count")
_FACTOR = Unit("times", "times", "count")  # "twice the number": one thing beside another, where "doubled" is a change
_COMPARED = frozenset({"the", "that", "what", "its", "their"})


def find_multiples(tokens: Tokens) -> list[Quantity]:
    """Return the multiplying words as quantities in times; "halves" and "double" only where they are verbs."""
    book = read_lexicon("numbers")["multiples"]
    found = [
        _read(i, book[word], _FACTOR if word == "double" and _compares(tokens, i) else TIMES)
        for i, word in enumerate(tokens.lower)
        if word in book and _multiplies(tokens, i)
    ]
    for i, word in enumerate(tokens.lower):
        if word == "twice" and _occurs(tokens, i):
            found.append(_read(i, 2.0, _OCCASION, ""))
        elif word == "twice" and _compares(tokens, i):
            found.append(_read(i, 2.0, _FACTOR))
    return found


def _multiplies(tokens: Tokens, i: int) -> bool:
    word, before, after = tokens.lower[i], tokens.at(i - 1), tokens.at(i + 1)
    if word in ("doubles", "halves", "triples"):
        return after in word_list("after_verb") and after != "in" and before not in word_list("no_multiple_behind")
    if word in word_list("plain_multiples"):
        return before in word_list("before_verb") or after in word_list("after_verb") - {"to", "in", "from", "this"}
    return after not in ("over", "up", "down")  # doubled over in pain, doubled up with laughter


def _occurs(tokens: Tokens, i: int) -> bool:
    """Tell "was fined twice" from "twice as big", "twice a week" and "thought twice"."""
    after = tokens.at(i + 1)
    return after not in word_list("behind_a_factor") and not tokens.at(i - 1).startswith(("th", "once"))


def _compares(tokens: Tokens, i: int) -> bool:
    """Tell "twice the number" and "double the rate" from "to double the tax"."""
    return tokens.at(i + 1) in _COMPARED and tokens.at(i - 1) not in word_list("before_verb")


def _read(i: int, factor: float, unit: Unit = TIMES, joined: str = "multiple") -> Quantity:
    amount = Amount(i, i + 1, i + 1, factor, Number(i, i + 1, factor, "words", "multiple"), "multiple", unit)
    return Quantity(i, i + 1, i + 1, factor, factor, amount, "multiple", unit, joined)
