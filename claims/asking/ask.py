"""The one thing that is asked of the words that a question quotes, by what kind of claim they are and who says them."""

import re

from claims.asking.figure import of_figure
from claims.asking.nothing import LIGHT
from claims.asking.spoken import SAYS, of_speech
from claims.asking.studies import of_finding
from claims.asking.subject import (
    FORECAST,
    LASTS,
    NOT_YET,
    ON_RECORD,
    WHO_EXPECTS,
    WHO_SAYS,
    Subject,
    is_ahead,
    is_guessed,
)
from claims.reading import Reading
from schemas.vocabulary import FIGURE_KINDS

_VIEWS = re.compile(
    r"\b(?:should|must|ought|best|worst|great\w*|terrible|perhaps|maybe|probably|seems?|seemed|apparently|appears?\s+to|appeared\s+to|surely|clearly|obviously|likely|unlikely|could|might|may|mean|merely|so-called|largely|mainly|increasingly|extreme\w*|dramatic\w*)\b"
)
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|rumou?red|(?:is|are|was|were)\s+said\s+to)\b")
_OPENING = 12  # words of a sentence in which what it says itself is called hearsay
_CALLED = re.compile(r"\b(?:asked|called\s+(?:on|for)|urged|demanded|requested|ordered|instructed)\b")
_VOWED = re.compile(r"\b(?:vow|pledg|promis|commit)\w*")


def ask(subject: Subject, reading: Reading) -> str:
    """Return the one thing to ask, as a sentence that takes nothing of the claim as given."""
    claim, words = subject.claim, subject.words
    if claim.kind in FIGURE_KINDS and (asked := of_figure(subject)):
        return asked
    if subject.said is not None or subject.speaker is not None or claim.voice == "quoted" or claim.kind == "quote":
        return of_speech(subject, reading)
    if (claim.voice != "narrated" or claim.kind in FIGURE_KINDS) and SAYS.search(words):
        return of_speech(subject, reading)
    if _HEARSAY.search(" ".join(words.split()[:_OPENING])):
        return "Who reports that, and is it so?"
    if claim.assertion in NOT_YET or claim.kind == "promise":
        return _of_what_is_ahead(subject)
    return of_finding(words) or (
        WHO_EXPECTS if FORECAST.search(claim.quote) and not subject.opinion else _of_fact(subject)
    )


def _of_what_is_ahead(subject: Subject) -> str:
    claim, ahead = subject.claim, is_ahead(subject.words)
    done = _CALLED.search(subject.words)
    vowed = done or (claim.kind == "promise" and (not ahead or _VOWED.search(subject.words)))
    if vowed or (claim.assertion in ("announced", "asked") and not ahead):
        return ON_RECORD
    if subject.opinion or not ahead or is_guessed(subject.words):
        return WHO_SAYS
    return "Has that been announced or decided, by whom and when, or who expects it?"


def _of_fact(subject: Subject) -> str:
    """Ask of what a story says in its own voice: whether it is right, and what it rests on where it may be a view."""
    view, light = _VIEWS.search(subject.words), subject.claim.stakes is not None and subject.stakes < LIGHT
    if subject.opinion or subject.first_person:
        return "Is that right, and on what evidence does the author say so?"
    if view and light:
        return "On what evidence does the story say so?"
    if view or light:
        return "Is that right, and on what does the story base it?"
    if subject.dated:
        return "Is that right, and who can confirm it?"
    return f"Is that right, and {'as of when' if LASTS.search(subject.words) else 'when was it'}?"
