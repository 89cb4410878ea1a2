"""The World Bank's indicators: totals and rates by country and year.

Its API answers `[{"page", "pages", ...}, [{"countryiso3code", "date", "value"}, ...]]`, and errors as `[{"message": [...]}]`.
"""

from urllib.parse import quote

from claims.sources.compare import Kept, Point, compared, silent, year
from claims.sources.model import Answer, Asking, NotReadable, Question, Source, number, read_json, rows, table, words
from claims.sources.topics import Indicator, country_of, indicator_of, years_of

_YEARS_BACK = 10  # of a series before the claim's own year
_FIRST_YEAR = 1960


def ask(asking: Asking) -> Question | None:
    """Ask for the indicator of the claim's country, from ten years before its time on."""
    indicator, country = indicator_of(asking.claim), country_of(asking.claim)
    if indicator is None or indicator.world_bank is None or country is None:
        return None
    first, last = years_of(asking)
    if last < _FIRST_YEAR:
        return None
    span = f"{max(_FIRST_YEAR, first - _YEARS_BACK)}:{min(last, asking.today.year)}"
    query = f"/v2/country/{quote(country.iso3)}/indicator/{quote(indicator.world_bank)}?format=json&per_page=200&date={span}"
    return Question(SOURCE.name, query, f"{indicator.name}, {country.names[0]}, {span}")


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Compare the figure of the claim's year; the years around it are the series."""
    answer = list(rows(read_json(body), 2))
    head = table(answer[0]) if answer else {}
    indicator = indicator_of(asking.claim)
    if indicator is None:
        raise NotReadable("the claim is of no indicator any more")
    kept = _kept(indicator, question)
    if "message" in head:
        said = [words(table(each).get("value"), 100) for each in rows(head["message"], 3)]
        return [silent(f"The World Bank has no such series: {'; '.join(filter(None, said))}.", kept)]
    if "page" not in head:
        raise NotReadable("its answer is no list of an indicator")
    found = list(rows(answer[1])) if len(answer) > 1 else []
    return [compared(asking, [point for row in found if (point := _point(row))], kept)]


def _point(row: object) -> Point | None:
    value, printed_year = number(table(row).get("value")), words(table(row).get("date"), 10)
    if value is None or printed_year is None or not printed_year.isdecimal() or not 1900 <= int(printed_year) <= 2100:
        return None
    return Point(value, *year(int(printed_year)))


def _kept(indicator: Indicator, question: Question) -> Kept:
    country = question.query.split("/")[3]
    return Kept(
        definition=indicator.definition,
        unit=indicator.unit,
        publisher="World Bank",
        title=question.about.rpartition(",")[0],
        url=f"https://data.worldbank.org/indicator/{indicator.world_bank}?locations={country}",
    )


SOURCE = Source(
    name="world_bank",
    title="World Bank indicators",
    ask=ask,
    read=read,
    address="https://api.worldbank.org",
    rhythm_days=90,
)
