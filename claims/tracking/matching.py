"""Earlier fact-checks of a claim: BM25 and the encoder bring some near, and what they share puts these in order.

An index is built once over a collection and asked per claim. What speaks for a fact-check: words (the rarer the more),
meaning, names, numbers, direction, and that it was made in the days of the claim. Weights: `weights/matching.json`.
"""

import json
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.encoder import WIDTH, load_encoder
from claims.tracking.gist import Gist, bare, gist_of

Floats = NDArray[np.float32]

NEAREST = 40
"""So many fact-checks by words, and as many by meaning, are looked at closely."""

_RANKED = 400  # places behind these count for nothing

SURE = 0.5
"""From this on a match is worth a look: what is shown to people."""

_LONG_AGO_DAYS = 365  # a claim may come again after years: longer ago speaks no more against it
_WEIGHTS = Path(__file__).parents[1] / "weights" / "matching.json"


class FactCheck(NamedTuple):
    """An earlier fact-check: the claim as its checkers put it, their headline, and the day of publication."""

    key: str
    claim: str
    title: str = ""
    on: date | None = None


class Asked(NamedTuple):
    """A claim that is looked up: one to a few sentences, and the day on which it was made."""

    text: str
    on: date | None = None


class Match(NamedTuple):
    """A fact-check that may be of the claim: `score` orders those of one claim, `sure` (0..1) compares across claims."""

    key: str
    score: float
    sure: float
    shared: tuple[str, ...]  # what both say: the stems of names, and numbers


@dataclass(frozen=True, slots=True)
class _Known:
    """A fact-check as it is compared."""

    claim: Gist
    title: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[float]
    claim_weight: float
    title_weight: float
    on: date | None


@dataclass(frozen=True, slots=True)
class _Near:
    """What the whole collection is to one claim: likeness by words, and by meaning of claim and title."""

    words: Floats  # (facts,)
    meaning: Floats  # (facts, 2)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim and one fact-check, with what is known of the two."""

    asked: Gist
    asked_on: date | None
    known: _Known
    words: float
    meaning: Floats  # (2,)
    place_by_words: int
    place_by_meaning: int
    weight_of: Callable[[str], float]

    def weighed(self, stems: frozenset[str]) -> float:
        """Return what shared stems weigh: the rarer, the more."""
        return sum(self.weight_of(stem) for stem in stems)


FEATURES: Mapping[str, Callable[[_Pair], float]] = {
    "words": lambda p: p.words / 10,
    "meaning_of_the_nearer": lambda p: float(p.meaning.max()),
    "meaning_of_the_other": lambda p: float(p.meaning.min()),
    "claim_covered": lambda p: p.weighed(frozenset(p.asked.stems) & frozenset(p.known.claim.stems)) / p.known.claim_weight,
    "title_covered": lambda p: p.weighed(frozenset(p.asked.stems) & p.known.title) / p.known.title_weight,
    "names_shared": lambda p: p.weighed(p.asked.names & p.known.stems) / 10,
    "numbers_shared": lambda p: float(min(3, len(p.asked.numbers & p.known.numbers))),
    "numbers_differ": lambda p: float(_differ(p.asked.numbers, p.known.claim.numbers)),
    "points_elsewhere": lambda p: float(_elsewhere(p.asked, p.known.claim)),
    "days_apart": lambda p: _apart(p.asked_on, p.known.on),
    "first_by_words": lambda p: 1 / (1 + p.place_by_words),
    "first_by_meaning": lambda p: 1 / (1 + p.place_by_meaning),
}  # fmt: skip
"""What is measured of a pair; the weights have the same names."""


def _differ(asked: frozenset[float], known: frozenset[float]) -> bool:
    """Tell whether both have numbers, and none is the same."""
    return bool(asked) and bool(known) and not asked & known


def _elsewhere(asked: Gist, known: Gist) -> bool:
    """Tell whether one denies what the other says, or they tell opposite directions."""
    return asked.denies != known.denies or (len(asked.ways) == len(known.ways) == 1 and asked.ways != known.ways)


def _apart(one: date | None, other: date | None) -> float:
    """Return how far two days are apart, 0 to 1; unknown is as a month."""
    days = abs((one - other).days) if one and other else 30
    return math.log1p(min(days, _LONG_AGO_DAYS)) / math.log1p(_LONG_AGO_DAYS)


def measure(pair: _Pair) -> list[float]:
    """Return what speaks for and against a pair, in the order of FEATURES."""
    return [feature(pair) for feature in FEATURES.values()]


class MatchIndex:
    """A collection of fact-checks that is asked for claims, in milliseconds each."""

    def __init__(self, facts: Sequence[FactCheck], vectors: Floats | None = None) -> None:
        """Read the collection; `vectors` (facts, 2, WIDTH) are those of `embed_facts`. Without, words alone decide."""
        import bm25s  # noqa: PLC0415 - a fifth of a second to import

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to tell every step
        self._facts = facts
        claims, titles = [gist_of(bare(fact.claim)) for fact in facts], [gist_of(bare(fact.title)) for fact in facts]
        stems = [claim.stems + title.stems for claim, title in zip(claims, titles, strict=True)]
        self._rarity = _rarity(stems)
        self._known = [self._read(*each) for each in zip(facts, claims, titles, strict=True)]
        self._vectors = None if vectors is None else np.ascontiguousarray(vectors, dtype=np.float32).reshape(-1, WIDTH)
        self._words: Any = bm25s.BM25(k1=1.5, b=0.6)
        self._has_words = any(stems)
        if self._has_words:
            self._words.index(stems, show_progress=False)

    def __len__(self) -> int:
        return len(self._facts)

    def rank(self, asked: Asked, k: int, vector: Floats | None = None) -> list[Match]:
        """Return the k likeliest fact-checks of a claim, best first; `vector` is that of its `bare` text, if known."""
        pairs = self.pairs(asked, vector)
        measured = np.array([measure(pair) for _, pair in pairs]).reshape(-1, len(FEATURES))
        scores, sure = measured @ _weights("rank")[:-1], measured @ _weights("sure")[:-1] + _weights("sure")[-1]
        best = np.argsort(-scores, kind="stable")[:k]
        return [
            Match(self._facts[fact].key, float(scores[i]), float(1 / (1 + np.exp(-sure[i]))), _shared(pair))
            for i in best
            for fact, pair in (pairs[i],)
        ]

    def pairs(self, asked: Asked, vector: Floats | None = None) -> list[tuple[int, _Pair]]:
        """Return the fact-checks that come near to a claim, by their place in the collection, each with the claim."""
        gist = gist_of(bare(asked.text))
        near = self._near(gist, _embedded([asked], vector) if self._vectors is not None else None)
        nearer = near.meaning.max(axis=1) if len(self._facts) else near.words
        by_words, by_meaning = _places(near.words), _places(nearer)
        chosen = {int(i): None for places in (by_words, by_meaning) for i in np.flatnonzero(places < NEAREST)}
        return [
            (i, _Pair(gist, asked.on, self._known[i], float(near.words[i]), near.meaning[i], int(by_words[i]),
                      int(by_meaning[i]), self._weight))
            for i in chosen
        ]  # fmt: skip

    def _near(self, gist: Gist, vector: Floats | None) -> _Near:
        words = np.zeros(len(self._facts), dtype=np.float32)
        told = [stem for stem in dict.fromkeys(gist.stems) if stem in self._rarity]
        if self._has_words and told:
            words = self._words.get_scores(told)
        if vector is None or self._vectors is None:
            return _Near(words, np.zeros((len(self._facts), 2), dtype=np.float32))
        return _Near(words, (self._vectors @ vector).reshape(-1, 2))

    def _weight(self, stem: str) -> float:
        return self._rarity.get(stem, 0.0)

    def _read(self, fact: FactCheck, claim: Gist, title: Gist) -> _Known:
        stems, titled = frozenset(claim.stems), frozenset(title.stems)
        of_claim, of_title = (1 + sum(map(self._weight, each)) for each in (stems, titled))
        numbers = claim.numbers | title.numbers
        return _Known(claim, titled, stems | titled, numbers, of_claim, of_title, fact.on)


def rank(queries: Sequence[Asked], candidates: Sequence[FactCheck], k: int) -> list[list[Match]]:
    """Return for each query the k likeliest candidates, best first. Whoever asks again keeps a `MatchIndex`."""
    index = MatchIndex(candidates, embed_facts(candidates))
    return [index.rank(query, k) for query in queries]


def embed_facts(facts: Sequence[FactCheck]) -> Floats | None:
    """Return what an index needs to compare meanings, (facts, 2, WIDTH); None where there is no encoder."""
    encoder = load_encoder()
    if encoder is None:
        return None
    texts = [text for fact in facts for text in (bare(fact.claim), bare(fact.title))]
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for start in range(0, len(order), 512):
        batch = order[start : start + 512]
        vectors[batch] = encoder.embed([texts[i] for i in batch])
    return vectors.reshape(-1, 2, WIDTH)


def _embedded(asked: Sequence[Asked], vector: Floats | None) -> Floats | None:
    """Return the vector of the one claim that is asked."""
    encoder = load_encoder() if vector is None else None
    return encoder.embed([bare(each.text) for each in asked])[0] if encoder else vector


def _places(scores: Floats) -> NDArray[np.int64]:
    """Return the place of each among the first few hundred, 0 for the highest; the earlier wins among equals."""
    places = np.full(len(scores), len(scores), dtype=np.int64)
    first = np.arange(len(scores))
    if len(scores) > _RANKED:
        first = np.sort(np.argpartition(-scores, _RANKED)[:_RANKED])
    places[first[np.argsort(-scores[first], kind="stable")]] = np.arange(len(first))
    return places


def _rarity(texts: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Return what each stem weighs: log(1 + (texts without + 0.5) / (texts with + 0.5))."""
    held: dict[str, int] = {}
    for text in texts:
        for stem in set(text):
            held[stem] = held.get(stem, 0) + 1
    return {stem: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for stem, n in held.items()}


def _shared(pair: _Pair) -> tuple[str, ...]:
    """Return what both say, names first."""
    names = sorted(pair.asked.names & pair.known.stems, key=lambda stem: (-pair.weight_of(stem), stem))
    return (*names, *(f"{number:g}" for number in sorted(pair.asked.numbers & pair.known.numbers)))


@cache
def _weights(name: str) -> NDArray[np.float64]:
    """Return the weights in the order of FEATURES, and the constant behind them."""
    told = json.loads(_WEIGHTS.read_text(encoding="utf-8"))[name]
    return np.array([*(told[feature] for feature in FEATURES), told.get("constant", 0.0)])
