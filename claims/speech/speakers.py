"""Who a speaker's phrase stands for: short names, pronouns and titles, led back to the fullest mention in the text.

What cannot speak (a number, a date, a question) is nobody. When two people fit, none is given and a note names both.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Resolution, Span
from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.kinds import is_common_noun, kind_of
from claims.speech.mentions import HE, SHE, Mention, distinct, role_of
from claims.speech.names import is_first_name
from claims.speech.phrases import DETERMINERS, last_phrase, phrase_before
from claims.speech.relations import span_of
from claims.speech.roster import Roster
from claims.speech.sources import speaking_part
from claims.speech.subjects import opening_subject
from schemas.vocabulary import ClaimantKind

_PERSONAL = {"he": HE, "she": SHE, "him": HE, "her": SHE, "his": HE}
_BODY_KINDS = {
    "it": word_class("it_kinds"),
    "its": word_class("it_kinds"),
    "they": word_class("they_kinds"),
    "their": word_class("they_kinds"),
}
_PLACING = frozenset({"in", "from", "at"})  # "two girls in Tarn who ..."
_RELATIVES = frozenset({"who", "which"})
_JOINING = frozenset({"and", "but", "or"})
_SEVERAL = re.compile(r"\b[a-z]\w*(?:[^sui]s|men|women|people|children)$")
_PARTED = re.compile(r"\b(?:of|at|in|from|for|to|with|on|by)\b")  # "doctors at Tarn Hospital"
_ENDS_NAME = re.compile(r"\s*$|\s+(?:of|at|in|from|for|to|with|on)\b")
_LED_IN = re.compile(r",\s+(?:[Tt]he\s+)?$")
_CLOSED = re.compile(r"\s*(?:,|$)")
_LEADS_TO_NAME = re.compile(r",\s+(?:[a-z][\w-]*\s+){0,2}(?=[A-Z])")  # ", surgeon Jo Lind"
_SENTENCES_BACK = 6  # how far a pronoun looks for its name
_SUBJECTS_BACK = 2  # and "it" for the subject of a sentence
_NAMES_BACK = 12
_BODIES_BACK = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a speaker's phrase was led back to; `note` says why nothing was given."""

    name: str | None
    span: Span | None
    kind: ClaimantKind | None
    resolution: Resolution | None = None
    note: str | None = None


_NOBODY = Speaker(None, None, None)
_RELATIVE_CLAUSE = re.compile(r",?\s+who\b[^.;:“”\"\n]{0,160}")


class SpeakerResolver:
    """Leads source spans of one text back to names. Feed it the sources in the order of the text."""

    def __init__(self, units: Units) -> None:
        """Read the names of the text."""
        self._units = units
        self._text = units.text
        self._roster = Roster(units)
        self._sentences = [units.start[first] for first in units.first if first < len(units)]
        self._said: list[tuple[int, Mention]] = []  # persons who spoke, by sentence number
        self._meant: dict[str, tuple[int, Mention]] = {}  # whom "he" and "she" stood for last, and in which sentence
        self._bodies: list[tuple[int, Span, ClaimantKind]] = []  # those who spoke and are no single person

    def resolve(self, source: Span) -> Speaker:
        """Return who a source is, by what the text said before it."""
        speaker = self._lead_back(source)
        if speaker.span is not None and speaker.kind is not None and speaker.kind != "person":
            self._bodies.append((self._sentence_of(source.start), speaker.span, speaker.kind))
        return speaker

    def _lead_back(self, source: Span) -> Speaker:
        self._roster.read_up_to(source.start)
        low = source.of(self._text).strip(" ,").lower()
        if low.split(" ", 1)[0] in _RELATIVES:
            return self._relative(source)
        if low in _PERSONAL:
            return self._person(source, _PERSONAL[low])
        if low in _BODY_KINDS:
            return self._body(source, low)
        part = speaking_part(self._text, source)
        return self._noun_phrase(source, part) if part else _NOBODY

    # ---- noun phrases

    def _described(self, source: Span) -> str:
        """Return the words of a source with a relative clause behind them: "an officer, who asked not to be named"."""
        clause = _RELATIVE_CLAUSE.match(self._text, source.end)
        return self._text[source.start : clause.end() if clause else source.end]

    def _noun_phrase(self, source: Span, part: Span) -> Speaker:
        """Return who a noun phrase names; what it is, is told by all words of the source."""
        kind = kind_of(self._described(source)) or kind_of(part.of(self._text))
        own = self._own_name(part) or (self._named_behind(source, part) if kind == "person" else None)
        if own is not None and own.span.start >= part.end:
            self._learn(part, own)
            return self._name(own.span, own, kind)
        if own is not None and own.span.start > part.start and "," in self._text[part.start : own.span.start]:
            named = kind_of(own.span.of(self._text)) if kind == "anonymous" else kind  # "a top official, Ada Lind"
            self._learn(part, own)
            return self._name(own.span, own, named)
        if own is not None and kind == "person":
            return self._name(own.span, own, kind)  # "founder Pavel Holm": one person, one name
        if own is not None:
            return self._name(
                Span(part.start, max(own.span.end, part.start + len(_head(part.of(self._text))))), own, kind
            )
        return self._title(part, kind)

    def _learn(self, part: Span, own: Mention) -> None:
        """Remember the role by which a description tells a person, so that "the doctor" is led back to the name."""
        role = role_of(part, re.split(r"\s(?:who|that|\w+ing)\s", _head(part.of(self._text)), maxsplit=1)[0])
        if role:
            self._roster.bears(role.words[-1], own)

    def _own_name(self, part: Span) -> Mention | None:
        """Return the name that is the head of a phrase, before its first comma or preposition, or that explains its role.

        Who stands behind a preposition does not speak: "a spokesman for Ruiz", "doctors at Tarn Hospital".
        """
        head = _head(part.of(self._text))
        end = part.start + len(head)
        names = self._roster.names_in(part)
        inside = [
            each
            for each in names
            if each.span.start < end and not _PARTED.search(self._text, part.start, each.span.start)
        ]
        own = inside[-1] if inside and _ENDS_NAME.match(self._text, inside[-1].span.end, end) else None
        plain = own is not None and is_common_noun(own.span.of(self._text))
        if own and not plain:
            return own
        if role_of(part, head):
            return self._apposed(names)
        return (self._closed_in(names, part) if plain or not inside else None) or own

    def _closed_in(self, names: Sequence[Mention], part: Span) -> Mention | None:
        """Return the name between commas that explains a description: "Research from a sponsor, The Alder Trust, a charity"."""
        for name in names:
            led = _LED_IN.search(self._text, part.start, name.span.start)
            if led and _CLOSED.match(self._text, name.span.end):
                return name
        return None

    def _named_behind(self, source: Span, part: Span) -> Mention | None:
        """Return the person whose name follows a role between commas: "According to the doctor, surgeon Jo Lind, ..."."""
        lead = _LEADS_TO_NAME.match(self._text, source.end) if role_of(part, _head(part.of(self._text))) else None
        if lead is None:
            return None
        for name in self._roster.names_in(Span(lead.end(), lead.end() + 1)):
            printed = name.span.of(self._text)
            full = len(name.words) > 1 or name.titled
            if full and kind_of(printed) == "person" and self._text.startswith(",", name.span.end):
                return name
        return None

    def _apposed(self, names: Sequence[Mention]) -> Mention | None:
        """Return the person who explains a role behind a comma: "the warden, Dr. Ada Lind", "the head, Tarn Post, Jo Lind"."""
        behind = [name for name in names if self._text[max(0, name.span.start - 2) : name.span.start] == ", "]
        sure = [name for name in behind if name.titled or name.gender]
        fair = [name for name in behind if kind_of(name.span.of(self._text)) == "person"]
        return next(iter(sure or fair), None)

    def _name(self, part: Span, own: Mention, kind: ClaimantKind | None) -> Speaker:
        """Return the fullest earlier name with the same last word; nothing when two differ."""
        fuller = self._roster.fuller(own)
        if self._roster.is_ambiguous(fuller):
            return Speaker(None, None, kind, None, self._ambiguous(fuller))
        if not fuller and kind == "person" and (later := self._roster.later(own)):
            return self._said_by(part, later, kind)
        if fuller:
            best = max(fuller, key=lambda mention: (len(mention.words), mention.span.end - mention.span.start))
            return self._said_by(part, best, kind)
        same = self._roster.same(own)
        if same is not None and same.span.end - same.span.start > own.span.end - own.span.start:
            return self._said_by(part, same, kind)
        self._remember(part.start, own)
        return Speaker(part.of(self._text), part, kind)

    def _title(self, part: Span, kind: ClaimantKind | None) -> Speaker:
        """Return the name that a title stands for: "the president" after "President Ana Ruiz"."""
        printed = part.of(self._text)
        words = re.findall(r"\w+", printed.lower())
        if words[:1] in (["the"], ["this"], ["that"]) and len(words) <= 4 and kind != "anonymous":
            named = self._roster.bearers(words[-1])
            if len(named) == 1 and named[0].span.start < part.start:
                return self._said_by(part, named[0], kind)
        role = role_of(part, printed) if kind in {"person", "anonymous", None} else None
        if role:
            self._remember(part.start, role)
        return Speaker(printed, part, kind)

    def _said_by(self, part: Span, mention: Mention, kind: ClaimantKind | None) -> Speaker:
        """Return a speaker that an earlier mention names, and remember who spoke."""
        self._remember(part.start, mention)
        named = mention.span.of(self._text)
        resolution = Resolution(part.of(self._text), *part, named, *mention.span)
        return Speaker(named, mention.span, kind_of(named) or kind, resolution)

    def _remember(self, offset: int, mention: Mention) -> None:
        self._said.append((self._sentence_of(offset), mention))

    def _sentence_of(self, offset: int) -> int:
        return bisect_left(self._sentences, offset + 1) - 1

    def _ambiguous(self, mentions: Sequence[Mention]) -> str:
        names = sorted({mention.span.of(self._text) for mention in mentions})
        return f"speaker_ambiguous: {' or '.join(names[:3])}"

    # ---- "who" and "which"

    def _relative(self, source: Span) -> Speaker:
        """Return who stands right before "who" or "which"."""
        part = self._antecedent(self._unit_of(source.start))
        found = self._noun_phrase(Span(part.start, source.end), part) if part else _NOBODY
        if found.span is None:
            return found
        pronoun = _stripped(source, self._text)
        resolution = Resolution(pronoun.of(self._text), *pronoun, found.span.of(self._text), *found.span)
        return Speaker(found.name, found.span, found.kind, resolution)

    def _antecedent(self, at: int) -> Span | None:
        """Return what a relative pronoun at unit `at` stands for: the name right before it, or the noun phrase.

        A second clause shares what the first one hangs on: "Ada Lind, who came and who said".
        """
        units = self._units
        if at > 1 and units.low[at - 1] in _JOINING:
            first = units.first[units.sentence[at]]
            earlier = next((unit for unit in range(at - 2, first, -1) if units.low[unit] == units.low[at]), None)
            return self._antecedent(earlier) if earlier is not None else None
        before = at - (at > 0 and units.low[at - 1] == ",")
        floor = units.first[units.sentence[at]]
        if before <= floor:
            return None
        phrase = phrase_before(units, before, floor) or last_phrase(units, before, floor)
        if phrase is None:
            return None
        names = [
            name for name in self._roster.names_in(span_of(units, phrase)) if name.span.end == units.end[before - 1]
        ]
        openers = [word for word in range(*phrase) if units.low[word] in DETERMINERS]
        if names and not (openers and units.low[self._unit_of(names[-1].span.start) - 1] in _PLACING):
            return names[-1].span
        return speaking_part(units.text, span_of(units, (openers[-1] if openers else phrase[0], phrase[1])))

    def _unit_of(self, offset: int) -> int:
        return max(0, bisect_right(self._units.start, offset) - 1)

    # ---- "it" and "they"

    def _body(self, source: Span, low: str) -> Speaker:
        """Return the body that "it" or "they" stand for: the subject of what it said, who spoke last, or a subject before."""
        singular = low in {"it", "its"}
        own = self._subject_of(self._sentence_of(source.start), source.start) if singular else None
        if own and not self._is_person(own):
            return self._led_to(source, own, kind_of(own.of(self._text)))
        here = self._sentence_of(source.start)
        several = None if singular else self._several_before(source, here)
        for sentence, span, kind in reversed(self._bodies[-_BODIES_BACK:]):
            if here - sentence <= (1 if several else _SENTENCES_BACK) and kind in _BODY_KINDS[low]:
                return self._led_to(source, span, kind)
        return self._subject_before(source, here) if singular else several or _NOBODY

    def _several_before(self, source: Span, here: int) -> Speaker | None:
        """Return the subject of the sentence before where it is several people: "Twelve farmers met. They said"."""
        subject = self._subject_of(here - 1, source.start) if here else None
        head = re.split(r",| (?:of|in|at|from|for|with|who) ", subject.of(self._text), maxsplit=1)[0] if subject else ""
        if subject is None or not _SEVERAL.search(head):
            return None
        return self._led_to(source, subject, kind_of(subject.of(self._text)))

    def _subject_before(self, source: Span, here: int) -> Speaker:
        """Return the subject of the sentences right before where it is a body."""
        for sentence in range(here - 1, max(-1, here - 1 - _SUBJECTS_BACK), -1):
            subject = self._subject_of(sentence, source.start)
            kind = kind_of(subject.of(self._text)) if subject else None
            if subject and kind in _BODY_KINDS["it"]:
                return self._led_to(source, subject, kind)
        return _NOBODY

    def _subject_of(self, sentence: int, before: int) -> Span | None:
        """Return the subject that opens a sentence, up to an offset, behind its dateline; None where it is no name or body."""
        floor, ceiling = self._units.bounds(sentence)
        ceiling = min(ceiling, self._unit_of(before))
        found = opening_subject(self._units, floor, ceiling)
        return speaking_part(self._text, span_of(self._units, found)) if found else None

    def _is_person(self, span: Span) -> bool:
        """Tell whether a phrase names a person or a thing: a title, a first name, or no name and no body."""
        printed = span.of(self._text)
        kind = kind_of(printed)
        if kind != "person":
            return kind not in _BODY_KINDS["it"]
        own = self._own_name(span)
        known = own is None or own.titled or bool(own.gender) or printed[0].islower()
        return known or is_first_name(printed.split()[0].lower())

    def _led_to(self, source: Span, span: Span, kind: ClaimantKind | None) -> Speaker:
        """Return a body that a pronoun is led back to; whatever "it" is, it is no person."""
        anaphor, named = _stripped(source, self._text), span.of(self._text)
        return Speaker(
            named,
            span,
            "organisation" if kind == "person" else kind,
            Resolution(anaphor.of(self._text), *anaphor, named, *span),
        )

    # ---- "he" and "she"

    def _person(self, source: Span, gender: str) -> Speaker:
        """Return the person whom a pronoun stands for: who spoke last, or the last name that fits."""
        fitting = self._last_fitting(source, gender)
        here = self._sentence_of(source.start)
        if not fitting and (meant := self._meant.get(gender)) and here - meant[0] <= _SENTENCES_BACK:
            fitting = [meant[1]]  # "she" goes on being who she was
        if not fitting:
            return Speaker(None, None, "person")
        if len(fitting) == 1:
            self._meant[gender] = here, fitting[0]
        if len(fitting) > 1:
            return Speaker(None, None, "person", None, self._ambiguous(fitting))
        return self._said_by(_stripped(source, self._text), self._roster.fullest(fitting[0]), "person")

    def _last_fitting(self, source: Span, gender: str) -> list[Mention]:
        """Return the persons who fit a pronoun, of the nearest sentence that has one, the surest of them only."""
        here = self._sentence_of(source.start)
        for sentence in range(here, max(-1, here - _SENTENCES_BACK), -1):
            said = [mention for number, mention in self._said[-12:] if number == sentence]
            for group in (said, self._names_in(sentence, source.start)):
                fitting = [mention for mention in group if self._roster.gender(mention) in {"", gender}]
                sure = distinct([mention for mention in fitting if self._roster.gender(mention) == gender])
                fair = distinct(
                    [mention for mention in fitting if self._may_be_person(mention, sentence, spoke=group is said)]
                )
                if sure or fair:
                    return sure or fair
        return []

    def _names_in(self, sentence: int, before: int) -> list[Mention]:
        """Return the names of a sentence that stand before an offset, the last ones only."""
        start = self._sentences[sentence]
        stop = self._sentences[sentence + 1] if sentence + 1 < len(self._sentences) else len(self._text)
        return self._roster.within(start, min(stop, before), _NAMES_BACK)

    def _may_be_person(self, mention: Mention, sentence: int, *, spoke: bool) -> bool:
        """Tell whether a name of unknown gender can be a person's: a title, or two words that spoke or open their sentence."""
        fullest = self._roster.fullest(mention)
        if mention.titled or fullest.titled:
            return True
        if len(fullest.words) < 2 or kind_of(fullest.span.of(self._text)) != "person":
            return False
        return spoke or mention.span.start == self._sentences[sentence]


def _head(printed: str) -> str:
    """Return a phrase up to its first comma, bracket or relative clause."""
    return re.split(r",| who | of the | \(", printed, maxsplit=1)[0]


def _stripped(span: Span, text: str) -> Span:
    """Return a span without the commas and spaces at its end."""
    printed = span.of(text)
    return Span(span.start, span.start + len(printed.rstrip(" ,")))
