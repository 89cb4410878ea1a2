"""Measurements that are kept: which set, of what sort and size, when, at which commit, and what was reached.

They stand in TOML files of the project, one table a measurement, so that they can be read, compared and never lost.
"""

import json
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

BLIND = Path("tests/quality/blind.toml")
DEV = Path("tests/quality/dev.toml")
SCORED = ("figures", "dates", "attribution", "worth", "drift", "gold")
"""Tasks of the scoring tool that need no more than their gold."""
SORTS = ("articles", "sentences", *SCORED, "matching", "claimants", "agreement", "sums", "questions", "faults")


@dataclass(frozen=True, slots=True)
class Round:
    """One measurement of one set; figures by the names that the scoring tool gives them, shares from 0 to 1."""

    name: str
    sort: str  # one of SORTS: what the set is made of, or the task whose format it has
    size: int  # articles, sentences, documents or cases
    day: date
    commit: str  # short hash; with a plus where files had been changed since
    figures: Mapping[str, float]


def read_rounds(path: Path) -> list[Round]:
    """Return the measurements of a file in their order; none where there is no file. A wrong key raises TypeError."""
    if not path.exists():
        return []
    return [Round(**table) for table in tomllib.loads(path.read_text(encoding="utf-8")).get("round", [])]


def write_rounds(path: Path, rounds: Sequence[Round], head: str) -> None:
    """Write a file anew, `head` as its comment."""
    path.write_text(f"# {head}\n" + "".join(map(as_toml, rounds)), encoding="utf-8")


def append_round(path: Path, measured: Round) -> None:
    """Add a measurement behind those that are there."""
    with path.open("a", encoding="utf-8") as file:
        file.write(as_toml(measured))


def as_toml(measured: Round) -> str:
    """Return a measurement as a table; names and numbers are written as JSON, which TOML reads alike."""
    figures = "".join(f"{json.dumps(name)} = {value}\n" for name, value in measured.figures.items())
    return (
        f"\n[[round]]\nname = {json.dumps(measured.name)}\nsort = {json.dumps(measured.sort)}\nsize = {measured.size}\n"
        f"day = {measured.day}\ncommit = {json.dumps(measured.commit)}\n[round.figures]\n{figures}"
    )


def today() -> date:
    """Return the day of the measurement."""
    return datetime.now(UTC).date()


def commit_now() -> str:
    """Return the short hash of the commit that is measured, with a plus where the reading's code differs from it."""
    told = _git("rev-parse", "--short=7", "HEAD")
    changed = _git("status", "--porcelain", "--", "claims", "schemas", "warehouse", "flows", "bench")
    return f"{told}+" if changed else told


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()
