"""Which two claims of two articles, or of one, may be of one thing, how surely, and by what.

Figures are judged twice: by how alike they are, and again beside the other figures of their articles, which they may
suit better.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.tracking.bonds import Bond
from claims.tracking.combiner import combiner
from claims.tracking.likeness import NAMES, Numbers, Shown, likeness
from claims.tracking.measures import may_be_one_currency
from claims.tracking.rivals import RIVALS, Labels, against_rivals, same_figures
from claims.tracking.statements import same_statement
from claims.tracking.traits import Told
from claims.tracking.vectors import HALF

LEAST = 0.05
"""How sure a pair must be to be kept at all."""

_OF_EVERYTHING = frozenset(("age", "duration"))
"""Dimensions of which a story tells many, of everybody and everything: two that differ are seldom of one."""

_UNLIKE = 0.1  # cosine of how numbers are read, below which only an equal figure is looked at further

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims by their places, how surely they are of one thing, and by what."""

    one: int
    other: int
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of one dimension of two articles, or of one with itself: which are compared, and their likeness."""

    ones: Labels  # (n,), a label for each figure of the first article; equal figures have one label
    others: Labels  # (m,)
    rows: NDArray[np.int64]  # (pairs,), which of the first article
    columns: NDArray[np.int64]  # (pairs,)
    numbers: Floats  # (pairs, NAMES)
    again: NDArray[np.bool_]  # (pairs,), whether a sentence gives one figure again in another unit
    may_differ: NDArray[np.bool_]  # (pairs,), whether two figures that differ may well be of one thing
    within: bool

    @property
    def is_equal(self) -> NDArray[np.bool_]:
        """Whether each pair tells the same figure, (pairs,)."""
        return np.asarray(self.numbers[:, NAMES.index("equal")] > 0)

    @property
    def is_telling(self) -> NDArray[np.bool_]:
        """Whether each pair tells the same figure of two digits or more, (pairs,)."""
        return np.asarray(self.numbers[:, NAMES.index("digits")] >= 1)

    def beside_rivals(self, likely: Floats) -> Floats:
        """Return the likeness of each pair, and how it stands against others, (pairs, NAMES + RIVALS)."""
        whole = np.zeros((len(self.ones), len(self.others)))
        whole[self.rows, self.columns] = np.where(self.again, 1.0, likely)
        if self.within:
            whole = np.maximum(whole, whole.T)
        return np.asarray(np.c_[self.numbers, against_rivals(whole, self.ones, self.others)[self.rows, self.columns]])


def pairs_between(
    ones: Sequence[Told], others: Sequence[Told], *, is_said: bool, bond: Bond
) -> Iterator[tuple[int, int, float, str]]:
    """Yield which of `ones` and which of `others` may be of one thing, how surely, and by what; both of one dimension.

    An article is compared with itself when both are the same claims. `bond` is what the articles have in common.
    """
    if ones and others:
        yield from _same_statements(ones, others) if is_said else _same_measures(ones, others, bond=bond)


def read_alike(ones: Sequence[Told], others: Sequence[Told]) -> tuple[Floats, Floats]:
    """Return how alike the encoder read the figures, and the sentences, of claims, (ones, others) each; 0 where it did not."""
    a, b = (np.stack([_vector(told) for told in each]) for each in (ones, others))
    return a[:, :HALF] @ b[:, :HALF].T, a[:, HALF:] @ b[:, HALF:].T


def _vector(told: Told) -> NDArray[np.float32]:
    return np.zeros(2 * HALF, dtype=np.float32) if told.vector is None else told.vector


def _same_statements(ones: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[int, int, float, str]]:
    sentences = read_alike(ones, others)[1].tolist()
    for i, j in _places(ones, others):
        found = same_statement(ones[i], others[j], sentences[i][j])
        if found is not None:
            yield i, j, *found


def _places(ones: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield each two by their places; of one article with itself each but once."""
    within = ones[0].claim_id == others[0].claim_id
    return ((i, j) for i in range(len(ones)) for j in range(i + 1 if within else 0, len(others)))


def compare(ones: Sequence[Told], others: Sequence[Told], bond: Bond) -> Compared:
    """Return which figures of one dimension may measure one thing at all, and how alike they are."""
    numbers, sentences = (each.tolist() for each in read_alike(ones, others))
    labels, other_labels = (same_figures([told.interval for told in each]) for each in (ones, others))
    tellings, other_tellings = _tellings(ones, labels), _tellings(others, other_labels)
    lone, other_lone = _lone(ones, labels), _lone(others, other_labels)
    rows, columns, found, again, may_differ = [], [], [], [], []
    for i, j in _places(ones, others):
        one, other, number, sentence = ones[i], others[j], numbers[i][j], sentences[i][j]
        given_again = is_given_again(one, other)
        if given_again or _may_be_one(one, other, number, sentence):
            told = tellings[labels[i]] * other_tellings[other_labels[j]]
            rows.append(i)
            columns.append(j)
            again.append(given_again)
            may_differ.append(_may_differ(one, other))
            differ = one.interval != other.interval
            head, fate = (
                differ and each != "" and each == its for each, its in zip(lone[i], other_lone[j], strict=True)
            )
            found.append(likeness(one, other, Shown(number, sentence, bond, head, fate, told)))
    return Compared(
        labels,
        other_labels,
        np.array(rows, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(found, dtype=float).reshape(len(found), len(NAMES)),
        np.array(again, dtype=bool),
        np.array(may_differ, dtype=bool),
        within=ones[0].claim_id == others[0].claim_id,
    )


def _lone(claims: Sequence[Told], labels: Labels) -> list[tuple[str, str]]:
    """Return for each figure its noun and its fate, where no other figure of its article has it; nothing else."""
    whose: dict[tuple[str, str], set[int]] = defaultdict(set)
    for told, label in zip(claims, labels.tolist(), strict=True):
        for kind, key in zip(("noun", "fate"), _keys(told), strict=True):
            whose[kind, key].add(label)
    return [
        (head if len(whose["noun", head]) == 1 else "", fate if len(whose["fate", fate]) == 1 else "")
        for head, fate in map(_keys, claims)
    ]


def _keys(told: Told) -> tuple[str, str]:
    return told.traits.head or "", told.traits.fate or ""


def _tellings(claims: Sequence[Told], labels: Labels) -> dict[int, int]:
    """Return in how many sentences each figure is told, by its label."""
    found: dict[int, set[str]] = defaultdict(set)
    for told, label in zip(claims, labels.tolist(), strict=True):
        found[label].add(told.sentence)
    return {label: len(sentences) for label, sentences in found.items()}


def _same_measures(
    ones: Sequence[Told], others: Sequence[Told], *, bond: Bond
) -> Iterator[tuple[int, int, float, str]]:
    compared = compare(ones, others, bond)
    if not len(compared.rows):
        return
    judge = combiner(is_read=ones[0].vector is not None and others[0].vector is not None)
    numbers = compared.beside_rivals(judge.at_first(compared.numbers))
    surely = judge.surely(numbers, compared.is_equal, compared.may_differ & bond.agrees, within=compared.within)
    if bond.is_far:  # but for one figure with digits enough to be told from others
        surely = np.where(compared.is_telling, surely, 0.0)
    scores = np.where(compared.again, 1.0, surely)
    for at in np.flatnonzero(scores >= LEAST).tolist():
        because = "given again in another unit" if compared.again[at] else _because(tuple(numbers[at].tolist()))
        yield int(compared.rows[at]), int(compared.columns[at]), float(scores[at]), because


def _may_differ(a: Told, b: Told) -> bool:
    """Tell whether two figures that differ may well be of one thing; people are called by many nouns, other things are not."""
    heads = (a.traits.head, b.traits.head)
    are_people = a.kind == b.kind == "people"
    return a.dimension not in _OF_EVERYTHING and (are_people or None in heads or heads[0] == heads[1])


def _may_be_one(a: Told, b: Told, number: float, sentence: float) -> bool:
    """Tell whether anything speaks for two figures measuring one thing."""
    if a.article_id == b.article_id and a.sentence == b.sentence:
        return False  # "four of six", "from 29 percent to 24": a sentence seldom tells one thing twice
    if a.kind == "money" and not may_be_one_currency(a.unit, b.unit):
        return False
    is_read = a.vector is not None and b.vector is not None
    return not is_read or number >= _UNLIKE or sentence >= 0.3 or a.interval == b.interval


_BETWEEN = re.compile(
    r"\s*(?:[(\[]|,?\s*or)\s*(?:about|some|nearly|roughly|around|approximately|[a-z]{0,3}[$€£¥])?\s*$", re.IGNORECASE
)
_AGAIN = 0.06  # how far a conversion may lie from what it converts


def is_given_again(a: Told, b: Told) -> bool:
    """Tell whether a sentence gives one figure again in another unit: "58 km (36 miles)", "5bn rupees ($50m)"."""
    if a.article_id != b.article_id or a.sentence != b.sentence or a.unit == b.unit or a.dimension != b.dimension:
        return False
    one, other = sorted((a, b), key=lambda told: told.place)
    if not _BETWEEN.fullmatch(a.sentence[one.place + len(one.quote) : other.place]):
        return False
    if a.kind == "money":
        return True
    low, high = sorted(abs(told.interval.printed or 0.0) for told in (a, b))
    return a.dimension not in ("counted", "percent") and high > 0 and high - low <= _AGAIN * high


_REASONS = {
    "equal": "the same figure", "rounded": "one figure rounds the other", "head": "the same noun", "phrase": "the same words for it", "words": "like words",
    "near_names": "the same names", "fate": "the same happened", "read": "read alike", "best": "no other figure is likelier",
}  # fmt: skip
_ENOUGH = {"words": 0.3, "near_names": 0.5, "read": 0.5, "phrase": 0.5}


def _because(numbers: Numbers) -> str:
    """Say what speaks for two claims being of one thing."""
    told = dict(zip((*NAMES, *RIVALS), numbers, strict=True))
    return ", ".join(words for name, words in _REASONS.items() if told[name] >= _ENOUGH.get(name, 1.0)) or "all in all"
