"""Bringing a warehouse to today's shape: migrations once each, views and macros whenever their text has changed."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

import duckdb

from warehouse.connection import Warehouse, transaction
from warehouse.lock import WarehouseUnusable, connect
from warehouse.sqlfile import FOLDER, SqlFile, in_order_of_mention, read_folder, read_sql

_DEFINITIONS = "definitions"
_MIGRATION = re.compile(r"\d{3}_")  # beside them stand the files of flags, as they were


def migrations_known() -> list[str]:
    """Return the names of the migrations that this version knows, in their order."""
    return [file.name for file in read_folder(FOLDER / "migrations")]


def migrations_after(seen: Sequence[str]) -> list[str]:
    """Return the names of the migrations that a file lacks which has seen these."""
    return [name for name in migrations_known() if name not in seen]


def what_of(migration: str) -> str:
    """Return what a migration says of itself at its top."""
    lines = read_sql(FOLDER / "migrations" / f"{migration}.sql").text.splitlines()
    return " ".join(line.removeprefix("--").strip() for line in takewhile(lambda line: line.startswith("--"), lines))


def migrate(warehouse: Warehouse, *, only_look: bool = False) -> list[str]:
    """Apply what this warehouse has not seen yet, and return its names; costs a few milliseconds when all is there.

    With `only_look` nothing is applied.

    A file of an older version is copied first, under the name of the last migration that it has seen (`copy_before`).
    Raises WarehouseUnusable when a migration that was applied has been rewritten since, or was made by a newer version,
    and OSError where there is no room for the copy: then nothing was changed.
    """
    applied = _applied(warehouse)
    _refuse_newer(warehouse, applied)
    todo = [file for file in read_folder(FOLDER / "migrations") if not _is_applied(warehouse, file, applied)]
    macros, views = read_folder(FOLDER / "macros"), in_order_of_mention(read_folder(FOLDER / "views"))
    sha256 = hashlib.sha256("".join(file.sha256 for file in [*macros, *views]).encode()).hexdigest()
    is_defined = applied.get(_DEFINITIONS) == sha256
    done = [file.name for file in todo] + ([] if is_defined else [_DEFINITIONS])
    if only_look:
        return done
    if todo:
        _keep_before(warehouse, applied)
    for file in todo:
        _apply(warehouse, file)
    if not is_defined:
        with transaction(warehouse):
            if applied:
                _drop_definitions(warehouse)
                warehouse.connection.execute("DELETE FROM applied_files WHERE file = ?", [_DEFINITIONS])
            _define(warehouse, macros, views)
            _note(warehouse, _DEFINITIONS, sha256)
    return done


def copy_before(live: Path, last: str) -> Path:
    """Return where the copy is kept of a live file that had seen the migrations up to `last`."""
    return live.parent / "before" / f"{last}.duckdb"


def _refuse_newer(warehouse: Warehouse, applied: Mapping[str, str]) -> None:
    seen = {name for name in applied if _MIGRATION.match(name)}
    if newer := sorted(seen - set(migrations_known())):
        raise WarehouseUnusable(
            f"{warehouse.path} was written by a newer factdesk (migration {newer[-1]} is not known here): install that "
            "version again, or take an older file with `factdesk restore`"
        )


def _keep_before(warehouse: Warehouse, applied: Mapping[str, str]) -> None:
    """Copy a live file of an older version before it is changed; what was copied of one that was changed no further is replaced."""
    known = migrations_known()
    last = max(applied.keys() & set(known), default=None)
    if warehouse.path is None or last is None or applied.keys() >= set(known):
        return
    from warehouse.publish import place_copy  # noqa: PLC0415 - which makes its files by this

    warehouse.connection.execute("CHECKPOINT")
    copy = copy_before(warehouse.path, last)
    copy.parent.mkdir(exist_ok=True)
    place_copy(warehouse.path, copy)


def prepare_file(path: Path) -> None:
    """Make an empty warehouse in a file, in place of whatever was there."""
    path.unlink(missing_ok=True)
    warehouse = Warehouse(connect(path, timeout_seconds=0), path)
    try:
        migrate(warehouse)
    finally:
        warehouse.connection.close()


def _applied(warehouse: Warehouse) -> dict[str, str]:
    """Return the hash of each file that was applied; nothing for a warehouse that is still empty."""
    try:
        return dict(warehouse.connection.execute("SELECT file, sha256 FROM applied_files").fetchall())
    except duckdb.CatalogException:
        return {}


def _is_applied(warehouse: Warehouse, file: SqlFile, applied: dict[str, str]) -> bool:
    if applied.get(file.name, file.sha256) != file.sha256:
        raise WarehouseUnusable(
            f"{warehouse.path}: migration {file.name} was applied with another text, and a released migration "
            "may not change: restore its text and add a new migration"
        )
    return file.name in applied


def _apply(warehouse: Warehouse, file: SqlFile) -> None:
    with transaction(warehouse):
        warehouse.connection.execute(warehouse.ddl(file.text))
        _note(warehouse, file.name, file.sha256)


def _drop_definitions(warehouse: Warehouse) -> None:
    """Drop every view and macro that is there."""
    connection = warehouse.connection
    old_views = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary AND database_name = current_database()"
    for (name,) in connection.execute(old_views).fetchall():
        connection.execute(f'DROP VIEW IF EXISTS "{name}"')
    old_macros = "SELECT DISTINCT function_name, function_type FROM duckdb_functions() WHERE function_type IN ('macro', 'table_macro') AND NOT internal AND database_name = current_database()"
    for name, kind in connection.execute(old_macros).fetchall():
        connection.execute(f'DROP MACRO {"TABLE " if kind == "table_macro" else ""}IF EXISTS "{name}"')


def _define(warehouse: Warehouse, macros: list[SqlFile], views: list[SqlFile]) -> None:
    """Make today's views and macros: views use macros, and macros that ask of views come behind these."""
    connection = warehouse.connection
    of_views = [file for file in macros if any(re.search(rf"\b{view.name}\b", file.text) for view in views)]
    for file in macros:
        if file not in of_views:
            connection.execute(file.text)
    for file in views:
        connection.execute(f"CREATE VIEW {file.name} AS\n{file.text}")
        connection.execute(f"COMMENT ON VIEW {file.name} IS '{file.header['what'].replace(chr(39), chr(39) * 2)}'")
    for file in of_views:
        connection.execute(file.text)


def _note(warehouse: Warehouse, file: str, sha256: str) -> None:
    now = datetime.now(UTC)
    warehouse.connection.execute("INSERT INTO applied_files VALUES (?, ?, ?)", [file, sha256, now])
