"""Eurostat: monthly and yearly rates of the countries of the European Union and their neighbours.

Its API answers JSON-stat 2.0: the dimensions' codes by place, and values by the number of their cell.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from claims.sources.compare import Kept, Point, compared, silent, year
from claims.sources.model import Answer, Asking, NotReadable, Question, Source, number, read_json, rows, table, words
from claims.sources.topics import country_of, indicator_of, years_of

_YEARS_BACK = 3
_TIME = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])|-?(?P<quarter>Q[1-4]))?$")


def ask(asking: Asking) -> Question | None:
    """Ask for the rate of the claim's country, from three years before its time on."""
    indicator, country = indicator_of(asking.claim), country_of(asking.claim)
    if indicator is None or indicator.eurostat is None or country is None or country.eurostat is None:
        return None
    first, _ = years_of(asking)
    query = f"/eurostat/api/dissemination/statistics/1.0/data/{indicator.eurostat}&geo={quote(country.eurostat)}"
    since = f"&sinceTimePeriod={first - _YEARS_BACK}&format=JSON&lang=EN"
    return Question(SOURCE.name, query + since, f"{indicator.name}, {country.names[0]}")


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Compare the value of the claim's month or year; those around it are the series."""
    answer, indicator = table(read_json(body)), indicator_of(asking.claim)
    if indicator is None:
        raise NotReadable("the claim is of no indicator any more")
    data_set = question.query.rpartition("/data/")[2].partition("?")[0]
    page = f"https://ec.europa.eu/eurostat/databrowser/view/{data_set}/default/table?lang=en"
    kept = Kept(indicator.definition, indicator.unit, "Eurostat", question.about, page)
    if "error" in answer:
        said = [words(table(each).get("label"), 100) for each in rows(answer["error"], 3)]
        return [silent(f"Eurostat has no such series: {'; '.join(filter(None, said))}.", kept)]
    if answer.get("class") != "dataset":
        raise NotReadable("its answer is no JSON-stat data set")
    sign = -1 if indicator.negated else 1
    return [compared(asking, [Point(sign * p.value, p.first, p.last) for p in _points(answer)], kept)]


def _points(answer: Mapping[str, Any]) -> list[Point]:
    """Return the values by their time, where no other dimension has more than one category."""
    names = [each for each in rows(answer.get("id"), 20) if isinstance(each, str)]
    sizes = [each for each in rows(answer.get("size"), 20) if isinstance(each, int)]
    if "time" not in names or len(names) != len(sizes):
        raise NotReadable("its answer has no time")
    if any(size > 1 for name, size in zip(names, sizes, strict=True) if name != "time"):
        raise NotReadable("its answer has more than one series")
    places = table(table(table(table(answer.get("dimension")).get("time")).get("category")).get("index"))
    values = answer.get("value")
    by_cell = values if isinstance(values, dict) else {str(at): each for at, each in enumerate(rows(values))}
    found = [(str(code), number(by_cell.get(str(at)))) for code, at in list(places.items())[:2_000]]
    days = [(_days(code), value) for code, value in found]
    return [Point(value, *span) for span, value in days if span is not None and value is not None]


def _days(code: str) -> tuple[date, date] | None:
    """Return the days of "2025", "2025-09" or "2025-Q3"."""
    found = _TIME.fullmatch(code)
    if found is None:
        return None
    number_of = int(found["year"])
    if found["month"]:
        first = last = int(found["month"])
    elif found["quarter"]:
        last = 3 * int(found["quarter"][1])
        first = last - 2
    else:
        return year(number_of)
    return date(number_of, first, 1), date(number_of, last, monthrange(number_of, last)[1])


SOURCE = Source(
    name="eurostat",
    title="Eurostat",
    ask=ask,
    read=read,
    address="https://ec.europa.eu",
    rhythm_days=30,
)
