"""The operator's rules of marking, kept beside the flags: what of a change holds for every claim at once, and what not.

Threshold and weights do: the marks follow them. Which flags a claim has stays as it was set until it is marked again.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas import vocabulary
from schemas.table import comments_of, ddl_of
from schemas.tables import TABLES
from warehouse.connection import Warehouse, registered
from warehouse.flag_files import Flag, read_flags, senses_of
from warehouse.sqlfile import FOLDER, read_sql

_RULE = ("why", "clears", "weight", "always", "says")
_NOTED = "flags/"  # what stands before a flag's name among the files that were applied


@dataclass(frozen=True, slots=True)
class MarkingRules:
    """What an operator may set: where verification begins, what a large sum is, and folders with flags of their own."""

    threshold: float = vocabulary.THRESHOLD  # the stakes from which a claim with a reason needs verification
    money_total: float = 1_000_000  # in units of whatever currency
    flag_folders: tuple[Path, ...] = ()


def statement(name: str) -> str:
    """Return the text of one of the warehouse's own statements."""
    return read_sql(FOLDER / "statements" / f"{name}.sql").text


def follow_rules(warehouse: Warehouse, flags: list[Flag], rules: MarkingRules) -> None:
    """Keep the rules beside the flags, and let every mark follow those that have changed since the last marking."""
    connection = warehouse.connection
    thresholds = connection.execute("SELECT threshold FROM marking_settings").fetchall()
    rows = connection.execute("SELECT flag, weight, always FROM flag_rules").fetchall()
    former = {flag: (weight, always) for flag, weight, always in rows}
    today = {flag.name: (flag.weight, flag.always) for flag in flags}
    _note_rules(warehouse, flags, rules)
    _note_senses(warehouse, flags)
    changed = [name for name in former | today if former.get(name) != today.get(name)]
    if changed and former:
        _weigh_again(warehouse, changed)
    if thresholds and thresholds[0][0] != rules.threshold:
        connection.execute(statement("threshold"))
        form_items(warehouse, "SELECT DISTINCT article_id FROM marks")


def form_items(warehouse: Warehouse, articles: str) -> None:
    """Put the claims to verify of the articles that a SELECT names together as items."""
    warehouse.connection.execute(f"CREATE OR REPLACE TEMP TABLE marked_articles AS {articles}")
    warehouse.connection.execute(statement("items_of_marking"))


def _weigh_again(warehouse: Warehouse, flags: list[str]) -> None:
    """Make all marks anew when a claim has one of the flags; which flags a claim has stays as it was set.

    In a new table: to DuckDB 1.5, a transaction that deletes and inserts again over 120,000 rows with a key is poison,
    since reading it back from the log loses them from the index.
    """
    connection = warehouse.connection
    if not connection.execute("SELECT 1 FROM flags WHERE flag IN (SELECT unnest(?)) LIMIT 1", [flags]).fetchall():
        return
    connection.execute(statement("weights"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE marking AS SELECT claim_id, article_id, kind, claimant, "
        "CAST(stakes_of(stakes, checkworthiness) AS DOUBLE) AS stakes FROM claims"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE marking_flags AS SELECT claim_id, flag, weight, detail FROM flags")
    connection.execute(f"DROP TABLE marks; {ddl_of('marks', TABLES['marks'])} {comments_of('marks', TABLES['marks'])}")
    connection.execute(statement("marks_of_marking"))
    form_items(warehouse, "SELECT DISTINCT article_id FROM marks")


def _note_rules(warehouse: Warehouse, flags: list[Flag], rules: MarkingRules) -> None:
    """Keep the rules beside the flags, so that the views and the report need no settings file."""
    connection = warehouse.connection
    connection.execute("DELETE FROM marking_settings")
    settings = [rules.threshold, rules.money_total]
    connection.execute("INSERT INTO marking_settings (threshold, money_total) VALUES (?, ?)", settings)
    rows = [{name: getattr(flag, name) for name in _RULE} | {"flag": flag.name} for flag in flags]
    with registered(warehouse, "incoming", pl.DataFrame(rows, infer_schema_length=None)):
        connection.execute("DELETE FROM flag_rules")
        connection.execute("INSERT INTO flag_rules BY NAME SELECT * FROM incoming")


def changed_rules(warehouse: Warehouse, rules: MarkingRules) -> list[str]:
    """Return what differs from the last marking and does not hold for claims that were marked then; most often nothing.

    Raises BrokenFlag for a flag's file that cannot be used.
    """
    connection = warehouse.connection
    kept = connection.execute("SELECT money_total FROM marking_settings").fetchall()
    if not kept:
        return []
    before, now = kept[0][0], rules.money_total
    settings = [f"money_total ({before:g} before, {now:g} now)"] if before != now else []
    known = {name for (name,) in connection.execute("SELECT flag FROM flag_rules").fetchall()}
    noted, today = _noted_senses(warehouse), senses_of(read_flags(rules.flag_folders))
    flags = [name for name, sense in today.items() if name not in known or noted.get(name, sense) != sense]
    return [*settings, *(f"the flag {name}" for name in flags)]


def _note_senses(warehouse: Warehouse, flags: list[Flag]) -> None:
    """Keep what decides on which claims each flag fires; nothing is written while it is as it was."""
    noted = _noted_senses(warehouse)
    changed = {f"{_NOTED}{name}": sense for name, sense in senses_of(flags).items() if noted.get(name) != sense}
    if not changed:
        return
    with registered(warehouse, "incoming", pl.DataFrame({"file": list(changed), "sha256": list(changed.values())})):
        warehouse.connection.execute("DELETE FROM applied_files WHERE file IN (SELECT file FROM incoming)")
        warehouse.connection.execute(statement("note_senses"))


def _noted_senses(warehouse: Warehouse) -> dict[str, str]:
    """Return the hashes by flag; none of flags that a version before these were kept has marked with."""
    rows = warehouse.connection.execute(
        "SELECT substring(file, length($1) + 1), sha256 FROM applied_files WHERE starts_with(file, $1)", [_NOTED]
    )
    return dict(rows.fetchall())
