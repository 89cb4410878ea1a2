"""The question that whoever keeps the facts could be asked about a claim, in words that leave open whether it is so.

Three ways, the surest that the words allow: how many and what, where the figure opens its clause or is what something is;
whether somebody is right that, where the article says who asserts it; whether it is so, for all else.
"""

import re

from claims.asking.clause import listed, states
from claims.asking.plain import unquoted
from claims.asking.ways import open_question, plain_question, speaker_question, turned_question
from claims.asking.words import Asked, asked_of, asked_of_sentence
from claims.claimants import claimant_of, holding
from claims.model import Claim, Span
from claims.reading import Reading

LONGEST = 600
"""Characters of a question; what is longer is cut at a word, and so no sentence of a hostile page makes a longer one."""

_NOW = re.compile(r"\b(?:is|are|has|have|now|currently|so far)\b")
_ABOUT = re.compile(
    r"\b(?:the|this|that|these|those|such)\s+(?P<head>[a-z]+)(?=\s+(?:\w+ly\s+)?(?:is|are|was|were|has|have|had|will|would|can|could|did|does|also|\w+ed|came|took|made|said|began|left)\b)",
    re.IGNORECASE,
)


def ready_question(claim: Claim, reading: Reading) -> str:
    """Return the question of a claim: one sentence of at most 600 characters, which never says that the claim is true."""
    said = claimant_of(claim.kind, holding(Span(claim.start_char, claim.end_char), reading), reading.text)
    asked = asked_of(claim, reading, said)
    if not states(asked.words):
        asked = asked_of_sentence(claim, reading, said)
    if not states(asked.words):
        asked = asked_of_sentence(claim, reading, None)
    question = (
        open_question(asked, claim)
        or speaker_question(asked, claim)
        or turned_question(asked)
        or plain_question(asked, claim)
    )
    return _cut(_with_story(question, claim, asked, reading) + _as_of(claim, asked, reading, question))


def _cut(question: str) -> str:
    return question if len(question) <= LONGEST else question[: LONGEST - 2].rsplit(" ", 1)[0] + " …?"


def _with_story(question: str, claim: Claim, asked: Asked, reading: Reading) -> str:
    """Name the story before a question whose subject means nothing without it."""
    title = (reading.article.title or "").strip()
    if (
        not title
        or len(title) > 160
        or not (
            _points_elsewhere(asked, claim, reading) or re.fullmatch(r"(?:the|this|that) [a-z]+", asked.speaker or "")
        )
    ):
        return question
    return f"In the story “{unquoted(title)}”: {question[0].lower()}{question[1:]}"


def _points_elsewhere(asked: Asked, claim: Claim, reading: Reading) -> bool:
    """Tell whether a clause begins with a pronoun of nobody in it, or with a thing that an earlier sentence has named."""
    opening = asked.words.split(" ", 1)[0].lower()
    if opening in (listed("pointing") if asked.speaker else (*listed("personal"), *listed("pointing"))):
        return not (asked.speaker and asked.quoted)
    found = _ABOUT.match(asked.words)
    if found is None or asked.speaker:
        return False
    return reading.printed.first.get(found["head"].lower(), claim.sentence_start) < claim.sentence_start


def _as_of(claim: Claim, asked: Asked, reading: Reading, question: str) -> str:
    """Return the month of which a figure is told, where its clause names no day and the article has one."""
    day = reading.article.published_on
    lasting = claim.kind in ("people", "count", "money", "percent", "measure", "ranking") and claim.time_first is None
    lasts = _NOW.search(asked.words) or question.startswith("How many")
    if day is None or not lasting or asked.dated or not lasts:
        return ""
    return f" As of {day:%B} {day.year}."
