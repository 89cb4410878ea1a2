"""Figures that a sentence about the future takes for granted: "could hurt its 900 staff", "from 19% to 21% in July".

What is meant is the article reader's to tell; this much is printed: a definite figure is known already, what a change
starts from is a fact, so is what a cause was, what an earlier figure said and what one would do in years gone by, and a relative clause in the past or present tells one, whatever the main clause hopes for.
"""

import re

from claims.meaning import Stand
from claims.model import Span
from schemas.vocabulary import Assertion

_REACH = 80  # characters before a figure in which its clause is looked at
_OPEN: frozenset[Assertion] = frozenset({"expected", "supposed"})
_AHEAD: frozenset[Assertion] = _OPEN | {"announced"}
_MODIFIER = r"(?:(?:about|around|some|nearly|almost|over|current|existing|present)\s+)?"
_DEFINITE = re.compile(rf"\b(?:its|their|his|her|our|the|these|those|today['’]s)\s+{_MODIFIER}[$£€]?$", re.IGNORECASE)
_BASE = re.compile(rf"\bfrom\s+(?:today['’]s\s+|the\s+)?{_MODIFIER}[$£€]?$", re.IGNORECASE)
_CAUSE = re.compile(
    rf"\b(?:but\s+for|thanks\s+to|because\s+of|owing\s+to|despite)\s+(?:the\s+)?{_MODIFIER}[$£€]?$", re.IGNORECASE
)
_FORMER = re.compile(
    rf"\b(?:earlier|previous|former|initial|original|existing|current|last)\s+\w+\s+of\s+{_MODIFIER}[$£€]?$",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:in|during|throughout)\s+the\s+(?:early\s+|late\s+)?[’']?\d{2,4}s\b.*\bwould\s+(?!have\b)", re.IGNORECASE
)
_MODAL = r"(?:will|would|could|may|might|should|shall|can)\b"
_RELATIVE = re.compile(
    rf"\b(?:which|that|who|whose\s+\w+)\s+(?!{_MODAL})(?:\w+ly\s+)?(?:has|have|had|is|are|was|were|\w+ed)\b(?:(?!\b{_MODAL})[^,;:.])*$",
    re.IGNORECASE,
)
_UNABLE = re.compile(r"\b(?:could|would)(?:\s+not|n['’]t)\s+(?!be\b|have\b)\w+\s+$", re.IGNORECASE)


_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|shall|should|can|must|needs?|if|unless|whether|next|future|goal|risk|by\s+20\d\d"
    r"|(?:going|about|due|set|likely|unlikely|poised|scheduled)\s+to|(?:un)?likely|possib\w+|potential\w*"
    r"|(?:expect|project|forecast|estimat|predict|anticipat|plan|propos|hop|aim|target|seek|want|threaten|consider|call"
    r"|pledg|promis|vow|agree|commit|announc|unveil|authori[sz]|approv|intend|offer)\w*)\b|['’](?:ll|d)\b|\?",
    re.IGNORECASE,
)
_BEHIND = 60  # characters behind a figure in which such a word is looked for
_UNSURE = 0.8


def as_printed(stand: Stand, text: str, sentence: Span, figure: Span) -> Assertion:
    """Return how a figure is asserted: as its stand says, or as a fact where the sentence takes it for granted.

    What is said to come has a word near it that says so; where none is, it is a fact, unless the reader is sure.
    """
    assertion = stand.assertion
    if assertion not in _AHEAD:
        return assertion
    before = text[max(sentence.start, figure.start - _REACH) : figure.start]
    around = before + figure.of(text) + text[figure.end : min(sentence.end, figure.end + _BEHIND)]
    if (assertion == "announced" or stand.sure < _UNSURE) and not _TO_COME.search(around):
        return "asserted"
    granted = any(each.search(before) for each in (_BASE, _RELATIVE, _CAUSE, _FORMER))
    known = assertion in _OPEN and any(each.search(before) for each in (_DEFINITE, _UNABLE, _HABIT))
    return "asserted" if granted or known else assertion
