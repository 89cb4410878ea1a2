"""The signs of a claim by itself, and those of a date: what each is, and the words beside it."""

import re

from claims.model import Claim, DateSpan, Span
from claims.periods.candidates import BACK, Candidate
from claims.periods.guess import DETERMINED, FRONTED, OCCASION
from claims.periods.place import Looked, Place
from claims.periods.words import CLAUSE, LED, OPENERS, class_of, one, saying, verb_before
from schemas.vocabulary import ASSERTIONS, GENRES, GRANULARITIES, KINDS

_STUDY = re.compile(
    r"\s(?:[\w-]+\s)?(?:surveys?|polls?|study|studies|reports?|data|figures|review|analysis)\b", re.IGNORECASE
)
_OWNED = re.compile(r"(?:\b(?:its|his|her|their|our|my|your)|['’]s|s['’])\s+(?:\w+\s+)?$", re.IGNORECASE)
_NOUN = re.compile(r"[ -](?!(?:{})\b)[A-Za-z]".format("and|or|but|as|with|from|to|by|at|in|on|of|for|is|are|was|were|has|had|have|when|where|after|before|while|because|that|which|who|the|an?|it|he|she|they|we|will|would|could|compared|than|if|since|until|said|told"))  # fmt: skip
_GOES_ON = re.compile(
    r"\s+(?:have|has|had|were|was|are|is|will|would|could|can|may|might|did|does|do|includes?|remains?|faces?|\w+ed)\b"
)
_DESCRIBES = re.compile(
    r"\b[a-z]+(?:ed|wn|en|ld|de)\s+(?:(?:back|earlier|late|early)\s+)?(?:in\s+|on\s+|during\s+)?(?:the\s+)?$"
)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,5}$", re.IGNORECASE)
_OWN_SPAN = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:over|across|within|in|for)\s+(?:the\s+next\s+)?(?:\w+|\d+)\s+(?:years?|decades?|months?)\b",
    re.IGNORECASE,
)


def of_claim(claim: Claim, place: Place, span: Span) -> list[float]:
    """Return the signs of a claim by itself."""
    tokens, text = place.tokens, place.reading.text
    first, last = place.index(span.start), place.index(span.end)
    before = text[max(claim.sentence_start, span.start - 40) : span.start]
    figures = list(place.reading.figures_in(place.sentence.start, place.sentence.end))
    number = next((i for i, f in enumerate(figures) if f.start < span.end and span.start < f.end), -1)
    clause = next((tokens.at(i) for i in range(first - 1, max(-1, first - 12), -1) if tokens.at(i) in CLAUSE), "")
    low = claim.value_low
    return [
        *one(KINDS, claim.kind), *one(("past_present", "promise", "forecast"), claim.tense), *one(ASSERTIONS, claim.assertion),
        *one(("narrated", "reported", "quoted"), claim.voice), *one((None, "exact", "vague", "about"), claim.modifier),
        float(claim.change is not None), float(low is not None and low <= 20 and low == int(low)), float(claim.unit == "person"),
        float("-" in claim.quote), min(6, len(claim.quote.split())) / 6,
        float(bool(_OWNED.search(before))), *one(LED, tokens.at(first - 1)), *one(LED, tokens.at(first - 2)), *one(LED, tokens.at(last)),
        *class_of(tokens.at(first - 1), tokens.word(first - 1), tokens.name(first - 1)),
        *class_of(tokens.at(last), tokens.word(last), tokens.name(last)),
        *one(("", *sorted(CLAUSE)), clause), *one(OPENERS, tokens.at(0)), *place.moods,
        min(5, len(figures)) / 5, float(number == 0), min(5, max(0, number)) / 5, min(60, len(tokens)) / 60, first / (len(tokens) + 1),
        min(4, len(place.dates)) / 4, float(not place.dates), float(bool(_OWN_SPAN.match(text, span.end))),
        *one((None, *GENRES), place.reading.meaning.genre), *_weight(claim, place), *verb_before(tokens, first),
        *class_of(tokens.at(first - 2), tokens.word(first - 2), tokens.name(first - 2)),
        *class_of(tokens.at(last + 1), tokens.word(last + 1), tokens.name(last + 1)),
    ]  # fmt: skip


def _weight(claim: Claim, place: Place) -> list[float]:
    """Tell how much hangs on a claim, by itself and beside its sentence."""
    own, whole = claim.stakes or 0.0, place.reading.stand_of(place.sentence).stakes
    return [own / 3, whole / 3, (own - whole) / 3]


def of_date(candidate: Candidate, place: Place, seen: Looked) -> list[float]:
    """Return the signs of a date by itself."""
    day, tokens, text = candidate.day, place.tokens, place.reading.text
    first, last = place.index(day.start), place.index(day.end)
    words = text[day.start : day.end]
    before = text[max(place.sentence.start, day.start - 60) : day.start]
    attributive = bool(DETERMINED.search(before)) and bool(_NOUN.match(text, day.end))
    sayings = saying()
    return [
        *one(range(BACK + 2), candidate.back), float(candidate.same_line), *one((0, 1, 2, 3, 4), candidate.part),
        *one(GRANULARITIES, day.granularity), float(any(c.isdigit() for c in words)), float(words[:1].isupper()), float(day.note is not None),
        float(day.stands_for is not None), min(6, len(words.split())) / 6,
        *_span_signs(day, seen), *one(LED, tokens.at(first - 1)), *one(LED, tokens.at(last)),
        *class_of(tokens.at(first - 1), tokens.word(first - 1), tokens.name(first - 1)),
        *class_of(tokens.at(last), tokens.word(last), tokens.name(last)), float(first == 0), float(tokens.at(first) in ("since", "by", "until")),
        float(first <= 1 and tokens.at(last) == ","), float(attributive), float(attributive and bool(OCCASION.match(text, day.end))),
        float(bool(_STUDY.match(text, day.end))), float(bool(re.match(r"['’]s?\s", text[day.end : day.end + 3]))),
        *(float(any(tokens.at(i) in sayings for i in range(max(0, first - n), first))) for n in (1, 2, 4)),
        *(float(any(tokens.at(i) in sayings for i in range(last, last + n))) for n in (1, 2, 5, 9)),
        *(float(any(tokens.at(i) in CLAUSE for i in range(max(0, first - n), first))) for n in (2, 5)),
        float("“" in before or '"' in before),
        *one(LED, tokens.at(first - 2)), *class_of(tokens.at(first - 2), tokens.word(first - 2), tokens.name(first - 2)), *verb_before(tokens, first),
        float(bool(_GOES_ON.match(text, day.end))), float(bool(_DESCRIBES.search(before))), float(bool(_DESCRIBES.search(before) and _GOES_ON.match(text, day.end))),
        float(bool(FRONTED.match(text[place.sentence.start : day.start]))), float(bool(_SINCE.search(before))),
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
        float(ago > 400), float(day.first > anchor),
    ]  # fmt: skip
