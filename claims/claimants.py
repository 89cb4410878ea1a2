"""Which of the speakers around a claim is its claimant: the nearest one who asserts it as a fact.

Praising, wanting or unveiling a thing asserts nothing about its size: "Trump praised her rise as Japan's first female
premier" is no claim of Trump's that she is the first. Such speakers are claimants of their own words only: of a
quotation, and of what they vow.
"""

import re
from collections.abc import Sequence

from claims.model import Attribution, Span
from claims.reading import Reading
from claims.speech.cues import Verb, read_lexicon
from claims.speech.phrases import PRONOUNS
from claims.speech.sources import speaking_part
from schemas.vocabulary import Kind

_OWN_WORDS: frozenset[Kind] = frozenset({"quote", "promise"})
_ASSERTING = frozenset({"say", "tell"})
_SPOKEN_OF = frozenset({"speak of", "speaks of", "spoke of", "spoken of", "talk of", "talks of", "talked of"})
_PASSIVE = re.compile(
    r"(?:is|are|was|were|been|being)\s+(?!quoted|cited|saying)"
)  # who is expected to do it said nothing
_CLAUSE = re.compile(r"(?:that|whether|how|why)\s")
_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "this", "these", "new", "plans"})


def holding(span: Span, reading: Reading) -> list[Attribution]:
    """Return the attributions whose content holds most of a span and whose source does not, outermost first."""
    found = [
        heard.attribution
        for heard in reading.attributions_near(span)
        if any(2 * shared(part, span) > span.end - span.start for part in heard.content)
        and not any(source.overlaps(span) for source in heard.attribution.source)
    ]
    return sorted(found, key=lambda attribution: -sum(part.end - part.start for part in attribution.content))


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def claimant_of(kind: Kind, around: Sequence[Attribution], text: str) -> Attribution | None:
    """Return the nearest attribution, of those around a claim, that makes its speaker the claimant; None if none does."""
    named = [
        attribution
        for attribution in around
        if attribution.source and not _is_acted_on(attribution, text) and can_speak(attribution, text)
    ]
    saying = [attribution for attribution in named if kind in _OWN_WORDS or asserts(attribution, text)]
    stating = [attribution for attribution in saying if kind in _OWN_WORDS or not names_a_thing(attribution, text)]
    return next(reversed(stating or saying), None)


def _is_acted_on(attribution: Attribution, text: str) -> bool:
    """Tell whether a source is what a passive verb does something to, and not the one behind its "by"."""
    start = attribution.source[0].start
    return bool(_PASSIVE.match(cue_of(attribution, text))) and text[max(0, start - 3) : start] != "by "


def can_speak(attribution: Attribution, text: str) -> bool:
    """Tell whether a source is somebody: a name, a pronoun, a noun phrase, and no number, question or verb phrase."""
    source = attribution.source[0]
    return bool(
        attribution.speaker_span or speaking_part(text, source) or source.of(text).strip(" ,").lower() in PRONOUNS
    )


def asserts(attribution: Attribution, text: str) -> bool:
    """Tell whether the cue puts something forward as a fact: by saying or telling, by "according to", or by a quote.

    A study shows something; a company that "showed a loss" only made one.
    """
    if attribution.voice == "quoted" or not attribution.cue or _CLAUSE.match(opening_of(attribution, text)):
        return True
    words = cue_of(attribution, text)
    lexicon = read_lexicon()
    told = any(" ".join(phrase) in words for phrase in lexicon.according) or bool(lexicon.nouns & set(words.split()))
    counted = words.split()[-1] in lexicon.valuing | lexicon.counting
    speaking = [verb for verb in verbs_of(words) if verb.lemma != "show" or attribution.speaker_kind == "document"]
    return told or counted or words in _SPOKEN_OF or any(_ASSERTING & verb.frames for verb in speaking)


def names_a_thing(attribution: Attribution, text: str) -> bool:
    """Tell an act from a statement: "announced a package" names a thing, "announced that it will close" states one."""
    determined = opening_of(attribution, text).partition(" ")[0] in _DETERMINERS
    return determined and any("judge" in verb.frames for verb in verbs_of(cue_of(attribution, text)))


def cue_of(attribution: Attribution, text: str) -> str:
    """Return the words of a cue in lower case, one space between them."""
    return " ".join(" ".join(cue.of(text) for cue in attribution.cue).lower().split())


def opening_of(attribution: Attribution, text: str) -> str:
    """Return what is said in lower case, without the marks that open it."""
    return attribution.content[0].of(text).lstrip('“"‘ ').lower()


def verbs_of(words: str) -> list[Verb]:
    """Return the reporting verbs among a cue's words."""
    return [verb for word in words.split() if (verb := read_lexicon().verbs.get(word))]
