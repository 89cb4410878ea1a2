"""The one thing that is asked of the words that a question quotes, by what kind of claim they are and who says them."""

import re
from dataclasses import dataclass

from claims.asking.said import says
from claims.asserting import cue_of
from claims.model import Attribution, Claim, Span
from claims.reading import Reading
from claims.text.nouns import is_person, is_plural
from schemas.vocabulary import FIGURE_KINDS

LIGHT = 1.6
"""Stakes of a sentence in the story's own voice below which it is asked what it rests on: it may be a view."""

WEIGHTY = 1.9
"""Stakes of what somebody says from which it is also asked whether that is right, and not only whether it was said."""

_VIEWS = re.compile(
    r"\b(?:should|must|ought|best|worst|great\w*|terrible|perhaps|maybe|probably|seems?|seemed|apparently|appears?|appeared|surely|clearly|obviously|likely|unlikely|could|might|may|mean|merely|so-called|largely|mainly|increasingly|extreme\w*|dramatic\w*)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|might|may|should|must|to\s+be|(?:due|set|expected|scheduled|likely|poised|hoping|planning|going|aim\w*|plan\w*|intend\w*|hope\w*|want\w*)\s+(?:to|on)|plans?|intends?)\b|['’]ll\b"
)
_LIKELY = re.compile(
    r"\b(?:likely|probably|may|might|could|would|if|should|expect\w*|forecast\w*|predict\w*)\b", re.IGNORECASE
)
_FORECAST = re.compile(r"\b(?:will|likely\s+to|expected\s+to|going\s+to)\b|n['’]t\s+be\s+able\b")
_LASTS = re.compile(r"\b(?:is|are|now|currently|so far|has\s+been|have\s+been)\b")
_FIRST = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|I['’]\w+|[Ww]e['’]\w+)(?![\w])")
_OWN = re.compile(
    r"\W*(?:that\s+)?(?:he|she|it|they|his|her|its|their)\b|.*?\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b", re.DOTALL
)
_SPOKEN_VIEW = re.compile(
    r"\b(?:should|must|ought|may|might|could|would|will|likely|probably|hope\w*|best|worst|great\w*|terrible|important|need\w*|wrong|right|better|worse|think|believe|feel)\b"
    r"|\b(?:is|are|was|were|be|been|['’]s|['’]re)\s+(?:(?:\w+ly|so|very|too|a|an|not|just)\s+)*\w+(?:ous|ful|able|ible|less|ing|ish)\b",
    re.IGNORECASE,
)
_STUDIED = re.compile(
    r"^\W*(?:[\w’'-]+[\s,]+){0,6}?(?:[Ss]tudy|[Ss]tudies|[Rr]esearchers?|[Ss]cientists|surveys?|polls?|pollsters?|trials?|analys[ei]s|meta-analys[ei]s|findings)\b(?!\s+of\s+[A-Z])"
    r"|\b[Rr]esearch\s+(?:has\s+)?(?:finds?|found|shows?|showed|shown|suggests?|suggested)\b|\bthe\s+study\b"
)
_POLL = re.compile(r"\b(?:surveys?|surveyed|polls?|polled|pollsters?|respondents?)\b", re.IGNORECASE)
_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\b")
_NEGATED = re.compile(
    r"\b(?:not|never|avoid\w*|refus\w*|declin\w*|without|fail\w*|stopp\w*)\s+(?:\w+\s+){0,2}\w+$|n['’]t\s+(?:\w+\s+){0,2}\w+$"
)
_NOT = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:\w+\s+){0,4}$")
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|rumou?red|(?:is|are|was|were)\s+said\s+to)\b")
_REPORTED = "Is that correctly reported, and is it so?"
_LEADS_ON = re.compile(
    r"(?:[\s,]+(?:and|or|but|only|the|a|an|of|in|to|by|for|with|on|at|as|that|which|who|was|is|included?|ones))+$"
)
_PREDICATE = re.compile(r"\b(?:is|are|was|were|became|remains?|remained|as|ranks?|ranked)\s+(?:\w+\s+){0,3}$")
_NEAR = 12  # words before a figure in which what is planned with it is told
_BASIS = {
    "people": "by whose count",
    "count": "by whose count",
    "money": "where is it on record",
    "percent": "where does it come from",
    "measure": "who measured it",
    "score": "where is it on record",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a claim, the words that are quoted, and who says them."""

    claim: Claim
    words: str
    said: Attribution | None  # who says them, by the words of the text
    speaker: str | None  # his name, where it is sure
    inside: bool  # whether the quoted words themselves tell that somebody says it
    alone: bool  # whether they are the speaker's own words, and nothing else
    opinion: bool  # whether the whole story is somebody's opinion
    dated: bool  # whether a day is known


def ask(subject: Subject, reading: Reading) -> str:
    """Return the one thing to ask, as a sentence that takes nothing of the claim as given."""
    claim = subject.claim
    if claim.kind in FIGURE_KINDS and (asked := _of_figure(subject)):
        return asked
    if subject.said is not None or claim.voice == "quoted" or claim.kind == "quote":
        return _of_speech(subject, reading)
    if _HEARSAY.search(subject.words):
        return "Who reports that, and is it so?"
    if claim.assertion in ("announced", "expected", "supposed", "asked") or claim.kind == "promise":
        return _of_what_is_ahead(subject)
    if _STUDIED.search(subject.words):
        return f"Which {'poll' if _POLL.search(subject.words) else 'study'} is that, and is this what it found?"
    return _of_fact(subject)


def _of_fact(subject: Subject) -> str:
    claim = subject.claim
    view, light = _VIEWS.search(subject.words), claim.stakes is not None and claim.stakes < LIGHT
    if _FORECAST.search(subject.words):
        return "Who expects that, and on what basis?"
    if subject.opinion or _FIRST.search(subject.words):
        return f"{'On' if view or light else 'Is that right, and on'} what evidence does the author say so?"
    if view:
        return "On what evidence does the story say so?"
    if light:
        return "Is that right, and on what does the story base it?"
    if not subject.dated:
        return (
            "Is that right, and when was it?" if not _LASTS.search(subject.words) else "Is that right, and as of when?"
        )
    return "Is that right, and who can confirm it?"


def _of_what_is_ahead(subject: Subject) -> str:
    if subject.opinion or _LIKELY.search(subject.words) or not _AHEAD.search(subject.words):
        return "Who says so, and on what basis?"
    return "Has that been announced or decided, by whom and when?"


def _of_speech(subject: Subject, reading: Reading) -> str:
    said, words = subject.said, subject.words
    if said is None:
        return "Who said that, and is it so?"
    source = " ".join(part.of(reading.text) for part in said.source).strip()
    if subject.speaker is None:
        return _of_somebody(subject, source)
    if not subject.alone and (not says(said, reading.text) or _is_negated(said, reading.text)):
        return _REPORTED
    if _DENIED.search(cue_of(said, reading.text)):
        return f"Did {subject.speaker} deny that, and where is it on record?"
    content = words if subject.alone else " ".join(part.of(reading.text) for part in said.content)
    own = (
        (subject.claim.stakes or 0) < WEIGHTY
        or subject.claim.kind == "promise"
        or subject.claim.assertion != "asserted"
        or _OWN.match(content)
        or _SPOKEN_VIEW.search(content)
    )
    return f"Did {subject.speaker} say {'that' if subject.alone else 'so'}, and {'where is it on record' if own else 'is it right'}?"


def _of_somebody(subject: Subject, source: str) -> str:
    """Ask of what somebody says who is not named."""
    if _POLL.search(source):
        return "Which poll is that, and is this what it found?"
    if _STUDIED.search(source) or re.match(r"(?:The|These|the|these|Our|our)\s+(?:results|findings|data)\b", source):
        return "Which study is that, and is this what it found?"
    if subject.claim.claimant_kind == "document":
        return "Where can that be read, and is it right?"
    nobody = re.match(
        r"(?:(?:[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Ss]everal|[Tt]wo|[Tt]hree)\s+)?(?P<noun>[A-Za-z]+)\b", source
    )
    if subject.claim.claimant_kind == "anonymous" or (
        nobody and is_person(nobody["noun"].lower()) and is_plural(nobody["noun"].lower())
    ):
        return "Who exactly says so, and on what evidence?"
    return _REPORTED


def _is_negated(said: Attribution, text: str) -> bool:
    """Tell whether words before a cue say that it was not said: "avoided acknowledging", "did not say"."""
    return any(_NEGATED.search(text[max(0, part.start - 30) : part.end]) for part in said.cue)


def _of_figure(subject: Subject) -> str | None:
    """Ask of a figure or ranking; None where it is one only in passing, and the sentence is what can be asked about."""
    claim, words = subject.claim, subject.words
    own = own_words_of(claim)
    if claim.kind in ("duration", "age") or _NOT.search(words.partition(own)[0]):
        return None
    if claim.kind == "ranking":
        return _of_ranking(subject, own)
    before = " ".join(words.partition(own)[0].split()[-_NEAR:])
    if claim.modifier == "vague" and _FORECAST.search(words):
        return "Who expects that, and on what basis?"
    if claim.assertion in ("announced", "expected", "supposed", "asked") and _AHEAD.search(before):
        return (
            f"{f'Did {subject.speaker} say so' if subject.speaker else 'Who says so'}, and is “{own}” the figure given?"
        )
    asks = f"is the figure “{own}” right" if claim.modifier != "vague" else _vague(claim)
    if subject.speaker and claim.voice != "narrated":
        return f"Did {subject.speaker} say so, and {asks}{_when(subject, own)}?"
    when = _when(subject, own).removeprefix(", ")
    basis = "and what poll is it from" if claim.kind == "percent" and _POLL.search(words) else when
    return f"{asks[:1].upper()}{asks[1:]}, {basis or f'and {_BASIS[claim.kind]}'}?"


def _vague(claim: Claim) -> str:
    return "how much exactly" if claim.kind in ("money", "measure") else "how many exactly"


def _of_ranking(subject: Subject, own: str) -> str | None:
    if not _PREDICATE.search(subject.words.partition(own)[0]):
        return None
    return f"Is “{own}” right, and by what measure?"


def own_words_of(claim: Claim) -> str:
    """Return the words of a figure or ranking, without words at their end that lead on to others."""
    words = re.sub(r"[“”\"‘]", "", " ".join(claim.quote.split())).strip(" ,;:’")
    return _LEADS_ON.sub("", words).rstrip(" ,;:") or words


def _when(subject: Subject, own: str) -> str:
    """Return that the day of a figure is asked for, where none is told and it can change."""
    claim = subject.claim
    if claim.time_first is not None:
        return ""
    before, _, behind = subject.words.partition(own)
    near = [*before.split()[-3:], "|", *behind.split()[:2]]
    return ", and as of when" if not subject.dated or _LASTS.search(" ".join(near)) else ""


def is_inside(said: Attribution | None, sentence: Span) -> bool:
    """Tell whether a sentence itself tells that somebody says it."""
    return said is not None and any(sentence.holds(part) for part in (*said.source, *said.cue))
