"""The names of bodies: their capitalised words without article and legal form, and what of them only a country tells apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.home import is_outlet
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon as read_cues
from claims.speech.names import is_first_name
from claims.text.lexicon import is_plural, read_lexicon, singular_of
from claims.tracking.name_words import CAMEL, SMALL, body_heads, fold, is_capital

_JOINERS = word_class("name_joiners") | {"and", "&", "for", "on", "al", "in", "to", "y", "e", "dos", "das", "ibn"}
OFFICIALS = "officials"  # of a country or body that a capital names, they are one with its authorities
_SEVERAL = re.compile(r"\s(?:and|or|as well as)\s(?!the\b)")
_MC = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z][a-z]+$")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body as printed: its words without article and legal form, and the country, where its name says one."""

    printed: str
    words: tuple[str, ...]  # folded
    is_acronym: bool = False
    is_placed: bool = False  # many countries have one of the kind: it is one only within its own
    is_word: bool = False  # one word, which may as well be a surname
    is_common: bool = False  # one word for a kind of body: "the Times", "the Bank"
    is_camel: bool = False  # capitals within, as no common word has: "TarnNet"


def body_of(tokens: Sequence[str], kind: str | None) -> BodyName | None:
    """Return the body that words ending in a name name: the capitalised run at their end."""
    start = len(tokens)
    while start and (is_capital(tokens[start - 1]) or (fold(tokens[start - 1]) in _JOINERS and start > 1)):
        start -= 1
    run = list(tokens[start:])
    while run and fold(run[0]) in SMALL:
        run.pop(0)
    before = [fold(word) for word in tokens[: len(tokens) - len(run)]]
    if not run or any(low in {"of", "in", "at", "for", "from", "by", "including", "like"} for low in before):
        return None  # "news groups, including ...", "a professor at ..."
    if _SEVERAL.search(f" {' '.join(tokens)} ") and not {"of", "for"} & {fold(word) for word in run}:
        return None
    lows = _folded(run)
    while len(lows) > 1 and lows[-1] in _legal():
        lows.pop()
    lows = _head_last(lows)
    acronym = len(run) == len(lows) == 1 and run[0].replace(".", "").isupper() and 2 <= len(lows[0]) <= 6
    if (
        not lows
        or (len(lows) == 1 and is_paper(lows[0]) and not before)
        or _is_group(_head_word(run))
        or (len(lows) == 1 and is_first_name(lows[0]) and not acronym)
    ):
        return None
    common = len(lows) == 1 and not acronym and bool(before) and lows[0] in body_heads() - _nations_governed()
    camel = bool(CAMEL.match(run[0]) and not _MC.match(run[0]))
    is_word = len(lows) == 1 and kind == "person" and not (acronym or camel or is_outlet(run[0]))
    return BodyName(
        " ".join(run),
        one_name(tuple(lows)),
        acronym and not _known_acronym(lows[0]),
        lows[-1] in _placed(),
        is_word,
        common,
        camel,
    )


def _head_last(lows: list[str]) -> list[str]:
    """Return the words of a department with what it is for before it: "Department of Health" is the Health Department."""
    at = lows.index("of") if "of" in lows else 0
    if at and lows[at - 1] in {"department", "ministry"} and len(lows) > at + 1:
        return [*lows[: at - 1], *lows[at + 1 :], lows[at - 1]]
    return lows


def is_paper(low: str) -> bool:
    """Tell whether a word alone is what is read, and nobody who wrote it: "Reports", "Polls", "Studies"."""
    documents = read_cues().kinds["document"]
    return low in documents or singular_of(low) in documents


def _head_word(run: Sequence[str]) -> str:
    """Return the noun that a name is of, folded: what stands before "of" or "for", else the last word."""
    lows = [fold(word) for word in run]
    parts = [at for at, low in enumerate(lows) if at and low in {"of", "for"}]
    return lows[parts[0] - 1] if parts else lows[-1]


def placed_body(tokens: Sequence[str]) -> BodyName | None:
    """Return the body of a place that ends in its kind: "Lagos police", "the Trump administration"; None for other words."""
    lows = [fold(word) for word in tokens]
    head = lows[-1]
    capitals = [at for at, word in enumerate(tokens) if is_capital(word) and lows[at] not in SMALL]
    officials = (
        head == OFFICIALS and capitals == [len(tokens) - 2] and lows[-2] not in body_heads() - _nations_governed()
    )
    if (
        not capitals
        or (head not in body_heads() and not officials)
        or head == "lawyers"
        or (head in read_cues().kinds["staff"] and not officials)
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
        or (_is_group(head) and not officials)
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
