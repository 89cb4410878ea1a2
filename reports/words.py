"""A claim's reading in words for people: values, units, periods and claimants.

Rows are mappings with the columns of `claims` or of the view `flagged_claims`; a missing column counts as null.
What was printed is never rounded: a number is shortened ("550 billion") only where the short form is the same number.
What was reckoned, such as two thirds as a percentage, is shown with four digits.
"""

import math
import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reports.units import currency_words, unit_words
from schemas.vocabulary import FIGURE_KINDS

Row = Mapping[str, Any]

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_MOST_PRINTED_DECIMALS = 6  # nobody prints more; what has more was reckoned
_BOUNDS = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
}
_CLAIMANT_KINDS = {
    "person": "a person",
    "organisation": "an organisation",
    "government": "a government",
    "anonymous": "unnamed",
    "document": "a document",
}
_TENSES = {"promise": "an announced commitment", "forecast": "a forecast"}
_ASSERTIONS = {
    "announced": "an announced commitment",
    "expected": "a forecast",
    "asked": "a question",
    "supposed": "a supposition",
    "denied": "a denial",
    "opinion": "a view",
}
_GRADES = ((2.5, "must be checked"), (1.5, "worth checking"), (0.5, "optional"), (0.0, "nothing hangs on it"))

BY_STAKES = "check_worthy"
"""The flag that says in words what the stakes say."""


def number_words(value: float) -> str:
    """Return a number as people write it: 550000000000.0 is "550 billion", 1234567.0 is "1,234,567"."""
    if not math.isfinite(value):
        return "an unreadable number"
    for size, name in _SCALES:
        if abs(value) >= size:
            scaled = f"{value / size:,.3f}".rstrip("0").rstrip(".")
            if Decimal(scaled.replace(",", "")) * int(size) == Decimal(value):
                return f"{scaled} {name}"
            break
    if value == int(value) and abs(value) < 1e21:
        return f"{int(value):,}"
    return f"{value:,.{12 if value == round(value, _MOST_PRINTED_DECIMALS) else 4}g}"


def ordinal_words(value: float) -> str:
    """Return a place in a ranking: 1.0 is "1st"."""
    if not math.isfinite(value) or value != int(value):
        return number_words(value)
    place = int(value)
    teen = 10 <= abs(place) % 100 <= 20
    return f"{place:,}" + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(abs(place) % 10, "th"))


def reading_of(row: Row) -> str:
    """Return the value of a claim in words ("more than 20 %", "1st"), or "" for a claim without a figure."""
    low, high = row.get("value_low"), row.get("value_high")
    kind, unit = str(row.get("kind")), row.get("unit")
    if low is None and high is None:
        return _unsaid(unit) if kind in FIGURE_KINDS else ""
    if kind == "ranking":
        return _range(low, high, row.get("modifier"), ordinal_words)
    if kind == "score":
        return " : ".join(number_words(side) for side in _sides(row, low, high) if side is not None)
    change = "" if _is_reached(row) else {"up": "up ", "down": "down "}.get(str(row.get("change")), "")
    words = (currency_words if kind == "money" else unit_words)(unit, one=low == high == 1)
    old = " old" if kind == "age" and unit == "a" else ""
    return f"{change}{_range(low, high, row.get('modifier'), number_words)} {words}".strip() + old


def _sides(row: Row, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Return the sides of a score in the order in which its words have them: "21 to 14" is 21 : 14."""
    first = re.match(r"\D{0,20}(\d+)", str(row.get("quote") or ""))
    return (high, low) if first and float(first[1]) == high else (low, high)


def _is_reached(row: Row) -> bool:
    """Tell whether a figure is where a change ends ("rise from £2 to £2.40"), which is no change of so much."""
    start, begins, sentence = row.get("start_char"), row.get("sentence_start"), row.get("sentence")
    if not (isinstance(start, int) and isinstance(begins, int) and isinstance(sentence, str)):
        return False
    return bool(
        re.search(
            r"\b(?:to|at)\s(?:about\s|around\s|nearly\s|almost\s|just\s|a\s(?:record\s)?)?$", sentence[: start - begins]
        )
    )


def _unsaid(unit: str | None) -> str:
    """Return the reading of a figure that has no ends ("dozens")."""
    words = unit_words(unit, one=False)
    return f"number of {words} not said" if words else "number not said"


def _range(low: float | None, high: float | None, modifier: str | None, words: Callable[[float], str]) -> str:
    """Return an interval in words; an open end is said by the modifier, or by "at least" and "at most"."""
    if low is None or high is None:
        bound = _BOUNDS.get(str(modifier)) or ("at most " if low is None else "at least ")
        end = high if low is None else low
        return bound + words(end) if end is not None else "number not said"
    if low == high:
        return _BOUNDS.get(str(modifier), "") + words(low)
    first, last = words(low), words(high)
    scale = last.rpartition(" ")[2]
    if scale in {name for _, name in _SCALES} and first.endswith(f" {scale}"):
        first = first.removesuffix(f" {scale}")
    return f"{'about ' if modifier == 'about' else ''}{first} to {last}"


def day_words(day: date) -> str:
    """Return a day as in "28 October 2025"."""
    return f"{day.day} {day:%B} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute, in UTC where its zone is known."""
    return f"{day_words(moment)}, {moment:%H:%M}" + (" UTC" if moment.utcoffset() == timedelta(0) else "")


def period_of(row: Row) -> str:
    """Return the days that a claim speaks of ("1970 to 1989"), or its own words where they are not settled, or ""."""
    first, last, text = row.get("time_first"), row.get("time_last"), row.get("time_text")
    if first and last:
        return _days(first, last)
    if first:
        return f"from {day_words(first)}"
    if last:
        return f"until {day_words(last)}"
    return f"“{text}” (days not settled)" if text else ""


def _days(first: date, last: date) -> str:
    """Return an inclusive range of days in its shortest exact form: a day, months or years."""
    if first == last:
        return day_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        months = f"{last:%B} {last.year}"
        return (
            months if (first.year, first.month) == (last.year, last.month) else f"{first:%B} {first.year} to {months}"
        )
    return f"{day_words(first)} to {day_words(last)}"


def claimant_of(row: Row) -> str:
    """Return who asserts the claim, or in words that nobody is named."""
    if row.get("claimant"):
        return str(row["claimant"])
    return "the article itself" if row.get("voice") in {None, "narrated"} else "not settled who"


def manner_of(row: Row) -> str:
    """Return how the claim is put forward: what sort of claimant, in which voice, by which cue, held out as what."""
    voice = str(row["voice"]) if row.get("voice") in {"reported", "quoted"} else ""
    cue = f"“{row['cue']}”" if row.get("cue") else ""
    kind = _CLAIMANT_KINDS.get(str(row.get("claimant_kind")), "") if row.get("claimant") else ""
    held_out = (
        _ASSERTIONS.get(str(row["assertion"]), "") if row.get("assertion") else _TENSES.get(str(row.get("tense")))
    )
    parts = (kind, f"{voice} {cue}".strip(), held_out)
    return ", ".join(part for part in parts if part)


def stakes_words(row: Row) -> str:
    """Return what hangs on a claim in words, as in "2.6 of 3, must be checked"; "" where it was not read."""
    stakes = row.get("stakes")
    if stakes is None:
        return ""
    grade = next(words for least, words in _GRADES if stakes >= least)
    return f"{stakes:.1f} of 3, {grade}"


def shown_flags(flags: Sequence[str]) -> list[str]:
    """Return the flags that tell more than the stakes do, which stand beside them; those of stakes where there is no other."""
    return [flag for flag in flags if flag != BY_STAKES] or list(flags)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 claim", "2,000 claims", "no claims"."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def notes_of(claim: Row) -> tuple[list[str], list[str]]:
    """Return the notes that say what settled a reading, and those on what stays open."""
    notes = [str(note) for note in claim.get("notes") or ()]
    settled = [note for note in notes if note.startswith("unit_basis:")]
    return settled, [note for note in notes if note not in settled]
