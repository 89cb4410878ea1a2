"""What numbers in digits and in words share: the number itself, its scale, its halves and quarters."""

from dataclasses import dataclass
from typing import Literal

from claims.numerals.tokens import Tokens
from claims.numerals.words import noun_book, number_book

_SLASHES = frozenset("/⁄")


Style = Literal["digits", "words", "fraction", "vague", "zero", "ordinal"]


_HYPHENS = frozenset("-‐‑–—")


@dataclass(slots=True)
class Number:
    """A printed number: tokens first..last (end exclusive) and its value after scaling.

    `bare` is the value before its scale word and `scale` that word's factor (1 without one). `letter` is the glued
    scale letter, which a unit symbol may turn out to be. `span` is what a vague word would span by its plain meaning.
    """

    first: int
    last: int
    value: float
    style: Style
    bare: float
    scale: float = 1.0
    letter: str = ""
    span: tuple[float, float] | None = None


def times(value: float, factor: float) -> float:
    """Multiply as one does on paper: 8.2 times a billion is 8,200,000,000, whatever binary fractions say."""
    return float(f"{value * factor:.15g}")


def and_a_half(tokens: Tokens, value: float, last: int) -> tuple[float, int]:
    """Add the half or quarter of "two and a half", "three-and-a-half", "one and three quarters"."""
    i = last
    if tokens.word(i) in _HYPHENS and tokens.glued(i):
        i += 1
    if tokens.at(i) != "and":
        return value, last
    i += 1
    i += tokens.word(i) in _HYPHENS
    part = 1.0
    if tokens.at(i) in ("a", "one"):
        i += 1
    elif tokens.at(i) in ("two", "three"):
        part, i = number_book().cardinals[tokens.at(i)], i + 1
    else:
        return value, last
    i += tokens.word(i) in _HYPHENS
    if tokens.at(i) in ("half", "quarter", "third", "quarters", "thirds"):
        return value + part * number_book().fractions[tokens.at(i)], i + 1
    return value, last


def take_scale(tokens: Tokens, number: Number) -> None:
    """Take up the scale words and letters behind a number, in place."""
    book = number_book()
    while True:
        i = number.last
        if (
            tokens.word(i) in _HYPHENS
            and tokens.glued(i)
            and tokens.glued(i + 1)
            and (tokens.at(i + 1) in book.scales or tokens.at(i + 1) in book.short_scales)
        ):
            i += 1
        word = tokens.at(i)
        factor = book.scales.get(word) or _short_scale(tokens, number, i)
        if factor is None or (word == "dozen" and number.style == "digits" and number.scale != 1):
            return
        if tokens.word(i) in book.letter_scales and tokens.glued(i) and number.scale == 1:
            number.letter = tokens.words[i]
        number.value, number.scale, number.last = times(number.value, factor), number.scale * factor, i + 1
        if number.style == "fraction":
            number.style = "digits"
        number.value, number.last = and_a_half_scaled(tokens, number)


def _short_scale(tokens: Tokens, number: Number, i: int) -> float | None:
    """Return the factor of "bn", "mln", "k" and the like behind digits; letters must touch them."""
    book, word = number_book(), tokens.at(i)
    if number.style == "words" and word in ("mln", "bln", "mn", "bn", "trn", "tn"):
        return book.short_scales[word] if number.scale == 1 else None
    if number.style not in ("digits", "fraction") or number.scale != 1 or number.letter:
        return None
    if word in book.short_scales and not (
        word in ("mm", "mil", "mill", "cr", "bil") and (i != number.last or not tokens.glued(i))
    ):
        return None if word == "mm" else book.short_scales[word]
    if (
        word in ("b", "m")
        and tokens.word(i).isupper()
        and not tokens.glued(i)
        and tokens.at(i + 1) in noun_book().people
    ):
        return book.letter_scales[tokens.word(i)]
    if tokens.word(i) in book.letter_scales and tokens.glued(i) and not _more_letters(tokens, i):
        return book.letter_scales[tokens.word(i)]
    return None


def _more_letters(tokens: Tokens, i: int) -> bool:
    """Tell whether the letter at i goes on as a code or a unit ("24703m212", "5m/s", "3m2", "4K-display")."""
    after = tokens.word(i + 1)
    return tokens.glued(i + 1) and (after[0].isalnum() or after in _SLASHES or after in "²³°")


def and_a_half_scaled(tokens: Tokens, number: Number) -> tuple[float, int]:
    """Read "a million and a half" as one number."""
    value, last = and_a_half(tokens, 0.0, number.last)
    if number.last < last and tokens.at(last - 1) == "half" and tokens.at(last) != "of":
        return number.value + value * number.scale, last
    return number.value, number.last
