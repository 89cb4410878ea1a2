"""Amounts that a sentence gives twice, in two currencies: what one was worth in the other settles the conversion."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from claims.figures import find_figures
from claims.sources.compare import Kept, Point, compared
from claims.sources.model import Asking, Evidence, printed

_ISO = re.compile(r"[A-Z]{3}")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_BESIDE = 3  # characters between two amounts of which one explains the other: "$5m (€4.6m)"
DAYS_BACK = 7
"""Days before the claim's own on which a rate may have been set: weekends and holidays have none."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount of a claim, what stands for it in another currency, and the day of which the rate is asked."""

    base: str
    amount: float
    quote: str
    on: date


def pair_of(asking: Asking) -> Pair | None:
    """Return the other amount that a claim's own converts; None where its sentence gives none beside it."""
    claim = asking.claim
    own = currency_of(claim.unit)
    if claim.kind != "money" or own is None or claim.value_low is None:
        return None
    start = claim.start_char - claim.sentence_start
    end = start + len(claim.quote)
    for figure in find_figures(claim.sentence):
        other = currency_of(figure.unit)
        gap = claim.sentence[figure.end : start] if figure.end <= start else claim.sentence[end : figure.start]
        beside = len(gap.strip()) <= _BESIDE and ("(" in gap or "/" in gap)
        if (
            figure.kind == "money"
            and other
            and other != own
            and beside
            and figure.low is not None
            and figure.end <= start
        ):
            return Pair(other, figure.low, own, _day(asking))
    return None


def currency_of(unit: str | None) -> str | None:
    """Return the ISO code of a currency or of its plain sign."""
    if unit is None:
        return None
    return unit if _ISO.fullmatch(unit) else _SIGNS.get(unit)


def _day(asking: Asking) -> date:
    day = asking.claim.time_last or asking.on or asking.today
    return min(day, asking.today)


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of the first currency of a pair was worth in the second, on a day, and who says so where."""

    value: float
    on: date
    publisher: str
    url: str


def converted(asking: Asking, pair: Pair, rate: Rate) -> Evidence:
    """Return what the claim's amount comes to at a rate, held against what it says."""
    told = f"1 {pair.base} = {rate.value:g} {pair.quote}"
    thing = (
        asking.claim.measured or asking.claim.statement
    )  # the sentence itself says that both amounts are of one thing
    definition = f"{thing}: {printed(pair.amount)} {pair.base} at the reference rate of {rate.on}: {told}"
    kept = Kept(definition, asking.claim.unit or pair.quote, rate.publisher, f"{pair.base} in {pair.quote}", rate.url)
    first = min(asking.claim.time_first or rate.on, rate.on - timedelta(days=DAYS_BACK))
    last = max(rate.on, asking.claim.time_last or rate.on)
    return compared(asking, [Point(pair.amount * rate.value, first, last)], kept, is_conversion=True)
