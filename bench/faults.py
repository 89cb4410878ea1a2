"""Runs the cases of known kinds of reading faults, and tells the share that passes, for each section and each kind.

    python -m bench.faults FOLDER --tool FAULTS.PY

The cases and the tool that runs them lie outside the project. The tool calls the product's public functions.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bench.rounds import Round, commit_now, today

_LINE = re.compile(r"\s*(?P<passed>\d+) of\s+(?P<cases>\d+)\s+(?P<kind>[A-Z]\d+ .+)")


class Kind(NamedTuple):
    """One kind of faults: how many of its cases pass."""

    name: str
    passed: int
    cases: int


def run_cases(folder: Path, tool: Path) -> list[Kind]:
    """Run all cases; raises CalledProcessError with the tool's own words where it fails."""
    printed = subprocess.run(
        [sys.executable, str(tool), str(folder)], check=True, capture_output=True, text=True
    ).stdout
    return read_printed_kinds(printed)


def read_printed_kinds(printed: str) -> list[Kind]:
    """Return the kinds of the tool's table, in the order of their letters and numbers."""
    found = [
        Kind(line["kind"], int(line["passed"]), int(line["cases"]))
        for line in map(_LINE.fullmatch, printed.splitlines())
        if line
    ]
    return sorted(found, key=lambda kind: (kind.name[0], int(re.findall(r"\d+", kind.name)[0])))


def shares_of(kinds: Iterable[Kind]) -> dict[str, float]:
    """Return the share that passes: of all, of each section by its letter, of each kind by its name."""
    kinds = list(kinds)
    groups: dict[str, list[Kind]] = {"all": kinds}
    for kind in kinds:
        groups.setdefault(f"section {kind.name[0]}", []).append(kind)
    for kind in kinds:
        groups[kind.name] = [kind]
    return {name: round(sum(k.passed for k in of) / max(1, sum(k.cases for k in of)), 4) for name, of in groups.items()}


def measure_faults(name: str, folder: Path, tool: Path) -> Round:
    """Run all cases of a folder with the code as it is."""
    kinds = run_cases(folder, tool)
    return Round(name, "faults", sum(kind.cases for kind in kinds), today(), commit_now(), shares_of(kinds))


def main() -> None:
    """Print the share of each section, then of each kind."""
    parser = argparse.ArgumentParser(prog="bench.faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tool", type=Path, required=True)
    asked = parser.parse_args()
    for name, share in measure_faults(asked.folder.name, asked.folder, asked.tool).figures.items():
        print(f"{share:7.1%}  {name}")


if __name__ == "__main__":
    main()
