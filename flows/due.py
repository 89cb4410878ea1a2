"""What is to be asked outside now: threads of claims by stakes, each with the sources whose answer is missing or stale."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from claims.model import Claim
from claims.sources.model import Asking, Question, Source
from warehouse.sqlfile import FOLDER, read_sql
from warehouse.store import Warehouse, read_rows

_LOOKED_AT = 20
"""So many times what one run asks about is looked at: what has fresh answers is passed over."""

_MOST_MENTIONS = 50

_COLUMNS = tuple(each.name for each in fields(Claim))


@dataclass(frozen=True, slots=True)
class Member:
    """One claim of a thing, and until when each source's answer for it is fresh."""

    asking: Asking
    fresh_until: Mapping[str, datetime]

    def needs(self, source: str, now: datetime) -> bool:
        """Tell whether a source has no fresh answer for the claim."""
        until = self.fresh_until.get(source)
        return until is None or until <= now


@dataclass(frozen=True, slots=True)
class Work:
    """One question of one source, and the claims of the thread that its answer is for; the first of them leads."""

    source: Source
    question: Question
    members: tuple[Asking, ...]
    pressing: float


def due_members(warehouse: Warehouse, most: int, today: date) -> list[tuple[float, list[Member]]]:
    """Return the threads that are open, the most pressing first, each with its claims, the leading one first."""
    sql = read_sql(FOLDER / "statements" / "due_things.sql").text
    rows = read_rows(warehouse, sql, [most * _LOOKED_AT]).iter_rows(named=True)
    grouped = groupby(rows, key=lambda row: (row["pressing"], row["thing"]))
    return [(float(pressing or 0), [_member(row, today) for row in group]) for (pressing, _), group in grouped]


def _member(row: Mapping[str, Any], today: date) -> Member:
    known = {name: row[name] for name in _COLUMNS if name in row} | {
        "resolutions": (),
        "notes": tuple(row["notes"] or ()),
    }
    fresh = {entry["source"]: entry["until"] for entry in row["fresh_until"] or () if entry["until"]}
    aware = {name: until if until.tzinfo else until.replace(tzinfo=UTC) for name, until in fresh.items()}
    return Member(Asking(Claim(**known), row["published_on"], today), aware)


def due_works(
    things: Iterable[tuple[float, Sequence[Member]]], sources: Sequence[Source], now: datetime, most: int
) -> Iterator[Work]:
    """Yield the questions of at most so many things, by stakes and then by cost; each is one for all of its thread."""
    asked = 0
    for pressing, members in things:
        works = [work for source in sources if (work := _work(pressing, members, source, now))]
        if works and asked == most:
            return
        asked += bool(works)
        yield from sorted(works, key=lambda work: work.source.cost)


def words_of(claim: Claim) -> str:
    """Return the words in which a claim may name its thing."""
    return f"{claim.measured or ''} {claim.statement} {claim.sentence}"


def _work(pressing: float, members: Sequence[Member], source: Source, now: datetime) -> Work | None:
    mentions = tuple(dict.fromkeys(words_of(member.asking.claim) for member in members[:_MOST_MENTIONS]))
    wanting = tuple(replace(member.asking, mentions=mentions) for member in members if member.needs(source.name, now))
    question = source.ask(wanting[0]) if wanting else None
    return Work(source, question, wanting, pressing) if question else None
