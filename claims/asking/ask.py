"""The one thing that is asked of the words that a question quotes, by what kind of claim they are and who says them."""

import re

from claims.asking.figure import of_figure
from claims.asking.nothing import LIGHT
from claims.asking.spoken import SAYS, of_speech
from claims.asking.studies import of_finding
from claims.asking.subject import CALLED, FORECAST, NOT_YET, ON_RECORD, TO_THE_AUTHOR, WHO_SAYS, Subject, is_ahead
from claims.reading import Reading
from schemas.vocabulary import FIGURE_KINDS

_VIEWS = re.compile(
    r"\b(?:should|must|ought|best|worst|great\w*|terrible|perhaps|maybe|probably|seems?|seemed|apparently|appears?\s+to|appeared\s+to|surely|clearly|obviously|likely|unlikely|could|might|may|mean|merely|so-called|largely|mainly|increasingly|extreme\w*|dramatic\w*)\b"
)
_UNDECIDED = re.compile(r"\bwhether\b[^.;]*")
"""By which a sentence tells what is still open, and forecasts nothing."""

_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|rumou?red|(?:is|are|was|were)\s+said\s+to)\b")
_OPENING = 12  # words of a sentence in which what it says itself is called hearsay
_TOLD = re.compile(
    r"\d|[“‘]|\b(?:voted|signed|passed|filed|sued|charged|arrested|killed|died|won|lost|founded|published)\b"
)
"""By which a sentence of an opinion piece tells something that can be looked up."""

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
    if asked := _of_what_is_ahead(subject):
        return asked
    own = subject.opinion or subject.first_person or _UNDECIDED.search(words) is not None
    return of_finding(words) or (WHO_SAYS if FORECAST.search(claim.quote) and not own else _of_fact(subject))


def _of_what_is_ahead(subject: Subject) -> str | None:
    """Ask of what is promised, demanded or expected; None of what has happened, or is so."""
    claim = subject.claim
    if CALLED.search(subject.words) or (claim.kind == "promise" and _VOWED.search(subject.words)):
        return ON_RECORD
    if claim.assertion not in NOT_YET and claim.kind != "promise":
        return None
    if SAYS.search(subject.words):
        return "Is that correctly reported, and on what basis is it said?"
    if is_ahead(_UNDECIDED.sub("", subject.words)):
        return None if subject.opinion or subject.first_person else WHO_SAYS
    return ON_RECORD if claim.assertion in ("announced", "asked") else None


def _of_fact(subject: Subject) -> str:
    """Ask of what a story says in its own voice: whether it is right, and what it rests on where it may be a view."""
    light = subject.claim.stakes is not None and subject.stakes < LIGHT
    view = bool(_VIEWS.search(subject.words)) or light
    if subject.opinion or subject.first_person or subject.claim.assertion == "opinion":
        if subject.on_record and not subject.first_person:
            return "Is that right, and who can confirm it?"
        told = _TOLD.search(subject.words) and not view
        return TO_THE_AUTHOR[bool(told)]
    if view:
        return "Is that right, and on what does the story base it?"
    return "Is that right, and who can confirm it?"
