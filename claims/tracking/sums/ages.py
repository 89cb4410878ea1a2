"""A person's age against the day or year of birth."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from claims.model import DateSpan, Figure
from claims.tracking.sums.told import Line, Miscount, Term, Told, value

RULE = "age_birth"

_BORN = re.compile(r"\b(?:[Ww]as\s|[Ww]ere\s)?[Bb]orn\s")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]+\s)*([A-Z][\w’'-]+)(?:,\s|\s\()$")
_SOMEBODY_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s)?[a-z]+,\s$")
_SOMEBODY_ELSE = re.compile(r"\b(?:an?|the|his|her)\s[a-z]+\s(?:who|that)\s")
_GROWN = 15  # a bare number that is smaller may be of an hour
_BIRTHDAY = re.compile(r"\b(?:[Cc]elebrat\w+|[Mm]ark\w*)\s(his|her)\s(\d{1,3})(?:st|nd|rd|th)\sbirthday\b")
_LATER = re.compile(
    r"\b(?:next|last|will|would|had|when|before|after|until|ahead|later|shortly|recently|ago|then)\b", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:The\s)?(?:[a-z-]+\s){0,3}(?:[A-Z][\w’'-]+\s)+")
_SUBJECT_BEFORE = re.compile(r"(?:The\s)?(?:[a-z-]+\s){0,3}(?:[A-Z][\w’'-]+\s)*[A-Z][\w’'-]+(?:,\s|\s\()$")
_HE_WAS_BORN = re.compile(r"(?:Born\b[^.;]*?,\s(?:he|she)\b|(?:He|She|The\s(?:[\w-]+\s){1,2})\s?was\sborn\b)")
_PRONOUN_BEFORE = re.compile(r"(?:\b(?:[Hh]e|[Ss]he)\s(?:was|is)|[A-Z][\w’'-]+\sis)\s(?:just\s|only\s|now\s)?$")
_AT_BEFORE = re.compile(r"^At\s(?:the\sage\sof\s)?$")
_THEN_BEFORE = re.compile(
    r"\b(?:before|when|until|till|since|once|while|after|by the time|though|if|as)\s(?:[Hh]e|[Ss]he)\s(?:was|is|had turned|turned)\s(?:[a-z]+\s)?$"
)
"""A time of a life that is told of, and not the age of today."""

_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+\b")
_IS_NOW = re.compile(r"^At\s(?:the\sage\sof\s)?[^,]+,\s[^.;,]*?\b(?:is|has|are|remains|becomes)\b")
_MAKES_HER = re.compile(r"\bmakes\s(?:him|her)\s$")
_RECENTLY = re.compile(
    r"\b(?:last (?:week|month|night|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|recently)\b"
)
_DIED_BEFORE = re.compile(r"\b(?:died|dies|has died|passed away)\b[^.]*\b(?:at|aged|at the age of)\s(?:the age of\s)?$")
_TURNED_BEFORE = re.compile(r"\b(?:turned|turns|has turned)\s$")
_AT_COMMA = re.compile(r"\b(?:is|was|remains|becomes),\s(?:now\s)?at\s$")
_NOUN_BEHIND = re.compile(r"^(?:[\s-](?:year[\s-]old|years[\s-]old))?\s(?:girl|boy|man|woman|child|toddler|teenager|singer|actor|actress|player|student|pensioner)\b")  # fmt: skip
_PAST = re.compile(
    r"\b(?:then|at the time|when (?:he|she)|in (?:18|19|20)\d\d|last (?:year|month)|ago|would have|aged \w+ when)\b"
)
_OTHER = re.compile(
    r"\b(?:his|her|their|whose)\s(?:\w+\s)?(?:sons?|daughters?|twins?|brothers?|sisters?|wife|husband|father|mother|partner|child|children|grand\w+)\b"
)


def find(told: Told) -> Iterator[Miscount]:
    """Yield ages and birthdays that the one birth in the text makes wrong."""
    yield from _aged(told)
    yield from _birthdays(told)


def _birthdays(told: Told) -> Iterator[Miscount]:
    """Yield "born in 1934, celebrated her 80th birthday on Sunday" in a year that is not 2014, give or take a year."""
    marks = [(line, mark) for line in told.lines for mark in _BIRTHDAY.finditer(line.text)]
    births = [(line, day) for line in told.lines if (day := _birth_in(line))]
    if (
        len(marks) != 1
        or len(births) != 1
        or told.on is None
        or sum(len(_BORN.findall(line.text)) for line in told.lines) != 1
    ):
        return
    [(line, mark)], [(near, born)] = marks, births
    is_other = _OTHER.search(f"{line.text} {near.text}") or abs(near.at - line.at) > 1 or born.first is None
    rest = _RECENTLY.sub("", line.text.replace(told.text[born.start : born.end], ""))
    if is_other or born.first is None or _LATER.search(rest) or _YEAR.search(rest):
        return
    years = told.on.year - born.first.year
    if abs(years - int(mark[2])) < 2 or (near.at != line.at and not _is_he(near, line)):
        return
    start, end = line.span.start + mark.start(2), line.span.start + mark.end()
    printed, words = told.text[start:end], told.text[born.start : born.end]
    says = f"Born in “{words}”, one is {years} in {told.on.year}, where “{printed}” is printed."
    yield Miscount(RULE, (Term(start, end, printed), Term(born.start, born.end, words)), f"{years}", printed, says)


def _is_he(near: Line, line: Line) -> bool:
    """Tell whether the sentence of the birth goes on with the one whose birthday the other tells, who is its first word."""
    return near.at == line.at + 1 and bool(_HE_WAS_BORN.match(near.text)) and bool(_SUBJECT.match(line.text))


def _aged(told: Told) -> Iterator[Miscount]:
    """Yield the one age of a person that the one birth in the text makes wrong; where there are two of either, none."""
    births = [(line, day) for line in told.lines if (day := _birth_in(line))]
    if len(births) != 1 or told.on is None or sum(len(_BORN.findall(line.text)) for line in told.lines) != 1:
        return
    line, born = births[0]
    ages = [(each, f) for each in told.lines for f in each.figures if _is_age(each, f)]
    here = [(each, f) for each, f in ages if each.at == line.at]
    ages = here if len(here) == 1 else ages
    if len(ages) != 1 or _OTHER.search(told.text[line.span.start : born.end]):
        return
    near, age = ages[0]
    on = _day_of(near, age, born) or told.on
    if (
        abs(near.at - line.at) > 2
        or _PAST.search(near.text.replace(told.text[born.start : born.end], ""))
        or born.first is None
    ):
        return
    between = told.text[age.end : born.start]
    if near.at == line.at and age.end < born.start and _SOMEBODY_ELSE.search(between):
        return
    if near.at != line.at and not _same_person(near, line, age):
        return
    is_coming = told.text[max(0, age.start - 10) : age.start].endswith("turns ")  # "turns 100 on Saturday"
    low, high = _ages_on(born, on, on + timedelta(days=8 if is_coming else 0))
    if low <= value(age) <= high:
        return
    expected = f"{low}" if low == high else f"{low} or {high}"
    words = told.text[born.start : born.end]
    says = f"Born in “{words}”, one is {expected} on {on.isoformat()}, where “{told.words(age)}” is printed."
    terms = (told.term(age), Term(born.start, born.end, words))
    yield Miscount(RULE, terms, expected, told.words(age), says)


def _day_of(line: Line, age: Figure, born: DateSpan) -> date | None:
    """Return the day of which an age is, where somebody died of it on a day that the sentence tells."""
    before = line.told.text[line.span.start : age.start]
    if not re.search(r"\b(?:died|killed|dead)\b", before):
        return None
    days = [
        day
        for day in line.told.dated(line.span.start, line.span.end)
        if day.granularity == "day" and day.start != born.start
    ]
    return days[0].first if len(days) == 1 else None


def _birth_in(line: Line) -> DateSpan | None:
    """Return the date behind "born" in a sentence: the first, and a day, month or year."""
    born = _BORN.search(line.text)
    if not born:
        return None
    start = line.span.start + born.end()
    days = [day for day in line.told.dated(start, line.span.end) if day.start - start < 45]
    if not days or days[0].granularity not in {"day", "month", "year"}:
        return None
    between = line.told.text[start : days[0].start]
    return (
        days[0]
        if re.fullmatch(r"(?:(?:[^,.;]*\s)?(?:in|on)\s)?", between) and not re.search(r"[,;]", between)
        else None
    )


def _is_age(line: Line, figure: Figure) -> bool:
    """Tell whether a figure is somebody's present age, by the words around it."""
    is_bare = figure.kind == "count" and not figure.noun and figure.unit is None
    if (
        not (figure.kind == "age" or is_bare)
        or figure.low is None
        or figure.low != figure.high
        or figure.modifier != "exact"
    ):
        return False
    text, start, end = line.told.text, figure.start, figure.end
    before, behind = text[max(line.span.start, start - 60) : start], text[end : end + 30]
    if _THEN_BEFORE.search(before):
        return False
    if is_bare and value(figure) > _GROWN:
        after_birth = "who was born" in before and before.endswith(", was ") and behind[:1] in {".", ""}
        if after_birth or _MAKES_HER.search(before):
            return True
        is_said = _PRONOUN_BEFORE.search(before) and (behind[:1] in {".", ",", ""} or behind.startswith(" and "))
        if is_said or (_AT_BEFORE.match(before) and _IS_NOW.match(line.text)):
            return True
    if _AT_COMMA.search(before) and behind[:1] == "," and value(figure) > _GROWN:
        return True
    if is_bare:  # "has died at 79"
        return bool(_DIED_BEFORE.search(before)) and behind[:1] in {".", ",", ""} and value(figure) > _GROWN
    return (
        bool(
            (_NAME_BEFORE.search(re.sub(r"aged\s$", "", before)) or _SOMEBODY_BEFORE.search(before))
            and behind[:1] in {",", ".", ")"}
        )
        or bool(_PRONOUN_BEFORE.search(before) and behind[:1] in {".", ","})
        or bool(_AT_BEFORE.match(before) and _IS_NOW.match(line.text))
        or bool(_DIED_BEFORE.search(before) or _TURNED_BEFORE.search(before))
        or bool(_NOUN_BEHIND.match(behind) or re.search(r"-old$", text[start:end]))
    )


def _same_person(near: Line, line: Line, age: Figure) -> bool:
    """Tell whether the sentence of the birth is of the one whose age is told: by the name, or because nobody else is told of."""
    told = near.told
    before = told.text[max(near.span.start, age.start - 60) : age.start]
    if (
        line.at == near.at + 1
        and _HE_WAS_BORN.match(line.text)
        and _SUBJECT_BEFORE.match(told.text[near.span.start : age.start])
    ):
        return True
    name = _NAME_BEFORE.search(re.sub(r"aged\s$", "", before))
    is_alone = len(set(_FULL_NAME.findall(near.text))) == 1
    if name and is_alone and line.at == near.at + 1 and re.match(r"(?:He|She)\swas\sborn\b", line.text):
        return True
    if name:
        return name[1] in line.text
    return (
        not re.search(r"\b(?:said|told|who|whose)\b", line.text[: line.text.find("born")])
        or "who was born" in line.text
    )


def _ages_on(born: DateSpan, on: date, until: date) -> tuple[int, int]:
    """Return between which ages one is from the week before a day until another, when born on one of the days."""
    assert born.first is not None
    last = born.last or born.first
    return _age(last, on - timedelta(days=8)), _age(born.first, until)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
