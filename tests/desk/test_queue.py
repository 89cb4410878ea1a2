"""The queue and the lists: filters in the address, several claims at once, nothing lost in between."""

import csv
import io
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desk.web.desk import Desk
from desk.web.queue_filters import PAGE_ROWS, QueueFilters, filters_of, queue_rows
from flows.reviews import Act
from flows.rows import rejects_frame
from flows.settings import Settings
from tests.desk.house import Browser
from warehouse.ask import ask
from warehouse.store import open_warehouse, save

_ROW = re.compile(r'name="claim" value="([0-9a-f]{16})((?:,[0-9a-f]{16})*)"')


@pytest.fixture
def kept(desk_folder: Path) -> Settings:
    """The settings of the desk's data folder."""
    return Settings(desk_folder)


def shown(client: Browser, path: str) -> list[str]:
    """The items that a page of the queue lists, in order, each by the claim that leads it."""
    return [claims[0] for claims in selectable(client, path)]


def selectable(client: Browser, path: str) -> list[list[str]]:
    """The claims of each item that a page of the queue lists, the leading one first."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return [[lead, *others.split(",")[1:]] for lead, others in _ROW.findall(answer.text)]


def asked(kept: Settings, where: str) -> list[str]:
    """The items that have a flagged claim for which a condition holds, in the order of the queue."""
    select = (
        "SELECT claim_id FROM (SELECT *, rowid AS mark_row FROM marks) WHERE item_claims IS NOT NULL "
        f"AND item IN (SELECT item FROM flagged_claims WHERE ({where}) AND item IS NOT NULL) "
        # The stories of these tests are old; one that does not say its day may be of today.
        "ORDER BY published_at IS NOT NULL, priority DESC, published_at DESC NULLS LAST, mark_row"
    )
    return ask(kept.published, select)["claim_id"].to_list()


def test_the_queue_lists_every_sentence_with_flagged_claims_once_in_its_order(client: Browser, kept: Settings):
    """All of them, over as many pages as it takes."""
    wanted = asked(kept, "true")
    pages = [shown(client, f"/queue?page={page}") for page in range(1, len(wanted) // PAGE_ROWS + 2)]

    assert [claim for page in pages for claim in page] == wanted
    assert f"{len(wanted)} sentences to verify" in client.get("/queue").text


@pytest.mark.parametrize(
    ("filters", "where"),
    [
        ("flag=people_count", "claim_id IN (SELECT claim_id FROM flags WHERE flag = 'people_count')"),
        ("kind=money", "kind = 'money'"),
        ("claimant=North+Korea", "claimant = 'North Korea'"),
        # What an outlet has copied is found by it too, where it was told first.
        (
            "outlet=Valley+Herald",
            "claim_id IN (SELECT coalesce(repeats, claim_id) FROM marks WHERE outlet = 'Valley Herald')",
        ),
        ("q=PEOPLE", r"regexp_matches(lower(concat_ws('; ', sentence, statement)), '\bpeople\b')"),
        ("q=peop", "false"),
        ("q=peop*", r"regexp_matches(lower(concat_ws('; ', sentence, statement)), '\bpeop')"),
        ("since=2020-01-01", "published_at >= DATE '2020-01-01'"),
        ("until=2020-01-01", "published_at < DATE '2020-01-02'"),
        ("status=resolved", "false"),
        ("status=any", "true"),
        (
            "kind=money&flag=money_total",
            "kind = 'money' AND claim_id IN (SELECT claim_id FROM flags WHERE flag = 'money_total')",
        ),
        ("q=%25", "contains(sentence, '%')"),
        ("q='+OR+1=1+--", "false"),
    ],
)
def test_each_filter_leaves_what_it_says(filters: str, where: str, client: Browser, kept: Settings):
    """And the page tells how many these are."""
    wanted = asked(kept, where)

    assert shown(client, f"/queue?{filters}") == wanted[:PAGE_ROWS]
    count = f"{len(wanted):,} sentence" if wanted else "No sentences"
    assert count in client.page


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ("since=yesterday", "since “yesterday” is no day; write it as 2026-01-31"),
        ("since=2026-W01-1", "since “2026-W01-1” is no day"),
        ("until=20260131", "until “20260131” is no day"),
        ("status=lost", "status “lost” is no status"),
        ("order=random", "order “random” is no order"),
        ("q=" + "x" * 201, "is longer than 200 characters"),
    ],
)
def test_a_filter_that_cannot_be_used_is_told_and_left_out(filters: str, told: str, client: Browser, kept: Settings):
    """The rest of the queue is shown all the same."""
    assert shown(client, f"/queue?{filters}") == asked(kept, "true")[:PAGE_ROWS]
    assert told in client.page


@pytest.mark.parametrize(
    "address",
    [
        "/queue",
        "/queue?flag=ranking&q=a+b&page=3",
        "/queue?status=any&order=newest",
        "/queue?who=mine",
        "/queue?who=Ben",
    ],
)
def test_the_address_of_the_filters_is_the_one_they_were_read_from(address: str):
    """So that a bookmark, the next page and the way back lead to the same rows."""
    assert filters_of(address, "Ada").address == address


def test_an_address_of_another_page_has_no_filters():
    """The plain queue is meant."""
    assert filters_of("/claims/1?flag=ranking", "Ada") == QueueFilters()


def test_several_claims_get_a_status_at_once(client: Browser, kept: Settings, desk: Desk):
    """All claims of an item do: they leave the view of the new ones, and each has a signed review of its own."""
    items = selectable(client, "/queue")
    chosen = [next(each for each in items if len(each) > 1), next(each for each in items if len(each) == 1)]
    two, every = [each[0] for each in chosen], [claim for each in chosen for claim in each]

    answer = client.post(
        "/queue/status",
        {
            "csrf_token": client.token,
            "claim": [",".join(each) for each in chosen],
            "status": "dismissed",
            "note": "no figure",
            "back": "/queue?q=a",
        },
    )

    assert (answer.status_code, answer.headers["location"]) == (303, f"/queue?q=a&done={len(every)}")
    assert not set(two) & set(shown(client, "/queue"))
    assert set(shown(client, "/queue?status=dismissed")) == set(two)
    kept_rows = desk.rows("SELECT claim_id, status, note, reviewer FROM all_reviews ORDER BY claim_id")
    assert [(row["claim_id"], row["status"], row["note"]) for row in kept_rows] == [
        (claim, "dismissed", "no figure") for claim in sorted(every)
    ]


def test_an_item_stays_while_one_of_its_claims_is_open(client: Browser, desk: Desk):
    """At its place, leading to the claim that is open; it comes back when a review is taken back."""
    item = next(each for each in selectable(client, "/queue") if len(each) > 1)
    for claim in item[:-1]:
        desk.note_reviews([desk.writer.append(claim, Act("Grace", status="dismissed"))])
    assert item[0] in shown(client, "/queue")
    assert f'href="/claims/{item[-1]}?back' in client.page
    assert f"1 of {len(item)} claims open" in client.page
    assert item[0] not in shown(client, "/queue?status=new")

    desk.note_reviews([desk.writer.append(item[-1], Act("Grace", status="dismissed"))])
    assert item[0] not in shown(client, "/queue")
    assert item[0] in shown(client, "/queue?status=dismissed")


def test_a_claim_that_somebody_else_reviewed_meanwhile_is_told_and_left(client: Browser, desk: Desk):
    """The others of the selection are set."""
    two = shown(client, "/queue")[:2]
    desk.writer.append(two[0], Act("Grace", status="in_progress"))

    answer = client.post("/queue/status", {"csrf_token": client.token, "claim": two, "status": "awaiting_source"})

    assert answer.status_code == 409
    assert "reviewed meanwhile by Grace" in answer.text
    assert "1 claim was set" in answer.text
    states = desk.rows("SELECT status FROM all_reviews ORDER BY reviewed_at")
    assert [row["status"] for row in states] == ["in_progress", "awaiting_source"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"status": "dismissed"}, "No sentence was selected."),
        ({"status": "resolved", "claim": ["0"]}, "a verdict is given claim by claim"),
        ({"status": "dismissed", "claim": [f"{each:x}" for each in range(201)]}, "200 can be set at once"),
        ({"status": "dismissed", "claim": ["feed"]}, "there is no such claim"),
    ],
)
def test_a_selection_that_cannot_be_set_changes_nothing(form: dict[str, Any], told: str, client: Browser, desk: Desk):
    """The page says why."""
    client.get("/queue")

    answer = client.post("/queue/status", {"csrf_token": client.token, **form})

    assert answer.status_code in {409, 422}
    assert told in answer.text
    assert desk.rows("SELECT * FROM all_reviews") == []


@pytest.mark.parametrize("page", ["outlets", "claimants", "runs", "rejects", "help"])
def test_the_lists_are_there(page: str, client: Browser):
    """Each says how many rows it has, and finds by words."""
    assert client.get(f"/{page}").status_code == 200
    assert client.get(f"/{page}?q=zzz&page=x").status_code == 200


def test_every_outlet_claimant_and_run_of_the_lists_has_its_page(client: Browser):
    """Whatever characters their names have."""
    for path in ("/outlets", "/claimants", "/runs"):
        links = re.findall(rf'<a class="open plain" href="({path}/[^"]+)"', client.get(path).text)
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    "path", ["/outlets/Nowhere", "/claimants/nobody", "/runs/none", "/claims/feed", "/articles/feed"]
)
def test_what_is_not_there_is_told(path: str, client: Browser):
    """With the way back."""
    answer = client.get(path)

    assert answer.status_code == 404
    assert 'href="/queue"' in answer.text


def test_a_refused_row_is_shown_whole_and_can_be_tried_again(client: Browser, kept: Settings):
    """What is refused again says so; the row stays."""
    row = {
        "table_name": "claims",
        "row_json": '{"claim_id": "1"}',
        "column_name": "kind",
        "rule": "<b>",
        "value": "=1+1",
    }
    with partial(open_warehouse, kept.live)() as warehouse:
        save(warehouse, "rejects", rejects_frame([row]), run_id="run-1", at=ask(kept.published, "SELECT now()").item())
        from warehouse.publish import publish_snapshot  # noqa: PLC0415

        publish_snapshot(warehouse, kept.published)
    page = client.get("/rejects").text
    link = re.search(r'action="(/rejects/[0-9a-f]{16}/replay)"', page)
    assert link
    assert "&lt;b&gt;" in page

    answer = client.post(link[1], {"csrf_token": client.token})

    assert answer.status_code == 422
    assert "<b>" not in answer.text
    assert "Nothing is refused" not in client.get("/rejects").text


def test_the_claims_of_the_filters_come_as_a_file_with_nothing_that_a_spreadsheet_runs(client: Browser, kept: Settings):
    """All of them, in the order of the queue; a claimant called =1+1 is text."""
    wanted = asked(kept, "kind = 'people'")

    table = list(csv.DictReader(io.StringIO(client.get("/queue.csv?kind=people").text)))
    lines = client.get("/queue.jsonl?kind=people").text.splitlines()
    everything = client.get("/queue.csv?status=any")

    assert [row["claim_id"] for row in table] == wanted
    assert [json.loads(line)["claim_id"] for line in lines] == wanted
    assert everything.headers["content-disposition"] == 'attachment; filename="queue.csv"'
    assert not re.findall(r"(?:^|,)[=+@]", everything.text, re.MULTILINE)


def test_what_is_at_hand_is_what_the_queue_would_be(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The first of the plain queue are kept a snapshot long; whatever is settled meanwhile, the stretches are the same."""

    def stretches() -> list[list[str]]:
        return [
            [row["claim_id"] for row in queue_rows(desk, QueueFilters(), skipped=skipped, rows=3)]
            for skipped in range(6)
        ]

    def asked_anew() -> list[list[str]]:
        with monkeypatch.context() as patch:
            patch.setattr("desk.web.queue_filters._leaders_at_hand", lambda *_: [])
            return stretches()

    before = stretches()
    assert before == asked_anew()
    [row] = queue_rows(desk, QueueFilters(), skipped=1, rows=1)
    desk.append_each(dict.fromkeys(row["claim_ids"]), Act("Ada", status="dismissed", note="settled"))
    assert stretches() == asked_anew() != before
