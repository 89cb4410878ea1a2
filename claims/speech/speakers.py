"""Who a speaker's phrase stands for: short names, pronouns and titles, led back to the fullest mention in the text.

When two people fit, none is given and a note names both.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Resolution, Span
from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.names import pronoun_of
from claims.speech.phrases import ADVERBS, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from schemas.vocabulary import ClaimantKind

_HE, _SHE = "he", "she"
_PRONOUNS = {
    "he": _HE,
    "she": _SHE,
    "him": _HE,
    "her": _SHE,
    "his": _HE,
    "i": "",
    "they": "",
    "who": "",
    "it": "",
    "we": "",
}
_MALE_TITLES = word_class("male_titles")
_FEMALE_TITLES = word_class("female_titles")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as printed somewhere: its span, its words without titles, and what the words tell of gender."""

    span: Span
    words: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a speaker's phrase was led back to; `note` says why nothing was given."""

    name: str | None
    span: Span | None
    kind: ClaimantKind | None
    resolution: Resolution | None = None
    note: str | None = None


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
        if units.low[joiner] in _HONORIFICS:
            break
        end = joiner + 1
    return end


def _is_name_word(units: Units, at: int) -> bool:
    return units.is_capital(at) and units.low[at] not in DAYS and units.low[at] not in _MONTHS


def _mention_of(units: Units, start: int, end: int) -> Mention | None:
    """Return a mention; None when nothing but titles is left."""
    titles = read_lexicon().kinds["titles"] | read_lexicon().kinds["person"]
    lows = [low.rstrip(".") for low in units.low[start:end]]
    bare = tuple(low for low in lows if low not in titles)
    if not bare:
        return None
    return Mention(Span(units.start[start], units.end[end - 1]), bare, _gender_of(lows, bare))


def _gender_of(lows: Sequence[str], bare: tuple[str, ...]) -> str:
    if _MALE_TITLES.intersection(lows):
        return _HE
    if _FEMALE_TITLES.intersection(lows):
        return _SHE
    return pronoun_of(bare[0]) if len(bare) > 1 else ""


def kind_of(phrase: str) -> ClaimantKind | None:
    """Return what a source is, told by its words: a person, an organisation, a government, a document or nobody named."""
    kinds = read_lexicon().kinds
    core = re.split(
        r",| who | that | which | of | from | for | in | at | with | on | familiar ", phrase.strip(), maxsplit=1
    )[0]
    words = re.findall(r"[\w.&-]+", re.sub(r"['’]s\b", "", core))
    if not words:
        return None
    lows = [word.lower().rstrip(".") if word.lower() not in {"u.s.", "u.k."} else word.lower() for word in words]
    head = lows[-1]
    for kind in _KINDS_BY_HEAD:
        if head in kinds[kind]:
            return kind
    if head in kinds["person"] or set(lows) & kinds["titles"] or head in {"he", "she", "i", "who"}:
        return "person"
    if not words[-1][0].isupper():
        return None
    return "organisation" if words[-1].isupper() and len(words[-1]) > 1 else "person"


_KINDS_BY_HEAD: tuple[ClaimantKind, ...] = ("anonymous", "document", "government", "organisation")


class SpeakerResolver:
    """Leads source spans of one text back to names. Feed it the sources in the order of the text."""

    def __init__(self, units: Units) -> None:
        """Read the names of the text."""
        self._text = units.text
        self._mentions = read_mentions(units)
        self._starts = [mention.span.start for mention in self._mentions]
        self._sentences = [units.start[first] for first in units.first if first < len(units)]
        self._said: list[tuple[int, Mention]] = []  # persons who spoke, by sentence number
        self._bodies: list[tuple[int, Span, ClaimantKind]] = []  # those who spoke and are no single person
        self._read = 0  # how many mentions stand before the source that is being resolved
        self._names: dict[str, dict[tuple[str, ...], Mention]] = {}  # by last word, the fullest print of each name
        self._titled: dict[str, dict[str, Mention]] = {}  # by any word, then by last word
        self._genders: dict[str, set[str]] = {}
        for mention in self._mentions:
            if mention.gender:
                self._genders.setdefault(mention.words[-1], set()).add(mention.gender)

    def resolve(self, source: Span) -> Speaker:
        """Return who a source is, by what the text said before it."""
        speaker = self._lead_back(source)
        if speaker.span is not None and speaker.kind is not None and speaker.kind != "person":
            self._bodies.append((self._sentence_of(source.start), speaker.span, speaker.kind))
        return speaker

    def _lead_back(self, source: Span) -> Speaker:
        self._read_up_to(source.start)
        printed = source.of(self._text)
        low = printed.strip(" ,").lower()
        if low in _PRONOUNS:
            return self._pronoun(source, low)
        own = self._own_name(source)
        kind = kind_of(printed)
        if own is None:
            return self._title(source, printed, kind)
        return self._name(source, own, kind)

    def _read_up_to(self, offset: int) -> None:
        """Learn the names that stand before an offset."""
        while self._read < len(self._mentions) and self._starts[self._read] < offset:
            mention = self._mentions[self._read]
            known = self._names.setdefault(mention.words[-1], {})
            if mention.words not in known or _longer(mention, known[mention.words]):
                known[mention.words] = mention
                for word in re.findall(r"\w+", mention.span.of(self._text).lower()):
                    self._titled.setdefault(word, {})[mention.words[-1]] = mention
            self._read += 1

    def _own_name(self, source: Span) -> Mention | None:
        """Return the name that is the head of a phrase: the last one before its first comma or preposition."""
        head = re.split(r",| who | of the | \(", source.of(self._text), maxsplit=1)[0]
        at = bisect_left(self._starts, source.start)
        found: Mention | None = None
        while at < len(self._mentions) and self._starts[at] < source.start + len(head):
            found = self._mentions[at]
            at += 1
        if found is None or not head.rstrip().endswith(found.span.of(self._text)):
            return None
        return found

    def _name(self, source: Span, own: Mention, kind: ClaimantKind | None) -> Speaker:
        """Return the fullest earlier name with the same last word; nothing when two differ."""
        earlier = self._names.get(own.words[-1], {}).values()
        fuller = [mention for mention in earlier if _fits(own, mention) and len(mention.words) > len(own.words)]
        if len({mention.words[-2:] for mention in fuller}) > 1:
            return Speaker(None, None, kind, None, self._ambiguous(fuller))
        if fuller:
            best = max(fuller, key=lambda mention: (len(mention.words), mention.span.end - mention.span.start))
            return self._said_by(source, best, kind)
        same = self._names.get(own.words[-1], {}).get(own.words)
        if same is not None and same.span.end - same.span.start > own.span.end - own.span.start:
            return self._said_by(source, same, kind)
        self._remember(source.start, own)
        return self._as_printed(source, kind)

    def _as_printed(self, source: Span, kind: ClaimantKind | None) -> Speaker:
        span = _stripped(source, self._text)
        return Speaker(span.of(self._text), span, kind)

    def _ambiguous(self, mentions: Sequence[Mention]) -> str:
        names = sorted({mention.span.of(self._text) for mention in mentions})
        return f"speaker_ambiguous: {' or '.join(names[:3])}"

    def _said_by(self, source: Span, mention: Mention, kind: ClaimantKind | None) -> Speaker:
        """Return a speaker that an earlier mention names, and remember who spoke."""
        self._remember(source.start, mention)
        named = mention.span.of(self._text)
        anaphor = _stripped(source, self._text)
        resolution = Resolution(anaphor.of(self._text), *anaphor, named, *mention.span)
        return Speaker(named, mention.span, kind_of(named) or kind, resolution)

    def _remember(self, offset: int, mention: Mention) -> None:
        self._said.append((self._sentence_of(offset), mention))

    def _sentence_of(self, offset: int) -> int:
        return bisect_left(self._sentences, offset + 1) - 1

    def _title(self, source: Span, printed: str, kind: ClaimantKind | None) -> Speaker:
        """Return the name that a title stands for: "the president" after "President Ana Ruiz"."""
        words = re.findall(r"\w+", printed.lower())
        if words[:1] not in (["the"], ["this"], ["that"]) or len(words) > 4 or kind == "anonymous":
            return self._as_printed(source, kind)
        titled = self._titled.get(words[-1], {})
        names = [mention for mention in titled.values() if len(mention.span.of(self._text).split()) > 1]
        if len(names) == 1:
            return self._said_by(source, names[0], kind)
        return self._as_printed(source, kind)

    def _pronoun(self, source: Span, low: str) -> Speaker:
        """Return the person whom a pronoun stands for: who spoke last, or the last name that fits."""
        if low == "who":
            return self._relative(source)
        if low in _BODY_KINDS:
            return self._body(source, low)
        gender = _PRONOUNS[low]
        if not gender:
            return Speaker(None, None, None)
        fits = self._last_fitting(source, gender)
        if not fits:
            return Speaker(None, None, "person")
        if len(fits) > 1:
            return Speaker(None, None, "person", None, self._ambiguous(fits))
        return self._said_by(source, self._fullest(fits[0]), "person")

    def _body(self, source: Span, low: str) -> Speaker:
        """Return the organisation, government or group that spoke last, for "it" and "they"."""
        here = self._sentence_of(source.start)
        for sentence, span, kind in reversed(self._bodies[-4:]):
            if here - sentence <= _SENTENCES_BACK and kind in _BODY_KINDS[low]:
                anaphor = _stripped(source, self._text)
                named = span.of(self._text)
                resolution = Resolution(anaphor.of(self._text), *anaphor, named, *span)
                return Speaker(named, span, kind, resolution)
        return Speaker(None, None, None)

    def _relative(self, source: Span) -> Speaker:
        """Return the name right before "who"."""
        at = bisect_left(self._starts, source.start) - 1
        if at >= 0 and source.start - self._mentions[at].span.end <= 3:
            return self._said_by(source, self._fullest(self._mentions[at]), "person")
        return Speaker(None, None, None)

    def _last_fitting(self, source: Span, gender: str) -> list[Mention]:
        """Return the persons who fit a pronoun, of the nearest sentence that has one, the surest of them only."""
        here = self._sentence_of(source.start)
        for sentence in range(here, max(-1, here - _SENTENCES_BACK), -1):
            said = [mention for number, mention in self._said[-12:] if number == sentence]
            for group in (said, self._names_in(sentence, source.start)):
                fits = [mention for mention in group if self._gender(mention) in {"", gender}]
                sure = _distinct([mention for mention in fits if self._gender(mention) == gender])
                fair = _distinct(
                    [mention for mention in fits if self._may_be_person(mention, sentence, spoke=group is said)]
                )
                if sure or fair:
                    return sure or fair
        return []

    def _names_in(self, sentence: int, before: int) -> list[Mention]:
        """Return the names of a sentence that stand before an offset, the last ones only."""
        start = self._sentences[sentence]
        stop = self._sentences[sentence + 1] if sentence + 1 < len(self._sentences) else len(self._text)
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, min(stop, before))
        return self._mentions[max(low, high - _NAMES_BACK) : high]

    def _may_be_person(self, mention: Mention, sentence: int, *, spoke: bool) -> bool:
        """Tell whether a name of unknown gender can be a person's: two words that spoke, or that open their sentence."""
        fullest = self._fullest(mention)
        if len(fullest.words) < 2 or kind_of(fullest.span.of(self._text)) != "person":
            return False
        return spoke or mention.span.start == self._sentences[sentence]

    def _gender(self, mention: Mention) -> str:
        """Return what a mention, or every mention of its last name, tells of gender."""
        told = self._genders.get(mention.words[-1], set())
        return mention.gender or (next(iter(told)) if len(told) == 1 else "")

    def _fullest(self, mention: Mention) -> Mention:
        """Return the longest earlier print of the same name."""
        same = [other for other in self._names.get(mention.words[-1], {}).values() if _fits(mention, other)]
        return max(same, key=lambda other: (len(other.words), -other.span.start), default=mention)


_SENTENCES_BACK = 6  # how far a pronoun looks for its name
_NAMES_BACK = 12
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
_LONGEST_NAME = 12  # words
_MONTHS = word_class("months")
_JOINERS = word_class("name_joiners")
_NO_NAMES = SUBORDINATORS | PREPOSITIONS | PRONOUNS | DETERMINERS | ADVERBS | {"and", "or", "according"}
_BODY_KINDS = {"it": word_class("it_kinds"), "they": word_class("they_kinds")}


def _longer(one: Mention, other: Mention) -> bool:
    return one.span.end - one.span.start > other.span.end - other.span.start


def _fits(short: Mention, full: Mention) -> bool:
    """Tell whether a fuller name can be the same person: all words of the short one, no other gender.

    A single word behind "of" is not who is named: "Japan" is neither "the Prime Minister of Japan" nor its bank.
    """
    if short.gender and full.gender and short.gender != full.gender:
        return False
    behind = "of" in full.words and short.words[0] in full.words[full.words.index("of") :]
    return set(short.words) <= set(full.words) and not (behind and len(short.words) == 1)


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return one mention of each last name."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.words[-1], mention)
    return list(seen.values())


def _stripped(span: Span, text: str) -> Span:
    """Return a span without the commas and spaces at its end."""
    printed = span.of(text)
    return Span(span.start, span.start + len(printed.rstrip(" ,")))
