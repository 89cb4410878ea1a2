"""The files of a folder that was named, and none outside of it: links that lead out are refused, found early or late.

Whoever may put files into a folder need not be who may read all that this account can.
"""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from claims.read import Unreadable

LARGEST_BYTES = 100_000_000
_TOLD_LINKS = 100
_NAME_IT = "Name that file itself, or copy it into the folder"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: how the operator wrote it, and the name that its page goes by wherever it lies."""

    shown: str
    name: str
    path: Path | None  # None is standard input
    home: Path | None = None  # the folder in which it was found, and which it may not leave

    def open(self) -> IO[bytes]:
        """Open it. Raises OSError, and Unreadable where it is no plain file of its folder any more."""
        if self.path is None:
            return sys.stdin.buffer
        file = open(self.path, "rb", opener=_at_once if self.home else None)  # noqa: SIM115 - whoever asks closes it
        if self.home and not _is_plain_file_of(self.home, self.path, file.fileno()):
            file.close()
            raise _leads_out(self.shown)
        return file


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting, which would be without end where a pipe took its place."""
    return os.open(path, flags | os.O_NONBLOCK)


def _is_plain_file_of(home: Path, path: Path, descriptor: int) -> bool:
    """Tell whether what was opened is a file inside of a folder, whatever its name leads to by now."""
    opened = Path(f"/proc/self/fd/{descriptor}")
    place = os.path.realpath(opened if opened.exists() else path)
    return stat.S_ISREG(os.fstat(descriptor).st_mode) and _is_inside(place, home)


def _is_inside(place: str, home: Path) -> bool:
    return Path(place).is_relative_to(os.path.realpath(home))


def _leads_out(shown: str) -> Unreadable:
    return Unreadable(shown, "it leads out of its folder", _NAME_IT)


def list_folder(folder: Path, endings: Sequence[str], wanted: str) -> Iterator[Input | Unreadable]:
    """Yield the folder's files that end so, packed or not, sorted; a file goes by its path below it, so it may move.

    `wanted` is what they may be, for a folder in which there is none.
    """
    unreadable: list[Unreadable] = []
    found = [path for path in sorted(files_below(folder, unreadable)) if ends_with(path, endings)]
    yield from unreadable
    if not found and not unreadable:
        rule = f"no {wanted} is in this folder ({', '.join(endings)}, each also .gz)"
        yield Unreadable(str(folder), rule, "Name another folder")
    strays = 0
    for path in found:
        shown = str(path)
        if not is_printable(shown):
            yield misnamed(shown)
        elif path.is_symlink() and not _is_inside(os.path.realpath(path), folder):
            strays += 1
            if strays <= _TOLD_LINKS:
                yield _leads_out(shown)
        else:
            yield Input(shown, path.relative_to(folder).as_posix(), path, folder)
    if strays > _TOLD_LINKS:
        yield Unreadable(str(folder), f"{strays - _TOLD_LINKS:,} more of its files lead out of it", _NAME_IT)


def ends_with(path: Path, endings: Sequence[str]) -> bool:
    """Tell whether a file's name ends in one of some ways, or does before .gz."""
    return path.name.lower().removesuffix(".gz").endswith(tuple(endings))


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one whose name is too long for any file is none."""
    return os.path.isdir(path)  # noqa: PTH112 - the path's own raises where a name is too long


def files_below(folder: Path, unreadable: list[Unreadable] | None = None) -> Iterator[Path]:
    """Yield the files below a folder that are not hidden, however deep, and add the folders that cannot be opened.

    Links to folders are not followed, since they may lead in circles; where one to a file leads is asked elsewhere.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = [each for each in found if not each.name.startswith(".")]
        except OSError as error:
            if unreadable is not None:
                unreadable.append(unopened(in_print(str(here)), error))
            continue
        waiting += [here / each.name for each in entries if each.is_dir(follow_symlinks=False)]
        yield from (here / each.name for each in entries if _is_file(each))


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link in circles
        return False


def unopened(shown: str, error: OSError) -> Unreadable:
    """Return the refusal of what the system does not open."""
    reason = error.strerror or type(error).__name__
    return Unreadable(shown, f"it cannot be opened ({reason.lower()})", "Check its permissions and its disk")


def is_printable(name: str) -> bool:
    """Tell whether a name is text; of one in another encoding the system hands over halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def in_print(name: str) -> str:
    """Return a name as it can be shown and kept."""
    return name.encode("utf-8", "backslashreplace").decode()


def misnamed(name: str) -> Unreadable:
    """Return the refusal of a file whose name is no text."""
    return Unreadable(in_print(name), "its name is not UTF-8", "Rename it, for instance with `convmv`")
