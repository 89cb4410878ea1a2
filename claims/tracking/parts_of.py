"""What the article says against itself: which figures are parts of which whole.

A part is told by its words ("five of whom", "eight", "four others", "the rest"), never by its value: whether the
parts close the whole is what the flags check.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from math import inf

from claims.model import Claim

_PART = re.compile(
    r"\b(?:of\s+(?:whom|them|which|those|these|the)|others?|the\s+(?:rest|remaining)|another|more)\b", re.IGNORECASE
)
_REACH = 3  # a part stands at most so many sentences behind its whole


def link_parts(claims: list[Claim], text: str) -> list[Claim]:
    """Return the claims with `part_of` set to the id of the whole, where the text ties a count to an earlier one."""
    part_of: dict[str, str] = {}
    wholes: dict[tuple[str, str | None], _Wholes] = {}
    reach = _Reach(text)
    for claim in claims:
        alike = wholes.setdefault((claim.kind, claim.unit), _Wholes())
        whole = alike.nearest(claim) if is_part(claim) else None
        if whole and reach.holds(whole, claim) and not _is_other_level(claim, text):
            part_of[claim.claim_id] = whole.claim_id
        else:
            alike.add(claim)
    return [replace(claim, part_of=part_of.get(claim.claim_id)) for claim in claims]


def is_part(claim: Claim) -> bool:
    """Tell whether a count says of itself that it is part of another: its noun is elsewhere, or it says "others"."""
    return (
        claim.kind in {"people", "count"}
        and claim.value_low is not None
        and (
            bool(_PART.search(claim.quote))
            or any(found.anaphor_start == claim.start_char for found in claim.resolutions)
        )
    )


def _is_other_level(part: Claim, text: str) -> bool:
    """Tell whether a count is the level of another time, as in "8,960 in June, from 8,000 a year earlier"."""
    is_compared = _COMPARED.search(text, max(0, part.start_char - _COMPARED_WITHIN), part.start_char)
    return bool(is_compared or _EARLIER.match(text, part.end_char))


_EARLIER = re.compile(
    r"\s+(?:(?:a|one|the) (?:year|quarter|month|week|day|decade) (?:earlier|before|ago)|(?:in )?the previous (?:year|quarter|month|week)"
    r"|last (?:year|quarter|month|week))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:from|than|against|versus|compared (?:with|to)|(?:up|down) on|after|before)\s+(?:(?:about|around|some|only|just|nearly|almost)\s+)?$",
    re.IGNORECASE,
)
_COMPARED_WITHIN = 40


class _Wholes:
    """The counts of one unit that a later part can be a part of: each larger than those behind it."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []

    def add(self, claim: Claim) -> None:
        """Add a later count; smaller ones before it are nobody's nearest whole any more."""
        if claim.value_low is None:
            return
        while self._claims and _low(self._claims[-1]) <= claim.value_low:
            self._claims.pop()
        self._claims.append(claim)

    def nearest(self, part: Claim) -> Claim | None:
        """Return the nearest earlier count that is not smaller than the part."""
        behind = bisect_right(self._claims, -_low(part), key=lambda claim: -_low(claim))
        return self._claims[behind - 1] if behind else None


def _low(claim: Claim) -> float:
    return claim.value_low if claim.value_low is not None else -inf


class _Reach:
    """Where the paragraphs and sentences of a text end, to tell how far a whole may stand before its part."""

    def __init__(self, text: str) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._stops = [found.start() for found in re.finditer(r"\. ", text)]

    def holds(self, whole: Claim, part: Claim) -> bool:
        """Tell whether both stand in one paragraph, and the part at most a few sentences behind."""
        start, end = whole.end_char, part.start_char
        return not _between(self._breaks, start, end) and _between(self._stops, start, end - 1) < _REACH


def _between(places: list[int], start: int, end: int) -> int:
    """Return how many of the places lie in a range."""
    return max(0, bisect_left(places, end) - bisect_left(places, start))
