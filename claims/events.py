"""Claims that something grave happened: harm, crime, arrest, attack, dismissal, with who did it or when it was."""

import re
from collections.abc import Iterator

from claims.draft import Draft, clause_end
from claims.model import Sentence, Span
from claims.reading import Reading
from claims.text.topics import any_of

_PASSIVE = re.compile(
    rf"\b(?P<verb>{any_of('harm', 'harmed', 'deeds')})\s+(?=(?:\w+\s+){{0,4}}?(?:by|in|on|at|near|during|after|from|over|for|last|this|outside)\b)",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:will|would|could|may|might|should|if|to)\s+(?:be\s+|have\s+been\s+)?$|\bnot\s+(?:been\s+)?$", re.IGNORECASE
)
_MODAL_REACH = 60  # characters before the verb


def find_events(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each grave event that is told with its doer or its time; a count of victims tells it already."""
    for sentence in reading.sentences:
        for found in _PASSIVE.finditer(reading.text, sentence.start, sentence.end):
            span = Span(found.start(), _end_of_event(reading, found.end(), sentence))
            if _told(reading, span) and not _MODAL.search(
                reading.text, max(sentence.start, found.start() - _MODAL_REACH), found.start()
            ):
                yield Draft("event", span)


def _end_of_event(reading: Reading, start: int, sentence: Sentence) -> int:
    """Return the end of the last date in the event's clause, or that of the clause."""
    end = clause_end(reading.text, start, sentence)
    dates = [found.end for found in reading.dates_in(Span(start, end))]
    return max(dates, default=end)


def _told(reading: Reading, span: Span) -> bool:
    """Tell whether the event names who did it or when, and no count of people in its clause says it already."""
    words = span.of(reading.text)
    when = bool(reading.dates_in(span))
    return (when or re.search(r"\sby\s", words) is not None) and not _counted(reading, span)


def _counted(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    return sentence is not None and any(
        figure.kind == "people" and reading.text.find(",", figure.end, span.start) < 0
        for figure in reading.figures_in(sentence.start, span.start)
    )
