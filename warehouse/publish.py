"""The published snapshot: a checkpointed copy of the live file that anybody may hold open for as long as they like.

`published` is a link to the newest copy. Every copy gets a fresh name, since a process that still holds an older one
would be handed the old data under a name that it knows; on disk, a deleted copy stays readable to who has it open.

Of each there are two: one for people, whose clients may lock it by opening it for writing (most do unless told
otherwise), and one that factdesk itself reads, in the folder `snapshots`, which nobody else has any need to open.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from warehouse.connection import Warehouse
from warehouse.migrate import prepare_file

KEPT_COPIES = 3
KEPT_FOR_PEOPLE = 2  # the newest, and the one that somebody may just be opening
OWN = "snapshots"
READ_ONLY = 0o444  # a client of another account that asks for writing is told so at once
# File systems that can (XFS, Btrfs) share the blocks of the two files, which takes no time and no space. A copy that nobody
# waits for any more ends, since whoever comes next makes his own.
_COPY = """
import errno, os, sys
source, target, parent = sys.argv[1:]
AT_ONCE = 64_000_000
try:
    with open(source, "rb") as old, open(target, "xb") as new:
        left, can_share = os.fstat(old.fileno()).st_size, hasattr(os, "copy_file_range")
        while left and os.getppid() == int(parent):
            try:
                copied = can_share and os.copy_file_range(old.fileno(), new.fileno(), min(left, AT_ONCE))
            except OSError as error:
                if error.errno not in (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
                    raise
                can_share = False
                continue
            if not can_share:
                copied = new.write(old.read(min(left, AT_ONCE)))
            if not copied:
                raise OSError("the file ended early")
            left -= copied
except OSError as error:
    sys.exit(f"{error.strerror or error}".lower())
"""


def publish_snapshot(warehouse: Warehouse, published: Path) -> Path:
    """Copy the live file as it stands, let `published` point to the copy, and return the copy's path.

    The newest copies stay, and nothing of a copy that failed or was killed. Raises ValueError for a warehouse in
    memory, and OSError when the copy fails.
    """
    if warehouse.is_in_memory:
        raise ValueError("a warehouse in memory has no file to publish: open one with a path")
    own = published.parent / OWN
    own.mkdir(parents=True, exist_ok=True)
    for folder in (own, published.parent):
        _sweep(folder, published)
    copies = sorted({*_copies(own, published), *_copies(published.parent, published)}, key=_number)
    name = f"{published.stem}-{_number(copies[-1]) + 1 if copies else 1:06d}{published.suffix}"
    with whole_file(warehouse, own) as file:
        place_copy(file, own / name)
    place_copy(own / name, published.with_name(name))
    _point(published, published.with_name(name))
    for folder, kept in ((own, KEPT_COPIES), (published.parent, KEPT_FOR_PEOPLE)):
        for old in _copies(folder, published)[:-kept]:
            old.unlink(missing_ok=True)
            old.with_name(f"{old.name}.wal").unlink(missing_ok=True)  # of somebody who wrote into his copy
    return published.with_name(name)


def drop_older_copies(published: Path) -> None:
    """Remove every copy but the newest, for people and for factdesk itself."""
    newest = published.resolve().name
    for folder in (published.parent / OWN, published.parent):
        for old in _copies(folder, published):
            if old.name != newest:
                old.unlink(missing_ok=True)
                old.with_name(f"{old.name}.wal").unlink(missing_ok=True)


@contextmanager
def whole_file(warehouse: Warehouse, folder: Path) -> Iterator[Path]:
    """Yield a file that holds all of the warehouse as it stands."""
    if warehouse.path:
        warehouse.connection.execute("CHECKPOINT")
        yield warehouse.path
        return
    from warehouse.lake import copy_out  # noqa: PLC0415 - most have none

    with tempfile.TemporaryDirectory(prefix=".of-lake-", dir=folder) as name:
        file = Path(name) / "copy.duckdb"
        prepare_file(file)
        copy_out(warehouse, file)
        yield file


def own_copy(published: Path) -> Path:
    """Return the copy that factdesk reads of what is published; the published file itself where it has been carried off."""
    copy = published.resolve()
    own = copy.parent / OWN / copy.name
    return own if own.exists() else copy


def place_copy(source: Path, copy: Path) -> None:
    """Copy a file to its name at once and whole, for reading alone."""
    part = copy.with_name(f".{copy.name}.{token_hex(4)}.part")  # a copy that was left behind may still be at its own
    try:
        copy_elsewhere(source, part)
        part.chmod(READ_ONLY)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)  # on a full disk it would keep it full


def copy_elsewhere(source: Path, target: Path) -> None:
    """Copy in another process: closing any handle of a file here would give up this process's lock on it."""
    files = [str(source.absolute()), str(target.absolute())]
    command = [sys.executable, "-I", "-S", "-c", _COPY, *files, str(os.getpid())]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - our own words
    if done.returncode:
        said = done.stderr.strip().splitlines()
        why = said[-1] if said else f"its process ended by signal {-done.returncode}"
        raise OSError(f"{source} could not be copied into {target.parent} ({why}): make room there and run it again")


def _sweep(folder: Path, published: Path) -> None:
    """Remove what was left of copies that were killed; whoever has the live file is alone here."""
    left = re.compile(
        rf"\.{re.escape(published.stem)}-\d+{re.escape(published.suffix)}\..*part|\.{re.escape(published.name)}\.\d+\.link"
    )
    for path in list(folder.iterdir()):
        if left.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _copies(folder: Path, published: Path) -> list[Path]:
    """Return the copies in a folder, oldest first."""
    pattern = re.compile(rf"{re.escape(published.stem)}-\d+{re.escape(published.suffix)}")
    found = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    return sorted(found, key=_number)


def _number(copy: Path) -> int:
    return int(copy.stem.rsplit("-", 1)[1])


def _point(published: Path, copy: Path) -> None:
    """Let the link point to the copy, in one step, so that no reader ever finds nothing."""
    link = published.with_name(f".{published.name}.{os.getpid()}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(copy.name)
    link.replace(published)
