"""Who is who on the desk: a claimant's page is led to by any of their names; people join and split, and take it back."""

from collections.abc import Callable

import pytest

from desk.web.desk import Desk
from flows.publish import publish_snapshot_of
from flows.steps import run_inputs
from tests.desk.house import Browser

STORIES = {
    "one": "Council leader Dora Falk told reporters that 72 per cent of the quay was mended. The mayor said 40 boats came.",
    "two": "Dora Falk said on Friday that 85 per cent of the quay was mended. She said 12 cranes stood still.",
    "three": "Mrs Falk said that 31 sheds burned down. The police said 3 people were hurt.",
}
FOUND = "SELECT claimant_id, claimant, claims, articles FROM claimant_record WHERE list_contains(printed_as, '{}')"


@pytest.fixture
def told(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk with three stories in which one councillor speaks, once by her surname alone."""
    folder = tmp_path_factory.mktemp("council")
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run_inputs([str(folder)], desk.settings)
    publish_snapshot_of(desk.settings)
    desk.reader.change_over(lambda: None)
    return desk


def who(desk: Desk, printed: str) -> dict[str, object]:
    """The claimant who is printed so, in the snapshot."""
    (row,) = desk.rows(FOUND.format(printed))
    return row


def test_a_name_leads_to_the_claimant_of_all_articles(told: Desk, client: Browser):
    """With and without title, and by "she"; a surname alone and an office are nobody across articles."""
    falk = who(told, "Dora Falk")
    assert (falk["claims"], falk["articles"]) == (3, 2)
    assert client.get("/claimants/Dora%20Falk").headers["location"] == f"/claimants/{falk['claimant_id']}"
    assert "Printed as" not in client.get(f"/claimants/{falk['claimant_id']}").text
    assert who(told, "Mrs Falk")["claimant_id"] != falk["claimant_id"]
    assert "each article may mean another" in client.get("/claimants/The%20mayor").text


def test_people_join_and_take_it_back(told: Desk, client: Browser):
    """The act stands on the page, signed; undone, both are who they were."""
    falk, other = str(who(told, "Dora Falk")["claimant_id"]), str(who(told, "Mrs Falk")["claimant_id"])
    assert f'value="{falk}"' in client.get(f"/claimants/{other}").text  # offered, since the name ends alike
    answer = client.send(f"/claimants/{other}/join", other=falk, note="Same woman.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claimants/{falk}#acts")
    assert who(told, "Mrs Falk") == who(told, "Dora Falk") | {"claims": 5, "articles": 3}
    page = client.get(f"/claimants/{falk}").text
    assert "Same woman." in page
    (act,) = told.rows("SELECT act_id FROM claimant_acts")
    assert client.send(f"/claimants/{falk}/undo", act_id=str(act["act_id"])).status_code == 303
    assert str(who(told, "Mrs Falk")["claimant_id"]) == other
    assert "Taken back by" in client.get(f"/claimants/{falk}").text


def test_people_split_articles_off(told: Desk, client: Browser):
    """One claimant becomes two of the same name; what cannot be split is said."""
    falk = str(who(told, "Dora Falk")["claimant_id"])
    (article,) = told.rows("SELECT DISTINCT article_id FROM claims WHERE quote = '85 per cent'")
    client.get(f"/claimants/{falk}")
    assert client.send(f"/claimants/{falk}/split", article_id=str(article["article_id"])).status_code == 303
    assert [row["articles"] for row in told.rows(FOUND.format("Dora Falk"))] == [1, 1]
    answer = client.send(f"/claimants/{falk}/split", article_id=str(article["article_id"]))
    assert answer.status_code == 422
    assert "nothing to split off" in answer.text


def test_readers_do_not_join(told: Desk, client: Browser, client_of: Callable[[str], Browser]):
    """Joining is a reviewer's act."""
    browser = client_of("Rita")
    falk = str(who(told, "Dora Falk")["claimant_id"])
    assert "Who is this?" not in browser.get(f"/claimants/{falk}").text
    browser.page = client.get(f"/claimants/{falk}").text
    assert browser.send(f"/claimants/{falk}/join", other=falk).status_code == 403
    assert told.rows("FROM claimant_acts") == []
