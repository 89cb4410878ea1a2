"""What the encoder's taggers say of a text: scored spans for the three roles of an attribution.

The encoder fills these and `claims.attribution` links them, so neither has to know the other.
"""

from dataclasses import dataclass
from typing import Literal

from claims.model import Span

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
