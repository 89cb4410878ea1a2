"""How long something took or has been, against its first and last day or year."""

import re
from collections.abc import Iterator
from itertools import pairwise

from claims.model import DateSpan, Figure
from claims.tracking.sums.told import F, Line, Miscount, Term, Told, value

RULE = "duration_dates"

_ANNIVERSARY = re.compile(r"\b(?:its|their|the\s(?:\w+['’]s))\s(\d{1,3})(?:st|nd|rd|th)\s(?:birthday|anniversary)\b")
_OF_ELSE = re.compile(r"\s(?:(?:in|at)\s(?:the|an?|its|their)|as|since|of)\b")
_FOUNDED = re.compile(r"\b(?:founded|established|opened|created|set up|launched|incorporated|first lit|built|inaugurated|opened\s(?:its|their)\sdoors|(?:began|started)\s\w+ing)\s(?:(?!its\b|their\b)[a-z]+\s){0,3}(?:in|on)\s")  # fmt: skip
_FIRST = re.compile(
    r"\b(?:welcomed|admitted|received|carried|served|staged|held|hosted|published|printed|aired|broadcast|brewed|crushed|milled|ground|baked|poured|smelted|generated)"
    r"\s(?:its|their)\sfirst\s[a-z]+\sin\s"
)
"""What begins a house, and cannot be done twice for the first time."""

_OLDER = re.compile(r"\b(?:founded|established|earlier|before|older|roots|origins?|(?:re)?built|set up)\b")
_OF_YEAR = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)\s(?:birthday|anniversary)\sof\s(?:the|its|his|her|their)\s(?:[\w’'-]+\s){0,3}?((?:1[5-9]|20)\d\d)\b"
)
_CELEBRATES = re.compile(rf"\b(?:celebrat\w+|mark\w*)\s(?:its\s|their\s)?{F}(?=[,.]|\s(?:in|this|with|on|as|of)\b)")
_SINCE = re.compile(rf"\bfor\s(?:the past\s|the last\s)?{F},?\s(?:ever\s)?since\s((?:1[89]|20)\d\d)\b(?!\s?[-–])")
_YEARS_SINCE = re.compile(
    rf"\b(?:is|are|has been|have passed|marks?|marking|now)\s(?:now\s|just\s|already\s|exactly\s)?{F}(?:\shave\spassed)?\s(?:since|after)\sthe\s((?:1[5-9]|20)\d\d)\s[a-zA-Z]"
)
_GIVING = re.compile(
    r"(?:,|\s[-–—])\s(?:giving|allowing|lasting|spanning|running for|a total of|that is|which is|or)\s(?:[\w’'-]+\s){0,4}$"
)
_BEGINS = re.compile(
    r"\b(?:began|begin|begins|start|starts|started|open|opens|opened|set off|sets off|leaves?|left)\s(?:(?:at|in)\s[^,;.]{2,40}\s)?(?:on\s)?$"
)
_ENDS = re.compile(
    r"^,?\s(?:and\s)?(?:will\s)?(?:ended|end|ends|close|closes|closed|finish|finishes|finished|was called off|returns?|returned)\b[^,;.]*\son\s$"
)
_MEAN = re.compile(r"\b(?:average|mean|moving|rolling|period|total)\b")
_NEAR = 60  # characters between a length and its period: "a nine-day visit to Osk from 3 to 11 May"
_FOR = re.compile(r"\b(?:for|lasted|spent|served)\s$")
_PERIOD = re.compile(r"\b(?:from|between)\s(?:\w+\s)?$")
_LINK = re.compile(r"^(?:\s(?:to|and|until|till|through)\s|\s?[-–—]\s?)(?:\w+\s)?$")
_AFTER = re.compile(r"\bafter\s(?:spending\s)?$")
_HELD = re.compile(r"^\s(?:in (?:custody|captivity|jail|prison|detention|hospital|hiding|space|office|a coma)|behind bars|at sea|on (?:the run|strike|hunger strike|remand))\b")  # fmt: skip
_START = re.compile(
    r"\b(?:arrested|detained|seized|kidnapped|captured|taken|abducted|jailed|imprisoned|began|started|admitted|launched|walked out)\b[^.;]*\bon\s(?:\w+day,?\s)?$"
)
_OPEN = re.compile(
    r"\b(?:courses?|class(?:es)?|sessions?|workshops?|series|weekends?|except|interrupt\w*|with breaks|on and off|working|business|trading|altogether|total|counted|broken|parole|intermittent\w*)\b",
    re.IGNORECASE,
)
_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.44, "a": 365.25}


def find(told: Told) -> Iterator[Miscount]:
    """Yield lengths of time that their dates do not leave room for."""
    for line in told.lines:
        around = " ".join(each.text for each in (line.before, line, line.after) if each)
        yield from _anniversary(line)
        yield from _of_year(line)
        yield from _years(line)
        if not _OPEN.search(around.replace("without interruption", "")):
            yield from _period(line)
            yield from _held(line)
            yield from _begun(line)


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
        r"\b(?:next|last|will|in \d{4}|20\d\d)\b", line.text.replace(told.text[day.start : day.end], "")
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
    founded = list(_founded(line))
    for _, (length,) in line.found(_CELEBRATES):
        years = told.on.year - founded[0].first.year if len(founded) == 1 and founded[0].first else 0
        if years and length.unit == "a" and length.low == length.high and abs(years - value(length)) >= 2:
            yield _years_off(told, 0, (length.start, length.end), (founded[0].start, founded[0].end), years)


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


def _period(line: Line) -> Iterator[Miscount]:
    """Yield "from 6 to 15 June. The 12-day event", where one period and one length are told."""
    told = line.told
    pairs = list(_pairs(line))
    if len(pairs) != 1:
        return
    first, last, start = pairs[0]
    for each in (line, line.after):
        lengths = [f for f in each.figures if f.kind == "duration" and f.unit in _DAYS] if each else []
        if len(lengths) == 1 and each and _names_event(each, lengths[0], start if each is line else None):
            yield from _compare(told, lengths[0], first, last)


def _pairs(line: Line) -> Iterator[tuple[DateSpan, DateSpan, int]]:
    """Yield both ends of the periods of a sentence, read as two dates or as one, and where the words begin."""
    text, days = line.told.text, line.told.dated(line.span.start, line.span.end)
    for day in days:
        if len(day.named) == 2 and _is_span(text[day.start : day.end]):
            yield day.named[0], day.named[1], day.start
    for one, other in pairwise(days):
        if _PERIOD.search(text[line.span.start : one.start]) and _LINK.match(text[one.end : other.start]):
            yield one, other, one.start


def _is_span(words: str) -> bool:
    return bool(re.search(r"\s(?:to|and|until|till|through)\s|[-–—]", words))


def _names_event(line: Line, length: Figure, period_start: int | None) -> bool:
    """Tell whether a length is that of the period: "a nine-day visit from", "The 10-day event"."""
    text = line.told.text
    before, behind = text[line.span.start : length.start], text[length.end : length.end + 25]
    has_noun = bool(re.match(r"^(?:[\s-]long)?\s[a-z]+", behind)) and "-" in text[length.start : length.end]
    if period_start is not None and _FOR.search(before):
        return bool(re.fullmatch(r"[^.;:—–()]{0,30}?,?\s(?:from|between)\s", text[length.end : period_start]))
    if period_start is not None and length.start > period_start:
        if _GIVING.search(before):
            return bool(re.match(r"\sto\s[a-z]|[.,;]|\sin\s(?:all|total)\b|$", behind)) and not _MEAN.search(behind)
        return has_noun and bool(re.search(r"(?:,|\s[-–—])\san?\s$", before)) and not _MEAN.search(behind)
    if period_start is not None:
        return (
            has_noun and bool(re.search(r"\b(?:an?|the|its|his|her)\s$", before)) and period_start - length.end < _NEAR
        )
    return has_noun and before.strip() in {"The", "This"}


def _held(line: Line) -> Iterator[Miscount]:
    """Yield "freed on 24 March after 31 days in custody. He had been arrested on 3 March"."""
    told, text = line.told, line.told.text
    for length in line.figures:
        if length.kind != "duration" or length.unit not in _DAYS or not _HELD.match(text[length.end : length.end + 30]):
            continue
        if not _AFTER.search(text[line.span.start : length.start]):
            continue
        ends = [day for day in told.dated(line.span.start, length.start) if day.granularity == "day" and day.first]
        lines = [each for each in (line.before, line, line.after) if each]
        starts = [day for each in lines for day in told.dated(each.span.start, each.span.end) if _is_start(each, day)]
        if len({day.first for day in ends}) == 1 and len(starts) == 1:
            yield from _compare(told, length, starts[0], ends[-1])


def _begun(line: Line) -> Iterator[Miscount]:
    """Yield "the strike began on 3 June and ended on 9 June after 12 days"."""
    told, days = line.told, line.told.dated(line.span.start, line.span.end)
    lengths = [f for f in line.figures if f.kind == "duration" and f.unit in _DAYS]
    if len(days) != 2 or len(lengths) != 1 or any(day.granularity != "day" for day in days):
        return
    before, between = told.text[line.span.start : days[0].start], told.text[days[0].end : days[1].start]
    behind = told.text[lengths[0].end : line.span.end]
    if lengths[0].start > days[1].end and not re.match(r"[,.;]|\s(?:of|on)\b|$", behind):
        return  # "closes on 25 June, after a three-day fair"
    if _BEGINS.search(before) and _ENDS.search(between):
        yield from _compare(told, lengths[0], days[0], days[1])


def _is_start(line: Line, day: DateSpan) -> bool:
    return day.granularity == "day" and bool(_START.search(line.told.text[line.span.start : day.start]))


def _compare(told: Told, length: Figure, first: DateSpan, last: DateSpan) -> Iterator[Miscount]:
    """Compare a length with what lies between the days, both counted or neither, and a tenth for what is rounded."""
    if length.low is None or length.low != length.high or length.modifier != "exact" or not length.unit:
        return
    if (
        first.first is None
        or last.first is None
        or last.last is None
        or first.last is None
        or first.first >= last.first
    ):
        return
    unit = _DAYS[length.unit]
    if unit > 1 and first.granularity == "day" and (last.first - first.first).days < 2 * unit:
        return
    least = (last.first - first.last).days - 1
    most = (last.last - first.first).days + 2
    slack = 0.0 if unit == 1 else 0.4 * unit
    if least - slack <= value(length) * unit <= most + slack:
        return
    days = (last.first - first.first).days
    expected = f"{days} days" if unit == 1 else f"{days / unit:.1f} in this unit"
    words = " to ".join(told.text[each.start : each.end] for each in (first, last))
    says = f"From “{words}” are {expected}, where “{told.words(length)}” is printed."
    terms = (told.term(length), Term(first.start, first.end, told.text[first.start : first.end]),
             Term(last.start, last.end, told.text[last.start : last.end]))  # fmt: skip
    yield Miscount(RULE, terms, expected, told.words(length), says)
