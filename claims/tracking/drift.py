"""How two figures of one thread differ: mere wording, rounding, conversion, another scope, a toll that rose, a contradiction."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claims.tracking.likeness import days_between, is_equal
from claims.tracking.measures import gap, is_rounding, may_be_one_currency
from claims.tracking.traits import Told, stem
from schemas.vocabulary import Difference

GRAVITY: tuple[Difference, ...] = (
    "modifier_only", "conversion", "rounding", "update_over_time", "copy_of_old", "different_scope", "different_source", "contradiction",
)  # fmt: skip
"""Of the differences that a claim has, the last in this order is told."""

_GROWING = frozenset(
    ("dead", "hurt", "missing", "held", "fled", "saved", "sick")
)  # fates whose count rises as it is counted
_LEVELS = frozenset(
    stem(word)
    for word in (
        "price",
        "share",
        "stock",
        "index",
        "rate",
        "yield",
        "trading",
        "traded",
        "market",
        "currency",
        "temperature",
    )
)
_CONVERTED = 0.06  # how far a converted and rounded figure may lie from the other
_HEDGED = 0.1  # how far what is said to be about right may lie from what is exact
_LOOSELY = 0.1  # orders of magnitude by which a number may lie outside of what vague words mean: "dozens" of 100
_FRESH_DAYS = 2  # in which a toll is still being counted
_COUNTED_EXACTLY = 100  # below it, whoever counts does not round
_MOST_COMPARED = 40  # members of a thread that each is compared with: the newest


class Differing(NamedTuple):
    """How a claim differs, and from which."""

    difference: Difference
    differs_from: str


def difference_of(one: Told, other: Told) -> Difference | None:
    """Return how two claims of one thread differ, seen from both; None where they say the same, or one has no figure."""
    a, b = one.interval, other.interval
    if not (a.is_known and b.is_known) or one.dimension != other.dimension:
        return None
    if one.kind == "money" and not may_be_one_currency(one.unit, other.unit):
        return "conversion"
    if a.printed is None or b.printed is None:
        return _of_vague(one, other)
    if is_equal(a.printed, b.printed):
        return _of_equals(one, other)
    if _is_converted(one, other):
        return "conversion"
    if a.meets(b):
        return "update_over_time" if _both_rise(one, other) else "modifier_only"
    return "rounding" if _is_rounded(one, other) else _of_conflict(one, other)


def _of_equals(one: Told, other: Told) -> Difference | None:
    """Return how two claims with the same number differ: by their units, or by what they say of how exact it is."""
    if _may_be_converted(one, other):
        return "conversion"
    return "modifier_only" if one.modifier != other.modifier else None


def _of_vague(one: Told, other: Told) -> Difference | None:
    """Return how two claims differ of which one has no number: "dozens" holds 54, not 359."""
    a, b = one.interval, other.interval
    if a == b:
        return None
    if gap(a, b) < _LOOSELY:
        return "modifier_only"
    return "rounding" if a.is_vague and b.is_vague else _of_conflict(one, other)


def _may_be_converted(one: Told, other: Told) -> bool:
    """Tell whether two figures stand in units of one dimension between which one converts."""
    return one.unit != other.unit and one.dimension not in ("counted", "money", "percent", "ranking")


def _is_converted(one: Told, other: Told) -> bool:
    a, b = one.interval.printed or 0.0, other.interval.printed or 0.0
    return _may_be_converted(one, other) and abs(a - b) <= _CONVERTED * max(abs(a), abs(b))


def _is_rounded(one: Told, other: Told) -> bool:
    """Tell whether one figure is the other, rounded: a small exact count is meant as it stands."""
    a, b = (one.printed, other.printed) if one.unit == other.unit else (one.interval.printed, other.interval.printed)
    if a is None or b is None:
        return False
    hedged = "about" in (one.modifier, other.modifier)
    if hedged and abs(a - b) <= _HEDGED * max(abs(a), abs(b)):
        return True
    return is_rounding(a, b) and (hedged or min(abs(a), abs(b)) >= _COUNTED_EXACTLY or bool(a % 1 or b % 1))


def _both_rise(one: Told, other: Told) -> bool:
    """Tell whether two tolls are told by their lower ends, one higher than the other: "more than 600", "more than 680"."""
    lower = ("at_least", "more_than")
    return one.modifier in lower and other.modifier in lower and _is_growing(one) and _is_growing(other)


def _of_conflict(one: Told, other: Told) -> Difference:
    """Return how two claims differ whose figures cannot both be true of the same moment."""
    if _is_growing(one) or _is_growing(other):
        return _of_toll(one, other)
    if _scopes_differ(one, other):
        return "different_scope"
    if (
        _was_foreseen(one, other)
        or _are_levels(one, other)
        or (_told_on_other_days(one, other) and one.dimension == "counted")
    ):
        return "update_over_time"
    return "different_source" if _sources_differ(one, other) else "contradiction"


def _was_foreseen(one: Told, other: Told) -> bool:
    """Tell whether one figure is what was to come, and the other what came: a bail that "is expected to be set at" a sum."""
    return (one.tense == "past_present") != (other.tense == "past_present")


def _are_levels(one: Told, other: Told) -> bool:
    """Tell whether two figures are of what stands elsewhere at every moment: a price, a rate, how far it rose or fell."""
    return all(each.change or not _LEVELS.isdisjoint(each.traits.around) for each in (one, other))


def _told_on_other_days(one: Told, other: Told) -> bool:
    return one.told_on is not None and other.told_on is not None and one.told_on != other.told_on


def _of_toll(one: Told, other: Told) -> Difference:
    """Return how two counts of what rises while it is counted differ."""
    if _says_more(one, other):
        return "different_scope"
    if _falls(one, other):
        return "contradiction"
    if one.article_id == other.article_id or not _told_on_one_day(one, other):
        return "update_over_time"
    if _sources_differ(one, other):
        return "different_source"
    return "contradiction" if _is_past(one) or _is_past(other) else "update_over_time"


def _told_on_one_day(one: Told, other: Told) -> bool:
    """Tell whether two claims were published on one day; not where one only came in on it."""
    return one.told_at is not None and other.told_at is not None and one.told_on == other.told_on


def _is_growing(told: Told) -> bool:
    return told.traits.fate in _GROWING and told.dimension == "counted"


def _is_past(told: Told) -> bool:
    """Tell whether a claim is of days long enough before it was told that nobody counts any more."""
    last = told.time_last
    return last is not None and told.told_on is not None and (told.told_on - last).days > _FRESH_DAYS


def _falls(one: Told, other: Told) -> bool:
    """Tell whether the later of two figures, by the clock, is the lower one, of which nothing is known before."""
    if one.told_at is None or other.told_at is None or one.told_at == other.told_at:
        return False
    earlier, later = sorted((one, other), key=lambda told: told.told_at)  # type: ignore[arg-type, return-value]  # both are known
    return later.interval.least < earlier.interval.least


def _scopes_differ(one: Told, other: Told) -> bool:
    """Tell whether both are of other days, or the lower figure says more closely what it counts."""
    return days_between(one, other) > 0 or _says_more(one, other)


def _says_more(one: Told, other: Told) -> bool:
    """Tell whether the lower figure says more closely what it counts: "worst-hit farms" of "farms"."""
    narrow, wide = sorted((one, other), key=lambda told: told.interval.least)
    return bool(_words(wide)) and _words(wide) < _words(narrow)


def _words(told: Told) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in (told.measured or "").replace("-", " ").split() if len(word) > 2)


def _sources_differ(one: Told, other: Told) -> bool:
    return one.claimant is not None and other.claimant is not None and one.claimant.lower() != other.claimant.lower()


def differences(members: Sequence[Told]) -> Mapping[str, Differing]:
    """Return for each claim of a thread how it differs from another, by its id; claims that agree with all are left out.

    Of a figure that rises only the older ones differ; one that was told again after a higher one was out copies an old one.
    """
    told = sorted(members, key=_when)[-_MOST_COMPARED:]
    found: dict[str, Differing] = {}
    for at, one in enumerate(told):
        for other in told[:at]:
            difference = difference_of(one, other)
            if difference == "update_over_time" and (_is_loose(one, told) or _is_loose(other, told)):
                difference = "modifier_only"
            if difference is not None:
                for claim, against, how in _sides(one, other, difference, told):
                    held = found.get(claim.claim_id)
                    if held is None or GRAVITY.index(held.difference) < GRAVITY.index(how):
                        found[claim.claim_id] = Differing(how, against.claim_id)
    return found


def _is_loose(claim: Told, told: Sequence[Told]) -> bool:
    """Tell whether a lower end is mere wording, since the article tells the number as well: "over 100" beside "116"."""
    return claim.modifier in ("at_least", "more_than") and any(
        each.article_id == claim.article_id
        and each.modifier == "exact"
        and each.interval.least > claim.interval.least
        and each.interval.meets(claim.interval)
        for each in told
    )


def _when(told: Told) -> tuple[bool, str, str, str]:
    return (told.told_at is None and told.told_on is None, str(told.told_on), str(told.told_at), told.claim_id)


def _sides(
    later: Told, earlier: Told, difference: Difference, told: Sequence[Told]
) -> list[tuple[Told, Told, Difference]]:
    """Return which of two claims differs from which, and how that is called from its side."""
    if difference == "update_over_time":
        falls = _are_levels(later, earlier) and _when(later) > _when(earlier) and _told_on_other_days(later, earlier)
        old, new = (earlier, later) if falls else sorted((later, earlier), key=lambda each: each.interval.least)
        return [(old, new, difference)]
    if difference == "contradiction" and _is_growing(later) and _was_told_before(later, earlier, told):
        return [(later, earlier, "copy_of_old")]
    return [(later, earlier, difference), (earlier, later, difference)]


def _was_told_before(later: Told, earlier: Told, told: Sequence[Told]) -> bool:
    """Tell whether what the later of two claims says stood already before the earlier said otherwise."""
    return any(
        each is not later and _when(each) < _when(earlier) and each.interval.least == later.interval.least
        for each in told
    )


def kinds_of(found: Mapping[str, Differing]) -> list[Difference]:
    """Return the kinds of difference in a thread, the gravest first."""
    present = {each.difference for each in found.values()}
    return [kind for kind in reversed(GRAVITY) if kind in present]
