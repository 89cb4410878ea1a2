"""What the encoder's taggers say of a text: scored spans for the three roles of an attribution.

The encoder fills these and `claims.attribution` links them, so neither has to know the other.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claims.model import Span

_LONGEST_WORD = 48  # letters; a longer run is no word, and is left as the tagger cut it

Role = Literal["source", "cue", "content"]
"""Who says it, the words that say that it was said, and what was said."""


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """One tagged stretch: code point offsets of the text, end exclusive, and how sure the tagger is (0..1).

    The score is the lowest of the mean probability of its pieces and the probability of its first piece, so a long
    stretch that starts doubtfully scores low.
    """

    start: int
    end: int
    score: float

    @property
    def span(self) -> Span:
        """The stretch without its score."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class RoleTags:
    """The spans of each role in order of the text; those of one role never overlap, those of two roles may.

    `content` comes in contiguous pieces: a quote that breaks off for its speaker is two spans here, and joining them
    is the linker's deed.
    """

    source: tuple[ScoredSpan, ...] = ()
    cue: tuple[ScoredSpan, ...] = ()
    content: tuple[ScoredSpan, ...] = ()


def whole_words(spans: Sequence[ScoredSpan], text: str) -> tuple[ScoredSpan, ...]:
    """Widen spans of one role, in order, to the edges of the words that they cut: pieces of words are no speakers.

    A span whose only word belongs to the one before it is dropped.
    """
    kept: list[ScoredSpan] = []
    for span in spans:
        start = max(_edge(text, span.start, -1), kept[-1].end if kept else 0)
        end = _edge(text, span.end, 1)
        if start < end:
            kept.append(ScoredSpan(start, end, span.score))
    return tuple(kept)


def _edge(text: str, at: int, step: int) -> int:
    """Move from inside a word to its edge, backwards or forwards."""
    for moved in range(_LONGEST_WORD):
        here = at + moved * step
        if not (0 < here < len(text) and _lettered(text[here - 1]) and _lettered(text[here])):
            return here
    return at


def _lettered(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0
