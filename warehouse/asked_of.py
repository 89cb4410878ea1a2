"""What a SELECT asks of: the tables and views that are published, and of DuckDB's own only what tells nothing of the machine.

DuckDB's functions and views about itself name the file and the folders that it was given, and some run text as SQL. So
of its own those alone are let through that are named here; whatever a newer DuckDB adds stays out until it is named too.
"""

import json
from collections.abc import Iterator
from functools import lru_cache

import duckdb

OPEN_TO_ALL = frozenset({
    "generate_series", "range", "repeat", "repeat_row", "summary", "unnest",
    "columns", "duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_indexes", "duckdb_keywords",
    "duckdb_schemas", "duckdb_tables", "duckdb_types", "duckdb_views", "key_column_usage", "pragma_show",
    "pragma_table_info", "pragma_version", "schemata", "sqlite_master", "table_constraints", "tables",
})  # fmt: skip
"""DuckDB's own relations that make rows of nothing, or tell what tables there are and of which columns."""

# A plan is of SQL in a text, and holds the values that could be reckoned for it.
_TELLING_VALUES = frozenset({"current_setting", "getenv", "json_serialize_plan"})
_NAMES = {"function_name", "table_name"}
_OWN = """
SELECT function_name FROM duckdb_functions() WHERE internal AND function_type IN ('table', 'table_macro', 'pragma')
UNION
SELECT view_name FROM duckdb_views() WHERE internal
"""


def telling_of_the_machine(connection: duckdb.DuckDBPyConnection, select: str) -> str | None:
    """Return the first name in a SELECT that may tell of the machine or run text as SQL; None where there is none.

    Raises duckdb.Error for what cannot be taken apart, RecursionError for what is nested too deeply for it.
    """
    [(serialized,)] = connection.execute("SELECT json_serialize_sql(?)", [select]).fetchall()
    tree = json.loads(serialized)
    if tree["error"]:
        raise duckdb.InvalidInputException(str(tree.get("error_message", "it cannot be taken apart")))
    shut = _own_relations() - OPEN_TO_ALL | _TELLING_VALUES
    return next((name for name in _names(tree["statements"]) if name in shut), None)


@lru_cache(maxsize=1)
def _own_relations() -> frozenset[str]:
    """Return the names of DuckDB's own table functions and views."""
    with duckdb.connect(":memory:") as connection:
        return frozenset(str(name) for (name,) in connection.execute(_OWN).fetchall())


def _names(tree: object) -> Iterator[str]:
    """Yield every name of a function or table in a tree."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield from (str(node[key]).lower() for key in _NAMES & node.keys())
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
