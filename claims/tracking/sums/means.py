"""Averages told sentences apart from what they are of: a total and its number of pieces or days, wherever these stand.

A mean is explained by any total and any number near it that make it. One that nothing explains is held against the only
total and the only number that it can be of.
"""

import re
from collections.abc import Iterator, Sequence

from claims.model import Figure
from claims.text.lexicon import singular_of
from claims.tracking.rounding import Room
from claims.tracking.sums.told import Line, Miscount, Told, is_point, room, shown, value
from claims.tracking.sums.wholes import noun_of

RULE = "average_total"

_MEAN_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he)\s(?:[a-z]+\s)?(?:average|mean)(?:\s(?!of\b)[a-z]+){0,3}\s(?:of|is|was|at|came\sto|comes\sto|stood\sat|stands\sat)\s(?:about\s|just\s|roughly\s|some\s|around\s|only\s)?$"
    r"|\b(?:averag(?:ed|es|ing)|(?:works?|worked|working)\sout\sat|(?:equal|amount|add|come|equat|translat)\w*\s(?:up\s)?to|equivalent\sto|mean(?:s|ing)|which\s(?:is|was|makes|made|gives|gave)|[Tt]hat\s(?:is|was|makes|made|gives|gave))\s(?:an?\s(?:average|mean)\s(?:of\s)?)?(?:about\s|just\s|roughly\s|some\s|around\s|only\s)?$"
    r"|\b[Oo]n\saverage,?\s(?:[a-z]+\s){0,5}$|,\s(?:or|making|giving)\s(?:about\s|just\s|roughly\s|some\s|around\s|an\saverage\sof\s)?$"
    r"|\b(?:[Ee]ach|[Ee]very|[Ee]verybody|[Ee]veryone)\s(?:(?:of\s[a-z]+\s)?[a-z]+\s){1,3}(?:an?\saverage\sof\s|on\saverage\s)$"
)
_MEAN_BEHIND = re.compile(
    r"^(?:\s(?:a|an|per|each|every)\s[a-z]+|\seach)?,?\s(?:on\saverage|was\sthe\saverage|the\saverage|is\sthe\saverage)\b"
)
_PER_BEHIND = re.compile(
    r"^\s(?:a|an|per|for\s(?:each|every)|each|every)\s(?:[a-z]+\s)?([a-z]+)\b|^\s(each|apiece|a\shead)\b"
)
_WEIGHED = re.compile(
    r"\b(?:median|typical\w*|normal\w*|usual\w*|open\s(?:day|week)|previous|last\syear['’]s|peak|record|busiest|quietest|worst|best|weekday|weekend"
    r"|at\sleast|more\sthan|up\sto|almost|nearly|less\sthan|fewer\sthan|minimum|as\smany\sas|excluding|except|before\s(?:tax|costs|fees)|after\s(?:tax|costs|fees|expenses)"
    r"|national\saverage|(?:above|below|against)\sthe\saverage|long-term|adjusted|rest\sof|remaining|another|plus|extra|more|further|also)\b",
    re.IGNORECASE,
)
"""What is no plain mean of all, or leaves the total and the number open."""

_SO = re.compile(
    r"\b(?:so|which|[Tt]hat|making|giving|meaning|(?:works?|worked|working)\sout|(?:come|came|amount|equal)\w*\s(?:up\s)?to|equivalent)\b[^.;]*$|,\sor\s[^.;]*$"
)
"""What says that a mean follows from what was told just before."""

_ELSEWHEN = re.compile(
    r"\b(?:from|than|against|compared\s(?:with|to)|above|below|over|beat\w*)\s(?:an?|the|its|their)\s(?:[a-z-]+\s){0,2}(?:average|mean)\b[^.;]{0,30}$"
)
_OF_BEFORE = re.compile(r"\b(?:from|than|against|compared\s(?:with|to)|below|above|vs\.?)\s(?:the\s|some\s|about\s)?$")
"""What stands before a number of another time."""

_OF_SOME = re.compile(r"\s(?:at|from|who|whom|with|on|in\s[A-Z])\b")
_UNITS = {"day": "d", "week": "wk", "month": "mo", "year": "a", "hour": "h", "minute": "min", "night": "d"}
_IN_YEAR = {"d": (365.0, 366.0), "wk": (52.0, 52.2), "mo": (12.0, 12.0)}
_BACK, _AHEAD = 3, 1
_FAR = 12.0  # beyond, the total is of something else
_SLACK = 0.03


def find(told: Told) -> Iterator[Miscount]:
    """Yield means that no total near them makes."""
    for line in told.lines:
        for figure in line.figures:
            if _is_mean(line, figure):
                yield from _held(line, figure)


def _is_mean(line: Line, figure: Figure) -> bool:
    """Tell whether a figure is said to be the average of what is told near it."""
    if figure.kind not in {"money", "count", "people", "measure"} or figure.low is None or figure.low != figure.high:
        return False
    if figure.modifier not in {"exact", "about"} or value(figure) <= 0:
        return False
    before, behind = line.around(figure)
    if _ELSEWHEN.search(before) or _OF_SOME.match(_PER_BEHIND.sub("", behind, count=1)):
        return False
    return bool(_MEAN_BEFORE.search(before) or _MEAN_BEHIND.match(behind))


def _held(line: Line, mean: Figure) -> Iterator[Miscount]:
    """Compare a mean with the one total and the one number of its sentences."""
    lines = line.near(_BACK, _AHEAD)
    figures = [f for each in lines for f in each.figures if f is not mean]
    named = _per(line, mean)
    totals = [f for f in figures if _is_total(f, mean)]
    numbers = [f for f in figures if f not in totals and _is_number(f, mean, named)]
    if named is None and not _SO.search(line.around(mean)[0]):
        return
    if _is_explained(line.told, mean, [*figures, *line.told.title_figures]):
        return
    counts, near = {value(f) for f in numbers}, _near(line, totals)
    if len(counts) != 1 or near is None or _WEIGHED.search(_between(line, [mean, near, *numbers[:1]])):
        return
    if all(map(is_point, (near, numbers[-1]))) and 1 / _FAR < value(mean) * value(numbers[-1]) / value(near) < _FAR:
        yield _miscount(line.told, numbers[-1], mean, near)


def _between(line: Line, figures: Sequence[Figure]) -> str:
    """Return the sentences from the first to the last of some figures."""
    start, end = min(f.start for f in figures), max(f.end for f in figures)
    lines = [each for each in line.near(_BACK, _AHEAD) if each.span.end > start and each.span.start < end]
    return " ".join(each.text for each in lines)


def _per(line: Line, mean: Figure) -> str | None:
    """Return what a mean is of: "day" of "350 a day", "each"; None where it is of anything."""
    found = _PER_BEHIND.match(line.around(mean)[1])
    is_each = re.search(r"\b[Ee]ach\b(?:\sof\sthem)?\s(?:[a-z]+\s){1,3}(?:an\saverage\sof\s)?$", line.around(mean)[0])
    named = mean.per or ("each" if is_each else None) or (found and (found[1] or "each")) or None
    return singular_of(named.lower()) if named else None


def _is_total(figure: Figure, mean: Figure) -> bool:
    """Tell whether a figure can be the whole of a mean: more of the same unit."""
    if figure.low is None or figure.low != figure.high or figure.low <= value(mean) or figure.per:
        return False
    if mean.unit is None:
        return figure.kind in {"count", "people"}
    is_bare = figure.unit is None and figure.kind == mean.kind == "count"
    return figure.kind == mean.kind and (figure.unit == mean.unit or is_bare)


def _is_number(figure: Figure, mean: Figure, named: str | None) -> bool:
    """Tell whether a figure can be how many there are: days of "a day", the noun of "a house", people or things of "each"."""
    if (
        figure.low is None
        or figure.low != figure.high
        or figure.low <= 1
        or figure.per
        or figure.low != int(figure.low)
    ):
        return False
    if named in _UNITS:
        is_noun = noun_of(figure) == named or (
            figure.kind == "duration" and named == "night" and figure.unit == "night"
        )
        return is_noun or (figure.kind == "duration" and figure.unit == _UNITS[named])
    if figure.kind not in {"people", "count"} or figure.unit in {None, "times"} or figure.unit == mean.unit:
        return False
    return named in {None, "each", "apiece", "head", "person"} or noun_of(figure) == named


def _near(line: Line, totals: Sequence[Figure]) -> Figure | None:
    """Return the total of a mean: the only one of its sentence, or of the nearest sentence that has any."""
    for each in (line, *reversed(line.near(_BACK)[:-1])):
        here = [f for f in totals if f in each.figures and not _OF_BEFORE.search(each.around(f)[0])]
        if here:
            return here[0] if len({value(f) for f in here}) == 1 else None
    return None


def _is_explained(told: Told, mean: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether any two figures make the mean, or one of them does over the days of a year."""
    sized = [f for f in figures if f.low is not None and f.high is not None and f.low > 0]
    printed = _wide(mean, told)
    for total in sized:
        whole = room(total, told) if total not in told.title_figures else Room(value(total), value(total))
        others = [Room(f.low or 1.0, f.high or 1.0) for f in sized if f is not total]
        spans = [Room(*_IN_YEAR[unit]) for unit in _IN_YEAR]
        if any(Room(whole.low / by.high, whole.high / by.low).meets(printed) for by in (*others, *spans)):
            return True
    return False


def _wide(mean: Figure, told: Told) -> Room:
    """Return what a mean leaves room for, with what rounding by ear adds."""
    printed, slack = room(mean, told), _SLACK * value(mean)
    return Room(printed.low - slack, printed.high + slack)


def _miscount(told: Told, number: Figure, mean: Figure, total: Figure) -> Miscount:
    expected = shown(value(total) / value(number))
    says = f"“{told.words(total)}” over “{told.words(number)}” is {expected}, where “{told.words(mean)}” is printed."
    terms = (told.term(number), told.term(mean), told.term(total))
    return Miscount(RULE, terms, expected, told.words(mean), says)
