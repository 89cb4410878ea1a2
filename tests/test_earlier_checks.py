"""Fact-checks of others come in: kept whole, once each, with the rules that they break; what cannot be kept is named."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import Result

from claims.sources.model import Question
from claims.tracking.matching import SURE, FactCheck, embed_facts
from flows import earlier_checks
from flows.at_home import fact_checks_at_home
from flows.earlier_checks import Earlier, import_fact_checks
from flows.fact_check_vectors import read_vectors
from flows.limits import WebLimits
from flows.settings import Settings
from flows.tasks import opener_of
from flows.watch import Cost
from reports.claim_review_files import Found
from tests.site.routes import sending
from tests.site.server import running
from warehouse.ask import ask
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse, read_rows

CASES = Path(__file__).parent / "cases" / "claimreview"
GOOD = json.loads((CASES / "good.jsonld").read_text(encoding="utf-8"))
OTHER = GOOD | {"url": "https://checks.example/ferries", "claimReviewed": "The harbour has no ferries."}


@pytest.fixture
def published(workplace: Path) -> Path:
    """Where the database will be."""
    return Settings(workplace / "factdesk-data").published


def test_a_review_is_kept_whole_with_what_can_be_compared(
    factdesk: Callable[..., Result], workplace: Path, published: Path
):
    """Importing it again finds nothing new, and every declared rule of the warehouse holds."""
    result = factdesk("import", CASES / "good.jsonld")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "Earlier fact-checks: 1 new, 0 known, 0 refused\n"
    assert factdesk("import", CASES / "good.jsonld").stdout == "Earlier fact-checks: 0 new, 1 known, 0 refused\n"
    [row] = ask(published, "SELECT * FROM fact_checks").to_dicts()
    assert json.loads(row["record"]) == GOOD
    assert (row["claimant"], row["publisher"], row["verdict"]) == ("Edda Vogt", "Harbour Checks", "mostly_false")
    assert (str(row["claimed_on"]), str(row["reviewed_on"])) == ("2025-02-03", "2025-02-11")
    assert row["faults"] == []
    with open_warehouse(Settings(workplace / "factdesk-data").live) as warehouse:
        assert run_assertions(warehouse).is_empty()


def test_what_a_review_means_is_kept_beside_it(factdesk: Callable[..., Result], workplace: Path):
    """Embedded once, at its import, so that a claim is matched without embedding the collection again."""
    for _ in range(2):
        factdesk("import", CASES / "good.jsonld")
    with open_warehouse(Settings(workplace / "factdesk-data").live) as warehouse:
        rows = read_rows(warehouse, "SELECT fact_check_id, run_id FROM fact_check_vectors")
        keys = rows["fact_check_id"].to_list()
        kept = read_vectors(warehouse, [*keys, "unknown"])
        known = fact_checks_at_home(warehouse)
    facts = [FactCheck(keys[0], GOOD["claimReviewed"], GOOD.get("headline") or GOOD.get("name") or "")]
    made = embed_facts(facts)
    assert len(keys) == 1
    assert kept is not None
    assert made is not None
    assert np.abs(kept[0, 0] - made[0, 0]).max() < 1 / 127
    assert not kept[1].any()
    [match] = json.loads(known.answer(Question("local_fact_checks", GOOD["claimReviewed"], "", {"on": ""})))
    assert match["sure"] > SURE


def test_a_folder_of_files_comes_in(factdesk: Callable[..., Result], workplace: Path, published: Path):
    """JSON-LD, JSON Lines, a page, packed or not; hidden files and others are left alone."""
    folder = workplace / "checks"
    folder.mkdir()
    made = [GOOD | {"url": f"https://checks.example/{at}", "claimReviewed": f"Claim number {at}."} for at in range(5)]
    (folder / "a.jsonld").write_text(json.dumps(made[0]), encoding="utf-8")
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, made[1:3])), encoding="utf-8")
    script = f'<script type="application/ld+json">{json.dumps(made[3])}</script>'
    shown = f"<body><h1>{made[3]['claimReviewed']}</h1><p>Mostly false</p></body>"
    (folder / "c.html").write_text(f"<html><head>{script}</head>{shown}</html>", encoding="utf-8")
    (folder / "d.json.gz").write_bytes(gzip.compress(json.dumps({"@graph": [made[4]]}).encode()))
    (folder / ".e.json").write_text("broken", encoding="utf-8")
    (folder / "f.txt").write_text("no review", encoding="utf-8")
    result = factdesk("import", folder)
    assert result.exit_code == 0, result.stderr
    assert "5 new" in result.stdout
    rows = ask(published, "SELECT claim_reviewed, faults FROM fact_checks ORDER BY url").rows()
    assert rows == [(f"Claim number {at}.", []) for at in range(5)]


def test_what_breaks_rules_is_kept_and_told(factdesk: Callable[..., Result], workplace: Path, published: Path):
    """The fault stands in its row, and is said with rule and next step."""
    broken = GOOD | {"reviewRating": GOOD["reviewRating"] | {"worstRating": 0}}
    (workplace / "x.json").write_text(json.dumps([broken, OTHER]), encoding="utf-8")
    result = factdesk("import", "x.json")
    assert result.exit_code == 0
    assert "note: x.json, review 1 (The harbour of Lindau" in result.stderr
    assert "reviewRating.worstRating: 0 is below 1. Number the scale from 1 upwards" in result.stderr
    [faults] = ask(published, "SELECT faults FROM fact_checks WHERE len(faults) > 0")["faults"].to_list()
    assert faults == ["worst_below_1: reviewRating.worstRating 0 is below 1"]


UNUSABLE = {
    "no claim": ({"claimReviewed": " "}, "claimReviewed: it is required and missing, so it is no fact-check"),
    "no address": ({"url": "cranes.html"}, "url: it is not an address of the web, so it is no fact-check"),
    "no rating": ({"reviewRating": {"ratingValue": 3}}, "reviewRating.alternateName: it is required and missing"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_be_kept_is_refused_and_lies_among_the_rejects(
    case: str, factdesk: Callable[..., Result], workplace: Path, published: Path
):
    """Whole, so that it can be mended; the others come in."""
    change, words = UNUSABLE[case]
    (workplace / "x.json").write_text(json.dumps([GOOD | change, OTHER]), encoding="utf-8")
    result = factdesk("import", "x.json")
    assert result.exit_code == 1
    assert "1 new, 0 known, 1 refused" in result.stdout
    assert "refused: x.json, review 1" in result.stderr
    assert words in result.stderr
    [row] = ask(published, "SELECT row_json FROM rejects WHERE table_name = 'fact_checks'")["row_json"].to_list()
    assert json.loads(row) == GOOD | change


def test_inputs_that_hold_none_are_named(factdesk: Callable[..., Result], workplace: Path):
    """Each with its rule and the next step; the status is 1."""
    (workplace / "a.json").write_text('{"@type": "NewsArticle"}', encoding="utf-8")
    (workplace / "b.json").write_text('{"claimReviewed": ', encoding="utf-8")
    (workplace / "c.json").write_bytes(b"\x00\x01\x02\x03" * 100)
    (workplace / "empty").mkdir()
    result = factdesk("import", "a.json", "b.json", "c.json", "empty", "gone.json", "ftp://a.example/x")
    assert result.exit_code == 1
    for words in (
        "refused: a.json: it holds no ClaimReview.",
        "refused: b.json: it is not valid JSON (line 1, column 18",
        "refused: c.json: ",
        "refused: empty: no file that could hold ClaimReviews is in this folder",
        "refused: gone.json: there is no such file or folder.",
        "refused: ftp://a.example/x: only addresses of the web are asked",
    ):
        assert words in result.stderr, words


@pytest.mark.parametrize(
    ("page", "seconds", "rule"),
    [
        ("<html>" + "<script" * 200_000, 0.5, "it takes more than 0.5 s of computing"),
        (
            "<html>" + '<script type="application/ld+json">' + " " * 400_000 + "x</script>",
            0.5,
            "it takes more than 0.5 s",
        ),
    ],
    ids=["tags that never close", "blanks without end"],
)
def test_a_page_without_end_costs_itself_alone(page: str, seconds: float, rule: str):
    """It is refused by name when its time is up, and the next document is read."""
    earlier = Earlier(cost=Cost(seconds=seconds))

    earlier.add(page, "hostile.html")
    earlier.add(json.dumps(GOOD), "good.jsonld")

    assert [each.name for each in earlier.refused] == ["hostile.html"]
    assert rule in earlier.refused[0].rule
    assert len(earlier.rows) == 1


def test_a_document_that_trips_the_reader_costs_itself_alone(monkeypatch: pytest.MonkeyPatch):
    """Whatever nobody foresaw is told with the place in the program."""

    def stumbling(*_: object) -> Found:
        raise KeyError("unforeseen")

    with monkeypatch.context() as patched:
        patched.setattr(earlier_checks, "find_claim_reviews", stumbling)
        earlier = Earlier()
        earlier.add("{}", "odd.json")
    earlier.add(json.dumps(GOOD), "good.jsonld")

    assert "it cannot be read (KeyError in test_earlier_checks.py" in earlier.refused[0].rule
    assert len(earlier.rows) == 1


def test_a_feed_of_pages_ends_with_its_time(workplace: Path):
    """However slow each of them is; how many are left is told."""
    with running() as site:
        items = "".join(f"<url><loc>{site.url}/{at}</loc></url>" for at in range(3))
        feed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        site.routes["/feed"] = sending(feed, kind="application/xml")
        web = WebLimits(delay_seconds=0.01, run_seconds=0, allow_loopback=True)
        settings = Settings(workplace / "data", web=web)
        earlier, _saved = import_fact_checks([f"{site.url}/feed"], settings, opener_of(settings))

    assert [each.rule for each in earlier.refused] == [
        "the run has had its 0 s of the web, and 3 of its pages are left for the next"
    ]


def test_an_export_of_earlier_checks_comes_in_again_as_the_same(
    factdesk: Callable[..., Result], workplace: Path, published: Path
):
    """A round trip through JSON Lines loses nothing and makes nothing new."""
    odd = OTHER | {"keywords": ["ä", "\u2028", "=1+1"], "image": {"width": 1e9, "deep": [[{"x": None}]]}}
    (workplace / "x.json").write_text(json.dumps([GOOD, odd]), encoding="utf-8")
    factdesk("import", "x.json")
    assert factdesk("export", "jsonl", "--of", "fact-checks", "--out", "y.jsonl").exit_code == 0
    assert factdesk("import", "y.jsonl").stdout == "Earlier fact-checks: 0 new, 2 known, 0 refused\n"
    assert factdesk("import", "y.jsonl", "--data", "elsewhere").stdout.startswith("Earlier fact-checks: 2 new")
    records = "SELECT fact_check_id, record FROM fact_checks ORDER BY fact_check_id"
    assert ask(Settings(workplace / "elsewhere").published, records).equals(ask(published, records))
    kept = {json.dumps(json.loads(row), sort_keys=True) for row in ask(published, records)["record"]}
    assert kept == {json.dumps(each, sort_keys=True) for each in (GOOD, odd)}


def test_an_import_does_not_become_the_last_run_of_the_report(
    factdesk: Callable[..., Result], kept: Settings, workplace: Path
):
    """The report is about articles."""
    (workplace / "broken.json").write_text("{", encoding="utf-8")
    assert factdesk("import", "broken.json").exit_code == 1
    assert factdesk("report").exit_code == 0
    page = (kept.reports_folder / "flagged-claims.html").read_text(encoding="utf-8")
    assert "broken.json" not in page


def rows_of(factdesk: Callable[..., Result], published: Path, review: object) -> list[dict[str, object]]:
    """Import a review and return the rows that it became."""
    Path("one.json").write_text(json.dumps(review), encoding="utf-8")
    result = factdesk("import", "one.json")
    assert result.exit_code == 0, result.stderr
    return ask(published, "SELECT * FROM fact_checks ORDER BY claimant, claim_reviewed").to_dicts()


def test_why_a_claim_is_rated_so_is_kept(factdesk: Callable[..., Result], published: Path):
    """The rating's explanation stands beside the note, not instead of it."""
    rating = GOOD["reviewRating"] | {"ratingExplanation": "The register lists <b>four</b> cranes."}
    [row] = rows_of(factdesk, published, GOOD | {"reviewRating": rating, "reviewBody": "We asked the port."})

    assert (row["explanation"], row["note"]) == ("The register lists four cranes.", "We asked the port.")


def test_a_review_of_several_claims_becomes_several_rows(factdesk: Callable[..., Result], published: Path):
    """Each with its claimant, day and place; importing it again finds nothing new."""
    items = [
        {"@type": "Claim", "author": {"@type": "Person", "name": "Ada Lind"}, "appearance": "https://a.example/1"},
        {"@type": "Claim", "author": {"@type": "Person", "name": "Bo Tarn"}, "text": "Ten cranes were bought."},
    ]
    rows = rows_of(factdesk, published, GOOD | {"itemReviewed": items})

    assert [(row["claimant"], row["claim_reviewed"], row["appearance_url"]) for row in rows] == [
        ("Ada Lind", GOOD["claimReviewed"], "https://a.example/1"),
        ("Bo Tarn", "Ten cranes were bought.", None),
    ]
    assert len({row["fact_check_id"] for row in rows}) == 2
    assert factdesk("import", "one.json").stdout == "Earlier fact-checks: 0 new, 2 known, 0 refused\n"


@pytest.mark.parametrize(
    "authors",
    [
        [{"@type": "Person", "name": "Jo Lind"}, {"@type": "Organization", "name": "Harbour Checks"}],
        {"@type": "Person", "name": "Jo Lind", "worksFor": {"@type": "Organization", "name": "Harbour Checks"}},
        ["Harbour Checks", {"@type": "Person", "name": "Jo Lind"}],
    ],
)
def test_who_checked_it_is_the_organisation(authors: object, factdesk: Callable[..., Result], published: Path):
    """Whether it stands among the authors or behind one of them."""
    [row] = rows_of(factdesk, published, GOOD | {"author": authors})

    assert row["publisher"] == "Harbour Checks"


def test_markup_in_words_is_not_kept(factdesk: Callable[..., Result], published: Path):
    """Neither tags nor entities, once or twice escaped; the record has them still, and a sign of less is none."""
    said = "<p>The harbour&rsquo;s cranes &lt;em&gt;cost&lt;/em&gt; &lt; 3 million &amp; more.</p><script>alert(1)</script>"
    [row] = rows_of(factdesk, published, GOOD | {"claimReviewed": said, "headline": "Nine<br/>cranes"})

    assert row["claim_reviewed"] == "The harbour’s cranes cost < 3 million & more."
    assert row["title"] == "Nine cranes"
    assert json.loads(str(row["record"]))["claimReviewed"] == said


def test_the_address_of_a_work_is_where_the_claim_was_seen(factdesk: Callable[..., Result], published: Path):
    """In the older form the thing reviewed is the work itself."""
    work = {"@type": "CreativeWork", "url": "https://gazette.example/2025/cranes"}
    [row] = rows_of(factdesk, published, GOOD | {"itemReviewed": work})

    assert (row["appearance_url"], row["faults"]) == ("https://gazette.example/2025/cranes", [])


def test_what_a_row_has_no_place_for_is_told(factdesk: Callable[..., Result], published: Path):
    """Of several places and sources the first is read; several claimants are all named."""
    item = GOOD["itemReviewed"] | {
        "appearance": ["https://a.example/1", "https://a.example/2"],
        "author": [{"@type": "Person", "name": "Ada Lind"}, {"@type": "Person", "name": "Bo Tarn"}],
    }
    review = GOOD | {"itemReviewed": item, "citation": ["https://b.example/1", "https://b.example/2"]}
    [row] = rows_of(factdesk, published, review)
    told = factdesk("import", "one.json").stderr

    assert row["claimant"] == "Ada Lind, Bo Tarn"
    assert "itemReviewed.appearance: the first of 2 is read. The others are kept in the column record" in told
    assert "citation: the first of 2 is read" in told
