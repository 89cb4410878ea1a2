"""Ad-hoc questions to the published file: one SELECT, read-only, without access to files or the net, within a time.

The file is a snapshot, so a question never waits for a run that writes, nor a run for a question.
"""

import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import polars as pl

from warehouse.asked_of import telling_of_the_machine
from warehouse.publish import own_copy
from warehouse.tellable import can_be_told

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "512MB",
    "max_temp_directory_size": "2GB",
    "threads": "2",
}
_BATCH_CONFIG = CONFIG | {"threads": "1", "max_temp_directory_size": "20GB"}  # each thread holds buffers of its own
MOST_ROWS = 1_000_000
MOST_CHARACTERS = 100_000
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_PIVOT = re.compile(r"\bPIVOT\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*+(\w*)", re.DOTALL)


class QueryRefused(Exception):  # noqa: N818 - it says what happened to the query
    """A question that is not answered: `rule` says what stands against it, `next_step` what to do instead."""

    def __init__(self, rule: str, next_step: str) -> None:
        super().__init__(f"query refused: {rule}; {next_step}")
        self.rule = rule
        self.next_step = next_step


def ask(published: Path, sql: str, *, timeout_seconds: float = 30, row_limit: int | None = None) -> pl.DataFrame:
    """Answer one SELECT from the published file, with at most `row_limit` rows where one is given.

    Values that a frame cannot hold (intervals), or Python not (moments without end), come as text, and with them all
    others. Raises QueryRefused for anything but one SELECT, for SQL
    that DuckDB does not accept, for what reaches outside the file, takes too long, or gives over a million rows.
    """
    with _opened(published) as connection:
        return _answer(connection, sql, timeout_seconds, row_limit)


@contextmanager
def asking(published: Path, *, timeout_seconds: float = 30) -> Iterator[Callable[[str], pl.DataFrame]]:
    """Give what answers many SELECTs, each as `ask` does, of the one copy that is published when the block begins."""
    with _opened(published) as connection:
        yield lambda sql: _answer(connection, sql, timeout_seconds, None)


def _answer(
    connection: duckdb.DuckDBPyConnection, sql: str, timeout_seconds: float, row_limit: int | None
) -> pl.DataFrame:
    statement = _only_select(connection, sql)
    timer = threading.Timer(timeout_seconds, connection.interrupt)
    timer.start()
    try:
        rows = _fetch(connection, statement, MOST_ROWS + 1 if row_limit is None else row_limit)
    except duckdb.InterruptException as error:
        rule = f"it took longer than {timeout_seconds:g} seconds"
        raise QueryRefused(rule, "narrow it with WHERE, or allow it more time") from error
    except duckdb.Error as error:
        raise _refusal(error, connection) from error
    finally:
        timer.cancel()
    if row_limit is None and rows.height > MOST_ROWS:
        raise QueryRefused(f"it gives more than {MOST_ROWS:,} rows", "add LIMIT, or count and group")
    return rows


def ask_in_batches(
    published: Path, sql: str, key: str, *, batch_rows: int = 5_000, frame_rows: int = 500
) -> Iterator[pl.DataFrame]:
    """Yield the answer to one SELECT, in its order, in frames of at most so many rows: one at least, though it be empty.

    `key` is a column of it that no two rows share, of text without quotes. The keys are asked first, and the rows a
    batch at a time: what is sorted at once is narrow, so that memory hardly grows with the answer, which may be of any
    length and take any time. Raises QueryRefused as `ask` does. The file stays open until the last frame was taken.
    """
    with _opened(published, _BATCH_CONFIG) as connection:
        select = _only_select(connection, sql)
        try:
            keys = connection.sql(f'SELECT "{key}" FROM ({select}\n)').pl()  # noqa: S608 - only what was checked
            for start in range(0, max(keys.height, 1), batch_rows):
                batch = keys[start : start + batch_rows]
                listed = ", ".join(f"'{each}'" for each in batch[key]) or "NULL"
                rows = connection.sql(f'SELECT * FROM ({select}\n) WHERE "{key}" IN ({listed})').pl()  # noqa: S608
                frame = batch.join(rows, on=key, how="left", maintain_order="left").select(rows.columns)
                yield from frame.iter_slices(frame_rows) if frame.height else (frame,)
        except duckdb.Error as error:
            raise _refusal(error, connection) from error


@contextmanager
def _opened(
    published: Path, config: dict[str, str | bool | int | float | list[str]] = CONFIG
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the copy that the link points to, by its own name: under the link's a held older copy would answer."""
    if not published.exists():
        raise QueryRefused(f"{published} is not there, so nothing has been published yet", "run factdesk run first")
    # What does not fit into memory goes into a folder of its own, which ends with the question.
    with tempfile.TemporaryDirectory(prefix="factdesk-") as folder:
        # In memory with the copy attached: connections to the file itself would share their settings in one process.
        connection = duckdb.connect(":memory:", config=config | {"temp_directory": folder})
        try:
            _attach(connection, published)
            yield connection
        finally:
            connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Attach the copy for reading, and then shut every other door."""
    path = str(own_copy(published)).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{path}' AS factdesk (READ_ONLY)")
        connection.execute("USE factdesk")
    except duckdb.Error as error:
        rule = f"{published} cannot be opened for reading ({_words(error)})"
        step = "whoever has it open for writing must close it (and open it read-only, as in `duckdb -readonly`)"
        raise QueryRefused(rule, f"{step}; or `factdesk run` publishes a fresh one") from error
    for setting in ("TimeZone = 'UTC'", "enable_external_access = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}")


def _only_select(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return the text of the one SELECT."""
    _refuse_unreadable(sql)
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise _refusal(error, connection) from error
    if len(statements) != 1 or statements[0].type.name == "MULTI":
        raise _not_one(sql, len(statements))
    is_pragma = _first_word(sql) == "PRAGMA"  # those that only read would pass for a SELECT
    if is_pragma or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryRefused(
            f"only SELECT is answered, not {'PRAGMA' if is_pragma else statements[0].type.name}",
            "ask with SELECT (or FROM, SHOW TABLES, DESCRIBE); flows and the desk do the writing",
        )
    select = statements[0].query.strip().rstrip(";")
    _refuse_telling(connection, select)
    return select


def _refuse_telling(connection: duckdb.DuckDBPyConnection, select: str) -> None:
    """Refuse what would tell of the machine that answers."""
    try:
        name = telling_of_the_machine(connection, select)
    except duckdb.Error as error:
        raise _refusal(error, connection) from error
    except RecursionError as error:
        raise QueryRefused("DuckDB does not accept it (it is nested too deeply)", "take it apart") from error
    if name:
        rule = f"it reaches outside the published file ({name} tells of the machine, or runs text as SQL)"
        raise QueryRefused(rule, "ask the tables alone; SHOW TABLES and DESCRIBE tell of them")


def _refuse_unreadable(sql: str) -> None:
    """Refuse what DuckDB would read only in part, or what would keep it busy with reading alone."""
    if len(sql) > MOST_CHARACTERS:
        rule = f"it has {len(sql):,} characters, and {MOST_CHARACTERS:,} are read"
        raise QueryRefused(rule, "shorten it: a join or a subquery says what a long list says")
    if odd := _UNREADABLE.search(sql):
        rule = f"it holds the character U+{ord(odd[0]):04X}, at which reading would end"
        raise QueryRefused(rule, f"take it out, at place {odd.start() + 1:,}")


def _not_one(sql: str, statements: int) -> QueryRefused:
    """Say why one statement is wanted; a PIVOT that must look for its columns first is two."""
    if _PIVOT.search(sql):
        rule = "a PIVOT whose columns are not named is more than one statement"
        return QueryRefused(rule, "name them: PIVOT claims ON kind IN ('money', 'people') USING count(*)")
    return QueryRefused(f"one statement is answered at a time, not {statements}", "ask each on its own")


def _first_word(sql: str) -> str:
    """Return the first word behind comments and blanks, in capitals."""
    found = _FIRST_WORD.match(sql)
    return found[1].upper() if found else ""


def _fetch(connection: duckdb.DuckDBPyConnection, select: str, most_rows: int) -> pl.DataFrame:
    relation = connection.sql(select).limit(most_rows)
    with suppress(pl.exceptions.PolarsError, duckdb.NotImplementedException):
        frame = relation.pl()
        if all(map(can_be_told, frame)):
            return frame
    return relation.project("CAST(COLUMNS(*) AS VARCHAR)").pl()


def _refusal(error: duckdb.Error, connection: duckdb.DuckDBPyConnection) -> QueryRefused:
    """Put DuckDB's own words into a refusal, and where a column that was missed can be found."""
    if isinstance(error, duckdb.PermissionException):
        return QueryRefused(f"it reaches outside the published file ({_words(error)})", "ask the tables alone")
    if isinstance(error, duckdb.OutOfMemoryException):
        return QueryRefused(
            "it needs more than 512 MB of memory and 2 GB of disk", "narrow it with WHERE, or group less finely"
        )
    if found := _where_column_is(error, connection):
        return QueryRefused(f"DuckDB does not accept it ({_words(error)})", found)
    return QueryRefused(
        f"DuckDB does not accept it ({_words(error)})",
        "SHOW TABLES lists the tables and views, DESCRIBE claims the columns; docs/data-dictionary.md explains them",
    )


def _where_column_is(error: duckdb.Error, connection: duckdb.DuckDBPyConnection) -> str | None:
    """Say which tables and views have the column that a question missed; None where none has."""
    missed = _MISSED.search(str(error))
    if not missed:
        return None
    with suppress(duckdb.Error):
        rows = connection.execute(_TABLES_WITH, [missed[1]]).fetchall()
        if names := [str(name) for (name,) in rows]:
            listed = ", ".join(names[:_MOST_NAMED]) + (", ..." if len(names) > _MOST_NAMED else "")
            return f"{missed[1]} is a column of {listed}"
    return None


_MISSED = re.compile(r'(?:Referenced column|does not have a column named) "(\w{1,60})"')
_MOST_NAMED = 6
_TABLES_WITH = """
    SELECT table_name FROM duckdb_columns() WHERE NOT internal AND lower(column_name) = lower(?)
    ORDER BY table_name NOT IN (SELECT view_name FROM duckdb_views() WHERE NOT internal), table_name
"""
_PROPOSAL = re.compile(r'\n?Did you mean "(?:pg_|duckdb_|sqlite_|pragma_|information_schema)[^"]*"(?: or "[^"]*")*\?')


def _words(error: duckdb.Error) -> str:
    """Return DuckDB's words on one line, with the names that it proposes, without the question itself."""
    lines = [line.strip() for line in _PROPOSAL.sub("", str(error).partition("\nLINE ")[0]).splitlines()]
    return _shorten(" ".join(line for line in lines if line), 400)


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
