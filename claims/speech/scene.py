"""One text with the tagged spans of the three roles and what is known of each, as the linker looks at it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from claims.model import Span
from claims.network.role_tags import ScoredSpan
from claims.speech.clauses import Units
from claims.speech.cues import read_lexicon
from claims.speech.relations import Relation

MARKS = "“\"'‘„«`"
_BARE = frozenset(" ,:;—–-“\"\u00a0\n'’”()")


class Place(NamedTuple):
    """Where a span stands: the numbers of its sentence, its paragraph, and its quotation (-1 for none)."""

    sentence: int
    paragraph: int
    quote: int


class CueWords(NamedTuple):
    """What the words of a cue tell."""

    low: str
    last: str
    frames: frozenset[str]


@dataclass(frozen=True)
class Scene:
    """The spans of each role are sorted and do not overlap.

    `relations` are what the rules read in the same text, `sure` those of them that no weights are asked about, `tagged` the
    sources with the tagger's own scores.
    """

    units: Units
    contents: Sequence[Span]
    cues: Sequence[Span]
    sources: Sequence[Span]
    relations: Sequence[Relation] = field(default=())
    sure: Sequence[Relation] = field(default=())
    tagged: Sequence[ScoredSpan] = field(default=())  # the sources as they were tagged, with how sure the tagger is

    def sureness(self, source: Span) -> float:
        """Return how sure the tagger is of a source; 1.0 where it comes from a rule."""
        at = bisect_left(self.tagged, source.start + 1, key=lambda span: span.end)
        near = [span.score for span in self.tagged[at : at + 2] if span.start < source.end]
        return max(near, default=1.0)

    @cached_property
    def sure_cues(self) -> dict[Span, int]:
        """Return the cue of each content whose speaker is certain, by its place in the list."""
        found: dict[Span, int] = {}
        for relation in self.sure:
            at = _overlapping(self.cues, relation.cue) if relation.cue else None
            if at is not None:
                found.update((part, at) for part in relation.content)
        return found

    @cached_property
    def sure_sources(self) -> dict[int, Span]:
        """Return the source of each cue whose speaker is certain."""
        found: dict[int, Span] = {}
        for relation in self.sure:
            cue = _overlapping(self.cues, relation.cue) if relation.cue else None
            source = _overlapping(self.sources, relation.source) if relation.source else None
            if cue is not None and source is not None:
                found[cue] = self.sources[source]
        return found

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Return where the sentences start."""
        return [self.units.start[first] for first in self.units.first if first < len(self.units)]

    @cached_property
    def quotes(self) -> list[Span]:
        """Return the quotations of the text."""
        units = self.units
        return [Span(units.start[at], units.end[at]) for at in range(len(units)) if units.is_quote(at)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {
            "content": [span.start for span in self.contents],
            "cue": [span.start for span in self.cues],
            "source": [span.start for span in self.sources],
        }

    def place(self, offset: int) -> Place:
        """Return where an offset stands."""
        sentence = max(0, bisect_right(self.sentence_starts, offset) - 1)
        paragraphs = self.units.paragraph
        at = bisect_right(self._quote_starts, offset) - 1
        quote = at if at >= 0 and offset < self.quotes[at].end else -1
        return Place(sentence, paragraphs[sentence] if sentence < len(paragraphs) else 0, quote)

    def between(self, role: str, start: int, end: int) -> int:
        """Return how many spans of a role start in a gap, at most three."""
        starts = self._starts[role]
        return min(3, bisect_left(starts, end) - bisect_left(starts, start))

    @cached_property
    def cue_words(self) -> list[CueWords]:
        """Return what the words of each cue tell."""
        return [words_of(cue.of(self.units.text)) for cue in self.cues]

    @cached_property
    def cue_places(self) -> list[Place]:
        """Return where each cue stands."""
        return [self.place(cue.start) for cue in self.cues]

    @cached_property
    def rules_by_content(self) -> list[tuple[Relation, ...]]:
        """Return for each content the rules' relations that hold most of it."""
        return [tuple(r for r in self._near(span) if _holds_most(r, span)) for span in self.contents]

    @cached_property
    def rules_by_cue(self) -> list[tuple[Relation, ...]]:
        """Return for each cue the rules' relations whose cue overlaps it."""
        return [tuple(r for r in self._near(span) if r.cue and r.cue.overlaps(span)) for span in self.cues]

    @cached_property
    def _sorted_relations(self) -> tuple[list[int], list[Relation]]:
        relations = sorted((r for r in self.relations if r.cue), key=lambda relation: relation.cue or Span(0, 0))
        return [relation.cue.start for relation in relations if relation.cue], relations

    def _near(self, span: Span) -> Sequence[Relation]:
        starts, relations = self._sorted_relations
        return relations[bisect_left(starts, span.start - 1000) : bisect_right(starts, span.end + 400)]

    @cached_property
    def nearest_contents(self) -> list[tuple[int, int]]:
        """Return for each cue the nearest content that ends before it and the nearest that starts behind it, or -1."""
        starts = self._starts["content"]
        found = []
        for cue in self.cues:
            behind = bisect_left(starts, cue.start)
            before = behind - 1
            while before >= 0 and self.contents[before].end > cue.start + 1:
                before -= 1
            found.append((before, behind if behind < len(starts) else -1))
        return found

    def is_quoted(self, content_at: int) -> bool:
        """Tell whether a content starts with a quote mark."""
        return self.units.text[self.contents[content_at].start] in MARKS


def _overlapping(spans: Sequence[Span], span: Span) -> int | None:
    """Return which of the sorted, disjoint spans is the first to overlap one; None when none does."""
    at = bisect_left(spans, span.start + 1, key=lambda other: other.end)
    return at if at < len(spans) and spans[at].start < span.end else None


def _holds_most(relation: Relation, span: Span) -> bool:
    shared = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in relation.content)
    return 2 * shared >= span.end - span.start


def words_of(printed: str) -> CueWords:
    """Return what a cue's words tell; the frames are those of its last reporting verb, `noun` where there is none."""
    low = printed.lower().replace("’", "'")
    words = low.rstrip(":").split()
    verbs = read_lexicon().verbs
    verb = next((verbs[word] for word in reversed(words) if word in verbs), None)
    return CueWords(low, words[-1] if words else "", frozenset(verb.frames) if verb else frozenset({"noun"}))


def gap_of(one: Span, other: Span) -> Span:
    """Return the stretch between two spans, empty where they overlap."""
    if one.end <= other.start:
        return Span(one.end, other.start)
    if other.end <= one.start:
        return Span(other.end, one.start)
    return Span(max(one.start, other.start), max(one.start, other.start))


def is_bare(between: str) -> bool:
    """Tell whether a gap holds nothing but marks and spaces."""
    return len(between) < 12 and not between.strip("".join(_BARE))
