"""Finds the unit that belongs to a number: a currency sign or code before it, a unit or currency word behind it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.numbers import Number, times
from claims.tokens import Tokens
from claims.words import Trie, Unit, family_places, number_book, sign_book, unit_book

_HYPHENS = frozenset("-‐‑–")
_OPENERS = frozenset("([{<")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_SPACED_LETTERS = frozenset("CFWVKANmgltL")
_SIGN_NEEDS_GLUE = frozenset({"PS", "R", "Dh", "Dhs", "Tk", "Rp", "kn", "Ft", "TL", "DM", "NIS", "Dh"})
_PER_WORDS = frozenset(
    "year month week day hour minute second quarter night season game share barrel ounce tonne ton kilo kilogram kg kilometre kilometer "
    "km mile metre meter gallon litre liter pound acre hectare head person piece unit vehicle household customer employee child user "
    "dozen bottle bushel bale pack packet ticket seat room student pupil patient passenger family worker plane copy page word minute pop "
    "foot yard inch shot set match annum litre pint decade barrel-day fortnight time click gram bag box case item "
    "vote point go lb litre mwh kwh tonne-km call trip lap round bar".split(),
)
_COUNTRY_DOLLARS = {"us": "USD", "u.s": "USD", "american": "USD"}


@dataclass(slots=True)
class Quantity:
    """A number with the unit printed at it: tokens first..last (end exclusive), values in the unit."""

    number: Number
    first: int
    last: int
    low: float | None
    high: float | None
    unit: Unit | None = None
    signed: bool = False  # a currency sign or code stands in front
    per: str | None = None
    number_last: int = 0  # end of the numeric part: with a currency sign before and a percent sign behind
    joined: str = ""  # how it was put together: "range", "score", "ratio"
    modifier: str = "exact"
    change: str | None = None
    base: tuple[float, float] | None = None
    noun_first: int = -1
    noun_last: int = -1
    carried: bool = False
    head: str | None = None  # the counted noun in the singular
    people: bool = False
    age: bool = False


def attach_unit(tokens: Tokens, number: Number, taken: int = 0) -> Quantity:
    """Read the sign before a number, unless it lies before token `taken`, and the unit behind the number."""
    value = number.value if number.style != "vague" else None
    quantity = Quantity(number, number.first, number.last, value, value, number_last=number.last)
    _read_sign(tokens, quantity, taken)
    _read_minus(tokens, quantity)
    if quantity.signed:
        _skip_repeated_currency(tokens, quantity)
    else:
        _read_unit_behind(tokens, quantity)
    _read_per(tokens, quantity)
    if quantity.unit is None:
        _read_magnitude(tokens, quantity)
    return quantity


def _read_magnitude(tokens: Tokens, quantity: Quantity) -> None:
    """Read "magnitude 6.1" and "6.1 on the Richter scale", in place."""
    i = quantity.first - 1
    i -= tokens.at(i) in ("-", "of", "a")
    if tokens.at(i) == "magnitude" or tuple(tokens.lower[quantity.last : quantity.last + 3]) == (
        "on",
        "the",
        "richter",
    ):
        quantity.unit = Unit("{magnitude}", "magnitude", "measure")


def _read_sign(tokens: Tokens, quantity: Quantity, taken: int) -> None:
    """Take a currency sign, code or letters in front ("$", "US$", "USD", "RM", "Y=", "MEUR")."""
    found = find_sign(tokens, quantity.number)
    if found and found[1] >= taken:
        quantity.unit, quantity.first, quantity.signed = found[0], found[1], True
        scale = found[2] / found[0].divisor
        if scale != 1 and quantity.low is not None:
            quantity.low = quantity.high = times(quantity.low, scale)
            quantity.number.scale = max(scale, 1.0)


def find_sign(tokens: Tokens, number: Number) -> tuple[Unit, int, float] | None:
    """Return (unit, first token, scale) of the currency sign in front of a number."""
    book, i = sign_book(), number.first - 1
    while i >= 0 and tokens.word(i) in "-−" and tokens.glued(i + 1):
        i -= 1  # "$-5"
    word = tokens.word(i)
    if not word or word in (",", "."):
        return None
    if word in ("$", "＄"):
        return _read_dollar_letters(tokens, i)
    if word in book.single:
        first = i - 1 if tokens.word(i - 1) in ("GBP", "EUR") else i
        return book.single[word], first, 1.0
    if word == "=" and tokens.word(i - 1) == "Y" and tokens.glued(i):
        return book.letters["Y="], i - 1, 1.0
    return _read_letters(tokens, i, number)


def _read_dollar_letters(tokens: Tokens, i: int) -> tuple[Unit, int, float]:
    """Read the letters that say whose dollar: "US$", "C $", "mxn$"."""
    book, letters = sign_book(), tokens.word(i - 1)
    glued = tokens.glued(i)
    if letters in ("S", ".") and tokens.slice(max(0, i - 4), i).endswith("U.S."):
        return book.before_dollar["US"], i - 4, 1.0
    if glued or letters not in ("a", "A", "s", "r", "R", "j", "f", "n", "z", "g", "l", "I"):
        unit = book.before_dollar.get(letters) or book.before_dollar.get(letters.upper())
        if unit:
            return unit, i - 1, 1.0
    return book.single["$"], i, 1.0


_LOWER_CODES = frozenset("usd eur gbp rmb aud cad inr jpy chf cny hkd sgd nzd".split())


def _read_letters(tokens: Tokens, i: int, number: Number) -> tuple[Unit, int, float] | None:
    """Read a code or letters that serve as a sign: "USD 200", "RM2.05", "MEUR 60", "dollar 22.5 million"."""
    book, word, glued = sign_book(), tokens.word(i), tokens.glued(i + 1)
    if word == "." and tokens.at(i - 1) in ("rs", "fr") and tokens.glued(i):
        word, glued, i = tokens.word(i - 1), True, i - 1
    if number.style not in ("digits", "fraction"):
        return None
    if word in ("Rs", "RS", "rs"):
        return Unit("rupee", "rupee", "money", family="rupee"), i, 1.0
    if word == "ALL" and not glued and number.scale == 1 and number.value < 100:
        return None
    if word in _LOWER_CODES and not tokens.is_number(i - 1) and not glued:
        return book.letters[word.upper()], i, 1.0
    unit = book.letters.get(word)
    if unit and (
        len(word) == 3
        and word.isupper()
        or glued
        and (word not in _SIGN_NEEDS_GLUE or number.scale > 1 or bool(set(".,") & set(tokens.word(number.first))))
        or (not glued and word in ("RM", "RMB", "NIS", "Rp"))
    ):
        return unit, i, 1.0
    if len(word) == 4 and word[0] in "MkKB" and word[1:] in book.letters:
        return book.letters[word[1:]], i, {"M": 1e6, "B": 1e9}.get(word[0], 1e3)
    if (
        word.lower() in ("dollar", "euro", "sen")
        and not glued
        and tokens.at(i - 1) not in ("the", "a", "one", "per")
        and not tokens.is_number(i - 1)
    ):
        entry = unit_book().words[word.lower()][0][1]
        return (entry, i, 1.0) if entry.divisor == 1 or entry.name == "sen" else None
    return None


def _read_minus(tokens: Tokens, quantity: Quantity) -> None:
    """Take a minus sign or the word in front, where it is one and not a hyphen or a dash."""
    i = quantity.first - 1
    word = tokens.at(i)
    if quantity.low is None:
        return
    if word in ("minus", "negative") or (word in _HYPHENS and tokens.at(i - 1) == "minus"):
        i -= word in _HYPHENS
    elif word not in ("-", "−") or not _is_minus(tokens, i):
        return
    quantity.low, quantity.high, quantity.first = (
        -quantity.low,
        -quantity.high if quantity.high is not None else None,
        i,
    )


def _is_minus(tokens: Tokens, i: int) -> bool:
    """Tell whether the dash at i is a minus: glued to what follows with nothing but a space or bracket before."""
    before = tokens.word(i - 1)
    if tokens.word(i) == "−" and not (tokens.glued(i) and before[-1:].isalnum()):
        return True
    if not tokens.glued(i + 1):
        return before.isalpha() and not tokens.glued(i) and tokens.at(i + 2) in ("degrees", "degree", "°")
    return i == 0 or (not tokens.glued(i) and not before[-1:].isdecimal()) or before in _OPENERS


def _skip_repeated_currency(tokens: Tokens, quantity: Quantity) -> None:
    """Step over the currency word that repeats the sign: "$10 dollars", "$76 US", "$5 US million"."""
    i = quantity.last
    if tokens.word(i) == "US" and tokens.at(i + 1) not in ("dollar", "dollars"):
        quantity.unit, quantity.last = sign_book().before_dollar["US"], i + 1
        return
    found = match_unit(tokens, i, quantity.number) if tokens.word(i)[:1].isalpha() else None
    if (
        found
        and found[0].kind == "money"
        and found[0].divisor == 1
        and tokens.at(i) not in ("mark", "real", "sol", "won")
    ):
        quantity.last = found[1]
        if found[0].code not in ("$", "rupee"):
            quantity.unit = found[0]


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
_TALL_WORDS = frozenset(
    "tall long wide high deep altitude height x × thick screen display lbs length width feet foot".split()
)


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


def _read_unit_behind(tokens: Tokens, quantity: Quantity) -> None:
    """Take the unit behind the number: spaced, hyphenated, glued or in brackets."""
    number, i = quantity.number, quantity.number.last
    closer = ""
    if tokens.word(i) in _HYPHENS and tokens.glued(i) and tokens.glued(i + 1):
        i += 1
    elif tokens.word(i) in _HYPHENS and tokens.at(i + 1) in unit_book().words:
        i += tokens.is_spaced or (tokens.word(i + 2) in _HYPHENS and tokens.at(i + 3) in ("old", "olds"))
    elif tokens.word(i) in _OPENERS:
        closer, i = _CLOSERS[tokens.word(i)], i + 1
    if number.letter and _letter_is_unit(tokens, quantity):
        return
    if number.style == "fraction" and not closer:
        i = _skip_to_whole(tokens, i)
    elif tokens.at(i) == "of" and (number.style == "vague" or tokens.at(number.last - 1) in number_book().scales):
        i += 1  # "hundreds of millions of pounds"
    found = match_unit(tokens, i, number) or _glued_apart(tokens, i)
    if found and closer:
        found = (found[0], found[1] + 1) if tokens.word(found[1]) == closer and found[0].kind != "money" else None
    if not found:
        _read_code_then_scale(tokens, quantity, i)
        return
    if _suits(tokens, quantity, i, found):
        _take(quantity, *found)
        _read_scale_behind(tokens, quantity)


def _skip_to_whole(tokens: Tokens, i: int) -> int:
    """Step over the article in "half an hour" and "1/16 of a pint", where a unit of measure follows."""
    j = i + (tokens.at(i) == "of")
    if tokens.at(j) in ("a", "an", "one"):
        found = match_unit(tokens, j + 1)
        if found and (found[0].kind in ("measure", "duration", "percent") or found[0].name in ("point", "pound")):
            return j + 1
    return i


def _glued_apart(tokens: Tokens, i: int) -> tuple[Unit, int] | None:
    """Read "$0.5R" no further; kept for units split by a bracketed sign such as "°" and "C" apart."""
    if tokens.word(i) in ("°", "º") and tokens.word(i + 1) in ("C", "F"):
        return match_unit(tokens, i)
    return None


def _letter_is_unit(tokens: Tokens, quantity: Quantity) -> bool:
    """Read the glued letter as a unit where it must be one: "1.8m tall", "100t", "5m race"; in place."""
    number = quantity.number
    if number.letter not in ("m", "t") or number.scale not in (1e6, 1e12):
        return False
    if number.letter == "m" and not _is_metres(tokens, number.last):
        return False
    found = match_unit(tokens, number.last - 1)
    if not found:
        return False
    quantity.low = quantity.high = number.bare
    number.value, number.scale, number.letter = number.bare, 1.0, ""
    number.last -= 1
    quantity.number_last = number.last
    _take(quantity, *found)
    return True


_RACES = frozenset("60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000".split())
_METRE_NEIGHBOURS = frozenset(
    "title titles gold silver bronze champion champions championship championships medal medallist runner runners sprinter event events indoor individual medley steeplechase backstroke "
    "tall long wide high deep above below race freestyle sprint hurdles relay butterfly backstroke breaststroke final heats distance "
    "x × away from thick across radius diameter platform exclusion wave waves tower pool swim dash run".split(),
)


def _is_metres(tokens: Tokens, i: int) -> bool:
    """Tell whether "m" after a number means metres: by the word behind, or other metric units in the text."""
    if (
        tokens.at(i) in _METRE_NEIGHBOURS
        or tokens.at(i + 1) in ("title", "champion", "record", "final", "race", "hurdles", "gold", "bronze")
        and tokens.at(i) in ("world", "olympic", "european", "british", "indoor", "men's", "women's")
    ):
        return True
    if tokens.word(i - 1 - 1) in _RACES and tokens.at(i - 3) in (
        "the",
        "over",
        "men's",
        "women's",
        "men’s",
        "women’s",
        "her",
        "his",
        "a",
        "and",
        "indoor",
    ):
        return tokens.at(i) in (
            "",
            ".",
            ",",
            ";",
            ")",
            "and",
            "at",
            "in",
            "on",
            "as",
            "but",
            "with",
            "when",
            "for",
            "after",
            "world",
            "olympic",
        )
    if tokens.at(i) not in ("", ".", ",", ";", "is", "of"):
        return False
    metric = {
        "dm",
        "cm",
        "km",
        "mm",
        "tall",
        "wide",
        "metres",
        "meters",
        "outreach",
        "height",
        "length",
        "width",
        "depth",
        "kg",
    }
    return bool(metric & tokens.vocabulary)


def _suits(tokens: Tokens, quantity: Quantity, i: int, found: tuple[Unit, int]) -> bool:
    """Refuse units that another word of the same spelling explains better."""
    unit, end = found
    word, number = tokens.at(i), quantity.number
    if number.style == "ordinal":
        return False
    if (
        tokens.word(i)
        in ("Stone", "Bar", "Grain", "Turn", "Cup", "Point", "Points", "Sol", "Mark", "Real", "Rand", "Knot", "Gray")
        and i > 0
    ):
        return False
    if word in (
        "won",
        "real",
        "reals",
        "marks",
        "mark",
        "sol",
        "crown",
        "crowns",
        "stone",
        "stones",
        "sterling",
        "colon",
        "lari",
        "pence",
    ):
        return _is_money_word(tokens, number, word, end)
    if word in ("second", "seconds") and word == "second":
        return tokens.word(i - 1) in _HYPHENS
    if word == "quarter" or (word == "quarters" and number.style == "words" and number.value == 3):
        return False
    if word == "time" and number.value != 1 and not tokens.word(i - 1) in _HYPHENS:
        return False
    if tokens.word(i) in ("x", "×"):
        return tokens.glued(i) and not tokens.is_number(end) and not (tokens.glued(end) and tokens.word(end)[:1].isalnum())
    if word == "p" and tokens.words[number.first] in _SCREEN_LINES:
        return False
    if tokens.word(i) in ("p", "c", "ct", "d"):
        return tokens.glued(i) and not (tokens.glued(end) and tokens.word(end)[:1].isalnum())
    if word in ("pound", "pounds") and _is_weight(tokens, quantity, end):
        _take(quantity, Unit("[lb_av]", "pound-mass", "measure"), end)
        return False
    if unit.code == "{turn}":
        return word == "turns" or tokens.at(end) not in ("of",)
    return not (
        tokens.glued(i)
        and tokens.glued(end)
        and tokens.word(end)[:1].isdecimal()
        and tokens.word(i).isalpha()
        and len(tokens.word(end)) > 1
    )


_SCREEN_LINES = frozenset("240 360 480 576 720 1080 1440 2160".split())


def _is_money_word(tokens: Tokens, number: Number, word: str, end: int) -> bool:
    """Tell a currency from the verb, the adjective or the noun that is spelled like it."""
    if word == "mark":
        return number.value == 1 or tokens.word(number.last) in _HYPHENS
    if word == "won":
        return number.scale >= 1000 or (
            number.style == "digits" and number.value >= 100 and tokens.at(end) not in ("the", "a", "an", "by")
        )
    if word in ("mark", "marks", "crowns", "sol", "colon", "real", "reals"):
        return number.scale >= 1000 or "." in tokens.word(number.first) or number.value >= 100
    return True


def _is_weight(tokens: Tokens, quantity: Quantity, end: int) -> bool:
    """Tell pounds of weight from pounds sterling."""
    if (
        quantity.number.scale > 1000
        or (quantity.number.span and quantity.number.span[1] >= 1e6)
        or tokens.at(end) == "sterling"
    ):
        return False
    if tokens.vocabulary & {
        "£",
        "pence",
        "sterling",
        "paid",
        "pay",
        "cost",
        "costs",
        "price",
        "fined",
        "fine",
        "worth",
        "salary",
        "fee",
        "spent",
        "bill",
    }:
        return False
    return True


def _take(quantity: Quantity, unit: Unit, end: int) -> None:
    """Make a unit the quantity's own, in place; hundredths are counted in wholes."""
    quantity.unit, quantity.last = unit, end
    if unit.divisor != 1 and quantity.low is not None:
        quantity.low, quantity.high = quantity.low / unit.divisor, (quantity.high or 0) / unit.divisor
    if unit.code == "%":
        quantity.number_last = end


def _read_code_then_scale(tokens: Tokens, quantity: Quantity, i: int) -> None:
    """Read "30 MUSD" and "120 MEUR"."""
    word = tokens.word(i)
    if len(word) == 4 and word[0] in "MkKB" and word[1:] in sign_book().letters and quantity.low is not None:
        scale = {"M": 1e6, "B": 1e9}.get(word[0], 1e3)
        quantity.low = quantity.high = times(quantity.low, scale)
        quantity.unit, quantity.last = sign_book().letters[word[1:]], i + 1


def _read_scale_behind(tokens: Tokens, quantity: Quantity) -> None:
    """Read "75 USD million"."""
    factor = {"million": 1e6, "billion": 1e9, "thousand": 1e3, "trillion": 1e12}.get(tokens.at(quantity.last))
    if (
        factor
        and quantity.unit
        and quantity.unit.kind == "money"
        and quantity.number.scale == 1
        and quantity.low is not None
    ):
        quantity.low = quantity.high = times(quantity.low, factor)
        quantity.last += 1


def read_rate_behind_noun(tokens: Tokens, quantity: Quantity) -> None:
    """Take the second half of a rate behind a counted noun: "15 deaths per 100,000 people", in place."""
    i = quantity.noun_last
    if quantity.per or i < quantity.last or tokens.at(i) not in ("per", "a", "an", "each", "every", "/"):
        return
    end = _end_of_per(tokens, i, tokens.at(i), None)
    if end:
        quantity.per, quantity.last = tokens.slice(end[0], end[1]), end[1]


def _read_per(tokens: Tokens, quantity: Quantity) -> None:
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
    after = tokens.at(j)
    if word == "/":
        found = match_unit(tokens, j) if unit else None
        if found:
            return j, found[1]
        return (j, j + 1) if unit and after in _PER_WORDS else None
    if word == "per":
        if after in ("cent", "se", "annum") and after != "annum":
            return None
        if tokens.is_number(j) or after in ("thousand", "million", "hundred"):
            return j, j + 1 + (tokens.at(j + 1) in ("people", "inhabitants", "population", "residents"))
        found = match_unit(tokens, j)
        return (j, found[1]) if found else ((j, j + 1) if after.isalpha() else None)
    if after in _PER_WORDS and not (word in ("each", "every") and unit is None):
        return (j, _end_of_unit(tokens, j)) if tokens.at(j + 1) not in ("ago", "earlier", "later", "old") else None
    return None


def _end_of_unit(tokens: Tokens, j: int) -> int:
    found = match_unit(tokens, j)
    return found[1] if found else j + 1


@cache
def _place_pattern(family: str) -> re.Pattern[str] | None:
    places = [place for place, _ in family_places().get(family, ())]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, places)) + r")s?\b", re.IGNORECASE) if places else None


def settle_currency(text: str, unit: Unit) -> str:
    """Return the code of a currency word that several countries use, where exactly one of them is named in the line."""
    return (_settled(text, unit.family) if unit.family else None) or unit.code


@lru_cache(maxsize=16)
def _settled(text: str, family: str) -> str | None:
    pattern = _place_pattern(family)
    if not pattern:
        return None
    codes_of = dict(family_places()[family])
    found = {
        codes_of.get(m.group().lower()) or codes_of.get(m.group().lower().rstrip("s")) for m in pattern.finditer(text)
    }
    found.discard(None)
    return found.pop() if len(found) == 1 else None
