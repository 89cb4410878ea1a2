"""What one claim shows to those that it is compared with: words around its figure, names, what happened, its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.text.lexicon import read_lexicon, singular_of, word_list
from claims.text.nouns import words
from claims.text.tokens import Tokens, tokenise
from claims.tracking.measures import Interval, dimension_of, in_base_unit, meant_by
from schemas.vocabulary import FIGURE_KINDS

Vector = NDArray[np.float32]

_FAR = 12  # words from a figure, beyond which a word says nothing of it
_MARKS = frozenset((".", ";", ":", ",", "(", ")", "—", "–", "“", "”", '"'))


@dataclass(frozen=True)
class Told:
    """A claim as it is compared: its readings, where and when it was told, how it was read, and its thread if it has one."""

    claim_id: str
    article_id: str
    page_id: str
    kind: str
    quote: str
    sentence: str
    place: int  # where the quote begins in its sentence
    statement: str
    value_low: float | None = None
    value_high: float | None = None
    modifier: str | None = None
    change: str | None = None
    unit: str | None = None
    measured: str | None = None
    tense: str = "past_present"
    assertion: str | None = None
    time_first: date | None = None
    time_last: date | None = None
    claimant: str | None = None
    told_on: date | None = None  # the day of publication, or on which it came in
    told_at: datetime | None = None  # the moment of publication, where it is known
    vector: Vector | None = None  # how the encoder read it, as `sketches` makes it
    thread_id: str | None = None

    @cached_property
    def dimension(self) -> str:
        """What it must share with what it is compared with."""
        value = self.value_low if self.value_low is not None else self.value_high
        return dimension_of(self.kind, self.unit, self.quote, self.sentence, value)

    @cached_property
    def printed(self) -> float | None:
        """The number as it is told, in its own unit."""
        return Interval(self.value_low, self.value_high).printed

    @cached_property
    def interval(self) -> Interval:
        """What its figure allows, in base units; of a figure without a number ("dozens of farms"), what its words mean."""
        if self.value_low is None and self.value_high is None and self.kind in FIGURE_KINDS:
            return meant_by(self.quote)
        return in_base_unit(self.kind, self.unit, self.value_low, self.value_high)

    @cached_property
    def traits(self) -> "Traits":
        """What its words show."""
        return traits_of(self)


class Traits(NamedTuple):
    """The words that tell what a figure is of."""

    around: dict[str, float]  # stems of words near the figure, weighed by how near
    head: str | None  # the noun that is counted or measured, in the singular
    names: frozenset[str]  # capitalised words of the sentence
    near_names: frozenset[str]  # those of the figure's own clause
    fate: str | None  # what happened to those who are counted
    phrase: frozenset[str]  # stems of the words that tell what is measured
    beside: frozenset[tuple[int, str]]  # the word before the figure and the one behind it, with which side it is


def traits_of(told: Told) -> Traits:
    """Return what a claim's words show."""
    tokens = tokenise(told.sentence)
    first = tokens.first_from(told.place)
    last = max(first + 1, tokens.first_from(told.place + len(told.quote)))
    measured = frozenset(stem(word.lower()) for word in (told.measured or "").split())
    around: dict[str, float] = {stem_of: 1.0 for stem_of in measured if len(stem_of) > 2}
    names, near_names = set(), set()
    for i, distance in _distances(tokens, first, last):
        word, lower = tokens.words[i], tokens.lower[i]
        if tokens.classes[i] != "word" or lower in _empty() or len(lower) < 3:
            continue
        if word[0].isupper() and not tokens.is_headline:
            names.add(lower)
            if distance <= _FAR:
                near_names.add(lower)
        elif distance <= _FAR:
            found = stem(lower)
            around[found] = max(around.get(found, 0.0), 1.0 / (1.0 + distance / 4))
    return Traits(
        around,
        _head_of(told),
        frozenset(names),
        frozenset(near_names),
        fate_of(tokens, first, last),
        frozenset(each for each in measured if len(each) > 2 and each not in _empty()),
        frozenset((side, tokens.lower[i]) for side, i in ((0, first - 1), (1, last)) if 0 <= i < len(tokens)),
    )


def _distances(tokens: Tokens, first: int, last: int) -> Sequence[tuple[int, int]]:
    """Return every token outside the figure with how far it stands from it; a mark between counts as four words."""
    found: list[tuple[int, int]] = [(i, 0) for i in range(first, min(last, len(tokens)))]
    for places in (range(first - 1, -1, -1), range(last, len(tokens))):
        distance = 0
        for i in places:
            distance += 4 if tokens.words[i] in _MARKS else 1
            found.append((i, distance))
    return found


def _head_of(told: Told) -> str | None:
    if told.kind == "count" and told.unit:
        return stem(told.unit.split()[-1].lower())
    phrase = (told.measured or "").split(" of ")[0].split(" in ")[0].split()
    return stem(phrase[-1].lower()) if phrase else None


def fate_of(tokens: Tokens, first: int, last: int) -> str | None:
    """Return what happened to those who are counted: the fate that is told nearest to the number.

    Hedges ("killing at least ten") part nothing; "and" or a mark does: what stands behind it is told of others.
    """
    nearest: tuple[int, str | None] = (_FAR, None)
    for places in (range(first, min(last, len(tokens))), range(first - 1, -1, -1), range(last, len(tokens))):
        distance = 0
        for i in places:
            word = tokens.lower[i]
            distance += 4 if word in _PARTING else word not in _hedging()
            if distance >= nearest[0]:
                break
            if fate := _fate_of_word(word):
                nearest = (distance, fate)
                break
    return nearest[1]


_PARTING = _MARKS | {"and", "but", "while", "or"}


@cache
def _hedging() -> frozenset[str]:
    return (
        word_list("hedges")
        | words("measured", "hedging")
        | {"people", "persons", "others", "the", "a", "were", "was", "have", "has", "been"}
    )


@cache
def _fate_of_word(word: str) -> str | None:
    for fate, starts in read_lexicon("fates").items():
        if any(f"{word} ".startswith(start) for start in starts):
            return str(fate)
    return None


@cache
def _empty() -> frozenset[str]:
    return words("nouns", "stops") | word_list("hedges") | {"people", "person", "number"}


_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ions",
    "ion",
    "ment",
    "edly",
    "ed",
    "ers",
    "er",
    "ies",
    "es",
    "al",
    "ly",
    "s",
    "e",
    "y",
)


@cache
def stem(word: str) -> str:
    """Return what a word shares with its other forms: kill of "killed", "killing", "killings"; good for comparing alone."""
    word = singular_of(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
