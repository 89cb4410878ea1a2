"""Work in a newsroom: who has what, what is old, and the lists of articles and edits."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from desk.web import sections
from desk.web.desk import Desk, open_desk
from desk.web.queue_filters import QueueFilters, queue_rows
from flows.publish import publish_snapshot_of
from flows.reviews import Act
from flows.settings import Settings
from flows.steps import run_inputs
from reports.ages import age_words, old_before
from tests.desk.house import Browser
from tests.desk.test_queue import selectable, shown

STORIES = Path(__file__).parent / "stories"


def words_of(client: Browser, path: str) -> str:
    """All words of a page, in one line."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(html.document_fromstring(answer.text).text_content().split())


def test_work_is_given_and_found_by_who_has_it(client_of: Callable[[str], Browser]):
    """Of items that are given away, each finds its own under "me"; the rest is with nobody yet."""
    ada, ben = client_of("Ada"), client_of("Ben")
    items = selectable(ada, "/queue")
    mine, his = items[0], items[1]
    for item, name in ((mine, "Ada"), (his, "Ben")):
        ada.get("/queue")
        answer = ada.send("/queue/status", claim=",".join(item), assignee=name, back="/queue")
        assert answer.status_code == 303
    assert shown(ada, "/queue?who=mine") == shown(ben, "/queue?who=Ada") == [mine[0]]
    assert shown(ben, "/queue?who=mine") == [his[0]]
    assert "with Ben" in words_of(ada, "/queue?who=Ben")
    left = shown(ada, "/queue?who=unassigned")
    assert set(left) == {item[0] for item in items} - {mine[0], his[0]}
    assert shown(ada, "/queue") == [item[0] for item in items], "what somebody works on is open all the same"


def test_one_takes_a_sentence_from_its_page_and_gives_it_back(desk: Desk, client: Browser):
    """With all its claims; where it stood in the work stays, and the history says who took it."""
    item = next(each for each in selectable(client, "/queue") if len(each) > 1)
    client.get(f"/claims/{item[0]}")
    assert client.send(f"/claims/{item[0]}/assignee", assignee="Ada").status_code == 303
    rows = desk.rows("SELECT claim_id, status, assignee FROM status_now ORDER BY claim_id")
    assert rows == [{"claim_id": each, "status": "new", "assignee": "Ada"} for each in sorted(item)]
    page = words_of(client, f"/claims/{item[0]}")
    assert "It is yours." in page
    assert "Ada took it" in page
    client.send(f"/claims/{item[0]}/assignee", assignee="-", after=_newest(client))
    assert "It is with nobody yet." in words_of(client, f"/claims/{item[0]}")
    assert shown(client, "/queue?who=mine") == []


def test_a_verdict_leaves_the_work_with_who_has_it_and_undo_brings_the_former_back(desk: Desk, client: Browser):
    """Who has a claim is said by its newest review that holds, as its status is."""
    claim = shown(client, "/queue")[0]
    for act in (Act("Ada", assignee="Ben"), Act("Ada", verdict="true"), Act("Ada", assignee="Cleo")):
        desk.append(claim, act, after=None)
    standing = "SELECT status, verdict, assignee FROM status_now WHERE claim_id = $claim_id"
    known = {"claim_id": claim}
    assert desk.rows(standing, known) == [{"status": "resolved", "verdict": "true", "assignee": "Cleo"}]
    desk.undo(claim, "Ada", note=None, after=None)
    assert desk.rows(standing, known) == [{"status": "resolved", "verdict": "true", "assignee": "Ben"}]
    for _ in range(2):
        desk.undo(claim, "Ada", note=None, after=None)
    assert desk.rows(standing, known) == []


def test_who_takes_what_somebody_took_meanwhile_is_told(client_of: Callable[[str], Browser]):
    """Two who reach for one claim: the later sees who has it, and nothing was changed."""
    ada, ben = client_of("Ada"), client_of("Ben")
    claim = shown(ada, "/queue")[0]
    for browser in (ada, ben):
        browser.get(f"/claims/{claim}")
    assert ada.send(f"/claims/{claim}/assignee", assignee="Ada").status_code == 303
    answer = ben.send(f"/claims/{claim}/assignee", assignee="Ben")
    assert answer.status_code == 409
    assert "It is with <b><bdi>Ada</bdi></b>" in answer.text


@pytest.mark.parametrize(
    ("days", "said"), [(0, ""), (30, ""), (31, "1 month old"), (100, "3 months old"), (800, "2 years old")]
)
def test_a_story_is_old_after_a_month(days: int, said: str):
    """A figure of a story that was published long ago says so; one without a day says nothing."""
    today = date(2026, 11, 30)
    assert age_words(today - timedelta(days=days), today) == said
    assert (today - timedelta(days=days) < old_before(today)) == bool(said)
    assert age_words(None, today) == ""


def test_an_old_story_that_is_read_today_is_not_todays_news(published_stories: Path, tmp_path: Path):
    """It stands behind all that was published lately, however much hangs on it, and its age stands beside it."""
    settings = Settings(shutil.copytree(published_stories, tmp_path / "data", symlinks=True))
    moment = datetime.now(UTC) - timedelta(days=2)
    story = {
        "title": "Tram fares",
        "url": "https://tram.example/fares",
        "date": moment.isoformat(timespec="seconds"),
        "text": "The tram company said on Tuesday that 61% of its riders had bought a yearly ticket.",
    }
    (tmp_path / "tram.json").write_text(json.dumps(story), encoding="utf-8")
    run_inputs([str(tmp_path / "tram.json")], settings)
    publish_snapshot_of(settings)
    with open_desk(settings) as desk:
        listed = queue_rows(desk, QueueFilters(), rows=500)
        newest = queue_rows(desk, QueueFilters(order="newest"), rows=500)
    dated = [row for row in listed if row["published_at"]]
    assert dated[0]["title"] == "Tram fares"
    assert dated[0]["priority"] < max(row["priority"] for row in dated)
    assert newest[0]["title"] == "Tram fares"


def test_the_age_of_an_old_story_stands_in_its_row(client: Browser):
    """Whoever reads the queue sees that the flood is not of today."""
    assert re.search(r"3 March 2026 \d+ months old", words_of(client, "/queue?q=flood"))


def test_every_article_is_listed_once_by_its_newest_version(desk: Desk, client: Browser):
    """With its outlet, when it was read, and how much of it waits; words narrow the list."""
    pages = desk.rows("SELECT count(*) AS pages FROM pages")[0]["pages"]
    tree = html.document_fromstring(client.get("/articles").text)
    rows = tree.xpath("//table[contains(@class, 'articles')]/tbody/tr")
    assert len(rows) == pages
    assert "3 versions" in words_of(client, "/articles?q=gazette.example/news/flood")
    assert "1 article," in words_of(client, "/articles?q=gazette.example/news/flood")
    assert "No article has these words" in words_of(client, "/articles?q=zzzz")


def test_versions_and_copies_are_lists_of_their_own(desk: Desk, client: Browser):
    """What "and 12 more" leads to: every version of a page, and every page with a text, each once."""
    (gazette,) = desk.rows(
        "SELECT min(article_id) AS article_id FROM articles JOIN pages USING (page_id) WHERE url = 'https://gazette.example/news/flood'"
    )
    assert "3 versions, the latest read first" in words_of(client, f"/articles?versions_of={gazette['article_id']}")
    assert "3 pages, the newest first" in words_of(client, f"/articles?copies_of={gazette['article_id']}")


def test_what_is_left_out_of_a_section_is_led_to(desk: Desk, client: Browser, monkeypatch: pytest.MonkeyPatch):
    """A list that ends early says how many more there are, and that leads to all of them."""
    listed = sections._queries("article")
    shorter = tuple(each._replace(sql=each.sql.replace("LIMIT 100", "LIMIT 1")) for each in listed)
    monkeypatch.setattr(sections, "_queries", lambda page: shorter if page == "article" else listed)
    (copy,) = desk.rows("SELECT article_id FROM articles WHERE title = 'Merrow flood: 12 dead'")
    tree = html.document_fromstring(client.get(f"/articles/{copy['article_id']}").text)
    links = {" ".join(each.text_content().split()): each.get("href") for each in tree.iter("a")}
    assert links["and 1 more"] == f"/articles?copies_of={copy['article_id']}"


def test_versions_of_a_page_are_no_copies(desk: Desk, client: Browser):
    """A page that was edited twice is one page that carries the text, and an outlet that edits copies nobody."""
    (copy,) = desk.rows("SELECT article_id FROM articles WHERE title = 'Merrow flood: 12 dead'")
    assert "2 other pages carry this text" in words_of(client, f"/articles/{copy['article_id']}")
    assert "with the text of another" not in words_of(client, "/outlets/The%20Merrow%20Gazette")
    assert "1 page with the text of another" in words_of(client, "/outlets/Valley%20Herald")


def test_edits_have_a_page_that_leads_to_both_sides_by_their_time(client: Browser):
    """Each figure as it stood before and after, with when each was read; those without a notice apart."""
    page = words_of(client, "/edits")
    assert "23 people" in page
    assert re.search(r"Before: read \d+ \w+ \d{4}, \d\d:\d\d UTC; After: read", page)
    assert "No edit is left" in words_of(client, "/edits?q=zzzz")
    every, silent = (
        int(re.findall(r"(\d+) figure", words_of(client, each))[0]) for each in ("/edits", "/edits?silent=yes")
    )
    assert 0 <= silent <= every


def test_the_help_names_every_key_of_the_script(client: Browser):
    """Also the one that sends a form."""
    page = words_of(client, "/help")
    script = (Path(__file__).parents[2] / "desk" / "web" / "static" / "desk.js").read_text(encoding="utf-8")
    deeds = re.search(r"const deeds = \{(.*?)\n\};", script, re.DOTALL)
    assert deeds
    tree = html.document_fromstring(client.page)
    told = {each.text for each in tree.xpath("//*[@id='the-keys']/..//kbd")}
    assert {name or quoted for name, quoted in re.findall(r'^  (?:(\w)|"(.)"):', deeds[1], re.MULTILINE)} <= told
    assert re.search(r"Ctrl Enter\s*send the form", page)


def _newest(client: Browser) -> str:
    """The newest review that the last page has seen."""
    found = re.search(r'name="after" value="([0-9a-f]*)"', client.page)
    assert found
    return found[1]
