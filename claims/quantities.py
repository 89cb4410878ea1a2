"""Claims that carry a figure or a rank: one for each figure and each ranking of the body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.draft import Draft
from claims.home import is_open
from claims.meaning import NumberStand
from claims.model import Figure, Span
from claims.overlaps import Overlaps
from claims.reading import Reading
from claims.spans.tables import FORM as CELL

DOLLAR_NOTE = "unit_ambiguous: the text does not say which currency {unit} is"
_BECOMES = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|to|['’]d|['’]ll)\s+(?:not\s+|\w+ly\s+)?(?:be|become|set|have|make)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
"""A rank that is named in passing ("the world's largest") is taken for a fact; only one still to be won is none yet."""

_OPEN = frozenset({"count", "people", "duration"})  # kinds that a number without a unit sign may be
_SURE_OF_ROLE = {"name": 0.85, "idiom": 0.7, "index": 0.85}
_SURE_OF_COUNTED = {"people": 0.65, "age": 0.9}


def find_quantities(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each figure; a figure inside a ranking ("two largest economies") is told by the ranking.

    What is printed is told by the forms; where they leave open whether it counts at all, or whom, the article reader
    tells what is meant, if it is sure.
    """
    rankings = Overlaps(Span(ranking.start, ranking.end) for ranking in reading.rankings)
    for figure in reading.figures:
        told = rankings.touch(figure.number)
        meant = reading.number_at(figure.number) if figure.found_by != CELL else None  # the table says what it is
        if not told and not counts_nothing(figure, meant):
            yield draft_of(as_meant(figure, meant))


def counts_nothing(figure: Figure, meant: NumberStand | None) -> bool:
    """Tell whether a bare number is part of a name or an idiom: "34 Artillery Brigade", "at one point"."""
    if meant is None or figure.kind not in _OPEN:
        return False
    return meant.role_sure >= _SURE_OF_ROLE.get(meant.role, 2)


def as_meant(figure: Figure, meant: NumberStand | None) -> Figure:
    """Return a bare count as one of people, or as an age, where the reader is sure: "ten of the twelve agreed"."""
    if meant is None or figure.kind != "count" or figure.noun or meant.role != "quantity":
        return figure
    if meant.counted_sure < _SURE_OF_COUNTED.get(meant.counted, 2):
        return figure
    if meant.counted == "people":
        return replace(figure, kind="people", unit="person")
    return replace(figure, kind="age", unit="a")


def find_places(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for each ranking: first, only, largest, second-biggest, record."""
    for ranking in reading.rankings:
        ahead = _BECOMES.search(reading.text, max(0, ranking.start - 60), ranking.start)
        yield replace(draft_of(ranking), tense="forecast" if ahead else "past_present")


def draft_of(figure: Figure) -> Draft:
    """Return the draft of one figure, with a note on what settled its currency, or that nothing did."""
    notes: tuple[str, ...] = ()
    if figure.unit_basis:
        notes = (f"unit_basis: {figure.unit_basis}",)
    elif is_open(figure):
        notes = (DOLLAR_NOTE.format(unit=figure.unit),)
    return Draft(figure.kind, Span(figure.start, figure.end), figure=figure, notes=notes)
