"""The item is the story's claim: sentences of articles that share a thread are one, and a verdict holds for copies alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from warehouse.audit import run_assertions
from warehouse.store import Warehouse, mark, open_warehouse, read_rows, save

SENTENCE = "The storm killed {} people in Ash Ford."
OTHER = "The county counted {} people without a roof."


class Coverage:
    """Articles of several outlets, a day apart, whose claims are put into threads by name."""

    def __init__(self, warehouse: Warehouse, rows: Any) -> None:
        self.warehouse, self.rows, self.days = warehouse, rows, 0
        self.ids: dict[str, str] = {}
        self.articles: dict[str, dict[str, Any]] = {}

    def comes(self, outlet: str, *told: tuple[str, float, float, str | None], **columns: object) -> None:
        """Read an article with claims, each its sentence's pattern, its figure, its stakes and its thread."""
        self.days += 1
        page = self.rows.page(outlet, outlet=outlet)
        text = " ".join(pattern.format(f"{value:g}") for pattern, value, _, _ in told)
        article = self.rows.article(text, page, **columns)
        self.articles[outlet] = article
        self.save("pages", page)
        self.save("articles", article)
        for pattern, value, stakes, thread in told:
            name = f"{outlet} {value:g}"
            row = self.rows.claim(
                article, f"{value:g} people", sentence=pattern.format(f"{value:g}"), kind="people", unit="person",
                value_low=value, value_high=value, measured=pattern, stakes=stakes, statement=pattern.format(f"{value:g}"),
            )  # fmt: skip
            self.ids[name] = row["claim_id"]
            self.save("claims", row)
            if thread:
                self.links(name, thread)

    def links(self, name: str, thread: str) -> None:
        """Put a claim into a thread, or into another one."""
        self.warehouse.connection.execute("DELETE FROM thread_claims WHERE claim_id = ?", [self.ids[name]])
        thread_id = self.rows.id_of("thread", thread)
        self.save("threads", {"thread_id": thread_id, "measured": thread, "unit": "person"})
        self.save(
            "thread_claims", {"thread_id": thread_id, "claim_id": self.ids[name], "score": 0.9, "linked_by": "t@1"}
        )

    def save(self, table: str, *made: dict[str, Any]) -> None:
        """Save rows on the day that it is."""
        at = self.rows.at + timedelta(days=self.days)
        assert save(self.warehouse, table, self.rows.frame(table, made), run_id="r", at=at).refused == 0

    def mark(self, *names: str) -> None:
        """Mark some claims, or all."""
        mark(self.warehouse, [self.ids[name] for name in names or self.ids], run_id="r", at=self.rows.at)

    def items(self) -> dict[str, set[str]]:
        """The items: who leads each, and its claims."""
        names = {claim_id: name for name, claim_id in self.ids.items()}
        found: dict[str, set[str]] = {}
        for claim_id, item in self.asked("SELECT claim_id, item FROM marks WHERE item IS NOT NULL"):
            found.setdefault(names[item], set()).add(names[claim_id])
        return found

    def asked(self, select: str) -> list[Any]:
        """The rows of the answer."""
        return read_rows(self.warehouse, select).rows()

    def faults(self) -> list[str]:
        """What the assertions find, but for the run that nobody kept."""
        return [name for name in run_assertions(self.warehouse)["assertion"].unique() if "run" not in name]


@pytest.fixture
def coverage(rows: Any) -> Iterator[Coverage]:
    """A warehouse in memory that nothing was read into."""
    with open_warehouse() as warehouse:
        yield Coverage(warehouse, rows)


def storm(coverage: Coverage) -> None:
    """Three outlets with three tolls, of which one also counts who has no roof, as does a fourth."""
    coverage.comes("Post", (SENTENCE, 7, 2.2, "toll"), (OTHER, 300, 1.6, "roofs"))
    coverage.comes("Echo", (SENTENCE, 9, 2.6, "toll"))
    coverage.comes("Mail", (SENTENCE, 8, 2.4, "toll"))
    coverage.comes("Sun", (OTHER, 280, 1.9, "roofs"))


WHOLE = {"Echo 9": {"Post 7", "Echo 9", "Mail 8"}, "Sun 280": {"Post 300", "Sun 280"}}


def test_sentences_of_one_thread_are_one_item(coverage: Coverage):
    """Led by the claim on which most hangs; the view says in how many articles, of which outlets."""
    storm(coverage)
    coverage.mark()
    assert coverage.items() == WHOLE
    assert coverage.asked("SELECT articles, outlets, len(claims) FROM items ORDER BY priority DESC") == [
        (3, ["Echo", "Mail", "Post"], 3),
        (2, ["Post", "Sun"], 2),
    ]
    assert coverage.faults() == []


def test_marking_them_as_they_come_makes_the_same_items(coverage: Coverage):
    """Each article with what its thread has so far; in whatever order they are marked, and again."""
    storm(coverage)
    for name in ("Sun 280", "Mail 8", "Post 300", "Post 7", "Echo 9", "Mail 8"):
        coverage.mark(name)
        assert [fault for fault in coverage.faults() if "items" in fault] == []
    assert coverage.items() == WHOLE


def test_a_claim_that_finds_its_thread_later_leaves_the_item_that_it_was_in(coverage: Coverage):
    """What an older article tells joins a thread with a newer one; those it was with before stay together."""
    coverage.comes("Post", (SENTENCE, 7, 2.2, None))
    coverage.comes("Echo", (SENTENCE, 9, 2.6, "toll"))
    coverage.mark()
    assert coverage.items() == {"Post 7": {"Post 7"}, "Echo 9": {"Echo 9"}}
    coverage.links("Post 7", "toll")
    coverage.mark("Echo 9")
    assert coverage.items() == {"Echo 9": {"Post 7", "Echo 9"}}
    coverage.links("Echo 9", "another")
    coverage.mark("Echo 9", "Post 7")
    assert coverage.items() == {"Post 7": {"Post 7"}, "Echo 9": {"Echo 9"}}
    assert coverage.faults() == []


def test_another_sentence_of_the_article_keeps_a_row_of_its_own(coverage: Coverage):
    """An article that tells two figures of one thing says something twice: the second is not hidden behind the first."""
    coverage.comes("Post", (SENTENCE, 7, 2.2, "toll"), ("In all {} people had died, the mayor said.", 9, 2.0, "toll"))
    coverage.comes("Echo", (SENTENCE, 9, 2.6, "toll"))
    coverage.mark()
    assert coverage.items() == {"Echo 9": {"Post 7", "Echo 9"}, "Post 9": {"Post 9"}}
    assert coverage.faults() == []


def test_a_copy_stands_where_the_first_stands_and_another_figure_does_not(coverage: Coverage):
    """One verdict holds for the text at every outlet, until it is taken back; never for what another text tells."""
    coverage.comes("Echo", (SENTENCE, 9, 2.6, "toll"))
    first = coverage.articles["Echo"]["article_id"]
    coverage.comes("Mail", (SENTENCE, 9, 2.6, "toll"), origin_id=first)
    coverage.comes("Post", (SENTENCE, 7, 2.2, "toll"))
    coverage.mark()
    repeats = coverage.asked("SELECT claim_id, repeats FROM marks WHERE repeats IS NOT NULL")
    assert repeats == [(coverage.ids["Mail 9"], coverage.ids["Echo 9"])]
    assert coverage.items() == {"Echo 9": {"Echo 9", "Post 7"}}
    review = {"review_id": "1" * 16, "claim_id": coverage.ids["Echo 9"], "reviewer": "Ada", "status": "resolved"}
    coverage.save("reviews", review | {"verdict": "false", "reviewed_at": coverage.rows.at})
    standing = "SELECT claim_id, verdict, reviews FROM claim_status WHERE status <> 'new' ORDER BY reviews DESC"
    assert coverage.asked(standing) == [(coverage.ids["Echo 9"], "false", 1), (coverage.ids["Mail 9"], "false", 0)]
    undone = {"review_id": "2" * 16, "undoes": "1" * 16, "status": "new", "reviewed_at": coverage.rows.at}
    coverage.save("reviews", review | undone)
    assert coverage.asked(standing) == []
    assert coverage.faults() == []


def test_a_copy_that_was_edited_stands_for_itself(coverage: Coverage):
    """Where the copying outlet changed the figure, nothing is inherited."""
    coverage.comes("Echo", (SENTENCE, 9, 2.6, "toll"))
    coverage.comes("Mail", (SENTENCE, 8, 2.6, "toll"), origin_id=coverage.articles["Echo"]["article_id"])
    coverage.mark()
    assert coverage.asked("SELECT count(repeats) FROM marks") == [(0,)]
