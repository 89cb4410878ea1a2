"""How alike two claims are: a few numbers about their words, names, figures, times and how the encoder read them."""

from math import log10
from typing import NamedTuple

from claims.tracking.bonds import Bond
from claims.tracking.measures import digits_of, gap, is_rounding
from claims.tracking.traits import Told

WRITTEN = (
    "equal", "digits", "vague", "meets", "rounded", "apart", "far", "words", "head", "head_differs", "phrase", "phrase_differs", "beside", "names",
    "near_names", "names_part", "teller", "tellers_differ", "fate", "fate_differs", "one_fate", "time_differs", "one_time", "change_differs",
    "kind_differs", "unit_differs", "tense_differs", "same_article", "small", "rare", "lone", "equal_head", "equal_within",
    "story_figures", "story_names", "story_days", "differs_figures", "differs_days", "equal_days", "lone_head", "lone_fate",
)  # fmt: skip
READ = ("read", "read_high", "sentence", "equal_read", "equal_sentence", *WRITTEN)
"""By what two claims are judged: by what is written alone, or by how the encoder read them as well, which knows the words."""

NAMES = READ
"""What each number of `likeness` is."""

_SMALL = 10  # a count that an article has of many things

Numbers = tuple[float, ...]


class Shown(NamedTuple):
    """What is known of two claims beside their own words."""

    read: float  # cosine of how the encoder read their figures, 0 where it did not
    sentence: float  # the same of their sentences
    bond: Bond  # what their articles have in common
    lone_head: bool = False  # whether they differ, and are each the one figure of its article with their common noun
    lone_fate: bool = False  # the same of what happened to those who are counted
    told: int = 1  # how many pairs of sentences of these have the same figure, if they are equal


def likeness(one: Told, other: Told, shown: Shown) -> Numbers:
    """Return the numbers by which two claims of one dimension are judged, in the order of NAMES."""
    read, sentence, bond = shown.read, shown.sentence, shown.bond
    a, b = one.traits, other.traits
    figures, words = _of_figures(one, other), _of_words(one, other)
    equal, head, small = figures[0], words[1], float(max(one.printed or 0.0, other.printed or 0.0) <= _SMALL)
    one_fate = float(a.fate is not None and a.fate == b.fate)
    within, (shared_figures, shared_names, days) = float(one.article_id == other.article_id), bond.numbers
    return (
        read,
        max(0.0, read - 0.5),
        sentence,
        equal * read,
        equal * sentence,
        *figures,
        *words,
        *_of_tellers(one, other),
        one_fate,
        float(a.fate is not None and b.fate is not None and a.fate != b.fate),
        float((a.fate is None) != (b.fate is None)),
        *_of_times(one, other),
        float((one.change or "") != (other.change or "")),
        float(one.kind != other.kind),
        float(one.unit != other.unit),
        float(one.tense != other.tense),
        within,
        small,
        equal * log10(shown.told),
        float(equal > 0 and shown.told == 1),
        equal * head,
        equal * within,
        shared_figures,
        shared_names,
        days,
        (1 - equal) * shared_figures,
        (1 - equal) * days,
        equal * days,
        float(shown.lone_head),
        float(shown.lone_fate),
    )


def _of_figures(one: Told, other: Told) -> Numbers:
    """Return equal, digits, vague, meets, rounded, apart (orders of magnitude), far."""
    a, b = one.interval, other.interval
    if a.printed is None or b.printed is None:
        apart = gap(a, b)
        equal = a.is_known and a == b
        return (float(equal), 0.0, 1.0, float(apart == 0), 0.0, min(apart, 2.0), float(apart > 0.5))
    close = is_equal(a.printed, b.printed)
    digits = min(digits_of(one.printed or 0.0), digits_of(other.printed or 0.0), 4) - 1 if close else 0
    apart = abs(log10(abs(a.printed) + 1e-9) - log10(abs(b.printed) + 1e-9)) if a.printed * b.printed > 0 else 3.0
    rounded = not close and is_rounding(a.printed, b.printed)
    return (float(close), float(digits), 0.0, float(a.meets(b)), float(rounded), min(apart, 2.0), float(apart > 0.5))


def is_same_figure(one: Told, other: Told) -> bool:
    """Tell whether two claims tell the same number, or the same vague words."""
    a, b = one.interval, other.interval
    if a.printed is None or b.printed is None:
        return a.is_known and a == b
    return is_equal(a.printed, b.printed)


def is_equal(one: float, other: float) -> bool:
    """Tell whether two numbers are the same but for conversion to and fro."""
    return abs(one - other) <= 0.004 * max(abs(one), abs(other))


def _of_words(one: Told, other: Told) -> Numbers:
    """Return words, head, head_differs, phrase, phrase_differs, beside, names, near_names, names_part."""
    a, b = one.traits, other.traits
    return (
        weighed(a.around, b.around),
        float(a.head is not None and a.head == b.head),
        float(a.head is not None and b.head is not None and a.head != b.head),
        len(a.phrase & b.phrase) / max(1, len(a.phrase | b.phrase)),
        float(bool(a.phrase - b.phrase) and bool(b.phrase - a.phrase)),
        len(a.beside & b.beside) / 2,
        shared(a.names, b.names),
        shared(a.near_names, b.near_names),
        float(bool(a.near_names - b.names) and bool(b.near_names - a.names)),
    )


def _of_tellers(one: Told, other: Told) -> Numbers:
    """Return whether one claimant tells both, and whether two do that share no name."""
    a, b = ((told.claimant or "").lower().split() for told in (one, other))
    return float(bool(a) and a == b), float(bool(a) and bool(b) and set(a).isdisjoint(b))


def _of_times(one: Told, other: Told) -> Numbers:
    """Return whether the days that two claims are about part, and whether only one names any."""
    return float(days_between(one, other) > 1), float((one.time_first is None) != (other.time_first is None))


def days_between(one: Told, other: Told) -> int:
    """Return how many days lie between the days that two claims are about; 0 where these meet, or one names none."""
    if one.time_first is None or other.time_first is None or one.time_last is None or other.time_last is None:
        return 0
    return max(0, (one.time_first - other.time_last).days, (other.time_first - one.time_last).days)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets the larger has; 0 for an empty one."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def weighed(one: dict[str, float], other: dict[str, float]) -> float:
    """Return how much of the weight of two sets of words is in common, 0 to 1."""
    if not one or not other:
        return 0.0
    common = sum(min(weight, other[word]) for word, weight in one.items() if word in other)
    return common / min(sum(one.values()), sum(other.values()))
