"""How large a change is between its two ends, with all the room that rounding leaves: per cent, points, times."""

import re
from collections.abc import Iterator

from claims.model import Figure
from claims.tracking.rounding import Room, step_of
from claims.tracking.sums.told import Miscount, Told, room, shown, value

PERCENT, POINTS = "percent_change", "points"

LEAST, MOST = 0.1, 10  # beyond, one of the two was printed without its scale: "from 7.1 to 6.5 million"
POINT = re.compile(r"\bpoints?\b", re.IGNORECASE)
_OF_A_POINT = re.compile(r"\sof\sa\s(?:percentage\s)?point\b")
SHARE = re.compile(r"%|\bper ?cent|\bpct\b|\bpc\b", re.IGNORECASE)
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_END_ROOM = 0.08
_SURE_SHARE, _SURE_POINTS = 0.05, 0.6  # a change that is less off may be rounded from numbers that are not printed


def compare(told: Told, way: str, change: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Hold a change in one sentence against its ends."""
    if any(each.low is None or each.low != each.high for each in (change, base, end)):
        return
    if any(each.modifier not in {"exact", "about"} for each in (change, base, end)):
        return
    is_share = [bool(SHARE.search(told.words(each))) for each in (base, end)]
    if all(is_share) or (any(is_share) and says_points(told, change)):
        yield from points(told, change, base, end)
    elif (
        not any(is_share)
        and (base.unit == end.unit or None in {base.unit, end.unit})
        and is_percent(told, change)
        and not says_points(told, change)
        and value(base) > 0
    ):
        yield from _percent(told, way, change, base, end)


def times(told: Told, fold: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Compare "doubled" with what lies between two numbers."""
    factor = value(end) / value(base)
    wanted = value(fold) if fold.change != "down" else 1 / value(fold) if value(fold) > 1 else value(fold)
    if told.text[max(0, fold.start - 10) : fold.start].endswith("more than "):
        is_off = factor < 0.95 * wanted if wanted > 1 else factor > 1.05 * wanted
        if is_off and LEAST < factor < MOST:
            yield miscount(told, PERCENT, (fold, base, end), f"{factor:.3g} times as much")
        return
    if value(fold) > 0 and not 0.8 * wanted <= factor <= 1.3 * wanted and LEAST < factor < MOST:
        yield miscount(told, PERCENT, (fold, base, end), f"{factor:.3g} times as much")


def is_percent(told: Told, figure: Figure) -> bool:
    """Tell whether a figure is a share, in digits with its sign or in words."""
    return figure.unit == "%" and (bool(SHARE.search(told.words(figure))) or not DIGITS.search(told.words(figure)))


def _percent(told: Told, way: str, change: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Compare a change in per cent with its base and end, and its direction."""
    low, high = _end_room(base, told), _end_room(end, told)
    if low.low <= 0 or not LEAST < value(end) / value(base) < MOST:
        return
    ends = sorted((high.low / low.high * 100 - 100, high.high / low.low * 100 - 100))
    expected = value(end) / value(base) * 100 - 100
    if (expected > 0) != (way == "up") and not ends[0] <= 0 <= ends[1]:
        yield miscount(
            told, PERCENT, (change, base, end), f"a {'rise' if expected > 0 else 'fall'} of {abs(expected):.3g}%"
        )
        return
    sizes = sorted(abs(each) for each in ends) if ends[0] * ends[1] > 0 else [0.0, max(abs(each) for each in ends)]
    if not fits(told, change, Room(sizes[0], sizes[1])):
        yield miscount(told, PERCENT, (change, base, end), f"{abs(expected):.3g}%")


def says_points(told: Told, figure: Figure) -> bool:
    """Tell whether a change is said to be in points."""
    is_part = _OF_A_POINT.match(told.text[figure.end : figure.end + 30])
    return bool(POINT.search(told.words(figure)) or is_part) or figure.unit in {"point", "[bp]"}


def _end_room(figure: Figure, told: Told) -> Room:
    """Return what the end of a change leaves room for: "2 million" beside a share is not 2.4 million."""
    wide, most = room(figure, told), _END_ROOM * abs(value(figure))
    return Room(max(wide.low, value(figure) - most), min(wide.high, value(figure) + most))


def fits(told: Told, change: Figure, expected: Room) -> bool:
    """Tell whether a printed change lies where it should, with what rounding by ear leaves."""
    printed = room(change, told)
    slack = max(_SURE_POINTS, _SURE_SHARE * expected.high)
    return printed.meets(Room(expected.low - slack, expected.high + slack))


def points(told: Told, change: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Compare a change of a share with its two levels: in points, or in per cent of the first."""
    difference = abs(value(end) - value(base))
    if not difference or not value(base):
        return
    scale = 0.01 if change.unit == "[bp]" else 1.0
    printed, step = abs(value(change)) * scale, step_of(told.number(change), value(change)) * scale
    slack = 1.05 if all(value(each) == int(value(each)) for each in (base, end)) else step / 2 + 0.06
    slack = max(slack, 0.1 * printed) if change.modifier == "about" else slack
    in_points = says_points(told, change)
    relative = difference / value(base) * 100
    if not in_points and (not is_percent(told, change) or abs(relative - printed) <= max(1.0, 0.06 * relative)):
        return
    if in_points and abs(difference - printed) <= slack:
        return
    yield miscount(told, POINTS, (change, base, end), f"{difference:.3g} percentage points")


def amount(told: Told, change: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Compare a change in the unit of its two ends with what lies between them."""
    first, last, printed = (room(each, told) for each in (base, end, change))
    slack = _SURE_SHARE * value(change)
    lies = sorted((last.low - first.high, last.high - first.low))
    between = Room(*lies) if lies[0] > 0 else Room(-lies[1], -lies[0]) if lies[1] < 0 else None
    if between is None or Room(between.low - slack, between.high + slack).meets(printed):
        return
    yield miscount(told, PERCENT, (change, base, end), shown(abs(value(end) - value(base))))


def are_points(*figures: Figure) -> bool:
    """Tell whether figures have one value each."""
    return all(figure.low is not None and figure.low == figure.high for figure in figures)


def miscount(told: Told, rule: str, terms: tuple[Figure, Figure, Figure], expected: str) -> Miscount:
    """Return a change, its base and its end as a miscount."""
    printed, first, last = (told.words(each) for each in terms)
    says = f"From “{first}” to “{last}” is {expected}, where “{printed}” is printed."
    return Miscount(rule, tuple(map(told.term, terms)), expected, printed, says)
