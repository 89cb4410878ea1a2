"""Which reader reads which form, and all mentions of a text."""

from collections.abc import Callable

from claims.spans.dates import named, steps
from claims.spans.dates.grammar import Found, find_forms
from claims.spans.dates.mention import Mention
from claims.spans.dates.words import Tokens

READERS: dict[str, Callable[[Found], list[Mention]]] = {
    "numeric": named.read_numeric, "repeated": lambda _: [], "month_day": named.read_month_day, "day_month": named.read_day_month,
    "month": named.read_month, "quarter": named.read_quarter, "half": named.read_half, "decade": named.read_decade,
    "century": named.read_century, "era": named.read_era, "fiscal_year": named.read_fiscal_year, "season": named.read_season,
    "holiday": named.read_holiday, "weekday": steps.read_weekday, "deictic": steps.read_deictic, "distance": steps.read_distance,
    "beside_deictic": steps.read_beside_deictic,
    "nth_day": steps.read_nth_day, "same_period": named.read_same_period, "year_ago": steps.read_year_ago, "last_years": steps.read_last_years, "side": steps.read_step, "beside": steps.read_beside,
    "within": steps.read_within, "end_of": steps.read_end_of, "the_unit": steps.read_the_unit, "years": named.read_years,
    "year": named.read_year, "short_year": named.read_short_year,
}  # fmt: skip


def read_mentions(tokens: Tokens) -> list[Mention]:
    """Return the mentions of a text in order."""
    return [mention for found in find_forms(tokens) for mention in READERS[found.form](found)]
