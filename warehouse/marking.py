"""Marking: running every flag over some claims, and keeping which fired, on what, and what the rules were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from schemas import vocabulary
from schemas.table import comments_of, ddl_of
from schemas.tables import TABLES
from warehouse.connection import Warehouse, registered, transaction
from warehouse.sqlfile import FOLDER, SqlFile, read_folder, read_sql

MOST_MARKED = 40_000
"""Claims marked in one transaction: their flags and marks, deleted and inserted again, stay below what `_weigh_again` shuns."""

HEADER = ("why", "clears", "weight", "always")


class BrokenFlag(Exception):  # noqa: N818 - it says what is broken
    """A flag's file that cannot be used: whoever wrote it has to mend it."""


@dataclass(frozen=True, slots=True)
class MarkingRules:
    """What an operator may set: where verification begins, what a large sum is, and folders with flags of their own."""

    threshold: float = 1.0  # sum of the weights from which a claim needs verification
    money_total: float = 1_000_000  # in units of whatever currency
    flag_folders: tuple[Path, ...] = ()
    worth: float = 0.5  # the check-worthiness from which it counts as a reason


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: its header, and the SELECT of claim_id and detail from `marking`."""

    name: str
    why: str
    clears: str
    weight: float
    always: bool
    tenses: tuple[str, ...]
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
    tenses = tuple((header.get("tenses") or "past_present promise").split())
    try:
        weight, always = float(header["weight"]), {"true": True, "false": False}[header["always"]]
    except (ValueError, KeyError) as error:
        raise BrokenFlag(f"{file.path}: weight is a number and always is true or false, not {error}") from error
    if unknown := set(tenses) - set(vocabulary.TENSES):
        raise BrokenFlag(f"{file.path}: tenses are {', '.join(vocabulary.TENSES)}, not {', '.join(sorted(unknown))}")
    return Flag(file.name, header["why"], header["clears"], weight, always, tenses, file.text, file.path)


def mark(
    warehouse: Warehouse, claim_ids: Sequence[str], *, run_id: str, at: datetime, rules: MarkingRules | None = None
) -> int:
    """Run every flag over the claims, replace the flags and marks that they had, and return how many flags were set.

    Where the rules differ from those of the last marking, the marks of all other claims follow in the same transaction:
    threshold and weights hold for all of them at once. Which flags they have stays as it was set.
    Raises BrokenFlag, naming the file, when a flag's SQL does not run; ValueError for more than MOST_MARKED claims.
    """
    if len(claim_ids) > MOST_MARKED:
        raise ValueError(
            f"{len(claim_ids):,} claims are too many to mark in one transaction: {MOST_MARKED:,} at a time"
        )
    rules = rules or MarkingRules()
    flags = read_flags(rules.flag_folders)
    with transaction(warehouse):
        _follow_rules(warehouse, flags, rules)
        with registered(
            warehouse, "marking_ids", pl.DataFrame({"claim_id": claim_ids}, schema={"claim_id": pl.String})
        ):
            for name, row in (("first_marked", "min"), ("last_marked", "max")):
                warehouse.connection.execute(
                    f"SET VARIABLE {name} = (SELECT {row}(rowid) FROM claims SEMI JOIN marking_ids USING (claim_id))"  # noqa: S608 - our own names
                )
            for statement in ("marking", "sums_of_marking"):
                warehouse.connection.execute(_statement(statement))
        warehouse.connection.execute("CREATE OR REPLACE TEMP TABLE marking_flags AS FROM flags LIMIT 0")
        for flag in flags:
            _run_flag(warehouse, flag, run_id, at)
        warehouse.connection.execute("DELETE FROM flags WHERE claim_id IN (SELECT claim_id FROM marking)")
        warehouse.connection.execute("INSERT INTO flags FROM marking_flags")
        warehouse.connection.execute("DELETE FROM marks WHERE claim_id IN (SELECT claim_id FROM marking)")
        warehouse.connection.execute(_statement("marks_of_marking"))
        return int(warehouse.connection.execute("SELECT count(*) FROM marking_flags").fetchall()[0][0])


def _statement(name: str) -> str:
    return read_sql(FOLDER / "statements" / f"{name}.sql").text


def _follow_rules(warehouse: Warehouse, flags: list[Flag], rules: MarkingRules) -> None:
    """Keep the rules beside the flags, and let every mark follow those that have changed since the last marking."""
    connection = warehouse.connection
    thresholds = connection.execute("SELECT threshold FROM marking_settings").fetchall()
    rows = connection.execute("SELECT flag, weight, always FROM flag_rules").fetchall()
    former = {flag: (weight, always) for flag, weight, always in rows}
    today = {flag.name: (flag.weight, flag.always) for flag in flags}
    _note_rules(warehouse, flags, rules)
    changed = [name for name in former | today if former.get(name) != today.get(name)]
    if changed and former:
        _weigh_again(warehouse, changed)
    if thresholds and thresholds[0][0] != rules.threshold:
        connection.execute(_statement("threshold"))


def _weigh_again(warehouse: Warehouse, flags: list[str]) -> None:
    """Make all marks anew when a claim has one of the flags; which flags a claim has stays as it was set.

    In a new table: to DuckDB 1.5, a transaction that deletes and inserts again over 120,000 rows with a key is poison,
    since reading it back from the log loses them from the index.
    """
    connection = warehouse.connection
    if not connection.execute("SELECT 1 FROM flags WHERE flag IN (SELECT unnest(?)) LIMIT 1", [flags]).fetchall():
        return
    connection.execute(_statement("weights"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE marking AS SELECT claim_id, article_id, kind, claimant, checkworthiness FROM claims"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE marking_flags AS SELECT claim_id, flag, weight FROM flags")
    connection.execute(f"DROP TABLE marks; {ddl_of('marks', TABLES['marks'])} {comments_of('marks', TABLES['marks'])}")
    connection.execute(_statement("marks_of_marking"))


def _note_rules(warehouse: Warehouse, flags: list[Flag], rules: MarkingRules) -> None:
    """Keep the rules beside the flags, so that the views and the report need no settings file."""
    connection = warehouse.connection
    connection.execute("DELETE FROM marking_settings")
    settings = [rules.threshold, rules.money_total, rules.worth]
    connection.execute("INSERT INTO marking_settings (threshold, money_total, worth) VALUES (?, ?, ?)", settings)
    rows = [{"flag": f.name, "why": f.why, "clears": f.clears, "weight": f.weight, "always": f.always} for f in flags]
    with registered(warehouse, "incoming", pl.DataFrame(rows)):
        connection.execute("DELETE FROM flag_rules WHERE flag NOT IN (SELECT flag FROM incoming)")
        connection.execute("INSERT OR REPLACE INTO flag_rules BY NAME SELECT * FROM incoming")


def _run_flag(warehouse: Warehouse, flag: Flag, run_id: str, at: datetime) -> None:
    """Set one flag on the claims that its SELECT names, once each."""
    sql = f"""
        INSERT INTO marking_flags BY NAME
        SELECT claim_id, ? AS flag, ? AS weight, min(coalesce(to_json(fired.detail), '{{}}')) AS detail,
            ? AS flagged_at, ? AS run_id
        FROM ({flag.select}) AS fired
        JOIN marking USING (claim_id)
        WHERE marking.tense IN (SELECT unnest(?))
        GROUP BY claim_id
    """  # noqa: S608 - a flag is SQL by nature; whoever may write its folder may write ours
    try:
        warehouse.connection.execute(sql, [flag.name, flag.weight, at, run_id, list(flag.tenses)])
    except duckdb.Error as error:
        raise BrokenFlag(f"{flag.path} does not run ({error}): its SELECT must give claim_id and detail") from error
