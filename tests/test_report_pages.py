"""The pages beside the report: of whom there are any, that their links hold, and that they change only when they must."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from flows import report_pages
from flows.editions import read_editions
from flows.publish import publish_snapshot_of, write_report
from flows.settings import Settings
from flows.steps import run_inputs
from reports.subject_page import CLAIMANTS, FILE_NAME, OUTLETS, SubjectPage, file_name_of, render_subject_page

HOSTILE = "../../<script>document.title='owned'</script> \"q\" 'q' & \x1b[2J \x00 \u202e {{ 7 }}\n"
FERRY = (
    "At least 17 people died when a ferry sank off Cape Tarn on Monday, the coast guard said. "
    "The operator, Tarn Lines, said that 212 passengers had bought tickets, and promised $12 million for the families."
)
MADE = re.compile(r"Made [^<,]+, \d\d:\d\d UTC")


def read_in(settings: Settings, *articles: dict[str, str]) -> None:
    """Read articles, publish and write the report."""
    path = settings.data_folder.parent / "articles.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in articles), encoding="utf-8")
    _run, outcome = run_inputs([str(path)], settings)
    publish_snapshot_of(settings)
    write_report(settings, outcome.refused)


def article(outlet: str, text: str = FERRY, name: str = "ferry") -> dict[str, str]:
    """Return an article of an outlet."""
    return {"url": f"https://news.example/{outlet}/{name}", "outlet": outlet, "title": f"{name} {outlet}", "text": text}


@pytest.fixture
def settings(workplace: Path) -> Settings:
    """Return settings of an empty data folder."""
    return Settings(workplace / "data")


def written(settings: Settings) -> dict[str, str]:
    """Return every page of the reports' folder, without the moment at which it was made."""
    pages = sorted(settings.reports_folder.rglob("*.html"))
    return {
        str(path.relative_to(settings.reports_folder)): MADE.sub("", path.read_text(encoding="utf-8")) for path in pages
    }


def broken_links(folder: Path, pages: Sequence[str]) -> list[str]:
    """Return the links within the folder that lead to no page, or to no place on it."""
    trees = {name: html.document_fromstring((folder / name).read_bytes()) for name in pages}
    broken = []
    for name, tree in trees.items():
        for link in tree.xpath("//a/@href"):
            path, place = urldefrag(link)
            if "://" in path:
                continue
            goal = (
                str(((folder / name).parent / unquote(path)).resolve().relative_to(folder.resolve())) if path else name
            )
            if goal not in trees or (place and not trees[goal].xpath("//*[@id=$place]", place=place)):
                broken.append(f"{name}: {link}")
    return broken


def test_every_link_between_the_pages_holds(settings: Settings):
    """The report leads to the pages and they to it, to its claims, and to each other; none loads or runs anything."""
    read_in(
        settings,
        article("The Herald"),
        article("The Courier", FERRY.replace("17", "18")),
        article(HOSTILE, FERRY.replace("17", "19")),
    )
    pages = written(settings)
    assert sum(name.startswith("outlets/") for name in pages) == 3
    assert any(name.startswith("claimants/tarn-lines-") for name in pages)
    assert broken_links(settings.reports_folder, [*pages]) == []
    for name, source in pages.items():
        tree = html.document_fromstring(source.encode())
        assert not tree.xpath("//script | //link | //*[@src] | //*[@style] | //form"), name
        assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert tree.xpath("//a[starts-with(@href, '../flagged-claims.html')]") or name == "flagged-claims.html"


def test_written_again_nothing_changes(settings: Settings):
    """The same bytes but for the moment on the report, the same news, and no page touched."""
    read_in(settings, article("The Herald"))
    read_in(settings, article("The Herald", FERRY.replace("17", "23")))
    first, editions = written(settings), read_editions(settings.reports_folder)
    times = {path: path.stat().st_mtime_ns for path in settings.reports_folder.glob("*/*.html")}
    write_report(settings)
    assert written(settings) == first
    assert read_editions(settings.reports_folder) == editions
    assert {path: path.stat().st_mtime_ns for path in settings.reports_folder.glob("*/*.html")} == times


def test_the_report_tells_what_is_new_since_the_one_before(settings: Settings):
    """The first has no news; the next counts and marks what it did not have, and shows the edit, new and silent."""
    read_in(settings, article("The Herald"))
    first = html.document_fromstring(written(settings)["flagged-claims.html"])
    assert not first.xpath("//section[@class='news'] | //span[@class='new']")
    assert "It is the first report; the next one will say what is new." in first.xpath("string(//p[@class='made'])")
    read_in(settings, article("The Herald", FERRY.replace("17", "23")))
    tree = html.document_fromstring(written(settings)["flagged-claims.html"])
    assert re.search(r"^New since .* UTC: 1 sentence, 1 figure edit$", tree.xpath("string(//h2[@id='news'])"))
    made = " ".join(tree.xpath("string(//p[@class='made'])").split())
    assert re.search(r"New is what has come in since the report of .+ UTC, run .+\.$", made)
    (edit,) = tree.xpath("//section[@class='edits']//li")
    assert [" ".join(words.split()) for words in edit.xpath("(.//del | .//ins)/text()")] == ["17 people", "23 people"]
    assert "without notice" in edit.text_content()
    (marked,) = tree.xpath("//tbody/tr[.//span[@class='new']]")
    assert "23 people" in marked.xpath("string(.//strong)")


def test_a_claim_that_the_page_made_before_is_not_new(settings: Settings):
    """Of an edited page only what the older version did not say in the same sentence counts."""
    read_in(settings, article("The Herald"))
    read_in(settings, article("The Herald", FERRY + " Nobody was hurt on the shore."))
    tree = html.document_fromstring(written(settings)["flagged-claims.html"])
    assert tree.xpath("string(//h2[@id='news'])").startswith("Nothing new since")


def test_pages_that_are_no_more_are_taken_away(settings: Settings):
    """Those of our own naming; what somebody else put there stays."""
    read_in(settings, article("The Herald"))
    folder = settings.reports_folder / "outlets"
    gone, theirs = folder / file_name_of("The Ghost"), folder / "notes.html"
    gone.write_text("old")
    theirs.write_text("theirs")
    write_report(settings)
    assert not gone.exists()
    assert theirs.read_text() == "theirs"


def test_only_so_many_pages_are_written(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Those with most claims to verify; the report tells how many others there are."""
    monkeypatch.setattr(report_pages, "MOST_PAGES", 1)
    flood = "The council of Tarn said on Monday that 40 people were rescued and $3 million had been spent on the dam."
    read_in(
        settings,
        article("The Herald"),
        article("The Herald", flood, "flood"),
        article("The Courier", FERRY.replace("17", "18")),
    )
    assert [path.name.rpartition("-")[0] for path in settings.reports_folder.glob("outlets/*")] == ["the-herald"]
    tree = html.document_fromstring(written(settings)["flagged-claims.html"])
    told = tree.xpath("string(//section[@aria-labelledby='by-outlet'])")
    assert "1 other with fewer claims, without a page." in " ".join(told.split())


def rows(name: str, **changes: object) -> list[dict[str, object]]:
    """Return the row of a page with one claim."""
    row = {"subject": name, "flagged_in_all": 1, "claims_in_all": 2, "articles_in_all": 1, "how_many": 1}
    row |= {"claim_id": "c" * 16, "article_id": "a" * 16, "quote": "17", "flags": ["ranking"]}
    return [row | {"claimant": name, "outlet": name, "title": name, "sentence": name} | changes]


@pytest.mark.parametrize("subject", [OUTLETS, CLAIMANTS])
def test_a_hostile_name_is_a_name(subject: object):
    """In the title, the table and the chart of its page."""
    rules = {"ranking": {"flag": "ranking", "why": HOSTILE, "clears": HOSTILE}}
    flags = [{"subject": HOSTILE, "flag": HOSTILE, "claims": 2}, {"subject": HOSTILE, "flag": "ranking", "claims": 1}]
    page = SubjectPage(subject, rows(HOSTILE, verdict=HOSTILE, flags=["ranking", HOSTILE]), flags, reasons=rules)
    source = render_subject_page(page, datetime(2025, 11, 18, tzinfo=UTC))
    tree = html.document_fromstring(source.encode())
    assert not tree.xpath("//script | //img | //form")
    assert "<script>document.title='owned'</script>" in tree.findtext(".//title")
    assert "{{ 7 }}" in tree.xpath("string(//h1)")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", source)


def test_what_reviews_found_stands_on_the_page_of_a_claimant():
    """How many were judged, and how."""
    found = {"judged": 3, "found_true": 1, "found_false": 2, "found_half_true": 0, "found_undecidable": 0}
    page = SubjectPage(CLAIMANTS, rows("Ada", **found))
    source = render_subject_page(page, datetime(2025, 11, 18, tzinfo=UTC))
    assert "3 claims reviewed: 1 true or mostly true, 2 false or mostly false." in source
    assert "reviewed:" not in render_subject_page(
        replace(page, rows=rows("Ada", judged=0)), datetime(2025, 1, 1, tzinfo=UTC)
    )


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("CON")
@example("")
@example("a" * 300)
@example("\ud800")
def test_no_name_leads_out_of_its_folder(name: str):
    """A file's name has a bounded length, plain letters alone, and is known again as one of ours."""
    file_name = file_name_of(name)
    assert FILE_NAME.fullmatch(file_name)
    assert len(file_name) <= 80
    assert Path(CLAIMANTS.path_of(name)).parent == Path("claimants")


@given(st.sets(st.text(max_size=20), min_size=2, max_size=20))
def test_each_name_has_a_file_of_its_own(names: set[str]):
    """However alike the names look once they are plain letters."""
    assert len({file_name_of(name).lower() for name in names}) == len(names)
