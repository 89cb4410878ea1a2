"""The dates that may be the time of a claim: those of its sentence, of the ones before it, and of the article's opening."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.model import DateSpan, Sentence, Span
from claims.reading import Reading

BACK = 3
"""So many sentences before that of a claim may hold its time."""
_SINCE = re.compile(r"\bsince\s+(?:[^\s,;]+\s+){0,6}$", re.IGNORECASE)
_MOST = 12  # dates of a sentence that are looked at: those nearest to the claim


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the time of a claim, and the sentence it stands in."""

    day: DateSpan
    sentence: Sentence
    back: int  # sentences between the claim's and its own: 0 the same, BACK + 1 the opening of the article
    part: int = 0  # 1 and 2: the first and last date that the words of a range name
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
        found += [Candidate(day, earlier, back, same_line=same) for day in _told(reading.dates_in(earlier))]
        before = earlier
    opening = reading.sentences[0]
    if opening.start < before.start:
        found += [Candidate(day, opening, BACK + 1, same_line=False) for day in _told(reading.dates_in(opening))]
    return found


def _within(span: Span, sentence: Sentence, reading: Reading) -> Iterator[Candidate]:
    """Yield the dates of the claim's own sentence, and the two ends that the words of a range name."""
    days = reading.dates_in(Span(sentence.start, max(sentence.end, span.end)))
    near = sorted(days, key=lambda day: max(day.start - span.end, span.start - day.end))[:_MOST]
    for day in sorted(near, key=lambda day: day.start):
        yield Candidate(day, sentence, 0)
        if (
            day.granularity != "range"
            and day.first
            and reading.anchor
            and day.first < reading.anchor
            and _SINCE.search(reading.text[max(sentence.start, day.start - 60) : day.start])
        ):
            yield Candidate(replace(day, last=reading.anchor, granularity="range"), sentence, 0, 3)
        if day.granularity == "range" and len(day.named) == 2:
            yield from (Candidate(each, sentence, 0, part) for part, each in enumerate(day.named, 1) if each.first)


def _told(days: list[DateSpan]) -> list[DateSpan]:
    """Return the dates whose days are known, the last few."""
    return [day for day in days if day.first][-_MOST // 2 :]
