"""The sections of a page: each is one SELECT and one template of the same name, shown only where there are rows.

A section `sections/claim/30_versions.sql` gets what the page knows (`$claim_id`, `$article_id`) as far as it names it,
and `30_versions.html` beside it gets the rows. The number orders the sections. A line `-- only if: has_versions` spares a
page the question when it knows that there is nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from desk.web.desk import Desk
from desk.web.queries import query

FOLDER = Path(__file__).parent
_PARAMETER = re.compile(r"\$(\w+)")
_ONLY_IF = re.compile(r"^-- only if: (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its rows: the template is named from the folder of the web pages."""

    name: str
    template: str
    rows: list[dict[str, Any]]


def sections_of(desk: Desk, page: str, known: Mapping[str, object]) -> list[Section]:
    """Return the sections of a page that have rows, in their order."""
    asked = [
        (each.path.stem, desk.rows(each.sql, {name: known[name] for name in each.names}))
        for each in _queries(page)
        if not each.only_if or known[each.only_if]
    ]
    return [Section(stem.partition("_")[2], f"sections/{page}/{stem}.html", rows) for stem, rows in asked if rows]


class _Query(NamedTuple):
    """The SELECT of a section, with the parameters that it names, and what the page must know for it to be asked."""

    path: Path
    sql: str
    names: frozenset[str]
    only_if: str | None


@cache
def _queries(page: str) -> tuple[_Query, ...]:
    """Return the SELECTs of a page's sections."""
    found = []
    for path in sorted((FOLDER / page).glob("*.sql")):
        text, told = query(path), _ONLY_IF.search(query(path))
        found.append(_Query(path, text, frozenset(_PARAMETER.findall(text)), told[1] if told else None))
    return tuple(found)
