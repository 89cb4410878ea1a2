"""The word lists of `lexicon/`, read once when first needed, in the forms that the finders look things up in."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from claims.numerals.tokens import tokenise
from schemas.vocabulary import Kind

_SI_PREFIXES = {
    "n": ("nano", "n"), "μ": ("micro", "u"), "m": ("milli", "m"), "c": ("centi", "c"), "d": ("deci", "d"), "h": ("hecto", "h"),
    "k": ("kilo", "k"), "K": ("kilo", "k"), "M": ("mega", "M"), "G": ("giga", "G"), "T": ("tera", "T"), "P": ("peta", "P"), "p": ("pico", "p"),
}  # fmt: skip


def read_lexicon(name: str) -> dict[str, Any]:
    """Read one file of the lexicon."""
    return tomllib.loads(files("claims").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the figures carry it (`code`), as English names it (`name`), and what the printed number is divided by."""

    code: str
    name: str
    kind: Kind
    divisor: float = 1.0
    family: str | None = None  # the word of several currencies that the line may settle


def plurals_of(phrase: str) -> list[str]:
    """Return the plural spellings of a singular phrase: of its last word, and of its first ("miles per hour")."""
    words = phrase.split(" ")
    last = [*words[:-1], _plural(words[-1])]
    first = [_plural(words[0]), *words[1:]]
    return [" ".join(last), " ".join(first)]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s" if word[-1:].isalpha() else word


Trie = dict[str, list[tuple[tuple[str, ...], Unit]]]


@dataclass(frozen=True)
class UnitBook:
    """Units by spelling: `words` in lower case, `symbols` letter for letter, both by their first token, longest first."""

    words: Trie
    symbols: Trie
    names: dict[str, str]  # code -> English name


def _enter(trie: Trie, spelling: str, unit: Unit) -> None:
    tokens = tuple(tokenise(spelling).words)
    entries = trie.setdefault(tokens[0], [])
    if all(known != tokens for known, _ in entries):
        entries.append((tokens, unit))


@cache
def unit_book() -> UnitBook:
    """Return all units of measurement and all currency words."""
    book = UnitBook({}, {}, {})
    for row in read_lexicon("units")["unit"]:
        _enter_unit(book, row)
    _enter_currencies(book)
    for trie in (book.words, book.symbols):
        for entries in trie.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return book


def _enter_unit(book: UnitBook, row: dict[str, Any]) -> None:
    kind: Kind = row.get("kind", "measure")
    unit = Unit(row["code"], row["name"], kind)
    book.names.setdefault(unit.code, unit.name)
    for word in row.get("words", ()):
        for spelling in (word, *plurals_of(word)):
            _enter(book.words, spelling, unit)
    for symbol in row.get("symbols", ()):
        _enter(book.symbols, symbol, unit)
    for prefix in row.get("prefixes", ()):
        _enter_prefixed(book, row, prefix, kind)


def _enter_prefixed(book: UnitBook, row: dict[str, Any], prefix: str, kind: Kind) -> None:
    name, code = _SI_PREFIXES[prefix]
    unit = Unit(code + row["code"], name + row["name"], kind)
    book.names.setdefault(unit.code, unit.name)
    for word in row.get("words", ()):
        for spelling in (name + word, *plurals_of(name + word)):
            _enter(book.words, spelling, unit)
    for symbol in row.get("symbols", ()):
        for sign in (prefix, "µ", "u") if prefix == "μ" else (prefix,):
            _enter(book.symbols, sign + symbol, unit)


def _enter_currencies(book: UnitBook) -> None:
    data = read_lexicon("currencies")
    _enter(book.symbols, "$", Unit("$", "dollar", "money", family="dollar"))
    _enter(book.symbols, "Rs", Unit("rupee", "rupee", "money", family="rupee"))
    for row in data["currency"]:
        unit = Unit(row["code"], row["name"], "money")
        _enter_all(book, unit, row["words"], (row["code"], *row.get("signs", ())))
    for row in data["family"]:
        unit = Unit(row.get("unsettled", row["word"]), row["word"], "money", family=row["word"])
        _enter_all(book, unit, row["words"], ())
    for row in data["currency"]:
        cents = [
            f"{word.removesuffix(' dollar')} cent"
            for word in row["words"]
            if word.endswith(" dollar") or word == "euro"
        ]
        _enter_all(book, Unit(row["code"], "cent", "money", 100.0), cents, ())
    for row in data["minor"]:
        unit = Unit(row["whole"], row["word"], "money", row["per_whole"], family=row["word"])
        _enter_all(book, unit, row["words"], row.get("signs", ()))


def _enter_all(book: UnitBook, unit: Unit, words: Iterable[str], signs: Iterable[str]) -> None:
    """Enter a currency under its words, in both numbers, and its signs."""
    if unit.divisor == 1:
        book.names.setdefault(unit.code, unit.name)
    for word in words:
        for spelling in (word, *plurals_of(word)):
            _enter(book.words, spelling, unit)
    for sign in signs:
        _enter(book.symbols, sign, unit)


@dataclass(frozen=True)
class SignBook:
    """Currency signs: one-character signs, and words that stand before a number as signs do ("RM", "US" before "$")."""

    single: dict[str, Unit]
    before_dollar: dict[str, Unit]  # letters in front of "$", as printed
    letters: dict[str, Unit]  # letters that serve as a sign themselves, as printed


@cache
def sign_book() -> SignBook:
    """Return the currency signs by the way they are printed."""
    book = SignBook(
        {"$": Unit("$", "dollar", "money", family="dollar"), "＄": Unit("$", "dollar", "money", family="dollar")},
        {},
        {},
    )
    for row in read_lexicon("currencies")["currency"]:
        unit = Unit(row["code"], row["name"], "money")
        for sign in (*row.get("signs", ()), row["code"], row["code"] + "$"):
            if sign.endswith("$") and len(sign) > 1:
                book.before_dollar[sign[:-1].replace(".", "")] = unit
            elif len(sign) == 1 and not sign.isalpha():
                book.single[sign] = unit
            else:
                book.letters[sign] = unit
    book.before_dollar["U.S."] = book.before_dollar["US"]
    return book


@cache
def family_places() -> dict[str, list[tuple[str, str]]]:
    """Return, for each ambiguous currency word, (country word, code) pairs that settle it."""
    return {
        row["word"]: [(place, code) for code, places in row.get("places", {}).items() for place in places]
        for row in read_lexicon("currencies")["family"]
    }


@dataclass(frozen=True)
class NumberBook:
    """Number words by what they do."""

    cardinals: dict[str, float]
    scales: dict[str, float]
    short_scales: dict[str, float]
    letter_scales: dict[str, float]
    fractions: dict[str, float]
    glyphs: dict[str, float]
    vague: dict[str, tuple[float, float]]
    ordinals: dict[str, int]
    multiples: dict[str, float]


@cache
def number_book() -> NumberBook:
    """Return the number words."""
    data = read_lexicon("numbers")
    data["vague"] = {word: tuple(ends) for word, ends in data["vague"].items()}
    return NumberBook(**data)


@dataclass(frozen=True)
class NounBook:
    """What counted nouns are, and where noun phrases end."""

    people: frozenset[str]
    people_endings: tuple[str, ...]
    things: frozenset[str]
    casualties: frozenset[str]
    people_predicates: frozenset[str]
    attributive: frozenset[str]
    irregular_plurals: frozenset[str]
    plural_modifiers: frozenset[str]
    stops: frozenset[str]
    fillers: frozenset[str]


@cache
def noun_book() -> NounBook:
    """Return the noun lists."""
    data = read_lexicon("nouns")
    endings = tuple(data.pop("people_endings"))
    return NounBook(people_endings=endings, **{name: frozenset(words) for name, words in data.items()})


@cache
def first_names() -> frozenset[str]:
    """Return first names in lower case."""
    data = read_lexicon("first_names")
    return frozenset(name for row in data.values() for name in row["names"])


@dataclass(frozen=True)
class ModifierBook:
    """Modifier phrases as token tuples, and the words of change."""

    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    between: frozenset[str]
    lasts: frozenset[str]  # the last words of phrases that stand before
    firsts: frozenset[str]  # the first words of phrases that stand after
    change: dict[str, str]
    transitive: frozenset[str]
    change_nouns: dict[str, str]


@cache
def modifier_book() -> ModifierBook:
    """Return the modifier phrases."""
    data = read_lexicon("modifiers")
    before = _phrases(data["before"], skip="between")
    after = _phrases(data["after"])
    change = {word: way for way in ("up", "down") for word in data["change"][way]}
    nouns = {word: way for way in ("up", "down") for word in data["change"][f"{way}_nouns"]}
    return ModifierBook(
        before, after, frozenset(data["before"]["between"]),
        frozenset(phrase[-1] for phrase in before), frozenset(phrase[0] for phrase in after), change, frozenset(data["change"]["transitive"]), nouns,
    )  # fmt: skip


def _phrases(table: dict[str, list[str]], skip: str = "") -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): name for name, words in table.items() if name != skip for phrase in words}
