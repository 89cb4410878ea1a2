"""Items: what people work on is a sentence with its claims, led by the one that most hangs on, and open while one is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from warehouse.audit import run_assertions
from warehouse.store import MarkingRules, Warehouse, mark, open_warehouse, read_rows, save

FIRST = "The union says 40 welders and 12 fitters will go."
SECOND = "The mayor was told on Monday."
THIRD = "Of the 40 who leave, 3 welders are from Ashby."
TEXT = f"{FIRST} {SECOND} {THIRD}"


class Story:
    """One article with claims of some stakes in three sentences; the third says again what the first says."""

    def __init__(self, warehouse: Warehouse, rows: Any) -> None:
        self.warehouse, self.rows = warehouse, rows
        self.article = rows.article(TEXT, rows.page(), genre="business")
        self.ids: dict[str, str] = {}
        self.save("pages", rows.page())
        self.save("articles", self.article)
        for name, quote, sentence, stakes, figure in (
            ("welders", "40 welders", FIRST, 2.1, (40.0, "welders who will go")),
            ("fitters", "12 fitters", FIRST, 2.6, (12.0, "fitters who will go")),
            ("told", "The mayor was told on Monday", SECOND, 0.2, None),
            ("again", "40 who leave", THIRD, 2.8, (40.0, "Welders who will go")),
            ("ashby", "3 welders", THIRD, 1.4, (3.0, "welders from Ashby")),
        ):
            self.claim(name, quote, sentence, stakes, figure)

    def claim(self, name: str, quote: str, sentence: str, stakes: float, figure: tuple[float, str] | None) -> None:
        """Save a claim."""
        value, measured = figure or (None, None)
        kind, unit = ("people", "person") if figure else ("statement", None)
        row = self.rows.claim(
            self.article, quote, kind=kind, sentence=sentence, stakes=stakes, unit=unit, measured=measured,
            value_low=value, value_high=value, statement=quote,
        )  # fmt: skip
        self.ids[name] = row["claim_id"]
        self.save("claims", row)

    def save(self, table: str, *made: dict[str, Any], later: int = 0) -> None:
        """Save rows, so many days later."""
        at = self.rows.at + timedelta(days=later)
        assert save(self.warehouse, table, self.rows.frame(table, made), run_id="r", at=at).refused == 0

    def mark(self, *names: str, **rules: Any) -> None:
        """Mark some of the claims, or all."""
        ids = [self.ids[name] for name in names or self.ids]
        mark(self.warehouse, ids, run_id="r", at=self.rows.at, rules=MarkingRules(**rules))

    def items(self) -> list[tuple[str, list[str], str]]:
        """The items in their order: who leads each, its claims, and whether it is open."""
        names = {claim_id: name for name, claim_id in self.ids.items()}
        rows = read_rows(self.warehouse, "FROM items ORDER BY priority DESC").to_dicts()
        return [
            (names[row["item"]], [names[each["claim_id"]] for each in row["claims"]], row["status"]) for row in rows
        ]

    def review(self, name: str, status: str, later: int = 1) -> None:
        """Let somebody review a claim."""
        review_id = self.rows.id_of(name, status, later)
        row = {"review_id": review_id, "claim_id": self.ids[name], "status": status, "reviewer": "Ada"}
        self.save("reviews", row | {"reviewed_at": self.rows.at + timedelta(days=later)})

    def faults(self) -> list[str]:
        """What the assertions find, but for the run that nobody kept."""
        found = run_assertions(self.warehouse)["assertion"].unique().to_list()
        return [name for name in found if "run" not in name]


@pytest.fixture
def story(rows: Any) -> Iterator[Story]:
    """The story, marked, in memory."""
    with open_warehouse() as warehouse:
        made = Story(warehouse, rows)
        made.mark()
        yield made


def test_a_sentence_is_one_item_and_a_second_mention_joins_the_first(story: Story) -> None:
    """The claim of the sentence that most hangs on leads it, whatever hangs on the mention that joins it."""
    assert story.items() == [("fitters", ["welders", "fitters", "again"], "new"), ("ashby", ["ashby"], "new")]
    assert story.faults() == []


def test_what_needs_no_verifying_is_in_no_item(story: Story) -> None:
    """A statement on which nothing hangs stands on no list."""
    select = "SELECT count(*) FROM marks WHERE item IS NULL AND NOT needs_verification"
    assert read_rows(story.warehouse, select).item() == 1


def test_an_item_is_open_while_one_of_its_claims_is(story: Story) -> None:
    """In the words of reviews, which every form of it has; verdicts stay with claims."""
    for name in ("welders", "fitters"):
        story.review(name, "dismissed")
    assert story.items()[0][2] == "new"
    story.review("again", "dismissed")
    assert story.items()[0][2] == "dismissed"
    story.review("again", "reopened", later=2)
    assert story.items()[0][2] == "reopened"


def test_items_follow_the_threshold(story: Story) -> None:
    """All are formed anew, though one claim alone is marked; counts of people stay, since they are always shown."""
    story.claim("pier", "The mayor was told", SECOND, 1.5, None)
    story.mark("pier")
    assert [lead for lead, _, _ in story.items()] == ["fitters", "pier", "ashby"]
    story.mark("welders", threshold=2)
    assert [lead for lead, _, _ in story.items()] == ["fitters", "ashby"]
    assert story.faults() == []


def test_marking_claims_one_by_one_forms_the_same_items(story: Story) -> None:
    """What is marked in steps comes to the same as what is marked at once."""
    whole = story.items()
    for name in reversed(story.ids):
        story.mark(name)
    assert story.items() == whole
    assert story.faults() == []


def test_an_item_tells_its_reasons_together(story: Story) -> None:
    """Each with the claim that it is of, and what it says of such."""
    reasons = read_rows(story.warehouse, "FROM items ORDER BY priority DESC")["reasons"][0].to_list()
    assert {(reason["claim_id"], reason["flag"]) for reason in reasons} >= {
        (story.ids["welders"], "people_count"),
        (story.ids["fitters"], "people_count"),
    }
    assert all("{who}" in reason["says"] for reason in reasons if reason["flag"] == "people_count")


def test_an_item_that_is_led_by_nobody_is_told(story: Story) -> None:
    """The assertion finds what a marking would not have made."""
    story.warehouse.connection.execute("UPDATE marks SET item_claims = 9 WHERE item_claims = 1")
    assert story.faults() == ["items_are_led_by_one_of_theirs"]
