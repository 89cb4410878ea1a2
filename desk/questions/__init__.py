"""The questions that people ask of the warehouse: kept once, each in an .sql file here, and shown wherever one asks.

A file's header says what it `asks`, what it `gives`, and to which `group` it belongs; files stand in the order of their
names. `docs/sql.md`, `factdesk sql --explain-schema` and the page /ask of the desk are made from them.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from warehouse.sqlfile import SqlFile, read_folder

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its SELECT, and what the answer looks like."""

    name: str
    group: str
    asks: str
    gives: str
    sql: str


@cache
def examples() -> tuple[Example, ...]:
    """Return the questions in order. Raises KeyError for a file whose header lacks a line."""
    return tuple(_example(file) for file in read_folder(_FOLDER))


def grouped_examples() -> list[tuple[str, list[Example]]]:
    """Return the questions by group, in order."""
    return [(group, list(found)) for group, found in groupby(examples(), key=lambda example: example.group)]


def _example(file: SqlFile) -> Example:
    lines = [line for line in file.text.splitlines() if not line.startswith("--")]
    words = file.header
    return Example(file.name, words["group"], words["asks"], words["gives"], "\n".join(lines).strip())
