"""Reads the numbers of a tokenised text: digits, words, scales, fractions and mixtures, before any unit is known."""

from functools import cache

from claims.numerals.number_parts import Number, Style, and_a_half, take_scale
from claims.numerals.number_words import read_words
from claims.numerals.tokens import Tokens, tokenise
from claims.numerals.words import NumberBook, number_book

_HYPHENS = frozenset("-‐‑–—")
_SLASHES = frozenset("/⁄")
_SIGNS = frozenset("-−–")


@cache
def starters() -> frozenset[str]:
    """Return the words that a number may start with."""
    book = number_book()
    return frozenset(
        [
            *book.cardinals,
            *book.scales,
            *book.vague,
            *book.glyphs,
            "half",
            "a",
            "an",
            "no",
            "none",
            "halves",
            "quarter",
            "several",
            "score",
        ]
    )


def read_number(text: str) -> float | None:
    """Return the first number that a text prints, scaled, and None if there is none."""
    numbers = find_numbers(tokenise(text))
    return numbers[0].value if numbers else None


def find_numbers(tokens: Tokens) -> list[Number]:
    """Return the numbers of a text in order, never overlapping; ordinals among them, so that callers see them as such."""
    found: list[Number] = []
    i, count, known = 0, len(tokens), starters()
    lower = tokens.lower
    while i < count:
        word = lower[i]
        number = None
        if tokens.is_number(i):
            number = _read_digits(tokens, i)
        elif word in known:
            number = read_words(tokens, i)
        if number is None:
            i += 1
            continue
        found.append(number)
        i = number.last
    return found


def _read_digits(tokens: Tokens, i: int) -> Number | None:
    """Read a number in digits at i with its fraction and scale."""
    printed = tokens.words[i]
    if printed.count(".") > 1 or len(printed) > 24:
        return None
    value, last = float(printed.replace(",", "")), i + 1
    if tokens.at(last) in ("st", "nd", "rd", "th") and tokens.glued(last):
        return Number(i, last + 1, value, "ordinal", value)
    while _grouped_by_space(tokens, last, printed):
        value, last = value * 1000 + float(tokens.words[last]), last + 1
    if _spaced_thousands(tokens, i):
        value, last = value * 1000 + float(tokens.words[i + 2]), i + 3
    value, last, style = _add_fraction(tokens, i, value, last)
    number = Number(i, last, value, style, value)
    take_scale(tokens, number)
    return number


def _grouped_by_space(tokens: Tokens, i: int, printed: str) -> bool:
    """Tell whether three more digits at i go on with a number grouped by spaces: "180 000", "1 234 567"."""
    word = tokens.word(i)
    if (
        len(word) != 3
        or not word.isdecimal()
        or not printed.isdecimal()
        or len(printed) > 3
        or printed == "0"
        or tokens.glued(i)
    ):
        return False
    if tokens.text[tokens.ends[i - 1] : tokens.starts[i]] not in (" ", "\u00a0", "\u2009", "\u202f"):
        return False
    following = tokens.word(i + 1)
    return (
        word == "000"
        or (len(following) == 3 and following.isdecimal())
        or tokens.text[tokens.ends[i - 1]] != " "
        or tokens.word(i - 1) == "000"
    )


def _spaced_thousands(tokens: Tokens, i: int) -> bool:
    """Tell whether "10, 000" is one number: the second part three zeros, or any three digits in a text spaced out."""
    above, below = tokens.word(i), tokens.word(i + 2)
    if tokens.word(i + 1) != "," or not (above.isdecimal() and below.isdecimal()) or len(above) > 3 or len(below) != 3:
        return False
    if tokens.glued(i + 2) or not tokens.glued(i + 1):
        return False
    return below == "000" or (tokens.is_spaced and above != "0")


def _add_fraction(tokens: Tokens, i: int, value: float, last: int) -> tuple[float, int, Style]:
    """Read "1/2" at i, or the fraction that follows a whole number ("10 1/2", "2½", "two and a half")."""
    book = number_book()
    if tokens.word(last) in _SLASHES and _divides(tokens, i):
        return value / float(tokens.words[last + 1]), last + 2, "fraction"
    if (
        tokens.is_number(last)
        and tokens.word(last + 1) in _SLASHES
        and _divides(tokens, last)
        and "." not in tokens.words[i]
    ):
        return value + float(tokens.words[last]) / float(tokens.words[last + 2]), last + 3, "digits"
    if (
        tokens.word(last) in _HYPHENS
        and tokens.glued(last)
        and tokens.is_number(last + 1)
        and tokens.word(last + 2) in _SLASHES
        and _divides(tokens, last + 1)
        and "." not in tokens.words[i]
    ):
        return value + float(tokens.words[last + 1]) / float(tokens.words[last + 3]), last + 4, "digits"
    if tokens.word(last) in book.glyphs:
        return value + book.glyphs[tokens.words[last]], last + 1, "digits"
    return *and_a_half(tokens, value, last), "digits"


def _divides(tokens: Tokens, i: int) -> bool:
    """Tell whether tokens i.. are a plain fraction such as 3/4: small whole numbers, the lower one larger."""
    above, below = tokens.word(i), tokens.word(i + 2)
    if not (above.isdecimal() and below.isdecimal() and tokens.glued(i + 1) and tokens.glued(i + 2)):
        return False
    if len(above) > 3 or len(below) > 3 or tokens.word(i + 3) in _SLASHES:
        return False
    return 0 < int(above) < int(below) and (int(below) <= 10 or int(below) in (12, 16, 20, 32, 64, 100, 128))


def book_of_numbers() -> NumberBook:
    """Return the number words, for those that look at them beside numbers."""
    return number_book()
