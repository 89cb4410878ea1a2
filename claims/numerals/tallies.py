"""Joins two numbers that are one result: scores and votes ("2-1", "5 to 4"), ratios, "one in five"."""

from claims.numerals.contexts import word_set
from claims.numerals.notfigures import score_neighbours
from claims.numerals.nouns import find_noun
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit

_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_RATIO = Unit("ratio", "ratio", "percent")
_PERCENT = Unit("%", "percentage", "percent")


def join_one_in_five(_tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> bool:
    """Read "one in five", "three out of four" as a share."""
    if (
        gap not in (("in",), ("out", "of"), ("in", "every"), ("out", "of", "every"))
        or left.unit
        or right.unit
        or left.low is None
        or right.low is None
    ):
        return False
    whole = left.low == int(left.low) and right.low == int(right.low) and left.number.style != "fraction"
    if (
        not whole
        or not 0 < left.low < right.low
        or (gap[0] == "in" and (left.low > 10 or right.low > 100000 or 1500 <= right.low <= 2099))
    ):
        return False
    left.low = left.high = 100 * left.low / right.low
    left.unit, left.last, left.number_last, left.joined = _PERCENT, right.last, right.number_last, "ratio"
    return True


def join_ratio(tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> bool:
    """Read "3:1" as a ratio."""
    if (
        gap != (":",)
        or not (tokens.glued(left.last) and tokens.glued(right.first))
        or left.unit
        or right.unit
        or not left.low
        or not right.low
    ):
        return False
    left.low = left.high = left.low / right.low
    left.unit, left.last, left.number_last, left.joined = _RATIO, right.last, right.number_last, "ratio"
    return True


def join_tally(tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> bool:
    """Read "2-1", "98-0" and "by a vote of 5 to 4" as a score: two small whole numbers beside a word of contest, or falling."""
    if left.unit or left.signed or right.signed or not (_is_small(left) and _is_small(right)):
        return False
    if len(gap) == 1 and gap[0] in _DASHES and tokens.glued(right.first) and tokens.glued(left.last):
        scored = _is_dashed_score(tokens, left, right)
    elif gap in _SPELLED_TALLIES:
        falls = (left.low or 0) >= (right.low or 0)
        scored = right.unit is None and (gap[1] != "to" or falls or _in_contest(tokens, left, right))
    else:
        return gap == ("to",) and _join_worded(tokens, left, right)
    if scored:
        _make_score(left, right)
    return scored


def _is_small(quantity: Quantity) -> bool:
    """Tell whether a quantity is a whole number below a thousand."""
    low = quantity.low
    return low is not None and low == int(low) and low <= 999 and quantity.number.scale == 1


def _in_contest(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Tell whether a word of contest stands near."""
    near = (*range(left.first - 4, left.first), *range(right.last, right.last + 3))
    return not score_neighbours().isdisjoint(tokens.at(i) for i in near)


def _is_dashed_score(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Tell scores with a dash: beside a word of contest, between two names, in a row of sets, or small and falling."""
    a, b = left.low or 0.0, right.low or 0.0
    sides = tokens.word(left.first - 1)[:1].isupper() and tokens.word(right.last)[:1].isupper()
    beside = right.unit is None and (sides or _beside_tally(tokens, left.first, right.last))
    contest = beside or _in_contest(tokens, left, right)
    if not contest:
        return right.unit is None and a >= b and a <= 20 and tokens.at(left.first - 1) != "the"
    return a >= b or sides or find_noun(tokens, right.last) is None


def _join_worded(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Read "voted 5 to 4" as a score and "by four to three" as a ratio."""
    before = tokens.at(left.first - 1)
    if right.unit is not None or find_noun(tokens, right.last) is not None or not left.low or not right.low:
        return False
    if before in _VOTE_VERBS or (before in _VOTE_LINKS and _in_contest(tokens, left, right)):
        _make_score(left, right)
        return True
    if before not in ("by", "of", "nearly", "about", "almost") or max(left.low, right.low) > 20:
        return False
    left.low = left.high = left.low / right.low
    left.unit, left.last, left.number_last, left.joined = _RATIO, right.last, right.number_last, "ratio"
    return True


_SPELLED_TALLIES = (("-", "to", "-"), ("-", "of", "-"), ("-", "for", "-"))
_VOTE_LINKS = word_set("vote_links")
_VOTE_VERBS = word_set("vote_verbs")


def _beside_tally(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether another tally stands next to this one, as in the sets of a match: "6-7 (7-2) 6-4"."""
    i, j = last, first - 1
    while tokens.word(i) in ("(", ")", ",") and tokens.word(i):
        i += 1
    while tokens.word(j) in ("(", ")", ",") and tokens.word(j):
        j -= 1
    after = tokens.is_number(i) and tokens.word(i + 1) in _DASHES and tokens.is_number(i + 2) and tokens.glued(i + 2)
    return after or (
        tokens.is_number(j) and tokens.word(j - 1) in _DASHES and tokens.is_number(j - 2) and tokens.glued(j)
    )


def _make_score(left: Quantity, right: Quantity) -> None:
    """Turn the left one into a score with both ends, in place."""
    left.low, left.high = sorted((left.low or 0.0, right.low or 0.0))
    left.unit, left.last, left.number_last, left.joined = None, right.last, right.number_last, "score"
