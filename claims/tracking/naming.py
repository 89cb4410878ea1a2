"""What a claimant's phrase names: a person by name and office, a body, or nobody who could be known again elsewhere.

"California Sen. Ana Ruiz" is Ana Ruiz, a senator; "Lagos police" is a body; "the mayor" and "officials" are nobody.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claims.home import is_outlet
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon as read_cues
from claims.speech.mentions import TITLED
from claims.speech.names import is_first_name
from claims.text.lexicon import is_plural, read_lexicon, singular_of

_HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "rev", "former")
)
_ABBREVIATED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "capt": "captain", "sgt": "sergeant", "ceo": "chief executive", "pm": "prime minister", "cllr": "councillor",
    "congressman": "representative", "congresswoman": "representative", "councilman": "councillor", "adviser": "advisor",
    "vp": "vice president", "chairwoman": "chairman", "chair": "chairman", "reps": "representative", "sens": "senator",
}  # fmt: skip
_BEHIND_NAMES = frozenset(("mp", "mep", "msp", "qc", "kc", "md", "phd", "obe", "mbe", "cbe", "td", "esq"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_JOINERS = word_class("name_joiners") | {"and", "&", "for", "on", "al", "in", "to", "y", "e", "dos", "das", "ibn"}
_PERSON_JOINERS = frozenset(
    ("de", "du", "van", "von", "bin", "al", "el", "la", "der", "den", "da", "di", "le", "dos", "ibn", "bint")
)
_SMALL = frozenset(("the", "a", "an", "of", "and", "for", "on", "in", "&"))
_WORD = re.compile(r"[^\W_][\w.&’'-]*|&")
_INITIALS = re.compile(r"\b([A-Z])\.\s?(?=[A-Z]\b)")
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]|\s+(?:who|which|that|whose)\b.*|\s+-{1,2}\s.*|\s*[—–].*|[\"“”]")
_SEVERAL = re.compile(r"\s(?:and|or|as well as)\s(?!the\b)")
_PLACE_OF_PERSON = re.compile(r"\s(?:of|at|from|with|for|in|near|on|to|by|behind|about|against)\s")
_PLACING = frozenset(
    ("of", "at", "from", "in", "with")
)  # what stands behind a person's name: "Ruiz of the Tarn Institute"
_PARTING = _PLACING | {"for", "by", "like", "including", "to", "about", "and", "or"}
_CAMEL = re.compile(r"[a-z]+[A-Z]|[A-Z][a-z]+[A-Z]")
_MC = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z][a-z]+$")


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
        return " ".join(self.words[-2:]) if self.words[-1] in _SUFFIXES else self.words[-1]

    @property
    def middle(self) -> tuple[str, ...]:
        """The names between them, often initials."""
        return self.words[1 : -2 if self.words[-1] in _SUFFIXES else -1]


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body as printed: its words without article and legal form, and the country, where its name says one."""

    printed: str
    words: tuple[str, ...]  # folded
    is_acronym: bool = False
    is_placed: bool = False  # many countries have one of the kind: it is one only within its own
    is_word: bool = False  # one word, which may as well be a surname
    is_common: bool = False  # one word for a kind of body: "the Times", "the Bank"
    has_article: bool = False  # printed behind "the"


Form = Literal["person", "body", "nobody"]


def name_in(phrase: str, kind: str | None) -> PersonName | BodyName | None:
    """Return what a claimant's phrase names; None for nobody in particular, several, and what is no name.

    `kind` is what the reading takes the claimant for (`claims.claimant_kind`).
    """
    if kind in {"anonymous", "document"} or len(phrase) > 200:
        return None
    head = _head_of(phrase)
    if head is None:
        return None
    tokens = [each.strip(".'’-") if len(each) > 3 else each.strip("'’-") for each in _WORD.findall(head)]
    tokens = [each for each in tokens if each]
    while len(tokens) > 1 and fold(tokens[-1]) in _BEHIND_NAMES:
        tokens.pop()
    if not tokens:
        return None
    if not _is_capital(tokens[-1]):
        return _placed_body(tokens)
    owned = next((at for at, word in enumerate(tokens) if word.endswith(("'s", "’s"))), None)
    if owned is not None and owned < len(tokens) - 2 and _is_office(tokens[owned + 1]):
        return _person_of(tokens[owned + 1 :], "person")  # "the university's Professor Ruiz"
    person = _person_of(tokens, kind)
    return person if person is not None else _body_of(tokens, kind)


def fold(word: str) -> str:
    """Return a word in lower case, without accents, dots and possessive ending."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    low = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return low.removesuffix("'s").replace(".", "").replace("'", "")


def _head_of(phrase: str) -> str | None:
    """Return the part of a phrase that names: before its first comma, or the name that explains a role behind it."""
    bare = _INITIALS.sub(r"\1", _ASIDE.sub(" ", phrase)).strip(" ,")
    bare = re.sub(r"['’]s?$", "", bare)
    parts = [part.strip() for part in bare.split(",") if part.strip()]
    named = [part for part in parts if _is_capital(part.split()[-1])]
    if not parts:
        return None
    if len(parts) > 1 and parts[0][0].islower() and not _is_capital(_before_place(parts[0]).split()[-1]):
        return next((part for part in named if part[0].isupper()), parts[0])  # "one of them, Ana Ruiz, a lawyer"
    return parts[0]


def _before_place(words: str) -> str:
    return _PLACE_OF_PERSON.split(words, maxsplit=1)[0]


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or (word[:3] in {"al-", "el-"} and word[3:4].isupper()) or bool(_CAMEL.match(word))


# ---- persons


def _person_of(tokens: Sequence[str], kind: str | None) -> PersonName | None:
    """Return the person that words name; None where they name a body, or where it cannot be told."""
    words = list(tokens)
    for at, word in enumerate(words):
        if at and word in _PARTING:
            if word not in _PLACING or kind != "person":
                return None
            if word == "of" and _is_office(words[at - 1]):
                continue  # "Archbishop of Tarn Ana Ruiz"
            words = words[:at]
            break
    start = _name_start(words)
    name = words[start:]
    office = _office_of(words[:start])
    titled = office is not None or any(fold(word) in _HONORIFICS for word in words[:start])
    if not name or not all(_is_capital(each) or fold(each) in _PERSON_JOINERS for each in name):
        return None
    folded = tuple(part for each in name for part in re.split(r"[-\s]", fold(each)) if part)
    known = len(folded) > 1 and is_first_name(folded[0])
    if not (known or titled or kind == "person") or (kind != "person" and not (known or titled)):
        return None
    if len(folded) == 1 and not titled and len(words) == len(tokens):
        return None  # it may as well be a body's
    if any(each in _body_heads() for each in folded[-1:]) and not known and not titled:
        return None
    return PersonName(
        " ".join(name), (long_form(folded[0]), *folded[1:]) if len(folded) > 1 else folded, office, titled
    )


def _name_start(words: Sequence[str]) -> int:
    """Return where the name begins behind offices, nations and what else stands before it."""
    offices = [at for at, word in enumerate(words[:-1]) if _is_office(word)]
    start = offices[-1] + 1 if offices else 0
    while start < len(words) - 1 and not _is_capital(words[start]) and fold(words[start]) not in _PERSON_JOINERS:
        start += 1
    firsts = [at for at in range(start, len(words) - 1) if is_first_name(fold(words[at]))]
    if firsts and firsts[0] > start and all(_is_no_name(word) for word in words[start : firsts[0]]):
        start = firsts[0]
    return start


def _is_no_name(word: str) -> bool:
    """Tell whether a capitalised word before a first name is no part of the name."""
    low = fold(word)
    stray = low in word_class("prepositions") or low in word_class("determiners") or low in word_class("subordinators")
    return stray or (word.isupper() and len(word) > 2) or low in _before_words() or low in _nations()


def _is_office(word: str) -> bool:
    low = fold(word)
    kinds = read_cues().kinds
    return (
        low in _HONORIFICS or low in TITLED or low in kinds["titles"] or low in kinds["person"] or low in _ABBREVIATED
    )


def _office_of(words: Sequence[str]) -> str | None:
    """Return the office that stands before a name, its last words in their long form; None for none."""
    lows = [_ABBREVIATED.get(fold(word), fold(word)) for word in words]
    named = [low for low, word in zip(lows, words, strict=True) if _is_office(word) and low not in _HONORIFICS]
    return " ".join(named[-2:]) if named else None


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


@cache
def _body_heads() -> frozenset[str]:
    kinds = read_cues().kinds
    return kinds["organisation"] | kinds["government"]


# ---- bodies


def _body_of(tokens: Sequence[str], kind: str | None) -> BodyName | None:
    """Return the body that words ending in a name name: the capitalised run at their end."""
    start = len(tokens)
    while start and (_is_capital(tokens[start - 1]) or (fold(tokens[start - 1]) in _JOINERS and start > 1)):
        start -= 1
    run = list(tokens[start:])
    while run and fold(run[0]) in _SMALL:
        run.pop(0)
    before = [fold(word) for word in tokens[: len(tokens) - len(run)]]
    if not run or any(low in {"of", "in", "at", "for", "from", "by", "including", "like"} for low in before):
        return None  # "news groups, including ...", "a professor at ..."
    if _SEVERAL.search(f" {' '.join(tokens)} ") and not {"of", "for"} & {fold(word) for word in run}:
        return None
    lows = _folded(run)
    while len(lows) > 1 and lows[-1] in _legal():
        lows.pop()
    acronym = len(run) == 1 and run[0].replace(".", "").isupper() and 2 <= len(lows[0]) <= 6
    if not lows or _is_group(lows[-1]) or (len(lows) == 1 and is_first_name(lows[0]) and not acronym):
        return None
    common = len(lows) == 1 and not acronym and bool(before) and lows[0] in _body_heads() - _nations_governed()
    camel = bool(_CAMEL.match(run[0]) and not _MC.match(run[0]))
    is_word = len(lows) == 1 and kind == "person" and not (acronym or camel or is_outlet(run[0]))
    return BodyName(
        " ".join(run),
        one_name(tuple(lows)),
        acronym and not _known_acronym(lows[0]),
        lows[-1] in _placed(),
        is_word,
        common,
        before[-1:] == ["the"],
    )


def _placed_body(tokens: Sequence[str]) -> BodyName | None:
    """Return the body of a place that ends in its kind: "Lagos police", "the Trump administration"; None for other words."""
    lows = [fold(word) for word in tokens]
    head = lows[-1]
    capitals = [at for at, word in enumerate(tokens) if _is_capital(word) and lows[at] not in _SMALL]
    if (
        not capitals
        or head not in _body_heads()
        or head in {"officials", "lawyers"}
        or head in read_cues().kinds["staff"]
    ):
        return None
    start = capitals[0]
    if any(low in {"of", "in", "at", "for", "from", "by", "with", "s"} for low in lows[:start]) or any(
        "'s" in word or "’s" in word for word in tokens
    ):
        return None
    if (
        start > 1
        or (start == 1 and lows[0] not in {"the", "a", "an"})
        or capitals[-1] < len(tokens) - 3
        or _is_group(head)
    ):
        return None
    return BodyName(" ".join(tokens[start:]), one_name(tuple(lows[start:])), is_placed=False)


def _folded(run: Sequence[str]) -> list[str]:
    lows = [part for word in run for part in re.split(r"-", fold(word)) if part]
    return [low for low in lows if low != "the"]


def one_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one name of a body or country that has several, whole or as its first words: "US Army"."""
    return _same_names().get(words) or words


def _is_group(low: str) -> bool:
    """Tell whether a word is a plural of persons: "Democrats", "Lawmakers", which are nobody who could be asked."""
    kinds = read_cues().kinds
    single = singular_of(low)
    several = is_plural(low) and (single in kinds["person"] or single in _people() or low in kinds["anonymous"])
    return (
        several or low in kinds["staff"] or low in kinds["anonymous"] or low in {"republicans", "activists", "voters"}
    )


@cache
def _people() -> frozenset[str]:
    return frozenset(read_lexicon("persons")["persons"])


@cache
def _legal() -> frozenset[str]:
    return frozenset(read_lexicon("claimants")["legal"]["words"])


@cache
def _placed() -> frozenset[str]:
    return frozenset(read_lexicon("claimants")["placed"]["heads"])


@cache
def _same_names() -> dict[tuple[str, ...], tuple[str, ...]]:
    names = read_lexicon("claimants")["one"]["names"]
    return {tuple(other.split()): tuple(same[0].split()) for same in names for other in same}


def _known_acronym(low: str) -> bool:
    return (low,) in _same_names()


def is_single(words: tuple[str, ...]) -> bool:
    """Tell whether a body's name is of one alone, though it ends in a word of its kind: "the White House"."""
    return words in set(_same_names().values())


@cache
def _nations_governed() -> frozenset[str]:
    """Return the names of countries and capitals that stand for their governments."""
    return read_cues().kinds["government"] - frozenset(read_lexicon("claimants")["placed"]["heads"])
