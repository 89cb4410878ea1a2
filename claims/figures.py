"""Finds the figures of a text: numbers as printed, read as intervals with a unit, a kind and what they count."""

from claims.dates import find_dates
from claims.model import Figure
from claims.spans.numbers.read import Account, Numbers, accounts_of, figures_of, read_numbers, trigger

__all__ = ["Account", "account_numbers", "find_figures", "read_figures"]


def find_figures(text: str, *, idioms: bool = False) -> list[Figure]:
    """Return the figures of a line or sentence in order; they never overlap.

    Offsets count code points of `text`. Dates, times, names and codes with numbers are left out, and so is "one" where
    it is a pronoun or an idiom ("one of the best"), unless `idioms` asks for those too.
    """
    return figures_of(_read(text, idioms=idioms)) if trigger().search(text) else []


def account_numbers(text: str) -> list[Account]:
    """Return every digit group and number word of a text with its span, its role and the form that read it."""
    return read_figures(text)[1]


def read_figures(text: str) -> tuple[list[Figure], list[Account]]:
    """Return the figures of a line or sentence and the account of all its numbers, from one reading."""
    if not trigger().search(text):
        return [], []
    numbers = _read(text, idioms=False)
    figures = figures_of(numbers)
    return figures, accounts_of(numbers, figures)


def _read(text: str, *, idioms: bool) -> Numbers:
    """Read the numbers of a text, its dates first."""
    dates = [(found.start, found.end) for found in find_dates(text, None)]
    return read_numbers(text, dates, idioms=idioms)
