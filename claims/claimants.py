"""Which of the speakers around a claim is its claimant: the nearest one who asserts it as a fact.

Praising, wanting or unveiling a thing asserts nothing about its size: "Trump praised her rise as Japan's first female
premier" is no claim of Trump's that she is the first. Such speakers are claimants of their own words only: of a
quotation, and of what they vow.
"""

from collections.abc import Sequence

from claims.cues import Verb, read_lexicon
from claims.model import Attribution, Span
from claims.reading import Reading
from schemas.vocabulary import Kind

_OWN_WORDS: frozenset[Kind] = frozenset({"quote", "promise"})
_ASSERTING = frozenset({"say", "tell"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "this", "these", "new", "plans"})


def holding(span: Span, reading: Reading) -> list[Attribution]:
    """Return the attributions whose content holds most of a span and whose source does not, outermost first."""
    found = [
        attribution
        for attribution in reading.attributions
        if any(2 * shared(part, span) > span.end - span.start for part in attribution.content)
        and not any(source.overlaps(span) for source in attribution.source)
    ]
    return sorted(found, key=lambda attribution: -sum(part.end - part.start for part in attribution.content))


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def claimant_of(kind: Kind, around: Sequence[Attribution], text: str) -> Attribution | None:
    """Return the nearest attribution, of those around a claim, that makes its speaker the claimant; None if none does."""
    named = [attribution for attribution in around if attribution.source]
    saying = [attribution for attribution in named if kind in _OWN_WORDS or asserts(attribution, text)]
    stating = [attribution for attribution in saying if kind in _OWN_WORDS or not names_a_thing(attribution, text)]
    return next(reversed(stating or saying), None)


def asserts(attribution: Attribution, text: str) -> bool:
    """Tell whether the cue puts something forward as a fact: by saying or telling, by "according to", or by a quote."""
    verbs = verbs_of(attribution, text)
    return attribution.voice == "quoted" or not verbs or any(_ASSERTING & verb.frames for verb in verbs)


def names_a_thing(attribution: Attribution, text: str) -> bool:
    """Tell an act from a statement: "announced a package" names a thing, "announced that it will close" states one."""
    opening = attribution.content[0].of(text).lstrip('“"‘ ').partition(" ")[0].lower()
    return opening in _DETERMINERS and any("judge" in verb.frames for verb in verbs_of(attribution, text))


def verbs_of(attribution: Attribution, text: str) -> list[Verb]:
    """Return the reporting verbs of a cue; none for "according to" or a bare quotation."""
    words = " ".join(cue.of(text) for cue in attribution.cue).lower().split()
    return [verb for word in words if (verb := read_lexicon().verbs.get(word))]
