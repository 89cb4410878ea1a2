"""Which kind of authority would settle a claim, and which one that is, by the table in `lexicon/authorities.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.model import Claim
from claims.text.lexicon import read_lexicon
from schemas.vocabulary import Authority


@dataclass(frozen=True, slots=True)
class Whom:
    """Who could settle a claim: the kind of authority, and which one, for people."""

    authority: Authority
    who: str


@dataclass(frozen=True, slots=True)
class _Entry:
    whom: Whom
    kinds: frozenset[str]
    claimant_kinds: frozenset[str]
    voices: frozenset[str]
    words: re.Pattern[str] | None


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
    )


def authority_of(claim: Claim) -> Whom:
    """Return who could settle a claim; the last entry of the table fits all."""
    whom = next(entry.whom for entry in _entries() if _fits(entry, claim))
    return whom if "reporter" in whom.who else Whom(whom.authority, f"{whom.who}; the reporter, for the source")


def _fits(entry: _Entry, claim: Claim) -> bool:
    kind = not entry.kinds or claim.kind in entry.kinds
    claimant = not entry.claimant_kinds or claim.claimant_kind in entry.claimant_kinds
    voice = not entry.voices or claim.voice in entry.voices
    return kind and claimant and voice and (entry.words is None or _stand_in(claim.sentence, entry.words))


@lru_cache(maxsize=4_096)  # a sentence of many claims is looked through once
def _stand_in(sentence: str, words: re.Pattern[str]) -> bool:
    return words.search(sentence) is not None
