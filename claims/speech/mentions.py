"""The names that a text prints, with their titles, and what the words tell of who bears them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Span
from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.names import pronoun_of
from claims.speech.phrases import ADVERBS, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS

HE, SHE = "he", "she"
_MALE_TITLES = word_class("male_titles")
_FEMALE_TITLES = word_class("female_titles")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
TITLED = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "sen", "rep", "sgt", "capt", "col",
                     "lt", "gen", "gov", "rev", "professor", "senator", "sergeant", "captain", "colonel", "general",
                     "president", "minister", "mayor", "governor", "judge", "justice", "bishop", "brigadier", "lieutenant",
                     "commodore", "admiral", "marshal", "inspector", "superintendent", "constable", "detective", "major-general",
                     "archbishop", "cardinal", "reverend", "sheikh", "councillor", "comrade"})  # fmt: skip
_LONGEST_NAME = 12  # words
_ARTICLED = re.compile(
    r"(?:al|el|ad|an|ar|as|at|az|ul|ud)[-‑][A-Z]|d['’][A-Z]"
)  # "Jamal al-Tarni": the article is small
_MONTHS = word_class("months")
_JOINERS = word_class("name_joiners")
_NO_NAMES = SUBORDINATORS | PREPOSITIONS | PRONOUNS | DETERMINERS | ADVERBS | {"and", "or", "according"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as printed somewhere: its span, its words without titles, what they tell of gender, and if a title is a person's."""

    span: Span
    words: tuple[str, ...]
    gender: str
    titled: bool = False


def read_mentions(units: Units) -> list[Mention]:
    """Return every name outside quotations in order: runs of capitalised words of a sentence, with titles in the span."""
    found: list[Mention] = []
    at = 0
    while at < len(units):
        end = _name_end(units, at)
        if end > at:
            mention = _mention_of(units, at, end)
            if mention:
                found.append(mention)
        at = max(end, at + 1)
    return found


def _name_end(units: Units, start: int) -> int:
    """Return the unit behind the name that starts here; `start` itself where none does."""
    if not _is_name_word(units, start) or units.low[start] in _NO_NAMES:
        return start
    end = start + 1
    while end < len(units) and units.sentence[end] == units.sentence[start] and end - start < _LONGEST_NAME:
        joiner = end
        while joiner < len(units) and units.low[joiner] in _JOINERS and joiner - end < 2:
            joiner += 1
        if joiner >= len(units) or units.sentence[joiner] != units.sentence[start] or not _is_name_word(units, joiner):
            break
        if units.low[joiner] in _HONORIFICS or units.low[joiner] in _NO_NAMES - DETERMINERS:
            break
        end = joiner + 1
    return end


def _is_name_word(units: Units, at: int) -> bool:
    return (
        (units.is_capital(at) or has_article(units.word(at)))
        and units.low[at] not in DAYS
        and units.low[at] not in _MONTHS
    )


def has_article(word: str) -> bool:
    """Tell whether a word is a name behind a small article: "al-Tarni", "d'Este"."""
    return bool(_ARTICLED.match(word))


def _mention_of(units: Units, start: int, end: int) -> Mention | None:
    """Return a mention; None when nothing but titles is left."""
    titles = read_lexicon().kinds["titles"] | read_lexicon().kinds["person"]
    lows = [low.rstrip(".") for low in units.low[start:end]]
    bare = tuple(low for low in lows if low not in titles and low.removesuffix("s") not in titles)
    if not bare:
        return None
    span = Span(units.start[start], units.end[end - 1])
    leading = lows[: len(lows) - len(bare)]
    return Mention(span, bare, _gender_of(lows, bare), lows[-len(bare) :] == list(bare) and bool(TITLED & set(leading)))


def _gender_of(lows: Sequence[str], bare: tuple[str, ...]) -> str:
    if _MALE_TITLES.intersection(lows):
        return HE
    if _FEMALE_TITLES.intersection(lows):
        return SHE
    return pronoun_of(bare[0])


_ROLE_OPENERS = frozenset(
    {"a", "an", "the", "one", "another", "this", "that", "his", "her", "its", "their", "our", "my"}
)
_PLURAL = re.compile(r"(?:[^su]s|men|women|people|police|staff)$")


def role_of(span: Span, printed: str) -> Mention | None:
    """Return a person who is told by a role alone ("the minister", "a young diver") as a mention; None for several."""
    words = re.findall(r"[\w-]+", re.split(r",| who | of | for | from | in | at ", printed, maxsplit=1)[0].lower())
    owned = bool(re.search(r"['’]s\s", printed))
    if len(words) < 2 or not (words[0] in _ROLE_OPENERS or owned) or _PLURAL.search(words[-1]):
        return None
    return Mention(span, (words[-1],), _gender_of(words, (words[-1],)), titled=True)


def longer(one: Mention, other: Mention) -> bool:
    """Tell whether the first print is the longer one."""
    return one.span.end - one.span.start > other.span.end - other.span.start


def fits(short: Mention, full: Mention) -> bool:
    """Tell whether a fuller name can be the same person: all words of the short one, no other gender.

    A single word behind "of" is not who is named: "Japan" is neither "the Prime Minister of Japan" nor its bank.
    """
    if short.gender and full.gender and short.gender != full.gender:
        return False
    behind = "of" in full.words and short.words[0] in full.words[full.words.index("of") :]
    return set(short.words) <= set(full.words) and not (behind and len(short.words) == 1)


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return one mention of each last name."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.words[-1], mention)
    return list(seen.values())
