"""How long something is said to have lasted, and its first and last day or year in the sentences beside.

A length is explained by any two dates near it, the day of print among them. One that nothing explains is held against
the only two dates that the sentences about it tell.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from claims.model import DateSpan, Figure
from claims.tracking.sums.told import Line, Miscount, Term, Told, value

RULE = "duration_dates"

_LASTED = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Ff]or|[Aa]fter|[Tt]he|[Tt]hose|[Tt]hat|[Tt]hese|[Mm]y|[Oo]ur|[Ll]ast(?:ed|s|ing)|took|takes?|taken|spent|served|needed|required|in|over|an?|all|exactly|just|only|full)\s"
    r"(?:the\s|a\s|just\s|exactly\s|all\s(?:of\s)?(?:the\s)?|only\s|a\sfull\s)?$|^[\"“]?$|\bafter\san?\s[a-z]+\sof\s$"
)
_NOT_OF = re.compile(
    r"\b(?:within|every|next|past|last|another|first|further|extra|up\sto|at\sleast|more\sthan|under|about|nearly|almost|previous|final|other|of|old|sentenced\sto|jailed\sfor|ban\w*\s(?:of|for)|plus)\s(?:the\s|a\s)?$"
)
_NOT_BEHIND = re.compile(
    r"^[\s-](?:ago|old|(?:[a-z]+\s){0,2}(?:average|mean)|of\s[a-z]+\sand\b|in\sthe\ssame|age|suspended|jail|prison|sentence|ban|notice|contract|deal|plan|loan|lease|warranty|before\s(?:the|that|she|he|it)\b|each|a\s(?:week|year|month)|per|on\saverage|into|early|late|earlier\sthan)\b"
)
_BROKEN = re.compile(
    r"\b(?:return\w*|(?:office|power|elected|appointed|joined|began|started|opened|closed|champion)\b[^.;]{0,20}\bagain|second\s(?:time|spell|stint|term)|came\sback|brought\sback|dismissed|sacked|interrupt\w*|breaks?|spells|stints|twice|between\stimes|exile|interval|suspended|resum\w+|on\sand\soff|altogether|working\s(?:days|weeks)|business\sdays|seasons?|except\w*|apart\sfrom|not\scounting|weekends?|first\s(?:half|stage|leg|phase)|part\s(?:one|of)|courses?|sessions?|series|extended|extension|postponed|delayed|deadline|expires?|and\sthen|followed\sby|before\smoving)\b",
    re.IGNORECASE,
)
"""What breaks a time in two, or has its length counted otherwise."""

_BEGAN = re.compile(
    r"\b(?:first|became|began|begun|start\w*|took\s(?:office|over|up|charge|the)|joined|elected|appointed|named|opened|founded|launched|left|set\s(?:off|out|sail)|gave\sway|closed|shut|broke\sout|arrested|detained|seized|kidnapped|captured|taken|admitted|imprisoned|jailed|went\smissing|disappeared|vanished|moved|married|came\sto\spower|was\scrowned|since|from|between|walked\sout|went\son\sstrike|sailed|departed|introduced|imposed|declared|enter\w*|arrived|begins)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:left|retired|stepped\sdown|stood\sdown|resign\w+|quit|until|till|to|ended|end|ends|finish\w*|closed|clos(?:es|ing)|died|released|freed|reopen\w*|lifted|reached|arriv\w+|stepped\sashore|landed|home|back|found|over|let\sthrough|resolved|rescued|called\soff|handed\sover|gave\sup|lost|complet\w+|returned|discharged|open|opened|ran|runs|through|and|abdicated|sold|dissolved|settled|signed|won|was)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:left|retired|stepped\sdown|stood\sdown|resigned|quit|ended|finished|closed|died|released|freed|reopened|lifted|called\soff|abdicated|dissolved)\b"
)
_SO_FAR = re.compile(r"\b(?:has|have|now|still|today|ago|since)\b")
_RELATIVE = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:[a-z-]+\s){0,2}(?:sons?|daughters?|brothers?|sisters?|wife|husband|father|mother|parents?|partner|child|children|grand\w+|successor|predecessor|owner|director|sister|rival)\b"
)
_IN_POST = re.compile(
    r"\s(?:as\s[a-z]|in\s(?:office|power|the\s(?:post|job|role))|at\sthe\s(?:helm|head|top)|on\sthe\sthrone)"
)
_LATER = re.compile(r"\s(?:later|afterwards)\b")
_FROM_TO = re.compile(r"\bfrom\sthe\s[^.;]{3,40}\s(?:until|till|to)\sthe\b")
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.44, "a": 365.25}
_BACK, _AROUND, _MOST = 2, 4, 60
_LEAST = {"d": 3.0, "wk": 2.0, "mo": 2.0, "a": 3.0}
"""Shorter times are said loosely."""


def find(told: Told) -> Iterator[Miscount]:
    """Yield lengths that no two dates near them make."""
    for line in told.lines:
        for figure in line.figures:
            if _is_length(line, figure):
                yield from _held(line, figure)


def _is_length(line: Line, figure: Figure) -> bool:
    """Tell whether a figure is how long something certain lasted."""
    if figure.kind != "duration" or figure.unit not in _DAYS or figure.low is None or figure.low != figure.high:
        return False
    text = line.told.text
    before, behind = text[line.span.start : figure.start], text[figure.end : line.span.end]
    is_said = figure.modifier == "exact" and value(figure) >= _LEAST[figure.unit]
    if re.match(r"\s(?:later|afterwards)\b", behind) and re.search(r"(?:^|[,;–—]\s|\b(?:and|only|just)\s)$", before):
        return is_said
    is_whole = re.search(r"\bafter\san?\s[a-z]+\sof\s$", before)
    is_plain = (is_whole or not _NOT_OF.search(before)) and not _NOT_BEHIND.match(behind)
    return is_said and is_plain and bool(_LASTED.search(before))


def _held(line: Line, length: Figure) -> Iterator[Miscount]:
    """Compare a length with the only two dates of its sentence, or of those beside it."""
    grain = "year" if length.unit == "a" else "day"
    for lines in (line.near(), line.near(1), line.near(_BACK)):
        days = _dates(lines, grain)
        if len(days) == 2:
            text = line.told.text[lines[0].span.start : lines[-1].span.end]
            one, other = sorted(days, key=_day)
            is_certain = not _BROKEN.search(text) and _is_run(lines, one, other) and _is_tied(line, length, one, other)
            is_over = bool(_OVER.search(_clause(lines, other))) and not _SO_FAR.search(line.text)
            if is_certain and not _is_explained(line, length, grain, None if is_over else line.told.on):
                yield _miscount(line.told, length, one, other)
        if len(days) >= 2:
            return


def _is_tied(line: Line, length: Figure, one: DateSpan, other: DateSpan) -> bool:
    """Tell whether a length is that of the time between two dates: one that is shorter may be of something within it."""
    if _RELATIVE.search(line.text):
        return False
    is_next = length.start > max(one.end, other.end) and min(one.start, other.start) >= line.near(1)[0].span.start
    is_longer = value(length) * _DAYS[length.unit or "d"] > (_day(other) - _day(one)).days
    if is_longer and is_next and not _SO_FAR.search(line.text):
        return True
    text = line.told.text
    before, behind = text[line.span.start : length.start], text[length.end : line.span.end]
    is_end = length.start > other.end and other.start > line.span.start
    is_after = is_end and re.search(r"(?:,|\safter)\s(?:a\s[a-z]+\sof\s|just\s)?$", before)
    is_same = re.search(r"\b(?:[Tt]h[oe]se|[Ii]n\sall,?)\s$", before) or _IN_POST.match(behind)
    return bool(is_after or is_same or _LATER.match(behind) or _FROM_TO.search(line.text))


def _dates(lines: Sequence[Line], grain: str) -> list[DateSpan]:
    """Return the days with their month, or the years, that some sentences tell; each once."""
    told = lines[0].told
    found: dict[object, DateSpan] = {}
    for day in told.dated(lines[0].span.start, lines[-1].span.end):
        for each in day.named or (day,):
            if each.granularity == grain and each.first and _is_printed(told.text[each.start : each.end], grain):
                found.setdefault(each.first, each)
    return list(found.values())


def _is_printed(words: str, grain: str) -> bool:
    return bool(re.fullmatch(r"(?:18|19|20)\d\d", words)) if grain == "year" else bool(_MONTH.search(words))


def _day(day: DateSpan) -> date:
    """Return the first day of a date; one without is none of ours."""
    return day.first or date.min


def _is_run(lines: Sequence[Line], one: DateSpan, other: DateSpan) -> bool:
    """Tell whether words say that something began on one day and ended on another."""
    told = lines[0].told
    clauses = [_clause(lines, day) for day in (one, other)]
    between = told.text[one.end : other.start]
    if re.fullmatch(r"[^.;:]{0,50}?\sand\s[^.;:,]{3,50}\s(?:on|in)\s(?:\w+day,?\s)?", between):
        return True  # "broke down on 2 March and was repaired on 12 March"
    return bool(_BEGAN.search(clauses[0]) and _ENDED.search(clauses[1])) and told.on is not None


def _clause(lines: Sequence[Line], day: DateSpan) -> str:
    """Return the words before a date, as far as its clause reaches."""
    line = next((each for each in lines if each.span.start <= day.start < each.span.end), None)
    if line is None:  # a date of a heading between
        return ""
    before = line.told.text[line.span.start : day.start]
    return re.split(r"[;:(]|,\s(?=and\b|but\b)", before)[-1][-80:]


def _is_explained(line: Line, length: Figure, grain: str, on: date | None) -> bool:
    """Tell whether a length lies between any two dates near it, or one of them and a day until which it may run."""
    told, size = line.told, value(length) * _DAYS[length.unit or "d"]
    lines = line.near(_AROUND, _AROUND)
    near = told.dated(lines[0].span.start, lines[-1].span.end) if on else _dates(lines, grain)
    ends = [
        (each.first, each.last or each.first)
        for day in near
        if day.end <= length.start or day.start >= length.end
        for each in day.named or (day,)
        if each.first
    ]
    ends = [*ends[:_MOST], *([(on, on)] if on else [])]
    slack = {"d": 1.5, "wk": 4.0, "mo": 16.0, "a": 380.0 if grain == "year" else 60.0}[length.unit or "d"]
    for (one, one_last), (other, other_last) in combinations(ends, 2):
        least, most = sorted((abs((other - one_last).days), abs((other_last - one).days)))
        if least - slack <= size <= most + slack:
            return True
    return False


def _miscount(told: Told, length: Figure, first: DateSpan, last: DateSpan) -> Miscount:
    unit = _DAYS[length.unit or "d"]
    between = _day(last).toordinal() - _day(first).toordinal()
    expected = f"{between} days" if unit == 1 else f"{between / unit:.1f} in this unit"
    words = [told.text[each.start : each.end] for each in (first, last)]
    says = f"From “{words[0]}” to “{words[1]}” are {expected}, where “{told.words(length)}” is printed."
    terms = (
        told.term(length),
        *(Term(each.start, each.end, told.text[each.start : each.end]) for each in (first, last)),
    )
    return Miscount(RULE, terms, expected, told.words(length), says)
