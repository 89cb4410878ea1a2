"""What is asked of words that somebody says: whether he did, where it is on record, and whether it is right."""

import re

from claims.asking.said import says
from claims.asking.studies import of_study
from claims.asking.subject import ON_RECORD, UNSURE, WEIGHTY, WHO_SAYS, Subject
from claims.asserting import cue_of
from claims.model import Attribution
from claims.reading import Reading
from claims.text.nouns import is_person, is_plural

_REPORTED = "Is that correctly reported, and is it so?"
_OWN = re.compile(
    r"\W*(?:that\s+)?(?:he|she|it|they|his|her|its|their)\b|.*?\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b", re.DOTALL
)
_VIEW = re.compile(
    r"\b(?:should|must|ought|may|might|could|would|will|likely|probably|hope\w*|best|worst|great\w*|terrible|important|need\w*|wrong|right|better|worse|think|believe|feel)\b"
    r"|\b(?:is|are|was|were|be|been|['’]s|['’]re)\s+(?:(?:\w+ly|so|very|too|a|an|not|just)\s+)*\w+(?:ous|ful|able|ible|less|ing|ish)\b",
    re.IGNORECASE,
)
SAYS = re.compile(r"\b(?:said|says|told|tells|added|adds|wrote|writes|tweeted|reports|reported|according)\b")
_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\b")
_NEGATED = re.compile(
    r"(?:\b(?:not|never|avoid\w*|refus\w*|declin\w*|without|fail\w*|stopp\w*)|n['’]t)\s+(?:\w+\s+){0,2}\w+$"
)
_SEVERAL = re.compile(r"(?:(?:[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Ss]everal|[Tt]wo|[Tt]hree)\s+)?(?P<noun>[A-Za-z]+)\b")
_NO_SAYING = re.compile(
    r"\b(?:tacitly|implicitly|effectively|essentially|all\s+but|false|misleading|of|his|her|their|its|a|several|many)\s+\w+$"
)
_LED_TO = 30  # characters before a cue in which it may be said that it was not said


def of_speech(subject: Subject, reading: Reading) -> str:
    """Ask of words that somebody says, or that stand between quote marks."""
    said, text = subject.said, reading.text
    if said is None and subject.speaker is None:
        return _REPORTED if SAYS.search(subject.words) else "Who said that, and is it so?"
    if said is not None and subject.speaker is None:
        return _of_somebody(subject, " ".join(part.of(text) for part in said.source).strip())
    if said is not None and not subject.alone and (not says(said, text) or _is_negated(said, text)):
        return _REPORTED
    if said is not None and _DENIED.search(cue_of(said, text)):
        return f"Did {subject.speaker} deny that, and where is it on record?"
    content = subject.words if subject.alone or said is None else " ".join(part.of(text) for part in said.content)
    asks = "where is it on record" if _is_own(subject, content) else "is it right"
    return f"Did {subject.speaker} say {'that' if subject.alone else 'so'}, and {asks}?"


def _is_own(subject: Subject, content: str) -> bool:
    """Tell what only its speaker answers for: a word on himself, a view, a plan, a forecast, or nothing of weight."""
    light = (
        (subject.alone and subject.stakes < WEIGHTY)
        or subject.claim.assertion != "asserted"
        or subject.claim.kind == "promise"
    )
    in_part = re.search(r"[“‘\"]", content) is not None
    return light or in_part or bool(_OWN.match(content) or _VIEW.search(content))


def _of_somebody(subject: Subject, source: str) -> str:
    """Ask of what somebody says who is not named."""
    if study := of_study(source):
        return study
    if subject.claim.claimant_kind == "document" and source and source.rsplit(maxsplit=1)[-1].islower():
        return "Where can that be read, and is it right?"
    if _DENIED.search(subject.words):
        return _REPORTED
    unnamed = subject.claim.claimant_kind == "anonymous" or _is_nobody(source)
    if unnamed and not subject.names_a_person:
        return "Who exactly says so, and on what evidence?"
    if subject.opinion and not source:
        return "On what evidence does the author say so?"
    if subject.claim.kind == "promise":
        return ON_RECORD
    known = re.search(r"\b[A-Z]\w", source)
    return WHO_SAYS if not known and subject.claim.assertion in UNSURE else _REPORTED


def _is_nobody(source: str) -> bool:
    """Tell persons without a name: "critics", "many traders"."""
    found = _SEVERAL.match(source)
    noun = found["noun"].lower() if found else ""
    return bool(noun) and is_person(noun) and is_plural(noun)


def _is_negated(said: Attribution, text: str) -> bool:
    """Tell whether words before a cue say that it was not said: "avoided acknowledging", "tacitly admitted", "false claims"."""
    before = (text[max(0, part.start - _LED_TO) : part.end] for part in said.cue)
    return any(_NEGATED.search(words) or _NO_SAYING.search(words) for words in before)
