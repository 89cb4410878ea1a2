"""How often a backup is made, how many are kept and where: the table `[backup]` of the settings."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

KEYS = ("every", "keep", "folder")
TIMES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`every` is hour, day or week; without it a backup is made by `factdesk backup` alone."""

    every: str | None = None
    keep: int = 7
    folder: Path | None = None  # None: `backups` in the data folder

    @property
    def interval(self) -> timedelta | None:
        """The time from one backup to the next."""
        return TIMES[self.every] if self.every else None
