"""Earlier fact-checks found for claims, in the format of the scoring tool.

A query is a text and the days that it prints; the last of them is taken as the day on which it was made.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from claims.dates import find_dates
from claims.tracking.matching import Asked, FactCheck, MatchIndex, embed_facts


def read_facts(path: Path) -> list[FactCheck]:
    """Read a collection of fact-checks."""
    return [FactCheck(row["id"], row["vclaim"], row["title"] or "", _day(row["date"])) for row in _rows(path)]


def read_queries(path: Path) -> Iterator[tuple[Asked, frozenset[str]]]:
    """Yield the queries, each with the ids of its fact-checks as far as they are told."""
    for row in _rows(path):
        yield asked(row["text"]), frozenset(row.get("gold", ()))


def asked(text: str) -> Asked:
    """Return a text as a query."""
    days = [found.first for found in find_dates(text, None) if found.granularity == "day" and found.first]
    return Asked(text, days[-1] if days else None)


def predict(path: Path, facts: Path | None) -> Iterator[dict[str, Any]]:
    """Yield for each query its five likeliest fact-checks, best first."""
    if facts is None:
        raise ValueError("matching searches a collection: name it with --facts FACTS.jsonl")
    known = read_facts(facts)
    index = MatchIndex(known, embed_facts(known))
    for row in _rows(path):
        yield {"id": row["id"], "ranked": [match.key for match in index.rank(asked(row["text"]), 5)]}


def _day(printed: str | None) -> date | None:
    """Read "26 May 2015"."""
    try:
        return datetime.strptime(printed or "", "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _rows(path: Path) -> Iterable[Any]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
