"""Where a warehouse may lie, besides in one file."""

import re
from dataclasses import dataclass

_SECRET = re.compile(r"password\s*=\s*('[^']*'|\S+)")


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: its catalog in a PostgreSQL database, its rows in Parquet files below a folder or a bucket."""

    catalog: str  # as libpq reads it: "host=... dbname=..."; a password is better kept in PGPASSWORD or ~/.pgpass
    files: str

    def __str__(self) -> str:
        """Return what people are told of it, without a password."""
        return f"the lake in {self.files} (catalog {_SECRET.sub('password=...', self.catalog)})"
