"""The ways to put a question: how many and what, whether somebody is right that, and whether it is so."""

import re

from claims.asking.clause import any_listed, listed, states, without_asides
from claims.asking.plain import even, in_a_sentence, is_several, unquoted
from claims.asking.words import Asked
from claims.model import Claim
from claims.statements import is_clause

# Without a way back: of words that are in two entries ("just over") only the longer one is tried.
_BOUND = re.compile(rf"(?>{any_listed('bounds')}\s+)*+", re.IGNORECASE)
_TURNED = re.compile(rf"\b(?P<aux>{any_listed('turning')}|{any_listed('have')})\b(?P<rest>(?!['’]).*)", re.DOTALL)
_JOINTS = re.compile(rf"\b{any_listed('joints')}\b", re.IGNORECASE)
_BOTH = re.compile(
    r"(?:,|\s)\s*(?:and|but|or|so|yet)\s+(?:\w+\s+){0,3}?(?:is|are|was|were|will|would|can|could|has|have|had|do|does|did)\b"
)
_DONE = re.compile(
    r"\s+(?>(?:not|also|now|already|long|never|ever|since|only|just|even|been|\w+ly)\s+)*+\w+(?:ed|en|wn|ne|id|ought|aught|old|ent|elt|un|ut|et|ade|eld|ost|ound|ome|ung|ead|it)\b"
)
_VOWS = re.compile(r"(?:he|she|it|they)\s+(?:will|would|plans?|intends?|aims?|hopes?|wants?)\b")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to\s+be|(?:is|are|was|were)\s+(?:due|set|expected|scheduled|likely|poised)\s+to|plans?|intends?)\b"
)
_IS = re.compile(
    rf"(?P<subject>.+?)\s+(?P<verb>is|was|are|were)\s+(?:now\s+|then\s+|currently\s+|still\s+|only\s+)?{_BOUND.pattern}$",
    re.DOTALL,
)


def open_question(asked: Asked, claim: Claim) -> str | None:
    """Ask for the figure itself, where it opens its clause ("17 citizens were ...") or is what something is."""
    if asked.figure_at is None or claim.assertion in ("expected", "supposed", "asked") or '"' in asked.words:
        return None
    before, behind = asked.words[: asked.figure_at], asked.words[asked.number_end :]
    if _BOUND.fullmatch(before + " " if before and not before.endswith(" ") else before):
        return _how_many(claim, behind)
    found = _IS.fullmatch(before)
    if (
        found
        and claim.kind in ("money", "percent", "measure", "score", "count", "people")
        and _plain_subject(found["subject"])
    ):
        rest = _short(asked.words[asked.figure_at + len(claim.quote) :])
        if rest is not None and not (claim.kind in ("count", "people") and " " in claim.quote):
            return f"What {found['verb']} {in_a_sentence(found['subject'], asked.printed)}{rest}?"
    return None


_NEXT = re.compile(r",?\s+and\s+(?=\d|\w+ of (?:them|whom)\b)")  # another figure's own clause
_PLURAL_VERB = re.compile(r"\s*(?:are|were|have|had|will|would|remain|died?|lost)\b", re.IGNORECASE)


def _how_many(claim: Claim, behind: str) -> str | None:
    words = _NEXT.split(behind, maxsplit=1)[0].strip()
    if not words or words[0] in "-–,;:)" or not states("some " + words):
        return None
    if claim.kind in ("people", "count") and claim.change is None:
        bare = bool(_PLURAL_VERB.match(behind))
        if bare and claim.measured:
            return f"How many {claim.measured} {words}?"
        return f"How many {words}?" if not bare or claim.kind == "people" else None
    if claim.kind == "percent" and words.startswith("of "):
        return f"What share {words}?"
    return None


def _plain_subject(subject: str) -> bool:
    return (
        len(subject.split()) <= 14
        and not _TURNED.search(subject)
        and "," not in subject
        and not _JOINTS.search(subject)
    )


def _short(rest: str) -> str | None:
    """Return what stands behind a figure as far as it says when or where; None where more hangs on it."""
    head = re.split(r"[,;–—(]", rest, maxsplit=1)[0].rstrip()
    return head if not head or re.match(r"\s+(?:in|on|at|as|for|during|by|last|this|since|per|a)\b", head) else None


def speaker_question(asked: Asked, claim: Claim) -> str | None:
    """Ask whether whoever is said to assert it is right, or has said it, where it is a word on what is to come."""
    if asked.speaker is None or len(asked.speaker.split()) > 12:
        return None
    plural = is_several(asked.speaker)
    words = in_a_sentence(asked.words, asked.printed)
    if claim.kind == "quote" and is_clause(claim.quote):
        return f"{'Have' if plural else 'Has'} {asked.speaker} said “{unquoted(asked.words)}”?"
    if asked.quoted:
        return f"{'Are' if plural else 'Is'} {asked.speaker} right to say “{unquoted(asked.words)}”?"
    if claim.kind == "promise" or claim.assertion == "announced" or _VOWS.match(words):
        return f"{'Have' if plural else 'Has'} {asked.speaker} said that {even(words)}?"
    return f"{'Are' if plural else 'Is'} {asked.speaker} right that {even(words)}?"


def turned_question(asked: Asked) -> str | None:
    """Let an auxiliary change places with a plain subject: "a test can now ..." is asked as "Can a test now ..."."""
    found = _TURNED.search(asked.words)
    if found is None or even(asked.words) != asked.words or len(asked.words.split()) > 40:
        return None
    if asked.words.split(" ", 1)[0].lower() in ("one", "none", "nobody", "there", "neither"):
        return None
    subject, aux, rest = asked.words[: found.start()].strip(), found["aux"], found["rest"]
    if not _is_subject(subject) or _BOTH.search(rest) or not rest.strip():
        return None
    if aux.lower() in listed("have") and not _DONE.match(rest):
        return None
    return f"{aux.capitalize()} {in_a_sentence(subject, asked.printed)}{rest}?"


def _is_subject(subject: str) -> bool:
    words = subject.split()
    if not 0 < len(words) <= 9 or re.search(r"[,;:()“”\"–—]|\s-\s", subject) or _JOINTS.search(subject):
        return False
    verbs = [word for word in words[1:] if re.fullmatch(r"[a-z]{3,}(?:ed|ing)", word)]
    return not verbs and words[0].lower() not in (
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "under",
        "during",
        "with",
        "among",
        "between",
        "despite",
        "over",
        "through",
        "of",
    )


def plain_question(asked: Asked, claim: Claim) -> str:
    """Ask whether it is so; of what is to come, whether it is settled."""
    words = re.sub(r"^that\b", "this", even(in_a_sentence(asked.words, asked.printed)))
    to_come = claim.kind == "promise" or claim.assertion in ("announced", "expected")
    ahead = to_come and bool(_AHEAD.search(without_asides(words)))
    if not states(words) and len(words.split()) < _NO_HEADING:
        return f"Is it true: “{unquoted(asked.words)}”?"
    return f"Is it {'settled' if ahead else 'true'} that {words}?"


_NO_HEADING = 8  # words; a sentence as short as that whose verb is not found is a heading
