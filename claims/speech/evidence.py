"""Puts the encoder's tags and the rules' readings together into one scene for the linker.

Tags find far more than the rules; the rules know quote marks to the character. So the tags lead, quotations mend their
edges, and what only the rules saw is added where they are nearly always right.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from claims.model import Span
from claims.network.role_tags import RoleTags, ScoredSpan
from claims.speech.clauses import Units
from claims.speech.quotes import Quote
from claims.speech.relations import Relation
from claims.speech.scene import Scene
from claims.speech.sure_quotes import fit_around, outside, sure_relations

_SPEECH = 3  # words of a quotation whose edges mend those of a tag
_EDGE = 3  # characters that an edge may be beside a quote mark
_PARTS = re.compile(r",\s+(?:\w+[ \u00a0]+){1,3}of[ \u00a0]+(?:whom|which)\b[^,.;:!?“”\"\n]*(?<=\w)")
_SHARE = 0.5  # of a quotation that a tag must cover to be stretched over all of it


def gather_evidence(units: Units, quotes: Sequence[Quote], tags: RoleTags, relations: Sequence[Relation]) -> Scene:
    """Return the spans of both kinds of evidence, each role in order and without overlaps."""
    speech = [quote for quote in quotes if quote.closed and not quote.single and quote.words >= _SPEECH]
    sure = sure_relations(units, quotes, relations)
    mended = (add_parts(units.text, mend_edges(span.span, speech)) for span in tags.content)
    contents = fit_around(units.text, _merged(mended), sure)
    cues = outside((span.span for span in tags.cue), sure)
    sources = outside((span.span for span in tags.source), sure)
    for relation in sure:
        _add(cues, relation.cue)
        _add(sources, relation.source)
    for relation in relations:
        if relation.direct and relation.cue and not any(_taken(part, contents) for part in relation.content):
            for part in relation.content:
                insort(contents, part)
            _add(cues, relation.cue)
            _add(sources, relation.source)
    return Scene(units, contents, cues, sources, relations, sure, tags.source)


def mend_edges(span: Span, quotes: Sequence[Quote]) -> Span:
    """Return a span whose edges fall on the marks of the quotations that it nearly or mostly covers."""
    at = bisect_left(quotes, span.start + 1, key=lambda quote: quote.end)
    start, end = span
    while at < len(quotes) and quotes[at].start < span.end:
        quote = quotes[at]
        shared = min(end, quote.end) - max(start, quote.start)
        mostly = shared >= _SHARE * (quote.end - quote.start) or (abs(start - quote.start) <= _EDGE and quote.end > end)
        if quote.start < start <= quote.start + _EDGE or (mostly and quote.start < start < quote.end):
            start = quote.start
        if quote.end - _EDGE <= end < quote.end or (mostly and quote.start < end < quote.end):
            end = quote.end
        at += 1
    return Span(start, end)


def add_parts(text: str, span: Span) -> Span:
    """Return a span with the clause behind its comma that tells of its parts: ", five of whom came home in 2002"."""
    opening = _PARTS.match(text, span.end)
    return Span(span.start, opening.end()) if opening else span


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap joined into one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _taken(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of the sorted, disjoint spans."""
    at = bisect_left(spans, span.start + 1, key=lambda other: other.end)
    return at < len(spans) and spans[at].start < span.end


def _add(spans: list[Span], span: Span | None) -> None:
    """Add one more to sorted spans, unless it overlaps one of them."""
    if span is not None and not _taken(span, spans):
        insort(spans, span)


def tags_of(content: Sequence[Span], cue: Sequence[Span], source: Sequence[Span]) -> RoleTags:
    """Return spans as tags that are sure of themselves."""
    return RoleTags(*(tuple(ScoredSpan(*span, 1.0) for span in sorted(spans)) for spans in (source, cue, content)))
