"""Marks: one for every claim, always what its flags and today's rules come to, whatever was changed in between."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.table import indexes_of, is_indexed, key_of
from schemas.tables import TABLES
from warehouse.audit import run_assertions
from warehouse.sqlfile import FOLDER
from warehouse.store import MarkingRules, Warehouse, mark, open_warehouse, read_rows, save

TEXT = "It has 70 rooms for 90 guests, and the fund has $3m."
NEEDED = "SELECT quote FROM claims JOIN marks USING (claim_id) WHERE needs_verification ORDER BY priority DESC, quote"
OUR_TOWN = """-- why: it names a place of ours, and such names are mistaken
-- clears: a walk through the place
-- weight: {weight}
-- always: {always}
SELECT claim_id, {{words: quote}} AS detail FROM marking WHERE contains(quote, 'rooms')
"""


BEFORE_STAKES = """
ALTER TABLE claims DROP stakes; ALTER TABLE claims DROP assertion;
ALTER TABLE articles DROP genre;
ALTER TABLE flag_rules DROP says; ALTER TABLE runs DROP items_flagged; ALTER TABLE runs DROP numbers_unread;
ALTER TABLE marking_settings ADD COLUMN worth DOUBLE; UPDATE marking_settings SET threshold = 1, worth = 0.5;
CREATE INDEX claims_by_article_id ON claims (article_id); CREATE INDEX articles_by_page_id ON articles (page_id);
CREATE INDEX articles_by_origin_id ON articles (origin_id);
"""
"""What the migrations for stakes bring, taken back."""


def take_back_later(warehouse: Warehouse) -> None:
    """Take back the tables and columns that the migrations after those for stakes bring, but for the table of marks."""
    files = sorted((FOLDER / "migrations").glob("*.sql"))
    text = "".join(file.read_text(encoding="utf-8") for file in files if file.name >= "012")
    for table in re.findall(r"^CREATE TABLE (\w+)", text, re.MULTILINE):
        if table not in {"marks", "thread_claims", "flags", "flags_with_keys"}:
            warehouse.connection.execute(f"DROP TABLE {table}")
    for table, column in re.findall(r"^ALTER TABLE (\w+) ADD COLUMN (\w+)", text, re.MULTILINE):
        if table != "marks":
            warehouse.connection.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}")


class Story:
    """An article with three claims in a warehouse."""

    def __init__(self, warehouse: Warehouse, rows: Any) -> None:
        self.warehouse, self.rows = warehouse, rows
        self.page = rows.page(outlet="The Post")
        self.article = rows.article(TEXT, self.page, published_at=rows.at, published_basis="meta")
        figures = (("70 rooms", "count", 70.0, 0.6), ("90 guests", "people", 90.0, 0.7), ("$3m", "money", 3e6, 0.8))
        self.claims = [
            rows.claim(
                self.article,
                quote,
                kind=kind,
                value_low=value,
                value_high=value,
                claimant="Ada Bell",
                checkworthiness=worth,
            )
            for quote, kind, value, worth in figures
        ]
        self.save("pages", self.page)
        self.save("articles", self.article)
        self.save("claims", *self.claims)

    def save(self, table: str, *made: dict[str, Any], later: int = 0) -> None:
        """Save rows, so many days later."""
        at = self.rows.at + timedelta(days=later)
        assert save(self.warehouse, table, self.rows.frame(table, made), run_id="r", at=at).refused == 0

    def mark(self, at: int | None = None, **rules: Any) -> None:
        """Mark every claim, or one of them."""
        ids = [claim["claim_id"] for claim in self.claims]
        ids = ids if at is None else [ids[at]]
        mark(self.warehouse, ids, run_id="r", at=self.rows.at, rules=MarkingRules(**rules))

    def asked(self, select: str) -> list[Any]:
        """The first column of the answer."""
        return read_rows(self.warehouse, select).to_series().to_list()

    def faults(self) -> list[str]:
        """What the assertions find; claims that nobody refers to a run for are none."""
        found = run_assertions(self.warehouse)["assertion"].unique().to_list()
        return [name for name in found if "run" not in name]


@pytest.fixture
def story(rows: Any) -> Iterator[Story]:
    """The story, in memory."""
    with open_warehouse() as warehouse:
        yield Story(warehouse, rows)


def flag_folder(tmp_path: Path, weight: float, always: str = "false") -> tuple[Path, ...]:
    """A folder with a flag of the operator's own."""
    (tmp_path / "our_town.sql").write_text(OUR_TOWN.format(weight=weight, always=always))
    return (tmp_path,)


def test_every_claim_has_a_mark_before_and_after_marking(story: Story) -> None:
    """Until it is marked, a claim has no flags and needs nothing; the mark says where it comes from."""
    marks = read_rows(story.warehouse, "marks")
    assert marks.height == 3
    assert not marks["needs_verification"].any()
    assert set(marks["outlet"]) == {"The Post"}
    assert set(marks["claimant"]) == {"Ada Bell"}
    assert marks["published_at"].to_list() == [story.rows.at] * 3
    assert story.faults() == []
    story.mark()
    story.save("claims", *story.claims, later=1)
    assert story.asked(NEEDED) == ["$3m", "90 guests", "70 rooms"]
    assert story.faults() == []


def test_a_changed_threshold_holds_for_all_claims_at_once(story: Story) -> None:
    """Marking one claim under another threshold lets the others follow; going back brings them back."""
    story.mark()
    story.mark(1, threshold=5)
    assert story.asked(NEEDED) == ["$3m", "90 guests"]
    assert story.asked("SELECT count(*) FROM flagged_claims") == [2]
    assert story.faults() == []
    story.mark(1)
    assert story.asked(NEEDED) == ["$3m", "90 guests", "70 rooms"]
    assert story.faults() == []


def test_a_changed_weight_holds_for_all_claims_at_once(story: Story, tmp_path: Path) -> None:
    """So does `always`; the flags that are set carry their rule's weight, and settle ties of the stakes."""
    story.mark(flag_folders=flag_folder(tmp_path, 0.2))
    select = "SELECT weight FROM marks WHERE list_contains(flags, 'our_town')"
    assert story.asked(select) == [1.7]
    story.mark(1, flag_folders=flag_folder(tmp_path, 3))
    assert story.asked(select) == [4.5]
    assert story.asked("SELECT flags[1] FROM marks WHERE list_contains(flags, 'our_town')") == ["our_town"]
    assert story.faults() == []
    story.mark(1, flag_folders=flag_folder(tmp_path, 3, "true"), threshold=3)
    assert story.asked(NEEDED) == ["$3m", "90 guests", "70 rooms"]
    assert story.asked("SELECT round(priority, 6) FROM marks WHERE kind = 'count'") == [1.800045]
    assert story.faults() == []


def test_a_flag_that_is_no_more_counts_no_more(story: Story, tmp_path: Path) -> None:
    """Its rows stay; when its file comes back, they count again."""
    folders = flag_folder(tmp_path, 3)
    story.mark(flag_folders=folders)
    story.mark(1)
    assert story.asked("SELECT max(weight) FROM marks") == [1.5]
    assert "our_town" not in story.asked("SELECT unnest(flags) FROM marks")
    story.mark(1, flag_folders=folders)
    assert story.asked("SELECT max(weight) FROM marks") == [4.5]
    assert story.faults() == []


def test_a_mark_follows_its_page(story: Story) -> None:
    """The outlet's name may become known, or change, when the page is read again."""
    story.mark()
    story.save("pages", story.page | {"outlet": "The Evening Post"}, later=1)
    assert set(story.asked("SELECT outlet FROM marks")) == {"The Evening Post"}
    assert story.faults() == []


def test_a_mark_that_says_otherwise_is_told(story: Story) -> None:
    """The assertion finds a wrong mark and a missing one."""
    story.mark()
    story.warehouse.connection.execute("UPDATE marks SET weight = 9 WHERE kind = 'money'")
    assert story.faults() == ["marks_say_what_the_flags_say"]
    story.mark()
    assert story.faults() == []
    story.warehouse.connection.execute("DELETE FROM marks WHERE kind = 'money'")
    assert "marks_say_what_the_flags_say" in story.faults()


def test_a_warehouse_from_before_there_were_marks_gets_them(rows: Any, tmp_path: Path) -> None:
    """The migration makes the marks that marking would have made."""
    path = tmp_path / "live.duckdb"
    with open_warehouse(path) as warehouse:
        story = Story(warehouse, rows)
        story.mark()
        wanted = read_rows(warehouse, "FROM marks ORDER BY claim_id").rows()
        for name in read_rows(warehouse, "SELECT index_name FROM duckdb_indexes()")["index_name"]:
            warehouse.connection.execute(f"DROP INDEX {name}")
        take_back_later(warehouse)
        warehouse.connection.execute("DROP TABLE marks")
        warehouse.connection.execute(BEFORE_STAKES)
        gone = (
            "DELETE FROM applied_files WHERE file >= '005' AND NOT starts_with(file, 'flags') AND file <> '006_lookups'"
        )
        warehouse.connection.execute(gone)
    with open_warehouse(path) as warehouse:
        assert read_rows(warehouse, "FROM marks ORDER BY claim_id").rows() == wanted
        assert read_rows(warehouse, "flagged_claims").height == 3
        assert read_rows(warehouse, "SELECT threshold FROM marking_settings").item() == 1.3
        assert run_assertions(warehouse).filter(assertion="marks_say_what_the_flags_say").is_empty()


def test_the_keys_are_those_that_the_models_declare(story: Story) -> None:
    """The file itself refuses a key that is there, but for flags, whose keys would be held in memory while a run writes."""
    declared = {name for name, model in TABLES.items() if key_of(model) and is_indexed(model)}
    select = "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    assert set(story.asked(select)) == declared
    assert "flags" not in declared


def test_a_flag_that_is_set_twice_is_told(story: Story) -> None:
    """Nothing but the assertion would see it."""
    story.mark()
    story.warehouse.connection.execute("INSERT INTO flags SELECT * FROM flags LIMIT 1")
    assert "flags_are_set_once" in story.faults()


def test_marks_are_looked_through_share_by_share(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong mark is found in whatever share of the claims it is, once."""
    monkeypatch.setattr("warehouse.audit.SHARE_ROWS", 1)
    story.mark()
    assert story.faults() == []
    story.warehouse.connection.execute("UPDATE marks SET weight = 9")
    found = run_assertions(story.warehouse).filter(assertion="marks_say_what_the_flags_say")["row_key"]
    assert sorted(found) == sorted(story.asked("SELECT claim_id FROM marks"))


def test_the_indexes_are_those_that_the_models_declare(story: Story) -> None:
    """Rows that pages look up by another column than the key are found without reading all of them."""
    declared = {(name, f"{name}_by_{column}") for name, model in TABLES.items() for column in indexes_of(model)}
    made = read_rows(story.warehouse, "SELECT table_name, index_name FROM duckdb_indexes()").rows()
    assert set(made) == declared
    assert ("claims", "claims_by_article_id") in declared


def test_a_change_of_weight_survives_the_log(rows: Any, tmp_path: Path) -> None:
    """Marks made anew are found by their key when the file is opened again without a checkpoint between."""
    path = tmp_path / "live.duckdb"
    with open_warehouse(path) as warehouse:
        story = Story(warehouse, rows)
        story.mark(flag_folders=flag_folder(tmp_path, 0.2))
    with open_warehouse(path) as warehouse:
        mark(warehouse, [], run_id="r", at=rows.at, rules=MarkingRules(flag_folders=flag_folder(tmp_path, 3)))
        comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'marks' AND column_name = 'weight'"
        assert read_rows(warehouse, comment).item() == "the sum of its flags' weights"
    with open_warehouse(path) as warehouse:
        select = "SELECT weight FROM marks WHERE claim_id = ?"
        assert read_rows(warehouse, select, [story.claims[0]["claim_id"]]).item() == 4.5
        story.warehouse = warehouse
        assert story.faults() == []


def test_too_many_claims_at_once_are_refused(story: Story) -> None:
    """Deleting and inserting too many rows at once is what DuckDB's log does not survive."""
    with pytest.raises(ValueError, match="40,001 claims are too many to mark in one transaction"):
        mark(story.warehouse, ["0" * 16] * 40_001, run_id="r", at=story.rows.at)
