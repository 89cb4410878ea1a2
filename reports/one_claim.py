"""The one claim that a fact-check is of: the words that tell it and can be read alone, and which others are the same claim."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.vocabulary import FIGURE_KINDS

Row = Mapping[str, Any]
Place = tuple[int, int]


def wording_of(row: Row) -> str:
    """Return a claim as a sentence to be read by itself: its clause, where that has no other figure, else all of its statement.

    Where the statement tells other figures, its own is named behind: "The quake killed nine and hurt 40 (“40”)". `row` is
    one of `exportable_claims.sql`, with the `clause` of the claim, (start, end) in its statement, where it has one that states
    something. The whole that a part is of is none of the others: "five of the 17" is about both.
    """
    quote = str(row["quote"])
    statement = str(row.get("statement") or quote)
    found = placed(row)
    if found is None:
        return statement
    _, others = found
    if not others:
        return statement
    if (clause := row.get("clause")) and not any(clause[0] < end and start < clause[1] for start, end in others):
        words = statement[clause[0] : clause[1]]
        return f"{words[:1].upper()}{words[1:].rstrip(' .,;')}."
    return f"{statement} (“{quote}”)"


def placed(row: Row) -> tuple[Place, list[Place]] | None:
    """Return where the claim stands in its statement, and where the other figures stand; None where its words are not there."""
    statement = str(row.get("statement") or row["quote"])
    own = (int(row.get("start_char") or 0), int(row.get("end_char") or 0))
    at, found, others = 0, None, []
    for start, end, quote, is_other in sorted(_told_beside(row, own)):
        place = _place_of(quote, statement, at)
        if place is None:
            continue
        at = place[1]
        if (start, end) == own:
            found = place
        elif is_other:
            others.append(place)
    return (found, others) if found else None


def _told_beside(row: Row, own: tuple[int, int]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield place and words of each claim of the sentence that can be told apart from this one, and of this one itself."""
    yield (*own, str(row["quote"]), False)
    for each in row.get("neighbours") or ():
        start, end = int(each["start_char"]), int(each["end_char"])
        if each["kind"] in FIGURE_KINDS and (end <= own[0] or start >= own[1]):
            yield start, end, str(each["quote"]), each["claim_id"] != row.get("part_of")


def _place_of(quote: str, statement: str, at: int) -> Place | None:
    """Return where a quote stands in a statement, whole words only, from a place on."""
    words = r"\s+".join(map(re.escape, quote.split()))
    found = re.compile(rf"(?<!\w){words}(?!\w)").search(statement, at) if words else None
    return found.span() if found else None


def opposed(rows: Sequence[Row]) -> dict[int, int]:
    """Return, for each judged row that is one claim with a row of another verdict, the number of such a row."""
    same: dict[tuple[object, ...], list[int]] = {}
    for at, row in enumerate(rows):
        for key in _keys_of(row):
            same.setdefault(key, []).append(at)
    found: dict[int, int] = {}
    for group in same.values():
        for at in group:
            other = next((each for each in group if rows[each]["verdict"] != rows[at]["verdict"]), None)
            if other is not None:
                found.setdefault(at, other)
    return found


def _keys_of(row: Row) -> Iterator[tuple[object, ...]]:
    """Yield what a claim shares with another that is the same: its words, what it repeats, its figure in one story."""
    claimant = str(row.get("claimant") or "").casefold()
    yield "words", wording_of(row).casefold(), str(row["quote"]).casefold(), claimant
    yield "repeats", row.get("repeats") or row["claim_id"]
    value = (row.get("value_low"), row.get("value_high"))
    if row.get("measured") and any(each is not None for each in value):
        figure = (row.get("kind"), *value, row.get("unit"), str(row["measured"]).casefold(), claimant)
        for story in {row.get("origin_id"), row.get("page_id")} - {None}:
            yield "figure", story, *figure
