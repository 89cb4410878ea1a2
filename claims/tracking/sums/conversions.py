"""A quantity in brackets behind another: the same in another unit, or in another currency at the rate that is printed."""

import re
from collections.abc import Iterator
from functools import cache
from math import log

from claims.model import Figure
from claims.text.lexicon import read_lexicon
from claims.tracking.quantity import Measure, converted, measure_of
from claims.tracking.rounding import Room
from claims.tracking.sums.told import F, Line, Miscount, Told, room, shown, value

RULE = "conversion"
_BRACKETED = re.compile(rf"{F},? ?[(\[](?:or |about |equivalent to |the equivalent of |equal to |around |roughly |nearly |some |almost |just (?:over|under) |approximately |approx\.? |c\.? ?|~)*{F}[)\]]")  # fmt: skip
_OR = re.compile(rf"{F},? or (?:about |around |roughly |nearly |some |almost )?{F}(?=[,.;)]| [a-z])")
_BESIDE = re.compile(
    rf"{F}(?:,|\s[-–—])\s(?:which\sis\s|that\sis\s|or\s|i\.e\.\s|equivalent\sto\s|the\sequivalent\sof\s|equal\sto\s)?(?:about\s|around\s|roughly\s|some\s|nearly\s|almost\s|just\s(?:over|under)\s)?{F}"
    r"(?=[,.;)]|\s[-–—]|\s(?:in|long|wide|high|tall|deep|thick|away|off|across|apart|by|at|to|from|north|south|east|west|above|below)\b)"
)
"""The same length again between commas or dashes: "48 miles, about 77 km, from the sea"."""

_AT_RATE = re.compile(
    rf"\brate\sof\s(?:about\s|around\s|roughly\s)?{F}\s?(?:[a-z]+\s){{0,2}}(?:to|per|for)\s(?:the|a|one|each)\s[A-Za-z]"
)
_RATE = re.compile(rf"[(\[]{F} ?= ?{F}[)\]]")
_CHANGE = re.compile(
    r"\b(?:warm|cool|rise|rose|ris|fall|fell|drop|increas|decreas|above|below|hotter|colder|cooler|higher|lower|anomal|limit|more|less|by)\w*",
    re.IGNORECASE,
)
_LOCAL_SCALE = re.compile(r"\b(?:lakh|crore)s?\b", re.IGNORECASE)
_DIMENSIONS = frozenset({"length", "area", "mass", "temperature", "speed", "volume"})
_SURE = 0.04
"""Conversions in news are rounded by ear: what is less than this off, as a share, may be so."""

_IN_TWO = re.compile(r"[\d,]+\s?[a-z]+,?\s(?:and\s)?\d+\s?[a-z]+\.?$")
_FINE = 0.01
_NEVER = 1.25
"""Beyond the highest and lowest rate of all years, this many times: no day's rate, but a slip."""

_STEP = 5
"""Degrees Celsius that are more often a step than a temperature."""

_NAMESAKES = {
    "[gal_us]": (1.20095,), "[pt_us]": (1.20095,), "[qt_us]": (1.20095,), "[foz_us]": (0.96076,),
    "t": (0.90718, 1.01605), "[ston_av]": (1.1023, 1.12), "[lton_av]": (0.98421, 0.89286), "[mi_i]": (1.15078,),
}  # fmt: skip
"""What else a unit of the same name is, in times of it: imperial gallons, short and long tons, nautical miles."""

_MODIFIED = {"exact", "about"}


def find(told: Told) -> Iterator[Miscount]:
    """Yield conversions that no rounding makes right."""
    rates = list(_rates(told))
    for line in told.lines:
        for match, (one, other) in (*line.found(_BRACKETED), *line.found(_OR)):
            if {one.modifier, other.modifier} <= _MODIFIED and one.low == one.high and other.low == other.high:
                yield from _unit(line, match, one, other)
                yield from _money(line, one, other, rates)
                yield from _at_rate(line, one, other)
                yield from _scaled(line, one, other)
                yield from _priced(line, one, other, rates)
        for _, (one, other) in line.found(_BESIDE):
            is_point = {one.modifier, other.modifier} <= _MODIFIED and one.low == one.high and other.low == other.high
            if is_point and _is_metric(one) != _is_metric(other):  # "7 pounds, 2 ounces" are one weight
                yield from _unit(line, None, one, other)


def _unit(line: Line, match: re.Match[str] | None, one: Figure, other: Figure) -> Iterator[Miscount]:
    """Compare two measures of one dimension."""
    source, target = measure_of(one.unit), measure_of(other.unit)
    if source.dimension != target.dimension or source.dimension not in _DIMENSIONS or source == target:
        return
    if one.per != other.per or (match and _is_compound(line.signed, match)):
        return
    expected, wanted = _turned(one, source, target, line.told), _room(other, line.told)
    kinds = [(a, b) for a in _kinds(one, source) for b in _kinds(other, target)]
    if any(_turned(one, a, b, line.told).meets(_wide(wanted, source.dimension)) for a, b in kinds):
        return
    if source.dimension == "temperature" and _is_difference(line, source, target, one, wanted):
        return
    yield _miscount(line.told, one, other, shown((expected.low + expected.high) / 2))


def _is_metric(figure: Figure) -> bool:
    """Tell whether a unit is metric: others have codes in brackets."""
    return not (figure.unit or "").startswith("[")


def _room(figure: Figure, told: Told) -> Room:
    """Return what a figure leaves room for; "6ft 2in" is printed to the inch."""
    if _IN_TWO.match(told.words(figure)):
        return Room(value(figure) * (1 - _FINE), value(figure) * (1 + _FINE))
    return room(figure, told)


def _kinds(figure: Figure, measure: Measure) -> list[Measure]:
    """Return the measures that go by the name of a unit: a gallon in London is not one in New York."""
    return [
        measure,
        *(measure._replace(factor=measure.factor * times) for times in _NAMESAKES.get(figure.unit or "", ())),
    ]


def _turned(one: Figure, source: Measure, target: Measure, told: Told) -> Room:
    ends = [converted(each, source, target) or 0.0 for each in _room(one, told)]
    return Room(min(ends), max(ends))


def _wide(wanted: Room, dimension: str) -> Room:
    """Widen what is printed by what is rounded by ear: a share of it, or two degrees."""
    middle = (wanted.low + wanted.high) / 2
    slack = 1.5 if dimension == "temperature" else _SURE * abs(middle)
    return Room(wanted.low - slack, wanted.high + slack)


def _is_difference(line: Line, source: Measure, target: Measure, one: Figure, wanted: Room) -> bool:
    """Tell whether two temperatures are the same step: 2 degrees Celsius of warming are 3.6 of Fahrenheit."""
    step = value(one) * source.factor / target.factor
    around = " ".join(each.text for each in (line.before, line, line.after) if each)
    is_small = abs(value(one)) <= _STEP and source.zero == 0
    return (is_small or bool(_CHANGE.search(around))) and wanted.low - 0.5 <= step <= wanted.high + 0.5


def _is_compound(signed: str, match: re.Match[str]) -> bool:
    """Tell whether the first is only the end of "6 feet 2 inches", or of a range."""
    return bool(re.search(r"[\ue000-\uf8ff](?:,? ?(?:and|to|by|x|-|–)? ?)$", signed[: match.start()]))


def _rates(told: Told) -> Iterator[tuple[Figure, Figure]]:
    """Yield the rates that the text prints, as "($1 = 0.80 pounds)"."""
    for line in told.lines:
        for _, (one, other) in line.found(_RATE):
            if one.low == 1.0 and other.low and _currency(one) != _currency(other):
                yield one, other


def _money(line: Line, one: Figure, other: Figure, rates: list[tuple[Figure, Figure]]) -> Iterator[Miscount]:
    """Compare two sums of money at the one rate that is printed for their currencies."""
    fitting = [r for r in rates if {_currency(r[0]), _currency(r[1])} == {_currency(one), _currency(other)}]
    if len(fitting) != 1 or "money" not in {one.kind, other.kind} or not value(one):
        return
    unit, worth = fitting[0]
    rate = value(worth) if _currency(one) == _currency(unit) else 1 / value(worth)
    has, wanted = room(one, line.told), room(other, line.told)
    expected = Room(has.low * rate * (1 - _SURE), has.high * rate * (1 + _SURE))
    if not expected.meets(wanted):
        yield _miscount(line.told, one, other, shown(value(one) * rate))


def _priced(line: Line, one: Figure, other: Figure, rates: list[tuple[Figure, Figure]]) -> Iterator[Miscount]:
    """Compare two sums of money with all that a dollar was ever worth in both currencies since the euro came."""
    worths = [_worth(_currency(each) or "") if _is_sure(each) else None for each in (one, other)]
    if rates or {one.kind, other.kind} != {"money"} or not value(one) or not value(other):
        return
    if worths[0] is None or worths[1] is None or _currency(one) == _currency(other) or one.per != other.per:
        return
    by = value(other) / value(one)
    low, high = worths[1].low / worths[0].high / _NEVER, worths[1].high / worths[0].low * _NEVER
    if not low <= by <= high:
        ends = value(one) * worths[1].low / worths[0].high, value(one) * worths[1].high / worths[0].low
        yield _miscount(line.told, one, other, " to ".join(map(shown, ends)))


def _is_sure(figure: Figure) -> bool:
    """Tell whether it is certain which currency a sum is in: not of "30,000 pounds", which may be Egyptian, or a weight."""
    return figure.family is None or figure.unit in {"$", "krone", "krona"}


def _worth(currency: str) -> Room | None:
    """Return between what a dollar has been in a currency."""
    ends = _worths().get(currency)
    return Room(*ends) if ends else None


@cache
def _worths() -> dict[str, tuple[float, float]]:
    return {code: (low, high) for code, (low, high) in read_lexicon("worths")["worths"].items()}


def _at_rate(line: Line, one: Figure, other: Figure) -> Iterator[Miscount]:
    """Compare two sums at the one rate that their sentence names, in whichever of its two ways fits."""
    named = [figures[0] for _, figures in line.found(_AT_RATE)]
    if len(named) != 1 or not named[0].low or named[0].low != named[0].high or not value(one):
        return
    if {one.kind, other.kind} != {"money"} or _currency(one) == _currency(other):
        return
    has, wanted = room(one, line.told), room(other, line.told)
    ways = [Room(has.low * by * (1 - _SURE), has.high * by * (1 + _SURE)) for by in (named[0].low, 1 / named[0].low)]
    if not any(way.meets(wanted) for way in ways):
        nearest = min(
            (value(one) * named[0].low, value(one) / named[0].low), key=lambda each: abs(log(each / value(other)))
        )
        yield _miscount(line.told, one, other, shown(nearest))


def _scaled(line: Line, one: Figure, other: Figure) -> Iterator[Miscount]:
    """Compare a number with itself in other words: "Rs 45 lakh (Rs 450,000)", "45 lakh (450,000) saplings"."""
    words = [line.told.words(each) for each in (one, other)]
    is_said_again = [bool(_LOCAL_SCALE.search(each)) for each in words]
    is_one = one.kind == other.kind == "money" and one.unit == other.unit
    is_one = is_one or (one.kind == other.kind == "count" and None in {one.unit, other.unit})
    if is_one and is_said_again.count(True) == 1:
        has, wanted = room(one, line.told), room(other, line.told)
        if value(one) and not Room(has.low * (1 - _SURE), has.high * (1 + _SURE)).meets(wanted):
            yield _miscount(line.told, one, other, shown(value(one)))


def _currency(figure: Figure) -> str | None:
    """Return a currency; pounds beside dollars are money, whatever they were read as."""
    return "GBP" if figure.unit == "[lb_av]" else "$" if figure.unit == "USD" else figure.unit


def _miscount(told: Told, one: Figure, other: Figure, expected: str) -> Miscount:
    printed = told.words(other)
    says = f"“{told.words(one)}” is about {expected} in the unit in brackets, where “{printed}” is printed."
    return Miscount(RULE, (told.term(one), told.term(other)), expected, printed, says)
