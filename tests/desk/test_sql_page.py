"""The page /ask: answers with links, bars and CSV; refusals in words with the question kept; cancel; few at a time."""

import asyncio
import csv
import io
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import polars as pl
import pytest
from fastapi.testclient import TestClient

from desk.questions import examples, running
from desk.questions.drawing import chart_of
from desk.questions.running import MOST_OF_ONE_USER, Questions, TooManyQuestions
from desk.web.access.gate import open_access
from desk.web.access.layer import AccessLayer
from desk.web.app import make_app
from desk.web.desk import open_desk
from desk.web.pages.ask_answer import shown_of
from flows.settings import Settings
from tests.desk.house import ORIGIN, Browser
from warehouse.ask import QueryRefused

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks" / "sql.toml").read_text("utf-8"))["attack"]
THROUGH_THE_PAGE = ("two statements", "write a row", "read a text file", "a null byte before the second statement")
ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000000) b"


@pytest.fixture(scope="module")
def browser(published_once: Path) -> Iterator[Browser]:
    """A browser at a desk over the case articles."""
    with open_desk(Settings(published_once, reviewer="Ada")) as desk:
        app = make_app(desk)
        browser = Browser(TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 5000), follow_redirects=False))
        browser.say_name("Ada")
        yield browser
        if hasattr(app.state, "questions"):
            app.state.questions.cancel_all()


def ask(browser: Browser, sql: str) -> str:
    """Ask by the form, go where it leads, and look until the answer is there; return the page."""
    browser.get("/ask")
    answer = browser.send("/ask", sql=sql)
    assert answer.status_code == 303, answer.text
    return settled(browser, answer.headers["location"]).text


def settled(browser: Browser, path: str) -> httpx.Response:
    """Look at a page until no answer is looked for any more."""
    end = time.monotonic() + 60
    answer = browser.get(path)
    while "refresh" in answer.headers and time.monotonic() < end:
        answer = browser.get(answer.headers["refresh"].partition("url=")[2])
    return answer


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'infinity'::DATE AS day",
        "SELECT '-infinity'::TIMESTAMPTZ AS moment, 1 AS number",
        "SELECT [{'day': 'infinity'::DATE}] AS days",
        "SELECT MAP {'day': 'infinity'::DATE} AS days",
        "SELECT '290000-01-01'::TIMESTAMP_S AS moment",
        "SELECT '0044-03-15 (BC)'::DATE AS day",
    ],
)
def test_days_that_python_has_not_are_told_as_text(sql: str, browser: Browser):
    """Of infinite and far days the page tells what DuckDB calls them, under its headers as ever."""
    page = ask(browser, sql)
    answer = browser.get(f"/ask?{urlencode({'sql': sql})}")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "infinity" in page or "290000" in page or "0044" in page


class Panic(BaseException):
    """What libraries in other languages raise is no Exception."""


def test_a_fault_that_is_no_exception_has_its_headers(browser: Browser):
    """The page says that the desk made a mistake, with the headers of every page."""
    sent: list[dict[str, Any]] = []

    async def panics(*_given: object) -> None:
        raise Panic

    async def send(message: Any) -> None:
        sent.append(message)

    app: Any = browser.client.app
    layer = AccessLayer(panics, open_access(app.state.desk.settings))
    scope = {
        "type": "http", "method": "GET", "path": "/queue", "raw_path": b"/queue", "query_string": b"", "scheme": "http",
        "headers": [(b"host", b"127.0.0.1:8410")], "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 8410),
        "http_version": "1.1", "root_path": "", "app": app,
    }  # fmt: skip
    nothing: Any = None
    with pytest.raises(Panic):
        asyncio.run(layer(scope, nothing, send))
    assert sent[0]["status"] == 500
    assert b"content-security-policy" in {name.lower() for name, _value in sent[0]["headers"]}


def test_the_page_offers_questions_and_tells_the_tables(browser: Browser):
    """Each question of the handbook is a link that asks it; each table is told with its columns."""
    page = browser.get("/ask").text

    assert all(each.asks in page for each in examples())
    assert page.count('href="/ask?sql=') == len(examples())
    assert "words of the claim as printed" in page
    assert 'aria-current="page">Ask<' in page
    assert not re.search(r"<script>|style=|onclick", page)


def test_a_short_question_stands_in_the_address(browser: Browser):
    """So it can be shared; what the page shows is the answer, and the question stays in the box."""
    browser.get("/ask")
    answer = browser.send("/ask", sql="SELECT quote,\r\n claim_id FROM claims WHERE value_low = 62")
    asked = parse_qs(urlsplit(answer.headers["location"]).query)["sql"][0]
    page = settled(browser, answer.headers["location"]).text

    assert asked == "SELECT quote,\n claim_id FROM claims WHERE value_low = 62"
    assert "62 people" in page
    assert "1 row<" in page
    assert re.search(r'<a href="/claims/([0-9a-f]{16})">\1</a>', page)
    assert "claim_id FROM claims WHERE value_low = 62</textarea>" in page


def test_a_long_question_is_answered_at_an_address_of_its_own(browser: Browser):
    """What would not fit into an address is kept by the desk for a while."""
    browser.get("/ask")
    answer = browser.send("/ask", sql=f"SELECT 42 AS answer -- {'x' * 5000}")

    assert re.fullmatch(r"/ask/answers/[\w-]{16}", answer.headers["location"])
    assert '<td class="number"><bdi>42</bdi></td>' in settled(browser, answer.headers["location"]).text


def test_two_columns_are_drawn(browser: Browser):
    """As bars, with what a reader who does not see them is told."""
    page = ask(browser, "SELECT kind, count(*) AS claims FROM claims GROUP BY kind ORDER BY claims DESC")

    assert 'aria-label="Bars of claims by kind; their numbers are in the table"' in page
    assert page.count("<rect ") == 2 * page.count("<tr><td>")


def test_what_stands_in_an_answer_is_text(browser: Browser):
    """Markup, addresses that run something and formulas stay words."""
    words = "<script>alert(1)</script>"
    page = ask(browser, f"SELECT '{words}' AS x, 'javascript:alert(1)' AS url, '../../admin' AS claim_id")

    assert "&lt;script&gt;" in page
    assert words not in page
    assert 'href="javascript' not in page
    assert "/claims/.." not in page


def test_an_answer_is_downloaded_as_csv(browser: Browser):
    """With every row, and nothing in a cell that a spreadsheet runs."""
    page = ask(browser, "SELECT range AS n, '=1+1' AS formula FROM range(2500)")
    found = re.search(r'href="(/ask/answers/[\w-]+/answer\.csv)"', page)
    assert found
    assert "The first 1,000 rows; there are more" in page
    answer = browser.get(found[1])

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 2500
    assert rows[0] == {"n": "0", "formula": "'=1+1"}


def test_a_file_of_too_many_rows_is_refused(browser: Browser):
    """Half a file that looks whole would mislead."""
    page = ask(browser, "SELECT range AS n FROM range(100001)")
    found = re.search(r'href="(/ask/answers/[\w-]+/answer\.csv)"', page)
    assert found
    answer = browser.get(found[1])

    assert answer.status_code == 422
    assert "more than 100,000 rows" in answer.text


@pytest.mark.parametrize(
    "row", [row for row in ATTACKS if row["name"] in THROUGH_THE_PAGE], ids=lambda row: row["name"]
)
def test_an_attack_is_refused_on_the_page(row: dict[str, str], browser: Browser):
    """The rule and the next step stand there, and the question stays in the box."""
    browser.get("/ask")
    answer = settled(browser, browser.send("/ask", sql=row["attack"]).headers["location"])

    assert answer.status_code == 422
    assert row["outcome"] in answer.text.replace("Only SELECT", "only SELECT").replace("One statement", "one statement")
    assert "<b>Next</b>" in answer.text
    assert row["attack"].split()[-1].split("(")[0] in answer.text


def test_a_question_needs_the_token_of_the_form(browser: Browser):
    """As every form; and cancelling does."""
    browser.get("/ask")

    assert browser.post("/ask", {"sql": "SELECT 1"}).status_code == 403
    assert browser.post("/ask/cancel/x").status_code == 403


def test_a_question_is_cancelled(browser: Browser, monkeypatch: pytest.MonkeyPatch):
    """While it is looked for the page says so, looks again by itself, and offers to call it off."""
    monkeypatch.setattr("desk.web.pages.ask._PATIENCE_SECONDS", 0.0)  # waiting for the endless costs two cores
    browser.get("/ask")
    answer = browser.get(browser.send("/ask", sql=ENDLESS).headers["location"])
    key = answer.headers["refresh"].rpartition("/")[2]
    assert "Looking for the answer" in answer.text
    cancelled = browser.send(f"/ask/cancel/{key}")
    page = settled(browser, cancelled.headers["location"])

    assert page.status_code == 422
    assert "cancelled before it was answered" in page.text
    assert f"{ENDLESS}</textarea>" in page.text


def test_an_answer_that_is_no_longer_kept_is_told(browser: Browser):
    """And nobody finds the answer of somebody else."""
    answer = browser.get("/ask/answers/abcdefghijklmnop")

    assert answer.status_code == 404
    assert "no longer kept" in answer.text


def test_few_questions_are_answered_at_a_time(published_once: Path):
    """Two for a user, four for all; the same question of a user is one; others do not find it."""
    questions = Questions(Settings(published_once).published)
    try:
        first = questions.ask("Ada", ENDLESS)
        assert questions.ask("Ada", ENDLESS) is first
        questions.ask("Ada", f"{ENDLESS}, range(2)")
        with pytest.raises(TooManyQuestions, match=f"{MOST_OF_ONE_USER} of your questions"):
            questions.ask("Ada", "SELECT 1")
        with pytest.raises(TooManyQuestions):
            questions.whole_answer("Ada", "SELECT 1")
        questions.ask("Ben", ENDLESS)
        questions.ask("Ben", f"{ENDLESS}, range(2)")
        with pytest.raises(TooManyQuestions, match="others and you"):
            questions.ask("Cleo", "SELECT 1")
        assert questions.find("Ben", first.key) is None
        assert len(questions.running_of("Ada")) == 2
    finally:
        questions.cancel_all()
    assert first.wait(120)
    assert isinstance(first.fault, QueryRefused)
    assert questions.ask("Ada", "SELECT 7 AS n").wait(120)


def test_answers_are_kept_for_a_while(published_once: Path, monkeypatch: pytest.MonkeyPatch):
    """The newest few of each user."""
    monkeypatch.setattr(running, "_KEPT_OF_ONE_USER", 2)
    questions = Questions(Settings(published_once).published)
    asked = []
    for number in range(3):
        asked.append(questions.ask("Ada", f"SELECT {number} AS n"))
        assert asked[-1].wait(30)
    questions.ask("Ben", "SELECT 1").wait(30)

    assert [questions.find("Ada", each.key) is not None for each in asked] == [False, True, True]


CHARTS = {
    "names and counts": ({"kind": ["a", "b"], "n": [3, 1]}, "bars"),
    "counts and names": ({"n": [3, 1], "kind": ["a", "b"]}, "bars"),
    "shares": ({"kind": ["a", "b"], "share": [0.25, 0.5]}, "bars"),
    "one row": ({"kind": ["a"], "n": [3]}, None),
    "three columns": ({"kind": ["a", "b"], "n": [3, 1], "m": [1, 1]}, None),
    "two numbers": ({"n": [3, 1], "m": [1, 1]}, None),
    "two texts": ({"a": ["3", "1"], "b": ["x", "y"]}, None),
    "a name twice": ({"kind": ["a", "a"], "n": [3, 1]}, None),
    "no name": ({"kind": ["a", None], "n": [3, 1]}, None),
    "no number": ({"kind": ["a", "b"], "n": [3, None]}, None),
    "below nothing": ({"kind": ["a", "b"], "n": [3, -1]}, None),
    "not a number": ({"kind": ["a", "b"], "n": [3.0, float("nan")]}, None),
    "without end": ({"kind": ["a", "b"], "n": [3.0, float("inf")]}, None),
    "all nothing": ({"kind": ["a", "b"], "n": [0, 0]}, "bars"),
    "too many names": ({"kind": [str(n) for n in range(31)], "n": list(range(31))}, None),
    "lists": ({"kind": [["a"], ["b"]], "n": [3, 1]}, None),
}


@pytest.mark.parametrize("case", CHARTS, ids=list(CHARTS))
def test_a_chart_is_drawn_only_where_two_columns_suggest_it(case: str):
    """One that names or dates, one that counts or measures."""
    columns, wanted = CHARTS[case]
    chart = chart_of(pl.DataFrame(columns, strict=False))

    assert (chart is not None) == (wanted is not None)


def test_days_are_drawn_as_a_line_in_their_own_measure():
    """A gap of days is a gap in the drawing, whatever the order of the rows."""
    days = pl.DataFrame({"day": ["2026-03-04", "2026-03-01", "2026-03-02"], "n": [10, 0, 5]})
    chart = chart_of(days.with_columns(pl.col("day").str.to_date()))

    assert chart
    assert chart.line
    assert [x for x, _ in chart.line.points] == [0, 33.33, 100]
    assert chart.line.points[0][1] > chart.line.points[1][1] > chart.line.points[2][1]
    assert (chart.line.first, chart.line.last) == ("2026-03-01", "2026-03-04")
    assert [words for _, words in chart.line.rules] == ["0", "2.5", "5", "7.5", "10"]


def test_cells_are_written_as_people_read_them():
    """Large numbers with their thousands apart, years as they are, nothing for null, long text cut."""
    answer = pl.DataFrame(
        {"year": [2026], "sum": [1.5e9], "none": [None], "long": ["word " * 100], "flags": [["a", "b"]]}
    )
    [row] = shown_of(answer, 10).rows

    assert [cell.text for cell in row[:3]] == ["2026", "1,500,000,000", ""]
    assert row[3].text.endswith("…")
    assert row[4].text == '["a", "b"]'
