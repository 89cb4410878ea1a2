"""A source's title as far as it says what is measured: without codes, and without who counted, in which form.

Statistics, registries and fact-checks print all of it in one line. What is left out here must limit nothing.
"""

import re
from dataclasses import replace
from functools import cache

from claims.text.lexicon import read_lexicon
from claims.tracking.definition import Subject, changes, subject_of

_TAGGED = re.compile(r"\b(\w+)\s?\([a-z][\w-]*:\1\)")
"""A concept of a company's report beside its own tag: "GrossProfit (us-gaap:GrossProfit)"."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EITHER_SIGN = re.compile(r"(?<=income) loss\b|(?<=profit) loss\b")
_CODE = re.compile(
    r"\s?\((?:[PQL]\d{2,}|\w[\w-]{0,40}(?:[._:]\w[\w-]{0,40})+|\$?0{3}s?)\)"
    r"|\s?\[[A-Z][A-Z\d.]*[_\d][A-Z_\d.]*\]"
    r"|\b[A-Z]{2}[A-Z\d]*(?:[._][A-Z\d]+)+\b(?:,\s|:\s|\s[-–]\s)?"
)
"""What a house numbers its series by, in brackets ("[ABC_DE_F]", "(P99)", "(AB.C.DEF)") or before the title."""

_BASE = re.compile(r"\s?\(\d{4}\s?=\s?100\)")
_TABLE = re.compile(r"\s\[[A-Z][A-Z\d_]+\]")
_BY_WHAT = re.compile(r"\sby\s[^()\[\]]{2,80}?(?=\s*(?:\(|\[|\s-\s))")
"""How a table is laid out ("by age and sex"); the row that is meant stands behind the table's title."""

_TOLD_BY = re.compile(
    r"^[^,:;]{3,80}?\b(?:shows?|showed|estimate[sd]?|found|finds|reported|reports|says|said|suggests?|suggested|recorded)\sthat\s"
)
_PLACE = re.compile(r"\s?\(place: (?:[^(),]{0,80}, ){0,4}([^(),]{1,80})\)")
"""Where a catalogue says that an event was, of which the last part is the country."""

_CHECKED = re.compile(r"^[^:]{0,80}\b[Ff]act-?check\b[^:]{0,80}:\s")
_COUNTRIES = frozenset({"World Bank"})
"""Houses that count by country, so that a name is a country's."""


def titled(definition: str, unit: str, source: str) -> Subject:
    """Read what a source's number is, by its title, its unit and the house that prints it."""
    coded = _TAGGED.sub(_spelt, definition)
    if _TABLE.search(coded):
        coded = _BY_WHAT.sub("", coded, count=1)
    title = _without(_form("phrases"), _BASE.sub("", _CODE.sub("", coded)))
    whole = subject_of(f"{title} (country)" if source in _COUNTRIES else title)
    bare = subject_of(_without(_form("ways"), _without_house(title)))
    return replace(whole, text=bare.text, names=bare.names, is_change=whole.is_change or changes(unit))


def _spelt(found: re.Match[str]) -> str:
    """Return a tag as words, with one sign of what it names."""
    return _EITHER_SIGN.sub("", _HUMP.sub(" ", found[1]).lower())


@cache
def _form(name: str) -> re.Pattern[str]:
    """Return a pattern of a table's phrases, with brackets around them."""
    phrases = sorted(read_lexicon("definitions")["form"][name], key=len, reverse=True)
    return re.compile(rf"\s?\(?\b(?:{'|'.join(map(re.escape, phrases))})\b\)?", re.IGNORECASE)


def _without(form: re.Pattern[str], title: str) -> str:
    """Return a title without phrases of form, and without the marks that they leave behind."""
    return re.sub(r"(?:\s?[-–,](?=\s?[-–,]))+", "", form.sub("", title)).strip(" ,-–")


def _without_house(title: str) -> str:
    """Return a title without who says it, and without the segments behind the first that name a register alone."""
    title = _PLACE.sub(r", \1", _TOLD_BY.sub("", _CHECKED.sub("", title)))
    first, *others = title.split(", ")
    return ", ".join((first, *(each for each in others if not _is_house(each))))


def _is_house(segment: str) -> bool:
    lower = segment.lower()
    return any(word in lower for word in read_lexicon("definitions")["form"]["houses"])
