"""Who the pronoun that opens a sentence stands for, so that a question names him; nobody where the text leaves two."""

import re
from dataclasses import dataclass

from claims.model import Attribution, Sentence, Span
from claims.speech.clauses import read_units
from claims.speech.closed_classes import word_class
from claims.speech.quotes import pair_quotes
from claims.speech.speakers import SpeakerResolver

OPENING = re.compile(
    r"(?P<lead>(?:[^,;:\"“”]{1,40},\s+)?(?:(?:And|But|So|Yet|Still|Then|Now)\s+)?)(?P<word>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b(?!['’])"
)
_HEAVY = re.compile(r"\bit\s+(?:is|was|would|will|has been|may|might|seems|appears|turns?|takes|took)\b", re.IGNORECASE)
ASIDES = word_class("asides") | {"likewise"}
_LONGEST_NAME = 8  # words


@dataclass(frozen=True, slots=True)
class Named:
    """A pronoun and the name that it stands for in a text."""

    at: Span
    name: str


def openers(text: str, sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...]) -> list[Named]:
    """Return the pronouns that open sentences and could be led back, in order."""
    found = [opening for each in sentences if (opening := _opener(text, each))]
    if not found:
        return []
    sources = {each.source[0] for each in attributions if each.source}
    resolver = SpeakerResolver(read_units(text, pair_quotes(text)))
    named: list[Named] = []
    for span in sorted({*found, *sources}):
        speaker = resolver.resolve(span)
        if span in found and speaker.name and speaker.name.lower() != span.of(text).lower() and is_name(speaker.name):
            named.append(Named(span, speaker.name))
    return named


def is_name(words: str) -> bool:
    """Tell whether words can stand for a pronoun in a question: few, in one piece, and no pronoun themselves."""
    if words.lower() in ASIDES:
        return False
    return 0 < len(words.split()) <= _LONGEST_NAME and not re.search(r"[,;:“”\"()]|\b(?:who|which|that)\b", words)


def _opener(text: str, sentence: Sentence) -> Span | None:
    found = OPENING.match(text, sentence.start, sentence.end)
    if found is None or _HEAVY.match(text, found.start("word")):
        return None
    return Span(*found.span("word"))
