"""The sentences that a question tells along, because the claim's own cannot be understood without them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from claims.asking.clause import listed
from claims.asking.debris import cleaned, own_part, without_tie
from claims.asking.loose import Loose, introduced_before, loose_in, names_a_person, names_anything, opens_loosely
from claims.asking.plain import nested
from claims.asking.sentence import bracketed, ended, read_of
from claims.model import Claim, Sentence, Span
from claims.reading import Reading

MOST = 3
"""Sentences that are told along."""

LONGEST = 85
"""Words of them together; what comes on top is left out, the farthest first."""

_DIRECT = 2  # sentences to which one is led back directly; what these are led back to comes on top
_CREDITED = re.compile(
    r"/\s?(?:AP|AFP|EPA|Getty|Reuters|REUTERS)\b|\bvia (?:AP|AFP|Getty|Reuters)\b|\bGetty Images\b|\bAP Photo\b|\bPhoto(?:graph)? by\b"
)
_HEADED = 3  # paragraphs below a heading that still tell of what it names
_LONGEST_HEADING = 6  # words
_TELLING = 5  # words of a sentence that tells anything by itself
_LOOKED_THROUGH = 15  # sentences back in which a person is looked for


def told_along(claim: Claim, reading: Reading, known: str) -> str:
    """Return the sentences before that make a claim's plain, as one stretch of words; empty where it is plain by itself.

    `known` are words in lower case that the question tells anyway, as the story's headline.
    """
    sentence = read_of(claim)
    needed = list(dict.fromkeys([*_led_back(claim, reading), *_needed(sentence, reading, known)]))
    found = sorted(_within_reason(needed, reading))
    gaps = [" " if _adjacent(one, other, reading) else " … " for one, other in pairwise(found)]
    told = "".join(_words(span, reading) + gap for span, gap in zip(found, [*gaps, ""], strict=False))
    things = any(loose.back == "thing" for loose in loose_in(sentence, reading, known))
    heading = _heading(sentence, reading) if things else ""
    return " … ".join(filter(None, (told.removesuffix("."), heading)))


def _led_back(claim: Claim, reading: Reading) -> Iterator[Span]:
    """Yield the sentences to which the pronouns of those who speak are led back."""
    for each in claim.resolutions:
        told = reading.sentence_at(each.antecedent_start)
        if (
            told
            and claim.sentence_start <= each.anaphor_start < claim.sentence_end
            and told.end <= claim.sentence_start
        ):
            yield Span(told.start, told.end)


def _heading(sentence: Span, reading: Reading) -> str:
    """Return the heading that is a name right above the paragraph that a sentence opens, or stands in; empty where there is none."""
    at = bisect_right(reading.lines, sentence.start, key=attrgetter("start")) - 1
    above = next((line for line in reversed(reading.lines[max(0, at - _HEADED) : at]) if line.kind == "heading"), None)
    words = cleaned(nested(reading.text[above.start : above.end])) if above else ""
    names = [word for word in re.findall(r"[^\W\d_]+", words) if word.lower() not in listed("small")]
    only = all(word.istitle() and word.lower() not in reading.printed.small for word in names)
    return words if names and only and len(names) <= _LONGEST_HEADING else ""


def _needed(sentence: Span, reading: Reading, known: str) -> list[Span]:
    """Return the sentences that lead what is loose back to what it is, those that are needed most first."""
    found = list(_targets(sentence, reading, known))[:_DIRECT]
    for each in tuple(found):
        if opens_loosely(each, reading) or len(each.of(reading.text).split()) < _TELLING:
            led = next(iter(_targets(each, reading, known)), None) or next(_back(each, reading), None)
            found += [led] if led and led not in found else []
    return found


def _targets(sentence: Span, reading: Reading, known: str) -> Iterator[Span]:
    found = (_target(loose, sentence, reading) for loose in loose_in(sentence, reading, known))
    yield from dict.fromkeys(target for target in found if target)


def _target(loose: Loose, sentence: Span, reading: Reading) -> Span | None:
    """Return the sentence that tells what is meant; the one just before where none is sure to."""
    near = next(_back(sentence, reading), None)
    if loose.back == "person":
        return next(
            (each for each in _back(sentence, reading) if names_a_person(each.of(reading.text), reading, loose.noun)),
            near,
        )
    at = introduced_before(loose.noun, sentence.start, reading) if loose.back == "thing" else None
    introducing = reading.sentence_at(at) if at is not None else None
    if introducing is None and loose.back == "thing":
        return next((each for each in _back(sentence, reading) if names_anything(each, reading)), near)
    return Span(introducing.start, introducing.end) if introducing else near


def _back(sentence: Span, reading: Reading) -> Iterator[Span]:
    """Yield the sentences before one, the nearest first."""
    at = sentence.start
    for _ in range(_LOOKED_THROUGH):
        before = reading.sentence_before(at)
        if before is None:
            return
        at = before.start
        if not _CREDITED.search(reading.text, before.start, before.end):
            yield Span(before.start, before.end)


def _within_reason(spans: Iterable[Span], reading: Reading) -> Iterator[Span]:
    """Yield as many of the sentences as may be told along."""
    left = LONGEST
    for span in list(spans)[:MOST]:
        count = len(span.of(reading.text).split())
        if count <= left:
            left -= count
            yield span


def _adjacent(one: Span, other: Span, reading: Reading) -> bool:
    before: Sentence | None = reading.sentence_before(other.start)
    return before is not None and before.start == one.start


def _words(span: Span, reading: Reading) -> str:
    part = own_part(reading.text, span, span)
    return ended(without_tie(cleaned(nested(bracketed(part, reading)))))
