"""Currency signs, codes and letters in front of a number, and which of several currencies a word means."""

import re
from functools import cache, lru_cache

from claims.numerals.contexts import word_set
from claims.numerals.number_parts import Number
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit, family_places, sign_book, unit_book

_SIGN_NEEDS_GLUE = frozenset({"PS", "R", "Dh", "Dhs", "Tk", "Rp", "kn", "Ft", "TL", "DM", "NIS"})


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


_LOWER_CODES = word_set("lower_codes")


def _read_letters(tokens: Tokens, i: int, number: Number) -> tuple[Unit, int, float] | None:
    """Read a code or letters that serve as a sign: "USD 200", "RM2.05", "MEUR 60", "dollar 22.5 million"."""
    book, word, glued = sign_book(), tokens.word(i), tokens.glued(i + 1)
    if word == "." and tokens.at(i - 1) in ("rs", "fr") and tokens.glued(i):
        word, glued, i = tokens.word(i - 1), True, i - 1
    if number.style not in ("digits", "fraction") or (word == "ALL" and number.scale == 1 and number.value < 100):
        return None
    if word in ("Rs", "RS", "rs"):
        return Unit("rupee", "rupee", "money", family="rupee"), i, 1.0
    if word in book.letters and _serves_as_sign(tokens, word, number, glued=glued):
        return book.letters[word], i, 1.0
    if len(word) == 4 and word[0] in "MkKB" and word[1:] in book.letters:
        return book.letters[word[1:]], i, {"M": 1e6, "B": 1e9}.get(word[0], 1e3)
    return None if glued or tokens.is_number(i - 1) else _read_lower_sign(tokens, i)


def _serves_as_sign(tokens: Tokens, word: str, number: Number, *, glued: bool) -> bool:
    """Tell codes and letters that are a sign where they stand; "R" and the like only before what looks like money."""
    if len(word) == 3 and word.isupper():
        return True
    if not glued:
        return word in ("RM", "RMB", "NIS", "Rp")
    return word not in _SIGN_NEEDS_GLUE or number.scale > 1 or bool(set(".,") & set(tokens.word(number.first)))


def _read_lower_sign(tokens: Tokens, i: int) -> tuple[Unit, int, float] | None:
    """Read a code in lower case or a currency's name in front: "usd 20", "sen 100,000"."""
    word = tokens.word(i)
    if word in _LOWER_CODES:
        return sign_book().letters[word.upper()], i, 1.0
    if word.lower() not in ("dollar", "euro", "sen") or tokens.at(i - 1) in ("the", "a", "one", "per"):
        return None
    return unit_book().words[word.lower()][0][1], i, 1.0


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
