"""Claims that parties agreed on something: a signed, reached or ratified agreement, deal, treaty or settlement."""

import re
from collections.abc import Iterator

from claims.draft import Draft, clause_end
from claims.model import Sentence, Span
from claims.reading import Reading
from claims.text.topics import any_of

_HEAD = any_of("agreement", "alone", "made_only", "more")
_MADE = re.compile(
    r"\b" + any_of("agreement", "made") + r"\s+"
    r"(?P<phrase>(?:(?:a|an|the|its|their|his|her|two|three|several|new)\s+)*(?P<noun>(?:[\w$€£.,’'%-]+\s+){0,6}?"
    + _HEAD
    + r"\b))",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:a|an|the)\s+(?P<noun>(?:[\w$€£.,’'%-]+\s+){0,4}?"
    + _HEAD
    + r")\s+(?:was|were|has\s+been|have\s+been|is|are)\s+"
    r"(?:\w+ly\s+)?(?:signed|reached|sealed|struck|concluded|ratified|finali[sz]ed|approved)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\s(?:through|via|by|after|during|following|ahead\s+of|at\s+a|in\s+a)\s", re.IGNORECASE)


def find_agreements(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each agreement that the text says was made, from its noun phrase to the end of its purpose."""
    for sentence in reading.sentences:
        for pattern in (_MADE, _PASSIVE):
            for found in pattern.finditer(reading.text, sentence.start, sentence.end):
                span = _with_purpose(reading.text, Span(*found.span("noun")), sentence)
                yield Draft("agreement", span)


def _with_purpose(text: str, noun: Span, sentence: Sentence) -> Span:
    """Extend the noun phrase over "to secure ...", "on ...", "with ..." up to the means or the end of the clause."""
    end = clause_end(text, noun.end, sentence)
    means = _MEANS.search(text, noun.end, end)
    return Span(noun.start, len(text[: means.start() if means else end].rstrip()))
