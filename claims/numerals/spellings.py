"""Matches the spelling of a unit at a token: words in any case, symbols letter for letter, exponents, primes."""

from claims.numerals.contexts import word_set
from claims.numerals.number_parts import Number
from claims.numerals.tokens import Tokens
from claims.numerals.words import Trie, Unit, unit_book

_HYPHENS = frozenset("-‐‑–")
_SPACED_LETTERS = frozenset("CFWVKANmgltL")


def match_unit(tokens: Tokens, i: int, number: Number | None = None) -> tuple[Unit, int] | None:
    """Return (unit, end) of the longest unit spelling that starts at token i."""
    if i >= len(tokens):
        return None
    book = unit_book()
    spaced = not tokens.glued(i)
    found = _longest(book.symbols, tokens, i, tokens.words)
    if found and spaced and len(tokens.words[i]) == 1 and found[1] == i + 1 and tokens.words[i].isalpha():
        found = found if _letter_stands_alone(tokens, i) else None
    other = _longest(book.words, tokens, i, tokens.lower)
    if other and (not found or other[1] > found[1]):
        found = other
    if found and _runs_into_digits(tokens, found):
        found = None
    if found is None:
        found = _prime(tokens, i)
    if (
        found is None
        and tokens.lower[i] == "in"
        and number is not None
        and tokens.at(number.first - 1) in ("ft", "feet", "foot", "'", "′")
    ):
        found = book.words["inch"][0][1], i + 1
    if found and tokens.word(found[1] - 1) == "." and found[1] - 1 > i:
        found = found[0], found[1] - 1  # the full stop of "pct." may end the sentence too
    return _squared(tokens, found)


_PRIMES = {"'": "foot", "’": "foot", '"': "inch", "”": "inch"}
_TALL_WORDS = word_set("tall_words")


def _prime(tokens: Tokens, i: int) -> tuple[Unit, int] | None:
    """Read 30' and 10" as feet and inches, where a word of size stands near and no quotation is open."""
    mark = tokens.word(i)
    if (
        mark not in _PRIMES
        or tokens.text.count(mark, max(0, tokens.starts[i] - 300), tokens.starts[i]) % 2
        or not tokens.is_number(i - 1)
    ):
        return None
    near = {tokens.at(j) for j in (*range(i - 6, i), i + 1, i + 2)}
    return (unit_book().words[_PRIMES[mark]][0][1], i + 1) if near & _TALL_WORDS else None


def _runs_into_digits(tokens: Tokens, found: tuple[Unit, int]) -> bool:
    """Tell "m212" and "USD50" from units: digits touch the symbol that are no exponent."""
    after = tokens.word(found[1])
    if not tokens.glued(found[1]) or not after[:1].isdecimal():
        return False
    return after not in ("2", "3", "²", "³") or found[0].kind == "money"


def _longest(trie: Trie, tokens: Tokens, i: int, words: list[str]) -> tuple[Unit, int] | None:
    exact = words is tokens.words
    for spelling, unit in trie.get(words[i], ()):
        end = i + len(spelling)
        if len(spelling) == 1 or (tuple(words[i:end]) == spelling and not (exact and not _all_glued(tokens, i, end))):
            return unit, end
        if not exact and tokens.word(i + 1) in _HYPHENS:
            found = _through_hyphens(tokens, i, spelling)
            if found:
                return unit, found
    return None


def _through_hyphens(tokens: Tokens, i: int, spelling: tuple[str, ...]) -> int:
    """Return where a spelling ends that is printed with hyphens for spaces ("square-foot"); 0 if it is not."""
    for word in spelling:
        if tokens.at(i) != word:
            return 0
        i += 1 + (tokens.word(i + 1) in _HYPHENS and tokens.glued(i + 1) and tokens.glued(i + 2))
    return i - (tokens.word(i - 1) in _HYPHENS)


def _all_glued(tokens: Tokens, i: int, end: int) -> bool:
    return all(tokens.glued(j) for j in range(i + 1, end))


def _letter_stands_alone(tokens: Tokens, i: int) -> bool:
    """Tell whether a spaced single letter is a unit: "12 C melting point", "1 m x 1 m"; not "23456 F Block"."""
    word, after = tokens.words[i], tokens.word(i + 1)
    if word not in _SPACED_LETTERS or (after in _HYPHENS and tokens.glued(i + 1)):
        return False
    return not (word.isupper() and after[:1].isupper() and not after.isupper()) and not (
        word in "mglt" and tokens.glued(i + 1) and after in "'’."
    )


def _squared(tokens: Tokens, found: tuple[Unit, int] | None) -> tuple[Unit, int] | None:
    """Read the exponent that touches a symbol: "32m2", "190 km2", "A/cm2"."""
    if not found:
        return None
    unit, end = found
    if tokens.word(end) == "^" and tokens.glued(end) and tokens.glued(end + 1):
        end += 1
    exponent = tokens.word(end)
    if tokens.glued(end) and exponent in ("2", "3", "²", "³") and unit.code in ("m", "km", "cm", "mm", "[ft_i]"):
        power = "2" if exponent in "2²" else "3"
        name = ("square " if power == "2" else "cubic ") + unit.name
        return Unit(unit.code + power, name, "measure"), end + 1
    return found
