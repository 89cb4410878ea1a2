"""Which of the speakers around a claim is its claimant: the nearest one who asserts it as a fact.

"Trump praised her rise as Japan's first female premier" is no claim of Trump's that she is the first. Such speakers are
claimants of their own words only, in a quotation; who vows to do a thing acts, and the article says so.
"""

import re
from collections.abc import Iterator, Sequence

from claims.asserting import asserts, charges, cue_of, names_a_thing, speaks
from claims.model import Attribution, Span
from claims.reading import Heard, Reading
from claims.speech.phrases import PRONOUNS
from claims.speech.sources import speaking_part
from schemas.vocabulary import Kind

SURE = 0.7
"""How sure the tagger must be of a source that no rule reads: below, four of ten are none (news that it was measured on)."""

_OWN_WORDS: frozenset[Kind] = frozenset({"quote"})
_PASSIVE = re.compile(
    r"(?:is|are|was|were|been|being)\s+(?!quoted\b|cited\b|\w+ing\b)"
)  # who is expected to do it said nothing
_UNSIGNED = re.compile(r"\b(?:\w+\s+)?(?:reports|rumou?rs)\b")


def holding(span: Span, reading: Reading) -> list[Attribution]:
    """Return the attributions whose content holds most of a span, outermost first; the speaker may stand within it too."""
    found = [
        heard.attribution
        for heard in reading.attributions_near(span)
        if any(2 * shared(part, span) > span.end - span.start for part in put_forward(heard, reading.text))
    ]
    return sorted(found, key=lambda attribution: -sum(part.end - part.start for part in attribution.content))


def put_forward(heard: Heard, text: str) -> Iterator[Span]:
    """Yield what an attribution puts forward: its content, and of a denial or charge all of it, "Ruiz denies the theft"."""
    yield from heard.content
    source = heard.attribution.source
    if source and charges(heard.attribution, text):
        yield Span(min(source[0].start, heard.content[0].start), max(source[0].end, heard.content[0].end))


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def claimant_of(kind: Kind, around: Sequence[Attribution], text: str) -> Attribution | None:
    """Return the nearest attribution, of those around a claim, that makes its speaker the claimant; None if none does."""
    named = [attribution for attribution in around if can_speak(attribution, text)]
    quoting = kind in _OWN_WORDS
    saying = [each for each in named if asserts(each, text) or (quoting and speaks(each, text))]
    stating = [attribution for attribution in saying if quoting or not names_a_thing(attribution, text)]
    return next(reversed(stating or saying), None)


def can_speak(attribution: Attribution, text: str) -> bool:
    """Tell whether a source is somebody who says it: a name, a pronoun, a noun phrase, and no number or verb phrase.

    What a passive verb does something to says nothing; who stands behind its "by" does.
    """
    if not attribution.source:
        return claimant_span(attribution, text) is not None
    if attribution.sure < SURE:
        return False
    source = attribution.source[0]
    behind = source.start > attribution.cue[0].start if attribution.cue else False
    by = behind and text[max(0, source.start - 3) : source.start] == "by "
    acted_on = _PASSIVE.match(cue_of(attribution, text)) and not by
    is_pronoun = source.of(text).strip(" ,").lower() in PRONOUNS
    return not acted_on and (is_pronoun or claimant_span(attribution, text) is not None)


def claimant_span(attribution: Attribution, text: str) -> Span | None:
    """Return the words that name who says it, led back where that could be done; unsigned reports speak for themselves."""
    if attribution.source:
        return attribution.speaker_span or speaking_part(text, attribution.source[0])
    found = _UNSIGNED.search(attribution.cue[0].of(text)) if attribution.cue else None
    return Span(*found.span()).shift(attribution.cue[0].start) if found else None
