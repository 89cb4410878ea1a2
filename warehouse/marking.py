"""Marking: running every flag over some claims, and keeping which fired, on what, and what the rules were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl

from warehouse.connection import Warehouse, registered, transaction
from warehouse.flag_files import BrokenFlag, Flag, read_flags
from warehouse.marking_rules import MarkingRules, follow_rules, form_items, statement

MOST_MARKED = 40_000
"""Claims marked in one transaction: their flags and marks, deleted and inserted again, stay below what `_weigh_again` shuns."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """What marking came to: how many flags are set, and how many claims gained and lost each flag by it."""

    flags_set: int
    gained: Mapping[str, int]
    lost: Mapping[str, int]


def mark(
    warehouse: Warehouse, claim_ids: Sequence[str], *, run_id: str, at: datetime, rules: MarkingRules | None = None
) -> int:
    """Mark the claims as `remark` does, and return how many flags are set on them."""
    return remark(warehouse, claim_ids, run_id=run_id, at=at, rules=rules).flags_set


def remark(
    warehouse: Warehouse, claim_ids: Sequence[str], *, run_id: str, at: datetime, rules: MarkingRules | None = None
) -> Remarked:
    """Run every flag over the claims, replace the flags and marks that they had, and return what came of it.

    A flag that a claim has again stays as it was set: its moment and run are those of its first setting.
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
        follow_rules(warehouse, flags, rules)
        _gather(warehouse, claim_ids)
        for flag in flags:
            _run_flag(warehouse, flag, run_id, at)
        return _replace(warehouse)


def _gather(warehouse: Warehouse, claim_ids: Sequence[str]) -> None:
    """Make the tables that flags select from, and the empty one that takes those that fire."""
    with registered(warehouse, "marking_ids", pl.DataFrame({"claim_id": claim_ids}, schema={"claim_id": pl.String})):
        for name, row in (("first_marked", "min"), ("last_marked", "max")):
            warehouse.connection.execute(
                f"SET VARIABLE {name} = (SELECT {row}(rowid) FROM claims SEMI JOIN marking_ids USING (claim_id))"  # noqa: S608 - our own names
            )
        for name in ("marking", "sums_of_marking", "mates_of_marking"):
            warehouse.connection.execute(statement(name))
    warehouse.connection.execute("CREATE OR REPLACE TEMP TABLE marking_flags AS FROM flags LIMIT 0")


def _replace(warehouse: Warehouse) -> Remarked:
    """Let the flags that fired take the place of those that the claims had, and the marks follow."""
    connection = warehouse.connection
    connection.execute(statement("former_flags"))
    changes = connection.execute(statement("flag_changes")).fetchall()
    connection.execute(statement("replace_flags"))
    connection.execute("DELETE FROM marks WHERE claim_id IN (SELECT claim_id FROM marking)")
    connection.execute(statement("marks_of_marking"))
    form_items(warehouse, statement("marked_articles"))
    flags_set = int(connection.execute("SELECT count(*) FROM marking_flags").fetchall()[0][0])
    gained = {flag: gained for flag, gained, _ in changes if gained}
    return Remarked(flags_set, gained, {flag: lost for flag, _, lost in changes if lost})


def _run_flag(warehouse: Warehouse, flag: Flag, run_id: str, at: datetime) -> None:
    """Set one flag on the claims that its SELECT names, once each."""
    sql = f"""
        INSERT INTO marking_flags BY NAME
        SELECT claim_id, ? AS flag, ? AS weight, min(coalesce(to_json(fired.detail), '{{}}')) AS detail,
            ? AS flagged_at, ? AS run_id
        FROM ({flag.select}) AS fired
        JOIN marking USING (claim_id)
        WHERE list_contains(?, marking.tense) AND list_contains(?, coalesce(marking.assertion, 'asserted'))
        GROUP BY claim_id
    """  # noqa: S608 - a flag is SQL by nature; whoever may write its folder may write ours
    try:
        warehouse.connection.execute(
            sql, [flag.name, flag.weight, at, run_id, list(flag.tenses), list(flag.assertions)]
        )
    except duckdb.Error as error:
        raise BrokenFlag(f"{flag.path} does not run ({error}): its SELECT must give claim_id and detail") from error
