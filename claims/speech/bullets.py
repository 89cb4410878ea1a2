"""Lists of what somebody says: behind "The mayor said:" each line that opens with the same bullet is hers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Span
from claims.speech.relations import Relation

_MOST_LINES = 30
_LINE = re.compile(r"\n\s{0,40}(?P<mark>[•▪◦‣●■►·*–—-])[ \t\u00a0]+(?P<words>\S[^\n]*)")
_LONGEST_LEAD = 300  # characters between a cue and the end of its line
_SHORTEST = 2  # words of a content that is kept beside the list; "that" alone says nothing


def with_lists(text: str, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations, the last of a line that ends with a colon with every line of the list below it."""
    found = list(relations)
    last: dict[int, int] = {}  # where a list begins, and which relation's it is
    for at, relation in enumerate(found):
        end = list_below(text, relation)
        if end is not None and (end not in last or _cue_end(found[last[end]]) < _cue_end(relation)):
            last[end] = at
    for end, at in last.items():
        own = [part for part in found[at].content if part.end <= end and len(part.of(text).split()) >= _SHORTEST]
        found[at] = replace(found[at], content=tuple(sorted({*own, *_lines_below(text, end)})), direct=False)
    return found


def _cue_end(relation: Relation) -> int:
    return relation.cue.end if relation.cue else 0


def list_below(text: str, relation: Relation) -> int | None:
    """Return where the line of a relation's cue ends, if a list hangs on it; None where none does."""
    if not relation.cue or not relation.source:
        return None
    end = text.find("\n", relation.cue.end, relation.cue.end + _LONGEST_LEAD)
    if end < 0 or not text[relation.cue.start : end].rstrip().endswith(":"):
        return None
    return end if _LINE.match(text, end) else None


def _lines_below(text: str, at: int) -> Iterator[Span]:
    """Yield the words of the next lines that open with one and the same bullet."""
    mark = None
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, at)
        if line is None or mark not in {None, line["mark"]}:
            return
        mark, at = line["mark"], line.end()
        yield Span(*line.span("words"))
