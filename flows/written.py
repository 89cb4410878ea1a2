"""Files for people are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def replaced(path: Path) -> Iterator[IO[str]]:
    """Give a file to write to that takes the path's place when the block ends well: whole or not at all.

    Whoever has the old one open keeps it.
    """
    prepared = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with prepared.open("w", encoding="utf-8", errors="replace") as file:
            yield file
        prepared.replace(path)
    finally:
        prepared.unlink(missing_ok=True)
