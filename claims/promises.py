"""Claims about what is to come: what somebody vows, plans or is expected to do. They carry a date to look again."""

import re
from collections.abc import Iterator

from claims.draft import Draft, clause_end
from claims.model import Sentence, Span
from claims.reading import Reading
from claims.text.topics import any_of

_CUE = re.compile(
    rf"""\b(?:
        (?P<promise>{any_of("novelty", "pledges")}\s+(?:to|that)\b | commit(?:s|ted|ting)?\s+(?:\w+self\s+)?to\b
          | agree[sd]?\s+to\b | (?:guarante|undertak)(?:es|ed|ing|eing|en)?\s+(?:to|that)\b | undertook\s+to\b)
      | (?P<forecast>(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:expected|due|set|scheduled|slated|poised|projected|forecast|likely)\s+to\b
          | (?:expects?|plans?|intends?|aims?)\s+to\b | (?:will|shall)\s+(?!be\s+remembered)(?=[a-z]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AUXILIARY = re.compile(r"(?:is|are|was|were)\s+", re.IGNORECASE)
_LIST = re.compile(r",\s+(?=(?:and\s+|or\s+)?(?:\w+\s+){0,3}?\w+(?:,|\s+and\s|\s*[.;]|\s+or\s))")


def find_promises(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each announced intention or expectation, from the cue to the end of what it governs."""
    for sentence in reading.sentences:
        taken = sentence.start
        for found in _CUE.finditer(reading.text, sentence.start, sentence.end):
            if found.start() < taken:
                continue
            span = _governed(reading.text, found, sentence)
            taken = span.end
            if _empty_words(reading, found, span):
                continue
            yield Draft("promise", span, tense="promise" if found["promise"] else "forecast")


_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e)(?:\s\w+ly)?\s$")


def _empty_words(reading: Reading, found: re.Match[str], span: Span) -> bool:
    """Tell a pleasantry ("we will do everything within our power") from a pledge that a day or a figure can test."""
    spoken = _FIRST_PERSON.search(reading.text, max(0, found.start() - 24), found.start())
    figures = reading.figures_in(span.start, span.end)
    return spoken is not None and not figures and not reading.dates_in(span)


def _governed(text: str, found: re.Match[str], sentence: Sentence) -> Span:
    """Return the cue with what it governs; commas of a list ("soybeans, gas, and trucks") do not end it."""
    auxiliary = _AUXILIARY.match(text, found.start(), found.end())
    start = auxiliary.end() if auxiliary else found.start()
    end = clause_end(text, found.end(), sentence)
    while (comma := _LIST.match(text, end, sentence.end)) and not _new_clause(text, comma.end()):
        end = clause_end(text, comma.end(), sentence)
    return Span(start, end)


_SPEAKS = re.compile(
    r"(?:(?:and|or)\s+)?(?:according|where|which|who|when|he|she|it|they|we|i|the\s+\w+(?:\s+\w+)?\s+(?:said|says|confirmed|added)|\w+\s+(?:said|says)"
    r"|(?:after|before|while|although|despite|citing|adding|saying|with|in|on|at|by|as|to|amid|following|underscoring|\w+ing)\b)\b",
    re.IGNORECASE,
)


def _new_clause(text: str, start: int) -> bool:
    """Tell whether what follows a comma is a clause of its own and no further item of a list."""
    return bool(_SPEAKS.match(text, start))
