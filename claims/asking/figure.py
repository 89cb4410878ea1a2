"""What is asked of a figure or a ranking: whether it is right, by whose count, as of when, or by what measure."""

import re

from claims.asking.subject import FORECAST, LASTS, LIKELY, NOT_YET, UNSURE, WEIGHTY, WHO_EXPECTS, Subject, is_ahead
from claims.model import Claim

_POLL = re.compile(r"\b(?:surveys?|surveyed|polls?|polled|pollsters?|respondents?)\b", re.IGNORECASE)
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
_LASTING = ("people", "count", "money", "percent")
_BASIS = {
    "people": "by whose count",
    "count": "by whose count",
    "money": "where is it on record",
    "percent": "where does it come from",
    "measure": "who measured it",
    "score": "where is it on record",
}


def of_figure(subject: Subject) -> str | None:
    """Ask of a figure or ranking; None where it is one only in passing, and the sentence is what can be asked about."""
    own = own_words_of(subject.claim)
    before = subject.words.partition(own)[0]
    if subject.claim.kind == "ranking":
        behind = subject.words.partition(own)[2]
        ranks = _PREDICATE.search(before) and not _DEGREE.match(own) and _ENDS.match(behind)
        return f"Is “{own}” right, and by what measure?" if ranks else None
    if subject.tellers or subject.first_person or _in_passing(subject.claim) or _DENIED.search(before):
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
    guessed = claim.assertion in UNSURE and LIKELY.search(near) and not subject.speaker
    if guessed or (claim.modifier == "vague" and FORECAST.search(subject.words)):
        return WHO_EXPECTS
    if (claim.assertion in NOT_YET and is_ahead(near)) or _WOULD.search(before):
        who = f"Did {subject.speaker} say so" if subject.speaker else "Who says so"
        return f"{who}, and is “{own}” the figure given?"
    return None


def _right(subject: Subject, own: str) -> str | None:
    claim, when = subject.claim, _when(subject, own)
    vague = claim.modifier == "vague"
    if vague and subject.speaker:
        return None
    asks = f"is the figure “{own}” right" if not vague else _how_many(claim)
    if subject.speaker and (claim.voice != "narrated" or subject.alone):
        return f"Did {subject.speaker} say so, and {asks}{when and f', {when}'}?"
    if subject.stakes < WEIGHTY and not vague:
        return f"Is the figure “{own}” right, {when or 'and who can confirm it'}?"
    polled = claim.kind == "percent" and _POLL.search(subject.words)
    basis = "and what poll is it from" if polled else when or f"and {_BASIS[claim.kind]}"
    return f"{asks[:1].upper()}{asks[1:]}, {basis}?"


def _how_many(claim: Claim) -> str:
    return "how much exactly" if claim.kind in ("money", "measure") else "how many exactly"


def own_words_of(claim: Claim) -> str:
    """Return the words of a figure or ranking, without words at their end that lead on to others."""
    words = re.sub(r"[“”\"‘]", "", " ".join(claim.quote.split())).strip(" ,;:’")
    return _LEADS_ON.sub("", words).rstrip(" ,;:") or words


def _when(subject: Subject, own: str) -> str:
    """Return that the day of a figure is asked for, where none is told and it can change."""
    if subject.claim.time_first is not None or subject.claim.kind not in _LASTING:
        return ""
    before, _, behind = subject.words.partition(own)
    near = [*before.split()[-3:], "|", *behind.split()[:2]]
    return "and as of when" if LASTS.search(" ".join(near)) else ""
