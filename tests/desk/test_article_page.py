"""An article's page: its whole text with every claim in place, its versions, and where its words come from."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx import Response
from lxml import html

from desk.web.desk import Desk
from desk.web.marked_text import PART, parts_of
from flows.publish import publish_snapshot_of
from flows.steps import run_inputs
from reports.visible import on_one_line
from tests.desk.house import Browser
from warehouse.store import open_warehouse

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks" / "pages.toml").read_text("utf-8"))["attack"]
MARKUP = "<script>alert('x')</script>"
NEWEST = "SELECT * FROM articles JOIN pages USING (page_id) WHERE url LIKE '%/flood' ORDER BY fetched_at DESC LIMIT 1"


@pytest.fixture
def article(desk: Desk) -> dict[str, object]:
    """The newest version of a story that other pages copied."""
    return desk.rows(NEWEST)[0]


def tree_of(answer: Response) -> html.HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(answer.text)


def text_of(answer: Response) -> str:
    """All words of a page, in one line."""
    return " ".join(tree_of(answer).text_content().split())


def test_the_whole_text_is_there_with_every_claim_in_place(desk: Desk, client: Browser):
    """Of every article: no character is lost, and each claim's anchor stands right before its words."""
    for row in desk.rows("SELECT article_id, text FROM articles"):
        (text,) = tree_of(client.get(f"/articles/{row['article_id']}")).find_class("text")
        for note in text.find_class("note"):
            note.drop_tree()
        shown = "".join(text.text_content().split())
        assert shown == "".join(on_one_line(row["text"]).split())

        for claim in desk.rows("SELECT * FROM claims WHERE article_id = $article_id", row):
            (anchor,) = text.xpath(f"//span[@id='words-{claim['claim_id']}']")
            after = "".join("".join(anchor.xpath("following::text()")).split())
            assert after.startswith("".join(on_one_line(claim["quote"]).split()))


def test_every_claim_is_listed_with_a_link(desk: Desk, client: Browser, article: dict[str, object]):
    """Sentences to verify are numbered as in the text, each by the claim that leads it."""
    claims = desk.rows(
        "SELECT claim_id, needs_verification, item_claims IS NOT NULL AS leads FROM claims JOIN marks USING (claim_id) "
        "WHERE claims.article_id = $article_id ORDER BY start_char, end_char, claims.claim_id",
        article,
    )
    tree = tree_of(client.get(f"/articles/{article['article_id']}"))

    listed = {each.get("id"): each.find_class("number")[0].text for each in tree.find_class("listed")[0]}
    flagged = [f"claim-{row['claim_id']}" for row in claims if row["needs_verification"]]
    assert {f"claim-{row['claim_id']}" for row in claims if row["leads"]} <= listed.keys() <= set(flagged)
    assert [*listed.values()] == [str(number) for number in range(1, len(listed) + 1)]
    links = {each.get("href") for each in tree.iter("a")}
    assert {f"/claims/{row['claim_id']}" for row in claims} <= links


def test_versions_edits_and_copies_are_told(client: Browser, article: dict[str, object]):
    """With links to each."""
    page = client.get(f"/articles/{article['article_id']}")
    tree = tree_of(page)

    assert [(each.find("del").text, each.find("ins").text) for each in tree.find_class("edit")] == [
        ("23 people", "21 people")
    ]
    versions = tree.xpath("//h2[@id='section-versions']/following-sibling::ol/li")
    assert [" ".join(each.text_content().split()).split(",")[0] for each in versions][-1] == "This version"
    assert all(re.search(r"ead \d+ \w+ \d{4}, \d\d:\d\d UTC", each.text_content()) for each in versions), (
        "by their time"
    )
    assert "2 other pages carry this text" in text_of(page)
    assert tree.xpath("//a[@href='https://gazette.example/news/flood']")[0].get("rel") == "noopener noreferrer nofollow"


def test_missing_metadata_is_said(desk: Desk, client: Browser):
    """Not guessed, and no empty boxes."""
    (row,) = desk.rows("SELECT article_id FROM articles WHERE title IS NULL")
    page = client.get(f"/articles/{row['article_id']}")

    assert "No headline, byline" in text_of(page)
    assert "Versions of this page" not in page.text
    assert "Where its words come from" not in page.text


def test_a_long_article_is_shown_in_parts(desk: Desk, client: Browser, tmp_path: Path):
    """A claim's link leads to the part that has its words; numbers of parts that are not there show the first."""
    filler = "and so on " * 250 + ".\n\n"
    text = filler * (PART * 3 // 2 // len(filler)) + "The city counted 3,000 new trees along the river, the mayor said."
    file = tmp_path / "long.json"
    file.write_text(json.dumps({"title": "Trees", "text": text}), "utf-8")
    run_inputs([str(file)], desk.settings)
    publish_snapshot_of(desk.settings)
    (row,) = desk.rows(
        "SELECT article_id, claim_id, start_char FROM claims JOIN articles USING (article_id) "
        "WHERE title = 'Trees' AND quote LIKE '%3,000%'"
    )
    (link,) = tree_of(client.get(f"/claims/{row['claim_id']}")).xpath("//a[starts-with(@href, '/articles/')]")
    address = urlsplit(link.get("href"))

    page = client.get(f"{address.path}?{address.query}")
    assert tree_of(page).xpath(f"//*[@id='{address.fragment}']")
    assert "is shown in parts" in text_of(page)
    assert f'id="{address.fragment}"' not in client.get(address.path).text
    for odd in ("part=99", "part=-1", "part=x", "at=99999999", "at=²"):
        assert "Part 1 of" in client.get(f"{address.path}?{odd}").text


@pytest.mark.parametrize("text", ["", "short", "x" * (3 * PART), "A line.\n" * PART])
def test_parts_are_the_text(text: str):
    """Joined they are the text again, and none is much longer than said."""
    parts = parts_of(text)

    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= PART * 5 // 4 for start, end in parts)


def test_unknown_articles_are_a_page(client: Browser, article: dict[str, object]):
    """The beginning of an id leads to it."""
    start = str(article["article_id"])[:8]
    assert client.get(f"/articles/{start}").headers["location"] == f"/articles/{article['article_id']}"
    for unknown in ("0000000000000000", "00000", "nothing"):
        assert client.get(f"/articles/{unknown}").status_code == 404


# --- attacks

CLAIM = "76b26f33c1f787e1"  # 23 people, in the second version of the story


def poisoned(desk: Desk, update: str) -> None:
    """Write what an attacker got into the warehouse, and publish it."""
    with open_warehouse(desk.settings.live) as warehouse:
        warehouse.connection.execute(update, {"words": MARKUP} if "$words" in update else None)
    publish_snapshot_of(desk.settings)


def sent(ada: Browser, **fields: str) -> Response:
    """Send the review form, and return the page that answers."""
    ada.get(f"/claims/{CLAIM}")
    answer = ada.send(f"/claims/{CLAIM}/{fields.pop('to', 'reviews')}", **fields)
    return ada.get(answer.headers["location"]) if answer.status_code == 303 else answer


def in_column(table: str, column: str, *, path: str = f"/claims/{CLAIM}") -> Callable[[Desk, Browser], Response]:
    """Return the attack that puts markup into every row of a column."""

    def attack(desk: Desk, ada: Browser) -> Response:
        poisoned(desk, f"UPDATE {table} SET {column} = $words")
        return ada.get(path)

    return attack


def article_with(table: str, column: str) -> Callable[[Desk, Browser], Response]:
    """Return the same, for the page of the article."""

    def attack(desk: Desk, ada: Browser) -> Response:
        poisoned(desk, f"UPDATE {table} SET {column} = $words")
        return ada.get(f"/articles/{desk.rows(NEWEST)[0]['article_id']}")

    return attack


def hostile_story(desk: Desk, ada: Browser) -> Response:
    """The article whose text and metadata are markup."""
    return ada.get(
        f"/articles/{desk.rows('SELECT * FROM articles WHERE text LIKE $x', {'x': '%</mark>%'})[0]['article_id']}"
    )


def hostile_claim(desk: Desk, ada: Browser) -> Response:
    """A claim in it."""
    return ada.get(
        f"/claims/{desk.rows('SELECT * FROM claims WHERE sentence LIKE $x', {'x': '%</mark>%'})[0]['claim_id']}"
    )


def script_address(desk: Desk, ada: Browser) -> Response:
    """A page whose address is a script."""
    poisoned(desk, "UPDATE pages SET url = 'javascript:alert(1)'")
    return ada.get(f"/articles/{desk.rows('SELECT * FROM articles LIMIT 1')[0]['article_id']}")


def old_script_link(desk: Desk, ada: Browser) -> Response:
    """A review with such a link, from before links were looked at."""
    sent(ada, verdict="false")
    poisoned(desk, "UPDATE reviews SET evidence_url = 'javascript:alert(1)'")
    return ada.get(f"/claims/{CLAIM}")


def reader_judges(desk: Desk, ada: Browser) -> Response:
    """Somebody who may only read, with a token of their own."""
    rita = Browser(ada.client, extra={"x-forwarded-user": "Rita"})
    rita.get("/queue")
    return rita.send(f"/claims/{CLAIM}/reviews", verdict="true")


TRIES: dict[str, Callable[[Desk, Browser], Response]] = {
    "script_in_title": article_with("articles", "title"),
    "script_in_byline": article_with("articles", "byline"),
    "script_in_outlet": article_with("pages", "outlet"),
    "script_in_agency": article_with("articles", "agency"),
    "script_in_title_of_a_claim": in_column("articles", "title"),
    "script_in_claimant": in_column("claims", "claimant"),
    "script_in_measured": in_column("claims", "measured"),
    "script_in_statement": in_column("claims", "statement"),
    "script_in_cue": in_column("claims", "cue"),
    "script_in_a_flags_meaning": in_column("flag_rules", "clears"),
    "script_in_a_flags_inputs": lambda desk, ada: (
        poisoned(desk, "UPDATE marks SET details = list_transform(flags, lambda each: CAST(json_object('words', $words) AS VARCHAR))"), ada.get(f"/claims/{CLAIM}"))[1],
    "markup_in_the_text": hostile_story,
    "end_of_the_mark_in_the_text": hostile_claim,
    "script_in_note": lambda _, ada: sent(ada, verdict="false", note=f"</textarea>{MARKUP}"),
    "script_in_a_refused_note": lambda _, ada: sent(ada, status="resolved", note=f"</textarea>{MARKUP}"),
    "script_in_a_refused_link": lambda _, ada: sent(ada, note="x", evidence_url=f'">{MARKUP}'),
    "script_in_an_undo": lambda _, ada: (sent(ada, verdict="true"), sent(ada, to="undo", note=MARKUP))[1],
    "script_as_the_pages_address": script_address,
    "script_as_link_to_evidence": lambda _, ada: sent(ada, verdict="false", evidence_url="javascript:alert(1)"),
    "script_as_link_in_an_old_review": old_script_link,
    "hidden_characters_in_a_note": lambda _, ada: sent(ada, verdict="false", note="good \u202e dab"),
    "way_back_to_another_site": lambda _, ada: sent(ada, verdict="false", back="//evil.example/queue"),
    "way_back_by_a_script": lambda _, ada: ada.get(f"/claims/{CLAIM}?back=javascript:alert(1)"),
    "way_back_with_a_backslash": lambda _, ada: ada.get(f"/claims/{CLAIM}/next?back=/%5Cevil.example"),
    "next_with_sql_in_the_filters": lambda _, ada: ada.get(f"/claims/{CLAIM}/next?back=/queue%3Fkind%3D'/**/OR/**/1%3D1--"),
    "sql_as_an_id": lambda _, ada: ada.get("/claims/'%20OR%20'1'%3D'1"),
    "path_as_an_id": lambda _, ada: ada.get("/claims/..%2f..%2fwarehouse"),
    "made_up_review_seen": lambda _, ada: sent(ada, verdict="false", after="0" * 16),
    "made_up_status": lambda _, ada: sent(ada, status="published"),
    "review_without_a_token": lambda _, ada: ada.post(f"/claims/{CLAIM}/reviews", {"verdict": "true"}),
    "review_by_a_reader": reader_judges,
    "review_of_no_claim": lambda _, ada: (
        ada.get(f"/claims/{CLAIM}"), ada.send("/claims/0000000000000000/reviews", verdict="true"))[1],
    "signed_with_another_name": lambda _, ada: sent(ada, verdict="false", reviewer=MARKUP, user="Ben"),
}  # fmt: skip


def refuse_live_markup(answer: Response) -> None:
    """No script but ours, no handler, no address but the web's and our own."""
    if "html" not in answer.headers.get("content-type", ""):
        return
    tree = tree_of(answer)
    assert [each.get("src") for each in tree.iter("script")] in ([], ["/static/desk.js"])
    assert not [name for each in tree.xpath("//*") for name in each.attrib if name.startswith("on")]
    assert not list(tree.iter("iframe", "object", "embed", "base", "img", "b-o-l-d"))
    for each in tree.iter("a", "form", "link"):
        address = each.get("href") or each.get("action") or ""
        assert urlsplit(address).scheme in {"", "https", "http"}
        assert not address.startswith(("//", "/\\"))
        assert "evil" not in address


def test_every_attack_is_tried():
    """The list and the tries name the same."""
    assert [row["name"] for row in ATTACKS] == list(TRIES)
    assert all(set(row) == {"name", "attack", "outcome"} for row in ATTACKS)


@pytest.mark.parametrize("row", ATTACKS, ids=[row["name"] for row in ATTACKS])
def test_attack(desk: Desk, client: Browser, row: dict[str, str]):
    """It ends as the list says: with this status, and with these words on the page (or, after `not`, without them)."""
    answer = TRIES[row["name"]](desk, client)

    status, _, outcome = row["outcome"].partition(": ")
    assert answer.status_code == int(status)
    refuse_live_markup(answer)
    for words in outcome.split(" | ") if outcome else ():
        said = answer.headers["location"] if words.startswith("/") else on_one_line(text_of(answer))
        if words.startswith("not "):
            assert words.removeprefix("not ") not in said
        else:
            assert words in said
