"""Bringing the live file to this version on purpose, or trying that on a copy: what is applied, and that no row is lost by it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.tasks import LOCK_SECONDS
from warehouse.copies import Contents, contents_of
from warehouse.migrate import copy_before, migrations_after, what_of
from warehouse.publish import place_copy
from warehouse.store import open_warehouse

KEPT_TABLES = ("pages", "articles", "claims", "reviews", "evidence", "fact_checks", "runs", "rejects", "edits")
"""What a migration must not lose a row of; the rest is made anew by marking and linking."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The migrations with what each says of itself, what was there before and after, where the copy from before lies."""

    migrations: Sequence[tuple[str, str]]
    before: Contents
    after: Contents
    seconds: float
    copy: Path | None

    @property
    def lost(self) -> list[str]:
        """Tables that have fewer rows than before."""
        rows = ((name, self.before.rows.get(name, 0), self.after.rows.get(name, 0)) for name in KEPT_TABLES)
        return [f"{name}: {before - after:,} rows" for name, before, after in rows if after < before]


def upgrade(settings: Settings) -> Upgraded:
    """Migrate the live file, which is copied first, and publish it. Raises WarehouseBusy, WarehouseUnusable and OSError."""
    done = _upgraded(settings.live)
    publish_snapshot_of(settings)
    return done


def try_upgrade(settings: Settings) -> Upgraded:
    """Migrate a copy of the live file and its log, which stay as they are. Raises OSError where there is no room."""
    with TemporaryDirectory(dir=settings.data_folder, prefix=".upgrade-") as folder:
        for each in settings.live.parent.glob(f"{settings.live.name}*"):
            place_copy(each, Path(folder) / each.name)
            (Path(folder) / each.name).chmod(0o600)
        return _upgraded(Path(folder) / settings.live.name)


def _upgraded(live: Path) -> Upgraded:
    before, began = contents_of(live), time.monotonic()
    with open_warehouse(live, timeout_seconds=LOCK_SECONDS) as warehouse:
        warehouse.connection.execute("CHECKPOINT")
    coming = migrations_after(before.migrations)
    copy = copy_before(live, before.migrations[-1]) if coming and before.migrations else None
    return Upgraded(
        [(name, what_of(name)) for name in coming], before, contents_of(live), time.monotonic() - began, copy
    )
