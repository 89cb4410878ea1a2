"""What is asked of words that somebody says: whether he did, where it is on record, and whether it is right."""

import re

from claims.asking.studies import of_finding, of_study
from claims.asking.subject import CALLED, ON_RECORD, WEIGHTY, Subject
from claims.reading import Reading
from claims.text.nouns import is_person, is_plural

_OWN = re.compile(
    r"\W*(?:that\s+)?(?:he|she|it|they|his|her|its|their)\b|.*?\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b", re.DOTALL
)
_VIEW = re.compile(
    r"\b(?:should|must|ought|may|might|could|would|will|likely|probably|hope\w*|best|worst|great\w*|terrible|important|need\w*|wrong|right|better|worse|think|believe|feel)\b"
    r"|\b(?:is|are|was|were|be|been|['’]s|['’]re)\s+(?:(?:\w+ly|so|very|too|a|an|not|just)\s+)*\w+(?:ous|ful|able|ible|less|ing|ish)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:said|says|told|tells|added|adds|wrote|writes|tweeted|reports|reported|according|announced|announces|confirmed)\b"
)
_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\b")
_SEVERAL = re.compile(r"(?:(?:[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Ss]everal|[Tt]wo|[Tt]hree)\s+)?(?P<noun>[A-Za-z]+)\b")


def of_speech(subject: Subject, reading: Reading) -> str:
    """Ask of words that somebody says, or that stand between quote marks.

    Whether somebody said "so" is asked only of words that are his alone; of a sentence that tells what he said, or what is
    said of him, whether it reports that correctly. A transcript is its own record: only whether it is so is asked.
    """
    said, text = subject.said, reading.text
    if subject.recorded:
        return "Is that right, and who can confirm it?"
    if said is None and subject.speaker is None:
        who = "Is that correctly reported" if SAYS.search(subject.words) else "Who said that"
        return f"{who}, and {_rest(subject, subject.words)}?"
    if said is not None and subject.speaker is None:
        content = " ".join(part.of(text) for part in said.content) or subject.words
        return _of_somebody(subject, " ".join(part.of(text) for part in said.source).strip(), content)
    content = subject.words if subject.alone or said is None else " ".join(part.of(text) for part in said.content)
    rest = _rest(subject, content)
    return (
        f"Did {subject.speaker} say that, and {rest}?" if subject.alone else f"Is that correctly reported, and {rest}?"
    )


def _rest(subject: Subject, content: str) -> str:
    """Return what is asked besides: whether it is so, or where it is on record, of what only its speaker answers for."""
    own = _is_own(subject, content) or CALLED.search(subject.words) or _DENIED.search(subject.words)
    return "where is it on record" if own else "is it so"


def _is_own(subject: Subject, content: str) -> bool:
    """Tell what only its speaker answers for: a word on himself, a view, a plan, a forecast, or nothing of weight."""
    light = (
        (subject.alone and subject.stakes < WEIGHTY)
        or subject.claim.assertion != "asserted"
        or subject.claim.kind == "promise"
    )
    in_part = re.search(r"[“‘\"]", content.strip(" ,.“”‘’\"'")) is not None
    return light or in_part or bool(_OWN.match(content) or _VIEW.search(content))


def _of_somebody(subject: Subject, source: str, content: str) -> str:
    """Ask of what somebody says who is not named."""
    if study := of_study(source) or of_finding(subject.words):
        return study
    unnamed = subject.claim.claimant_kind == "anonymous" or _is_nobody(source)
    if unnamed and not subject.names_a_person and not _DENIED.search(subject.words):
        return "Who exactly says so, and on what evidence?"
    if subject.claim.kind == "promise":
        return ON_RECORD
    return f"Is that correctly reported, and {_rest(subject, content)}?"


def _is_nobody(source: str) -> bool:
    """Tell persons without a name: "critics", "many traders"."""
    found = _SEVERAL.match(source)
    noun = found["noun"].lower() if found else ""
    return bool(noun) and is_person(noun) and is_plural(noun)
