"""The rest of a whole, told sentences after it: what its other parts leave, or nothing that was said makes it.

A rest is explained by any whole and parts before it that leave it. Only one that nothing explains is held against the
nearest whole of which what stands between can be parts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations

from claims.model import Figure
from claims.tracking.sums.told import F, Line, Miscount, Term, Told, is_point, shown, value
from claims.tracking.sums.wholes import RULE, noun_of

SHARES = "shares"
_REMAINING = re.compile(
    r"(?<!\b[Oo]f\s)\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]ll)\s(?:remaining|other|rest)|[Rr]emaining|[Tt]he\s(?:last|final))\s$"
)
_THE_REST = re.compile(
    r"(?<!\b[Oo]f\s)\b(?:[Tt]he|[Aa])\s(?:rest|remainder|balance)(?:\s(?:of\s(?:the|them|these)(?:\s[a-z]+)?))?"
    r"(?:\sof\s|,\s(?:or\s)?|\s\(|\s?[-–—:]\s?|\s(?:is|are|was|were|came\sto|amount(?:s|ed)\sto)\s)$"
)
_LEAVES = re.compile(r"\b(?:leav(?:e|es|ing)|left)\s(?:it\s(?:with\s)?|them\s(?:with\s)?|just\s|only\s|behind\s)*$")
_OTHERS_HAD = re.compile(
    r"\b[Tt]he\s(?:other|remaining)\s(?:[a-z]+\s){1,2}(?:shared?|took|won|got|have|had|polled|split|received|accounted|made|account|make)\s(?:up\s|for\s|between\sthem\s|out\s)?(?:the\s(?:other|remaining|rest)\s)?$"
)
_OPEN = re.compile(
    r"\b(?:at\sleast|more\sthan|up\sto|several|both|either|neither|mostly|mainly|overlap\w*|respectively|as\swell\sas|dozens|hundreds|unknown"
    r"|except|excluding|joined|born|added|arrived\slater|took\son|hired)\b",
    re.IGNORECASE,
)
"""Words by which parts overlap, are not told one by one, or the whole changes between them."""

_SHARES_OPEN = re.compile(
    r"\b(?:up\sfrom|down\sfrom|compared|than|respectively|among|of\sthose|turnout|both|also|several|at\sleast|more\sthan|rose|fell|grew|increase\w*|points?|previous\w*|last\syear['’]s|another\s(?:quarter|third|half|fifth|tenth)|roughly|nearly|almost|about)\b"
)
_ONE_MORE = re.compile(r"(?:^|[,;:]\s|\band\s|\bwhile\s)(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Hh]is|[Hh]er)\s[a-z]")
"""Somebody who is told of without a number, and may be a part: "a driver died and the other three were hurt"."""

_OF_PART = re.compile(r"(?<!^)(?<!^ )\b(?:of\s(?:whom|which|them|these|those|the)|including|among)\b")
_PARTED = re.compile(r"[^.;,]*[:,]\s(?:one|two|three|[a-z]+een|[a-z]+ty|\d)")
"""What says that a part has parts of its own."""

_PART_OF = re.compile(r"^\s(?:out\s)?of\s[^.;,]{0,30}$")
_NOT_YET = re.compile(
    r"\s(?:who|that|which|are|were|is|was|have|had|did|do)\b[^.;\ue000-\uf8ff]{0,30}?\b(?:still|not|never|fail\w*|left|yet|remain\w*|unsold|waiting|refus\w+|behind)\b|\s(?:failed|refused|stayed|remain(?:ed)?)\b"
)
_OF_WHAT = re.compile(r"\sof\s(?:the\s|all\s|its\s)?([a-z]+(?:\s[a-z]+)?)")
_PLACES = re.compile(r"\bin\s([A-Z]\w+)")
_WHO = re.compile(r"\s(?:who|whom|that|which)\b")
_A_PART = re.compile(
    rf"\b[Oo]f\s(?:the|its|their|his|her|these|those|all)\s(?:[a-z]+\s)?{F}[^\ue000-\uf8ff.;:]{{0,60}},\s{F}|{F}(?:\s[a-z]+)?\sof\s(?:the|its|their|his|her|these|those)\s(?:[a-z]+\s)?{F}"
)
_DIGITS = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w.])")
_RESTATED = re.compile(r"\s\($")
_FAR, _NEAREST = 2000, 40
_BACK = 3  # sentences before a rest in which its whole may stand
_MOST_PARTS, _POOL = 5, 12
_LEAST, _TOO_MUCH = 0.6, 1.6  # of a whole: parts that make less or more are not its parts
_EACH_ROUNDED = 0.5


def find(told: Told) -> Iterator[Miscount]:
    """Yield rests that are not what the other parts leave."""
    for line in told.lines:
        for figure in line.figures:
            if is_rest(line, figure) and is_point(figure) and value(figure) > 0:
                yield from _share_left(line, figure) if figure.unit == "%" else _left(line, figure)


def is_rest(line: Line, figure: Figure) -> bool:
    """Tell whether a figure is said to be what is left: "the remaining 84", "the rest, 12%,"."""
    before = line.around(figure)[0]
    return bool(
        _REMAINING.search(before)
        or _THE_REST.search(before)
        or _OTHERS_HAD.search(before)
        or (_has_part(line) and _is_complement(line, figure))
        or (figure.kind != "percent" and _LEAVES.search(before) and _has_part(line))
    )


def _is_complement(line: Line, figure: Figure) -> bool:
    """Tell whether a sentence opens with those that a part of the sentence before left: "The 22 who failed"."""
    before, behind = line.around(figure)
    is_first = re.fullmatch(r"[\"“]?(?:The\s)?", before) and line.figures[0] is figure
    return bool(is_first and line.previous and _A_PART.search(line.previous.signed) and _NOT_YET.match(behind))


def _has_part(line: Line) -> bool:
    """Tell whether a part of a whole was just told, of which something is left: "45 of its 120 branches. That leaves 75"."""
    return any(_A_PART.search(each.signed) for each in line.near(1))


def _left(line: Line, rest: Figure) -> Iterator[Miscount]:
    """Hold a number of people or things, or a sum, against the whole that was told before it."""
    pool = [f for each in line.near(_BACK) for f in each.figures if f.end <= rest.start and _is_kin(f, rest)][-_POOL:]
    if rest.kind not in {"people", "count", "money"} or not all(map(is_point, pool)) or _is_explained(line, rest, pool):
        return
    windows = ((f, _parts_of(line.told, pool, i)) for i, f in enumerate(pool))
    window = next(((f, parts) for f, parts in windows if _is_whole(f, [*parts, rest])), None)
    if window is None:
        return
    whole, parts = window
    if noun_of(rest) not in {"", noun_of(whole)} and _WHO.match(line.around(rest)[1]):
        return
    if not parts or len(parts) > _MOST_PARTS:
        return
    between = line.told.text[whole.end : line.span.end]
    off = abs(value(whole) - sum(map(value, [*parts, rest])))
    is_of_one = whole.kind != "money" and off <= 2 and _ONE_MORE.search(between)
    if not _OPEN.search(between) and not is_of_one:
        yield _miscount(line.told, whole, [*parts, rest])


def _parts_of(told: Told, pool: Sequence[Figure], at: int) -> list[Figure]:
    """Return what can be parts of a number: those behind it, and "eight of the 20" before it."""
    is_before = at and _PART_OF.search(told.text[pool[at - 1].end : pool[at].start])
    return [*pool[at - 1 : at], *pool[at + 1 :]] if is_before else list(pool[at + 1 :])


def _is_kin(figure: Figure, rest: Figure) -> bool:
    """Tell whether a figure can be of one whole with a rest: of its noun, of none, or people as it counts people."""
    if rest.kind == "money":
        return figure.kind == "money" and figure.unit == rest.unit and not figure.per
    if figure.kind not in {"people", "count"} or figure.unit == "times":
        return False
    return figure.unit is None or rest.unit is None or figure.unit == rest.unit


def _is_whole(figure: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a figure can be the whole of what stands behind it: more than each, and near their sum."""
    total = sum(map(value, parts))
    names = {noun_of(part) for part in parts} - {""}
    is_named = figure.kind == "money" or (noun_of(figure) != "" and names <= {noun_of(figure)})
    is_of_people = figure.kind == "people" and all(part.kind == "people" or not noun_of(part) for part in parts)
    is_size = _LEAST * value(figure) < total < _TOO_MUCH * value(figure) and value(figure) > max(map(value, parts))
    return (is_named or is_of_people) and is_size


def _is_explained(line: Line, rest: Figure, pool: Sequence[Figure]) -> bool:
    """Tell whether some number that stands before leaves the rest when some others are taken from it."""
    title = [value(f) for f in line.told.title_figures if is_point(f) and _is_kin(f, rest)]
    before = _figures_before(line.told, rest)
    wholes = [*title, *(value(f) for f in before if is_point(f) and f not in pool), *_unread(line.told, rest, before)]
    slack = 0.02 * value(rest) if rest.kind == "money" else 0.0
    if any(_leaves(whole, pool, rest, slack) for whole in wholes):
        return True
    told, values = line.told.text, [value(f) for f in pool]
    if any(_leaves(sum(values[:i]), pool[i:], rest, slack) for i in range(2, len(pool))):
        return True  # "85 shops here and 20 abroad; it will shut 30 of them and sell the other 75"
    return any(
        _leaves(value(whole), [*pool[:i], *pool[i + 1 :]], rest, slack)
        for i, whole in enumerate(pool)
        if _is_top(pool, i)
        or _OF_PART.search(told[whole.end : rest.start])
        or _PARTED.match(told[whole.end : rest.start])
    )


def _is_top(pool: Sequence[Figure], at: int) -> bool:
    """Tell whether no number before another is as large, so that it is no part of one."""
    return all(value(f) < value(pool[at]) for f in pool[:at])


def _figures_before(told: Told, rest: Figure) -> Sequence[Figure]:
    """Return the figures of the text before a rest, as far back as its whole may be told."""
    at = bisect_left(told.figures, rest.start, key=lambda figure: figure.start)
    return [f for f in told.figures[max(0, at - _NEAREST) : at] if f.start >= rest.start - _FAR]


def _unread(told: Told, rest: Figure, figures: Sequence[Figure]) -> list[float]:
    """Return the numbers before a rest that are no figures: the 57 of "57 Republican and 92 Democratic delegates"."""
    found = _DIGITS.finditer(told.text, max(0, rest.start - _FAR), rest.start)
    return [
        float(each.group().replace(",", ""))
        for each in found
        if not any(f.start <= each.start() < f.end for f in figures)
    ]


def _leaves(whole: float, parts: Sequence[Figure], rest: Figure, slack: float) -> bool:
    """Tell whether a whole less some of the parts is the rest."""
    few = [value(part) for part in parts]
    sums = (sum(each) for size in range(_MOST_PARTS + 1) for each in combinations(few, size))
    return any(abs(whole - taken - value(rest)) <= slack for taken in sums if taken < whole)


def _share_left(line: Line, rest: Figure) -> Iterator[Miscount]:
    """Hold "The rest, 12%," against the shares of the sentences before it and of its own."""
    lines = [each for each in line.near(_BACK) if each is line or any(f.unit == "%" for f in each.figures)]
    shares = [f for each in lines for f in each.figures if f.unit == "%" and f is not rest]
    parts = [f for f in shares if f.end <= rest.start]
    text = " ".join(each.text for each in lines)
    if any(_RESTATED.search(each.around(f)[0]) for each in lines for f in each.figures if f in parts):
        return
    if (
        not parts
        or (len(parts) < 2 and (len(lines) > 2 or rest.modifier != "exact"))
        or len(shares) != len(parts)
        or not all(f.low == f.high and f.low for f in parts)
    ):
        return
    objects = [
        match[1] for each in lines for f in each.figures if f in parts and (match := _OF_WHAT.match(each.around(f)[1]))
    ]
    if len(set(_PLACES.findall(text))) > 1 or len(set(objects)) > 1:
        return
    numbers = [value(f) for f in parts]
    sums = [*(sum(numbers[at:]) for at in range(len(numbers))), *numbers]
    slack = _EACH_ROUNDED * (len(parts) + 1) + 0.5 + sum(f.modifier != "exact" for f in parts)
    is_explained = any(abs(total + value(rest) - 100) <= slack for total in sums)
    total = sum(numbers) + value(rest)
    if not is_explained and 100 * _LEAST < total < 100 * _TOO_MUCH and not _SHARES_OPEN.search(text):
        named = ", ".join(f"“{line.told.words(f)}”" for f in [*parts, rest])
        says = f"{named} of one whole make {shown(total)}%, not 100%."
        terms = tuple(map(line.told.term, [*parts, rest]))
        yield Miscount(SHARES, terms, "100%", f"{shown(total)}%", says)


def _miscount(told: Told, whole: Figure, parts: Sequence[Figure]) -> Miscount:
    total = shown(sum(map(value, parts)))
    named = ", ".join(f"“{told.words(part)}”" for part in parts[:-1]) + f" and “{told.words(parts[-1])}”"
    says = f"{named} make {total}, where the whole is “{told.words(whole)}”."
    terms: tuple[Term, ...] = (told.term(whole), *map(told.term, parts))
    return Miscount(RULE, terms, total, told.words(whole), says)
