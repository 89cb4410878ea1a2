"""Backups: a copy of all that cannot be made again, read back before it counts; `flows.restore` puts one back.

A backup is a folder with the live file as it was at one moment, what outside sources answered (of which a body that an
earlier backup has takes no room twice), the reports' editions, and the desk's users, key and audit. Its manifest is
written last. What can be made again (snapshots, reports, what the web's cache holds) and the settings are not in it.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from flows.editions import FILE_NAME as EDITIONS
from flows.settings import Settings
from flows.tasks import opener_of
from flows.written import alone_in, replaced
from warehouse.copies import keep_copy
from warehouse.health import Trouble
from warehouse.store import WarehouseBusy, WarehouseUnusable

MANIFEST, LIVE, KEPT = "backup.json", "live.duckdb", "kept"
NAME = "%Y%m%dT%H%M%S-%f"
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its folder, when it was made, by which version, what its live file holds, each file's hash."""

    folder: Path
    made_at: datetime
    version: str
    rows: Mapping[str, int]
    migrations: tuple[str, ...]
    files: Mapping[str, str]  # path within the folder -> SHA-256


def folder_of(settings: Settings) -> Path:
    """Return where the backups of the settings are."""
    return settings.backup.folder or settings.data_folder / "backups"


def back_up(settings: Settings, now: datetime | None = None) -> Backup:
    """Make a backup, read it back, and let the oldest go beyond those that are kept.

    One process at a time does; nothing is left of one that failed or was killed. Raises OSError, WarehouseBusy, and
    WarehouseUnusable for a live file that is damaged: a backup of it would take the place of a good one.
    """
    folder = folder_of(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_in(folder):
        return _back_up(settings, folder, now or datetime.now(UTC))


def back_up_when_due(settings: Settings, now: datetime) -> Backup | None:
    """Make a backup if the settings ask for one by now, and return it. Raises as `back_up`."""
    if not is_due(settings, now):
        return None
    folder = folder_of(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_in(folder):
        return _back_up(settings, folder, now) if is_due(settings, now) else None  # another process may just have


def is_due(settings: Settings, now: datetime) -> bool:
    """Tell whether the newest backup is older than the settings want; one of a clock that was ahead does not count."""
    if settings.backup.interval is None or settings.lake or not settings.live.exists():
        return False
    made = [each.made_at for each in backups_of(settings) if each.made_at <= now]
    return not made or now - made[-1] >= settings.backup.interval


def backups_of(settings: Settings) -> list[Backup]:
    """Return the finished backups, oldest first."""
    folder = folder_of(settings)
    manifests = sorted(folder.glob(f"*/{MANIFEST}")) if folder.is_dir() else []
    return [found for each in manifests if (found := read_backup(each.parent))]


def read_backup(folder: Path) -> Backup | None:
    """Return what a backup's manifest says; None where there is none that can be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(told["made_at"])
        return Backup(folder, made_at, told["version"], told["rows"], tuple(told["migrations"]), told["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _back_up(settings: Settings, folder: Path, now: datetime) -> Backup:
    for left in folder.glob(f"*{_UNFINISHED}"):  # of processes that were killed; we are alone here
        shutil.rmtree(left)
    before = backups_of(settings)
    part = folder / f"{now:{NAME}}{_UNFINISHED}"
    part.mkdir(mode=0o700)
    try:
        with opener_of(settings)() as warehouse:
            contents = keep_copy(warehouse, part / LIVE)
        files = {LIVE: hash_of(part / LIVE)} | dict(_copy_others(settings, part, before[-1] if before else None))
        made = Backup(folder / f"{now:{NAME}}", now, version("factdesk"), contents.rows, contents.migrations, files)
        with replaced(part / MANIFEST) as file:
            told = {name: value for name, value in asdict(made).items() if name != "folder"}
            json.dump(told, file, default=datetime.isoformat, indent=1)
        part.rename(made.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for old in [*before, made][: -settings.backup.keep]:
        shutil.rmtree(old.folder)
    return made


def _places(settings: Settings) -> dict[str, Path]:
    """Return what is kept besides the live file and the sources' answers: its name in the backup, its place here."""
    places = {
        f"reports/{EDITIONS}": settings.reports_folder / EDITIONS,
        "troubles.json": settings.troubles_file,
        "questions.jsonl": settings.questions_file,
    }
    if not settings.users_file.is_relative_to(settings.desk_folder):
        places["users.toml"] = settings.users_file
    if settings.desk_folder.is_dir():
        files = (each for each in settings.desk_folder.rglob("*") if each.is_file())
        places |= {f"desk/{each.relative_to(settings.desk_folder)}": each for each in files}
    return {name: place for name, place in places.items() if place.is_file()}


def _copy_others(settings: Settings, part: Path, before: Backup | None) -> Iterator[tuple[str, str]]:
    """Copy all but the live file, and yield the name and hash of each."""
    for name, place in _places(settings).items():
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place, part / name)
        yield name, hash_of(part / name)
    for place in settings.kept_folder.glob("*/*.warc.gz"):
        name = f"{KEPT}/{place.relative_to(settings.kept_folder)}"
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        yield name, _copy_body(place, part, name, before)


def _copy_body(place: Path, part: Path, name: str, before: Backup | None) -> str:
    """Copy what a source answered, which never changes, or let it be the same file as in the backup before."""
    if before and name in before.files:
        with suppress(OSError):  # its disk may know no such links
            os.link(before.folder / name, part / name)
            return before.files[name]
    shutil.copy2(place, part / name)
    return hash_of(part / name)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def faults_of(backup: Backup) -> list[str]:
    """Return which files of a backup are gone or not what they were: none for a backup that is whole."""
    return [
        name
        for name, digest in backup.files.items()
        if ".." in Path(name).parts or not (backup.folder / name).is_file() or hash_of(backup.folder / name) != digest
    ]


def backup_after_run(settings: Settings) -> str | None:
    """Make the backup that is due; return in a line why it could not be made: no run fails by that."""
    try:
        back_up_when_due(settings, datetime.now(UTC))
    except (OSError, WarehouseBusy, WarehouseUnusable) as error:
        return f"no backup could be made: {error}"
    return None


def late_backup(settings: Settings, now: datetime) -> list[Trouble]:
    """Return a trouble where the newest backup is older than twice the time that the settings want."""
    interval = settings.backup.interval
    if interval is None or settings.lake or not settings.live.exists():
        return []
    made = [each.made_at for each in backups_of(settings) if each.made_at <= now]
    if made and now - made[-1] < 2 * interval:
        return []
    newest = f"the newest is of {made[-1]:%Y-%m-%d %H:%M} UTC" if made else "there is none"
    rule = f"one is to be made every {settings.backup.every}, and {newest}"
    return [Trouble("late_backup", "backups", rule, "run `factdesk backup`, and see what it says")]
