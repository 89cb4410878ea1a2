"""The ages of one person at several times: "was 17 when he began in 1998" beside "44", and the year of birth beside both."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.model import Figure
from claims.tracking.sums.told import F, Line, Miscount, Term, Told, value

RULE = "age_birth"

_YEAR = r"(?P<year>(?:18|19|20)\d\d)(?![\d–-])"
_WHEN = r"(?:[^.;:()\"”]{0,90}?)"
_ONLY = r"(?:only\s|just\s|still\s|already\s|barely\s|aged\s)?"
_THEN = (
    # was only 17 when she first played for Osk in 1998; was 17 in 1998
    re.compile(rf"(?<!\w)(?P<who>[Hh]e|[Ss]he|[A-Z][\w’'-]+|who|,)\swas\s{_ONLY}{F}(?:\syears\sold)?\s(?:when|as)\s(?P<clause>{_WHEN})\bin\s(?:[A-Z]\w+\s)?{_YEAR}"),
    re.compile(rf"(?<!\w)(?P<who>[Hh]e|[Ss]he|[A-Z][\w’'-]+|who|,)\swas\s{_ONLY}{F}(?:\syears\sold)?\sin\s(?:[A-Z]\w+\s)?{_YEAR}"),
    # came in 1966 as a boy of nine; died in 1994 aged 72; won in 1980, at the age of 45
    re.compile(rf"(?P<who>)\bin\s(?:[A-Z]\w+\s)?{_YEAR},?\s(?:as\sa\s(?:[a-z]+\s){{0,2}}of\s|(?:when\s)?(?:still\s)?aged\s(?:only\s|just\s)?|at\s(?:the\sage\sof\s)?(?:only\s|just\s)?|when\s(?:he|she)\swas\s{_ONLY}){F}(?=[,.;]|\s(?:and|with|to|from|after|in|on|he|she|by)\b|$)"),
    re.compile(rf"(?P<who>)\bin\s(?:[A-Z]\w+\s)?{_YEAR},?\sas\san?\s{F}\s(?:boy|girl|student|apprentice)?"),
    # at 17, in 1998; at the age of 17 in 1998; aged 17 in 1998
    re.compile(rf"(?P<who>)\b(?:[Aa]t\s(?:the\sage\sof\s)?(?:only\s|just\s)?|[Aa]ged\s(?:only\s|just\s)?|[Aa]s\san?\s){F}(?:\s(?:boy|girl|student|apprentice))?,?\sin\s(?:[A-Z]\w+\s)?{_YEAR}"),
)  # fmt: skip
"""An age of a year that is past."""

_NOW = (
    re.compile(rf"\b(?P<name>[A-Z][\w’'-]+),\s(?:now\s|who\sis\s(?:now\s)?|aged\s)?{F}(?=,|\s-|\)|\.)"),
    re.compile(rf"\b(?P<name>[A-Z][\w’'-]+)\s\({F}\)"),
    re.compile(
        rf"\b(?P<name>)who\s(?:turns|turned|is|will\sbe|will\sturn)\s(?:now\s)?{F}(?=,|\s(?:on|this|next|in)\b)"
    ),
    re.compile(rf"^(?P<name>)At\s(?:the\sage\sof\s)?{F},\s(?:he|she)\s(?:is|has|remains)\b"),
    re.compile(rf"^(?P<name>)Now\s(?:aged\s)?{F},"),
    re.compile(rf"^(?P<name>)The\s{F}(?=,|\s[a-z])"),
    re.compile(rf"\b(?P<name>[Hh]e|[Ss]he)\s(?:is|was)\s(?:now\s)?{F}(?=\.|,\s|$)"),
)
_BORN = re.compile(rf"\b[Bb]orn\s(?:[^.,;\d]{{0,40}}?\s)?(?:in|on)\s(?:[A-Z]?\w+\s){{0,2}}{_YEAR}")
_OTHER = re.compile(
    r"\b(?:his|her|their|whose)\s(?:[a-z-]+\s){0,2}(?:sons?|daughters?|twins?|brothers?|sisters?|wife|husband|father|mother|parents?|partner|child|children|uncle|aunt|grand\w+|widow|successor|predecessor)\b"
)
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+\b")
_IS_HE = re.compile(r"^[\"“]?(?:He|She|Born|Now|At|In|As|Aged|The\s[a-z]+)\b")
_NAMELESS = {"", "He", "he", "She", "she"}
_BACK, _ALONE = 2, 6
_SURE = 2  # years off, beyond which no birthday helps
_LIFE = 110


class Then(NamedTuple):
    """An age of a year, where it stands."""

    line: Line
    age: Figure
    year: int
    start: int  # of the year, in the text


def find(told: Told) -> Iterator[Miscount]:
    """Yield ages of one person that no year of birth makes right together."""
    for line in told.lines:
        for then in _thens(line):
            now = _now(then)
            born = None if now else _born(then)
            if now and told.on and abs(told.on.year - then.year + value(then.age) - value(now)) >= _SURE:
                yield _miscount(then, told.on.year, told.term(now), f"{told.on.year - then.year + value(then.age):.0f}")
            elif born and not -1 <= then.year - born[0] - value(then.age) - 0.5 <= 1:
                yield _at_birth(then, *born)


def _thens(line: Line) -> Iterator[Then]:
    """Yield the ages of past years in a sentence that tells one such year alone."""
    for pattern in _THEN:
        for match, (age, *_) in line.found(pattern):
            told, is_age = line.told, age.unit in {None, "a"} and age.low == age.high and age.modifier == "exact"
            if not is_age or age.kind not in {"age", "count"} or not age.low or age.low > _LIFE:
                continue
            near = [at.start() for at in re.finditer(match["year"], told.text[line.span.start : line.span.end])]
            is_then = told.on is None or int(match["year"]) < told.on.year
            if len(near) == 1 and is_then and not _OTHER.search(line.text):
                yield Then(line, age, int(match["year"]), line.span.start + near[0])
                return


def _now(then: Then) -> Figure | None:
    """Return the present age of the one whose past age is told: before it in its sentence, or shortly before that."""
    for line in (*reversed(then.line.near(_BACK)), *then.line.near(0, 1)[1:]):
        found = [
            (match, figure)
            for pattern in _NOW
            for match, (figure,) in line.found(pattern)
            if figure is not then.age and figure.low == figure.high and figure.modifier == "exact"
            and (figure.kind == "age" or (figure.kind == "count" and not figure.noun and match["name"] in _NAMELESS))
        ]  # fmt: skip
        found = [each for each in found if line is not then.line or each[1].end <= then.age.start]
        if line.at > then.line.at and not _IS_HE.match(line.text):
            return None
        if found:
            [(match, figure), *more] = found
            is_same = line.at >= then.line.at or _goes_on(then.line, match["name"])
            is_one = not more and not _OTHER.search(line.text) and _only(then, figure)
            return figure if is_same and is_one and (figure.low or 0) >= value(then.age) else None
        if line.at < then.line.at and _FULL_NAME.search(line.text):
            return None
    return None


def _only(then: Then, now: Figure) -> bool:
    """Tell whether nobody else is named between the two ages."""
    first, last = sorted((now.end, min(then.age.start, then.start)))
    return not _FULL_NAME.search(then.line.told.text[first:last])


def _goes_on(line: Line, name: str) -> bool:
    """Tell whether a sentence goes on with somebody: by the name, or by "He" at its start."""
    return bool(_IS_HE.match(line.text)) or (bool(name) and line.text.startswith(name))


def _born(then: Then) -> tuple[int, int] | None:
    """Return the one year of birth that is told near and where it stands, if it is near and nobody else is told of."""
    told = then.line.told
    births = [
        (int(match["year"]), line.span.start + match.start("year"), line)
        for line in then.line.near(_ALONE, _ALONE)
        for match in _BORN.finditer(line.text)
    ]
    if len(births) != 1 or abs(births[0][2].at - then.line.at) > _BACK or _OTHER.search(births[0][2].text):
        return None
    year, start, line = births[0]
    first, last = sorted((start, then.start))
    is_one = line is then.line or (_IS_HE.match(then.line.text) and not _FULL_NAME.search(told.text[first + 4 : last]))
    return (year, start) if is_one and start != then.start else None


def _miscount(then: Then, on: int, now: Term, expected: str) -> Miscount:
    told, age = then.line.told, then.line.told.words(then.age)
    year = Term(then.start, then.start + 4, str(then.year))
    says = f"“{age}” in “{then.year}” is about {expected} in {on}, where “{now.words}” is printed."
    return Miscount(RULE, (now, told.term(then.age), year), expected, now.words, says)


def _at_birth(then: Then, born: int, start: int) -> Miscount:
    told, age = then.line.told, then.line.told.words(then.age)
    terms = (told.term(then.age), Term(start, start + 4, str(born)), Term(then.start, then.start + 4, str(then.year)))
    expected = f"{then.year - born}"
    says = f"Born in “{born}”, one is about {expected} in “{then.year}”, where “{age}” is printed."
    return Miscount(RULE, terms, expected, age, says)
