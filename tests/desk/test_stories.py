"""Three outlets on one collapse, at the desk: one row for what they tell, its drawing, and verdicts that hold for copies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from desk.web.app import make_app
from desk.web.desk import Desk, open_desk
from flows.digest import gather_digest
from flows.publish import publish_snapshot_of, write_report
from flows.settings import Settings
from flows.steps import run_inputs
from reports.digest import digest_markdown
from tests.desk.house import ORIGIN, Browser
from tests.desk.test_queue import selectable, shown
from tests.desk.test_work import words_of

BRIDGE = Path(__file__).parent / "bridge"


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the collapse came as it was told: the first, two with one text, a third, a correction."""
    settings = Settings(tmp_path_factory.mktemp("bridge") / "data")
    first, radio, echo, ledger, later = sorted(map(str, BRIDGE.glob("*.json")))
    for inputs in ([first], [radio, echo], [ledger], [later]):
        run_inputs(inputs, settings)
    publish_snapshot_of(settings)
    return settings.data_folder


@pytest.fixture
def settings(covered: Path, tmp_path: Path) -> Settings:
    """The settings of a copy of it."""
    return Settings(shutil.copytree(covered, tmp_path / "data", symlinks=True))


@pytest.fixture
def newsroom(settings: Settings) -> Iterator[Desk]:
    """The desk over it."""
    with open_desk(settings) as opened:
        yield opened


@pytest.fixture
def ada(newsroom: Desk) -> Browser:
    """Ada's browser at that desk."""
    client = TestClient(make_app(newsroom), base_url=ORIGIN, client=("127.0.0.1", 50_000), follow_redirects=False)
    browser = Browser(client)
    browser.say_name("Ada")
    return browser


def claim_of(desk: Desk, quote: str, outlet: str) -> str:
    """The newest claim of an outlet with these words."""
    select = """
        SELECT claim_id FROM claims JOIN articles USING (article_id) JOIN pages USING (page_id)
        WHERE quote = $quote AND outlet = $outlet ORDER BY articles.rowid DESC LIMIT 1
    """
    return str(desk.rows(select, {"quote": quote, "outlet": outlet})[0]["claim_id"])


def test_the_toll_is_one_row_with_every_figure_and_who_tells_it(newsroom: Desk, ada: Browser):
    """Nine at two outlets with one source, eight at a third that cites the coroner, seven at the first until it said eight."""
    tree = html.document_fromstring(ada.get("/queue?q=collapsed+into").text)
    (row,) = tree.xpath("//tr[@data-row]")
    (series,) = row.find_class("series")
    told = [" ".join(each.text_content().split()) for each in series.findall("li")]
    assert [each[:8] for each in told] == ["8 people", "9 people", "7 people"]
    assert "Northern Ledger, citing Dr Petra Lund" in told[0]
    assert "Sull Valley Radio and County Echo (one source), citing police" in told[1]
    assert "Calder Post, citing police, before" in told[2]
    assert "gone" in series.findall("li")[2].get("class", "")


@pytest.mark.parametrize("outlet", ["Calder Post", "Sull Valley Radio", "County Echo", "Northern Ledger"])
def test_the_row_is_found_by_every_outlet_that_tells_it(ada: Browser, outlet: str):
    """Also by one that leads nothing, or has only copied."""
    (whole,) = shown(ada, "/queue?q=collapsed+into")
    assert whole in shown(ada, f"/queue?outlet={outlet.replace(' ', '+')}")


def test_the_page_of_a_claim_draws_what_others_tell(newsroom: Desk, ada: Browser):
    """A lane a figure, and links to each claim; the drawing says in words what it is."""
    claim = claim_of(newsroom, "Nine people", "Sull Valley Radio")
    ada.get(f"/claims/{claim}")
    tree = html.document_fromstring(ada.page)
    (drawing,) = tree.xpath("//section[.//h2[@id='section-thread']]//*[local-name()='svg']")
    assert [each.text for each in drawing.xpath(".//*[local-name()='text']")][:3] == [
        "8 people",
        "9 people",
        "7 people",
    ]
    assert len(drawing.xpath(".//*[local-name()='circle']")) == 5
    links = {each.get("href").partition("?")[0] for each in tree.xpath("//section[.//h2[@id='section-thread']]//a")}
    assert f"/claims/{claim_of(newsroom, 'Eight people', 'Northern Ledger')}" in links
    assert f"/claims/{claim}" not in links


def test_a_verdict_holds_for_the_copy_and_never_for_another_figure(newsroom: Desk, ada: Browser):
    """The copy says where it was found, and stands anew once that is taken back; the other percentage stays open."""
    first = claim_of(newsroom, "85 per cent", "Sull Valley Radio")
    copy, other = claim_of(newsroom, "85 per cent", "County Echo"), claim_of(newsroom, "72 per cent", "Calder Post")
    ada.get(f"/claims/{first}")
    assert ada.send(f"/claims/{first}/reviews", verdict="false").status_code == 303
    page = words_of(ada, f"/claims/{copy}")
    assert "It is copied: Sull Valley Radio had this text before" in page
    assert "stands there as: resolved, false (Ada)" in page
    assert "resolved" not in words_of(ada, f"/claims/{other}").partition("Judge it")[0]
    (item,) = selectable(ada, "/queue?q=85+per+cent")
    assert first in item
    ada.get(f"/claims/{first}")
    (newest,) = newsroom.rows("SELECT review_id FROM status_now WHERE claim_id = $id", {"id": first})
    ada.send(f"/claims/{first}/undo", after=newest["review_id"])
    assert "stands there as: new" in words_of(ada, f"/claims/{copy}")


def test_report_and_digest_tell_it_in_a_row(settings: Settings):
    """One row in the report's table, and the same words in the digest."""
    write_report(settings)
    tree = html.parse(settings.reports_folder / "flagged-claims.html").getroot()
    told = [" ".join(row.text_content().split()) for row in tree.xpath("//table//tr[@id]")]
    # Other rows may quote the sentence of the toll, since theirs cannot be understood without it.
    [words] = [each for each in told if "citing police" in each]
    assert "9 people Sull Valley Radio and County Echo (one source), citing police" in words
    assert "9 people: Sull Valley Radio and County Echo (one source), citing police; 7 people" in digest_markdown(
        gather_digest(settings)[0]
    )
