"""How long something took or has been, against its first and last day or year."""

import re
from collections.abc import Iterator
from itertools import pairwise

from claims.model import DateSpan, Figure
from claims.tracking.sums.anniversaries import RULE, anniversaries_off
from claims.tracking.sums.told import Line, Miscount, Term, Told, value

_GIVING = re.compile(
    r"(?:,|\s[-–—])\s(?:(?:and\s)?(?:giving|allowing|lasting|lasts|lasted|spanning|running for|went on for|goes on for)|an?\s(?!total|further|average|mean|moving|rolling)[a-z]+\sof|that is|which is|or)\s(?:[\w’'-]+\s){0,4}$"
)
_BEGINS = re.compile(
    r"\b(?:began|begin|begins|start|starts|started|open|opens|opened|set off|sets off|set out|sets out|departed|departs|shut|closed|closes|leaves?|left)\s(?:[A-Z]\w+\s)?(?:(?:at|in)\s[^,;.]{2,40}\s)?(?:(?:on|in)\s)?$"
)
_ENDS = re.compile(
    r"^(?:\s(?:with|by|for|at|in)\s[^,;.\d]{3,50}?(?=,?\sand\s))?,?\s(?:and\s)?(?:will\s)?(?:ended|end|ends|close|closes|closed|finish|finishes|finished|was (?:called off|lifted|suspended|over)|arriv(?:ed|es)|reopen(?:ed|s)?|returns?|returned)\b[^,;.]*\s(?:on|in)\s$"
    r"|^,?\s(?:and\s)?(?:will\s)?(?:runs?|continues?|lasts?|goes on|stays open|is open|remains open)\s(?:until|till|to|through)\s$"
)
_LEFT = re.compile(
    r",?\s(?:and|but)\s(?:[a-z]+\s){0,2}?(?:retired|left|resigned|stepped down|stood down|quit|died|closed|ended|finished|gave it up)\s(?:[a-z]+\s)?in\s"
)
_TO_EVENT = re.compile(r"\s(before|after)\s[^,;.]*\son\s$")
_MEAN = re.compile(r"\b(?:average|mean|moving|rolling|period|total)\b")
_TO_PERIOD = re.compile(
    r"(?:[\s-]long)?(?:\s[a-z-]+){1,6}?(?:\s(?:in|to|of|at|by|for|with|across|through|without)\s(?:(?:the|its|his|her|their|an?)\s)?[\w’'-]+(?:\s[A-Z][\w’'-]*){0,3})?(?:,?\s?(?:held|running|scheduled|planned))?,?\s?(?:(?:from|between)\s)?(?:\w+\s)?"
)
"""What stands between a length and its period: "a nine-day visit to Osk from 3 to 11 May"."""

_FOR = re.compile(r"\b(?:for|lasted|lasts|last|spent|served|over)\s$")
_PERIOD = re.compile(r"\b(?:from|between)\s(?:\w+\s)?$")
_LINK = re.compile(r"^(?:,?\s(?:to|and|until|till|through)\s|\s?[-–—]\s?)(?:\w+\s)?$")
_AFTER = re.compile(r"\bafter\s(?:spending\s)?$")
_HELD = re.compile(r"^\s(?:in (?:custody|captivity|jail|prison|detention|hospital|hiding|space|office|a coma)|behind bars|at sea|on (?:the run|strike|hunger strike|remand))\b")  # fmt: skip
_START = re.compile(
    r"\b(?:arrested|detained|seized|kidnapped|captured|taken|abducted|jailed|imprisoned|began|started|admitted|launched|walked out)\b[^.;]*\bon\s(?:\w+day,?\s)?$"
)
_OPEN = re.compile(
    r"\b(?:courses?|class(?:es)?|sessions?|workshops?|series|weekends?|except|interrupt\w*|with breaks|on and off|working|business|trading|altogether|total|counted|broken|parole|intermittent\w*)\b",
    re.IGNORECASE,
)
_SURELY = 2.5  # times too long, which no way of counting a week makes right
_EVENTS = {
    "event",
    "festival",
    "fair",
    "exhibition",
    "show",
    "trip",
    "visit",
    "tour",
    "strike",
    "conference",
    "summit",
    "meeting",
    "tournament",
    "voyage",
    "journey",
    "walkout",
    "contest",
    "stay",
    "siege",
    "truce",
    "ceasefire",
    "lockdown",
}
"""What a period is called in the sentence after it."""

_THEN = re.compile(r"\b(?:and then|before moving|followed by|resum\w+|again)\b")
_BECAME = re.compile(
    r"\b(?:became|took office|took over|was (?:elected|appointed|named)|joined|entered)\b[^.;]*\sin\s$"
)
_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.44, "a": 365.25}


def find(told: Told) -> Iterator[Miscount]:
    """Yield lengths of time that their dates do not leave room for."""
    for line in told.lines:
        around = " ".join(each.text for each in (line.before, line, line.after) if each)
        yield from anniversaries_off(line)
        if not _OPEN.search(around.replace("without interruption", "")):
            yield from _period(line)
            yield from _held(line)
            yield from _begun(line)
            yield from _apart(line)
            yield from _served(line)


def _period(line: Line) -> Iterator[Miscount]:
    """Yield "from 6 to 15 June. The 12-day event", where one period and one length are told."""
    told = line.told
    pairs = list(_pairs(line))
    if len(pairs) != 1 or _THEN.search(line.text):
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
        before, between = text[line.span.start : one.start], text[one.end : other.start]
        is_run = (
            _BEGINS.search(before) and _ENDS.search(between) and one.granularity == _end(other).granularity == "day"
        )
        if is_run:
            yield one, _end(other), one.start
        elif _PERIOD.search(before) and _LINK.match(between):
            yield one, other, one.start


def _end(day: DateSpan) -> DateSpan:
    """Return the day of "until 9 August", which was read as a time up to it."""
    return day.named[0] if day.granularity == "range" and len(day.named) == 1 else day


def _is_span(words: str) -> bool:
    return bool(re.search(r"\s(?:to|and|until|till|through)\s|[-–—]", words))


def _names_event(line: Line, length: Figure, period_start: int | None) -> bool:
    """Tell whether a length is that of the period: "a nine-day visit from", "The 10-day event"."""
    text = line.told.text
    before, behind = text[line.span.start : length.start], text[length.end : length.end + 25]
    has_noun = bool(re.match(r"^(?:[\s-]long)?\s[a-z]+", behind)) and "-" in text[length.start : length.end]
    if period_start is not None and length.start < period_start and _FOR.search(before):
        return bool(re.fullmatch(r"[^.;:—–()]{0,30}?,?\s(?:from|between)\s", text[length.end : period_start]))
    if period_start is not None and length.start > period_start:
        if _GIVING.search(before):
            return bool(
                re.match(r"\sto\s[a-z]|\swithout\s|[.,;]|\sin\s(?:all|total)\b|$", behind)
            ) and not _MEAN.search(behind)
        return has_noun and bool(re.search(r"(?:,|\s[-–—])\san?\s$", before)) and not _MEAN.search(behind)
    if period_start is not None:
        return (
            has_noun
            and bool(re.search(r"\b(?:[Aa]n?|[Tt]he|[Ii]ts|his|her)\s$", before))
            and bool(_TO_PERIOD.fullmatch(text[length.end : period_start]))
        )
    named = re.match(r"[\s-](?:long\s)?([a-z]+(?:\s[a-z]+)?)", behind)
    told_of = line.before.text.lower() if line.before else ""
    is_event = bool(named and (set(named[1].split()) & _EVENTS or named[1].split()[0] in told_of))
    is_named = before.strip() in {"The", "This"} and is_event
    is_the = bool(named and set(named[1].split()) & _EVENTS and re.search(r"\bthe\s$", before))
    return has_noun and (is_named or is_the)


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
    if len(days) != 2 or len(lengths) != 1 or {day.granularity for day in days} not in ({"day"}, {"month"}, {"year"}):
        return
    before, between = told.text[line.span.start : days[0].start], told.text[days[0].end : days[1].start]
    behind = told.text[lengths[0].end : line.span.end]
    if lengths[0].start > days[1].end and not re.match(
        r"[,.;]|\s(?:on|in|at|under|behind)\s(?:the\s)?\w+[.,;]|$", behind
    ):
        return  # "closes on 25 June, after a three-day fair"
    if _BEGINS.search(before) and _ENDS.search(between):
        yield from _compare(told, lengths[0], days[0], days[1])


def _served(line: Line) -> Iterator[Miscount]:
    """Yield "became head in 1999 and retired in 2009 after 20 years in the post"."""
    told, days = line.told, line.told.dated(line.span.start, line.span.end)
    lengths = [f for f in line.figures if f.kind == "duration" and f.unit == "a"]
    years = [day for day in days if day.granularity == "year"]
    if len(years) != 2 or len(lengths) != 1 or lengths[0].start < years[1].end:
        return
    between = told.text[years[0].end : years[1].start], told.text[years[1].end : lengths[0].start]
    is_post = _BECAME.search(told.text[line.span.start : years[0].start])
    if is_post and _LEFT.fullmatch(between[0]) and re.fullmatch(r",?\safter\s", between[1]):
        yield from _compare(told, lengths[0], *years)


def _apart(line: Line) -> Iterator[Miscount]:
    """Yield "dissolved on 1 July, five weeks before the vote on 8 July"."""
    told = line.told
    days = [day for day in told.dated(line.span.start, line.span.end) if day.granularity == "day"]
    lengths = [f for f in line.figures if f.kind == "duration" and f.unit in _DAYS]
    if len(days) != 2 or len(lengths) != 1:
        return
    between = told.text[days[0].end : lengths[0].start], told.text[lengths[0].end : days[1].start]
    side = _TO_EVENT.match(between[1]) if between[0] == ", " else None
    if side:
        first, last = (days[0], days[1]) if side[1] == "before" else (days[1], days[0])
        yield from _compare(told, lengths[0], first, last)


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
    length_days, between = value(length) * unit, (last.first - first.first).days
    if unit > 1 and first.granularity == "day" and between < 2 * unit and length_days < _SURELY * between:
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
