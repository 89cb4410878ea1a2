"""Words that stand for a period named before: "during that period", "in those years", "by then"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import DateSpan

_ANAPHOR = re.compile(
    r"\b(?:that|this|the\s+same)\s+(?:period|time\s+span|era|decade)|\bthose\s+(?:years|decades)", re.IGNORECASE
)
_PERIODS = frozenset({"range", "decade", "century", "year", "half", "quarter", "season", "month"})


def find_periods(text: str, dates: Sequence[DateSpan]) -> Iterator[DateSpan]:
    """Yield each such word with the days of the nearest period named before it; its note holds that period's words.

    A word that follows no period yields nothing.
    """
    for found in _ANAPHOR.finditer(text):
        earlier = [day for day in dates if day.end <= found.start() and day.first and day.granularity in _PERIODS]
        if earlier:
            yield replace(
                earlier[-1],
                start=found.start(),
                end=found.end(),
                note=None,
                stands_for=(earlier[-1].start, earlier[-1].end),
            )
