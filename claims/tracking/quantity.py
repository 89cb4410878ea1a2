"""Quantities in comparable terms: units of one dimension in its base unit, money by currency, shares apart from points."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from claims.spans.units import match_unit
from claims.text.lexicon import read_lexicon
from claims.text.tokens import tokenise

Rates = Mapping[tuple[str, str], float]
"""What one of the first currency is worth in the second: {("EUR", "USD"): 1.16}."""

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mill": 1e6, "mio": 1e6, "mn": 1e6, "m": 1e6,
    "crore": 1e7, "billion": 1e9, "bn": 1e9, "bln": 1e9, "mrd": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_WORDS = "hundred|thousand|lakh|million|mill|mio|mn|crore|billion|bn|bln|mrd|trillion|tn"
_SCALE = re.compile(rf"^({_WORDS}|k)s?\b\.?\s*(?:of\s+)?", re.IGNORECASE)
_SCALE_BEHIND = re.compile(
    rf"^(?P<unit>\S.*?(?<!\bper)),?\s+(?P<scale>{_WORDS})s?$|^(?P<money>[^\w\s]{{1,2}}|[A-Z]{{3}} )(?P<short>k|m|bn|tn)$",
    re.IGNORECASE,
)
_PART = re.compile(r"^(?:(?P<whole>\S.*?)\s)?(?P<part>cents?|pence|penny|pennies)$", re.IGNORECASE)
"""A hundredth of a currency: "euro cent", "pence"."""

_MILLE = re.compile(r"^(?:‰|per\s?mille?\b)", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_HOW_KEPT = re.compile(  # how a statistic is kept is not what it is in
    r"^(?:current|constant(?:\s+\d{4})?|(?:19|20)\d{2}|nominal|real|chained|annual|monthly|quarterly|international)\s+(?=\S)",
    re.IGNORECASE,
)
_PER = re.compile(r"\s*(?:/|\bper\b|\ba(?=\s+(?:day|week|month|year|head)\b))\s*", re.IGNORECASE)
_POINTS = re.compile(r"(?<!index )(?<!score )\bpoints?\b|\bpp\b|\bbps?\b|\[bp\]", re.IGNORECASE)
_SHARE = re.compile(
    r"%|\bper\s?cent(?:o|age)?\b|\bpct\b|\bpro[czs]ent\b|\bpour\s?cent\b|\bpor\s?ciento\b"
    r"|^(?:growth )?rates? of (?:change|growth)|^growth rate",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(r"^(?:10\^(?P<power>\d{1,2})|(?P<number>\d+(?:\.\d+)?))\s+(?=[^\W\d])")
"""A multiple in digits before a unit: "1000 ha", "10^6 sq km", "0.01 degrees Celsius"."""

_SPELT_OUT = (  # what houses print in a way of their own
    (re.compile(r"\s?\((?:in )?(\w+)\)$"), r" \1"),
    (re.compile(r"\s?['’]0{3}s?$"), " thousand"),
    (re.compile(r"(?<=[tT])\s?(?:of )?CO2\w*.*$"), ""),
    (re.compile(r"(?<=watt)[\s-]?hours?\b"), "-hour"),
    (re.compile(r"(?<=[MGk]W)(?:e|el|th|p)$"), ""),
)
_STATISTICS = (  # the codes of Eurostat's list of units
    (re.compile(r"^(?:PC(?:_\w+)?|(?:\w+_)?PCH(?:_\w+)?|RCH_\w+)$"), "%"),
    (re.compile(r"^THS_(?=\w)"), "thousand "),
    (re.compile(r"^MIO_(?=\w)"), "million "),
    (re.compile(r"(?:^|(?<= ))(?:NR|PER|HAB)$"), "people"),
    (re.compile(r"(?:^|(?<= ))YR$"), "year"),
)
_PERCENT = 100.0
_TIMES = {1.0: "year", 0.08333333333333333: "month", 0.01916495550992471: "week", 0.002737850787132101: "day"}
SOME = "of some country"
"""Instead of a currency's code, where a house prints no more than its sign, or "cents": the currency of whom it is of."""

_IN_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "JMD", "EUR", "ZAR"})
"""Currencies of dollars, or of cents."""

_SIGNS, _BARE = frozenset({"$", "¢"}), frozenset({"dollar", "dollars"})
_NUMBER = re.compile(r"(\d[\d,]*)\s*")
_ISO = re.compile(r"^[A-Z]{3}$")


class Measure(NamedTuple):
    """What a unit is of: a dimension, how many of its base units it makes, what is added first, and per what.

    `per` is a dimension ("area") where it is per a known unit that is no time, and `per_factor` what that unit makes of it.
    """

    dimension: str
    factor: float = 1.0
    zero: float = 0.0
    per: str | None = None
    per_factor: float = 1.0

    def in_base(self, value: float) -> float:
        """Return a value of this unit in the base unit."""
        return (value + self.zero) * self.factor


def measure_of(unit: str | None) -> Measure:
    """Read a unit as an article or a source writes it: UCUM, an ISO currency, a sign, or words.

    "million USD", "current US$", "£ thousands", "annual %", "% of GDP", "sq. km", "per 1,000 people", "euro per month", "vote".
    """
    words = (unit or "").strip()
    for code, spelt in _STATISTICS:
        words = code.sub(spelt, words)
    scale, words = _scaled(words)
    if _POINTS.search(words):
        return Measure("points", scale * (0.01 if re.search(r"basis|bp", words, re.IGNORECASE) else 1.0))
    if _SHARE.search(words) or _MILLE.match(words):
        return Measure("share", scale * (0.1 if _MILLE.match(words) else 1.0))
    head, per = (words, "") if words in _table() else _split(words)
    known = _known(head.strip())
    many, of_what = _many(_currency(per.strip()) or _IN_THOUSANDS.sub("", per.strip()))
    known = known._replace(factor=known.factor * scale / many, per=of_what.lower() or None)
    if _ISO.match(of_what):
        return known._replace(per=of_what)
    whole = _known(of_what)
    if whole.dimension == "duration":
        return known._replace(per=_TIMES.get(whole.factor, of_what.lower()))
    return known if whole.dimension == "count" else known._replace(per=whole.dimension, per_factor=whole.factor)


def _scaled(words: str) -> tuple[float, str]:
    """Part a unit from its multiples, before or behind it, and from how the statistic is kept."""
    scale, words = 1.0, _IN_THOUSANDS.sub("", words)
    for form, spelt in _SPELT_OUT:
        words = form.sub(spelt, words)
    while found := _HOW_KEPT.match(words) or _SCALE.match(words) or _MULTIPLE.match(words):
        scale *= _multiple(found)
        words = words[found.end() :]
    if found := _SCALE_BEHIND.match(words):
        many = (found["scale"] or found["short"]).lower()
        return scale * _SCALES[many], (found["unit"] or found["money"]).strip()
    return scale, words


def _multiple(found: re.Match[str]) -> float:
    if found.re is _MULTIPLE:
        return 10.0 ** int(found["power"]) if found["power"] else float(found["number"])
    return _SCALES[found[1].lower()] if found.re is _SCALE else 1.0


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
    for spelling in (head, head.lower() if len(head) > 2 else head):  # "Year", but not "Pa" or "MW"
        if spelling in _table():
            return _table()[spelling]
    if _ISO.match(head):
        return Measure(f"money {head}")
    if currency := _currency(head):
        return Measure(f"money {currency}")
    if part := _PART.match(head):
        whole = _currency(part["whole"] or "") if part["part"].startswith("c") else "GBP"
        return Measure(f"money {whole or SOME}", 0.01)
    if (code := _spelt(head)) in _table():
        return _table()[code]
    if head in _SIGNS or head.lower() in _BARE:
        return Measure(f"money {SOME}")
    if (first := head.rsplit(" ", 1)[0]) != head and (known := _known(first)).dimension != "count":
        return known  # "m below sea level", "t CO2"
    return Measure("count") if not head or head[0].isalpha() or head[0].isdigit() else Measure(f"unknown {head}")


def _currency(words: str) -> str | None:
    """Return the ISO code of a currency by its name or sign; None where it is none, or one of several."""
    code = words if _ISO.match(words) else _spelt(words, "money")
    return code if _ISO.match(code) else None


def _spelt(words: str, kind: str = "measure") -> str:
    """Return the code of a unit that English spells, as articles are read: "Pound sterling", "sq. km"; "" for none."""
    tokens = tokenise(words)
    found = match_unit(tokens, 0)
    whole = found and found.end == len(tokens) and found.unit.divisor == 1 and found.unit.kind == kind
    return found.unit.code if found and whole else ""


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
        return source.in_base(value) / _against(source, target) - target.zero
    if source.dimension.startswith("money ") and target.dimension.startswith("money "):
        rate = 1.0 if _may_be_one(source, target) else _rate(source.dimension[6:], target.dimension[6:], rates or {})
        return value * source.factor * rate / _against(source, target) if rate else None
    if _is_share(source, target):  # so many of each thousand, and per cent
        return value * source.factor * _PERCENT / target.factor
    if _is_share(target, source):
        return value * source.factor / _PERCENT / target.factor
    return None


def _is_share(rate: Measure, share: Measure) -> bool:
    """Tell whether two units are a number of each hundred or more, and a share."""
    return share.dimension == "share" and rate.dimension == "count" and rate.factor * _PERCENT <= 1


def _against(source: Measure, target: Measure) -> float:
    """Return of how much of the base a target is one, for what the source is per."""
    return target.factor * (source.per_factor / target.per_factor if source.per == target.per else 1.0)


def _may_be_one(source: Measure, target: Measure) -> bool:
    """Tell whether one of two sums is printed with a bare sign that the other's currency has."""
    codes = {source.dimension[6:], target.dimension[6:]}
    return SOME in codes and all(code == SOME or code in _IN_DOLLARS for code in codes)


def _rate(source: str, target: str, rates: Rates) -> float | None:
    if (source, target) in rates:
        return rates[source, target]
    return 1 / rates[target, source] if rates.get((target, source)) else None
