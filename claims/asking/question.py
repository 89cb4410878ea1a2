"""The question that whoever keeps the facts could be asked about a claim, in words that leave open whether it is so.

It opens with the story that it is about, so that it can be understood without the article. Then the surest way that the words
allow: how many and what, where the figure opens its clause or is what something is; whether it is so, where a short
sentence can be turned; whether somebody said so, where it is sure who; for all else the sentence is quoted whole.
"""

import re

from claims.asking.lead import headline, opening, story
from claims.asking.said import said_question, speaker_of
from claims.asking.sentence import Quoted, quoted_of
from claims.asking.ways import Speech, open_question, quoted_question, turned_question
from claims.asking.words import Asked, asked_of
from claims.claimants import claimant_of, holding
from claims.model import Claim, Span
from claims.reading import Reading

LONGEST = 600
"""Characters of a question behind its lead; what is longer is cut at a word, so that no hostile page makes a longer one."""

_VERBATIM = re.compile(r"Did [^“]+ say “")
_NOW = re.compile(r"\b(?:is|are|has|have|now|currently|so far)\b")


def ready_question(claim: Claim, reading: Reading) -> str:
    """Return the question of a claim: one sentence on one line, which never says that the claim is true."""
    title = headline(reading.article)
    quoted = quoted_of(claim, reading, title)
    lead = story(reading.article) or opening(reading, claim.sentence_start)
    question = _cut(_question(claim, reading, quoted))
    if quoted.before and quoted.before[:40] not in lead and not _VERBATIM.match(question):
        lead += f"{', after' if lead else 'After'} the words “{quoted.before}”"
    return f"{lead}: {question[0].lower()}{question[1:]}" if lead else question


def _question(claim: Claim, reading: Reading, quoted: Quoted) -> str:
    sentence = Span(claim.sentence_start, claim.sentence_end)
    said = claimant_of(claim.kind, holding(Span(claim.start_char, claim.end_char), reading), reading.text)
    if not quoted.points_back:
        asked = asked_of(claim, reading, said)
        direct = open_question(asked, claim)
        if direct:
            return direct + _as_of(claim, asked, reading, direct)
        if said is None and (turned := turned_question(quoted, claim, reading)):
            return turned
    alone = said is not None and said.voice == "quoted" and not any(sentence.holds(part) for part in said.source)
    speaker = speaker_of(said, claim, reading) if said and alone else None
    told = said is not None and any(sentence.holds(part) for part in (*said.source, *said.cue))
    who = Speech(speaker, told)
    return said_question(claim, said, quoted, reading) or quoted_question(quoted, claim, who, reading)


def _cut(question: str) -> str:
    return question if len(question) <= LONGEST else question[: LONGEST - 4].rsplit(" ", 1)[0] + " …”?"


def _as_of(claim: Claim, asked: Asked, reading: Reading, question: str) -> str:
    """Return the month of which a figure is told, where its clause names no day and the article has one."""
    day = reading.article.published_on
    if day is None or claim.time_first is not None or asked.dated:
        return ""
    lasts = _NOW.search(asked.words) or question.startswith("How many")
    return f" As of {day:%B} {day.year}." if lasts else ""
