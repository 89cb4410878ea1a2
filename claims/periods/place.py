"""A sentence and a claim as the signs of a period see them."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from claims.model import Claim, DateSpan, Sentence, Span
from claims.periods.words import AHEAD, PAST, PRESENT
from claims.reading import Reading
from claims.text.tokens import Tokens, tokenise


@dataclass(frozen=True)
class Place:
    """A sentence as the signs see it: its words, which of them are dates and numbers."""

    reading: Reading
    sentence: Sentence

    @cached_property
    def tokens(self) -> Tokens:
        """Return its words, by offsets from its start."""
        return tokenise(self.reading.text[self.sentence.start : self.sentence.end])

    @cached_property
    def dates(self) -> list[DateSpan]:
        """Return its dates."""
        return self.reading.dates_in(self.sentence)

    def index(self, offset: int) -> int:
        """Return the first word that starts at or behind an offset of the text."""
        return self.tokens.first_from(offset - self.sentence.start)

    @cached_property
    def moods(self) -> list[float]:
        """Tell whether it has words of the past, of what is to come, of the present."""
        words = self.tokens.lower
        past = any(word in PAST or (word.endswith("ed") and len(word) > 3) for word in words)
        return [float(past), float(any(w in AHEAD for w in words)), float(any(w in PRESENT for w in words))]


class Looked(NamedTuple):
    """A claim, where it stands, and what is told of it whatever the date."""

    claim: Claim
    place: Place
    span: Span
    scope: Span
    own: list[float]
    guess: DateSpan | None  # by the grammar of its clause
    known: bool  # a thing that was there before: the clause's date is not its own
