"""Tells the numbers that assert nothing: the pronoun "one", ranks, emphasis, tails of codes, lists of names."""

from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import number_book


def lists_names(tokens: Tokens, quantity: Quantity, name_last: int) -> bool:
    """Tell the "3" and "4" of "Key Stages 1, 3 and 4": the list goes on from a name and counts nothing."""
    if quantity.unit is not None or quantity.first - name_last not in (1, 2) or name_last < 0:
        return False
    return (
        set(tokens.lower[name_last : quantity.first]) <= {",", "and", "or", "to", "-", "–", "&"}
        and find_noun(tokens, quantity.last) is None
    )


def is_idle(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell numbers that only lend emphasis or rank: "100 percent sure", "zero tolerance", "the bottom three"."""
    first, last = quantity.number.first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last)
    if quantity.unit is not None and quantity.unit.code == "%" and quantity.low == 100:
        return before in ("i", "we", "he", "she", "they", "i'm", "am", "you") or after in (
            "sure",
            "certain",
            "behind",
            "committed",
            "confident",
            "right",
            "wrong",
        )
    if (
        quantity.unit is None
        and tokens.at(first) == "zero"
        and (tokens.word(quantity.number.last) in "-–" or after in ("tolerance", "sum", "hour", "emissions"))
        and not idioms
    ):
        return True
    if after in ("o'clock", "o’clock") or (after in "-‑" and tokens.at(last + 1).startswith("pointer")):
        return True
    if (
        quantity.unit is None
        and before in ("top", "bottom", "final", "last", "front", "back", "opening", "big", "number")
        and find_noun(tokens, quantity.number.last) is None
        and not _opens_range(tokens, quantity.number.last)
    ):
        return True
    return before == "top" and quantity.unit is None and not idioms


def _opens_range(tokens: Tokens, i: int) -> bool:
    """Tell "the last five or six years" from "the last three"."""
    after = tokens.at(i + 1)
    return tokens.at(i) in ("or", "to", "-", "–") and (tokens.is_number(i + 1) or after in number_book().cardinals)


def is_odd_code(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "4K" and "8K" screens from thousands: a capital K, a small number, and nothing counted or paid."""
    number = quantity.number
    return (
        number.letter == "K"
        and number.bare < 20
        and quantity.unit is None
        and quantity.joined == ""
        and (find_noun(tokens, quantity.last) is None or tokens.at(quantity.last) in _SCREENS)
    )


_SCREENS = word_set("screens")


def is_code_tail(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell the "8" of "787-8", which was joined to nothing."""
    i = quantity.first - 1
    return (
        quantity.joined == ""
        and tokens.word(i) in "-–"
        and tokens.glued(i)
        and tokens.glued(i + 1)
        and tokens.is_number(i - 1)
    )


_PRONOUN_FOLLOWERS = word_set("pronoun_followers")


def counts_something(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell counted ones from the pronoun and its idioms, and lone fractions and marks that say nothing."""
    number = quantity.number
    if (
        number.style == "words"
        and number.value == 1
        and number.scale == 1
        and quantity.joined == ""
        and tokens.lower[number.first] == "one"
    ):
        return _counts_one(tokens, quantity, idioms=idioms)
    if number.style == "vague" and number.last - number.first == 1 and tokens.at(number.first) == "scores":
        return (quantity.head is not None and tokens.at(number.last) == "of") or quantity.people
    if (
        number.style == "words"
        and tokens.at(number.first - 1) in ("the", "these", "those", "all")
        and quantity.head is None
        and quantity.unit is None
        and quantity.joined == ""
    ):
        return tokens.at(number.last) in ("dead", "killed", "wounded", "injured", "missing", "arrested")
    return not (number.style == "vague" and tokens.at(number.first) == "tens" and number.last - number.first == 1)


def _counts_one(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell "one man was killed" from "one of the best", "no one", "one day", "each one"."""
    i = quantity.number.first
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if quantity.joined == "" and quantity.unit is not None:
        return not (
            after in ("day", "night", "time", "point", "second", "minute", "weekend", "year")
            and not idioms
            and tokens.at(i + 2) not in ("of", "after", "before", "and")
        )
    if after == "of":
        return idioms
    if before in (
        "no",
        "any",
        "every",
        "each",
        "this",
        "that",
        "the",
        "which",
        "some",
        "another",
        "only",
        "a",
        "-",
    ) and not (before in ("only", "the") and quantity.head):
        return False
    if idioms:
        return quantity.head is not None or after == "of"
    if quantity.head is None or after in _PRONOUN_FOLLOWERS:
        return False
    return quantity.people or before in ("only", "just", "than", "least", "about", "another", "plus", "and")
