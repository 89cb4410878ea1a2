"""Which outside sources are asked, and how often: the tables `[sources]` and `[[register]]` of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

KEYS = ("web", "most_items", "cron", "interval_seconds", "source")
SOURCE_KEYS = ("on", "address", "daily", "at_once")
REGISTER_KEYS = ("name", "file", "table", "thing", "value", "unit", "unit_column", "date", "url")
DAILY = 500
AT_ONCE = 1


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How one source is asked."""

    on: bool = True
    address: str | None = None  # of an instance of one's own; None: the public one
    daily: int = DAILY  # questions a day (UTC)
    at_once: int = AT_ONCE  # questions under way at the same time


@dataclass(frozen=True, slots=True)
class Register:
    """A table of the desk's own: which file, and which of its columns are the thing, the value, the unit and the date."""

    name: str
    file: Path
    thing: str
    value: str
    table: str | None = None  # of a SQLite or DuckDB file
    unit: str | None = None  # of all values, where no column tells it
    unit_column: str | None = None
    date: str | None = None
    url: str | None = None  # where people can read it


@dataclass(frozen=True, slots=True)
class AskingSettings:
    """What `factdesk verify` may do."""

    web: bool = False  # whether anything outside this machine is asked
    most_items: int = 200  # things asked about in one run
    cron: str | None = None  # when `factdesk up` asks by itself: a cron line or an interval, never both
    interval_seconds: int | None = None
    by_source: Mapping[str, SourceSettings] = field(default_factory=dict)
    registers: tuple[Register, ...] = ()

    @property
    def is_scheduled(self) -> bool:
        """Tell whether `factdesk up` asks by itself."""
        return self.cron is not None or self.interval_seconds is not None

    def of(self, source: str) -> SourceSettings:
        """Return how a source is asked."""
        return self.by_source.get(source, SourceSettings())
