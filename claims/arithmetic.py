"""What the article says against itself: which figures are parts of which whole.

A part is told by its words ("five of whom", "eight", "four others", "the rest"), never by its value: whether the
parts close the whole is what the flags check.
"""

import re
from dataclasses import replace

from claims.model import Claim

_PART = re.compile(
    r"\b(?:of\s+(?:whom|them|which|those|these|the)|others?|the\s+(?:rest|remaining)|another|more)\b", re.IGNORECASE
)
_REACH = 3  # a part stands at most so many sentences behind its whole


def link_parts(claims: list[Claim], text: str) -> list[Claim]:
    """Return the claims with `part_of` set to the id of the whole, where the text ties a count to an earlier one."""
    wholes: dict[str, str] = {}
    for at, claim in enumerate(claims):
        if is_part(claim):
            whole = whole_of(claim, claims[:at], wholes, text)
            if whole:
                wholes[claim.claim_id] = whole.claim_id
    return [replace(claim, part_of=wholes.get(claim.claim_id)) for claim in claims]


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


def whole_of(part: Claim, earlier: list[Claim], wholes: dict[str, str], text: str) -> Claim | None:
    """Return the nearest earlier count of the same unit that is itself no part and not smaller, in the same paragraph."""
    for claim in reversed(earlier):
        if claim.kind != part.kind or claim.unit != part.unit or claim.claim_id in wholes:
            continue
        between = text[claim.end_char : part.start_char]
        if "\n" in between or between.count(". ") >= _REACH:
            return None
        if claim.value_low is not None and part.value_low is not None and claim.value_low >= part.value_low:
            return claim
    return None
