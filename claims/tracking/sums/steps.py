"""Changes and their two ends, told apart in a sentence or over two: by what says that a number is the base of another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from math import floor, log10
from typing import NamedTuple

from claims.model import Figure, Span
from claims.tracking.sums.told import F, Line, Told, is_point, value

_UP = r"(?P<up>rise|increase|gain|jump|growth|hike|surge|climb|advance|leap|improvement|addition|move|step|change|difference)"
_DOWN = r"(?P<down>fall|drop|decline|decrease|cut|reduction|loss|slump|slide|dip|plunge)"
_NEAR = r"(?:just\s|only\s|almost\s|nearly\s|about\s|around\s|some\s|exactly\s)?"
_NAMED = re.compile(
    rf"(?:\b(?:an?|the|this|that)\s(?:[a-z-]+\s)?(?:{_UP}|{_DOWN})\sof\s(?:an?\s)?{_NEAR}(?P<behind>{F}))"
    rf"|(?:\b(?:an?|the|this|that)\s{_NEAR}(?P<front>{F})\s(?:{_UP.replace('up>', 'up2>')}|{_DOWN.replace('down>', 'down2>')}))"
    rf"|(?:(?P<than>{F})\s(?:(?P<up3>higher|more|above|up)|(?P<down3>lower|less|fewer|below|down))\b)",
    re.IGNORECASE,
)
"""A change by its noun, or by how much one thing is more than another."""

_BASE = re.compile(
    r"\b(?:from|compared (?:with|to)|against|than|above|below|on(?=\sthe)|instead of|(?:than|from|on) [^.;]{0,25}?\b(?:when|where)(?:\s(?:it|they|there|he|she)\s[a-z]+(?:\sat)?)?)\s"
    r"(?:the\s|just\s|only\s|an average of\s|about\s|some\s)?$"
)
_WHEN = re.compile(r"[\ue000-\uf8ff][^\ue000-\uf8ff.;]{0,40}?\b(?:in|at the end of|back in)\s((?:18|19|20)\d\d)\b")
_NOW = re.compile(r"[\ue000-\uf8ff][^\ue000-\uf8ff.;,]{0,25}?\b(?:today|now|at present)\b|\b(?:now|today)\b[^\ue000-\uf8ff.;,]{0,25}[\ue000-\uf8ff]")  # fmt: skip
_YEARLY = re.compile(
    r"\b(?:over|in|during) (?:the )?(?:past|last) (?:year|12 months|twelve months)\b|\bin a year\b|\b(?:on|than|from) a year (?:earlier|ago|before)\b|\byear[- ]on[- ]year\b",
    re.IGNORECASE,
)
_A_YEAR_AGO = re.compile(
    r"\b(?:(?:a|one) year|12 months|twelve months) (?:ago|earlier|before)\b|\bthe (?:year before|previous year)\b",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(r"\b(?:total|overall|as a whole|in all|including|instead|but|although)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|at|on)\s((?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z]\w+)"
)
_BEFORE_NOW = re.compile(r"\b(?:ago|before|earlier|previous|last|(?:19|20)\d\d)\b")
_WENT = re.compile(
    rf"\b(?:from\s(?P<a>{F})[^\ue000-\uf8ff.;:]{{0,40}}?\sto\s(?P<b>{F})|to\s(?P<b2>{F})[^\ue000-\uf8ff.;:]{{0,40}}?,?\s(?:up\s|down\s)?from\s(?P<a2>{F}))"
)
_MONTHS_ON = re.compile(r"\b(?:expected|forecast)\b")
_HOPED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|hop(?:e|ed|ing)|plan\w*|target\w*|want\w*|propos\w+|call\w*\sfor|demand\w*|estimate\w*)\b[^.]*$"
)
_GOES_ON = re.compile(
    r"^(?:That|This|It|The\s[\ue000-\uf8ff]\s[a-z]+|The\s(?:rise|increase|gain|jump|growth|fall|drop|decline|cut|reduction|loss|change|step|hike|difference))\b"
)


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Step(NamedTuple):
    """A change, which way it goes, and what it is said to be between."""

    way: str
    change: Figure
    base: Figure
    end: Figure


def ends_of(line: Line, without: Figure | None = None) -> tuple[Figure, Figure] | None:
    """Return the base and the end of a sentence: its only two numbers of one unit of which one is told to be the base."""
    told = line.told
    levels = [f for f in line.figures if f is not without and f.kind not in {"duration", "age"} and f.unit != "times"]
    lengths = [f for f in line.figures if f is not without and f.kind == "duration"]
    levels = lengths if not levels and len(lengths) == 2 else levels
    if len(levels) == 1:
        return ends_in_range(levels[0], told)
    if len(levels) != 2 or not _is_one_unit(*levels) or not all(map(_is_value, levels)):
        return None
    if went := _WENT.search(line.signed):
        pair = line.figure(went["a"] or went["a2"]), line.figure(went["b"] or went["b2"])
        return pair if set(map(id, pair)) == set(map(id, levels)) else None
    bases = [f for f in levels if _BASE.search(told.text[max(line.span.start, f.start - 40) : f.start])]
    if len(bases) == 1:
        return bases[0], levels[0] if levels[1] is bases[0] else levels[1]
    return _by_year(line, levels)


def _is_one_unit(one: Figure, other: Figure) -> bool:
    """Tell whether two numbers are of one unit; a bare count is of the noun of the other: "400 families ..., 310 in 2017"."""
    kinds = {one.kind, other.kind}
    return one.unit == other.unit or (kinds <= {"count", "people"} and None in {one.unit, other.unit})


def _is_value(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high and figure.modifier in {"exact", "about"}


def _by_year(line: Line, levels: list[Figure]) -> tuple[Figure, Figure] | None:
    """Return two numbers in the order of their years: "had 1,200 inhabitants in 1990 and has 600 today"."""
    first, second = (line.signed.index(chr(0xE000 + line.figures.index(f))) for f in levels)
    pieces = line.signed[:second], line.signed[second:]
    when, now = _WHEN.search(pieces[0], first), _NOW.search(pieces[1])
    later = _WHEN.match(pieces[1])
    if when and (now or (later and int(later[1]) > int(when[1]))):
        return levels[0], levels[1]
    return None


def named_steps(line: Line) -> Iterator[Step]:
    """Yield changes that a noun names, in the sentence of their ends or behind it: "That is an increase of 25 percent"."""
    found = list(_NAMED.finditer(line.signed))
    if len(found) != 1:
        return
    match = found[0]
    change = line.figure(match["behind"] or match["front"] or match["than"])
    way = "up" if match["up"] or match["up2"] or match["up3"] else "down"
    ends = ends_of(line, change)
    goes_on = _GOES_ON.match(line.signed) or (
        match["front"] and match[0].lower().startswith(("the ", "that ", "this "))
    )
    if ends is None and goes_on and line.previous and not _MONTHS_ON.search(line.previous.text):
        ends = ends_of(line.previous) or _with_level(line, change)
    if match["than"] and ends and not _is_than(line, match.end(), ends[0]):
        return
    if ends and is_point(change) and not _HOPED.search(re.split(r"[;:]|\bbut\b", line.signed[: match.start()])[-1]):
        yield Step(way, change, *ends)


def ends_in_range(figure: Figure, told: Told) -> tuple[Figure, Figure] | None:
    """Return both ends of a range "48 euros to 56 euros" that was read as one figure, in the order of print."""
    cut = re.search(r"\sto\s", told.words(figure))
    if not cut or figure.modifier != "between" or not figure.low or not figure.high:
        return None
    first = _DIGITS.search(told.words(figure))
    low, high = _leading(figure.low), _leading(figure.high)
    if not first or low == high:
        return None
    is_rising = _leading(float(first.group().rstrip(",").replace(",", ""))) == low
    values = (figure.low, figure.high) if is_rising else (figure.high, figure.low)
    spans = Span(figure.start, figure.start + cut.start()), Span(figure.start + cut.end(), figure.end)
    one, other = (
        replace(figure, start=span.start, end=span.end, number=span, low=each, high=each, modifier="exact")
        for each, span in zip(values, spans, strict=True)
    )
    return one, other


def _leading(number: float) -> float:
    """Return a number's digits without its scale."""
    return round(number / 10 ** floor(log10(number)), 9) if number > 0 else number


def _is_than(line: Line, start: int, base: Figure) -> bool:
    """Tell whether a base is what something is more than, and not told of in a clause of its own."""
    if base not in line.figures:
        return True
    at = line.signed.index(chr(0xE000 + line.figures.index(base)))
    return at < start or not re.search(r"\b(?:and|but|or)\b", line.signed[start:at])


def _with_level(line: Line, change: Figure) -> tuple[Figure, Figure] | None:
    """Return the one level of the sentence before, and the base here: "That was 1.5 points higher than the 6.9 per cent"."""
    here = [f for f in line.figures if f is not change and f.kind != "duration"]
    before = [f for f in line.previous.figures if here and f.unit == here[0].unit] if line.previous else []
    if len(here) != 1 or len(before) != 1 or here[0].unit != before[0].unit:
        return None
    is_base = _BASE.search(line.told.text[max(line.span.start, here[0].start - 40) : here[0].start])
    return (here[0], before[0]) if is_base and is_point(here[0]) and is_point(before[0]) else None


def folds(line: Line) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield "has tripled in five years. It counted 96 animals, against 31 in 2014" as fold, base and end."""
    told = [f for f in line.figures if f.unit == "times" and is_point(f)]
    after = line.after
    here = ends_of(line, told[0]) if len(told) == 1 else None
    if here and _BEFORE_NOW.search(line.text):
        yield told[0], *here
        return
    if len(told) != 1 or after is None or any(f.unit == "times" for f in after.figures):
        return
    others = [f for f in line.figures if f is not told[0] and f.kind != "duration"]
    ends = ends_of(after) if _BEFORE_NOW.search(after.text) else None
    if ends and not others and ends[0].kind in {"count", "people", "money", "measure"}:
        yield told[0], *ends


def next_ends(line: Line) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield "rose by 15 per cent over the past year. A home costs £230,000, compared with £180,000 twelve months ago"."""
    changes = [f for f in line.figures if f.unit == "%" and f.change in {"up", "down"} and is_point(f)]
    after = line.after
    if after is None or len(changes) != 1 or any(f.kind != "duration" for f in line.figures if f is not changes[0]):
        return
    is_plain = not any(f.unit in {"%", "times"} for f in after.figures) and not _OTHER_SUBJECT.search(after.text)
    ends = None if len(set(_PLACE.findall(after.text))) > 1 else ends_of(after)
    if is_plain and ends and _YEARLY.search(line.text) and _A_YEAR_AGO.search(after.text) and ends[0].kind != "percent":
        yield changes[0], *ends


def years_apart(told: Told, length: Figure | None, base: Figure) -> float | None:
    """Return how far a length of time is from what lies between the year behind a base and the day of print; None if unknown."""
    year = re.match(r"[^.;]{0,40}?\b(?:in|of)\s(?:the\s(?:winter|summer|spring|autumn|fall)\sof\s)?((?:19|20)\d\d)\b", told.text[base.end : base.end + 60])  # fmt: skip
    if length is None or year is None or told.on is None or not is_point(length) or length.unit != "a":
        return None
    return abs(told.on.year - int(year[1]) - value(length))
