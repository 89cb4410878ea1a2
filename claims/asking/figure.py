"""What is asked of a figure or a ranking: whether it is right and where it comes from, or by what measure."""

import re

from claims.asking.subject import FORECAST, LIKELY, NOT_YET, UNSURE, Subject, is_ahead
from claims.model import Claim

_DENIED = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:\w+\s+){0,4}$")
_PREDICATE = re.compile(r"\b(?:is|are|was|were|became|remains?|remained|ranks?|ranked)\s+(?:[\w’'-]+\s+){0,3}$")
_DEGREE = re.compile(r"(?:most|least)\s+\w+\s+to\b")
_ENDS = re.compile(
    r"\W*$|[’”]?[.,;:)–—]|\s+(?:in|of|on|at|for|to|and|but|or|since|with|by|from|among|behind|after|before|that|who|which|as|ever|so|when|while|–|—)\b"
)
_LEADS_ON = re.compile(
    r"(?:[\s,]+(?:and|or|but|only|the|a|an|of|in|to|by|for|with|on|at|as|that|which|who|was|is|included?|ones))+$"
)
_FEW = 2  # as many persons or things as a sentence names in passing
_TELLERS = ("sources", "officials", "reporters", "witnesses", "interviews")
_WOULD = re.compile(r"\b(?:would|will|could|might)\s+\w+\s+(?:\w+\s+){0,2}$")
_NEAR = 12  # words before a figure in which what is planned with it is told


def of_figure(subject: Subject) -> str | None:
    """Ask of a figure or ranking; None where it is one only in passing, and the sentence is what can be asked about."""
    own = own_words_of(subject.claim)
    before = subject.words.partition(own)[0]
    if subject.claim.kind == "ranking":
        behind = subject.words.partition(own)[2]
        ranks = _PREDICATE.search(before) and not _DEGREE.match(own) and _ENDS.match(behind)
        return f"Is “{own}” right, and by what measure?" if ranks else None
    teller = subject.tellers and subject.claim.kind != "percent"
    if teller or subject.first_person or _in_passing(subject.claim) or _DENIED.search(before):
        return None
    return _ahead(subject, own, before) or _right(subject, own)


def _in_passing(claim: Claim) -> bool:
    """Tell a figure that nobody would look up: how long and how old, one of a thing, how often ("twice")."""
    few = claim.value_low is not None and claim.value_low <= _FEW and (claim.value_high or 0) <= _FEW
    often = claim.kind == "count" and claim.quote.strip().removesuffix(" times").isalpha() and claim.modifier != "vague"
    return claim.kind in ("duration", "age") or (
        claim.kind in ("people", "count") and (few or often or claim.quote.endswith(_TELLERS))
    )


def _ahead(subject: Subject, own: str, before: str) -> str | None:
    """Ask of a figure that is planned or guessed; None of one that is there."""
    claim, near = subject.claim, " ".join(before.split()[-_NEAR:])
    guessed = claim.assertion in UNSURE and LIKELY.search(near)
    planned = (claim.assertion in NOT_YET and is_ahead(near)) or _WOULD.search(before)
    if guessed or planned or (claim.modifier == "vague" and FORECAST.search(subject.words)):
        return f"Is “{own}” the figure given, by whom and on what basis?"
    return None


def _right(subject: Subject, own: str) -> str | None:
    vague = subject.claim.modifier == "vague"
    if subject.alone and subject.speaker and not subject.recorded:
        return None if vague else f"Did {subject.speaker} say so, and is the figure “{own}” right?"
    if vague:
        return None if subject.speaker else f"Is “{own}” right, and how {_many(subject.claim)} exactly?"
    if subject.said is not None and not subject.recorded:
        return f"Is that correctly reported, and is the figure “{own}” right?"
    return f"Is the figure “{own}” right, and where does it come from?"


def _many(claim: Claim) -> str:
    return "much" if claim.kind in ("money", "measure") else "many"


def own_words_of(claim: Claim) -> str:
    """Return the words of a figure or ranking, without words at their end that lead on to others."""
    words = re.sub(r"[“”\"‘]", "", " ".join(claim.quote.split())).strip(" ,;:’")
    return _LEADS_ON.sub("", words).rstrip(" ,;:") or words
