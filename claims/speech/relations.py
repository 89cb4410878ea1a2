"""What a rule or the linker reads: one attribution by its spans, before speakers are led back."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.model import Span
from claims.speech.clauses import Units


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as text spans; `rule` names the pattern that read it, `direct` tells that all of it is quoted.

    `sure` is how sure whoever read it is that the source is one: 1.0 where a rule reads it.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    rule: str
    direct: bool = False
    sure: float = 1.0


def relate(
    units: Units,
    parts: Sequence[tuple[int, int]],
    speaker: tuple[int, int] | None,
    cue: tuple[int, int] | None,
    rule: str,
) -> Relation | None:
    """Return a relation from unit ranges; None when nothing is left of its content."""
    kept = [(start, end) for start, end in parts if end > start]
    if not kept:
        return None
    content = tuple(span_of(units, part) for part in kept)
    source = span_of(units, speaker) if speaker else None
    direct = all(units.is_quote(start) and end == start + 1 for start, end in kept)
    return Relation(content, source, span_of(units, cue) if cue else None, rule, direct)


def span_of(units: Units, part: tuple[int, int]) -> Span:
    """Return the text span of a unit range."""
    return Span(units.start[part[0]], units.end[part[1] - 1])
