"""Which of many stretches of a text share a character with one: asked as often as there are stretches, so by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from claims.model import Span


class Overlaps:
    """Stretches of one text; those that overlap are held as one, so a question costs the logarithm of their number."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            elif span.start < span.end:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touch(self, span: Span) -> bool:
        """Tell whether any of the stretches overlaps the span."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end

    def add(self, span: Span) -> None:
        """Add a stretch that overlaps none of them."""
        at = bisect_left(self._starts, span.start)
        self._starts.insert(at, span.start)
        self._ends.insert(at, span.end)
