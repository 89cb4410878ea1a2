"""What can be asked: every table, view and macro with the meaning of its columns, whether or not there is a database.

What tables say of themselves comes from `schemas`, what views and macros are from their headers; the columns that these
add stand in columns.toml. Types and columns come from an empty warehouse in memory, so nothing is told that is not so.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.table import columns_of
from schemas.tables import TABLES
from warehouse.sqlfile import FOLDER, SqlFile, in_order_of_mention, read_folder
from warehouse.store import Warehouse, open_warehouse, read_rows

_CALL = re.compile(r"SELECT \* FROM (\w+\(.*\))$")
_PARAMETERS = re.compile(r"MACRO \w+\(([^)]*)\)")
_INSIDE = re.compile(r"\([^()]*\)")
_TELLING_TABLES = ("pages", "articles", "claims")  # the last one says best what a column of its name means
_FIRST_VIEWS = ("flagged_claims", "verification_queue", "claim_status", "claim_flags", "claimant_record")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that can stand behind FROM, or a function; `call` says how it is written in SQL."""

    name: str
    kind: str  # view, macro, table or function
    call: str
    meaning: str
    columns: tuple[Column, ...]


@cache
def relations() -> tuple[Relation, ...]:
    """Return all that can be asked: views, the macros that give rows, tables, functions."""
    views = in_order_of_mention(read_folder(FOLDER / "views"))
    macros = read_folder(FOLDER / "macros")
    with open_warehouse() as warehouse:
        return (
            *(_view(warehouse, file) for file in sorted(views, key=_place)),
            *(_table_macro(warehouse, file) for file in macros if _CALL.search(file.header["what"])),
            *(_table(name) for name in TABLES),
            *(_function(file) for file in macros if not _CALL.search(file.header["what"])),
        )


def own_columns() -> dict[str, dict[str, str]]:
    """Return the meanings of the columns that views and macros add, by their names."""
    return tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))


def short_type(sql_type: str) -> str:
    """Return a type as people read it: what lies inside of a structure is told by its meaning."""
    short = sql_type
    while (shorter := _INSIDE.sub("", short)) != short:
        short = shorter
    return short.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")


def _place(file: SqlFile) -> tuple[int, str]:
    """Order the views: those that most questions begin with, then by name."""
    first = _FIRST_VIEWS.index(file.name) if file.name in _FIRST_VIEWS else len(_FIRST_VIEWS)
    return first, file.name


def _table(name: str) -> Relation:
    model = TABLES[name]
    columns = tuple(Column(each.name, short_type(each.sql_type), each.description) for each in columns_of(model))
    return Relation(name, "table", name, " ".join((model.__doc__ or "").split()), columns)


def _view(warehouse: Warehouse, file: SqlFile) -> Relation:
    return Relation(file.name, "view", file.name, file.header["what"], _described(warehouse, file, file.name))


def _table_macro(warehouse: Warehouse, file: SqlFile) -> Relation:
    found = _CALL.search(file.header["what"])
    assert found, "a macro that gives rows has its call in its header"
    meaning = file.header["what"][: found.start()].rstrip(": ")
    return Relation(file.name, "macro", found[1], meaning, _described(warehouse, file, found[1]))


def _function(file: SqlFile) -> Relation:
    found = _PARAMETERS.search(file.text)
    assert found, "a macro has its parameters in brackets"
    return Relation(file.name, "function", f"{file.name}({found[1]})", file.header["what"], ())


def _described(warehouse: Warehouse, file: SqlFile, call: str) -> tuple[Column, ...]:
    """Return the columns that something gives, each with its own meaning, or that of the table it comes from."""
    own, inherited = own_columns().get(file.name, {}), dict(_inherited(file))
    described = read_rows(warehouse, f"DESCRIBE SELECT * FROM {call}")  # noqa: S608 - names of our own files
    return tuple(
        Column(name, short_type(sql_type), own.get(name) or inherited.get(name, ""))
        for name, sql_type in described.select("column_name", "column_type").iter_rows()
    )


def _inherited(file: SqlFile) -> Iterator[tuple[str, str]]:
    """Yield the meanings of all columns of the tables; those of the tables that the file mentions come last, and win."""
    mentioned = set(re.findall(r"[a-z_]\w*", file.text))
    places = {name: at for at, name in enumerate(_TELLING_TABLES, 1)}
    by_weight = sorted(TABLES, key=lambda name: (name in mentioned, places.get(name, 0)))
    for name in by_weight:
        for column in columns_of(TABLES[name]):
            yield column.name, column.description
