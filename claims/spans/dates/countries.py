"""Where a text is at home, as far as its dates need it: which fiscal year it means, and whether 3/4 is 4 March."""

from dataclasses import dataclass
from functools import cache, cached_property

from claims.spans.dates import days
from claims.spans.dates.days import Period
from claims.spans.dates.words import LEXICON, Tokens
from claims.spans.forms import OTHER


@dataclass(frozen=True, slots=True)
class Country:
    """How a country counts: the month in which its fiscal year begins, and how it writes days."""

    name: str
    fiscal: int
    month_first: bool
    quarters: bool  # whether its papers count the quarters of the fiscal year
    public_only: bool  # whether only the state keeps that year


@cache
def _countries() -> dict[str, Country]:
    """Return the country of each word that tells one, in lower case."""
    found: dict[str, Country] = {}
    for name, row in LEXICON["countries"].items():
        country = Country(
            name, row["fiscal"], row.get("month_first", False), row.get("quarters", False), "state" in row
        )
        found.update(dict.fromkeys(row["words"], country))
    return found


@dataclass(frozen=True)
class Home:
    """Where a text is at home; read at most once for a text, when a date first asks."""

    tokens: Tokens

    @cached_property
    def country(self) -> Country | None:
        """Return the country that most of the telling words name; None where there are none, or two tie."""
        counts: dict[Country, int] = {}
        book = _countries()
        for i, letter in enumerate(self.tokens.letters):
            country = book.get(self.tokens.word(i).lower()) if letter == OTHER else None
            if country:
                counts[country] = counts.get(country, 0) + 1
        best = sorted(counts, key=lambda each: -counts[each])[:2]
        tied = len(best) == 2 and counts[best[0]] == counts[best[1]]
        return None if not best or tied else best[0]

    @cached_property
    def fiscal_start(self) -> int | None:
        """Return the month in which the fiscal year begins: the text's own words say so, or its country; else None."""
        tokens = self.tokens
        for i in range(len(tokens.starts) - 3):
            if tokens.name(i) == "fiscal" and tokens.name(i + 1) == "u_year" and tokens.word(i + 2) in _ENDS:
                month = next((k for k in (i + 3, i + 4) if tokens.name(k) in ("month", "mon")), None)
                if month:
                    return int(tokens.value(month)) % 12 + 1
        country = self.country
        if country is None or (country.public_only and not _speaks_of_state(tokens)):
            return None
        return country.fiscal


_ENDS = frozenset(("ended", "ends", "ending", "end", "that", "which"))


def _speaks_of_state(tokens: Tokens) -> bool:
    """Tell whether a text speaks of public money."""
    words = frozenset(LEXICON["countries"]["us"]["state"])
    return any(tokens.word(i).lower() in words for i in range(len(tokens.starts)))


def fiscal_period(period: Period, start: int, year: int) -> Period | None:
    """Return the year, half or quarter of the fiscal year that ends in `year`, for the calendar's of the same number."""
    months = {"year": 12, "half": 6, "quarter": 3}.get(period.granularity)
    if months is None or start == 1:
        return None
    return days.months_of(year - 1, start + period.first.month - 1, months, period.granularity)
