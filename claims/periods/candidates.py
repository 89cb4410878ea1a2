"""The dates that may be the time of a claim: those of its sentence, of the ones before it, and of the article's opening."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.model import DateSpan, Sentence, Span
from claims.reading import Reading

BACK = 3
"""So many sentences before that of a claim may hold its time."""
_SINCE = re.compile(r"\bsince\s+(?:[^\s,;]+\s+){0,12}$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+(?:in\s+|on\s+)?")
_REACH = 120  # characters before a date in which "since" may stand
_MOST = 12  # dates of a sentence that are looked at: those nearest to the claim


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the time of a claim, and the sentence it stands in."""

    day: DateSpan
    sentence: Sentence
    back: int  # sentences between the claim's and its own: 0 the same, BACK + 1 the opening of the article
    part: int = (
        0  # 1 and 2: the first and last date that the words of a range name; 3: since; 4: this and the next date
    )
    same_line: bool = True  # no line break between it and the claim


def candidates_of(span: Span, sentence: Sentence, reading: Reading) -> list[Candidate]:
    """Return the dates that may be the time of the claim at a span of a sentence, nearest sentence first."""
    found = list(_within(span, sentence, reading))
    before = sentence
    for back in range(1, BACK + 1):
        earlier = reading.sentence_before(before.start)
        if earlier is None:
            return found
        same = "\n" not in reading.text[earlier.end : sentence.start]
        found += [
            Candidate(day, earlier, back, same_line=same) for day in _told(reading.dates_in(earlier), reading.text)
        ]
        before = earlier
    opening = reading.sentences[0]
    if opening.start < before.start:
        found += [
            Candidate(day, opening, BACK + 1, same_line=False) for day in _told(reading.dates_in(opening), reading.text)
        ]
    return found


def _within(span: Span, sentence: Sentence, reading: Reading) -> Iterator[Candidate]:
    """Yield the dates of the claim's own sentence, those that the words of a range name, and what two together are."""
    days = reading.dates_in(Span(sentence.start, max(sentence.end, span.end)))
    near = sorted(days, key=lambda day: max(day.start - span.end, span.start - day.end))[:_MOST]
    for day in sorted(near, key=lambda day: day.start):
        yield Candidate(day, sentence, 0)
        if since := _run_since(day, sentence, reading):
            yield Candidate(since, sentence, 0, 3)
        if day.granularity == "range":
            yield from (Candidate(each, sentence, 0, part) for part, each in enumerate(day.named[:2], 1) if each.first)
    yield from (Candidate(both, sentence, 0, 4) for both in _both(days, reading.text))


def _run_since(day: DateSpan, sentence: Sentence, reading: Reading) -> DateSpan | None:
    """Return the days from a date on, where the words before it say "since" of what happened then."""
    before = reading.text[max(sentence.start, day.start - _REACH) : day.start]
    over = day.first and reading.anchor and day.first < reading.anchor
    if day.granularity == "range" or not over or not _SINCE.search(before):
        return None
    return replace(day, last=reading.anchor, granularity="range")


def _both(days: list[DateSpan], text: str) -> Iterator[DateSpan]:
    """Yield what two dates of a sort are together: "in 2015 and 2016"."""
    for day, after in pairwise(days):
        if day.granularity != after.granularity or not _AND.fullmatch(text, day.end, after.start):
            continue
        if day.first and day.last and after.first and after.last and day.last < after.last:
            yield DateSpan(day.start, after.end, day.first, after.last, "range", named=(day, after))


def _told(days: list[DateSpan], text: str) -> list[DateSpan]:
    """Return the dates whose days are known, the last few, and what two of them are together."""
    return [*[day for day in days if day.first][-_MOST // 2 :], *_both(days, text)]
