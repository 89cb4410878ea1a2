"""Finds the unit that belongs to a number: a currency sign or code before it, a unit or currency word behind it."""

from claims.numerals.contexts import word_set
from claims.numerals.number_parts import Number, times
from claims.numerals.quantity import Quantity
from claims.numerals.rates import read_per
from claims.numerals.signs import find_sign
from claims.numerals.spellings import match_unit
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit, number_book, sign_book, unit_book

_HYPHENS = frozenset("-‐‑–")
_OPENERS = frozenset("([{<")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_COUNTRY_DOLLARS = {"us": "USD", "u.s": "USD", "american": "USD"}


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
    read_per(tokens, quantity)
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


def _read_minus(tokens: Tokens, quantity: Quantity) -> None:
    """Take a minus sign or the word in front, where it is one and not a hyphen or a dash."""
    i = quantity.first - 1
    word = tokens.at(i)
    if quantity.low is None:
        return
    if word == "minus" and tokens.at(i - 1) == "or":
        return  # "plus or minus 3 points"
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
    if number.letter == "m" and number.bare < 3000 and not _is_metres(tokens, number.last):
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


_METRIC_SIGNS = word_set("metric_signs")
_RACES = word_set("races")
_METRE_NEIGHBOURS = word_set("metre_neighbours")


def _is_metres(tokens: Tokens, i: int) -> bool:
    """Tell whether "m" after a number means metres: by the word behind, or other metric units in the text."""
    if tokens.at(i) in _METRE_NEIGHBOURS or (
        tokens.at(i + 1) in ("title", "champion", "record", "final", "race", "hurdles", "gold", "bronze")
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
    return not _METRIC_SIGNS.isdisjoint(tokens.vocabulary)


def _suits(tokens: Tokens, quantity: Quantity, i: int, found: tuple[Unit, int]) -> bool:
    """Refuse units that another word of the same spelling explains better."""
    unit, end = found
    word, number = tokens.at(i), quantity.number
    if number.style == "ordinal" or (i > 0 and tokens.word(i) in _NAMES_AND_UNITS) or _is_swallowed(tokens, i, end):
        return False
    if word in _MONEY_AND_WORDS:
        return _is_money_word(tokens, number, word, end)
    if len(tokens.word(i)) <= 2 and tokens.word(i) in ("x", "×", "p", "c", "ct", "d"):
        return _is_glued_letter(tokens, number, i, end)
    if word in ("pound", "pounds") and _is_weight(tokens, quantity, end):
        _take(quantity, Unit("[lb_av]", "pound-mass", "measure"), end)
        return False
    if unit.code == "{turn}":
        return word == "turns" or tokens.at(end) != "of"
    return _is_unit_of_time(tokens, number, i)


def _is_swallowed(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether digits touch the unit on its far side, as in codes."""
    touched = tokens.glued(i) and tokens.glued(end) and tokens.word(i).isalpha()
    return touched and tokens.word(end)[:1].isdecimal() and len(tokens.word(end)) > 1


def _is_glued_letter(tokens: Tokens, number: Number, i: int, end: int) -> bool:
    """Tell "25p" and "10x" from screens ("1080p"), sizes ("4x4") and letters that stand alone."""
    if tokens.word(i) == "p" and tokens.words[number.first] in _SCREEN_LINES:
        return False
    alone = not (tokens.glued(end) and tokens.word(end)[:1].isalnum())
    return tokens.glued(i) and alone and not (tokens.word(i) in ("x", "×") and tokens.is_number(end))


def _is_unit_of_time(tokens: Tokens, number: Number, i: int) -> bool:
    """Refuse "second" and "quarter" as ordinal and share, and "time" that is no factor."""
    word, hyphen = tokens.at(i), tokens.word(i - 1) in _HYPHENS
    if word == "second":
        return hyphen
    if word == "quarter" or (word == "quarters" and number.style == "words" and number.value == 3):
        return False
    return word != "time" or number.value == 1 or hyphen


_NAMES_AND_UNITS = word_set("names_and_units")
_MONEY_AND_WORDS = word_set("money_and_words")
_SCREEN_LINES = word_set("screen_lines")


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


_WEIGHED = word_set("weighed")


def _is_weight(tokens: Tokens, quantity: Quantity, end: int) -> bool:
    """Tell pounds of weight from pounds sterling."""
    if tokens.at(end) == "of" and tokens.at(end + 1) in _WEIGHED:
        return True
    if (
        quantity.number.scale > 1000
        or (quantity.number.span and quantity.number.span[1] >= 1e6)
        or tokens.at(end) == "sterling"
    ):
        return False
    return not tokens.vocabulary & {
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
    }


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
