"""How old a thing is said to be, against the year in which it began: anniversaries, and years "since"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from claims.model import DateSpan
from claims.tracking.sums.told import F, Line, Miscount, Term, Told, value

RULE = "duration_dates"

_ANNIVERSARY = re.compile(
    r"\b(?:its|their|the\s(?:\w+['’]s))\s(\d{1,3})(?:st|nd|rd|th)\s(?:wedding\s)?(?:birthday|anniversary)\b"
)
_OF_ELSE = re.compile(r"\s(?:(?:in|at)\s(?:the|an?|its|their)|as|since|of|under|with)\b")
_FOUNDED = re.compile(r"\b(?:founded|established|opened|created|set up|launched|married|first\s(?:appeared|published|held|staged|opened|aired|broadcast|printed)|incorporated|first lit|built|inaugurated|opened\s(?:its|their)\sdoors|(?:began|started)\s\w+ing)\s(?:(?!its\b|their\b)[a-z]+\s){0,3}(?:in|on)\s")  # fmt: skip
_FIRST = re.compile(
    r"\b(?:welcomed|admitted|received|carried|served|staged|held|hosted|published|printed|aired|broadcast|brewed|crushed|milled|ground|baked|poured|smelted|generated)"
    r"\s(?:its|their)\sfirst\s[a-z]+\sin\s"
)
"""What begins a house, and cannot be done twice for the first time."""

_OLDER = re.compile(r"\b(?:founded|established|earlier|before|older|roots|origins?|(?:re)?built|set up)\b")
_OF_YEAR = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)\s(?:birthday|anniversary)\sof\s(?:the|its|his|her|their)\s(?:[\w’'-]+\s){0,3}?((?:1[5-9]|20)\d\d)\b"
)
_CELEBRATES = re.compile(
    rf"\b(?:celebrat\w+|mark\w*|turn|turns|turned)\s(?:its\s|their\s)?{F}(?=[,.]|\s(?:in\s(?:(?:19|20)\d\d|[A-Z])|this|with|on\s[A-Z][a-z]+day)\b)"
)
_SINCE = re.compile(rf"\bfor\s(?:the past\s|the last\s)?{F},?\s(?:ever\s)?since\s((?:1[89]|20)\d\d)\b(?!\s?[-–])")
_YEARS_SINCE = re.compile(
    rf"\b(?:is|are|has been|have passed|marks?|marking|now)\s(?:now\s|just\s|already\s|exactly\s)?{F}(?:\shave\spassed)?\s(?:since|after)\sthe\s((?:1[5-9]|20)\d\d)\s[a-zA-Z]"
)
_SINCE_THEN = re.compile(
    rf"\b(?:marks?|marking|is|are|has been|have passed)\s(?:now\s|just\s|exactly\s)?{F}\ssince\s[^.;,]*\b(?:in|on)\s"
)
_BEGUN = re.compile(
    r"\b(?:took office|took over|came to power|was elected|was appointed|was founded|joined|became [^,;.]{2,40}?|moved [^,;.]{2,40}?|opened)\s(?:again\s)?in\s"
)
_BEEN_FOR = re.compile(
    rf"\b(?:has|have)\s(?:now\s|since\s)?(?:been|led|run|ruled|held|worked|lived|served|headed|governed)\b[^.;\ue000-\uf8ff]*\sfor\s(?:the past\s|the last\s)?{F}(?=[.,]|\s(?:now|and)\b|$)"
)
_IS_OLD = re.compile(rf"\b(?:is|are)\s(?:now\s|just\s|exactly\s)?{F}(?=\sold\b|[.,]|$)")
_MADE = re.compile(r"\b(?:built|planted|founded|opened|laid|launched|erected|established|completed)\sin\s$")
_AGO = re.compile(r"^,\s(?:exactly\s|just\s)?$")


def anniversaries_off(line: Line) -> Iterator[Miscount]:
    """Yield anniversaries and ages of things that their years make wrong."""
    yield from _anniversary(line)
    yield from _of_year(line)
    yield from _years(line)
    yield from _ago(line)
    yield from _ago_in(line)


def _ago(line: Line) -> Iterator[Miscount]:
    """Yield "closed in 1999, 30 years ago" in a year that is not 2029."""
    told = line.told
    for one, other in pairwise(told.dated(line.span.start, line.span.end)):
        words = told.text[other.start : other.end]
        ends = re.match(r"[.,;]|\s(?:and|but|this|last|next)\b|$", told.text[other.end : line.span.end])
        is_ago = ends and one.granularity == "year" and re.fullmatch(r"(?:exactly\s|just\s)?[\w-]+\syears\sago", words)
        if (
            not is_ago
            or not _AGO.match(told.text[one.end : other.start])
            or not one.first
            or not other.first
            or not told.on
        ):
            continue
        if abs(one.first.year - other.first.year) >= 2 and len(told.text[one.start : one.end]) == 4:
            yield _years_off(told, 0, (other.start, other.end), (one.start, one.end), told.on.year - one.first.year)


def _ago_in(line: Line) -> Iterator[Miscount]:
    """Yield "50 years ago, in 1978," in a year that is not 2028."""
    told = line.told
    for one, other in pairwise(told.dated(line.span.start, line.span.end)):
        is_ago = re.fullmatch(r"(?:exactly\s|just\s)?[\w-]+\syears\sago", told.text[one.start : one.end])
        is_year = other.granularity == "year" and re.fullmatch(r"\d{4}", told.text[other.start : other.end])
        if not (
            is_ago and is_year and told.text[one.end : other.start] == ", in " and one.first and other.first and told.on
        ):
            continue
        if abs(one.first.year - other.first.year) >= 2:
            years = told.on.year - other.first.year
            yield _years_off(told, 0, (one.start, one.end), (other.start, other.end), years)


def _anniversary(line: Line) -> Iterator[Miscount]:
    """Yield "founded in 1974, celebrates its 50th birthday", too early or too late."""
    told = line.told
    mark = _ANNIVERSARY.search(line.text)
    if (
        not mark
        or told.on is None
        or _OF_ELSE.match(line.text[mark.end() :])
        or re.search(r"\b(?:since|of (?:its|the|his|her)\b.*\b(?:in|at|by))\b", line.text[mark.end() : mark.end() + 20])
    ):
        return
    goes_on = line.before if re.match(r"(?:It|They)\s", line.text) else None
    found = [(each, day) for each in (goes_on, line, line.after) if each for day in _founded(each)]
    if len(found) != 1:
        return
    _, day = found[0]
    years = told.on.year - day.first.year if day.first else 0
    if abs(years - int(mark[1])) < 2 or re.search(
        r"\b(?:next|last|in \d{4}|20\d\d)\b", line.text.replace(told.text[day.start : day.end], "")
    ):
        return
    start = line.span.start + mark.start(1)
    printed = Term(start, line.span.start + mark.end(), told.text[start : line.span.start + mark.end()])
    words = told.text[day.start : day.end]
    says = f"From “{words}” to {told.on.year} are {years} years, where “{printed.words}” is printed."
    yield Miscount(RULE, (printed, Term(day.start, day.end, words)), f"{years}", printed.words, says)


def _of_year(line: Line) -> Iterator[Miscount]:
    """Yield "the 25th anniversary of the 1989 revolution" in a year that is not 2014."""
    told = line.told
    for mark in _OF_YEAR.finditer(line.text):
        years = told.on.year - int(mark[2]) if told.on else 0
        if (
            told.on
            and abs(years - int(mark[1])) >= 2
            and not re.search(r"\b(?:20|19)\d\d\b|\bin \w+ years\b", line.text.replace(mark[2], "", 1))
        ):
            yield _years_off(told, line.span.start, mark.span(1), mark.span(2), years)


def _years(line: Line) -> Iterator[Miscount]:
    """Yield "founded in 1990, celebrates 30 years" and "for 35 years, since 1990" that are not."""
    told = line.told
    if told.on is None:
        return
    for match, (length,) in line.found(_SINCE):
        years = told.on.year - int(match[2])
        if (
            length.kind == "duration"
            and length.unit == "a"
            and length.modifier == "exact"
            and abs(years - value(length)) >= 2
        ):
            start = told.text.index(match[2], length.end)
            yield _years_off(told, 0, (length.start, length.end), (start, start + 4), years)
    for match, (length,) in line.found(_YEARS_SINCE):
        years = told.on.year - int(match[2])
        is_certain = length.kind == "duration" and length.unit == "a" and length.modifier == "exact"
        if is_certain and abs(years - value(length)) >= 2 and len(re.findall(r"\b(?:19|20)\d\d\b", line.text)) == 1:
            start = told.text.index(match[2], length.end)
            yield _years_off(told, 0, (length.start, length.end), (start, start + 4), years)
    for match, (length,) in line.found(_SINCE_THEN):
        days = [day for day in told.dated(length.end, line.span.end) if day.first]
        is_last = len(days) == 1 and len(match.string) - match.end() <= days[0].end - days[0].start + 1
        years = told.on.year - days[0].first.year if is_last and days[0].first else 0
        is_certain = length.kind == "duration" and length.unit == "a" and length.modifier == "exact"
        if years and is_certain and abs(years - value(length)) >= 2:
            yield _years_off(told, 0, (length.start, length.end), (days[0].start, days[0].end), years)
    yield from _in_office(line)
    yield from _old(line)
    founded = list(_founded(line))
    for _, (length,) in line.found(_CELEBRATES):
        years = told.on.year - founded[0].first.year if len(founded) == 1 and founded[0].first else 0
        if years and length.unit == "a" and length.low == length.high and abs(years - value(length)) >= 2:
            yield _years_off(told, 0, (length.start, length.end), (founded[0].start, founded[0].end), years)


def _old(line: Line) -> Iterator[Miscount]:
    """Yield "was planted in 1820 and is 248 years old" in a year that is not 2068."""
    told = line.told
    years = [day for day in told.dated(line.span.start, line.span.end) if day.granularity == "year" and day.first]
    for _, (length,) in line.found(_IS_OLD):
        begun = [day for day in years if _MADE.search(told.text[line.span.start : day.start])]
        if len(years) != 1 or len(begun) != 1 or told.on is None or length.low != length.high or not length.low:
            continue
        lasted = told.on.year - begun[0].first.year if begun[0].first else 0
        if length.modifier == "exact" and abs(lasted - value(length)) >= 2:
            yield _years_off(told, 0, (length.start, length.end), (begun[0].start, begun[0].end), lasted)


def _in_office(line: Line) -> Iterator[Miscount]:
    """Yield "who took office in 2010, has now been in power for 15 years" in a year that is not 2025."""
    told = line.told
    begun = list(_BEGUN.finditer(line.text))
    years = [day for day in told.dated(line.span.start, line.span.end) if day.granularity == "year" and day.first]
    for _, (length,) in line.found(_BEEN_FOR):
        if len(begun) != 1 or len(years) != 1 or told.on is None or length.unit != "a" or length.modifier != "exact":
            continue
        is_beside = line.span.start + begun[0].end() == years[0].start
        lasted = told.on.year - years[0].first.year if years[0].first else 0
        if is_beside and length.low == length.high and abs(lasted - value(length)) >= 2:
            yield _years_off(told, 0, (length.start, length.end), (years[0].start, years[0].end), lasted)


def _years_off(told: Told, shift: int, printed: tuple[int, int], year: tuple[int, int], years: int) -> Miscount:
    terms = [Term(a + shift, b + shift, told.text[a + shift : b + shift]) for a, b in (printed, year)]
    on = told.on.year if told.on else ""
    says = f"From “{terms[1].words}” to {on} are {years} years, where “{terms[0].words}” is printed."
    return Miscount(RULE, tuple(terms), f"{years}", terms[0].words, says)


def _founded(line: Line) -> Iterator[DateSpan]:
    """Yield the dates of foundation in a sentence."""
    first = [] if _OLDER.search(line.text) else list(_FIRST.finditer(line.text))
    for match in [*_FOUNDED.finditer(line.text[0:1].lower() + line.text[1:]), *first]:
        start = line.span.start + match.end()
        yield from (day for day in line.told.dated(start, line.span.end) if day.start - start < 3 and day.first)
