"""Whose number it is: the names and countries of a claim's measure against those of a source's title.

Titles are printed in Title Case, so that a capital there makes no name by itself: what is counted says where a word stands,
and how much of the title has capitals. A claim is in plain words, and its names are names.
"""

import re
from calendar import day_name, month_name
from functools import cache
from typing import NamedTuple

from claims.text.lexicon import read_lexicon
from claims.tracking.definition import Subject, aliased, same_name

_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+")
_WORD = re.compile(r"\b[^\W_][\w’'-]*")
_LAST = re.compile(r"\s[-–—]\s|,\s|:\s|\bof\b|\bin\b")
"""What parts the last segment of a title, which is often whose it is."""

_LED_TO = re.compile(r"\b(?:in|of|at|from|for|the)\s$")
_STARTS = re.compile(r"(?:^|[-–—:('\"“.,])$")
_NO_COUNTRY = re.compile(r"\bE\.?U\.?-\w+|\bEU\b|European Union|\b(?:US|AU?|CA?|NZ|HK)\$|\b(?:US|U\.S\.) dollars?\b")
"""Unions of countries, and currencies."""

_CALENDAR = frozenset(name.lower() for name in (*month_name[1:], *day_name))
_MOSTLY = 0.5
"""The share of words with capitals from which a title is in Title Case."""


class Names(NamedTuple):
    """How the names of a claim and a source meet, as numbers."""

    claim_unnamed: float  # the claim's measure names nobody
    claim_met: float  # of its names, how many the source has
    claim_unmet: float
    any_met: float  # a name of the claim or its sentence stands in the source
    sentence_met: float
    source_country_unmet: float  # a country that neither the claim nor its sentence names
    claim_country_unmet: float
    source_unmet_inside: float  # names in a title that is not in Title Case
    source_unmet: float
    title_case: float
    last_met: float  # the last segment of the title has a name of the claim
    last_unmet: float
    led_to_unmet: float  # names behind "in", "of" and the like
    none_met: float


def names_of(claim: Subject, source: Subject, sentence: str) -> Names:
    """Count how the names of a claim, its sentence and a source meet."""
    told, said, title = aliased(claim.text), aliased(sentence), aliased(source.text)
    in_title, in_claim = frozenset(_WORD.findall(title)), frozenset(_WORD.findall(f"{told} {said}"))
    own = [name for name, _ in _names(told)]
    met = [name for name in own if _stands_in(name, in_title)]
    theirs = _names(title)
    beside = [name for name, at in _names(said) if at > 0 and _stands_in(name, frozenset(word for word, _ in theirs))]
    unmet = [(name, at) for name, at in theirs if not _stands_in(name, in_claim)]
    share = _share_of_capitals(title)
    last = _CAPITAL.findall(_LAST.split(title)[-1])
    last_met = any(_stands_in(name, in_claim) for name in last)
    inside = [at for _, at in unmet if not _STARTS.search(title[:at].rstrip())]
    return Names(
        claim_unnamed=float(not own),
        claim_met=min(len(met), 2),
        claim_unmet=min(len(own) - len(met), 3),
        any_met=float(bool(met or beside)),
        sentence_met=min(len(beside), 2),
        source_country_unmet=float(any(_is_country(name) for name, _ in unmet)),
        claim_country_unmet=float(any(_is_country(name) for name in own if name not in met)),
        source_unmet_inside=min(len(inside), 4) * float(share < _MOSTLY),
        source_unmet=min(len(unmet), 4),
        title_case=share,
        last_met=float(last_met),
        last_unmet=0.0 if last_met else min(len(last), 2),
        led_to_unmet=min(sum(bool(_LED_TO.search(title[:at])) for _, at in unmet), 2),
        none_met=float(bool(own) and not (met or beside)),
    )


def other_country(measured: str, definition: str) -> str | None:
    """Return a country that a definition names where the claim's measure names others alone."""
    ours, theirs = _countries(measured), _countries(definition)
    return min(theirs) if ours and theirs and ours.isdisjoint(theirs) else None


def _names(text: str) -> list[tuple[str, int]]:
    """Return the words with a capital of a text, and where they stand."""
    found = ((each.group(), each.start()) for each in _CAPITAL.finditer(text))
    return [(name, at) for name, at in found if name.lower() not in _CALENDAR]


def _stands_in(name: str, words: frozenset[str]) -> bool:
    return name in words or any(name.lower() == word.lower() or same_name(name, word) for word in words)


def _share_of_capitals(title: str) -> float:
    words = [word for word in _WORD.findall(title) if len(word) > 3 or word[0].isupper()]
    return float(sum(word[0].isupper() for word in words) / max(1, len(words)))


@cache
def _is_country(name: str) -> bool:
    return any(name == country or same_name(name, country) for _, country in _single())


@cache
def _countries(text: str) -> frozenset[str]:
    """Return the countries that a text names, or whose people it does."""
    text = _NO_COUNTRY.sub(" ", text)
    whole = {name for name, pattern in _patterns() if pattern.search(text)}
    people = {code for word in _CAPITAL.findall(text) for code, name in _single() if same_name(word, name)}
    return frozenset(whole | people)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_lexicon("countries")["country"]
    return tuple((row["iso2"], re.compile(rf"\b{re.escape(name)}\b")) for row in rows for name in row["names"])


@cache
def _single() -> tuple[tuple[str, str], ...]:
    """Return the countries whose name is one word, each with its code."""
    rows = read_lexicon("countries")["country"]
    return tuple((row["iso2"], name) for row in rows for name in row["names"] if " " not in name)
