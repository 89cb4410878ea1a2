"""What is printed around a claim and a date that may be its time: the signs that the chooser of periods weighs.

All are of the grammar: kinds of claim, closed classes of words beside and between, order and distance.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.model import Claim, DateSpan, Sentence, Span
from claims.periods.candidates import BACK, Candidate
from claims.periods.guess import belongs_elsewhere, guess_of, is_known, is_of_its_own
from claims.reading import Reading
from claims.speech.cues import read_lexicon
from claims.statement import scope_of
from claims.text.tokens import Tokens, tokenise
from schemas.vocabulary import ASSERTIONS, GENRES, GRANULARITIES, KINDS

Floats = NDArray[np.float32]
_LED = (
    "in", "on", "by", "since", "from", "to", "until", "of", "for", "during", "after", "before", "the", "a", "than", "as", "between",
    "at", "with", "over", "into", "and", "or", "its", "that", "this", "about", "up", "was", "were", "is", "are", "has", "had", "have",
    "be", "been", "will", "would", "which", "who", "more", "least", "said", "while", "when", "across", "among", "through", ",", "(", "—", ":", ";", '"', "“", "”", ".",
)  # fmt: skip
_BETWEEN = (
    "and", "but", "or", "which", "who", "whose", "that", "to", "from", "than", "since", "after", "before", "when", "while", "where",
    "because", "as", "with", "including", "if", "of", "in", "at", "by", "for", "on", "according", "is", "are", "was", "were", "has",
    "have", "had", "will", "would", "could", "not", "compared", ",", ";", ":", "—", "–", "(", ")", "“", "”", '"', "'s",
)  # fmt: skip
_OPENERS = (
    "he", "she", "it", "they", "the", "his", "her", "its", "their", "this", "that", "these", "those", "a", "an", "in", "on", "at", "another",
    "but", "and", "after", "during", "then", "about", "some", "more", "most", "of", "one", "two", "“", '"', "there", "for", "by", "since", "as", "to", "we", "i",
)  # fmt: skip
_CLAUSE = frozenset({"which", "who", "that", "whose", "where", "when", "while", "because", "after", "before", "if", "although", "though", "since", "than", "as", "including", "with"})  # fmt: skip
_PAST = frozenset({"was", "were", "had", "did", "went", "fell", "rose", "said", "took", "made", "came", "got", "won", "lost", "gave", "saw", "led", "held", "told", "found", "became", "began", "left", "cut", "hit", "put", "sold", "paid", "spent", "grew", "shot", "met"})  # fmt: skip
_AHEAD = frozenset({"will", "would", "could", "may", "might", "should", "shall", "expected", "plans", "planned", "to"})
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "remains", "remain", "now", "currently", "can"})
_OCCASION = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:elections?|primary|primaries|caucus(?:es)?|referendum|vote|race|campaign|cycle|census|season|Olympics|Games"
    r"|World\s+Cup|outbreak|pandemic|recession|midterms?)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\s(?:[\w-]+\s)?(?:surveys?|polls?|study|studies|reports?|data|figures|review|analysis)\b", re.IGNORECASE
)
_OWNED = re.compile(r"(?:\b(?:its|his|her|their|our|my|your)|['’]s|s['’])\s+(?:\w+\s+)?$", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:\b(?:the|an?|its|their|his|her|this|that|our|new)|['’]s)\s+$", re.IGNORECASE)
_NOUN = re.compile(r"[ -](?!(?:{})\b)[A-Za-z]".format("and|or|but|as|with|from|to|by|at|in|on|of|for|is|are|was|were|has|had|have|when|where|after|before|while|because|that|which|who|the|an?|it|he|she|they|we|will|would|could|compared|than|if|since|until|said|told"))  # fmt: skip
_OTHER_EVENT = re.compile(r"\b(?:since|than|after|before|until|when|because)\s+(?=\S+\s+\S+)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s+(?:have|has|had|were|was|are|is|will|would|could|can|may|might|did|does|do|includes?|remains?|faces?|\w+ed)\b"
)
_DESCRIBES = re.compile(
    r"\b[a-z]+(?:ed|wn|en|ld|de)\s+(?:(?:back|earlier|late|early)\s+)?(?:in\s+|on\s+|during\s+)?(?:the\s+)?$"
)
_FRONTED = re.compile(
    r"(?:In|At|Under|For|According to|With|From)\s[^,]*\b\w+(?:ed|wn)\s+(?:on\s+|in\s+|late\s+|early\s+)?$"
)
_ASIDE = re.compile(r",\s+(?:which|who|whose|where|with|including|an?|the|and)\b[^,]*$")
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,5}$", re.IGNORECASE)
_TURNS = frozenset({"to", "from", "and", "but", "while", "whereas", "against", "versus", "than", "compared", ","})
_BREAKS = frozenset({";", ":", "—", "“", "”", "–"})
_OWN_SPAN = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:over|across|within|in|for)\s+(?:the\s+next\s+)?(?:\w+|\d+)\s+(?:years?|decades?|months?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """A sentence as the signs see it: its words, which of them are dates and numbers."""

    reading: Reading
    sentence: Sentence

    @cached_property
    def tokens(self) -> Tokens:
        """Return its words, by offsets from its start."""
        return tokenise(self.reading.text[self.sentence.start : self.sentence.end])

    @cached_property
    def dates(self) -> list[DateSpan]:
        """Return its dates."""
        return self.reading.dates_in(self.sentence)

    def index(self, offset: int) -> int:
        """Return the first word that starts at or behind an offset of the text."""
        return self.tokens.first_from(offset - self.sentence.start)

    @cached_property
    def moods(self) -> list[float]:
        """Tell whether it has words of the past, of what is to come, of the present."""
        words = self.tokens.lower
        past = any(word in _PAST or (word.endswith("ed") and len(word) > 3) for word in words)
        return [float(past), float(any(w in _AHEAD for w in words)), float(any(w in _PRESENT for w in words))]


class Looked(NamedTuple):
    """A claim, where it stands, and what is told of it whatever the date."""

    claim: Claim
    place: Place
    span: Span
    scope: Span
    own: list[float]
    guess: DateSpan | None  # by the grammar of its clause
    known: bool  # a thing that was there before: the clause's date is not its own


def look(claim: Claim, place: Place) -> Looked:
    """Look at a claim before its dates are weighed."""
    span = Span(claim.start_char, claim.end_char)
    guess = guess_of(claim, place.reading)
    return Looked(
        claim,
        place,
        span,
        scope_of(claim, place.reading),
        _of_claim(claim, place, span),
        guess,
        is_known(claim, place.reading),
    )


def signs_of(seen: Looked, candidate: Candidate, among: Sequence[Candidate]) -> list[float]:
    """Return the signs of a claim and a date that may be its time; as many for every pair.

    What a claim is by itself weighs otherwise where the date stands in another sentence, so it is told twice there.
    """
    place = seen.place if candidate.back == 0 else Place(seen.place.reading, candidate.sentence)
    earlier = seen.own if candidate.back else [0.0] * len(seen.own)
    return [
        *_guessed(seen, candidate),
        *seen.own,
        *earlier,
        *_of_date(candidate, place, seen),
        *_of_both(seen, candidate, place, among),
    ]


def rows_of(seen: Looked, among: Sequence[Candidate]) -> Floats:
    """Return the signs of a claim and each of the dates that may be its time, one row each (candidates, signs)."""
    return np.array([signs_of(seen, each, among) for each in among], dtype=np.float32)


GUESSED = 8
"""So many signs, the first, tell what the grammar of the clause says."""


def _guessed(seen: Looked, candidate: Candidate) -> list[float]:
    """Tell whether a date is what the grammar says or whether it says none, and why it may date something else."""
    guess, own = seen.guess, candidate.back == 0
    hit = guess is not None and (guess.first, guess.last) == (candidate.day.first, candidate.day.last)
    text, start = seen.place.reading.text, seen.scope.start
    elsewhere = own and belongs_elsewhere(text, seen.span, candidate.day, start)
    known = own and seen.known and not is_of_its_own(text, seen.span, candidate.day)
    apart = own and not seen.scope.holds(Span(candidate.day.start, candidate.day.end))
    return [
        *map(float, (hit, guess is None, hit and own, hit and not own, guess is None and own, elsewhere, known, apart))
    ]


def _one(names: Iterable[object], value: object) -> list[float]:
    """Return 1 for the name that a value is, 0 for the others."""
    return [float(name == value) for name in names]


@cache
def _saying() -> frozenset[str]:
    """Return the forms of verbs that say, and of those that put something out."""
    verbs = frozenset(word for word, verb in read_lexicon().verbs.items() if verb.frames & {"say", "tell"})
    return verbs | {"released", "published", "reported", "according", "wrote", "spoke", "speaking"}


def _class_of(word: str, printed: str, kind: str) -> list[float]:
    """Tell what sort of word one is that stands in no closed class."""
    return [
        float(kind == "number"), float(printed[:1].isupper()), float(word.endswith("ed")), float(word.endswith("ing")),
        float(word in _saying()), float(word.endswith("s")), float(not word),
    ]  # fmt: skip


def _of_claim(claim: Claim, place: Place, span: Span) -> list[float]:
    """Return the signs of a claim by itself."""
    tokens, text = place.tokens, place.reading.text
    first, last = place.index(span.start), place.index(span.end)
    before = text[max(claim.sentence_start, span.start - 40) : span.start]
    figures = list(place.reading.figures_in(place.sentence.start, place.sentence.end))
    number = next((i for i, f in enumerate(figures) if f.start < span.end and span.start < f.end), -1)
    clause = next((tokens.at(i) for i in range(first - 1, max(-1, first - 12), -1) if tokens.at(i) in _CLAUSE), "")
    low = claim.value_low
    return [
        *_one(KINDS, claim.kind), *_one(("past_present", "promise", "forecast"), claim.tense), *_one(ASSERTIONS, claim.assertion),
        *_one(("narrated", "reported", "quoted"), claim.voice), *_one((None, "exact", "vague", "about"), claim.modifier),
        float(claim.change is not None), float(low is not None and low <= 20 and low == int(low)), float(claim.unit == "person"),
        float("-" in claim.quote), min(6, len(claim.quote.split())) / 6,
        float(bool(_OWNED.search(before))), *_one(_LED, tokens.at(first - 1)), *_one(_LED, tokens.at(first - 2)), *_one(_LED, tokens.at(last)),
        *_class_of(tokens.at(first - 1), tokens.word(first - 1), tokens.name(first - 1)),
        *_class_of(tokens.at(last), tokens.word(last), tokens.name(last)),
        *_one(("", *sorted(_CLAUSE)), clause), *_one(_OPENERS, tokens.at(0)), *place.moods,
        min(5, len(figures)) / 5, float(number == 0), min(5, max(0, number)) / 5, min(60, len(tokens)) / 60, first / (len(tokens) + 1),
        min(4, len(place.dates)) / 4, float(not place.dates), float(bool(_OWN_SPAN.match(text, span.end))),
        *_one((None, *GENRES), place.reading.meaning.genre), *_weight(claim, place), *_verb_before(tokens, first),
        *_class_of(tokens.at(first - 2), tokens.word(first - 2), tokens.name(first - 2)),
        *_class_of(tokens.at(last + 1), tokens.word(last + 1), tokens.name(last + 1)),
    ]  # fmt: skip


def _weight(claim: Claim, place: Place) -> list[float]:
    """Tell how much hangs on a claim, by itself and beside its sentence."""
    own, whole = claim.stakes or 0.0, place.reading.stand_of(place.sentence).stakes
    return [own / 3, whole / 3, (own - whole) / 3]


def _verb_before(tokens: Tokens, first: int) -> list[float]:
    """Tell what sort the nearest verb before a word is, and how far it stands."""
    for i in range(first - 1, max(-1, first - 15), -1):
        word = tokens.at(i)
        sort = [
            word in _AHEAD and word != "to",
            word in _PRESENT,
            word in _PAST,
            word.endswith("ed") and len(word) > 3,
            word in _saying(),
        ]
        if any(sort):
            return [*map(float, sort), (first - i) / 15, 0.0]
    return [*[0.0] * 5, 1.0, 1.0]


def _of_date(candidate: Candidate, place: Place, seen: Looked) -> list[float]:
    """Return the signs of a date by itself."""
    day, tokens, text = candidate.day, place.tokens, place.reading.text
    first, last = place.index(day.start), place.index(day.end)
    words = text[day.start : day.end]
    before = text[max(place.sentence.start, day.start - 60) : day.start]
    attributive = bool(_DETERMINED.search(before)) and bool(_NOUN.match(text, day.end))
    saying = _saying()
    return [
        *_one(range(BACK + 2), candidate.back), float(candidate.same_line), *_one((0, 1, 2, 3), candidate.part),
        *_one(GRANULARITIES, day.granularity), float(any(c.isdigit() for c in words)), float(words[:1].isupper()), float(day.note is not None),
        float(day.stands_for is not None), min(6, len(words.split())) / 6,
        *_span_signs(day, seen), *_one(_LED, tokens.at(first - 1)), *_one(_LED, tokens.at(last)),
        *_class_of(tokens.at(first - 1), tokens.word(first - 1), tokens.name(first - 1)),
        *_class_of(tokens.at(last), tokens.word(last), tokens.name(last)), float(first == 0), float(tokens.at(first) in ("since", "by", "until")),
        float(first <= 1 and tokens.at(last) == ","), float(attributive), float(attributive and bool(_OCCASION.match(text, day.end))),
        float(bool(_STUDY.match(text, day.end))), float(bool(re.match(r"['’]s?\s", text[day.end : day.end + 3]))),
        *(float(any(tokens.at(i) in saying for i in range(max(0, first - n), first))) for n in (1, 2, 4)),
        *(float(any(tokens.at(i) in saying for i in range(last, last + n))) for n in (1, 2, 5, 9)),
        *(float(any(tokens.at(i) in _CLAUSE for i in range(max(0, first - n), first))) for n in (2, 5)),
        float("“" in before or '"' in before),
        *_one(_LED, tokens.at(first - 2)), *_class_of(tokens.at(first - 2), tokens.word(first - 2), tokens.name(first - 2)), *_verb_before(tokens, first),
        float(bool(_GOES_ON.match(text, day.end))), float(bool(_DESCRIBES.search(before))), float(bool(_DESCRIBES.search(before) and _GOES_ON.match(text, day.end))),
        float(bool(_FRONTED.match(text[place.sentence.start : day.start]))), float(bool(_SINCE.search(before))),
    ]  # fmt: skip


def _span_signs(day: DateSpan, seen: Looked) -> list[float]:
    """Tell how long a date is, and how it lies to the day of the article."""
    anchor = seen.place.reading.anchor
    if day.first is None or day.last is None:
        return [1.0, *[0.0] * 12]
    length = (day.last - day.first).days
    long = [
        float(length == 0),
        float(0 < length < 8),
        float(8 <= length < 32),
        float(32 <= length < 367),
        float(length >= 367),
    ]
    if anchor is None:
        return [0.0, *long, 1.0, *[0.0] * 6]
    ago = (anchor - day.last).days
    return [
        0.0, *long, 0.0, float(ago == 0), float(day.first == day.last and 0 <= ago <= 1), float(1 < ago <= 7), float(7 < ago <= 400),
        float(ago > 400), float(day.first > anchor + timedelta(days=0)),
    ]  # fmt: skip


def _of_both(seen: Looked, candidate: Candidate, place: Place, among: Sequence[Candidate]) -> list[float]:
    """Return the signs of where a claim and a date stand to one another."""
    same = [each for each in among if each.back == candidate.back and each.part == 0]
    shared = [
        min(5, len({(c.day.first, c.day.last) for c in same})) / 5,
        float(any(c.back == 0 for c in among)),
        float(sum(c.day.first == candidate.day.first and c.day.last == candidate.day.last for c in among) > 1),
        float(not place.moods[0] and not candidate.back and _is_over(candidate.day, seen)),
        float(seen.claim.tense == "past_present" and _is_ahead(candidate.day, seen)),
        float(seen.claim.tense != "past_present" and _is_ahead(candidate.day, seen)),
    ]
    if candidate.back:
        apart = [each for each in among if 0 < each.back <= candidate.back]
        last = float(candidate is apart[-1]) if candidate.back <= BACK else 0.0
        lone = [float(len({(c.day.first, c.day.last) for c in apart}) == 1), last]
        alike = [
            float(
                any(
                    f.kind == seen.claim.kind
                    for f in place.reading.figures_in(place.sentence.start, place.sentence.end)
                )
            )
        ]
        return [*shared, *lone, *alike, *place.moods, *[0.0] * (_APART - 6)]
    return [*shared, *_in_one(seen, candidate, same)]


def _is_ahead(day: DateSpan, seen: Looked) -> bool:
    """Tell whether a date lies after the day of the article."""
    anchor = seen.place.reading.anchor
    return bool(anchor and day.first and day.first > anchor)


def _is_over(day: DateSpan, seen: Looked) -> bool:
    """Tell whether a date lies more than a few days before that of the article."""
    anchor = seen.place.reading.anchor
    return bool(anchor and day.last and (anchor - day.last).days > _FEW_DAYS)


_FEW_DAYS = 7
_APART = 2 * len(_BETWEEN) + 43


def _in_one(seen: Looked, candidate: Candidate, same: Sequence[Candidate]) -> list[float]:
    """Return the signs of a claim and a date of one sentence."""
    tokens, place, day, span = seen.place.tokens, seen.place, candidate.day, seen.span
    first, last = place.index(span.start), place.index(span.end)
    begin, end = place.index(day.start), place.index(day.end)
    inside = span.overlaps(Span(day.start, day.end))
    behind = not inside and day.start >= span.end
    gap = range(0) if inside else range(last, begin) if behind else range(end, first)
    words = [tokens.at(i) for i in gap]
    between = [float(name in words) for name in _BETWEEN]
    figures = (
        place.reading.figures_in(*((span.end, day.start) if behind else (day.end, span.start))) if not inside else ()
    )
    figures = [f for f in figures if not (f.start < span.end and span.start < f.end)]
    lies = [d.day for d in same if d.day is not day]
    crossed = sum((span.end <= d.start < day.start) if behind else (day.end <= d.start < span.start) for d in lies)
    apart = len(words)
    commas = words.count(",")
    nearer = [d for d in lies if _far(d, span) < _far(day, span)]
    later = [d for d in lies if d.start > day.start]
    saying = _saying()
    verbs = sum(w in _PAST or w in _PRESENT or w in _AHEAD or (w.endswith("ed") and len(w) > 3) for w in words)
    rest = [
        float(inside), float(behind), float(not inside and not behind), math.log1p(apart) / 4,
        float(apart == 0), float(apart <= 2), float(apart <= 5), float(apart <= 10), float(apart > 20),
        min(3, commas) / 3, float(commas == 0), float(commas == 1), float(commas % 2 == 1),
        float(any(w in (";", ":", "—", "–", "”", "“", '"') for w in words)), min(4, len(figures)) / 4, float(not figures),
        min(3, crossed) / 3, float(not nearer), float(not later), float(len(lies) == 0), float(any(w in saying for w in words)),
        min(3, verbs) / 3, float(verbs == 0), float(seen.scope.holds(Span(day.start, day.end))), float(seen.scope != Span(place.sentence.start, place.sentence.end)),
        float(any(w in ("from", "to") for w in words) and bool(figures)),
        float(not commas and not verbs and apart <= 6 and behind), float(begin <= 2 and not behind),
        float(any(name in words for name in _CLAUSE)), float(bool(words) and words[-1] in saying), float(bool(words) and words[0] == ","),
        float(bool(words) and words[0] in _CLAUSE), float("and" in words and bool(figures)), 1.0,
        *_governs(seen, day, lies, words),
    ]  # fmt: skip
    return [*between, *(b * behind for b in between), *rest]


def _governs(seen: Looked, day: DateSpan, lies: Sequence[DateSpan], words: Sequence[str]) -> list[float]:
    """Tell how the clauses between a claim and a date part them, and whether another date is less parted."""
    text, span, behind = seen.place.reading.text, seen.span, day.start >= seen.span.end
    between = text[span.end : day.start] if behind else ""
    other = bool(_OTHER_EVENT.search(re.split(r"[,;]", between)[-1])) if between else False
    aside = words.count(",") == 1 and bool(_ASIDE.search(text[seen.place.sentence.start : span.start]))
    ranks = sorted(_parted(seen, each) for each in lies)
    own = _parted(seen, day)
    breaks, turns, _ = own
    return [
        float(other), float(behind and aside), float(behind and words.count(",") % 2 == 1 and not aside), min(3, breaks) / 3, min(4, turns) / 4,
        float(not ranks or own <= ranks[0]), float(bool(ranks) and own[:2] > ranks[0][:2]), float(turns == 0 and breaks == 0), float(behind and not turns and len(words) <= 4),
    ]  # fmt: skip


def _parted(seen: Looked, day: DateSpan) -> tuple[int, int, int]:
    """Measure how far a date is from the words: breaks between, then turns of the sentence, then characters."""
    place, span = seen.place, seen.span
    behind = day.start >= span.end
    gap = (
        range(place.index(span.end), place.index(day.start))
        if behind
        else range(place.index(day.end), place.index(span.start))
    )
    words = [place.tokens.at(i) for i in gap]
    turns = sum(word in _TURNS for word in words)
    own = behind and not turns and len(words) <= 4
    return sum(word in _BREAKS for word in words), turns - own, _far(day, span)


def _far(day: DateSpan, span: Span) -> int:
    """Return how many characters stand between a date and a claim."""
    return max(day.start - span.end, span.start - day.end, 0)
