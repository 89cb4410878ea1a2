"""The question that whoever keeps the facts could be asked about a claim, in words that leave open whether it is so.

It has three parts: which story it is about, with the sentences before where the claim's own cannot be understood without
them; that sentence, quoted whole; and the one thing that is asked of it. Of words that say nothing by themselves, nothing
is asked, and the question says so.
"""

import re
from collections.abc import Mapping

from claims.asking.ask import ask
from claims.asking.clause import states
from claims.asking.context import told_along
from claims.asking.lead import opening, story
from claims.asking.loose import names_a_person
from claims.asking.nothing import is_a_view, why_nothing
from claims.asking.said import own_words, signed_by, speaker_of
from claims.asking.sentence import ended, quoted, read_of
from claims.asking.subject import TO_THE_AUTHOR, Subject, is_on_record
from claims.claimants import can_speak, claimant_of, holding
from claims.model import Attribution, Claim, Span
from claims.reading import Reading
from claims.speech.phrases import PRONOUNS
from schemas.vocabulary import FIGURE_KINDS

LONGEST = 700
"""Characters of the words that are quoted; what is longer is cut at a word, so that no hostile page makes a longer one."""

NOTHING = "Nothing to ask: "
"""What a question begins with where there is none, with the reason behind it."""

_OPINION = re.compile(r"(?:opinion|commentary|editorial|op-ed|column)\b", re.IGNORECASE)


def ready_question(claim: Claim, reading: Reading, likely: Mapping[str, float]) -> str:
    """Return the question of a claim on one line, which never says that the claim is true; or why there is none.

    `likely` are the chances of the keepers of what would settle it.
    """
    sentence = read_of(claim)
    subject = _subject(claim, quoted(claim, reading), sentence, reading, likely)
    if why := why_nothing(subject.words, counts=claim.kind in FIGURE_KINDS):
        return f"{NOTHING}{why}."
    asked = ask(subject, reading)
    if asked in TO_THE_AUTHOR and is_a_view(likely):
        return f"{NOTHING}the words are the author's view, or a figure of speech."
    tells = f"{subject.speaker} is quoted" if subject.alone else "it says"
    return f"{_lead(claim, reading)} {tells}: “{_cut(subject.words)}” {asked}"


def _subject(claim: Claim, words: str, sentence: Span, reading: Reading, likely: Mapping[str, float]) -> Subject:
    said, speaker, spoken = _saying(claim, sentence, reading)
    return Subject(
        claim=claim,
        words=ended(spoken) if spoken else words,
        said=said,
        speaker=speaker,
        alone=spoken is not None or (speaker is not None and not is_inside(said, sentence)),
        opinion=reading.meaning.genre == "opinion" or bool(_OPINION.match(reading.article.title or "")),
        names_a_person=names_a_person(words, reading),
        tellers=_are_tellers(claim, sentence, reading),
        recorded=said is not None and is_turn(said, reading.text),
        on_record=is_on_record(likely),
    )


def _saying(claim: Claim, sentence: Span, reading: Reading) -> tuple[Attribution | None, str | None, str | None]:
    """Return who says a claim, his name where it is sure, and his words where they are a sentence of their own."""
    if signed := signed_by(sentence, reading):
        return None, signed, None
    said = _said(claim, sentence, reading) if _is_put_forward(claim) else None
    if said is None:
        return None, None, None
    speaker = None if _is_contested(said, sentence, reading) else speaker_of(said, claim, reading)
    if speaker is None:
        return said if is_inside(said, sentence) else None, None, None
    return said, speaker, own_words(said, claim, reading)


def _said(claim: Claim, sentence: Span, reading: Reading) -> Attribution | None:
    """Return who says a claim: its claimant, or whose words the whole sentence is, as it stands outside of it."""
    around = holding(Span(claim.start_char, claim.end_char), reading)
    outside = [each for each in around if can_speak(each, reading.text) and not is_inside(each, sentence)]
    return claimant_of(claim.kind, around, reading.text) or next(reversed(outside), None)


def _is_contested(said: Attribution, sentence: Span, reading: Reading) -> bool:
    """Tell whether a sentence names others, too, as saying something, so that it is not sure who says what."""
    sources = {heard.attribution.source for heard in reading.attributions_near(sentence)}
    inside = {source[0] for source in sources if source and sentence.holds(source[0])}
    others = [
        each
        for each in inside - set(said.source[:1])
        if not any(part.holds(each) for part in said.content) and _names(each.of(reading.text))
    ]
    return is_inside(said, sentence) and bool(others)


def _names(source: str) -> bool:
    """Tell whether a source is more than a pronoun."""
    return source.strip().lower() not in PRONOUNS


def _is_put_forward(claim: Claim) -> bool:
    """Tell whether a claim is something that can be said, and no thing that is spoken of: "kind words about the mayor"."""
    return claim.kind not in ("statement", "identity") or states(claim.quote)


def _are_tellers(claim: Claim, sentence: Span, reading: Reading) -> bool:
    """Tell whether a claim's words stand in who says something: "two officials said"."""
    own = Span(claim.start_char, claim.end_char)
    sources = (part for heard in reading.attributions_near(sentence) for part in heard.attribution.source)
    return any(part.overlaps(own) for part in sources)


def is_turn(said: Attribution, text: str) -> bool:
    """Tell whether words are a turn of a transcript: LIND: The ferry sank."""
    return [part.of(text) for part in said.cue] == [":"]


def is_inside(said: Attribution | None, sentence: Span) -> bool:
    """Tell whether a sentence itself tells that somebody says it."""
    return said is not None and any(sentence.holds(part) for part in (*said.source, *said.cue))


def _lead(claim: Claim, reading: Reading) -> str:
    """Return which story it is about, and what stands before the sentence where it is needed."""
    lead = story(reading.article) or opening(reading, claim.sentence_start) or "In the story"
    before = told_along(claim, reading, lead.lower())
    return f"{lead}, after “{before}”," if before and before not in lead else lead


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
