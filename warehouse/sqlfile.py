"""SQL files: a header of `-- name: words` lines, then the statement. The file's name is the name of what it defines."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent
_HEADER_LINE = re.compile(r"^--\s*([a-z_]+):\s*(.*?)\s*$")


@dataclass(frozen=True)
class SqlFile:
    """One .sql file, read."""

    path: Path
    header: dict[str, str]
    text: str  # the whole file

    @property
    def name(self) -> str:
        """The name of the view, flag, macro, migration or assertion."""
        return self.path.stem

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def quoted(text: str) -> str:
    """Return text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def read_sql(path: Path) -> SqlFile:
    """Read one SQL file with its header (the comment lines at its top; a line without a name goes on the last one)."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1_000)
def _read(path: Path, _written_at: int, _size: int) -> SqlFile:
    """Read a file once a process as long as it stays as it is: every opening of a warehouse asks for a hundred of them."""
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if match := _HEADER_LINE.match(line):
            header[match[1]] = match[2]
        elif header:
            last = next(reversed(header))
            header[last] = f"{header[last]} {line.removeprefix('--').strip()}"
    return SqlFile(path, header, text)


def read_folder(folder: Path) -> list[SqlFile]:
    """Read every SQL file of a folder, by name."""
    return [read_sql(path) for path in sorted(folder.glob("*.sql"))]


def in_order_of_mention(files: list[SqlFile]) -> list[SqlFile]:
    """Order the files so that each comes after those that it mentions; a circle raises graphlib.CycleError.

    The order is the same in every process: a set is hashed in the order of the day, and what is made of it is compared.
    """
    by_name = {file.name: file for file in files}
    mentions = {
        file.name: sorted(set(re.findall(r"[a-z_]\w*", file.text)) & set(by_name) - {file.name}) for file in files
    }
    return [by_name[name] for name in TopologicalSorter(mentions).static_order()]
