"""A page that goes back to an old text: an edit like any other, and the newest state of the page wins."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.furniture import without_furniture
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse, read_rows

TEXTS = {
    "A": "The storm hurt 12 people in Merrow on Monday. The council spent £3 million on repairs.",
    "B": "The storm hurt 15 people in Merrow on Monday. The council spent £3 million on repairs.",
}
EDITS = """
SELECT quote_before, quote_after, is_silent FROM figure_edits ORDER BY fetched_at_after, quote_before
"""
QUEUE = "SELECT quote FROM verification_queue ORDER BY quote"


@pytest.fixture
def page(tmp_path: Path) -> tuple[Settings, Callable[[str], None]]:
    """A data folder, and what reads versions of one page into it, in one run."""
    settings = Settings(tmp_path / "data")

    def read(versions: str) -> None:
        rows = [{"url": "https://post.example/storm", "text": TEXTS[version]} for version in versions]
        (tmp_path / "page.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        run_inputs([str(tmp_path / "page.jsonl")], settings)

    return settings, read


@pytest.mark.parametrize("runs", [["A", "B", "A"], ["AB", "A"], ["A", "BA"], ["ABA"]])
def test_an_old_text_that_returns_is_an_edit(runs: list[str], page: tuple[Settings, Callable[[str], None]]):
    """However the versions come in; its figure stands in the queue, and the one that took its place does not."""
    settings, read = page
    for versions in runs:
        read(versions)
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, EDITS).rows() == [
            ("12 people", "15 people", True),
            ("15 people", "12 people", True),
        ]
        assert read_rows(warehouse, QUEUE)["quote"].to_list() == ["12 people", "£3 million"]
        assert run_assertions(warehouse).is_empty()


def test_reading_the_newest_again_is_no_return(page: tuple[Settings, Callable[[str], None]]):
    """Neither alone nor behind the older one, as in a folder that is read every day."""
    settings, read = page
    for versions in ("A", "B", "B", "AB"):
        read(versions)
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, EDITS).height == 1
        assert read_rows(warehouse, "FROM returns").is_empty()
        assert read_rows(warehouse, QUEUE)["quote"].to_list() == ["15 people", "£3 million"]


def test_each_return_is_an_edit_of_its_own(page: tuple[Settings, Callable[[str], None]]):
    """A page may go to and fro."""
    settings, read = page
    for version in "ABABA":
        read(version)
    with open_warehouse(settings.live) as warehouse:
        assert [row[1] for row in read_rows(warehouse, EDITS).rows()] == [
            "15 people", "12 people", "15 people", "12 people",
        ]  # fmt: skip
        assert read_rows(warehouse, QUEUE)["quote"].to_list() == ["12 people", "£3 million"]


AROUND = [
    "Storm hurts 12\n\n{}\n\nThe storm hurt 12 people in Merrow on Monday.\n\n{}",
    [
        ("Updated 2 hours ago | 34 comments", "Comments (34)"),
        ("Updated 5 hours ago | 1.2K comments", "Comments (1,203)"),
    ],
    [("By Ana Ruiz · 3 min read", "12 shares"), ("By Ana Ruiz · 4 min read", "77 shares")],
    [("Published: a day ago", "No comments"), ("Published: two days ago", "1 comment")],
]


@pytest.mark.parametrize("case", AROUND[1:], ids=lambda case: str(case[0][0]))
def test_counts_of_comments_and_ages_are_no_edit(case: list[tuple[str, str]], tmp_path: Path):
    """Nor is any of it a claim; the text that came first is kept, in which offsets count."""
    settings = Settings(tmp_path / "data")
    for around in case:
        text = str(AROUND[0]).format(*around)
        row = {"url": "https://post.example/storm", "text": text}
        (tmp_path / "page.json").write_text(json.dumps(row), encoding="utf-8")
        run_inputs([str(tmp_path / "page.json")], settings)
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute("UPDATE articles SET found_with = 'older'")
    run_inputs([str(tmp_path / "page.json")], settings)
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, "SELECT text FROM articles")["text"].to_list() == [str(AROUND[0]).format(*case[0])]
        assert read_rows(warehouse, "FROM edits").is_empty()
        assert read_rows(warehouse, "SELECT quote FROM claims WHERE value_low IS NOT NULL")["quote"].to_list() == [
            "12 people"
        ]
        assert run_assertions(warehouse).is_empty()


@pytest.mark.parametrize(
    "line",
    [
        "12 people were hurt two days ago.",
        "The post got 34 comments.",
        "Reads of 5 minutes help.",
        "12 votes for, 3 against",
    ],
)
def test_a_line_of_the_story_is_no_furniture(line: str):
    """Only whole parts of a line that say nothing else are left out."""
    assert without_furniture(line) == line
