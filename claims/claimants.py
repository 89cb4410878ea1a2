"""Which of the speakers around a claim is its claimant: the nearest one who asserts it as a fact.

Praising, wanting or unveiling a thing asserts nothing about its size: "Trump praised her rise as Japan's first female
premier" is no claim of Trump's that she is the first. Such speakers are claimants of their own words only: of a
quotation, and of what they vow.
"""

from collections.abc import Sequence

from claims.cues import read_lexicon
from claims.model import Attribution, Span
from claims.reading import Reading
from schemas.vocabulary import Kind

_OWN_WORDS: frozenset[Kind] = frozenset({"quote", "promise"})
_ASSERTING = frozenset({"say", "tell"})


def holding(span: Span, reading: Reading) -> list[Attribution]:
    """Return the attributions whose content holds the start of a span and whose source does not, outermost first."""
    found = [
        attribution
        for attribution in reading.attributions
        if any(part.start <= span.start < part.end for part in attribution.content)
        and not any(source.overlaps(span) for source in attribution.source)
    ]
    return sorted(found, key=lambda attribution: -sum(part.end - part.start for part in attribution.content))


def claimant_of(kind: Kind, around: Sequence[Attribution], text: str) -> Attribution | None:
    """Return the nearest attribution, of those around a claim, that makes its speaker the claimant; None if none does."""
    named = [attribution for attribution in around if attribution.source]
    own = [attribution for attribution in named if kind in _OWN_WORDS or asserts(attribution, text)]
    return own[-1] if own else None


def asserts(attribution: Attribution, text: str) -> bool:
    """Tell whether the cue puts something forward as a fact: by saying or telling, by "according to", or by a quote."""
    if attribution.voice == "quoted" or not attribution.cue:
        return True
    words = " ".join(cue.of(text) for cue in attribution.cue).lower().split()
    verbs = [verb for word in words if (verb := read_lexicon().verbs.get(word))]
    return not verbs or any(_ASSERTING & set(verb.frames) for verb in verbs)
