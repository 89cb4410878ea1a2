"""Tells ages from other numbers: "aged 25", "44-year-old", "Smith, 66,", "children under five"."""

from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun, is_people, is_plural
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit

_AGE_UNITS = frozenset({"a", "mo", "wk", "d"})
_YEARS = Unit("a", "year", "duration")


def read_age(tokens: Tokens, quantity: Quantity) -> None:
    """Tell ages: "aged 25", "44-year-old", "Smith, 66,", "two months of age", "under the age of 5"; in place."""
    i = quantity.last
    if quantity.unit is not None:
        if quantity.unit.code not in _AGE_UNITS:
            return
        hyphens = i + (tokens.word(i) in "-‑–" and bool(tokens.word(i)))
        if tokens.at(hyphens) in ("old", "olds"):
            quantity.age, quantity.last = True, hyphens + 1
        elif tokens.at(i) == "of" and tokens.at(i + 1) == "age":
            quantity.age, quantity.last = True, i + 2
        elif _after_age_word(tokens, quantity.first):
            quantity.age = True
    elif (
        _may_be_age(quantity)
        and not quantity.signed
        and (
            _after_age_word(tokens, quantity.first)
            or _is_apposed_age(tokens, quantity)
            or _follows_age(tokens, quantity)
        )
    ):
        quantity.age, quantity.unit = True, _YEARS
    elif tokens.at(i) in ("yo", "y") and tokens.at(i) == "yo":
        quantity.age, quantity.unit, quantity.last = True, _YEARS, i + 1


_AGED_PEOPLE = word_set("aged_people")
_BEING = frozenset({"are", "is", "were", "was"})
_AGE_LINKS = word_set("age_links")


def _follows_age(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "the retirement age from 60 to 65": the word age earlier in the clause, and a number that may be one."""
    if quantity.joined == "range" and tokens.at(quantity.last) in ("age", "ages"):
        return True
    if (
        quantity.low is None
        or not 1 <= quantity.low <= 120
        or tokens.at(quantity.first - 1) not in _AGE_LINKS
        or quantity.number.scale != 1
    ):
        return False
    if find_noun(tokens, quantity.last) is not None:
        return False
    for i in range(quantity.first - 1, max(-1, quantity.first - 10), -1):
        if tokens.words[i] in ",;:." or (tokens.is_number(i) and not quantity.base):
            return False
        if tokens.lower[i] in ("age", "ages"):
            return True
    return False


def _after_age_word(tokens: Tokens, first: int) -> bool:
    """Tell whether "aged", "age" or "the age of" stands before, over "between", "under" and the like."""
    i = first - 1
    while tokens.at(i) in (
        "between",
        "about",
        "around",
        "over",
        "under",
        "of",
        "at",
        "just",
        "least",
        "and",
        "than",
        "more",
        "less",
        "only",
        "from",
    ):
        i -= 1
    if tokens.at(first - 1) == "as" and tokens.at(first - 2) in ("young", "old"):
        return True
    if (
        tokens.at(first - 1) in ("was", "turned", "is", "am", "were")
        and tokens.at(first + 1) in ("when", "at")
        and tokens.at(first + 2) not in ("least", "most")
        and tokens.at(first - 2) not in ("it", "there", "index", "which")
    ):
        return True
    if (
        tokens.at(first - 1) in ("under", "over")
        and tokens.at(first - 2) in _AGED_PEOPLE | _BEING
        and find_noun(tokens, first + 1) is None
    ):
        return True
    return tokens.at(i) in ("aged", "ages") or (
        tokens.at(i) == "age" and tokens.at(i + 1) in ("of", *[tokens.at(first)])
    )


def _may_be_age(quantity: Quantity) -> bool:
    return (
        quantity.low is not None
        and 0 < quantity.low <= 120
        and quantity.number.scale == 1
        and quantity.low == int(quantity.low)
    )


def _is_apposed_age(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "Smith, 66, said" and "Smith (66)": a small whole number set off behind a name."""
    i, number = quantity.first - 1, quantity.number
    if (
        number.style != "digits"
        or number.scale != 1
        or not 1 <= number.value <= 115
        or "." in tokens.words[number.first]
        or quantity.joined
    ):
        return False
    name = tokens.word(i - 1)
    if name[:1].islower() and is_people(tokens.at(i - 1)) and not is_plural(tokens.at(i - 1)):
        return tokens.word(i) == "," and tokens.word(quantity.last) == ","
    if not name[:1].isupper() or not name[-1:].isalpha() or len(name) < 2:
        return False
    closing = tokens.word(quantity.last)
    return (tokens.word(i) == "," and closing == ",") or (tokens.word(i) == "(" and closing == ")" and number.value > 9)
