"""Which reader reads which form, and all mentions of a text."""

from collections.abc import Callable

from claims import calendar_named, calendar_steps
from claims.calendar_grammar import Found, find_forms
from claims.calendar_mention import Mention
from claims.calendar_words import Tokens

READERS: dict[str, Callable[[Found], list[Mention]]] = {
    "numeric": calendar_named.read_numeric, "repeated": lambda _: [], "month_day": calendar_named.read_month_day, "day_month": calendar_named.read_day_month,
    "month": calendar_named.read_month, "quarter": calendar_named.read_quarter, "half": calendar_named.read_half, "decade": calendar_named.read_decade,
    "century": calendar_named.read_century, "era": calendar_named.read_era, "fiscal_year": calendar_named.read_fiscal_year, "season": calendar_named.read_season,
    "holiday": calendar_named.read_holiday, "weekday": calendar_steps.read_weekday, "deictic": calendar_steps.read_deictic, "distance": calendar_steps.read_distance,
    "beside_deictic": calendar_steps.read_beside_deictic,
    "nth_day": calendar_steps.read_nth_day, "same_period": calendar_named.read_same_period, "year_ago": calendar_steps.read_year_ago, "last_years": calendar_steps.read_last_years, "side": calendar_steps.read_step, "beside": calendar_steps.read_beside,
    "within": calendar_steps.read_within, "end_of": calendar_steps.read_end_of, "the_unit": calendar_steps.read_the_unit, "years": calendar_named.read_years,
    "year": calendar_named.read_year, "short_year": calendar_named.read_short_year,
}  # fmt: skip


def read_mentions(tokens: Tokens) -> list[Mention]:
    """Return the mentions of a text in order."""
    return [mention for found in find_forms(tokens) for mention in READERS[found.form](found)]
