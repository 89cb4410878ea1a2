"""The published snapshot: a checkpointed copy of the live file that anybody may hold open for as long as they like.

`published` is a link to the newest copy. Every copy gets a fresh name, since a process that still holds an older one
would be handed the old data under a name that it knows; on disk, a deleted copy stays readable to who has it open.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from warehouse.connection import Warehouse

KEPT_COPIES = 3
# File systems that can (XFS, Btrfs) share the blocks of the two files, which takes no time and no space.
_COPY = """
import os, shutil, sys
source, target = sys.argv[1:]
try:
    with open(source, "rb") as old, open(target, "wb") as new:
        left = os.fstat(old.fileno()).st_size
        while left:
            copied = os.copy_file_range(old.fileno(), new.fileno(), left)
            if not copied:
                raise OSError("the file ended early")
            left -= copied
except OSError:
    shutil.copyfile(source, target)
"""


def publish_snapshot(warehouse: Warehouse, published: Path) -> Path:
    """Copy the live file as it stands, let `published` point to the copy, and return the copy's path.

    The newest three copies stay. Raises ValueError for a warehouse in memory, and OSError when the copy fails.
    """
    if warehouse.path is None:
        raise ValueError("a warehouse in memory has no file to publish: open one with a path")
    warehouse.connection.execute("CHECKPOINT")
    published.parent.mkdir(parents=True, exist_ok=True)
    copies = _copies(published)
    copy = published.with_name(f"{published.stem}-{_number(copies[-1]) + 1 if copies else 1:06d}{published.suffix}")
    part = copy.with_name(f".{copy.name}.part")
    _copy_elsewhere(warehouse.path, part)
    part.replace(copy)
    _point(published, copy)
    for old in [*copies, copy][:-KEPT_COPIES]:
        old.unlink(missing_ok=True)
    return copy


def _copy_elsewhere(source: Path, target: Path) -> None:
    """Copy in another process: closing any handle of a file here would give up this process's lock on it."""
    command = [sys.executable, "-I", "-S", "-c", _COPY, str(source.absolute()), str(target.absolute())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise OSError(f"{source} could not be copied to {target} ({done.stderr.strip().splitlines()[-1]}): free space?")


def _copies(published: Path) -> list[Path]:
    """Return the copies that are there, oldest first."""
    pattern = re.compile(rf"{re.escape(published.stem)}-\d+{re.escape(published.suffix)}")
    found = [path for path in published.parent.iterdir() if pattern.fullmatch(path.name)]
    return sorted(found, key=_number)


def _number(copy: Path) -> int:
    return int(copy.stem.rsplit("-", 1)[1])


def _point(published: Path, copy: Path) -> None:
    """Let the link point to the copy, in one step, so that no reader ever finds nothing."""
    link = published.with_name(f".{published.name}.{os.getpid()}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(copy.name)
    link.replace(published)
