"""Rates of exchange that two texts give the other way round: euros per pound, and pounds per euro."""

import re
from functools import cache

from claims.text.lexicon import read_lexicon
from claims.tracking.quantity import Measure

_RATE = re.compile(r"\b(?:(?:exchange|reference|cross) rates?|per|price of (?:one|a)|one)\b", re.IGNORECASE)
_POUND = re.compile(r"\bpounds?\b", re.IGNORECASE)
"""Of several countries, and of none of the others' words."""

_MONEY = "money "


def is_inverse(ours: Measure, measured: str, theirs: Measure, definition: str) -> bool:
    """Tell whether one text gives in its currency what a unit of the other's is worth, and the other text the reverse."""
    if not (ours.dimension.startswith(_MONEY) and theirs.dimension.startswith(_MONEY)) or ours.factor != theirs.factor:
        return False
    if ours.per and theirs.per:
        return ours.dimension == _MONEY + theirs.per and theirs.dimension == _MONEY + ours.per
    own, other = ours.dimension.removeprefix(_MONEY), theirs.dimension.removeprefix(_MONEY)
    if theirs.per in _spellings() and theirs.per != own:  # of a third currency
        return False
    is_rate = bool(_RATE.search(measured) and (theirs.per or _RATE.search(definition)))
    return own != other and is_rate and _names(measured, other) and _names(definition, own)


def is_other_pair(ours: Measure, measured: str, theirs: Measure, definition: str) -> bool:
    """Tell whether two rates of exchange are of other currencies: francs for a dollar, and francs for a euro."""
    one, other = _pair(ours, measured), _pair(theirs, definition)
    return min(len(one), len(other)) > 1 and not (one <= other or other <= one)


def _pair(measure: Measure, text: str) -> frozenset[str]:
    """Return the codes of the currencies that a unit and a text name."""
    named = {code for code, pattern in _spellings().items() if pattern.search(text)}
    units = {measure.dimension.removeprefix(_MONEY), measure.per or ""} & set(_spellings())
    bare = {"pound"} if _POUND.search(text) else set()
    return frozenset(named | units | bare)


def _names(text: str, code: str) -> bool:
    pattern = _spellings().get(code)
    return bool(pattern and pattern.search(text))


@cache
def _spellings() -> dict[str, re.Pattern[str]]:
    """Return for each currency a pattern of its code and its words."""
    return {
        row["code"]: re.compile(
            "|".join(rf"\b{re.escape(word)}s?\b" for word in (*row["words"], row["code"].lower())), re.IGNORECASE
        )
        for row in read_lexicon("currencies")["currency"]
    }
