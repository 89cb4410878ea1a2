"""Claims without a figure that are worth checking all the same: causes, rules, positions, and who or what somebody is."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.agreements import find_agreements
from claims.claimants import claimant_of, holding, shared
from claims.draft import Draft
from claims.events import find_events
from claims.model import Sentence, Span
from claims.overlaps import Overlaps
from claims.promises import find_promises
from claims.quotations import find_quotes
from claims.reading import Reading

if TYPE_CHECKING:
    from schemas.vocabulary import Kind

WORTH_STATING = 0.5
"""The least check-worthiness of a sentence without a figure that makes it a claim; see docs/thresholds.md."""

_OTHERS = (find_agreements, find_events, find_promises, find_quotes)
_SHORTEST = 5  # words; less is a heading or a cry
_NO_FACT = re.compile(
    r"""\?\W*$
      | ^\W*(?:please|thank|thanks|welcome|congratulations|sorry|good\s+(?:morning|evening|luck)|let['’]s|let\s+us)\b
      | \b(?:should|ought\s+to|must|need(?:s)?\s+to|have\s+to|has\s+to|had\s+better)\b
      | \b(?:I|we)(?:['’]m|\s+am|['’]re|\s+are)?\s+(?:really\s+)?(?:think|believe|feel|hope|wish|love|like|guess|happy|proud|glad|sorry|sure|grateful|honou?red)\b
      | \b(?:in\s+(?:my|our)\s+(?:view|opinion)|an?\s+honou?r\s+to|looking\s+forward)\b
      | \b(?:will|would|could|might|may|if)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"^\W*(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+)?(?:[\w’'.-]+,?\s+){1,8}?(?:is|was|are|were|became|has\s+been)\s+(?:an?|the)\s+"
    r"(?!(?:first|second|third|only|most|best|worst)\b)"
)


def find_statements(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each sentence that is worth checking, says a fact, and is told by no other kind of claim."""
    told = [draft.span for find in _OTHERS for draft in find(reading)]
    told += [Span(figure.start, figure.end) for figure in (*reading.figures, *reading.rankings)]
    taken = Overlaps(told)
    for sentence, score in zip(reading.sentences, reading.worth, strict=True):
        words = reading.text[sentence.start : sentence.end]
        if score < WORTH_STATING or len(words.split()) < _SHORTEST or _NO_FACT.search(words):
            continue
        if not taken.touch(Span(sentence.start, sentence.end)):
            kind: Kind = "identity" if _IDENTITY.match(words) else "statement"
            yield Draft(kind, asserted(sentence, reading), tense="past_present")


def asserted(sentence: Sentence, reading: Reading) -> Span:
    """Return the part of the sentence that somebody is said to assert, else the sentence, without its last mark."""
    whole = Span(sentence.start, sentence.end)
    said = claimant_of("statement", holding(whole, reading), reading.text)
    parts = [part for part in said.content if shared(part, whole)] if said else []
    start, end = (max(parts[0].start, whole.start), min(parts[-1].end, whole.end)) if parts else whole
    words = reading.text[start:end]
    bare = words.strip(' \n.!;:,“”"')
    return Span(start + words.index(bare), start + words.index(bare) + len(bare))
