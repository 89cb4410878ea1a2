"""The text as the tables of amounts see it: numbers, units, signs and dates as single items between classed words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from claims.spans.forms import OTHER, Alphabet
from claims.spans.numbers.atoms import Number
from claims.spans.numbers.readings import Amount
from claims.spans.units import DOLLAR, HYPHENS, Spelt, Unit, match_unit, unit_book, unit_named
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_plural, is_stop, noun_after
from claims.text.tokens import Tokens

_SIGNS = {
    "dash": "-‐‑–", "minus": "−", "plus": "+", "comma": ",", "colon": ":", "slash": "/⁄", "open": "([{<", "shut": ")]}>", "dot": ".",
    "long": "—", "semicolon": ";", "cross": "×x", "foot": "'’′", "inch": '"”″', "amp": "&",
}  # fmt: skip
ALPHABET = Alphabet(
    ["num", "word", "frac", "vague", "zero", "led", "sign", "scale", "money", "percent", "dur", "meas", "points", "tally",
     "date", "web", "street", "naming", "cap", "low", "owner", "break", "super", "bare", "amount", *_SIGNS, *read_lexicon("roles")["classes"]]
)  # fmt: skip
_WEB = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,250}|(?<!\w)[#§@]\s?\d[\w-]*|\b\w{1,64}\.(?:com|org|net|co\.uk)\S*"
)
_WEB_SIGN = re.compile(r"[@#§]|https?:|www|\.(?:com|org|net|co)")
_UNIT_CLASSES = {
    "money": "money",
    "percent": "percent",
    "duration": "dur",
    "measure": "meas",
    "score": "points",
    "count": "tally",
}
_STYLES = {"digits": "num", "words": "word", "fraction": "frac", "vague": "vague", "zero": "zero"}
_LEADING = frozenset({"R", "N", "Y", "P", "Dh", "Dhs", "Tk", "Rp", "kn", "Ft", "TL", "DM", "NIS", "PS"})
"""Letters that are a sign only where they touch what looks like an amount: "R4,560", not "R5"."""


class Item(NamedTuple):
    """Tokens first..last (end exclusive) of one class, with the number or the unit that they print."""

    first: int
    last: int
    name: str
    number: Number | None = None
    unit: Unit | None = None
    scale: float = 1.0
    amount: Amount | None = None


@dataclass(frozen=True)
class Items:
    """All items of a text in order, and the letters of their classes."""

    tokens: Tokens
    items: list[Item]
    letters: str

    def __getitem__(self, i: int) -> Item:
        """Return an item; there is none before the first."""
        return self.items[i] if i >= 0 else Item(0, 0, "")

    def __len__(self) -> int:
        return len(self.items)

    def name(self, i: int) -> str:
        """Return the class of an item, nothing outside the text."""
        return self.items[i].name if 0 <= i < len(self.items) else ""

    def glued(self, i: int) -> bool:
        """Tell whether item i touches the one before."""
        return 0 < i < len(self.items) and self.tokens.glued(self.items[i].first)


@cache
def _class_of() -> dict[str, str]:
    """Return the class of every word and sign that has one of its own."""
    roles = read_lexicon("roles")
    found: dict[str, str] = {}
    for name, spelt in [*roles["classes"].items(), *((name, list(marks)) for name, marks in _SIGNS.items())]:
        for word in spelt:
            found.setdefault(word, name)
    for word in roles["naming"]["words"]:
        found.setdefault(word, "naming")
        found.setdefault(word + "s", "naming")
    return found


@cache
def _streets() -> frozenset[str]:
    return frozenset(read_lexicon("roles")["streets"]["words"])


def as_items(tokens: Tokens, items: list[Item]) -> Items:
    """Return a view of items with the letters of their classes."""
    known = ALPHABET.letters
    return Items(tokens, items, "".join(known.get(item.name, OTHER) for item in items))


def read_items(tokens: Tokens, numbers: Sequence[Number], dates: Sequence[tuple[int, int]]) -> Items:
    """Cut a text into items: dates first, then numbers with the signs before and the units behind them, then words."""
    starts = {number.first: number for number in numbers}
    before = {first - k for first in starts for k in range(1, 7)}
    webs = [match.span() for match in _WEB.finditer(tokens.text)] if _WEB_SIGN.search(tokens.text) else []
    taken = _covered(tokens, webs, "web")
    taken |= _covered(tokens, dates, "date")
    items: list[Item] = []
    i = near = 0
    while i < len(tokens):
        number = starts.get(i)
        item = taken.get(i)
        if item is None and number:
            item, near = Item(i, number.last, _STYLES[number.style], number=number), 5
        if item is None and near:
            item = _unit_at(tokens, i, items)
        if item is None and i in before:
            item = _sign_at(tokens, i, starts)
        item = item or Item(i, i + 1, _word_class(tokens, i))
        items.append(item)
        i, near = item.last, max(0, near - 1)
    return as_items(tokens, items)


def _covered(tokens: Tokens, spans: Sequence[tuple[int, int]], name: str) -> dict[int, Item]:
    """Return the item of each span by the token that it begins with."""
    firsts = [tokens.first_from(start) for start, _ in spans]
    return {i: Item(i, max(i + 1, tokens.first_from(end)), name) for i, (_, end) in zip(firsts, spans, strict=True)}


def _unit_at(tokens: Tokens, i: int, items: list[Item]) -> Item | None:
    """Read a unit or a letter for a scale where a number stands before, over a hyphen, "of", "a" or a bracket."""
    k, scales = len(items) - 1, read_lexicon("numbers")["scales"]
    if items[k].name == "money" and tokens.lower[i] in scales:
        return Item(i, i + 1, "scale", scale=float(scales[tokens.lower[i]]))
    while not items[k].number and items[k].name != "scale":
        if k < max(1, len(items) - 2) or not _may_skip(tokens, items, k):
            return None
        k -= 1
    if _class_of().get(tokens.lower[i]) in ("ampm", "zone"):
        return None
    return _money_scale(tokens, i, items, k) or _spelt_unit(tokens, i, items, k)


def _spelt_unit(tokens: Tokens, i: int, items: list[Item], k: int) -> Item | None:
    """Read the unit spelt at token i behind the number of item k."""
    spelt, word = match_unit(tokens, i), tokens.words[i]
    if spelt is None and word == "in" and k == len(items) - 1 and _is_feet(items[k - 1].unit if k else None):
        return Item(i, i + 1, "meas", unit=unit_named("inch"))
    if spelt is None and len(word) == 4 and word.isupper() and word[0] in "MKB" and word[1:] in unit_book().signs:
        return Item(i, i + 1, "money", unit=unit_book().signs[word[1:]], scale=_THOUSANDS[word[0]])
    if spelt is None or (spelt.unit.kind == "money" and _is_of_next(tokens, items, k, spelt.end)):
        return None
    if word == "p" and tokens.glued(i) and _is_screen(items[k].number):
        return Item(i, i + 1, "meas", unit=_LINES)
    if _qualifies(tokens, spelt.end) or not _suits(tokens, i, items, k, spelt):
        return None
    return Item(i, spelt.end, _UNIT_CLASSES.get(spelt.unit.kind, "meas"), unit=spelt.unit)


_THOUSANDS = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}


def _may_skip(tokens: Tokens, items: list[Item], k: int) -> bool:
    item = items[k]
    if item.name in ("dash", "minus"):
        return tokens.glued(item.first)
    number = items[k - 1].number or (items[k - 2].number if k > 1 else None)
    if number is None:
        return False
    if item.name == "a":
        return number.style == "fraction"
    if item.name in ("low", "hedge", "plus", ""):
        return items[k - 1].number is not None and _leads_to_time(tokens, item)
    if item.name == "of":
        return number.style in ("fraction", "vague") or (number.style == "words" and number.scale >= 1000)
    return item.name == "open" and not tokens.glued(item.first)


def _leads_to_time(tokens: Tokens, item: Item) -> bool:
    """Tell what may stand between a number and a unit of time: "ten preceding years", "40+ years", "two more weeks"."""
    word, unit = tokens.lower[item.first], tokens.at(item.last)
    plain = word in {"+", "more"} or (word.isalpha() and not is_stop(word) and not is_plural(word))
    return plain and unit in word_list("times")


def _money_scale(tokens: Tokens, i: int, items: list[Item], k: int) -> Item | None:
    """Read "m" and the like behind a number with a currency sign, or before a currency's name."""
    scales = read_lexicon("numbers")["money_scales"]
    word = tokens.lower[i]
    if (
        word not in scales
        or k != len(items) - 1
        or items[k].name != "num"
        or (tokens.words[i] in ("B", "T") and not tokens.glued(i))
    ):
        return None
    signed = k > 0 and (
        items[k - 1].name == "sign" or (items[k - 1].name in ("dash", "minus") and items[k - 2].name == "sign")
    )
    if tokens.glued(i + 1) and tokens.word(i + 1)[:1].isalnum():
        return None
    behind = match_unit(tokens, i + 1 + (tokens.word(i + 1) in HYPHENS))
    named = (
        behind is not None
        and (behind.unit.kind == "money" or (behind.unit.kind == "measure" and len(word) == 1))
        and not behind.symbol
        and tokens.at(i + 1) not in word_list("currencies_that_are_words")
    )
    return Item(i, i + 1, "scale", scale=float(scales[word])) if signed or named else None


_COUNTED_TOO = frozenset(
    [
        "quarter",
        "quarters",
        "mark",
        "marks",
        "real",
        "sol",
        "second",
        "cup",
        "cups",
        "bar",
        "bars",
        "turn",
        "turns",
        "pole",
        "poles",
        "chain",
        "grain",
        "character",
        "characters",
    ]
)
_SCREENS = frozenset({240, 360, 480, 720, 1080, 1440, 2160})
_LINES = Unit("{line}", "line", "measure")


def _qualifies(tokens: Tokens, end: int) -> bool:
    """Tell "17 degree-granting colleges", where the unit belongs to an adjective."""
    hyphen = tokens.word(end) in HYPHENS and tokens.glued(end)
    return hyphen and tokens.at(end + 1).endswith(("ing", "ed"))


def _is_screen(number: Number | None) -> bool:
    return number is not None and number.value in _SCREENS


def _suits(tokens: Tokens, i: int, items: list[Item], k: int, spelt: Spelt) -> bool:
    """Tell a unit from a word that happens to be spelt like one."""
    word, number, hyphen = tokens.lower[i], items[k].number, items[-1].name == "dash"
    if word == "in" and spelt.end == i + 1:
        return tokens.word(i + 1) == "." and tokens.glued(i + 1)
    if spelt.symbol and spelt.end == i + 1 and len(word) == 1 and word.isalpha():
        return number is not None and _suits_letter(tokens, i, number, glued=tokens.glued(i) and k == len(items) - 1)
    if hyphen:
        return not (word == "time" and number is not None and number.style == "fraction")
    if word in _COUNTED_TOO:
        cups = number is not None and number.style in ("fraction", "digits") and word.startswith(("cup", "mark"))
        return cups or (word.endswith("s") and word not in word_list("counted_plurals"))
    if word in ("time", "point", "grand"):  # no "two grand juries"
        return (
            noun_after(tokens, spelt.end) is None
            if word == "grand"
            else word == "point" and number is not None and number.style == "fraction"
        )
    won = (number is not None and number.scale >= 1000) or tokens.at(spelt.end) in ("(", ",", ".", "")
    return spelt.unit.name not in ("turn", "generation") and (word != "won" or won)


def _suits_letter(tokens: Tokens, i: int, number: Number, *, glued: bool) -> bool:
    """Tell a unit of one letter from the rest of a name or an age: "1080p", "2018s", "in her 40s"."""
    word, value = tokens.lower[i], number.value
    tens = value % 10 == 0 and tokens.at(number.first - 1) in word_list("before_tens")
    if word == "s" and glued and (value >= 100 or tens) and "." not in tokens.words[i - 1]:
        return False
    return number.style == "digits" and (glued or (tokens.words[i] in "CFWVKmgltLN"))


def _is_of_next(tokens: Tokens, items: list[Item], k: int, end: int) -> bool:
    """Tell a currency that belongs to the number behind it: "3 USD50 cards", "$20 $37", "1.6 billion ($2.5 billion)"."""
    if items[-1].name == "open":
        return True
    return tokens.name(end) == "number" and (tokens.glued(end) or (k > 0 and items[k - 1].name == "sign"))


def _is_feet(unit: Unit | None) -> bool:
    return unit is not None and unit.code == "[ft_i]"


def _sign_at(tokens: Tokens, i: int, starts: dict[int, Number]) -> Item | None:
    """Read a currency sign, code or letters in front of a number: "$", "US$", "$US", "C $", "Rs.", "USD", "MEUR"."""
    word = tokens.words[i]
    if not (
        word[0] in "$＄"
        or word in unit_book().signs
        or word in _dollar_letters()
        or tokens.word(i + 1) == "$"
        or word.lower() in _lower_signs()
        or (len(word) == 4 and word[1:] in unit_book().signs)
    ):
        return None
    unit, end, scale = _sign(tokens, i)
    number = starts.get(end) or (starts.get(end + 1) if tokens.word(end) in "-−–" and tokens.word(end) else None)
    if unit is None or number is None or (number.style in ("fraction", "zero") and word[0] not in "$£€"):
        return None
    if word in _LEADING and end == i + 1 and not (tokens.glued(end) and _looks_like_money(tokens, number)):
        return None
    if word.isalpha() and tokens.glued(i) and tokens.name(i - 1) in ("word", "number"):
        return None
    if word == "ALL" and number.scale == 1 and number.value < 100:
        return None
    return Item(i, end, "sign", unit=unit, scale=scale)


@cache
def _dollar_letters() -> frozenset[str]:
    return frozenset((*unit_book().dollars, "U"))


@cache
def _lower_signs() -> frozenset[str]:
    return frozenset(
        {"usd", "eur", "gbp", "inr", "aud", "cad", "jpy", "cny", "rmb", "pkr", "ngn", "zar", "euro", "dollar", "sen"}
    )


def _looks_like_money(tokens: Tokens, number: Number) -> bool:
    printed = tokens.slice(number.first, number.last)
    return (
        number.scale > 1
        or "," in printed
        or " " in printed
        or re.search(r"\.\d\d$", printed) is not None
        or tokens.at(number.last) in read_lexicon("numbers")["money_scales"]
    )


def _sign(tokens: Tokens, i: int) -> tuple[Unit | None, int, float]:
    """Return the unit of the sign at token i, where it ends, and what it multiplies by."""
    book, word, after = unit_book(), tokens.words[i], tokens.word(i + 1)
    if word in "$＄":
        behind = book.dollars.get(after) if tokens.glued(i + 1) else None
        return behind or DOLLAR, i + 1 + (behind is not None), 1.0
    if word == "U" and tokens.slice(i, i + 4) == "U.S." and tokens.word(i + 4) == "$":
        return book.dollars["US"], i + 5, 1.0
    printed = _in_capitals(tokens, word)
    if after == "$" and printed in book.dollars and (tokens.glued(i + 1) or word not in ("I", "A", "a", "i", "s")):
        return book.dollars[printed], i + 2, 1.0
    return _lettered_sign(tokens, i)


def _in_capitals(tokens: Tokens, word: str) -> str:
    """Return letters beside "$" as they are usually printed: "aud$", and "c $" where all is in small letters."""
    code = len(word) == 3 and word.upper() in unit_book().dollars
    spaced = tokens.is_spaced and len(word) < 3 and word not in ("us", "is", "as")
    return word.upper() if word.islower() and (code or spaced) else word


def _lettered_sign(tokens: Tokens, i: int) -> tuple[Unit | None, int, float]:
    """Return the unit of a sign in letters: "Rs.", "RM", "Y=", "usd", "MEUR"."""
    book, word, after = unit_book(), tokens.words[i], tokens.word(i + 1)
    if word in book.signs:
        dotted = after == "." and tokens.glued(i + 1) and word.lower() in ("rs", "fr", "re")
        repeated = after in ("£", "€") and word in ("GBP", "EUR")
        return book.signs[word], i + 1 + (dotted or repeated or (word == "Y" and after == "=")), 1.0
    if word.lower() in ("euro", "dollar", "sen"):
        unit = None if tokens.at(i - 1) in ("the", "a", "one", "per") else book.words[word.lower()][0][1]
        return unit, i + 1, 1.0
    if word.lower() in _lower_signs():
        return book.signs[word.upper()], i + 1, 1.0
    scaled = len(word) == 4 and word[0] in _THOUSANDS and word[1:] in book.signs
    return (book.signs[word[1:]], i + 1, _THOUSANDS[word[0]]) if scaled else (None, i + 1, 1.0)


def _word_class(tokens: Tokens, i: int) -> str:
    """Return the class of a token that is no number, unit, sign or date."""
    name = tokens.classes[i]
    if name in ("owner", "break", "super"):
        return name
    if name == "number":
        return "led"
    known = _class_of_printed(tokens.words[i])
    if known == "naming" and tokens.name(i + 1) == "owner":
        return "cap" if tokens.words[i][0].isupper() else "low"
    return known


@lru_cache(maxsize=1 << 15)
def _class_of_printed(word: str) -> str:
    known = _class_of().get(word.lower())
    if known or not word[0].isalpha():
        return known or ""
    if word[0].isupper():
        return "street" if word.lower() in _streets() else "cap"
    return "cap" if any(c.isupper() for c in word) else "low"
