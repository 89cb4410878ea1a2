"""Tables set as plain text: what is a row, what its cells are, and what only looks like a table."""

import json
from datetime import date

from claims.find import find_claims
from claims.model import Article
from claims.read import read_articles
from claims.reading import account_text, read_text
from claims.spans.tables import find_tables
from claims.text.lines import read_lines

RUN_TOGETHER = "Harbour Upland Gap Fenwick 41 38 3 Old Quay 44 40 4 Marl/Sand Hill 39 42 -3 MEAN 41.3 40.0 1.3"
POLLED = f"The polls of the past two weeks say who leads.\n\nTABLE 1\n\n{RUN_TOGETHER}\n\nThe count starts on Sunday.\n"


def article(text: str) -> Article:
    """Return a text of 10 May 2024 as an article."""
    (found,) = read_articles(json.dumps({"doc_id": "case", "text": text, "date": "2024-05-10"}).encode(), "case.json")
    assert isinstance(found, Article)
    return found


def cells(text: str) -> list[tuple[str, float | None, str, str | None, str | None]]:
    """Return what the cells of a text's tables are read as."""
    found = find_tables(read_lines(text), text).cells
    return [(text[c.start : c.end], c.low, c.kind, c.unit, c.measured) for c in found]


def test_a_table_run_together_in_one_line_is_rows_of_cells() -> None:
    """Each cell is one figure; none counts the next row's label, and the header names the columns."""
    assert cells(POLLED)[:4] == [
        ("41", 41, "percent", "%", "Harbour, Fenwick"),
        ("38", 38, "percent", "%", "Upland, Fenwick"),
        ("3", 3, "percent", "%", "Gap, Fenwick"),
        ("44", 44, "percent", "%", "Harbour, Old Quay"),
    ]
    assert len(cells(POLLED)) == 12


def test_rows_on_lines_of_their_own_are_a_table() -> None:
    """A sign belongs to its cell, two cells are no range, and a cell without a value is none."""
    text = "Ward now before\nFenwick -2.5 +0.4\nOld Quay +0.5 -0.9\nMarl NA -7.0\n"
    assert [(printed, low) for printed, low, *_ in cells(text)] == [
        ("-2.5", -2.5), ("+0.4", 0.4), ("+0.5", 0.5), ("-0.9", -0.9), ("-7.0", -7.0),
    ]  # fmt: skip


def test_a_unit_that_nothing_tells_is_left_open() -> None:
    """Without a word of polls or shares, and where a cell is no percentage, the cells only count."""
    untold = "Goats and sheep by farm.\n\nFenwick 41 38\nOld Quay 44 40\nMarl 39 42\n"
    too_large = "The poll by farm.\n\nFenwick 41 380\nOld Quay 44 400\nMarl 39 420\n"
    assert {(kind, unit) for _, _, kind, unit, _ in cells(untold) + cells(too_large)} == {("count", None)}


def test_sentences_with_numbers_are_no_table() -> None:
    """What reads as sentences, and lists with one number each, stay as they are."""
    for text in (
        "They won 3 2 in Fenwick. Then they lost 1 4 at home. It ended 5 5 in Marl.",
        "Fenwick 41\nOld Quay 44\nMarl 39\n",
        "Apples 3 4\nPears 5 6\n",
    ):
        assert cells(text) == []


def test_every_number_of_a_table_is_accounted_for() -> None:
    """Cells are figures, and the numbers of labels are names."""
    text = "Route 7 North 41 38\nRoute 9 South 44 40\nRoute 12 West 39 42\n"
    assert [account.role for account in account_text(text)] == ["name", "figure", "figure"] * 3


def test_cells_are_dated_by_the_sentence_that_leads_to_them() -> None:
    """A table has no dates of its own; the one date of the sentence before is that of its cells."""
    claims = [claim for claim in find_claims(article(POLLED)) if claim.found_by == "figures:table_cell"]
    assert {(claim.time_first, claim.time_last) for claim in claims} == {(date(2024, 4, 26), date(2024, 5, 10))}
    assert len(claims) == 12


def test_a_table_of_many_rows_is_one_table() -> None:
    """Two thousand rows are one table, each cell read once."""
    assert len(read_text(article("Fenwick 41 38\n" * 2000)).tables.cells) == 4000
