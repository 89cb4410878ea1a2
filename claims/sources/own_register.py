"""A register of the desk's own: a CSV, Parquet, SQLite or DuckDB table that the settings name, looked up by thing and day.

Whoever runs it brings a JSON list of its rows that name a thing of the claim: thing, value, unit, date.
"""

from datetime import MINYEAR, date
from itertools import groupby

from claims.sources.compare import Kept, Point, compared
from claims.sources.model import (
    MOST_EVIDENCE,
    Answer,
    Asking,
    Evidence,
    NotReadable,
    Question,
    Source,
    address,
    day,
    number,
    read_json,
    rows,
    table,
    words,
)  # fmt: skip

PREFIX = "register:"


def ask(asking: Asking) -> Question | None:
    """Look for rows whose thing the claim names; a claim without a figure asks nothing of a register of figures."""
    claim = asking.claim
    if claim.value_low is None and claim.value_high is None:
        return None
    return Question(SOURCE.name, claim.measured or claim.statement, f"rows on “{claim.measured or claim.quote}”")


def read(asking: Asking, question: Question, body: bytes) -> Answer:  # noqa: ARG001 - every source reads so
    """Hold the register's figures of each thing against the claim."""
    answer = table(read_json(body))
    register = words(answer.get("register"), 300)
    if register is None:
        raise NotReadable("its answer names no register")
    what = words(answer.get("what"), 80)
    found = [(words(table(row).get("thing"), 160), table(row)) for row in rows(answer.get("rows"), 500)]
    named = sorted(((thing, row) for thing, row in found if thing), key=lambda pair: pair[0])
    told: list[Evidence] = []
    for thing, group in groupby(named, key=lambda pair: pair[0]):
        lines = [row for _, row in group]
        unit = words(lines[-1].get("unit"), 40) or asking.claim.unit or ""
        kept = Kept(f"{what} of {thing}" if what else thing, unit, register, thing, address(answer.get("url")))
        points = [
            Point(value, *_days(row.get("date"), asking))
            for row in lines
            if (value := number(row.get("value"))) is not None
        ]
        told.append(compared(asking, points, kept))
    return told[:MOST_EVIDENCE] or [Evidence("silent", f"No row of {register} is on this.", publisher=register)]


def _days(printed: object, asking: Asking) -> tuple[date, date]:
    """Return the days of a row: its date, its year, or any time where it has none."""
    text = str(printed or "")
    if (exact := day(text)) is not None:
        return exact, exact
    if len(text) == 4 and text.isdecimal() and int(text) >= MINYEAR:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return date(1900, 1, 1), asking.today


SOURCE = Source(name="own_register", title="Registers of your own", ask=ask, read=read, rhythm_days=1, cost=0)
