"""Flags as their files have them: a header that says why and what clears it, and a SELECT."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas import vocabulary
from warehouse.sqlfile import FOLDER, SqlFile, read_folder

HEADER = ("why", "clears", "weight", "always")
_HELD = tuple(each for each in vocabulary.ASSERTIONS if each not in {"asked", "supposed"})
"""What a flag fires on where its header does not say: questions and suppositions claim nothing."""


class BrokenFlag(Exception):  # noqa: N818 - it says what is broken
    """A flag's file that cannot be used: whoever wrote it has to mend it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: its header, and the SELECT of claim_id and detail from `marking`."""

    name: str
    why: str
    clears: str
    weight: float
    always: bool
    tenses: tuple[str, ...]
    assertions: tuple[str, ...]
    says: str | None
    select: str
    path: Path


def read_flags(folders: Sequence[Path] = ()) -> list[Flag]:
    """Read our flags and those of the folders; one of the same name takes our flag's place.

    Raises BrokenFlag for a missing folder and for a header that lacks a line or has an unusable value.
    """
    flags: dict[str, Flag] = {}
    for folder in (FOLDER / "flags", *folders):
        if not folder.is_dir():
            raise BrokenFlag(f"{folder} is no folder of flags: name a folder of .sql files in flag_folders, or none")
        flags |= {file.name: _flag(file) for file in read_folder(folder)}
    return list(flags.values())


def _flag(file: SqlFile) -> Flag:
    header = file.header
    if missing := [name for name in HEADER if not header.get(name)]:
        raise BrokenFlag(f"{file.path} lacks the header line `-- {missing[0]}: ...`: add it at the top of the file")
    tenses = _choice(file, "tenses", vocabulary.TENSES, vocabulary.TENSES)
    assertions = _choice(file, "assertions", vocabulary.ASSERTIONS, _HELD)
    try:
        weight, always = float(header["weight"]), {"true": True, "false": False}[header["always"]]
    except (ValueError, KeyError) as error:
        raise BrokenFlag(f"{file.path}: weight is a number and always is true or false, not {error}") from error
    says = header.get("says") or None
    return Flag(
        file.name, header["why"], header["clears"], weight, always, tenses, assertions, says, file.text, file.path
    )


def _choice(file: SqlFile, name: str, known: Sequence[str], plain: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a header line that chooses among some, or those that hold where there is none."""
    chosen = tuple(file.header.get(name, "").split()) or tuple(plain)
    if unknown := set(chosen) - set(known):
        raise BrokenFlag(f"{file.path}: {name} are {', '.join(known)}, not {', '.join(sorted(unknown))}")
    return chosen


def senses_of(flags: Sequence[Flag]) -> dict[str, str]:
    """Return, for each flag, the hash of what decides on which claims it fires: its SELECT, its macros, its tenses, its assertions.

    Why it fires, what clears it and its weight are left out: these hold for every claim at once.
    """
    macros = {macro.name: _statement_of(macro.text) for macro in read_folder(FOLDER / "macros")}
    return {flag.name: _sense(flag, macros) for flag in flags}


def _sense(flag: Flag, macros: dict[str, str]) -> str:
    select = _statement_of(flag.select)
    used = [macros[word] for word in sorted(set(re.findall(r"[a-z_]\w*", select)) & set(macros))]
    return hashlib.sha256(
        "\x1f".join([select, *used, *sorted(flag.tenses), *sorted(flag.assertions)]).encode()
    ).hexdigest()


def _statement_of(text: str) -> str:
    """Return the SQL without the lines of comment and without the spaces that only lay it out."""
    lines = (line.strip() for line in text.splitlines())
    return " ".join(line for line in lines if line and not line.startswith("--"))
