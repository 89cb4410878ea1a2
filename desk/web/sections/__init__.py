"""The sections of a page: each is one SELECT and one template of the same name, shown only where there are rows.

A section `sections/claim/30_versions.sql` gets what the page knows (`$claim_id`, `$article_id`) as far as it names it,
and `30_versions.html` beside it gets the rows. The number orders the sections.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from desk.web.desk import Desk
from desk.web.queries import query

FOLDER = Path(__file__).parent
_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its rows: the template is named from the folder of the web pages."""

    name: str
    template: str
    rows: list[dict[str, Any]]


def sections_of(desk: Desk, page: str, known: Mapping[str, object]) -> list[Section]:
    """Return the sections of a page that have rows, in their order."""
    asked = [(path, desk.rows(sql, {name: known[name] for name in names})) for path, sql, names in _queries(page)]
    return [
        Section(path.stem.partition("_")[2], f"sections/{page}/{path.stem}.html", rows) for path, rows in asked if rows
    ]


@cache
def _queries(page: str) -> tuple[tuple[Path, str, frozenset[str]], ...]:
    """Return the SELECTs of a page's sections with the parameters that each names."""
    found = []
    for path in sorted((FOLDER / page).glob("*.sql")):
        text = query(path)
        found.append((path, text, frozenset(_PARAMETER.findall(text))))
    return tuple(found)
