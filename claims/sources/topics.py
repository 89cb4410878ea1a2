"""What of a claim statistics are kept on: the country, the indicator and the year that its figure is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.model import Claim
from claims.sources.model import Asking
from claims.text.lexicon import read_lexicon

_MONEY = re.compile(r"^(?:[A-Z]{3}|[$€£¥₹])$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or union: its names, and what sources call it."""

    names: tuple[str, ...]
    iso3: str
    eurostat: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One statistic: how claims speak of it, where it is kept, and what it is."""

    name: str
    words: re.Pattern[str]
    without: re.Pattern[str] | None
    units: frozenset[str]
    definition: str
    unit: str
    world_bank: str | None
    eurostat: str | None
    wikidata: str | None
    negated: bool


@cache
def _countries() -> Mapping[str, Country]:
    return {
        name: Country(tuple(row["names"]), row["iso3"], row.get("eurostat"))
        for row in read_lexicon("countries")["country"]
        for name in row["names"]
    }


@cache
def _names() -> re.Pattern[str]:
    longest = sorted(_countries(), key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return the statistics that are known, in the order in which they are tried."""
    return tuple(_indicator(row) for row in read_lexicon("indicators")["indicator"])


def _indicator(row: Mapping[str, Any]) -> Indicator:
    without = "|".join(row.get("without", ()))
    return Indicator(
        name=row["name"],
        words=re.compile("|".join(row["words"]), re.IGNORECASE),
        without=re.compile(without, re.IGNORECASE) if without else None,
        units=frozenset(row["units"]),
        definition=row["definition"],
        unit=row["unit"],
        world_bank=row.get("world_bank"),
        eurostat=row.get("eurostat"),
        wikidata=row.get("wikidata"),
        negated=row.get("negated", False),
    )


def country_of(claim: Claim) -> Country | None:
    """Return the one country that a claim is of: named in what it measures, else alone in its sentence; None for none or two."""
    measured = claim.measured if claim.measured and " " in claim.measured else ""  # a lone name is one of several
    for text in (measured, claim.sentence):
        found = {_countries()[name].iso3: _countries()[name] for name in _names().findall(text.replace(".S.", "S"))}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return None
    return None


def indicator_of(claim: Claim) -> Indicator | None:
    """Return the statistic that a figure is of, by its unit and by what it measures, else by its sentence."""
    if claim.value_low is None and claim.value_high is None:
        return None
    unit = "money" if claim.unit and _MONEY.match(claim.unit) else claim.unit or ""
    return next((each for each in indicators() if unit in each.units and _speaks_of(each, claim)), None)


def _speaks_of(indicator: Indicator, claim: Claim) -> bool:
    about = f"{claim.measured or ''} {claim.sentence}"
    return bool(indicator.words.search(about)) and not (indicator.without and indicator.without.search(about))


def years_of(asking: Asking) -> tuple[int, int]:
    """Return the first and last year that a claim is about: its own time, else that of its article, else today."""
    claim = asking.claim
    if claim.time_first and claim.time_last:
        return claim.time_first.year, claim.time_last.year
    year = (asking.on or asking.today).year
    return year, year
