"""The names of persons: with the offices, nations and stray words that stand before them, folded for comparing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon as read_cues
from claims.speech.mentions import TITLED
from claims.speech.names import is_first_name
from claims.text.lexicon import read_lexicon, singular_of
from claims.tracking.name_words import body_heads, fold, is_capital

_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof", "professor", "rev", "former"))
_NO_OFFICE = frozenset(
    ("us", "republican", "democratic", "democrat", "new", "top", "senior", "acting", "interim", "shadow")
)
_ABBREVIATED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "capt": "captain", "sgt": "sergeant", "ceo": "chief executive", "pm": "prime minister", "cllr": "councillor",
    "congressman": "representative", "congresswoman": "representative", "councilman": "councillor", "adviser": "advisor",
    "vp": "vice president", "chairwoman": "chairman", "chair": "chairman", "reps": "representative", "sens": "senator",
}  # fmt: skip
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PERSON_JOINERS = frozenset(
    (
        "de",
        "du",
        "van",
        "von",
        "bin",
        "al",
        "el",
        "la",
        "der",
        "den",
        "da",
        "di",
        "le",
        "dos",
        "ibn",
        "bint",
        "abu",
        "abd",
    )
)
_LEAST_TRADE = 6  # letters of what is no trade by its ending alone: "Trevor"
_PLACING = frozenset(
    ("of", "at", "from", "in", "with")
)  # what stands behind a person's name: "Ruiz of the Tarn Institute"
_PARTING = _PLACING | {"for", "by", "like", "including", "to", "about", "and", "or"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as printed: the words of the name without title, in order, and the office before it, where one is."""

    printed: str
    words: tuple[str, ...]  # folded: lower case, no accents, first name in its long form
    office: str | None = None
    is_titled: bool = False  # with an office or an honorific: certainly a person

    @property
    def is_full(self) -> bool:
        """Tell whether more than a surname is named."""
        return len(self.words) > 1

    @property
    def first(self) -> str:
        """The first name."""
        return self.words[0]

    @property
    def last(self) -> str:
        """The surname, with what tells a son from his father."""
        return " ".join(self.words[-2:]) if self.words[-1] in SUFFIXES else self.words[-1]

    @property
    def surname(self) -> str:
        """The last of the names, without what tells a son from his father."""
        return self.words[-2] if self.words[-1] in SUFFIXES and len(self.words) > 1 else self.words[-1]

    @property
    def middle(self) -> tuple[str, ...]:
        """The names between them, often initials."""
        return self.words[1 : -2 if self.words[-1] in SUFFIXES else -1]


def person_of(tokens: Sequence[str], kind: str | None) -> PersonName | None:
    """Return the person that words name; None where they name a body, or where it cannot be told."""
    words = list(tokens)
    for at, word in enumerate(words):
        if at and word in _PARTING:
            if word not in _PLACING or kind != "person":
                return None
            if word == "of" and is_office(words[at - 1]):
                continue  # "Archbishop of Tarn Ana Ruiz"
            words = words[:at]
            break
    start = _name_start(words)
    name = words[start:]
    office = office_of(words[:start])
    titled = office is not None or any(fold(word) in _HONORIFICS - {"former"} for word in words[:start])
    if not name or not all(is_capital(each) or fold(each) in _PERSON_JOINERS for each in name):
        return None
    folded = tuple(part for each in name for part in re.split(r"[-\s]", fold(each)) if part)
    known = len(folded) > 1 and knows_first(folded[0])
    if not (known or titled or kind == "person") or (kind != "person" and not (known or titled)):
        return None
    if len(folded) == 1 and not titled and len(words) == len(tokens):
        return None  # it may as well be a body's
    if folded[-1] in body_heads() and not known:
        return None  # "Republican National Committee"
    return PersonName(
        " ".join(name), (long_form(folded[0]), *folded[1:]) if len(folded) > 1 else folded, office, titled
    )


def _name_start(words: Sequence[str]) -> int:
    """Return where the name begins behind offices, nations and what else stands before it."""
    offices = [at for at, word in enumerate(words[:-1]) if is_office(word)]
    roles = [at for at, word in enumerate(words[:-2]) if _is_role(word)] if not is_first_name(fold(words[0])) else []
    start = max((*offices, *roles), default=-1) + 1
    while start < len(words) - 1 and not is_capital(words[start]) and fold(words[start]) not in _PERSON_JOINERS:
        start += 1
    first = next((at for at in range(start, len(words) - 1) if knows_first(fold(words[at]))), start)
    before = words[start:first]
    placed = start < len(words) and words[start - 1] == "of" and bool(offices)  # "Mayor of Tarn Ana Ruiz"
    if before and (placed or all(_is_no_name(word) for word in before) or _is_long_title(before, words[first:])):
        return first
    return start


def _is_long_title(before: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether words before a first name are what its bearer is: "National Intelligence", and no initial or name of theirs."""
    lows = [fold(word) for word in before]
    named = any(len(low) == 1 or low in _PERSON_JOINERS or "-" in low for low in lows)
    return len(before) > 1 and not named and fold(name[-1]) not in body_heads()


def _is_no_name(word: str) -> bool:
    """Tell whether a capitalised word before a first name is no part of the name."""
    low = fold(word)
    stray = low in word_class("prepositions") or low in word_class("determiners") or low in word_class("subordinators")
    return stray or (word.isupper() and len(word) > 2) or low in _before_words() or low in _nations()


def is_office(word: str) -> bool:
    """Tell whether a word is a title, an office or an adjective of one."""
    low = fold(word)
    kinds = read_cues().kinds
    return (
        low in _HONORIFICS or low in TITLED or low in kinds["titles"] or low in kinds["person"] or low in _ABBREVIATED
    )


def _is_role(word: str) -> bool:
    """Tell whether a word is what somebody is by trade or post, one or several: "Prosecutor", "Senators", "Editor-in-Chief"."""
    first, _, rest = fold(word).partition("-")
    if is_first_name(first) or (rest and not rest.startswith("in-")):
        return False
    persons, single = read_lexicon("persons"), singular_of(first)
    return (
        single in persons["persons"]
        or is_office(single)
        or (len(single) > _LEAST_TRADE and single.endswith(tuple(persons["endings"][:4])))
    )


def office_of(words: Sequence[str]) -> str | None:
    """Return the office that stands before a name, its last words in their long form; None for none."""
    lows = [_ABBREVIATED.get(fold(word), fold(word)) for word in words]
    told = [
        low for low, word in zip(lows, words, strict=True) if is_office(word) and low not in _HONORIFICS | _NO_OFFICE
    ]
    held = any(_is_held(word) for word in words)
    return " ".join(told[-2:]) if told and held else None


def _is_held(word: str) -> bool:
    """Tell whether a word is an office that somebody holds, and no adjective beside one."""
    low = fold(word)
    return low not in _HONORIFICS | _NO_OFFICE and (
        low in TITLED or low in read_cues().kinds["person"] or low in _ABBREVIATED
    )


def knows_first(low: str) -> bool:
    """Tell whether a word in lower case is a first name that we know, in full or short."""
    return is_first_name(low) or low in _short_forms()


def long_form(first: str) -> str:
    """Return the first name that a short form is short for; itself for all others."""
    return _short_forms().get(first, first)


@cache
def _short_forms() -> dict[str, str]:
    return {short: name for name, shorts in read_lexicon("claimants")["short"].items() for short in shorts}


@cache
def _before_words() -> frozenset[str]:
    return frozenset(read_lexicon("claimants")["before"]["words"])


@cache
def _nations() -> frozenset[str]:
    """Return the words that name countries, peoples and places in the lexicon of homes, and those of governments."""
    homes = {fold(word) for row in read_lexicon("homes")["country"] for word in row["words"]}
    return frozenset(homes)
