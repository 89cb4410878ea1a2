"""The pages of outlets and claimants beside the report: those with most claims to verify, each written when it changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from flows.written import replaced
from reports.subject_page import (
    CLAIMANTS,
    FILE_NAME,
    OUTLETS,
    Subject,
    SubjectPage,
    fingerprint,
    flags_sql,
    pages_sql,
    render_subject_page,
)

Ask = Callable[[str], pl.DataFrame]
Row = Mapping[str, Any]

MOST_PAGES, MOST_ROWS, MOST_EDITS = 100, 40, 20
"""How many pages there are of outlets and of claimants each, and how many claims and edits a page shows."""

_RULES = "SELECT flag, why, clears FROM flag_rules"
_HEAD = 4096  # characters of a page within which its fingerprint stands


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of the pages of one sort by name, those with most claims first; `how_many` there are in all."""

    subject: Subject
    claims: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    flags: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    how_many: int = 0

    @property
    def paths(self) -> dict[str, str]:
        """Where each page lies, seen from the report's folder, by the names that lead there: its own, and those printed."""
        printed = {
            str(row[self.subject.kind]): self.subject.path_of(name)
            for name, rows in self.claims.items()
            for row in rows
        }
        return printed | {name: self.subject.path_of(name) for name in self.claims}

    @property
    def left_out(self) -> int:
        """How many have no page, since they have fewer claims."""
        return self.how_many - len(self.claims)

    @property
    def links(self) -> list[dict[str, Any]]:
        """The pages as the report lists them."""
        return [
            {"name": name, "path": self.subject.path_of(name), "flagged": rows[0]["flagged_in_all"]}
            for name, rows in self.claims.items()
        ]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pages share with the report that they stand beside."""

    made_at: datetime
    edits: Sequence[Row] = ()
    reported: frozenset[str] = frozenset()
    new_ids: frozenset[str] = frozenset()


def gather_pages(asked: Ask) -> tuple[PageRows, PageRows]:
    """Return the rows of the pages of outlets and of claimants."""
    return _gather(asked, OUTLETS), _gather(asked, CLAIMANTS)


def _gather(asked: Ask, subject: Subject) -> PageRows:
    rows = asked(pages_sql(subject, most_pages=MOST_PAGES, most_rows=MOST_ROWS)).to_dicts()
    claims = {name: list(each) for name, each in groupby(rows, key=lambda row: str(row["subject"]))}
    flags: dict[str, list[Row]] = {}
    for row in asked(flags_sql(subject, most_pages=MOST_PAGES)).to_dicts():
        flags.setdefault(row["subject"], []).append(row)
    return PageRows(subject, claims, flags, rows[0]["how_many"] if rows else 0)


def write_pages(asked: Ask, folder: Path, sorts: Sequence[PageRows], beside: Beside) -> int:
    """Write the pages that would show something else than they do; return how many."""
    rules = {row["flag"]: row for row in asked(_RULES).to_dicts()}
    paths = {each.subject: each.paths for each in sorts}
    written = 0
    for sort in sorts:
        (folder / sort.subject.folder).mkdir(parents=True, exist_ok=True)
        others = next((of for subject, of in paths.items() if subject != sort.subject), {})
        for page in _pages(sort, rules, beside, others):
            written += _write_page(folder / page.path, page, beside.made_at)
    return written


def drop_damaged(folder: Path, damaged: Iterable[Path]) -> None:
    """Remove the pages that are not as they were written: of one that lies there, only the beginning is looked at."""
    for path in damaged:
        if path.parent in {folder / each.folder for each in (OUTLETS, CLAIMANTS)} and FILE_NAME.fullmatch(path.name):
            path.unlink(missing_ok=True)


def take_away_others(folder: Path, sorts: Sequence[PageRows]) -> list[Path]:
    """Take away the pages of what has none any more, to which the report leads no longer; return where the others lie."""
    for sort in sorts:
        _take_away(folder / sort.subject.folder, {Path(path).name for path in sort.paths.values()})
    return [folder / path for sort in sorts for path in dict.fromkeys(sort.paths.values())]


def _pages(
    sort: PageRows, rules: Mapping[str, Row], beside: Beside, others: Mapping[str, str]
) -> Iterator[SubjectPage]:
    for name, rows in sort.claims.items():
        names = {name, *(str(row[sort.subject.kind]) for row in rows)}
        edits = [row for row in beside.edits if names & _named_by(row, sort.subject)]
        yield SubjectPage(
            subject=sort.subject,
            rows=rows,
            flags=sort.flags.get(name, ()),
            edits=edits[:MOST_EDITS],
            reasons=rules,
            reported=beside.reported,
            new_ids=beside.new_ids,
            paths=others,
        )


def _named_by(edit: Row, subject: Subject) -> set[object]:
    """Return the outlet of an edit, or its claimants before and after."""
    if subject == OUTLETS:
        return {edit["outlet"]}
    return {edit["claimant_before"], edit["claimant_after"]}


def _write_page(path: Path, page: SubjectPage, made_at: datetime) -> bool:
    """Write a page, unless the one that lies there shows the same; return whether it was written."""
    if _has_fingerprint(path, fingerprint(page)):
        return False
    with replaced(path) as file:
        file.write(render_subject_page(page, made_at))
    return True


def _has_fingerprint(path: Path, mark: str) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return f'content="{mark}"' in file.read(_HEAD)
    except OSError:
        return False


def _take_away(folder: Path, kept: set[str]) -> None:
    """Remove the pages of what has none any more; files of others are left alone."""
    for path in folder.iterdir():
        if path.name not in kept and FILE_NAME.fullmatch(path.name):
            path.unlink(missing_ok=True)
