"""An article's text cut at the borders of its lines and claims, so that nested and crossing claims can be shown.

Joined again, the pieces are the text, character by character.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Marked(NamedTuple):
    """A claim's place in a text: code points, end exclusive, and the claim's id."""

    start: int
    end: int
    claim_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that no border crosses, with the claims that cover them, the innermost (shortest) claim first."""

    text: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One line of an article, or (kind "gap") the white space between two lines."""

    kind: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The words of the block."""
        return "".join(segment.text for segment in self.segments)


def cut_blocks(text: str, lines: Iterable[tuple[int, int, str]], marks: Iterable[Marked]) -> list[Block]:
    """Cut a text into its lines and these at the borders of the marks.

    Text outside the given lines is kept: as a gap when it is white space, else as body lines. Marks that point
    outside the text are trimmed to it; those without a character left are dropped.
    """
    places = _trimmed(text, marks)
    blocks = []
    upcoming = 0
    open_marks: list[Marked] = []
    for start, end, kind in _cover(text, lines):
        while upcoming < len(places) and places[upcoming].start < end:
            open_marks.append(places[upcoming])
            upcoming += 1
        open_marks = [mark for mark in open_marks if mark.end > start]
        blocks.append(Block(kind, tuple(_cut(text, start, end, open_marks))))
    return blocks


def _trimmed(text: str, marks: Iterable[Marked]) -> list[Marked]:
    """Return the marks inside the text in order of their start."""
    inside = (Marked(max(mark.start, 0), min(mark.end, len(text)), mark.claim_id) for mark in marks)
    return sorted(mark for mark in inside if mark.start < mark.end)


def _cover(text: str, lines: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return lines and what lies between them, without a hole or an overlap, in order."""
    covered: list[tuple[int, int, str]] = []
    at = 0
    for line_start, line_end, kind in sorted(lines):
        start, end = max(line_start, at), min(line_end, len(text))
        if start >= end:
            continue
        covered += [*_between(text, at, start), (start, end, kind)]
        at = end
    return [*covered, *_between(text, at, len(text))]


def _between(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the pieces of text that no line claims: each line break a gap, each line with words in it body."""
    pieces = []
    at = start
    for part in text[start:end].splitlines(keepends=True):
        words_end = at + len(part.rstrip("\r\n"))
        if part.strip():
            pieces.append((at, words_end, "body"))
        else:
            words_end = at
        if words_end < at + len(part):
            pieces.append((words_end, at + len(part), "gap"))
        at += len(part)
    return pieces


def _cut(text: str, start: int, end: int, marks: Sequence[Marked]) -> list[Segment]:
    """Cut one line at the borders of the marks that touch it."""
    borders = {start, end}
    for mark in marks:
        borders |= {border for border in (mark.start, mark.end) if start < border < end}
    ordered = sorted(borders)
    return [
        _segment(text, here, there, [mark for mark in marks if mark.start < there and here < mark.end])
        for here, there in pairwise(ordered)
    ]


def _segment(text: str, start: int, end: int, marks: Sequence[Marked]) -> Segment:
    """Return the words between two borders with the claims that cover them."""
    inner_first = sorted(marks, key=lambda mark: (mark.end - mark.start, -mark.start, mark.claim_id))
    return Segment(text[start:end], tuple(mark.claim_id for mark in inner_first))
