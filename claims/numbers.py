"""Reads the numbers of a tokenised text: digits, words, scales, fractions and mixtures, before any unit is known."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from claims.nouns import is_people
from claims.tokens import Tokens, tokenise
from claims.words import NumberBook, noun_book, number_book, unit_book

Style = Literal["digits", "words", "fraction", "vague", "zero", "ordinal"]
_HYPHENS = frozenset("-‐‑–—")
_SLASHES = frozenset("/⁄")
_SIGNS = frozenset("-−–")
_FRACTION_NEIGHBOURS = frozenset(
    "first second third fourth last this next other latter early late better final former opening closing".split()
)
_NOT_HALF_OF = frozenset("time way hearted brother sister past back back term year empty full baked moon".split())


_HALVED_UNITS = frozenset(
    "hour mile inch pound century decade minute million billion dozen point percent percentage cent pint tonne ton penny pence acre gallon kilometre kilometer metre meter marathon".split()
)


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


def times(value: float, factor: float) -> float:
    """Multiply as one does on paper: 8.2 times a billion is 8,200,000,000, whatever binary fractions say."""
    return float(f"{value * factor:.15g}")


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
            number = _read_words(tokens, i)
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
    _scale(tokens, number)
    return number


def _grouped_by_space(tokens: Tokens, i: int, printed: str) -> bool:
    """Tell whether three more digits at i go on with a number grouped by spaces: "180 000", "1 234 567"."""
    word = tokens.word(i)
    if len(word) != 3 or not word.isdecimal() or not printed.isdecimal() or len(printed) > 3 or printed == "0" or tokens.glued(i):
        return False
    if tokens.text[tokens.ends[i - 1] : tokens.starts[i]] not in (" ", "\u00a0", "\u2009", "\u202f"):
        return False
    following = tokens.word(i + 1)
    return word == "000" or (len(following) == 3 and following.isdecimal()) or tokens.text[tokens.ends[i - 1]] != " " or tokens.word(i - 1) in ("000",)


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
    return *_and_a_half(tokens, value, last), "digits"


def _divides(tokens: Tokens, i: int) -> bool:
    """Tell whether tokens i.. are a plain fraction such as 3/4: small whole numbers, the lower one larger."""
    above, below = tokens.word(i), tokens.word(i + 2)
    if not (above.isdecimal() and below.isdecimal() and tokens.glued(i + 1) and tokens.glued(i + 2)):
        return False
    if len(above) > 3 or len(below) > 3 or tokens.word(i + 3) in _SLASHES:
        return False
    return 0 < int(above) < int(below) and (int(below) <= 10 or int(below) in (12, 16, 20, 32, 64, 100, 128))


def _and_a_half(tokens: Tokens, value: float, last: int) -> tuple[float, int]:
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


def _scale(tokens: Tokens, number: Number) -> None:
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
        number.value, number.last = _and_a_half_scaled(tokens, number)


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
    if word in ("b", "m") and tokens.word(i).isupper() and not tokens.glued(i) and tokens.at(i + 1) in noun_book().people:
        return book.letter_scales[tokens.word(i)]
    if tokens.word(i) in book.letter_scales and tokens.glued(i) and not _more_letters(tokens, i):
        return book.letter_scales[tokens.word(i)]
    return None


def _more_letters(tokens: Tokens, i: int) -> bool:
    """Tell whether the letter at i goes on as a code or a unit ("24703m212", "5m/s", "3m2", "4K-display")."""
    after = tokens.word(i + 1)
    return tokens.glued(i + 1) and (after[0].isalnum() or after in _SLASHES or after in "²³°")


def _and_a_half_scaled(tokens: Tokens, number: Number) -> tuple[float, int]:
    """Read "a million and a half" as one number."""
    value, last = _and_a_half(tokens, 0.0, number.last)
    if number.last < last and tokens.at(last - 1) == "half" and tokens.at(last) != "of":
        return number.value + value * number.scale, last
    return number.value, number.last


def _read_words(tokens: Tokens, i: int) -> Number | None:
    """Read a number whose first token is a word."""
    book, word = number_book(), tokens.lower[i]
    if word in book.cardinals:
        return _read_cardinal(tokens, i, i + 1, book.cardinals[word])
    if word in book.glyphs:
        number = Number(i, i + 1, book.glyphs[word], "fraction", book.glyphs[word])
        _scale(tokens, number)
        return number
    if word in ("a", "an", "half", "halves", "quarter", "score"):
        return _read_article(tokens, i)
    if word in ("no", "none"):
        return _read_none(tokens, i)
    return _read_vague(tokens, i)


def _read_cardinal(tokens: Tokens, i: int, last: int, current: float) -> Number | None:
    """Read a cardinal in words to any length; "twenty-first" is an ordinal, "two-thirds" a fraction."""
    book = number_book()
    total, scale, smallest = 0.0, 1.0, current
    while True:
        j = _skip_joint(tokens, last, has_scale=scale > 1)
        word = tokens.at(j)
        if word in book.cardinals and j < len(tokens):
            value = book.cardinals[word]
            if not _fits(value, smallest, glued=tokens.glued(j)):
                break
            current, smallest = current + value, value
        elif word in book.scales and (j == last or tokens.word(last) in _HYPHENS):
            factor = book.scales[word]
            if factor == 100:
                current, smallest = max(current, 1) * 100, 100
            else:
                total, current, smallest = total + max(current, 1) * factor, 0.0, factor
            scale = max(scale, factor)
        elif word in book.ordinals and j == last + 1 and tokens.word(last) in _HYPHENS and smallest >= 20:
            return Number(i, j + 1, total + current + book.ordinals[word], "ordinal", 0.0)
        else:
            break
        last = j + 1
    value = total + current
    if scale == 1:
        fraction = _worded_fraction(tokens, i, value, last)
        if fraction:
            return fraction
    point = _spoken_decimals(tokens, value, last)
    if point:
        value, last = point
    value, last = _and_a_half(tokens, value, last) if scale == 1 else (value, last)
    number = Number(i, last, value, "words", value / scale, scale)
    if scale == 1:
        _scale(tokens, number)
    elif tokens.at(last) == "and" and total == value:
        number.value, number.last = _and_a_half_scaled(tokens, number)
    return number


def _skip_joint(tokens: Tokens, last: int, *, has_scale: bool) -> int:
    """Step over the hyphen or the "and" inside a number in words."""
    if tokens.word(last) in _HYPHENS and tokens.glued(last) and tokens.glued(last + 1):
        return last + 1
    if has_scale and tokens.at(last) == "and" and tokens.at(last + 1) in number_book().cardinals:
        return last + 1
    return last


def _fits(value: float, smallest: float, *, glued: bool) -> bool:
    """Tell whether a cardinal may follow within the same number: twenty three, hundred twelve, thousand one."""
    if smallest == 100 or smallest >= 1000:
        return value > 0 and value < smallest
    return smallest >= 20 and smallest % 10 == 0 and 0 < value < 10 and (glued or smallest < 100)


def _spoken_decimals(tokens: Tokens, value: float, last: int) -> tuple[float, int] | None:
    """Read "two point five"."""
    book = number_book()
    if (
        tokens.at(last) != "point"
        or tokens.at(last + 1) not in book.cardinals
        or book.cardinals[tokens.at(last + 1)] > 9
    ):
        return None
    digits, i = "", last + 1
    while tokens.at(i) in book.cardinals and book.cardinals[tokens.at(i)] < 10:
        digits, i = digits + str(int(book.cardinals[tokens.at(i)])), i + 1
    return value + float(f"0.{digits}"), i


def _worded_fraction(tokens: Tokens, i: int, above: float, last: int) -> Number | None:
    """Read "two-thirds", "one fifth of"; "one second" and "one quarter" alone are something else."""
    book = number_book()
    j = last + 1 if tokens.word(last) in _HYPHENS and (tokens.glued(last) or tokens.is_spaced) else last
    word = tokens.at(j)
    if word not in book.fractions:
        return None
    plural = word.endswith("s")
    if (above == 1) == plural or (
        above == 1 and j == last and tokens.at(j + 1) not in ("of", "the") and word != "half" and word != "third"
    ):
        if not (above == 1 and word == "quarter" and tokens.at(j + 1) in book.scales):
            return None
    if (
        word in ("quarter", "quarters")
        and j == last
        and tokens.at(j + 1) != "of"
        and tokens.at(j + 1) not in book.scales
    ):
        return None
    value = above * book.fractions[word]
    number = Number(i, j + 1, value, "fraction", value)
    _scale_fraction(tokens, number)
    return number


def _scale_fraction(tokens: Tokens, number: Number) -> None:
    """Take up "of a million" and "million" behind a fraction."""
    book, i = number_book(), number.last
    if tokens.at(i) == "of" and tokens.at(i + 1) == "a" and tokens.at(i + 2) in book.scales:
        i += 2
    elif tokens.at(i) == "a" and tokens.at(i + 1) in book.scales:
        i += 1
    i += tokens.word(i) in _HYPHENS
    factor = book.scales.get(tokens.at(i))
    if factor:
        number.value, number.scale, number.last, number.style = number.value * factor, factor, i + 1, "words"


def _read_article(tokens: Tokens, i: int) -> Number | None:
    """Read "a million", "a hundred and one", "half a million", "a third of", "a dozen", "a score of"."""
    book = number_book()
    start = i
    if tokens.lower[i] in ("a", "an"):
        i += 1
        if tokens.word(i) in _HYPHENS:
            return None
    word = tokens.at(i)
    if word in ("few", "couple"):
        return _read_several(tokens, start, i)
    if word == "handful" and start != i:
        return Number(start, i + 1, 0.0, "vague", 0.0, span=(3, 9))
    if word == "score" and start != i and tokens.at(i + 1) == "of":
        return Number(start, i + 1, 20.0, "words", 1.0, 20.0)
    if word in book.scales and start != i:
        return _read_scale_with_article(tokens, start, i)
    if word in (
        "half",
        "halves",
        "quarter",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ):
        return _read_part(tokens, start, i)
    return None


def _read_scale_with_article(tokens: Tokens, start: int, i: int) -> Number | None:
    """Read "a hundred and twenty thousand" by reading "one hundred ..."."""
    if tokens.at(i) == "dozen":
        return Number(start, i + 1, 12.0, "words", 1.0, 12.0)
    return _read_cardinal(tokens, start, i, 1.0)


def _read_part(tokens: Tokens, start: int, i: int) -> Number | None:
    """Read a lone fraction where it is one: "half of", "a third of", "half a million", "cut in half"; not "second half"."""
    book, word = number_book(), tokens.at(i)
    value = book.fractions[word]
    number = Number(start, i + 1, value, "fraction", value)
    scaled = Number(start, i + 1, value, "fraction", value)
    _scale_fraction(tokens, scaled)
    if scaled.scale != 1:
        return scaled
    after = tokens.at(i + 1)
    if word in ("half", "halves"):
        return number if _is_half(tokens, start, i) else None
    if start == i:
        return None
    if after == "of" or (after in ("more", "less", "fewer", "lower", "higher") and word != "quarter"):
        return number
    before = tokens.at(start - 1)
    if word != "quarter" and (
        before in ("by", "about", "nearly", "almost", "than", "over", "only", "just") or tokens.word(i + 1) in ".,;)"
    ):
        return number
    return None


def _is_half(tokens: Tokens, start: int, i: int) -> bool:
    """Tell whether "half" is a share or half of a unit, and not a part of a game or a year, or of a compound."""
    before, after = tokens.at(start - 1), tokens.at(i + 1)
    if before in _FRACTION_NEIGHBOURS or before in _HYPHENS and tokens.glued(start):
        return False
    if after in _HYPHENS and tokens.glued(i + 1):
        return tokens.at(i + 2) in _HALVED_UNITS
    return not (after in _NOT_HALF_OF or (before == "the" and after != "of"))


def _read_several(tokens: Tokens, start: int, i: int) -> Number | None:
    """Read "a few hundred": vague; "a few" and "a couple" alone are not figures."""
    j = i + 1 + (tokens.at(i) == "couple" and tokens.at(i + 1) == "of")
    word = tokens.at(j)
    if word in number_book().scales or word in number_book().vague:
        factor = number_book().scales.get(word) or number_book().vague[word][0]
        return Number(start, j + 1, 0.0, "vague", 0.0, span=(2 * factor, 9 * factor))
    return None


def _read_none(tokens: Tokens, i: int) -> Number | None:
    """Read "no deaths" and "none of the passengers" as 0: only before those whose number matters by itself."""
    book = noun_book()
    if tokens.lower[i] == "none":
        return Number(i, i + 1, 0.0, "zero", 0.0) if tokens.at(i + 1) == "of" and is_people(tokens.at(i + 3)) else None
    following = (
        {tokens.at(i + 1), tokens.at(i + 2)}
        if tokens.at(i + 1) in ("reported", "further", "immediate", "civilian", "confirmed")
        else {tokens.at(i + 1)}
    )
    return Number(i, i + 1, 0.0, "zero", 0.0) if following & book.casualties else None


def _read_vague(tokens: Tokens, i: int) -> Number | None:
    """Read "dozens", "tens of thousands", "several hundred", "hundreds", "thousand of"."""
    book, word = number_book(), tokens.lower[i]
    if word == "several":
        return _read_several_hundred(tokens, i)
    if word in book.vague:
        low, high = book.vague[word]
        last = i + 1
        while tokens.at(last) in ("of", "upon") and tokens.at(last + 1) in book.vague:
            times = book.vague[tokens.at(last + 1)][0]
            low, high, last = low * times, high * times, last + 2
        return Number(i, last, 0.0, "vague", 0.0, span=(low, high))
    if word in book.scales and tokens.at(i + 1) == "of":
        factor = book.scales[word]
        return Number(i, i + 1, factor, "words", 1.0, factor)
    if (
        word in book.scales
        and tokens.word(i - 1) not in _HYPHENS
        and len(tokens.at(i + 1)) > 2
        and tokens.at(i + 1) in unit_book().words
    ):
        factor = book.scales[word]
        return Number(i, i + 1, factor, "words", 1.0, factor)
    return None


def _read_several_hundred(tokens: Tokens, i: int) -> Number | None:
    """Read "several hundred people" and "several people" as vague."""
    word = tokens.at(i + 1)
    if word in number_book().scales or word in number_book().vague:
        factor = number_book().scales.get(word) or number_book().vague[word][0]
        return Number(i, i + 2, 0.0, "vague", 0.0, span=(2 * factor, 9 * factor))
    if word in noun_book().casualties or word in ("people", "others"):
        return Number(i, i + 1, 0.0, "vague", 0.0, span=(3, 9))
    return None


def book_of_numbers() -> NumberBook:
    """Return the number words, for those that look at them beside numbers."""
    return number_book()
