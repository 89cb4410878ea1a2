"""Units of measurement and currencies by their spellings, from `lexicon/units.toml` and `lexicon/currencies.toml`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.text.lexicon import plural_of, read_lexicon
from claims.text.tokens import Tokens, tokenise
from schemas.vocabulary import Kind

_SI_PREFIXES = {
    "n": ("nano", "n"), "μ": ("micro", "u"), "m": ("milli", "m"), "c": ("centi", "c"), "d": ("deci", "d"), "h": ("hecto", "h"),
    "k": ("kilo", "k"), "K": ("kilo", "k"), "M": ("mega", "M"), "G": ("giga", "G"), "T": ("tera", "T"), "P": ("peta", "P"), "p": ("pico", "p"),
}  # fmt: skip
HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the figures carry it (`code`), as English names it (`name`), and what the printed number is divided by."""

    code: str
    name: str
    kind: Kind
    divisor: float = 1.0
    family: str | None = None  # the word of several currencies that the text may settle


YEARS = Unit("a", "year", "duration")
PERCENT = Unit("%", "percentage", "percent")
RATIO = Unit("ratio", "ratio", "percent")
TIMES = Unit("times", "times", "percent")
MAGNITUDE = Unit("{magnitude}", "magnitude", "measure")
MONEY = Unit("", "money", "money")
DOLLAR = Unit("$", "dollar", "money", family="dollar")
RUPEE = Unit("rupee", "rupee", "money", family="rupee")
POUND_MASS = Unit("[lb_av]", "pound-mass", "measure")

Trie = dict[str, list[tuple[tuple[str, ...], Unit]]]


@dataclass(frozen=True)
class UnitBook:
    """Units by spelling: `words` in lower case, `symbols` letter for letter, both by their first token, longest first."""

    words: Trie
    symbols: Trie
    names: dict[str, str]  # code -> English name
    signs: dict[str, Unit]  # what stands before a number, as printed: "$", "US$" (as "US"), "RM", "EUR"
    dollars: dict[str, Unit]  # letters beside "$" that say whose


@cache
def unit_book() -> UnitBook:
    """Return all units and currencies."""
    book = UnitBook({}, {}, {}, {"$": DOLLAR, "＄": DOLLAR, "Rs": RUPEE, "RS": RUPEE, "rs": RUPEE, "Re": RUPEE}, {})
    for row in read_lexicon("units")["unit"]:
        for unit, words, symbols in _spellings(row):
            _enter(book, unit, words, symbols)
    _enter_currencies(book)
    for trie in (book.words, book.symbols):
        for entries in trie.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return book


def _spellings(row: dict[str, Any]) -> Iterator[tuple[Unit, list[str], list[str]]]:
    """Yield a unit of the lexicon and its multiples by prefixes, each with its words and symbols."""
    kind: Kind = row.get("kind", "measure")
    words, symbols = row.get("words", []), row.get("symbols", [])
    yield Unit(row["code"], row["name"], kind), words, symbols
    for prefix in row.get("prefixes", ()):
        name, code = _SI_PREFIXES[prefix]
        unit = Unit(code + row["code"], name + row["name"], kind)
        letters = (prefix, "µ", "u") if prefix == "μ" else (prefix,)
        yield unit, [name + word for word in words], [letter + symbol for letter in letters for symbol in symbols]


def _enter(book: UnitBook, unit: Unit, words: Iterable[str], symbols: Iterable[str] = ()) -> None:
    """Enter a unit under its words, in both numbers, and its symbols; the first unit of a spelling keeps it."""
    if unit.divisor == 1:
        book.names.setdefault(unit.code, unit.name)
    for word in words:
        head, *tail = word.split(" ")
        plurals = {
            " ".join([*word.split(" ")[:-1], plural_of(word.split(" ")[-1])]),
            " ".join([plural_of(head), *tail]),
        }
        for spelling in (word, *sorted(plurals)):
            _enter_one(book.words, spelling, unit)
    for symbol in symbols:
        _enter_one(book.symbols, symbol, unit)


def _enter_one(trie: Trie, spelling: str, unit: Unit) -> None:
    tokens = tuple(tokenise(spelling).words)
    entries = trie.setdefault(tokens[0], [])
    if all(known != tokens for known, _ in entries):
        entries.append((tokens, unit))


def _enter_currencies(book: UnitBook) -> None:
    data = read_lexicon("currencies")
    _enter(book, DOLLAR, (), ["$"])
    _enter(book, RUPEE, (), ["Rs"])
    for row in data["currency"]:
        unit = Unit(row["code"], row["name"], "money")
        signs = row.get("signs", [])
        _enter(
            book, unit, row["words"], (row["code"], *(sign for sign in signs if len(sign) > 1 or not sign.isalpha()))
        )
        _enter_signs(book, unit, (*signs, row["code"], row["code"] + "$"))
        cents = [
            f"{word.removesuffix(' dollar')} cent"
            for word in row["words"]
            if word.endswith(" dollar") or word == "euro"
        ]
        _enter(book, Unit(row["code"], "cent", "money", 100.0), cents)
    for row in data["family"]:
        _enter(book, Unit(row.get("unsettled", row["word"]), row["word"], "money", family=row["word"]), row["words"])
    for row in data["minor"]:
        unit = Unit(row["whole"], row["word"], "money", row["per_whole"], family=row["word"])
        _enter(book, unit, row["words"], row.get("signs", ()))


def _enter_signs(book: UnitBook, unit: Unit, signs: Iterable[str]) -> None:
    for sign in signs:
        if sign.endswith("$") and len(sign) > 1:
            book.dollars[sign[:-1].replace(".", "")] = unit
        else:
            book.signs[sign] = unit


@dataclass(frozen=True, slots=True)
class Spelt:
    """A unit and the token after its spelling."""

    unit: Unit
    end: int
    symbol: bool = False


def unit_named(word: str) -> Unit:
    """Return the unit of a word that stands alone."""
    return next(unit for spelling, unit in unit_book().words[word] if len(spelling) == 1)


_SPACED_LETTERS = frozenset("CFWVKANmgltL")


def match_unit(tokens: Tokens, i: int) -> Spelt | None:
    """Return the longest unit spelling that starts at token i."""
    if not 0 <= i < len(tokens):
        return None
    book = unit_book()
    found = _longest(book.symbols, tokens, i, tokens.words)
    if found and not _may_stand(tokens, i, found.end):
        found = None
    other = _longest(book.words, tokens, i, tokens.lower)
    if other and (not found or other.end > found.end):
        found = other
    if found and found.end - 1 > i and tokens.word(found.end - 1) == "." and not tokens.glued(found.end):
        found = Spelt(found.unit, found.end - 1, found.symbol)  # the full stop of "pct." may end the sentence too
    return _squared(tokens, found) if found else None


def _may_stand(tokens: Tokens, i: int, end: int) -> bool:
    """Tell a symbol from letters: "12 C", "1 m x 1 m"; not "23456 F Block", not "USD50", not "m212"."""
    after, word = tokens.word(end), tokens.words[i]
    raised = after in ("2", "3") and word in ("m", "km", "cm", "mm", "ft", "in")
    if tokens.glued(end) and after[:1].isdecimal() and not raised and tokens.word(end - 1)[-1:].isalpha():
        return False
    if tokens.glued(i) or end > i + 1 or len(word) > 1 or not word.isalpha():
        return True
    if word not in _SPACED_LETTERS or (tokens.glued(end) and (after in HYPHENS or after in "'’.&")):
        return False
    return not (word.isupper() and after[:1].isupper() and not after.isupper())


def _longest(trie: Trie, tokens: Tokens, i: int, words: list[str]) -> Spelt | None:
    exact = words is tokens.words
    for spelling, unit in trie.get(words[i], ()):
        end = i + len(spelling)
        if len(spelling) == 1 or (
            tuple(words[i:end]) == spelling and not (exact and not all(tokens.glued(j) for j in range(i + 1, end)))
        ):
            return Spelt(unit, end, exact)
        if not exact and len(spelling) > 1 and tokens.word(i + 1) in HYPHENS:
            through = _through_hyphens(tokens, i, spelling)
            if through:
                return Spelt(unit, through)
    return None


def _through_hyphens(tokens: Tokens, i: int, spelling: tuple[str, ...]) -> int:
    """Return where a spelling ends that is printed with hyphens for spaces ("square-foot"); 0 if it is not."""
    for word in spelling:
        if tokens.at(i) != word:
            return 0
        i += 1 + (tokens.word(i + 1) in HYPHENS and tokens.glued(i + 1) and tokens.glued(i + 2))
    return i - (tokens.word(i - 1) in HYPHENS)


def _squared(tokens: Tokens, found: Spelt) -> Spelt:
    """Read the exponent that touches a symbol: "32m2", "190 km2"."""
    exponent = tokens.word(found.end)
    if (
        tokens.glued(found.end)
        and exponent in ("2", "3", "²", "³")
        and found.unit.code in ("m", "km", "cm", "mm", "[ft_i]")
    ):
        power, word = ("2", "square") if exponent in "2²" else ("3", "cubic")
        return Spelt(Unit(found.unit.code + power, f"{word} {found.unit.name}", "measure"), found.end + 1)
    return found


@cache
def _places(family: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    rows = {row["word"]: row.get("places", {}) for row in read_lexicon("currencies")["family"]}
    codes = {place: code for code, places in rows.get(family, {}).items() for place in places}
    return (re.compile(r"\b(" + "|".join(map(re.escape, codes)) + r")s?\b", re.IGNORECASE), codes) if codes else None


def settle(text: str, unit: Unit) -> str:
    """Return the code of a currency word that several countries use, where exactly one of them is named in the text."""
    return (_settled(text, unit.family) if unit.family else None) or unit.code


@lru_cache(maxsize=16)
def _settled(text: str, family: str) -> str | None:
    places = _places(family)
    found = {places[1][match[1].lower()] for match in places[0].finditer(text)} if places else set()
    return found.pop() if len(found) == 1 else None
