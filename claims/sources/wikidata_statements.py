"""Quantities of Wikidata: a statement's amount with its bounds, unit, point in time, rank and reference."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from claims.model import Claim
from claims.sources.compare import Kept, Point, compared, silent
from claims.sources.model import Asking, Evidence, NotReadable, Question, address, number, rows, table, words
from claims.sources.topics import country_of, indicator_of
from claims.sources.wikidata_items import PAGE, api_question
from claims.text.topics import any_of

_UNITS = {
    "1": "", "Q712226": "km2", "Q232291": "square mile", "Q25343": "m2", "Q35852": "hectare", "Q4917": "USD", "Q4916": "EUR",
    "Q25224": "GBP", "Q8146": "JPY", "Q11573": "m", "Q828224": "km", "Q577": "a", "Q11229": "%",
}  # fmt: skip
_NAME = r"(?:[A-Z][\w’'-]+)"
_EVENT = re.compile(
    rf"\b(?:(?:Hurricane|Typhoon|Cyclone|Storm|Operation|Battle of|Siege of)\s+(?:the\s+)?{_NAME}(?:\s{_NAME})*"
    rf"|(?:(?:19|20)\d\d\s+)?{_NAME}(?:\s(?:of\s)?{_NAME}){{0,4}}\s+(?:earthquake|tsunami|bombings?|attacks?|massacre|genocide|famine|disaster|siege|crash"
    r"|explosion|hijacking|eruption|floods?|wildfires?|shooting|stampede|riots?))\b"
)
_HARM = re.compile(rf"\b{any_of('harm', 'harmed', 'words')}\b", re.IGNORECASE)
_INJURED = re.compile(r"\b(?:injur|wound|hurt)", re.IGNORECASE)
_PLACE = re.compile(rf"(?<![\w’'-])({_NAME}(?:\s{_NAME}){{0,3}})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The property that a claim's figure would be, of which item."""

    item: str
    property: str
    definition: str
    unit: str


def wanted_statement(asking: Asking) -> Wanted | None:
    """Return which statement of which item the claim's figure would be; None where it is of none that is known."""
    claim = asking.claim
    event = _EVENT.search(claim.sentence) if claim.kind == "people" and _HARM.search(claim.sentence) else None
    if event:
        injured = bool(_INJURED.search(claim.measured or "") or _INJURED.search(_behind(claim)))
        known = ("P1339", "number of injured") if injured else ("P1120", "number of deaths")
        return Wanted(" ".join(event[0].split()).removeprefix("The "), known[0], known[1], "person")
    indicator = indicator_of(claim)
    if indicator is None or indicator.wikidata is None:
        return None
    country = country_of(claim)
    place = country.names[0] if country else _place(claim)
    return Wanted(place, indicator.wikidata, indicator.definition, indicator.unit) if place else None


def _behind(claim: Claim) -> str:
    """Return the words behind a claim's own in its sentence, as far as they say what became of the people."""
    return claim.sentence[claim.end_char - claim.sentence_start :][:30]


def _place(claim: Claim) -> str | None:
    """Return the one name that what is measured, else the sentence, holds; None for none or several."""
    for text in (claim.measured or "", claim.sentence[: claim.start_char - claim.sentence_start]):
        names: set[str] = {found for found in _PLACE.findall(text) if found.lower() not in _NO_PLACES}
        if len(names) == 1:
            return next(iter(names))
    return None


_NO_PLACES = frozenset(
    (
        "the",
        "in",
        "it",
        "he",
        "she",
        "they",
        "a",
        "an",
        "with",
        "its",
        "at",
        "but",
        "and",
        "this",
        "that",
        "about",
        "some",
        "more",
    )
)


def statements_question(asking: Asking, question: Question, item: str) -> Question:
    """Return the question for the statements of an item's property."""
    wanted = wanted_statement(asking)
    if wanted is None:
        raise NotReadable("the claim is of no known property any more")
    parameters = {"action": "wbgetclaims", "entity": item, "property": wanted.property}
    about = f"{wanted.definition} of {wanted.item}"
    return api_question(parameters, about, {**question.kept, "step": "statements", "item": item})


def read_statements(asking: Asking, question: Question, answer: Mapping[str, Any]) -> Sequence[Evidence]:
    """Compare the statement of the claim's time; those of other times are the series, and deprecated ones do not count."""
    wanted, item = wanted_statement(asking), question.kept["item"]
    if wanted is None or not isinstance(answer.get("claims"), dict | list):
        raise NotReadable("its answer has no statements")
    kept = Kept(wanted.definition, wanted.unit, "Wikidata", f"{wanted.item}: {wanted.definition}", PAGE + item)
    stated = [
        s for s in map(table, rows(table(answer["claims"]).get(wanted.property), 500)) if s.get("rank") != "deprecated"
    ]
    read = [(found, reference_of(s)) for s in stated if (found := _point(s, asking))]
    if not read:
        return [silent(f"Wikidata has no {wanted.definition} of {wanted.item}.", kept)]
    unit = read[-1][0][1] or wanted.unit
    points = [point for (point, of), _ in read if (of or wanted.unit) == unit]
    evidence = compared(asking, points, replace(kept, unit=unit))
    source = next((url for (point, _), url in read if point.last == evidence.as_of and url), None)
    return [replace(evidence, says=f"{evidence.says} It names {source} as its source." if source else evidence.says)]


def _point(statement: Mapping[str, Any], asking: Asking) -> tuple[Point, str] | None:
    """Return a statement's amount with its days, and its unit ("" for a bare number); None for what is none that is known."""
    snak = table(statement.get("mainsnak"))
    value = table(table(snak.get("datavalue")).get("value"))
    amount, unit = number(value.get("amount")), _unit(value.get("unit"))
    if snak.get("snaktype") != "value" or amount is None or unit is None:
        return None
    times = rows(table(statement.get("qualifiers")).get("P585"), 1)
    days = next((span for time in times if (span := _days(table(table(time).get("datavalue")).get("value")))), None)
    first, last = days or (date(1900, 1, 1), asking.on or asking.today)
    return Point(amount, first, last, number(value.get("lowerBound")), number(value.get("upperBound"))), unit


def _unit(value: object) -> str | None:
    """Return our code of a unit ("1" or the address of its item); None for one that is not known."""
    return _UNITS.get(value.rpartition("/")[2]) if isinstance(value, str) else None


def _days(value: object) -> tuple[date, date] | None:
    """Return the days of a point in time: "+2021-01-01T00:00:00Z" with a precision of 9 (year), 10 (month) or 11 (day)."""
    time, precision = words(table(value).get("time"), 40), table(value).get("precision")
    found = re.fullmatch(r"\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z", time or "")
    if found is None or precision not in (9, 10, 11):
        return None
    year, month, day = map(int, found.groups())
    try:
        if precision == 9:
            return date(year, 1, 1), date(year, 12, 31)
        if precision == 10:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def reference_of(statement: Mapping[str, Any]) -> str | None:
    """Return the first address that a statement gives as its reference (P854)."""
    for reference in map(table, rows(statement.get("references"), 10)):
        for snak in map(table, rows(table(reference.get("snaks")).get("P854"), 3)):
            if found := address(table(snak.get("datavalue")).get("value")):
                return found
    return None


def start_of(statement: Mapping[str, Any]) -> date | None:
    """Return the day since when a statement holds (P580)."""
    times = rows(table(statement.get("qualifiers")).get("P580"), 1)
    spans = [_days(table(table(time).get("datavalue")).get("value")) for time in times]
    return spans[0][0] if spans and spans[0] else None
