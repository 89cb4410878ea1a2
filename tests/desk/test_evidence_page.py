"""Evidence on a claim's page: the question first, what sources say as a table, and one key that takes it into the review."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from desk.web.desk import Desk
from flows.publish import publish_snapshot_of
from flows.tasks import opener_of
from reports.asking import search_words, searches_of
from schemas.table import frame_of
from schemas.tables import TABLES
from tests.desk.house import Browser
from tests.desk.test_article_page import tree_of
from warehouse.store import read_rows, save

AT = datetime(2026, 3, 1, tzinfo=UTC)
SAYS = "The harbour register gives 40, which is what the article prints."
SERIES = '[["2021-12-31", 38], ["2022-12-31", 44], ["2023-12-31", 40]]'


@pytest.fixture
def claim(desk: Desk) -> str:
    """Return a claim that two sources have spoken of, the register last."""
    with opener_of(desk.settings)() as warehouse:
        claim_id = str(read_rows(warehouse, "SELECT claim_id FROM verification_queue LIMIT 1").item())
        shared = {"claim_id": claim_id, "retrieved_at": AT}
        rows = [
            shared
            | {"evidence_id": "a" * 16, "source": "wikidata", "outcome": "silent", "says": "Wikidata has no such item."},
            shared
            | {
                "evidence_id": "b" * 16, "source": "own_register", "outcome": "supports", "says": SAYS,
                "url": "https://register.example/row", "publisher": "Harbour register", "as_of": date(2023, 12, 31), "series": SERIES,
            },
        ]  # fmt: skip
        save(warehouse, "evidence", frame_of(rows, TABLES["evidence"]), run_id="r", at=AT)
    publish_snapshot_of(desk.settings)
    return claim_id


def test_the_question_comes_first(client: Browser, claim: str):
    """Above the claim's own words stand what to ask, who would settle it, and links that only a reader follows."""
    tree = tree_of(client.get(f"/claims/{claim}"))

    head = " ".join(tree.xpath("//header[contains(@class, 'page-head')]")[0].text_content().split())
    assert head.index("Ask:") < head.index("“")
    assert "Settled by" in head
    links = tree.xpath("//p[contains(@class, 'searches')]//a")
    assert len(links) >= 2
    assert all(link.get("rel") == "noopener noreferrer nofollow" for link in links)


def test_evidence_is_a_table_with_a_chart(client: Browser, claim: str):
    """Source, sentence, day and comparison of each; a line where a series came back."""
    tree = tree_of(client.get(f"/claims/{claim}"))

    table = " ".join(tree.xpath("//table[contains(@class, 'evidence')]")[0].text_content().split())
    assert SAYS in table
    assert "agrees" in table
    assert "says nothing of it" in table
    (line,) = tree.xpath("//polyline")
    assert len(line.get("points").split()) == 3


def test_one_key_takes_evidence_into_the_review(client: Browser, claim: str):
    """The key's link brings the page with the link and the sentence in the form, and nothing is written yet."""
    tree = tree_of(client.get(f"/claims/{claim}"))
    (taken,) = tree.xpath("//a[@data-key='e']")

    form = tree_of(client.get(taken.get("href").partition("#")[0])).xpath("//form[contains(@class, 'judge')]")[0]

    assert form.xpath(".//input[@name='evidence_url']/@value") == ["https://register.example/row"]
    assert SAYS in form.xpath(".//textarea[@name='note']")[0].text_content()
    assert not form.xpath(".//input[@name='verdict' and @value!='' and @checked]")


def test_what_is_taken_must_be_of_the_claim(client: Browser, claim: str):
    """An id that is none, or of another claim, fills nothing in."""
    for asked in ("0" * 16, "x'; DROP TABLE evidence; --", ""):
        form = tree_of(client.get(f"/claims/{claim}?take={asked}")).xpath("//form[contains(@class, 'judge')]")[0]
        assert form.xpath(".//input[@name='evidence_url']/@value") == [""]


def test_a_search_looks_for_the_claims_own_words():
    """What only asks is left out, with the days that were put in, and nothing of the words can end the address."""
    question = (
        "In the story “Docks” (kurier.example), after “It says: nothing”, it says: “Fjordport employed 3,000 welders & "
        "‘cheap’ crews last year [2023].” Is the figure “3,000 welders” right, and by whose count?"
    )

    assert search_words(question) == "Fjordport employed 3,000 welders & cheap crews last year."
    for _title, address in searches_of({"question": question, "authority": "statistics"}):
        assert urlsplit(address).scheme == "https"
        assert "&" not in parse_qs(urlsplit(address).query, keep_blank_values=True)


def test_every_question_of_the_warehouse_shows(desk: Desk):
    """In SQL as a column of the claims and of the views that people ask."""
    found = desk.rows("SELECT count(*) AS n, count(question) AS asked, count(authority) AS by FROM flagged_claims", {})

    assert found[0]["n"] == found[0]["asked"] == found[0]["by"] > 0
