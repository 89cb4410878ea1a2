"""Quotations whose speaker the rules know for certain, so that no tag and no weight is asked about them.

`QUOTE, X said` and `QUOTE, said X` are read rightly in 99 cases of 100, and so is a quotation that follows them in the
same paragraph with nothing else in its sentence. Tags of the encoder that say otherwise are cut to fit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from claims.model import Span
from claims.overlaps import Overlaps
from claims.speech.clauses import Units
from claims.speech.quotes import Quote
from claims.speech.relations import Relation

_CLOSING_SPEAKER = frozenset({"trailing", "inverted"})
_LAID_OUT = frozenset({"signed", "turn", "post"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})
_MARKS = "“”\"'’‘„«»`"
_BEFORE = re.compile(r"(?:^|[\n:—–―.?!”\"’)-])\s*$")  # what may stand before a quotation that is a whole saying
_PASSED_ON = re.compile(r"[^.\n]{0,80}?\b(?:according to|as recalled by)\b", re.IGNORECASE)
_SHORTEST = 2  # words


def sure_relations(units: Units, quotes: Sequence[Quote], relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations whose first content is a whole quotation that only its speaker can follow, certain parts only."""
    words = {(quote.start, quote.end): quote.words for quote in quotes if quote.closed}
    return [
        replace(relation, content=tuple(_sure_parts(units.text, relation)))
        for relation in relations
        if _is_sure(units.text, relation, words) or (relation.rule in _LAID_OUT and relation.source)
    ]


def _is_sure(text: str, relation: Relation, words: dict[tuple[int, int], int]) -> bool:
    """Tell whether a relation is `QUOTE, X said` or `QUOTE, said X`, and nobody passes that on in the same sentence."""
    quote, source, cue = relation.content[0], relation.source, relation.cue
    if relation.rule not in _CLOSING_SPEAKER or source is None or cue is None:
        return False
    if words.get((quote.start, quote.end), 0) < _SHORTEST or not _BEFORE.search(
        text, max(0, quote.start - 20), quote.start
    ):
        return False
    if source.of(text).lower() in _RELATIVES or not any(char.isalpha() for char in source.of(text)):
        return False
    speaker = min(source.start, cue.start)
    if text[quote.end : speaker].strip(" ,\u00a0\n") or not _ends_for_speaker(text, quote):
        return False
    return not _PASSED_ON.match(text, max(source.end, cue.end))


def _ends_for_speaker(text: str, quote: Span) -> bool:
    """Tell whether a quotation ends with a comma, or with a mark that stands for one."""
    inner = quote.of(text).rstrip(_MARKS)
    return inner.endswith((",", "!", "?", "…", "—", "–", "-", "...")) or text[quote.end : quote.end + 1] == ","


def _sure_parts(text: str, relation: Relation) -> Iterator[Span]:
    """Yield the first content, and those that go on with it in sentences or clauses of their own."""
    yield relation.content[0]
    last = relation.content[0]
    for part in relation.content[1:]:
        between = text[last.end : part.start]
        first = part.of(text).lstrip(_MARKS + "[.… ")[:1]
        if "\n" in between or not (between.rstrip().endswith(".") or first.islower() or not between.strip()):
            return
        yield part
        last = part


def fit_around(text: str, spans: Iterable[Span], sure: Sequence[Relation]) -> list[Span]:
    """Return contents with the sure quotations among them; what a tag has beside them is cut off or, where it leads in, kept."""
    quotes = sorted(part for relation in sure for part in relation.content)
    ends = list(accumulate((quote.end for quote in quotes), max))
    fitted: list[Span] = list(quotes)
    for span in spans:
        first = bisect_left(ends, span.start + 1)
        if first == len(quotes) or quotes[first].start >= span.end:
            fitted.append(span)
            continue
        lead = Span(span.start, span.start + len(text[span.start : quotes[first].start].rstrip(" :;,—–-\n\u00a0")))
        if len(lead.of(text).split()) > 1 and span.start < quotes[first].start:
            fitted.append(lead)
    return sorted(fitted)


def outside(spans: Iterable[Span], sure: Sequence[Relation]) -> list[Span]:
    """Return the spans that are no words of a sure quotation."""
    quotes = Overlaps(part for relation in sure for part in relation.content)
    return [span for span in spans if not quotes.touch(span)]
