"""When a claim is about: of the calendar expressions around it, the one that is its time; of a table's, what leads to it."""

from claims.model import Claim, DateSpan, Span
from claims.periods.choose import choose
from claims.reading import Reading


def time_of(claim: Claim, reading: Reading) -> DateSpan | None:
    """Return the calendar expression that dates a claim; None where the article prints none for it.

    The day on which somebody spoke is not the day of what was said, "the 2010 law" names a law, and "since Davis in
    2018" dates another event: which date is the claim's own is weighed, not ruled.
    """
    table = reading.tables.at(claim.start_char)
    return _from_lead_in(table, reading) if table else choose(claim, reading)


def _from_lead_in(table: Span, reading: Reading) -> DateSpan | None:
    """Return the one date of the sentence that leads to a table: what its rows hold is of that time."""
    before = reading.sentence_before(table.start)
    days = reading.dates_in(before) if before else []
    told = [day for day in days if day.first and day.granularity != "decade"]
    return told[0] if len({(day.first, day.last) for day in told}) == 1 else None
