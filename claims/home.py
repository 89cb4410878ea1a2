"""Whose money an article counts in: its agency, outlet and places settle what a bare "$", "Rs" or "peso" means.

What nothing settles stays as printed. Each answer comes with its basis, in words for people.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from claims.agencies import agency_of
from claims.model import Article, Figure
from claims.spans.units import unit_book, unit_named
from claims.text.lexicon import read_lexicon

_NAME = re.compile(r"\b[A-Z][\w.’'&-]*")
_MARKED = re.compile(r"\b((?:[A-Z]\.){2}|[A-Z][A-Za-z]{0,2})\s?\$|\$(US|AU|A|C|CA|NZ|HK|S|SG|NT)\b")
_ENOUGH = 2  # mentions that make a text one of a country against what its outlet says
_SHARE = 2  # how many times as often as any other a country must be named where only names tell


class Country(NamedTuple):
    """A country of the lexicon, as its money needs it."""

    name: str
    currency: str


class Settled(NamedTuple):
    """A currency by its ISO code, and what it rests on."""

    code: str
    basis: str


class Origin(NamedTuple):
    """Who printed an article: the agency that writes for the whole world, and the outlet's country."""

    wire: str | None = None
    outlet: Country | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """What an article tells of where it is at home: its agency, its outlet's country, the countries that it names."""

    wire: str | None = None
    outlet: Country | None = None
    named: "Counter[Country]" = field(default_factory=Counter)
    marked: frozenset[str] = frozenset()  # the dollars that the text marks as one country's: "A$"

    def dollar(self) -> Settled | None:
        """Return whose dollar a bare sign is; None where nothing, or too much, speaks for one."""
        if self.wire:
            return Settled("USD", f"{self.wire} marks every dollar but the United States’")
        named = self._counts(_dollars())
        if self.outlet:
            return self._dollar_of(self.outlet, named)
        if "USD" in self.marked:
            other = next((code for code, _ in named.most_common() if code != "USD"), None)
            return Settled(other, f"the text marks US$, and names {_land(other)}") if other else _AMERICAN_MARK
        if self.marked:
            return Settled("USD", "the text marks the dollars of other countries")
        return self._by_names(named) or self._abroad() or (None if named else _USUAL)

    def _dollar_of(self, outlet: Country, named: "Counter[str]") -> Settled | None:
        """Return the dollar that an outlet's country writes bare, unless the text is all of another's."""
        own = outlet.currency in _dollars()
        code = outlet.currency if own else "USD"
        others = [other for other, times in named.items() if other != code and times >= _ENOUGH]
        if others and not named[code] and not self.marked.intersection(others):
            return None
        return Settled(code, f"the outlet is of {outlet.name}" + ("" if own else ", which has no dollar of its own"))

    def currency(self, family: str) -> Settled | None:
        """Return which of the currencies of one name ("rupee") the article means: one an article, its outlet's first."""
        codes = frozenset(_families().get(family, ()))
        named = self._counts(codes)
        own = self.outlet.currency if self.outlet else None
        elsewhere = any(times >= _ENOUGH for code, times in named.items() if code != own)
        if self.outlet and own in codes and (named[own] or not elsewhere):
            return Settled(self.outlet.currency, f"the outlet is of {self.outlet.name}")
        return self._by_names(named)

    def own(self) -> Settled | None:
        """Return the money of a price without any sign ("the shares rose to 35.20"); None where that may be pence."""
        named = self._counts({country.currency for country in self.named})
        found = self._by_names(named)
        if self.outlet and not self.wire and (named[self.outlet.currency] or not named):
            found = Settled(self.outlet.currency, f"the outlet is of {self.outlet.name}")
        return None if found and found.code in _IN_HUNDREDTHS else found

    def _counts(self, codes: Iterable[str]) -> "Counter[str]":
        """Return how often the text names the countries of each of these currencies."""
        counts: Counter[str] = Counter()
        for country, times in self.named.items():
            if country.currency in codes:
                counts[country.currency] += times
        return counts

    def _by_names(self, named: "Counter[str]") -> Settled | None:
        """Return the currency whose country the text names by far most."""
        if not named:
            return None
        (code, most), *others = named.most_common(2)
        clear = not others or most >= _SHARE * others[0][1]
        return Settled(code, f"of the countries with such money the text names {_land(code)}") if clear else None

    def _abroad(self) -> Settled | None:
        """Read the dollar of a text that is of a country without one, where the US dollar is meant."""
        top = self.named.most_common(1)
        if not top or top[0][1] < _ENOUGH or top[0][0].currency in _dollars():
            return None
        return Settled("USD", f"the text is of {top[0][0].name}, which has no dollar of its own")


_AMERICAN_MARK = Settled("USD", "the text says US$ elsewhere")
_USUAL = Settled("USD", "nothing in the text speaks for the dollar of another country")


def home_of(article: Article) -> Home:
    """Return where an article is at home, read from its agency, address, outlet and words."""
    return Home(*origin_of(article), _named_in(article.text), _marked_in(article.text))


def origin_of(article: Article) -> Origin:
    """Return what tells whose money an article counts in, its words aside."""
    outlet = _site(article)
    wire = agency_of(article)
    if wire is None and outlet and _ends_in(outlet, _wires()):
        wire = outlet
    international = wire if wire in read_lexicon("homes")["wires"] or wire == outlet else None
    return Origin(international, _country_of(outlet) if outlet else None)


def settle_money(figures: Iterable[Figure], home: Home) -> Iterator[Figure]:
    """Yield the figures, those in a currency word of several countries with the article's currency and its basis."""
    for figure in figures:
        bare = figure.kind == "money" and figure.unit is None
        found = home.own() if bare else _currency_of(figure, home) if figure.family else None
        yield replace(figure, unit=found.code, unit_basis=found.basis) if found else figure


def _currency_of(figure: Figure, home: Home) -> Settled | None:
    family = _whole_of(figure.family or "")
    if family == "dollar":
        cents = figure.family == "cent" and home.outlet is not None and home.outlet.currency in _CENTS
        return (
            Settled(home.outlet.currency, f"the outlet is of {home.outlet.name}")
            if cents and home.outlet
            else home.dollar()
        )
    if family == "rupee" or figure.unit == unit_named(family).code:
        return home.currency(family)
    return None


_IN_HUNDREDTHS = frozenset(("GBP", "ZAR", "ILS"))
"""Money whose share prices are printed in pence and cents."""

_CENTS = frozenset(("EUR", "ZAR", "KES", "MUR", "LKR"))
"""Other money whose hundredth is a cent."""


def is_open(figure: Figure) -> bool:
    """Tell whether a figure's unit is still a word or sign that several currencies share."""
    return bool(figure.family) and len(figure.unit or "") != len("USD")


@cache
def _families() -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(row.get("places", ())) for row in read_lexicon("currencies")["family"]}


@cache
def _whole_of(family: str) -> str:
    """Return the family of a coin: the dollar of the cent; a whole currency is its own."""
    whole = {row["word"]: row["whole"] for row in read_lexicon("currencies")["minor"]}.get(family)
    if whole is None:
        return family
    named = {unit.code: unit.family for entries in unit_book().words.values() for _, unit in entries if unit.family}
    in_family = next((word for word, codes in _families().items() if whole in codes), None)
    return "dollar" if whole == "$" else in_family or named.get(whole) or family


@cache
def _dollars() -> frozenset[str]:
    """Return the codes of all dollars."""
    rows = read_lexicon("currencies")["currency"]
    return frozenset(row["code"] for row in rows if any(word.endswith("dollar") for word in row["words"]))


# --- what tells a country ---------------------------------------------------------------------------------------------


@cache
def _countries() -> dict[str, Country]:
    """Return the country of each name, domain ending (with its dot) and outlet."""
    found: dict[str, Country] = {}
    for row in read_lexicon("homes")["country"]:
        country = Country(row["name"], row["currency"])
        for key in (*row["words"], *row["outlets"], *(f".{ending}" for ending in row["endings"])):
            found.setdefault(key, country)
    return found


@cache
def _land(code: str) -> str:
    return next(country.name for country in _countries().values() if country.currency == code)


@cache
def _wires() -> frozenset[str]:
    return frozenset(read_lexicon("homes")["wire_outlets"])


@cache
def _titles() -> dict[str, Country]:
    """Return the country of each outlet by its domain's first part, which is most often its title run together."""
    outlets = [(key, country) for key, country in _countries().items() if "." in key[1:]]
    return {key.split(".")[0].removeprefix("the"): country for key, country in outlets}


def is_outlet(title: str) -> bool:
    """Tell whether a title is that of an outlet that the lexicon knows: "Politico"."""
    return _country_of(title.strip().lower()) is not None


def _site(article: Article) -> str | None:
    """Return the site of an article: the host of its address, else its outlet, which may be a domain or a title."""
    host = urlsplit(article.url).hostname if article.url else None
    return host or (article.outlet.strip().lower() if article.outlet else None)


def _ends_in(site: str, domains: frozenset[str]) -> bool:
    return any(tail in domains for tail in _tails(site))


def _tails(site: str) -> list[str]:
    """Return a domain and what is left of it as its labels are taken away in front."""
    labels = site.split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]


def _country_of(site: str) -> Country | None:
    """Return the country of a domain that is known or whose ending tells, or of a title that is known."""
    if "." not in site:
        return _titles().get(re.sub(r"\W", "", site).removeprefix("the"))
    known = (_countries().get(tail) for tail in _tails(site) if "." in tail)
    return next(filter(None, known), None) or _countries().get("." + site.rsplit(".", 1)[1])


def _named_in(text: str) -> "Counter[Country]":
    """Count the names in a text that tell a country."""
    counts: Counter[Country] = Counter()
    names, end = _NAME.finditer(text), 0
    for name in names:
        if name.start() < end:
            continue
        found = _longest(text, name.start())
        if found:
            counts[found[0]] += 1
            end = name.start() + found[1]
    return counts


def _longest(text: str, at: int) -> tuple[Country, int] | None:
    """Return the country of the longest name of the lexicon that begins at a place, and the length of that name."""
    words = [word.strip(".,’'") for word in text[at : at + 40].split(" ")[:3]]
    for size in range(len(words), 0, -1):
        spelt = " ".join(words[:size]).replace(".", "")
        name = re.split(r"[^\w& ]", spelt)[0]
        found = _countries().get(name) or _countries().get(name.removesuffix("s"))
        if found and name[:1].isupper():
            return found, len(name)
    return None


def _marked_in(text: str) -> frozenset[str]:
    """Return the dollars that a text marks as one country's."""
    letters = ((match[1] or match[2]).replace(".", "") for match in _MARKED.finditer(text))
    units = (unit_book().dollars.get(each) for each in letters)
    return frozenset(unit.code for unit in units if unit)
