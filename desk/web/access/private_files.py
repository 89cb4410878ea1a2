"""Files that nobody else on the machine may read: written whole or not at all, and refused when others can read them."""

import os
import secrets
import stat
from pathlib import Path

_OTHERS = 0o037  # whatever others may do, and writing by the group


class Exposed(Exception):  # noqa: N818 - named by what is the case
    """A file that must be private is open to others; the message names it and what to do."""


def make_folder(folder: Path) -> None:
    """Make a folder for this user alone, where there is none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def write_private(file: Path, data: bytes) -> None:
    """Replace a file in one step, so that it is always whole; nobody else can read it."""
    make_folder(file.parent)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        _write_new(fresh, data)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def make_once(file: Path, data: bytes) -> None:
    """Write a file only if there is none; of several at one moment, one wins and all find the same."""
    make_folder(file.parent)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        _write_new(fresh, data)
        file.hardlink_to(fresh)
    except FileExistsError:
        return
    finally:
        fresh.unlink(missing_ok=True)


def read_private(file: Path) -> bytes:
    """Return what a file holds. Raises `Exposed` if others can read or change it, `FileNotFoundError` if it is not there."""
    with file.open("rb") as opened:
        found = os.fstat(opened.fileno())
        if stat.S_IMODE(found.st_mode) & _OTHERS:
            raise Exposed(f"{file}: others on this machine can read or change it; `chmod 600 {file}`")
        return opened.read()


def _write_new(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
