"""The ways to put a question: how many and what, whether it is so, and whether the words that are quoted are right."""

import re
from typing import NamedTuple

from claims.asking.clause import any_listed, listed, states
from claims.asking.plain import in_a_sentence, nested
from claims.asking.sentence import Quoted
from claims.asking.words import Asked
from claims.model import Claim
from claims.reading import Reading
from claims.text.printed import Printed
from schemas.vocabulary import FIGURE_KINDS

_LONGEST = 24  # words of a sentence that is turned
# Without a way back: of words that are in two entries ("just over") only the longer one is tried.
_BOUND = re.compile(rf"(?>{any_listed('bounds')}\s+)*+", re.IGNORECASE)
_TURNED = re.compile(rf"\b(?P<aux>{any_listed('turning')}|{any_listed('have')})\b(?P<rest>(?!['’]).*)", re.DOTALL)
_JOINTS = re.compile(rf"\b{any_listed('joints')}\b", re.IGNORECASE)
_BOTH = re.compile(
    r"(?:,\s+(?:(?:and|but|or|so|yet)\s+)?|\s(?:and|but|or|so|yet)\s+)(?:\w+\s+){0,3}?(?:is|are|was|were|will|would|can|could|has|have|had|do|does|did)\b"
)
_DONE = re.compile(
    r"\s+(?>(?:not|also|now|already|long|never|ever|since|only|just|even|been|\w+ly)\s+)*+\w+(?:ed|en|wn|ne|id|ought|aught|old|ent|elt|un|ut|et|ade|eld|ost|ound|ome|ung|ead|it)\b"
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
_TELLING = 7  # words from which a question tells of what it asks, without a name or a number in it
_BROKEN = re.compile(r"[“”\"‘(),;:–—]|\b(?:such|these|those|this|it|they|he|she|his|her|its|their)\b")
_DAY = re.compile(r" \([^()]*\d{4}\)")
_PLURAL_VERB = re.compile(r"\s*(?:are|were|have|had|will|would|remain|died?|lost)\b", re.IGNORECASE)


def _how_many(claim: Claim, behind: str) -> str | None:
    words = _NEXT.split(behind, maxsplit=1)[0].strip()
    if not words or not words[0].isalnum() or _BROKEN.search(_DAY.sub("", words)) or not states("some " + words):
        return None
    count = len(words.split())
    if count > _LONGEST or claim.value_low == 1 or (count < _TELLING and not re.search(r"\d|\s[A-Z]", words)):
        return None
    if claim.kind in ("people", "count") and claim.change is None and not words.startswith("of "):
        bare = bool(_PLURAL_VERB.match(behind))
        if " " not in claim.quote.strip() and not (bare and claim.measured):
            return None
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


_PLAIN = re.compile(r"[‘“\"”’']s?\s|\s[–—-]{1,2}\s|[—–:;()\[\]“”\"‘]|…|\b(?:I|we|you|my|our|your|us)\b", re.IGNORECASE)
_SIMPLE = re.compile(r"(?:The|An?|[A-Z][\w.’'-]+)\s")
_SHOWN = re.compile(r",\s+(?:left|right|cent(?:er|re)|above|below|pictured|seen|shown)\b")
_LEADS_IN = re.compile(
    r"(?:In|On|At|By|For|From|After|Before|While|When|If|As|Although|Though|Because|Since|With|Without|Under|Over|During|Until|Unless|Once|Even|Not|Only|Also|Then|There|Here|What|Who|How|Why|Where|Despite|Like|Unlike|Given|Among|Between|Through|To|Of|Perhaps|Maybe|Yet|So|And|But|Or|Nor|No|None|Nobody|Neither|Every|Each|One|\w+ly|\w+ing|[a-z]\S*)\b"
)


def turned_question(quoted: Quoted, claim: Claim, reading: Reading) -> str | None:
    """Ask whether a short plain sentence is so: an auxiliary changes places with its subject, else "Is it true that".

    Only of what says by itself what the claim says: of a figure inside a sentence the rest would be taken as given.
    """
    words = quoted.words
    ranking = claim.kind == "ranking" and re.search(
        r"\b(?:is|are|was|were)\s+(?:\w+\s+){0,2}$", words.partition(claim.quote)[0]
    )
    if not (claim.kind in ("statement", "identity", "event") or ranking) or not quoted.whole:
        return None
    if not _is_begun(words, reading.printed):
        return None
    if claim.assertion != "asserted" or not _is_plain(words) or reading.meaning.genre == "opinion":
        return None
    turned = _turned(words, reading)
    if turned or ranking:
        return turned
    return f"Is it true that {in_a_sentence(words, reading.printed)}?"


def _is_plain(words: str) -> bool:
    bare = re.sub(r" \[[^\]]*\]", "", words)
    return (
        len(bare.split()) <= _LONGEST
        and not _PLAIN.search(bare + " ")
        and not _LEADS_IN.match(bare)
        and _SIMPLE.match(bare) is not None
        and states(bare)
        and not _SHOWN.search(bare)
    )


def _is_begun(words: str, printed: Printed) -> bool:
    """Tell whether it is sure how the first word is written inside a sentence: small, or with a capital as a name."""
    first, second = words.split(" ", 2)[:2]
    if first.lower() in listed("small") or not first.isalpha():
        return True
    if second[:1].isupper() or first in printed.names:
        return first.lower() not in printed.small
    return in_a_sentence(words, printed)[:1].islower()


def _turned(words: str, reading: Reading) -> str | None:
    found = _TURNED.search(words)
    if found is None:
        return None
    subject, aux, rest = words[: found.start()].strip(), found["aux"], found["rest"]
    if not _is_subject(subject) or _BOTH.search(rest) or not rest.strip():
        return None
    if aux.lower() in listed("have") and not _DONE.match(rest):
        return None
    return f"{aux.capitalize()} {in_a_sentence(subject, reading.printed)}{rest}?"


def _is_subject(subject: str) -> bool:
    words = subject.split()
    if not 0 < len(words) <= _LONGEST_SUBJECT or re.search(r"[,\[\]]| and ", subject) or _JOINTS.search(subject):
        return False
    return not any(re.fullmatch(r"[a-z]{3,}(?:ed|ing)", word) for word in words[1:])


_LONGEST_SUBJECT = 7  # words
_VIEWS = re.compile(
    r"\b(?:should|must|ought|best|worst|great\w*|terrible|perhaps|maybe|probably|seems?|seemed|surely|clearly|obviously|likely|could|might|may)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"(?:[\s,]+(?:and|or|but|only|the|a|an|of|in|to|by|for|with|on|at|as|that|which|who|was|is))+$")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|might|may|should|must|to\s+be|(?:due|set|expected|scheduled|likely|poised|hoping|planning|going|aim\w*|plan\w*|intend\w*|hope\w*|want\w*)\s+(?:to|on)|plans?|intends?)\b|['’]ll\b"
)
_LASTS = re.compile(r"\b(?:is|are|has|have|now|currently|so far)\b")
_FIRST = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|I['’]\w+|[Ww]e['’]\w+)(?![\w])")


class Speech(NamedTuple):
    """Who is surely the speaker of a sentence, and whether the sentence itself tells that somebody says it."""

    speaker: str | None
    told: bool


def quoted_question(quoted: Quoted, claim: Claim, speech: Speech, reading: Reading) -> str:
    """Quote the sentence whole, and ask of it what its kind of claim can be asked."""
    return f"{_asks(quoted, claim, speech, reading)}: “{quoted.words}”?"


def _asks(quoted: Quoted, claim: Claim, speech: Speech, reading: Reading) -> str:
    ahead = claim.assertion in ("announced", "expected", "supposed", "asked") and bool(_AHEAD.search(quoted.words))
    if claim.kind in FIGURE_KINDS:
        return _asks_figure(quoted, claim, speech.speaker if claim.voice != "narrated" else None, ahead=ahead)
    if claim.voice != "narrated" or claim.kind == "quote":
        if speech.speaker:
            return f"Did {speech.speaker} say so, and is it so"
        return "Who said this, and is it so" if not speech.told else "Is this correctly reported, and is it so"
    if ahead:
        return "Has this been announced or decided, and by whom"
    if claim.kind == "promise":
        return "Is this so, and where is it on record"
    if _FIRST.search(quoted.words):
        return "Who says this, and what shows it"
    if reading.meaning.genre == "opinion" or _VIEWS.search(quoted.words):
        return "Is this so, and what shows it"
    return "Is this so"


_NEAR = 12  # words before a figure in which what is planned with it is told


def _asks_figure(quoted: Quoted, claim: Claim, speaker: str | None, *, ahead: bool) -> str:
    own = _own_words(claim)
    before = " ".join(quoted.words.partition(nested(claim.quote))[0].split()[-_NEAR:])
    if ahead and _AHEAD.search(before):
        return f"Who says so, and is “{own}” {'what was said' if claim.kind == 'ranking' else 'the figure given'}"
    named = {"age": "the age ", "ranking": "", "duration": ""}.get(claim.kind, "the figure ")
    asks = f"is {named}“{own}” right"
    if speaker:
        return f"Did {speaker} say so, and {asks}{_when(claim, quoted)}"
    return f"{asks[0].upper()}{asks[1:]} here{_when(claim, quoted)}"


def _own_words(claim: Claim) -> str:
    """Return the words of a figure or ranking, without words at their end that lead on to others."""
    words = re.sub(r"[“”\"‘]", "", " ".join(claim.quote.split())).strip(" ,;:’")
    return _LEADS_ON.sub("", words).rstrip(" ,;:") or words


def _when(claim: Claim, quoted: Quoted) -> str:
    """Return that the day of a figure is asked for, where its sentence tells none and it can change."""
    lasting = claim.kind in ("people", "count", "money", "percent", "measure") and claim.time_first is None
    before, _, behind = quoted.words.partition(nested(claim.quote))
    near = [*before.split()[-4:], "|", *behind.split()[:2]]
    return ", and as of when" if lasting and _LASTS.search(" ".join(near)) else ""
