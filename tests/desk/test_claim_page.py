"""A claim's page: the exact words, every reason with what clears it, and reviews of which none is lost or overwritten."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from httpx import Response
from lxml import html

from desk.web.desk import Desk
from desk.web.marked_text import REACH, excerpt_of
from desk.web.queue_filters import QueueFilters, queue_rows
from flows.publish import publish_snapshot_of
from flows.reviews import Act
from reports.visible import on_one_line
from tests.desk.house import Browser
from warehouse.store import WarehouseBusy

LINK = "https://register.example/missing"
NOTE = "Rang the police.\nThey say nineteen; “confirmed” on Tuesday."


@pytest.fixture
def claim_id(desk: Desk) -> str:
    """A figure that a later version of its page changed, and that other pages carry."""
    (row,) = desk.rows("SELECT claim_id FROM claims WHERE quote = '23 people'")
    return row["claim_id"]


def tree_of(answer: Response) -> html.HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(answer.text)


def text_of(answer: Response) -> str:
    """All words of a page, in one line."""
    return " ".join(tree_of(answer).text_content().split())


def value_of(tree: html.HtmlElement, name: str) -> str | None:
    """What stands in a field of the review form."""
    form = next(each for each in tree.forms if each.get("action", "").endswith("/reviews"))
    return form.fields[name]


def reviews_of(desk: Desk, claim_id: str) -> list[dict[str, object]]:
    """What is kept of a claim in the live file, oldest first."""
    with desk.opener() as warehouse:
        cursor = warehouse.connection.execute(
            "SELECT reviewer, status, verdict, note, evidence_url, undoes FROM reviews WHERE claim_id = ? "
            "ORDER BY reviewed_at",
            [claim_id],
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_the_marked_words_are_the_quote(desk: Desk, client: Browser):
    """Of every claim, whatever other claims lie in it or around it; the text around them is the article's."""
    for row in desk.rows("SELECT claim_id, quote, sentence FROM claims"):
        tree = tree_of(client.get(f"/claims/{row['claim_id']}"))
        marked = "".join(each.text_content() for each in tree.iter("mark"))

        assert " ".join(marked.split()) == " ".join(row["quote"].split())
        (excerpt,) = tree.find_class("excerpt")
        assert on_one_line(row["sentence"]) in " ".join(excerpt.text_content().split())


def test_every_flag_tells_its_inputs_and_what_clears_it(desk: Desk, client: Browser):
    """Of every flag that any claim has."""
    flags = desk.rows("SELECT claim_id, flag, why, clears FROM flags JOIN flag_rules USING (flag)")
    pages = {claim_id: text_of(client.get(f"/claims/{claim_id}")) for claim_id in {row["claim_id"] for row in flags}}

    for row in flags:
        for words in (row["why"], f"Cleared by {row['clears']}", "Fired on"):
            assert " ".join(words.split()) in pages[row["claim_id"]], row


def test_a_claim_without_need_has_a_page_too(desk: Desk, client: Browser):
    """It says that nothing asks for verifying, and can be judged all the same."""
    row, *_ = desk.rows(
        "SELECT claim_id FROM claim_flags WHERE NOT needs_verification AND flags = [] ORDER BY claim_id"
    )
    answer = client.get(f"/claims/{row['claim_id']}")

    assert "nothing here asks for verifying" in text_of(answer)
    assert value_of(tree_of(answer), "note") == ""


def test_an_edit_of_the_figure_is_shown(client: Browser, claim_id: str):
    """Before and after, silent or with a notice, with links to both."""
    tree = tree_of(client.get(f"/claims/{claim_id}"))
    told = [(each.find("del").text, each.find("ins").text) for each in tree.find_class("edit")]

    assert told == [("17 people", "23 people"), ("23 people", "21 people")]
    assert [each.text for each in tree.find_class("silent")] == ["without a notice"]
    assert [each.text for each in tree.find_class("owned")] == ["with a notice of correction"]


def test_a_claim_that_an_earlier_version_made_leads_there(desk: Desk, client: Browser):
    """Its page says where it is reviewed and what came of it, at once; the queue lists the first alone."""
    (row,) = desk.rows("""
        SELECT marks.claim_id, repeats
        FROM marks
        JOIN claims AS now ON now.claim_id = marks.claim_id
        JOIN articles AS newer ON newer.article_id = now.article_id
        JOIN claims AS first ON first.claim_id = repeats
        JOIN articles AS older ON older.article_id = first.article_id
        WHERE older.page_id = newer.page_id
        ORDER BY marks.priority DESC
        LIMIT 1
    """)
    before = text_of(client.get(f"/claims/{row['claim_id']}"))
    desk.append(row["repeats"], Act("Ada", verdict="half_true"), after=None)
    answer = client.get(f"/claims/{row['claim_id']}")

    assert "stands there as: new" in before
    assert (
        "It is reviewed there, and stands there as: resolved, half true (Ada); what is found there holds here too."
        in text_of(answer)
    )
    assert f'href="/claims/{row["repeats"]}"' in answer.text
    assert "says it in the same words, and is reviewed there" in text_of(answer)
    listed = {each["claim_id"] for each in queue_rows(desk, QueueFilters(status="any"), skipped=0, rows=10_000)}
    assert row["claim_id"] not in listed


def test_copies_are_one_source(desk: Desk, client: Browser):
    """Other outlets that carry the text are named, with the claim there."""
    (row,) = desk.rows(
        "SELECT claim_id FROM claims JOIN articles USING (article_id) WHERE quote = '12 people' AND article_id = origin_id"
    )
    answer = client.get(f"/claims/{row['claim_id']}")

    assert "All of them are one source" in text_of(answer)
    for outlet in ("Port Anne Times", "Valley Herald"):
        assert outlet in text_of(answer)
    copies = desk.rows(
        "SELECT claim_id FROM claims JOIN articles USING (article_id) WHERE quote = '12 people' AND title LIKE '%river%'"
    )
    assert f"/claims/{copies[0]['claim_id']}" in answer.text


def test_parts_and_whole_lead_to_each_other(desk: Desk, client: Browser, claim_id: str):
    """Five of the 23 is a part of them."""
    (part,) = desk.rows("SELECT claim_id FROM claims WHERE part_of = $claim_id", {"claim_id": claim_id})

    assert f'href="/claims/{part["claim_id"]}"' in client.get(f"/claims/{claim_id}").text
    assert "The whole" in text_of(client.get(f"/claims/{part['claim_id']}"))


def test_the_beginning_of_an_id_leads_to_the_claim(client: Browser, claim_id: str):
    """In capitals too, with what was asked; none or no id at all is a page that says so."""
    answer = client.get(f"/claims/{claim_id[:9].upper()}?back=/queue?kind=people")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{claim_id}?back=/queue?kind=people")
    for unknown in ("0000000000000000", "00000", "nothing", "x" * 300):
        assert client.get(f"/claims/{unknown}").status_code == 404


def test_a_review_is_kept_and_told(desk: Desk, client: Browser, claim_id: str):
    """Signed by who acts, whatever the form says; the page says so at once and leads on."""
    back = "/queue?kind=people"
    client.get(f"/claims/{claim_id}?back={quote(back)}")
    answer = client.send(
        f"/claims/{claim_id}/reviews",
        verdict="mostly_false", note=NOTE.replace("\n", "\r\n"), evidence_url=LINK, back=back, reviewer="Cleo",
    )  # fmt: skip

    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert "Your review is kept: resolved, mostly false." in text_of(page)
    assert (page.text.count(f"/next?back={quote(back, safe='')}"), page.status_code) == (2, 200)
    kept = {"reviewer": "Ada", "status": "resolved", "verdict": "mostly_false", "note": NOTE, "evidence_url": LINK}
    assert reviews_of(desk, claim_id) == [kept | {"undoes": None}]
    assert NOTE in tree_of(page).text_content()


def test_nobody_writes_over_what_they_have_not_seen(desk: Desk, client_of: Callable[[str], Browser], claim_id: str):
    """The page comes back with who said what, and with note, link, verdict and status as typed; sent again, it is kept."""
    ada, ben = client_of("Ada"), client_of("Ben")
    ada.get(f"/claims/{claim_id}")
    ben.get(f"/claims/{claim_id}")
    assert ben.send(f"/claims/{claim_id}/reviews", verdict="true", note="They confirmed it.").status_code == 303
    typed = {"verdict": "false", "status": "resolved", "note": NOTE, "evidence_url": LINK}

    answer = ada.send(f"/claims/{claim_id}/reviews", **typed, after="", back="/queue?kind=people")

    assert answer.status_code == 409
    tree = tree_of(answer)
    told = " ".join(tree.find_class("conflict")[0].text_content().split())
    assert "Ben reviewed this claim while you wrote" in told
    assert "resolved, true" in told
    assert "They confirmed it." in told
    assert {name: value_of(tree, name) for name in typed} == typed
    assert value_of(tree, "back") == "/queue?kind=people"
    assert len(reviews_of(desk, claim_id)) == 1

    ada.page = answer.text
    again = ada.send(f"/claims/{claim_id}/reviews", **typed, after=value_of(tree, "after"))
    assert again.status_code == 303
    assert [(row["reviewer"], row["verdict"]) for row in reviews_of(desk, claim_id)] == [
        ("Ben", "true"),
        ("Ada", "false"),
    ]
    assert "Reviewers disagree: Ben says true, Ada says false." in text_of(ada.get(f"/claims/{claim_id}"))


def test_a_review_from_elsewhere_is_a_conflict_and_is_shown(desk: Desk, client: Browser, claim_id: str):
    """One that another program wrote into the live file, of which the desk has not heard yet."""
    client.get(f"/claims/{claim_id}")
    desk.writer.append(claim_id, Act("Zoe", status="awaiting_source", note="Asked the ministry."))

    answer = client.send(f"/claims/{claim_id}/reviews", note="mine")

    assert answer.status_code == 409
    assert "Zoe reviewed this claim" in text_of(answer)
    assert "Asked the ministry." in text_of(answer)
    assert value_of(tree_of(answer), "note") == "mine"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"status": "resolved", "note": NOTE}, "resolved by a verdict"),
        ({"verdict": "false", "evidence_url": "www.register.example"}, "a link begins with http"),
        ({"verdict": "likely", "note": NOTE}, "is no verdict"),
        ({"note": "  \n "}, "nothing was said yet"),
        ({"note": "x" * 20_001}, "20,001 characters"),
    ],
)
def test_what_cannot_be_kept_comes_back(desk: Desk, client: Browser, claim_id: str, typed: dict[str, str], said: str):
    """With the rule, and with everything that was typed."""
    client.get(f"/claims/{claim_id}")
    answer = client.send(f"/claims/{claim_id}/reviews", **typed)

    assert answer.status_code == 422
    assert said.lower() in text_of(answer).lower()
    kept = {name: value_of(tree_of(answer), name) for name in typed if name != "verdict" or typed[name] != "likely"}
    assert kept == {name: typed[name].strip() for name in kept}
    assert reviews_of(desk, claim_id) == []


def test_a_busy_warehouse_loses_nothing(desk: Desk, client: Browser, claim_id: str, monkeypatch: pytest.MonkeyPatch):
    """The form comes back to be sent again."""

    def busy(*_: object, **__: object) -> None:
        raise WarehouseBusy("live.duckdb is held by process 7")

    monkeypatch.setattr(desk.writer, "append", busy)
    client.get(f"/claims/{claim_id}")
    answer = client.send(f"/claims/{claim_id}/reviews", verdict="false", note=NOTE)

    assert answer.status_code == 503
    assert "held by process 7" in text_of(answer)
    assert value_of(tree_of(answer), "note") == NOTE
    assert value_of(tree_of(answer), "verdict") == "false"


def test_undo_adds_an_event(desk: Desk, client: Browser, claim_id: str):
    """Nothing is erased: the history shows both, and the claim stands where it stood."""
    client.get(f"/claims/{claim_id}")
    client.send(f"/claims/{claim_id}/reviews", verdict="false")
    tree = tree_of(client.get(f"/claims/{claim_id}"))

    answer = client.send(f"/claims/{claim_id}/undo", note="Wrong claim.", after=value_of(tree, "after"))

    page = client.get(answer.headers["location"])
    assert "Taken back; the claim is new again." in text_of(page)
    kept = reviews_of(desk, claim_id)
    assert [(row["status"], row["undoes"] is None) for row in kept] == [("resolved", True), ("new", False)]
    history = [" ".join(each.text_content().split()) for each in tree_of(page).find_class("history")[0]]
    assert history[0].startswith("Ada took back Ada’s “resolved, false”; the claim is new")
    assert "Wrong claim." in history[0]
    assert "Taken back by Ada" in history[1]
    assert client.send(f"/claims/{claim_id}/undo").status_code == 422


def test_undo_meets_a_newer_review(desk: Desk, client: Browser, claim_id: str):
    """What was not seen is not taken back either."""
    client.get(f"/claims/{claim_id}")
    client.send(f"/claims/{claim_id}/reviews", verdict="false")
    desk.writer.append(claim_id, Act("Zoe", verdict="true"), after=str(desk.rows("FROM all_reviews")[0]["review_id"]))

    answer = client.send(f"/claims/{claim_id}/undo", note="Wrong claim.")

    assert answer.status_code == 409
    assert "Zoe reviewed this claim" in text_of(answer)
    assert "Wrong claim." in answer.text
    assert len(reviews_of(desk, claim_id)) == 2


def test_a_second_opinion_is_asked_for_and_counted(client_of: Callable[[str], Browser], claim_id: str):
    """Who has not judged is told that one person has; two who agree are said to."""
    ada, ben = client_of("Ada"), client_of("Ben")
    ada.get(f"/claims/{claim_id}")
    ada.send(f"/claims/{claim_id}/reviews", verdict="half_true")
    page = ben.get(f"/claims/{claim_id}")
    assert "second opinion" in text_of(page)
    ben.send(f"/claims/{claim_id}/reviews", verdict="half_true", after=value_of(tree_of(page), "after"))

    assert "2 people agree: half true" in text_of(ada.get(f"/claims/{claim_id}"))


def test_readers_see_and_do_not_judge(client_of: Callable[[str], Browser], client: Browser, claim_id: str):
    """No form that would be refused, and the refusal all the same."""
    rita = client_of("Rita")
    answer = rita.get(f"/claims/{claim_id}")

    assert answer.status_code == 200
    assert not [form for form in tree_of(answer).forms if "/claims/" in form.get("action", "")]
    client.get(f"/claims/{claim_id}")
    rita.page = client.page
    assert rita.send(f"/claims/{claim_id}/reviews", verdict="true").status_code == 403


@pytest.mark.parametrize(
    "filters", [QueueFilters(), QueueFilters(kind="people"), QueueFilters(order="newest"), QueueFilters(q="people")]
)
def test_next_and_previous_walk_the_queue(desk: Desk, client: Browser, filters: QueueFilters):
    """In its order, from the first to the last and back to the queue; also from a claim that has left it since."""
    listed = [row["claim_id"] for row in queue_rows(desk, filters, rows=200)]
    back = quote(filters.address, safe="")

    for at, claim_id in enumerate(listed):
        for side, other in (("next", at + 1), ("previous", at - 1)):
            beside = f"/claims/{listed[other]}?back={back}" if 0 <= other < len(listed) else filters.address
            assert client.get(f"/claims/{claim_id}/{side}?back={back}").headers["location"] == beside

    desk.append(listed[1], Act("Ada", status="dismissed"), after=None)
    assert listed[2] in client.get(f"/claims/{listed[1]}/next?back={back}").headers["location"]


def test_a_claim_shows_reviews_after_they_were_published(desk: Desk, client: Browser, claim_id: str):
    """Each once, from the snapshot as before from the desk."""
    client.get(f"/claims/{claim_id}")
    client.send(f"/claims/{claim_id}/reviews", verdict="false", note=NOTE)
    publish_snapshot_of(replace(desk.settings))

    page = client.get(f"/claims/{claim_id}")
    assert len(tree_of(page).find_class("history")[0]) == 1


@pytest.mark.parametrize(
    "text", ["One line. " * 400, "Line.\n" * 500, "word " * 20 + "\n" + "Here it is. " * 5 + "\n" + "x" * 3000, "short"]
)
def test_an_excerpt_is_a_part_of_the_text_around_the_place(text: str):
    """It holds the place, begins and ends at a line or a word, and says where its paragraph goes on."""
    for start in range(0, max(len(text) - 5, 1), 97):
        window_start, window_end = max(start - REACH, 0), min(start + 5 + REACH, len(text))
        got = excerpt_of(text[window_start:window_end], window_start, start, start + 5, len(text))
        end = got.start + len(got.text)

        assert text[got.start : end] == got.text
        assert got.start <= start
        assert end >= min(start + 5, len(text))
        assert got.is_cut_before == (got.start > 0 and text[got.start - 1] != "\n")
        assert got.is_cut_after == (end < len(text) and text[end] != "\n")
