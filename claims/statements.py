"""Claims without a figure of their own that are worth checking: the clauses that stand or fall by themselves.

Which sentences hold one is told by their stakes; where it stands in them, by what is printed: what somebody is said to
assert, and the marks and conjunctions that part main clauses.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.agreements import find_agreements
from claims.asserting import charges, opening_of
from claims.claimants import claimant_of, holding, put_forward
from claims.draft import Draft
from claims.events import find_events
from claims.model import Sentence, Span
from claims.overlaps import Overlaps
from claims.promises import find_promises
from claims.reading import Reading

if TYPE_CHECKING:
    from schemas.vocabulary import Kind

STATING = 1.2
"""The least stakes of a sentence that make its clauses claims; see docs/stakes.md."""

SAID = 0.8
"""The same of what somebody is said to assert: on no list so low down, but who said what is worth keeping."""

_OTHERS = (find_agreements, find_events, find_promises)
_TOLD = 0.5  # a figure tells its clause where its own stakes come so near to the sentence's
_SHORTEST = 4  # words; less is a heading or a cry
_MARKS = ' \n.!;:,“”"·•▪*'
PARTS = re.compile(
    r"""\s*;\s+ | ,\s+(?:but|while|whereas|although|though|yet)\s+ | \s+[–—]\s+ | :\s+(?=[“"A-Z])
      | ,\s+and\s+(?=(?:\w+\s+){1,4}(?:is|are|was|were|has|have|had|said|will|did)\b)""",
    re.VERBOSE,
)
_VERB = re.compile(
    r"""\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|should)\b | \b\w{3,}(?:ed|es|s)\b
      | \b(?:won|lost|made|took|gave|got|saw|sold|bought|paid|hit|beat|met|held|led|left|came|went|became|began|ran|cut|put|set|shot
        |sent|built|found|brought|drew|fell|rose|grew|fought|kept|said|told|knew|wrote|spoke|broke|chose|stole|struck)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"^\W*(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+)?(?:[\w’'.-]+,?\s+){1,8}?(?:is|was|are|were|became|has\s+been)\s+(?:an?|the)\s+"
    r"(?!(?:first|second|third|only|most|best|worst)\b)"
)
_SILENT = re.compile(
    r"""\b(?:did(?:\s+not|n['’]t)\s+(?:immediately\s+|yet\s+)?(?:respond|reply|return|comment)
      | (?:declined|refused)\s+to\s+(?:comment|confirm|discuss|be\s+drawn) | (?:had|made)\s+no\s+comment
      | not\s+(?:immediately\s+)?available\s+(?:for|to)\s+comment | could\s+not\s+(?:immediately\s+)?be\s+reached
      | (?:could\s+not|cannot|was\s+unable\s+to)\s+(?:\w+\s+)?independently\s+\w+ )""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a newsroom says of its own asking: who did not answer asserts nothing."""


def find_statements(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each clause of a sentence of some stakes that no other kind of claim tells."""
    others = Overlaps([draft.span for find in _OTHERS for draft in find(reading)])
    for sentence in reading.sentences:
        stakes = reading.stand_of(sentence).stakes
        if stakes >= STATING or (stakes >= SAID and any(_said_in(sentence, reading))):
            weighty = _weighty_figures(reading, sentence, stakes)
            for clause in clauses(sentence, reading):
                words = clause.of(reading.text)
                told = others.touch(clause) or any(span.overlaps(clause) for span in weighty)
                if not told and is_clause(words):
                    kind: Kind = "identity" if _IDENTITY.match(words) else "statement"
                    yield Draft(kind, clause)


def _weighty_figures(reading: Reading, sentence: Sentence, stakes: float) -> list[Span]:
    """Return the figures and rankings of a sentence that carry its stakes themselves."""
    within = sentence.start, sentence.end
    found = [*reading.figures_in(*within), *reading.rankings_in(*within)]
    stands = [(figure, reading.stand_at(figure.number)) for figure in found]
    return [Span(f.start, f.end) for f, stand in stands if stand is None or stand.stakes >= stakes - _TOLD]


def is_clause(words: str) -> bool:
    """Tell whether words can stand or fall by themselves: some, among them a verb, no question, and nobody's silence."""
    asked = words.rstrip('”" ').endswith("?") or _SILENT.search(words)
    return len(words.split()) >= _SHORTEST and bool(_VERB.search(words)) and not asked


def clauses(sentence: Sentence, reading: Reading) -> Iterator[Span]:
    """Yield the clauses of a sentence: what somebody is said to assert in it, else its main clauses."""
    said = list(_said_in(sentence, reading))
    for part in said or [Span(sentence.start, sentence.end)]:
        at = part.start
        for cut in PARTS.finditer(reading.text, part.start, part.end):
            if is_clause(reading.text[at : cut.start()]) and is_clause(reading.text[cut.end() : part.end]):
                yield bare(reading.text, at, cut.start())
                at = cut.end()
        yield bare(reading.text, at, part.end)


def _said_in(sentence: Sentence, reading: Reading) -> Iterator[Span]:
    """Yield what speakers assert within a sentence, innermost: the parts of their contents that are clauses."""
    whole = Span(sentence.start, sentence.end)
    for heard in reading.attributions_near(whole):
        attribution = heard.attribution
        charged = charges(attribution, reading.text) and not opening_of(attribution, reading.text).startswith("that ")
        for part in list(put_forward(heard, reading.text))[-1 if charged else 0 :]:
            start = part.start + len("that ") * part.of(reading.text).startswith("that ")
            inside = Span(max(start, whole.start), min(part.end, whole.end))
            if inside.start < inside.end and is_clause(inside.of(reading.text)):
                around = holding(inside, reading)
                if claimant_of("statement", around, reading.text) is attribution:
                    yield inside


def bare(text: str, start: int, end: int) -> Span:
    """Return a stretch without marks and space at its ends."""
    words = text[start:end]
    inner = words.strip(_MARKS)
    return Span(start + words.index(inner), start + words.index(inner) + len(inner))
