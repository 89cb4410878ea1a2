"""What a newer version of a page only repeats stands in the queue once, where it was first, and nothing else is left out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.questions import question
from warehouse.audit import run_assertions
from warehouse.publish import publish_snapshot
from warehouse.reader import Reader
from warehouse.store import Warehouse, mark, open_warehouse, read_rows, save

TEXTS = {
    "A": "It killed 17 people. The fund has $3m.",
    "B": "It killed 17 people. The fund has $3m. It rained.",
    "C": "It killed 17 people. The fund has $3m. It snowed.",
    "D": "It killed 23 people. The fund has $3m. It snowed.",
    "E": "It killed people. The fund has $3m. It snowed.",
}
FIGURES = {"17 people": ("people", 17.0), "23 people": ("people", 23.0), "$3m": ("money", 3e6)}
STATUS = "SELECT status, verdict, reviews, review_id FROM {} WHERE claim_id = '{}'"


class Page:
    """A page whose versions come in one after the other, a day apart."""

    def __init__(self, warehouse: Warehouse, rows: Any) -> None:
        self.warehouse, self.rows, self.page = warehouse, rows, rows.page(outlet="The Post")
        self.claims: dict[str, dict[str, dict[str, Any]]] = {}
        self.save("pages", self.page)

    def save(self, table: str, *made: dict[str, Any], days: int = 0) -> None:
        """Save rows, so many days later."""
        at = self.rows.at + timedelta(days=days)
        assert save(self.warehouse, table, self.rows.frame(table, made), run_id="r", at=at).refused == 0

    def comes(self, version: str, **columns: object) -> None:
        """Read a version, with its claims, and mark them; `columns` change how all of them are read."""
        article = self.rows.article(TEXTS[version], self.page)
        sentences = [f"{each}." for each in TEXTS[version].rstrip(".").split(". ")]
        told = {quote: each for each in sentences for quote in FIGURES if quote in each}
        self.claims[version] = {
            quote: self.rows.claim(
                article, quote, sentence=sentence, kind=FIGURES[quote][0], value_low=FIGURES[quote][1], **columns
            )
            for quote, sentence in told.items()
        }
        self.save("articles", article, days=len(self.claims))
        self.save("claims", *self.claims[version].values(), days=len(self.claims))
        self.mark(*self.claims[version].values())

    def changes(self, before: str, after: str | None) -> None:
        """Note that the number of the dead changed (went, without `after`), and mark it in both versions."""
        old, new = (
            next((row for quote, row in self.claims[version].items() if quote.endswith(" people")), None)
            for version in (before, after or "E")
        )
        assert old
        others = self.claims[after or "E"]
        row = {
            "edit_id": self.rows.id_of("edit", before, after),
            "page_id": self.page["page_id"],
            "changes": ["figure"],
        }
        row |= {"article_id_before": old["article_id"], "aligned_by": "test@1"}
        row |= {"article_id_after": next(iter(others.values()))["article_id"]}
        row |= {"claim_id_before": old["claim_id"], "claim_id_after": new and new["claim_id"], "score": 0.9}
        self.save("edits", row | {"is_silent": True, "is_within": True})
        self.mark(old, *([new] if new else others.values()))

    def mark(self, *claims: dict[str, Any]) -> None:
        """Mark claims."""
        mark(self.warehouse, [claim["claim_id"] for claim in claims], run_id="r", at=self.rows.at)

    def id_of(self, version: str, quote: str = "17 people") -> str:
        """The claim of a version with these words."""
        return str(self.claims[version][quote]["claim_id"])

    def asked(self, select: str) -> list[Any]:
        """The rows of the answer."""
        return read_rows(self.warehouse, select).rows()

    def repeats(self) -> dict[str, str]:
        """What repeats what, each as its version and its words."""
        names = {row["claim_id"]: f"{v} {quote}" for v, of in self.claims.items() for quote, row in of.items()}
        found = self.asked("SELECT claim_id, repeats FROM marks WHERE repeats IS NOT NULL")
        return {names[claim_id]: names[first] for claim_id, first in found}

    def replaced(self) -> dict[str, str]:
        """What took the place of what, each as its version and its words."""
        names = {row["claim_id"]: f"{v} {quote}" for v, of in self.claims.items() for quote, row in of.items()}
        found = self.asked("SELECT claim_id, replaced_by FROM marks WHERE replaced_by IS NOT NULL")
        return {names[claim_id]: names[other] for claim_id, other in found}

    def queue(self) -> set[str]:
        """The claims of the queue."""
        return set(read_rows(self.warehouse, "SELECT claim_id FROM verification_queue")["claim_id"])

    def review(self, version: str, number: int, **columns: object) -> dict[str, Any]:
        """A review of the number of the dead in a version, that is nowhere yet."""
        claim_id = self.id_of(version)
        row = {"review_id": self.rows.id_of("review", claim_id, number), "claim_id": claim_id, "reviewer": "ada"}
        row |= {"status": "resolved", "verdict": "true", "note": None, "evidence_url": None, "undoes": None}
        return row | {"reviewed_at": self.rows.at + timedelta(hours=number)} | columns


@pytest.fixture
def page(rows: Any) -> Iterator[Page]:
    """A page in memory that nothing was read of yet."""
    with open_warehouse() as warehouse:
        yield Page(warehouse, rows)


@pytest.fixture
def stored(rows: Any, tmp_path: Path) -> Iterator[Page]:
    """The same in a file."""
    with open_warehouse(tmp_path / "live.duckdb") as warehouse:
        yield Page(warehouse, rows)


def test_every_later_version_repeats_the_first(page: Page) -> None:
    """However long the chain; marking again changes nothing, and a text that comes back is no version."""
    for version in "ABCA":
        page.comes(version)
    wanted = {f"{version} {quote}": f"A {quote}" for version in "BC" for quote in ("17 people", "$3m")}

    assert page.repeats() == wanted
    page.mark(*page.claims["A"].values(), *page.claims["C"].values())
    assert page.repeats() == wanted
    assert not [name for name in run_assertions(page.warehouse)["assertion"] if "run" not in name]


def test_a_figure_that_returns_stands_for_itself(page: Page) -> None:
    """The page took it back and says it again: an edit as the first, nobody has judged the return, and it alone stands."""
    for version in "ADC":
        page.comes(version)
    page.changes("A", "D")
    page.changes("D", "C")

    assert page.repeats() == {"D $3m": "A $3m", "C $3m": "A $3m"}
    assert page.queue() == {page.id_of("A", "$3m"), page.id_of("C")}
    assert page.replaced() == {"A 17 people": "C 17 people", "D 23 people": "C 17 people"}


def test_what_is_repeated_stands_once_in_queue_report_and_digest(page: Page) -> None:
    """The first claim stays; the rows of flagged_claims stay too, and say what they repeat."""
    for version in "AB":
        page.comes(version)
    first = {page.id_of("A"), page.id_of("A", "$3m")}

    assert page.queue() == first
    assert {row[0] for row in page.asked(question("flagged_claims"))} == first
    before_b = page.asked(
        "SELECT min(rowid) FROM claims WHERE claim_id IN (SELECT claim_id FROM marks WHERE repeats IS NOT NULL)"
    )
    assert page.asked(question("new_claims", claims=before_b[0][0] - 1, most_rows=9)) == []
    assert page.asked(question("digest", articles=-1, rejects=-1))[0][0] == 2
    assert sum(row[1] for row in page.asked(question("claimants", most_rows=9))) == 2
    assert page.asked("SELECT count(*), count(repeats) FROM flagged_claims") == [(4, 2)]
    assert page.asked("SELECT sum(open) FROM claim_debt WHERE flag = 'people_count'") == [(1,)]


def test_what_is_repeated_and_then_changed_is_in_the_queue(page: Page) -> None:
    """As what it became, alone: neither the first nor its repetition stands beside it."""
    for version in "ABD":
        page.comes(version)
    page.changes("B", "D")

    assert "B 17 people" not in page.repeats()
    assert page.queue() == {page.id_of("A", "$3m"), page.id_of("D", "23 people")}
    assert page.repeats() == {"B $3m": "A $3m", "D $3m": "A $3m"}
    assert page.replaced() == {"A 17 people": "D 23 people", "B 17 people": "D 23 people"}
    assert not [name for name in run_assertions(page.warehouse)["assertion"] if "run" not in name]


def test_of_what_was_taken_away_the_last_version_that_said_it_stands(page: Page) -> None:
    """An edit without a figure to show is shown by the figure that went, once."""
    for version in "ABE":
        page.comes(version)
    page.changes("B", None)

    assert page.replaced() == {"A 17 people": "B 17 people"}
    assert page.queue() == {page.id_of("A", "$3m"), page.id_of("B")}


def test_an_old_text_that_returns_is_the_newest(page: Page, rows: Any) -> None:
    """What it says stands again, and what took its place stands no longer."""
    for version in "AD":
        page.comes(version)
    page.changes("A", "D")
    assert page.queue() == {page.id_of("A", "$3m"), page.id_of("D", "23 people")}
    old, new = (page.claims[version]["$3m"]["article_id"] for version in "AD")
    told = {"return_id": rows.id_of("return"), "page_id": page.page["page_id"], "article_id": old}
    page.save("returns", told | {"article_id_before": new}, days=9)
    page.changes("D", "A")

    assert page.queue() == {page.id_of("A", "$3m"), page.id_of("A")}
    assert page.replaced() == {"D 23 people": "A 17 people"}


def test_another_reading_or_a_new_reason_is_no_repetition(page: Page, rows: Any) -> None:
    """The same words may mean another day; and a reason that the first has not wants looking at."""
    page.comes("A")
    page.comes("B", statement="He [Ames] said so.")
    assert page.repeats() == {}
    page.comes("C", cue="claims", claimant="Ames")
    disputed = rows.claim(rows.article(TEXTS["D"], page.page), "$3m", sentence="The fund has $3m.", kind="money")
    page.save("articles", rows.article(TEXTS["D"], page.page), days=9)
    page.save("claims", disputed | {"value_low": 3e6, "notes": ["date_conflict: two days"]})
    page.mark(disputed)
    assert page.repeats() == {}


def test_of_several_equal_claims_each_repeats_its_own(page: Page) -> None:
    """In the order of the text; one that is added repeats nothing."""
    twice, thrice = "Of 5 boats, 5 boats sank.", "Of 5 boats, 5 boats sank. Of 5 boats, 5 boats sank."
    ids = []
    for days, text in enumerate((twice, thrice)):
        article = page.rows.article(text, page.page)
        starts = [at for at in range(len(text)) if text.startswith("5 boats", at)][: 2 + days]
        claims = [
            page.rows.claim(article, "5 boats", sentence=twice)
            | {"claim_id": page.rows.id_of(text, at), "start_char": at, "end_char": at + 7}
            for at in starts
        ]
        page.save("articles", article, days=days)
        page.save("claims", *[each | {"sentence_start": 26 * (each["start_char"] > 25)} | {"sentence_end": 25 + 26 * (each["start_char"] > 25)} for each in claims])  # fmt: skip
        page.mark(*claims)
        ids.append([claim["claim_id"] for claim in claims])
    found = dict(page.asked("SELECT claim_id, repeats FROM marks"))

    assert [found[each] for each in ids[1]] == [*ids[0], None]


def test_a_repetition_stands_where_the_first_stands(page: Page) -> None:
    """Until it has a review of its own; when that is taken back, the first one's counts again."""
    for version in "AB":
        page.comes(version)
    select = STATUS.format("claim_status", page.id_of("B"))
    assert page.asked(select) == [("new", None, 0, None)]
    page.save("reviews", page.review("A", 1))
    assert page.asked(select) == [("resolved", "true", 0, None)]
    own = page.review("B", 2, status="in_progress", verdict=None)
    page.save("reviews", own)
    assert page.asked(select) == [("in_progress", None, 1, own["review_id"])]
    page.save("reviews", page.review("B", 3, undoes=own["review_id"]))
    assert page.asked(select) == [("resolved", "true", 0, None)]
    assert page.id_of("A") not in page.queue()


def test_the_desk_shows_it_without_a_new_snapshot(stored: Page, tmp_path: Path) -> None:
    """Reviews that are noted count for what repeats the claim, and the snapshot's own view says the same once published."""
    page = stored
    for version in "AB":
        page.comes(version)
    first, own = page.review("A", 1), page.review("B", 2, verdict="false")
    noted = [first, own, page.review("B", 3, undoes=own["review_id"]), page.review("A", 4, undoes=first["review_id"])]
    publish_snapshot(page.warehouse, tmp_path / "factdesk.duckdb")
    reader = Reader(tmp_path / "factdesk.duckdb")
    select, shown = STATUS.format("status_now", page.id_of("B")), []
    for review in noted:
        reader.note_reviews([review])
        page.save("reviews", review)
        shown.append([tuple(row.values()) for row in reader.rows(select)])
        live = page.asked(STATUS.format("claim_status", page.id_of("B")))
        assert shown[-1] == live or (shown[-1] == [] and live[0][0] == "new")
    reader.close()

    assert shown == [[("resolved", "true", 0, None)], [("resolved", "false", 1, own["review_id"])], shown[0], []]


def test_a_warehouse_from_before_is_filled(rows: Any, tmp_path: Path) -> None:
    """The migration finds what marking would have found, and the file can be read again."""
    path = tmp_path / "live.duckdb"
    with open_warehouse(path) as warehouse:
        page = Page(warehouse, rows)
        for version in "ABCD":
            page.comes(version)
        page.changes("C", "D")
        wanted = page.repeats()
        warehouse.connection.execute("ALTER TABLE marks DROP COLUMN repeats")
        warehouse.connection.execute("DELETE FROM applied_files WHERE file IN ('007_repeats', 'definitions')")
    for _ in range(2):
        with open_warehouse(path) as warehouse:
            page.warehouse = warehouse
            assert page.repeats() == wanted
    assert set(wanted) == {"B 17 people", "B $3m", "C $3m", "D $3m"}


def test_a_change_of_weight_loses_nothing(page: Page) -> None:
    """Marks that are made anew say what repeats what."""
    for version in "AB":
        page.comes(version)
    wanted = page.repeats()
    page.warehouse.connection.execute("UPDATE flag_rules SET weight = 9")
    page.mark(page.claims["B"]["$3m"])

    assert page.repeats() == wanted
