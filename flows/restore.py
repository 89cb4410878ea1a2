"""Putting a backup back: all that it takes the place of is set aside, so that nothing is lost by a mistake."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.alive import living_runs
from flows.backup import KEPT, LIVE, NAME, Backup, faults_of, hash_of
from flows.locks import is_held
from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.tasks import LOCK_SECONDS
from warehouse.copies import Contents, contents_of, put_in_place
from warehouse.migrate import migrations_known
from warehouse.store import WarehouseUnusable


class CannotRestore(Exception):  # noqa: N818 - named by what the caller does not do
    """A backup that is not whole, is of a newer version, or cannot be put back at this moment; a line with what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, what the live file held before (None where it could not be read), and where that lies now."""

    backup: Backup
    before: Contents | None
    aside: Path


def restore(settings: Settings, backup: Backup) -> Restored:
    """Put a backup back, and publish; all that it takes the place of is set aside, whole.

    What outside sources answered since stays, and the present settings hold. Raises CannotRestore, OSError, and
    WarehouseBusy.
    """
    _refuse_unfit(settings, backup)
    aside = settings.data_folder / "set-aside" / f"{datetime.now(UTC):{NAME}}"
    before = contents_before(settings.live)
    put_in_place(backup.folder / LIVE, settings.live, aside, timeout_seconds=LOCK_SECONDS)
    for name in backup.files:
        if name != LIVE:
            _put_back(settings, backup.folder / name, name, aside)
    publish_snapshot_of(settings)
    return Restored(backup, before, aside)


def _refuse_unfit(settings: Settings, backup: Backup) -> None:
    if bad := faults_of(backup):
        raise CannotRestore(
            f"{backup.folder} is not whole ({bad[0]} is gone or another, {len(bad)} such in all): take an older one"
        )
    if newer := [each for each in backup.migrations if each not in migrations_known()]:
        raise CannotRestore(
            f"{backup.folder} was made by factdesk {backup.version}, and this version does not know {newer[0]}: install that one"
        )
    if is_held(settings.up_lock):
        raise CannotRestore(f"factdesk up is running for {settings.data_folder}: end it first")
    if living := living_runs(settings.live):
        raise CannotRestore(f"the run {living[0]} goes on: let it finish or end it first")


def contents_before(live: Path) -> Contents | None:
    """Return what a live file holds; None where it is not there or cannot be read."""
    with suppress(WarehouseUnusable, OSError):
        return contents_of(live) if live.exists() else None
    return None


def _put_back(settings: Settings, source: Path, name: str, aside: Path) -> None:
    """Put one file back; the one that is there is set aside, unless it is the same."""
    target = _target(settings, name)
    if target.is_file() and hash_of(target) == hash_of(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(target, aside / name)
    prepared = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        shutil.copy2(source, prepared)
        prepared.replace(target)
    finally:
        prepared.unlink(missing_ok=True)


def _target(settings: Settings, name: str) -> Path:
    folder, _, rest = name.partition("/")
    if folder == KEPT:
        return settings.kept_folder / rest
    if folder == "desk":
        return settings.desk_folder / rest
    if folder == "reports":
        return settings.reports_folder / rest
    return settings.users_file if name == "users.toml" else settings.data_folder / name
