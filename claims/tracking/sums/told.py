"""An article as sums are looked for in it: each sentence with a sign for every figure, so that rules are patterns.

A rule yields a `Miscount` only where all its terms are certain. What may be rounded, partial or of another time is silent.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from claims.model import DateSpan, Figure, Sentence, Span
from claims.tracking.rounding import Room, step_of, zeros_of

F = "([\ue000-\uf8ff])"
"""A figure, in a pattern."""

_FIRST_SIGN = 0xE000
_MOST_FIGURES, _LONGEST = 40, 2000  # of a sentence that is a sentence: its patterns cost the square of it
_LOOSE = 0.025
"""How far a round number may be rounded, as a share of it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number that takes part: its words and where they stand, in the text or in the headline."""

    start: int
    end: int
    words: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Miscount:
    """Numbers of one article that contradict one another: by which rule, what should be printed, and what is."""

    rule: str
    terms: tuple[Term, ...]
    expected: str
    printed: str
    says: str


@dataclass(frozen=True)
class Told:
    """What an article tells in numbers. Offsets are those of `text`; figures and dates are in order."""

    text: str
    title: str | None
    on: date | None
    sentences: Sequence[Sentence | Span]
    figures: Sequence[Figure]
    dates: Sequence[DateSpan]
    title_figures: Sequence[Figure] = ()

    @cached_property
    def lines(self) -> tuple["Line", ...]:
        """The sentences with signs for their figures, in order; endless ones, which no one wrote, have none."""
        starts = [figure.start for figure in self.figures]
        return tuple(
            Line(self, Span(each.start, each.end), self._figures_in(each, starts), at)
            for at, each in enumerate(self.sentences)
        )

    def _figures_in(self, sentence: Sentence | Span, starts: list[int]) -> tuple[Figure, ...]:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        is_plain = last - first <= _MOST_FIGURES and sentence.end - sentence.start <= _LONGEST
        return tuple(self.figures[first:last]) if is_plain else ()

    def words(self, figure: Figure) -> str:
        """Return a figure as the text prints it."""
        return self.text[figure.start : figure.end]

    def number(self, figure: Figure) -> str:
        """Return the number alone, as the text prints it."""
        return self.text[figure.number.start : figure.number.end]

    def term(self, figure: Figure) -> Term:
        """Return a figure as a term: what it prints, with its unit."""
        return Term(figure.start, figure.end, self.words(figure))

    def dated(self, start: int, end: int) -> list[DateSpan]:
        """Return the dates that lie in a range."""
        first, last = bisect_left(self._days, start), bisect_left(self._days, end)
        return [day for day in self.dates[first:last] if day.end <= end]

    @cached_property
    def _days(self) -> list[int]:
        return [day.start for day in self.dates]


@dataclass(frozen=True)
class Line:
    """A sentence: its figures, and its words with a sign in place of each of them."""

    told: Told
    span: Span
    figures: tuple[Figure, ...]
    at: int

    @cached_property
    def signed(self) -> str:
        """The words with signs."""
        parts, at = [], self.span.start
        for i, figure in enumerate(self.figures):
            parts += [self.told.text[at : figure.start], chr(_FIRST_SIGN + i)]
            at = max(at, figure.end)
        parts.append(self.told.text[at : self.span.end])
        return "".join(parts)

    @cached_property
    def levels(self) -> str:
        """The words with signs for all but lengths of time and ages, which stand as printed: "from ⟦⟧ four years ago to ⟦⟧"."""
        parts, at = [], self.span.start
        for i, figure in enumerate(self.figures):
            if figure.kind not in {"duration", "age"}:
                parts += [self.told.text[at : figure.start], chr(_FIRST_SIGN + i)]
                at = max(at, figure.end)
        parts.append(self.told.text[at : self.span.end])
        return "".join(parts)

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.span.of(self.told.text)

    def figure(self, sign: str) -> Figure:
        """Return the figure of a sign."""
        return self.figures[ord(sign) - _FIRST_SIGN]

    def found(self, pattern: re.Pattern[str], words: str | None = None) -> Iterator[tuple[re.Match[str], list[Figure]]]:
        """Yield the places of a pattern in the signed words, each with the figures of its groups that are signs."""
        for match in pattern.finditer(self.signed if words is None else words):
            signs = [group for group in match.groups() if group and len(group) == 1 and "\ue000" <= group <= "\uf8ff"]
            yield match, [self.figure(sign) for sign in signs]

    def figures_of(self, part: str) -> list[Figure]:
        """Return the figures of a stretch of the signed words."""
        return [self.figure(sign) for sign in part if "\ue000" <= sign <= "\uf8ff"]

    @property
    def previous(self) -> "Line | None":
        """The sentence before, whatever its paragraph."""
        return self.told.lines[self.at - 1] if self.at else None

    @property
    def before(self) -> "Line | None":
        """The sentence before, if it is of the same paragraph."""
        return self._beside(-1)

    @property
    def after(self) -> "Line | None":
        """The sentence behind, if it is of the same paragraph."""
        return self._beside(1)

    def near(self, back: int = 0, ahead: int = 0) -> "tuple[Line, ...]":
        """Return this sentence with some before and behind it, whatever their paragraph."""
        return self.told.lines[max(0, self.at - back) : self.at + ahead + 1]

    def around(self, figure: Figure) -> tuple[str, str]:
        """Return the signed words before and behind a figure."""
        before, _, behind = self.signed.partition(chr(_FIRST_SIGN + self.figures.index(figure)))
        return before, behind

    def _beside(self, step: int) -> "Line | None":
        at = self.at + step
        if not 0 <= at < len(self.told.lines):
            return None
        other = self.told.lines[at]
        first, second = sorted((self.span, other.span))
        return None if "\n" in self.told.text[first.end : second.start] else other


def is_point(figure: Figure) -> bool:
    """Tell whether a figure is one certain number."""
    return figure.low is not None and figure.low == figure.high and figure.modifier == "exact"


def value(figure: Figure) -> float:
    """Return the one value of a figure that is a point."""
    assert figure.low is not None
    return figure.low


def room(figure: Figure, told: Told) -> Room:
    """Return what a figure leaves room for, generously: as it is printed, and as round numbers are rounded."""
    assert figure.low is not None
    low, high = figure.low, figure.high if figure.high is not None else figure.low
    slack = step_of(told.number(figure), high) / 2
    slack = max(slack, min(zeros_of(high) / 2, _LOOSE * abs(high)))
    if figure.modifier == "about":
        slack = max(slack, 0.06 * abs(high))
    return Room(low - slack, high + slack)


def shown(number: float) -> str:
    """Return a number as people write it: 2,400,000 as 2.4 million."""
    for scale, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(number) >= scale:
            return f"{number / scale:.3g}{word}"
    return f"{number:,.0f}" if number == int(number) or abs(number) >= 1000 else f"{number:.3g}"
