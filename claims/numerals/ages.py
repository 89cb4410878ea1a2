"""Tells ages from other numbers: "aged 25", "44-year-old", "Smith, 66,", "children under five"."""

from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun, is_people, is_plural
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit, first_names

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
            or is_age_without_commas(tokens, quantity)
            or (tokens.at(i) in ("and", "or") and tokens.at(i + 1) in ("older", "younger"))
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
    if tokens.at(first - 1) in ("and", "or", ",") and tokens.at(first - 3) in ("aged", "ages"):
        return True
    return tokens.at(i) in ("aged", "ages") or (
        tokens.at(i) == "age" and tokens.at(i + 1) in ("of", *[tokens.at(first)])
    )


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "prof", "professor"})
_SAYING = frozenset({"who", "whose", "said", "says", "told", "added", "admitted", "denied"})
_GOES_ON = frozenset({"has", "is", "was", "had", "will", "from", "a", "an", "of", "and", "would", "also", "", ".", ";"})


def is_age_without_commas(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "Nick Hague 44 has spent" and "Mrs Hassan 59 who": an age behind a person's name where commas are not printed."""
    number, first = quantity.number, quantity.number.first
    printed, name = tokens.words[first], tokens.word(first - 1)
    if quantity.unit is not None or quantity.joined or number.style != "digits" or number.last != first + 1:
        return False
    if len(printed) != 2 or not printed.isdecimal() or number.value < 13 or not _is_name_word(name):
        return False
    after = tokens.at(number.last)
    if name.lower() in ("jr", "sr") or after in _SAYING:
        return after in _SAYING or after in _GOES_ON
    follows = after in _GOES_ON or (after[:1].islower() and find_noun(tokens, number.last) is None)
    if (after in _GOES_ON or after in _DEEDS) and after[:1].isalpha() and _is_full_name(tokens, first - 1):
        return True
    return (
        follows and tokens.word(number.last)[:1].islower() == after[:1].isalpha() and _names_person(tokens, first - 2)
    )


_DEEDS = frozenset(
    {
        "lost",
        "won",
        "took",
        "made",
        "left",
        "got",
        "ran",
        "began",
        "became",
        "joined",
        "died",
        "sold",
        "led",
        "came",
        "went",
    }
)


def _is_full_name(tokens: Tokens, i: int) -> bool:
    """Tell two plain capitalised words, none of them common in the names of products and events."""
    names = tokens.word(i - 1), tokens.word(i)
    sentence = tokens.sentence_of[i]
    opening = i < 2 or tokens.sentence_of[i - 2] != sentence or tokens.word(i - 2).islower()
    return opening and all(_is_name_word(name) and name.lower() not in _THINGS_NAMED for name in names)


_THINGS_NAMED = word_set("things_named")


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() and word[1:].replace("-", "").isalpha() and len(word) > 1 and word[-1:].islower()


def _names_person(tokens: Tokens, i: int) -> bool:
    """Tell whether a first name, a title or a person's part stands before a family name, in up to three words."""
    for j in range(i, max(-1, i - 3), -1):
        word = tokens.at(j).removesuffix(".")
        if word in first_names() or word in _TITLES:
            return tokens.word(j)[:1].isupper()
        opening = j == 0 or tokens.sentence_of[j] != tokens.sentence_of[j - 1]
        if is_people(word) and not is_plural(word) and (opening or tokens.word(j).islower()):
            return True
        if not _is_name_word(tokens.word(j)):
            return False
    return False


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
    if tokens.word(i) == "," and closing in (".", ";", "", "-", "–", "—") and number.value > 12:
        return _is_name_word(name) and _is_name_word(tokens.word(i - 2))
    return (tokens.word(i) == "," and closing == ",") or (tokens.word(i) == "(" and closing == ")" and number.value > 9)
