"""The words of a claim's measure and of a source's definition that the other does not tell of, by where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.text.lexicon import read_lexicon
from claims.tracking.definition import Subject, aliased, lasts, same_name, without_whose
from claims.tracking.gist import gist_of

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")
_SEGMENT = re.compile(r"[,;]\s+|\s*:\s+|\s[-–—]\s")
_UNITS = re.compile(
    r"\([^()]{0,60}?(?:%|\$|\d|\b(?:per|years?|thousands?|millions?|billions?|current|sq|km|kg|kt|tonnes?|metric|hectares?|litres?)\b)[^()]{0,60}\)"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LOSS = re.compile(r"/?\(loss\)|(?<=deficit)/surplus|(?<=surplus)/deficit", re.IGNORECASE)
"""The other sign of one measure, which a form prints beside it."""

_LIMITER = re.compile(
    r"(?:^(?:share of |number of |total |proportion of )?(?:the )?|\b(?:of|by|with|for|from|among|at|to|than|who|while|in)\s(?:an?\s|the\s|its\s|their\s|all\s)?(?:other\s)?)"
    r"([^\W\d_][\w-]*)\b(?!\s[A-ZÀ-ÖØ-Þ])"
)
_ALL_SEXES = re.compile(r"\bboth sexes\b", re.IGNORECASE)
_OWNER = re.compile(r"\b[A-Z][\w.-]*['’]s?\s(?=[A-Z])")
_SAME = re.compile(
    r"\b(?:in|of|at|on|for) the same (?:case|decision|order|ruling|deal|contract|sale|match|accident|crash|fire|attack|event)\b"
)
"""By which a source says itself that it is of what the claim is of: one thing, not a survey of many."""
_THERE = re.compile(r",?\s(?:in|at|near)\s(?:[A-ZÀ-ÖØ-Þ][\w’'-]+(?:,?\s|$))+")
_SHORT = re.compile(r"\(([A-Z]{2,})s?\)")
_AGREE = 5
"""Letters in which two words of one root agree: taxation, taxable."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is left over of a claim, and of a source's first segment, its other segments and its brackets.

    `of_claim` and `of_head` are how many words of the claim and of the first segment may limit what they measure;
    `claim_limits` and `source_limits` how many of what is left stand where a measure is limited: before its noun ("knife
    crimes"), or behind "of", "by", "with" ("harvest of cotton"), and are not the kind of a named thing ("of the trawler Osk");
    `is_named` is said where the source says itself that it is of the claim's one case.
    """

    claim: tuple[str, ...]
    head: tuple[str, ...]
    side: tuple[str, ...]
    brackets: tuple[str, ...]
    of_claim: int
    of_head: int
    claim_limits: int
    source_limits: int
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text that may limit what it measures, and the stems by which it accounts for those of another."""

    left: tuple[str, ...]
    stems: frozenset[str]
    roots: frozenset[str]
    names: frozenset[str]


def left_words(claim: Subject, source: Subject, sentence: str) -> Left:
    """Return the words that limit one of the two and that the other does not tell of.

    The sentence of the claim tells what its measure leaves out: the year, the place.
    """
    shared = _shared(claim.concepts & source.concepts, claim.narrowing & source.narrowing)
    told, ours = _words_of(f"{claim.text} {sentence}"), _bare(claim, source)
    head, side, brackets = _parts(source.text, told)
    ours_left, head_left, side_left, brackets_left = (
        _unmet(text, other, shared)
        for text, other in ((ours, _words_of(source.text)), (head, told), (side, told), (brackets, told))
    )
    return Left(
        claim=ours_left,
        head=head_left,
        side=side_left,
        brackets=brackets_left,
        of_claim=_limiting(ours),
        of_head=_limiting(head),
        claim_limits=_limiters(ours, ours_left),
        source_limits=_limiters(head, head_left),
        is_named=bool(_SAME.search(source.text)),
    )


def _unmet(text: str, other: _Words, shared: tuple[str, ...]) -> tuple[str, ...]:
    words = (word for word in _words_of(text).left if not word.lower().startswith(shared))
    left = [word for word in words if not _is_told(word, other)]
    return tuple(word.lower() if text.startswith(word) and not word.isupper() else word for word in left)


def _limiters(text: str, left: tuple[str, ...]) -> int:
    """Return how many words that are left stand where a measure is limited."""
    found = {each[1].lower() for each in _LIMITER.finditer(text)}
    return sum(word in found for word in left)


def _limiting(text: str) -> int:
    """Return how many words of a text may limit what it measures."""
    return sum(word.lower() not in _plain() for word in _words_of(text).left)


def _parts(text: str, told: _Words) -> tuple[str, str, str]:
    """Return the segment of a definition that says what it is, the others that are of the measure, and what is in brackets.

    The first says it, but where none of its words is told and another's are: "Gifts, grants paid".
    """
    plain = _UNITS.sub(" ", _SHORT.sub(_unless_initials, _LOSS.sub("", text)))
    first, *others = _SEGMENT.split(_BRACKETS.sub(" ", plain))
    segments = [first.strip(), *(each for each in others if not _is_about_the_count(each))]
    head = next((each for each in segments if len(_unmet(each, told, ())) < _limiting(each)), segments[0])
    side = ", ".join(each for each in segments if each is not head)
    return head, side, " ".join(found[1] for found in _BRACKETS.finditer(plain))


def _is_told(word: str, other: _Words) -> bool:
    """Tell whether a word limits nothing, or stands in the other text: itself, one of its root, or one that means it."""
    stems = set(gist_of(word).stems) | _rows_of(word.lower())
    if not stems or word.lower() in _plain() or stems & other.stems:
        return True
    if word[0].isupper():
        return any(same_name(word, each) for each in other.names)
    return bool(_roots(stems) & other.roots)


def _roots(stems: Iterable[str]) -> frozenset[str]:
    """Return the beginnings in which words of one root agree, of those that are long enough."""
    return frozenset(stem[:_AGREE] for stem in stems if len(stem) >= _AGREE)


def _words_of(text: str) -> _Words:
    """Read a text without whose a currency is, which its unit tells."""
    plain = aliased(without_whose(_ALL_SEXES.sub(" ", text)))
    words = tuple(_WORD.findall(plain))
    rows = {row for word in words for row in _rows_of(word.lower())}
    stems = frozenset(gist_of(plain).stems)
    return _Words(words, stems | rows, _roots(stems), frozenset(word for word in words if word[0].isupper()))


def _is_about_the_count(segment: str) -> bool:
    lexicon = read_lexicon("definitions")
    lower = segment.lower()
    return bool(_whole(tuple(lexicon["tellers"]["words"])).search(lower)) or lower.startswith(
        tuple(lexicon["accounted"]["asides"])
    )


def _unless_initials(found: re.Match[str]) -> str:
    """Return what stands in brackets, or nothing where it is the initials of the words before: "(MAUs)"."""
    words = found.string[: found.start()].split()[-len(found[1]) :]
    return " " if "".join(word[0] for word in words).upper() == found[1] else found[0]


def _bare(claim: Subject, source: Subject) -> str:
    """Return what a claim measures without whose a named thing is, what kind of thing it is, and where it stands.

    That a river's length or an area is meant in a place may mean a part of it, as deaths there may be a part of the toll;
    a height, or the length of a bridge, has no such parts.
    """
    lexicon = read_lexicon("definitions")["accounted"]
    text = _kind_of_place(tuple(lexicon["places"])).sub(" ", _OWNER.sub("", claim.text))
    if not lasts(source.text):
        return text
    text = _named_kind(tuple(lexicon["undivided"] + lexicon["kinds"])).sub(r"\1", text)
    is_whole = _whole(tuple(lexicon["undivided"])).search(claim.text.lower())
    return _THERE.sub(" ", text) if is_whole else text


def _shared(concepts: frozenset[str], narrowing: frozenset[str]) -> tuple[str, ...]:
    """Return the beginnings of the words for what two texts both measure."""
    lexicon = read_lexicon("definitions")
    phrases = [phrase for each in sorted(concepts) for phrase in lexicon["concepts"][each]]
    phrases += [phrase for each in sorted(narrowing) for phrase in lexicon["narrowing"][each]]
    return tuple({word for phrase in phrases for word in phrase.split()} - {"a", "in", "of", "the"})


@cache
def _kind_of_place(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the words before a name that say what kind of place it names: "the city of Osk"."""
    return re.compile(rf"\bthe\s(?:{'|'.join(kinds)})\s(?:of\s)?(?=[A-Z])")


@cache
def _named_kind(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of a name with the words behind it that say what kind of thing it names: "Osk V rocket"."""
    return re.compile(rf"\b([A-Z][\w’'-]*(?:\s\d+)?)(?:\s(?:{'|'.join(kinds)})\b)+")


@cache
def _plain() -> frozenset[str]:
    """Return the words that limit nothing."""
    return frozenset(read_lexicon("definitions")["accounted"]["plain"])


def _rows_of(word: str) -> frozenset[str]:
    return _alike().get(word, frozenset())


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Return for each word the rows of words that mean the same."""
    found: dict[str, frozenset[str]] = {}
    for name, words in read_lexicon("definitions")["alike"].items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {f"={name}"}
    return found


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))
