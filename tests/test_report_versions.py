"""The report lists a page once, by its newest version, and tells how many earlier ones there are and what they said first."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import html

from flows.publish import write_report
from flows.settings import Settings
from reports.flagged_claims import FlaggedReport, render_html

STORIES = Path(__file__).parent / "desk" / "stories"


def version(article_id: str, text: str, **page: Any) -> dict[str, Any]:
    """A row of an article."""
    return {"article_id": article_id, "name": f"{article_id}.txt", "title": f"Title {article_id}", "text": text} | page


def claim(claim_id: str, article_id: str, quote: str, text: str, **more: Any) -> dict[str, Any]:
    """A row of a claim where it stands in a text."""
    start = text.index(quote)
    return {
        "claim_id": claim_id,
        "article_id": article_id,
        "quote": quote,
        "sentence": text,
        "sentence_start": 0,
        "start_char": start,
        "end_char": start + len(quote),
    } | more


def read(report: FlaggedReport) -> Any:
    """Return the page as a tree."""
    return html.document_fromstring(render_html(report).encode())


def words(tree: Any, path: str) -> list[str]:
    """Return the words of what lies there, each with single blanks."""
    return [" ".join(each.text_content().split()) for each in tree.xpath(path)]


OLD, NEW = "The weir held back 31 tonnes of silt.", "The weir held back 34 tonnes of silt, and 7 anglers watched."
PAGE = {"page_id": "p", "newest_id": "new", "versions": 3}


def of_versions() -> FlaggedReport:
    """Return the report of a page of three versions, of which the last but one said first what is to verify, and of another."""
    first = claim("c1", "old", "31 tonnes", OLD)
    known = [
        first,
        claim("c2", "new", "34 tonnes", NEW, repeats="c1"),
        claim("c3", "new", "7 anglers", NEW),
        claim("c4", "lone", "34 tonnes", NEW),
    ]
    articles = [version("lone", NEW), version("old", OLD, **PAGE), version("new", NEW, **PAGE)]
    return FlaggedReport(
        "Report", datetime(2025, 6, 1, tzinfo=UTC), flagged=[first | {"reasons": []}], articles=articles, claims=known
    )


def test_a_page_is_listed_once_with_what_all_its_versions_say() -> None:
    """The newest version stands for it; a claim that repeats one that is shown is not counted again."""
    tree = read(of_versions())
    listed = words(tree, "//section[@aria-labelledby='by-article']//li")
    assert listed == [
        "1 Title new 1 sentence to verify, 1 of 2 claims; 2 earlier versions",
        "0 Title lone no sentences to verify, 0 of 1 claim",
    ]
    assert "1 sentence to verify, with 1 of 3 claims found in 2 articles" in words(tree, "//body")[0]


def test_an_earlier_version_stands_behind_its_newest() -> None:
    """Its words can be read, since they are what is to verify; it has no number of its own."""
    tree = read(of_versions())
    assert words(tree, "//main/article//p[@class='kicker']") == [
        "Article 1 of 2, 2 earlier versions",
        "Earlier version of article 1",
        "Article 2 of 2",
    ]
    newest, older, _lone = tree.xpath("//main/article")
    [link] = newest.xpath(".//p[@class='tally']/a")
    assert link.get("href") == f"#{older.get('id')}"
    assert words(newest, ".//p[@class='tally']")[1].startswith(
        "1 sentence to verify that an earlier version said first."
    )
    assert older.xpath(".//*[@id='words-c1']")
    ids = [each.get("id") for each in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))


def test_of_a_page_in_three_versions_one_is_listed(run_plainly: Callable[..., None], workplace: Path) -> None:
    """As runs find them: the newest is listed and counted, and only what has something to verify stands behind it."""
    settings = Settings(workplace / "data")
    for number in (1, 2, 3):
        run_plainly([STORIES / f"flood-{number}.json"], settings)
    tree = html.document_fromstring(write_report(settings).html.read_bytes())
    [listed] = words(tree, "//section[@aria-labelledby='by-article']//li")
    assert listed.endswith("; 2 earlier versions")
    sentences = tree.xpath("//main//tbody//tr[@id]")
    assert listed.split()[0] == str(len(sentences)) != "0", "every sentence is of that page"
    first, *behind = words(tree, "//main/article//p[@class='kicker']")
    assert first == "Article 1 of 1, 2 earlier versions"
    assert set(behind) <= {"Earlier version of article 1"}
    tallies = words(tree, "//main/article[position() > 1]//p[@class='tally']")
    assert not [each for each in tallies if each.startswith("No ")]
