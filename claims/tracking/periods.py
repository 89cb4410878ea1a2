"""How far apart in time two stretches are, and whether they are one, so that what moves can be compared."""

from datetime import date

CLOSE_DAYS = 31
"""How many days may lie between what is of one time."""

_PERIOD_DAYS = 25
_SAME_LENGTH = 4  # a month is no year, and of a year a part may be told


def days_apart(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> int:
    """Return how many days lie between two stretches of time, middle to middle; 0 where they touch or one is unknown."""
    a, b, c, d = first or last, last or first, other_first or other_last, other_last or other_first
    if a is None or b is None or c is None or d is None or (a <= d and c <= b):
        return 0
    gap = (c - b).days if c > b else (a - d).days
    if a != b and c != d:  # two periods: a year and the next are a year apart, however near their ends lie
        return max(gap, abs((c.toordinal() + d.toordinal()) - (a.toordinal() + b.toordinal())) // 2)
    return gap


def is_within(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> bool:
    """Tell whether one of two stretches of time lies in the other; both must be known."""
    a, b, c, d = first or last, last or first, other_first or other_last, other_last or other_first
    if a is None or b is None or c is None or d is None:
        return False
    return (a <= c and d <= b) or (c <= a and b <= d)


def is_one_time(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> bool:
    """Tell whether two stretches of time are one: both known, each a day of the other's or as long as it."""
    a, b, c, d = first or last, last or first, other_first or other_last, other_last or other_first
    if a is None or b is None or c is None or d is None:
        return False
    if a == b or c == d:
        return True
    return (is_within(a, b, c, d) and min((b - a), (d - c)) * _SAME_LENGTH >= max((b - a), (d - c))) or max(
        abs((a - c).days), abs((b - d).days)
    ) <= CLOSE_DAYS


def is_part(
    first: date | None,
    last: date | None,
    other_first: date | None,
    other_last: date | None,
    times: float = _SAME_LENGTH,
) -> bool:
    """Tell whether one of two periods lies within the other, which is so many times as long: of a year a month; a day is of its time."""
    a, b, c, d = first or last, last or first, other_first or other_last, other_last or other_first
    if a is None or b is None or c is None or d is None or not is_within(a, b, c, d):
        return False
    short, long = sorted(((b - a).days + 1, (d - c).days + 1))
    return short >= _PERIOD_DAYS and short * times < long
