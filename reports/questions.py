"""The questions that reports ask of the warehouse: one SELECT in a file each, in which a `$name` stands for a value."""

import re
from datetime import UTC, datetime
from pathlib import Path

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\$(\w+)")


def question(name: str, **values: datetime | int | str | None) -> str:
    """Return the SELECT of `reports/NAME.sql` with its values in place; moments, whole numbers and words can be one.

    Raises KeyError for a value that is not given.
    """
    select = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: _literal(values[place[1]]), select)


def _literal(value: datetime | int | str | None) -> str:
    """Return a value as SQL."""
    if isinstance(value, datetime):
        return f"TIMESTAMPTZ '{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "NULL" if value is None else str(int(value))
