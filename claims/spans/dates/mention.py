"""A mention of a date: which of its parts the words say, and from where the rest is counted.

A `Mention` knows nothing of the anchor: "last October" is month 10 on the last side.
"""

from dataclasses import dataclass, replace
from typing import Literal

from claims.spans.dates.grammar import Found, values_of

Kind = Literal[
    "day", "month", "year", "decade", "century", "quarter", "half", "season", "holiday", "weekday", "nth_day", "step", "open",
    "run", "head", "rest", "hence", "counted", "ahead", "to_date", "months", "weekday_nth", "week_nth", "week_day",
]  # fmt: skip
Base = Literal["anchor", "focus"]


@dataclass(frozen=True, slots=True)
class Mention:
    """What the tokens `start..end` say of a date.

    `year` is said outright; else `year_step` counts years from `year_base`; else the context decides. `side` is -1,
    0, 1 for last, this, next. For kind `step`, `unit` and `step` count from `base`; an `open` mention says why it has
    no days in `note`. `run` ("the three months to"), `head` ("the first week of"), `rest` and `hence` ("two weeks from") say how the mention behind
    them is cut. `part` is the early, mid, late, earlier or later part of the period.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    number: int = 0
    name: str = ""
    unit: str = ""
    step: int | None = 0
    side: int | None = None
    base: Base = "anchor"
    year_step: int | None = None
    year_base: Base = "anchor"
    note: str | None = None
    part: str = ""

    @property
    def has_year(self) -> bool:
        """Tell whether the words themselves settle the year, given the context."""
        return self.year is not None or self.year_step is not None


_SIDES: dict[str, tuple[int, Base]] = {
    "last": (-1, "anchor"), "past": (-1, "anchor"), "next": (1, "anchor"), "coming": (1, "anchor"),
    "this": (0, "anchor"), "current": (0, "anchor"), "latest": (0, "anchor"),
    "previous": (-1, "focus"), "following": (1, "focus"), "same": (0, "focus"), "that": (0, "focus"),
    "before": (-1, "focus"), "earlier": (-1, "focus"), "after": (1, "focus"), "later": (1, "focus"),
}  # fmt: skip


def read_side(names: list[str]) -> tuple[int, Base] | None:
    """Return the step and what it counts from, of "last", "the next", "that same"."""
    if not names:
        return None
    said = [name for name in names if name in _SIDES]
    step, base = _SIDES[said[-1]] if said else (0, "focus")
    return step, "focus" if base == "anchor" and step > 0 and names[0] == "the" else base


def spelled_number(values: list[int | str]) -> int | None:
    """Return the number that words or digits spell ("twenty-five", "25th"); None for "a few"."""
    total = 0
    for value in values:
        if value in ("or", "to"):  # "two or three", "12 to 18": the larger
            total = 0
        if not isinstance(value, int):
            continue
        total = total * value if value in (100, 1000) and total else total + value
    return total if total or 0 in values else None


def spelled_year(values: list[int | str]) -> int | None:
    """Return the year that digits or words spell: 1998, "nineteen seventy-nine", "two thousand and three"."""
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) == 1:
        return numbers[0]
    if 1000 in numbers:
        year = spelled_number(values) or 0
    else:
        century = 20 if numbers[0] == 20 else numbers[0]
        year = century * 100 + sum(numbers[1:])
    return year if 1100 <= year <= 2100 else None


def read_two_digits(number: int) -> int:
    """Return the year that two digits stand for: '45 to '99 are of the 20th century, '00 to '44 of the 21st."""
    return number if number > 99 else number + (1900 if number >= 45 else 2000)


def with_year(found: Found, mention: Mention) -> Mention | None:
    """Put the year that the form names into a mention; None when the words spell no year."""
    if found.has("year"):
        year = spelled_year(values_of(found, "year"))
        return replace(mention, year=year) if year else None
    if found.has("apostrophe_year"):
        return replace(mention, year=read_two_digits(number_in(found, "apostrophe_year")))
    if found.has("yearside"):
        side = read_side(found.names("yearside")) or (0, "focus")
        return replace(mention, year_step=side[0], year_base=side[1])
    return mention


def number_in(found: Found, group: str) -> int:
    """Return the number of a group, 0 when there is none."""
    return spelled_number(values_of(found, group)) or 0


def with_side(found: Found, mention: Mention) -> Mention:
    """Put "last", "this" or "next" into a mention of a named month, season, day or holiday."""
    side = read_side(found.names("side"))
    return replace(mention, side=side[0], base=side[1]) if side else mention


def listed(*mentions: Mention | None) -> list[Mention]:
    """Return the mentions that there are."""
    return [mention for mention in mentions if mention]


def month_in(found: Found) -> int:
    """Return 1..12."""
    return int(values_of(found, "month")[0])


def weekday_in(found: Found) -> int | None:
    """Return 0..6, None when no weekday is named."""
    return int(values_of(found, "weekday")[0]) if found.has("weekday") else None


_BEFORE_A_PART = frozenset(("the", "dash"))


def part_of(found: Found, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of a form, the first of them with the part that the form's own first words tell."""
    if not mentions or mentions[0].start != found.start:
        return mentions
    tokens = found.view
    for i in range(found.start, found.end):
        name = tokens.name(i)
        if name in ("earlier", "later"):
            return [replace(mentions[0], part=name), *mentions[1:]]
        if name in ("early", "mid", "part"):
            return [replace(mentions[0], part=str(tokens.value(i))), *mentions[1:]]
        if name not in _BEFORE_A_PART:
            break
    return mentions
