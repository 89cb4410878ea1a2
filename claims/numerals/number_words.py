"""Reads numbers that start with a word: cardinals to any length, fractions, articles, vague words, none."""

from dataclasses import dataclass

from claims.numerals.contexts import word_set
from claims.numerals.nouns import is_people
from claims.numerals.number_parts import Number, and_a_half, and_a_half_scaled, take_scale
from claims.numerals.tokens import Tokens
from claims.numerals.words import noun_book, number_book, unit_book

_HYPHENS = frozenset("-‐‑–")
_FRACTION_NEIGHBOURS = word_set("fraction_neighbours")
_NOT_HALF_OF = word_set("not_half_of")
_PARTS = word_set("parts")
_HALVED_UNITS = word_set("halved_units")


def read_words(tokens: Tokens, i: int) -> Number | None:
    """Read a number whose first token is a word."""
    book, word = number_book(), tokens.lower[i]
    if word in book.cardinals:
        return _read_cardinal(tokens, i, i + 1, book.cardinals[word])
    if word in book.glyphs:
        number = Number(i, i + 1, book.glyphs[word], "fraction", book.glyphs[word])
        take_scale(tokens, number)
        return number
    if word in ("a", "an", "half", "halves", "quarter", "score"):
        return _read_article(tokens, i)
    if word in ("no", "none"):
        return _read_none(tokens, i)
    return _read_vague(tokens, i)


def _read_cardinal(tokens: Tokens, i: int, last: int, current: float) -> Number | None:
    """Read a cardinal in words to any length; "twenty-first" is an ordinal, "two-thirds" a fraction."""
    spoken = _grow(tokens, last, current)
    last = spoken.last
    if spoken.ordinal:
        return Number(i, last, spoken.value, "ordinal", 0.0)
    if spoken.scale > 1:
        number = Number(i, last, spoken.value, "words", spoken.value / spoken.scale, spoken.scale)
        if tokens.at(last) == "and" and spoken.rest == 0:
            number.value, number.last = and_a_half_scaled(tokens, number)
        return number
    fraction = _worded_fraction(tokens, i, spoken.value, last)
    if fraction:
        return fraction
    value, last = _spoken_decimals(tokens, spoken.value, last) or (spoken.value, last)
    value, last = and_a_half(tokens, value, last)
    number = Number(i, last, value, "words", value)
    take_scale(tokens, number)
    return number


@dataclass(slots=True)
class _Spoken:
    """A cardinal as it grows: what its scales have closed, what stands behind them, and the largest scale."""

    last: int
    closed: float
    rest: float
    smallest: float
    scale: float = 1.0
    ordinal: bool = False

    @property
    def value(self) -> float:
        return self.closed + self.rest


def _grow(tokens: Tokens, last: int, current: float) -> _Spoken:
    """Take up number words from token `last` on, after a first one of value `current`, as long as they fit."""
    spoken = _Spoken(last, 0.0, current, current)
    while not spoken.ordinal and _take_word(tokens, spoken):
        pass
    return spoken


def _take_word(tokens: Tokens, spoken: _Spoken) -> bool:
    """Take up the next number word, in place; False where the cardinal ends."""
    book, last = number_book(), spoken.last
    j = _skip_joint(tokens, last, has_scale=spoken.scale > 1)
    word = tokens.at(j)
    if word in book.cardinals:
        if not _fits(book.cardinals[word], spoken.smallest, glued=tokens.glued(j)):
            return False
        spoken.rest, spoken.smallest = spoken.rest + book.cardinals[word], book.cardinals[word]
    elif word in book.scales and (j == last or tokens.word(last) in _HYPHENS):
        factor = book.scales[word]
        if factor == 100:
            spoken.rest, spoken.smallest = max(spoken.rest, 1) * 100, 100
        else:
            spoken.closed, spoken.rest, spoken.smallest = spoken.closed + max(spoken.rest, 1) * factor, 0.0, factor
        spoken.scale = max(spoken.scale, factor)
    elif word in book.ordinals and j == last + 1 and tokens.word(last) in _HYPHENS and spoken.smallest >= 20:
        spoken.rest, spoken.ordinal = spoken.rest + book.ordinals[word], True
    else:
        return False
    spoken.last = j + 1
    return True


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
    if (
        (above == 1) == plural
        or (above == 1 and j == last and tokens.at(j + 1) not in ("of", "the") and word not in {"half", "third"})
    ) and not (above == 1 and word == "quarter" and tokens.at(j + 1) in book.scales):
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
    start = i
    if tokens.lower[i] in ("a", "an"):
        i += 1
        if tokens.word(i) in _HYPHENS:
            return None
    word = tokens.at(i)
    if word in ("few", "couple"):
        return _read_several(tokens, start, i)
    if word in _PARTS:
        return _read_part(tokens, start, i)
    return _read_group(tokens, start, i) if start != i else None


def _read_group(tokens: Tokens, start: int, i: int) -> Number | None:
    """Read "a handful", "a score of", "a dozen", "a hundred and five" behind their article."""
    word = tokens.at(i)
    if word == "handful":
        return Number(start, i + 1, 0.0, "vague", 0.0, span=(3, 9))
    if word == "score" and tokens.at(i + 1) == "of":
        return Number(start, i + 1, 20.0, "words", 1.0, 20.0)
    return _read_scale_with_article(tokens, start, i) if word in number_book().scales else None


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
    j = i + 2 if after in _HYPHENS and tokens.glued(i + 1) else i + 1
    if word == "quarter" and tokens.at(j) in ("point", "percentage", "percent") and (start != i or j == i + 2):
        return number
    if start == i:
        return None
    if after == "of" or (after in ("more", "less", "fewer", "lower", "higher") and word != "quarter"):
        return number
    return number if _is_share(tokens, start, i) else None


def _is_share(tokens: Tokens, start: int, i: int) -> bool:
    """Tell "down by almost a quarter" and "about a third" from the quarter of a year or a match."""
    before = tokens.at(start - 1)
    if tokens.at(i) == "quarter":
        hedged = before in ("about", "nearly", "almost", "over", "around", "roughly")
        return before == "by" or (hedged and tokens.at(start - 2) == "by")
    hedged = before in ("by", "about", "nearly", "almost", "than", "over", "only", "just")
    return hedged or tokens.word(i + 1) in ".,;)"


def _is_half(tokens: Tokens, start: int, i: int) -> bool:
    """Tell whether "half" is a share or half of a unit, and not a part of a game or a year, or of a compound."""
    before, after = tokens.at(start - 1), tokens.at(i + 1)
    joint = start - 1 - (tokens.at(start - 1) in ("a", "an"))
    if tokens.at(joint) == "and" and tokens.at(joint - 1) in unit_book().words:
        return False  # "an hour and a half"
    if before in _FRACTION_NEIGHBOURS or (before in _HYPHENS and tokens.glued(start)):
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
    spared = is_people(tokens.at(i + 1)) and _is_spared(tokens, i + 2)
    return Number(i, i + 1, 0.0, "zero", 0.0) if following & book.casualties or spared else None


def _is_spared(tokens: Tokens, i: int) -> bool:
    """Tell "no passengers were injured": harm follows within an auxiliary or two."""
    for j in range(i, i + 3):
        if tokens.at(j) in noun_book().people_predicates:
            return True
        if tokens.at(j) not in ("was", "were", "has", "have", "had", "been", "is", "are", "reported", "seriously"):
            return False
    return False


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
