"""The second half of a rate: "a share", "per thousand", "/kg", "per 100,000 people"."""

from claims.numerals.contexts import word_set
from claims.numerals.quantity import Quantity
from claims.numerals.spellings import match_unit
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit

_HYPHENS = frozenset("-‐‑–")
_PER_WORDS = word_set("per_words")


def read_rate_behind_noun(tokens: Tokens, quantity: Quantity) -> None:
    """Take the second half of a rate behind a counted noun: "15 deaths per 100,000 people", in place."""
    i = quantity.noun_last
    if quantity.per or i < quantity.last or tokens.at(i) not in ("per", "a", "an", "each", "every", "/"):
        return
    end = _end_of_per(tokens, i, tokens.at(i), None)
    if end:
        quantity.per, quantity.last = tokens.slice(end[0], end[1]), end[1]


def read_per(tokens: Tokens, quantity: Quantity) -> None:
    """Take the second half of a rate: "a share", "per thousand", "/kg", "an hour", "-a-day"."""
    unit, i = quantity.unit, quantity.last
    word = tokens.at(i)
    if unit and unit.name.endswith((" per hour", " per second", " per day", " per gallon")):
        return
    if word == "of" and unit and unit.kind == "measure":
        i = _skip_substance(tokens, i)
        word = tokens.at(i)
    if word in _HYPHENS and tokens.at(i + 1) in ("a", "an", "per") and (tokens.glued(i + 1) or tokens.is_spaced):
        i, word = i + 1, tokens.at(i + 1)
    if word in ("psf", "psm") and unit and unit.kind == "money":
        quantity.per, quantity.last = word, i + 1
    if quantity.number.style == "fraction" and word in ("a", "an"):
        return
    if word in ("per", "/", "each", "every", "a", "an") and not (word == "each" and unit is None):
        end = _end_of_per(tokens, i, word, unit)
        if end:
            quantity.per, quantity.last = tokens.slice(end[0], end[1]), end[1]


def _skip_substance(tokens: Tokens, i: int) -> int:
    """Step over "of jet fuel" in "2 gallons of jet fuel a year", where a rate follows."""
    for j in range(i + 1, min(i + 5, len(tokens))):
        if (
            tokens.at(j) in ("a", "per", "each", "every")
            and tokens.at(j + 1) in _PER_WORDS
            and tokens.at(j + 1) not in ("share", "game", "person")
        ):
            return j
        if not tokens.word(j)[0].isalpha():
            break
    return i


def _end_of_per(tokens: Tokens, i: int, word: str, unit: Unit | None) -> tuple[int, int] | None:
    """Return the token range of what the rate is per; None where the words are no rate."""
    j = i + 1
    if tokens.word(j) in _HYPHENS and (tokens.glued(j) or tokens.is_spaced):
        j += 1
    if word == "per":
        return _end_behind_per(tokens, j)
    if word == "/":
        found = match_unit(tokens, j + (tokens.is_number(j) and tokens.glued(j + 1))) if unit else None
        return (j, found[1]) if found else ((j, j + 1) if unit and tokens.at(j) in _PER_WORDS else None)
    if tokens.at(j) not in _PER_WORDS or (word in ("each", "every") and unit is None):
        return None
    return (j, _end_of_unit(tokens, j)) if tokens.at(j + 1) not in ("ago", "earlier", "later", "old") else None


def _end_behind_per(tokens: Tokens, j: int) -> tuple[int, int] | None:
    """Return the range behind "per": a round number with its people, a unit, or any word."""
    after = tokens.at(j)
    if after in ("cent", "se") or not after[:1].isalnum():
        return None
    if tokens.is_number(j) or after in ("thousand", "million", "hundred"):
        found = match_unit(tokens, j + 1)
        if found and found[0].kind == "measure" and len(tokens.at(j + 1)) > 1:
            return j, found[1]
        return j, j + 1 + (tokens.at(j + 1) in ("people", "inhabitants", "population", "residents"))
    j += (
        after in ("ordinary", "common", "preferred", "diluted", "basic", "single", "average")
        and tokens.at(j + 1) in _PER_WORDS
    )
    return j, _end_of_unit(tokens, j)


def _end_of_unit(tokens: Tokens, j: int) -> int:
    found = match_unit(tokens, j)
    return found[1] if found else j + 1
