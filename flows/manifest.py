"""What a written report is made of: kept beside it, and written last, so that a report that was cut short has none.

A report is current when it tells of the rows that are published now, and every file of it is as it was written. Both
are compared by what they hold: no clock and no moment of a file has a say.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.written import replaced

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a report tells of, how many flagged claims that are, and the SHA-256 of each file by its place in the folder."""

    told: str = ""
    flagged: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    def damaged(self, folder: Path) -> Iterator[Path]:
        """Yield the files that are not there any more, or not as they were written."""
        for place, digest in self.files.items():
            if _digest_of(folder / place) != digest:
                yield folder / place

    def is_current(self, folder: Path, told: str) -> bool:
        """Tell whether the report tells just this, and all of it is there."""
        return self.told == told and bool(self.files) and not any(self.damaged(folder))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the folder; an empty one where there is none, or none that can be read."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Manifest(str(kept["told"]), int(kept["flagged"]), {**kept["files"]})
    except (OSError, ValueError, TypeError, KeyError):
        return Manifest()


def write_manifest(folder: Path, told: str, flagged: int, files: Iterable[Path]) -> None:
    """Say of which files the report is made, as they lie there now."""
    digests = {str(path.relative_to(folder)): _digest_of(path) for path in files}
    with replaced(folder / FILE_NAME) as file:
        json.dump(asdict(Manifest(told, flagged, digests)), file, indent=1)


def _digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; nothing for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
