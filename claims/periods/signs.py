"""What is printed around a claim and a date that may be its time: the signs that the chooser of periods weighs.

All are of the grammar: kinds of claim, closed classes of words beside and between, order and distance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.model import Claim, Span
from claims.periods.alone import of_claim, of_date
from claims.periods.between import of_both
from claims.periods.candidates import Candidate
from claims.periods.guess import belongs_elsewhere, guess_of, is_known, is_of_its_own
from claims.periods.place import Looked, Place
from claims.statement import scope_of

Floats = NDArray[np.float32]
GUESSED = 8
"""So many signs, the first, tell what the grammar of the clause says."""


def look(claim: Claim, place: Place) -> Looked:
    """Look at a claim before its dates are weighed."""
    span = Span(claim.start_char, claim.end_char)
    guess = guess_of(claim, place.reading)
    return Looked(
        claim,
        place,
        span,
        scope_of(claim, place.reading),
        of_claim(claim, place, span),
        guess,
        is_known(claim, place.reading),
    )


def rows_of(seen: Looked, among: Sequence[Candidate]) -> Floats:
    """Return the signs of a claim and each of the dates that may be its time, one row each (candidates, signs)."""
    return np.array([signs_of(seen, each, among) for each in among], dtype=np.float32)


def signs_of(seen: Looked, candidate: Candidate, among: Sequence[Candidate]) -> list[float]:
    """Return the signs of a claim and a date that may be its time; as many for every pair.

    What a claim is by itself weighs otherwise where the date stands in another sentence, so it is told twice there.
    """
    place = seen.place if candidate.back == 0 else Place(seen.place.reading, candidate.sentence)
    earlier = seen.own if candidate.back else [0.0] * len(seen.own)
    return [
        *_guessed(seen, candidate),
        *seen.own,
        *earlier,
        *of_date(candidate, place, seen),
        *of_both(seen, candidate, place, among),
    ]


def _guessed(seen: Looked, candidate: Candidate) -> list[float]:
    """Tell whether a date is what the grammar says or whether it says none, and why it may date something else."""
    guess, own = seen.guess, candidate.back == 0
    hit = guess is not None and (guess.first, guess.last) == (candidate.day.first, candidate.day.last)
    text, start = seen.place.reading.text, seen.scope.start
    elsewhere = own and belongs_elsewhere(text, seen.span, candidate.day, start)
    known = own and seen.known and not is_of_its_own(text, seen.span, candidate.day)
    apart = own and not seen.scope.holds(Span(candidate.day.start, candidate.day.end))
    return [
        *map(float, (hit, guess is None, hit and own, hit and not own, guess is None and own, elsewhere, known, apart))
    ]
