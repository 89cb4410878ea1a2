"""Whom the text names that could be asked about a claim: the body that keeps the record, and whoever said it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claims.model import Claim
from claims.reading import Reading
from claims.text.lexicon import read_lexicon
from claims.text.nouns import is_person, is_plural

_CAPITAL = r"(?:U\.[SNK]\.|[A-Z][\w’'&-]*)"
_NAME = re.compile(rf"(?:(?P<the>[Tt]he)\s)?(?P<name>{_CAPITAL}(?:\s(?:(?:of|for)\s(?:the\s)?)?{_CAPITAL}){{0,9}})")
_BEHIND_HEAD = re.compile(r"\s(?:of|for)\s")
_OWNS = re.compile(r"['’]s?$")
_LONGEST = 9  # words
_WORD = rf"(?:{_CAPITAL}|[A-Z][a-z]{{0,4}}\.)"
_PLAIN_NAME = re.compile(rf"(?:[Tt]he )?{_WORD}(?:\s(?:of|for|the|and|{_WORD})){{0,8}}")
_IN_OFFICE = re.compile(
    r"(?:(?:U\.S\.|US|Former|former)\s)?(?:[A-Z]\w+\s){0,3}?(?:Sen|Senator|Rep|Representative|Gov|Governor|President|Premier|Prime Minister|Chancellor|Mayor|Secretary|Minister|Congressman|Congresswoman|Attorney General|Leader|Speaker)\b\.?\s[A-Z]"
)
_OLD = 25  # years after which nobody is sure to be there to be asked


def body_of(claim: Claim, heads: frozenset[str]) -> str | None:
    """Return the name in the sentence whose head noun is one of these, the nearest to the claim; None where there is none."""
    place = claim.start_char - claim.sentence_start
    return min(((abs(at - place), name) for at, name in _bodies(claim.sentence, heads)), default=(0, None))[1]


@lru_cache(maxsize=64)
def _bodies(sentence: str, heads: frozenset[str]) -> tuple[tuple[int, str], ...]:
    """Return the names in a sentence with one of these head nouns and where they begin: its claims ask one after the other."""
    return tuple(_named(sentence, heads))


def _named(sentence: str, heads: frozenset[str]) -> Iterator[tuple[int, str]]:
    for each in _NAME.finditer(sentence):
        words = _OWNS.sub("", each["name"]).split()
        head = _BEHIND_HEAD.split(" ".join(words), maxsplit=1)[0].split()[-1]
        whole = len(words) > 1 or bool(each["the"])
        if head.lower() in heads and whole and len(words) <= _LONGEST and words[0].lower() not in _small():
            yield each.start(), " ".join([*(["the"] if each["the"] else []), *words])


def speaker_of(claim: Claim, reading: Reading) -> str | None:
    """Return who is said to say it, by his office where he holds one; None who has no plain name, or may be long dead."""
    name = " ".join((claim.claimant or "").split())
    if claim.claimant_kind not in ("person", "organisation", "government") or not _PLAIN_NAME.fullmatch(name):
        return None
    if claim.claimant_kind == "person" and (is_old(claim, reading) or not _is_named(name)):
        return None
    plain = re.sub(r"^The ", "the ", name)
    return f"{plain}’s office" if _IN_OFFICE.match(plain) and claim.claimant_kind == "person" else plain


def _is_named(name: str) -> bool:
    """Tell whether words name a person, and not only what he is: "Florida Republican"."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    return " " in name and not is_person(last) and not is_plural(last)


def is_old(claim: Claim, reading: Reading) -> bool:
    """Tell whether a claim is about a time so long ago that persons of it may be dead."""
    told, day = claim.time_last, reading.anchor
    return told is not None and day is not None and day.year - told.year > _OLD


@cache
def _small() -> frozenset[str]:
    return frozenset(read_lexicon("asking")["small"])
