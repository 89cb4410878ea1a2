"""Claims that somebody used these very words: each quotation that the text gives to a speaker."""

from collections.abc import Iterator

from claims.draft import Draft
from claims.model import Span
from claims.reading import Reading

_MARKS = "“”\"‘’'«»„ ,"


def find_quotes(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each quoted stretch of an attribution, without its quote marks."""
    seen: set[Span] = set()
    for attribution in reading.attributions:
        if attribution.voice != "quoted":
            continue
        for part in attribution.content:
            for span in _quoted(reading.text, part):
                sentence = reading.sentence_at(span.start)
                if sentence is not None and span not in seen:
                    seen.add(span)
                    yield Draft("quote", span, "quotes@1", tense="past_present")


def _quoted(text: str, part: Span) -> Iterator[Span]:
    """Yield the stretch inside the marks, line by line: a quotation may run over paragraphs."""
    at = part.start
    for line in part.of(text).split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        while start < end and text[start] in _MARKS:
            start += 1
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        if start < end:
            yield Span(start, end)
