"""Claims that somebody used these very words: each quotation, long or short, that the text gives to a speaker."""

from collections.abc import Iterator

from claims.claimants import claimant_of, holding
from claims.draft import Draft
from claims.model import Span
from claims.reading import Reading
from claims.speech.quotes import pair_quotes

_MARKS = "“”\"‘’'`«»„ ,"


def find_quotes(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each quotation with a speaker, without its marks; one that runs over lines is told by line."""
    for quote in pair_quotes(reading.text):
        for span in bare_lines(reading.text, Span(quote.start, quote.end)):
            said = reading.sentence_at(span.start) and claimant_of("quote", holding(span, reading), reading.text)
            if said:
                yield Draft("quote", span, tense="past_present")


def bare_lines(text: str, quote: Span) -> Iterator[Span]:
    """Yield the stretches of a quotation line by line, without marks and space at their ends."""
    at = quote.start
    for line in quote.of(text).split("\n"):
        bare = line.strip(_MARKS)
        if bare:
            start = at + line.index(bare)
            yield Span(start, start + len(bare))
        at += len(line) + 1
