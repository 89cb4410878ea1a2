"""Which kind of authority would settle a claim, and which one that is, by the table in `lexicon/authorities.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.asking.subject import TO_THE_AUTHOR
from claims.model import Claim
from claims.text.lexicon import read_lexicon
from schemas.vocabulary import FIGURE_KINDS, Authority

_ELSE = "else the report or record that the story takes it from, and its reporter"
"""What always answers, where the table guessed another matter from the words."""

_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Whom:
    """Who could settle a claim: the kind of authority, and which one, for people."""

    authority: Authority
    who: str


_AUTHOR = Whom("person", "the author, for the facts that it rests on, and then whoever keeps these")


@dataclass(frozen=True, slots=True)
class _Entry:
    whom: Whom
    kinds: frozenset[str]
    claimant_kinds: frozenset[str]
    voices: frozenset[str]
    words: re.Pattern[str] | None
    named: bool  # whether the sentence must name a person


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(_entry(row) for row in read_lexicon("authorities")["authority"])


def _entry(row: Mapping[str, Any]) -> _Entry:
    words = "|".join(row.get("words", ()))
    return _Entry(
        whom=Whom(row["authority"], row["who"]),
        kinds=frozenset(row.get("kinds", ())),
        claimant_kinds=frozenset(row.get("claimant_kinds", ())),
        voices=frozenset(row.get("voices", ())),
        words=re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None,
        named=row.get("named", False),
    )


def authority_of(claim: Claim, question: str = "") -> Whom:
    """Return who could settle a claim: the matter itself and, of what somebody says, whether it was said.

    The last entry of the table fits all; a question to the author is the author's to answer.
    """
    if question.endswith(TO_THE_AUTHOR):
        return _AUTHOR
    fitting = [entry for entry in _entries() if _fits(entry, claim)]
    speech = next((entry.whom for entry in fitting if entry.voices), None)
    matter = next(entry for entry in fitting if not entry.voices)
    if speech is None:
        whom = matter.whom
    elif claim.kind in FIGURE_KINDS:
        whom = Whom(matter.whom.authority, f"{matter.whom.who}; for whether it was said, {speech.who}")
    elif matter.named or matter is _entries()[-1]:
        whom = speech
    else:
        whom = Whom(speech.authority, f"{speech.who}; for the matter itself, {matter.whom.who}")
    return whom if "reporter" in whom.who else Whom(whom.authority, f"{whom.who}; {_ELSE}")


def _fits(entry: _Entry, claim: Claim) -> bool:
    kind = not entry.kinds or claim.kind in entry.kinds
    claimant = not entry.claimant_kinds or claim.claimant_kind in entry.claimant_kinds
    voice = not entry.voices or claim.voice in entry.voices
    named = not entry.named or _stand_in(claim.sentence, _NAME)
    return kind and claimant and voice and named and (entry.words is None or _stand_in(claim.sentence, entry.words))


@lru_cache(maxsize=4_096)  # a sentence of many claims is looked through once
def _stand_in(sentence: str, words: re.Pattern[str]) -> bool:
    return words.search(sentence) is not None
