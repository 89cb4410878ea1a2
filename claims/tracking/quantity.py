"""Quantities in comparable terms: units of one dimension in its base unit, money by currency, shares apart from points."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from claims.text.lexicon import read_lexicon

Rates = Mapping[tuple[str, str], float]
"""What one of the first currency is worth in the second: {("EUR", "USD"): 1.16}."""

_SCALE = re.compile(r"^(hundred|thousand|million|billion|trillion|mn|bn|tn|k)s?\b\.?\s*(?:of\s+)?", re.IGNORECASE)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}  # fmt: skip
_PER = re.compile(r"\s*(?:/|\bper\b|\ba(?=\s+(?:day|week|month|year|head)\b))\s*", re.IGNORECASE)
_POINTS = re.compile(r"(?<!index )\bpoints?\b|\bpp\b|\bbps?\b|\[bp\]", re.IGNORECASE)
_SHARE = re.compile(r"^(?:%|percent|per cent|pct|percentage)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d[\d,]*)\s*")
_ISO = re.compile(r"^[A-Z]{3}$")


class Measure(NamedTuple):
    """What a unit is of: a dimension, how many of its base units it makes, what is added first, and per what."""

    dimension: str
    factor: float = 1.0
    zero: float = 0.0
    per: str | None = None

    def in_base(self, value: float) -> float:
        """Return a value of this unit in the base unit."""
        return (value + self.zero) * self.factor


def measure_of(unit: str | None) -> Measure:
    """Read a unit: UCUM, an ISO currency, a sign, or words ("million USD", "% of GDP", "per 1,000 people", "vote")."""
    words = (unit or "").strip()
    scale = 1.0
    while found := _SCALE.match(words):
        scale *= _SCALES[found[1].lower()]
        words = words[found.end() :]
    if _POINTS.search(words):
        return Measure("points", scale * (0.01 if re.search(r"basis|bp", words, re.IGNORECASE) else 1.0))
    if _SHARE.match(words):
        return Measure("share", scale)
    head, per = (words, "") if words in _table() else _split(words)
    known = _known(head.strip())
    many, of_what = _many(per.strip().lower())
    return known._replace(factor=known.factor * scale / many, per=of_what or None)


def _many(per: str) -> tuple[float, str]:
    """Return of how many a rate is, and of what: 1,000 and people of "1,000 people"."""
    many, found = 1.0, _NUMBER.match(per)
    if found and float(found[1].replace(",", "")):
        many, per = float(found[1].replace(",", "")), per[found.end() :]
    while found := _SCALE.match(per):
        many *= _SCALES[found[1].lower()]
        per = per[found.end() :]
    return many, per


def known_measure(unit: str | None) -> Measure | None:
    """Return the measure of a unit that is in the table as it is written; None for money, shares and counted nouns."""
    return _table().get(unit or "")


def _split(words: str) -> tuple[str, str]:
    """Part a unit from what it is per."""
    found = _PER.search(words)
    return (words[: found.start()], words[found.end() :]) if found else (words, "")


def _known(head: str) -> Measure:
    """Return the measure of a bare unit; what is no unit is a counted noun."""
    if head in _table():
        return _table()[head]
    if _ISO.match(head):
        return Measure(f"money {head}")
    return Measure("count") if not head or head[0].isalpha() or head[0].isdigit() else Measure(f"unknown {head}")


@cache
def _table() -> dict[str, Measure]:
    """Return the measures of `lexicon/conversions.toml` by code and by every spelling there."""
    found = {}
    for dimension, rows in read_lexicon("conversions").items():
        for row in rows:
            measure = Measure(dimension, float(row["factor"]), float(row.get("zero", 0.0)))
            found.update(dict.fromkeys(row["codes"], measure))
    return found


def converted(value: float, source: Measure, target: Measure, rates: Rates | None = None) -> float | None:
    """Return a value of the first in units of the second; None where they measure different things or no rate is known."""
    if source.dimension == target.dimension:
        return source.in_base(value) / target.factor - target.zero
    if source.dimension.startswith("money ") and target.dimension.startswith("money "):
        rate = _rate(source.dimension[6:], target.dimension[6:], rates or {})
        return value * source.factor * rate / target.factor if rate else None
    return None


def _rate(source: str, target: str, rates: Rates) -> float | None:
    if (source, target) in rates:
        return rates[source, target]
    return 1 / rates[target, source] if rates.get((target, source)) else None
