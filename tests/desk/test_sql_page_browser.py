"""The page /ask in a real browser: by keyboard, without a script, on a phone, and for those who do not see it."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn

from desk.web.access import server_options
from desk.web.app import make_app
from desk.web.desk import open_desk
from flows.settings import Settings

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")

BARS = "/ask?sql=" + quote("SELECT kind, count(*) AS claims FROM claims GROUP BY kind ORDER BY claims DESC")
WIDE = "/ask?sql=" + quote("FROM flagged_claims")
WRONG = "/ask?sql=" + quote("SELECT qoute FROM claims")
ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000000) b"


@pytest.fixture(scope="module")
def desk(published_once: Path) -> Iterator[str]:
    """The address of a desk over the case articles, served as `factdesk desk` does."""
    settings = Settings(published_once, reviewer="Ada")
    with open_desk(settings) as opened, socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(make_app(opened), **server_options(settings)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The system's own browser."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(chromium: Any, **options: Any) -> Any:
    """A page of a context of its own, patient with a slow machine."""
    page = chromium.new_context(**options).new_page()
    page.set_default_timeout(60_000)
    return page


@pytest.fixture(scope="module")
def named(chromium: Any, desk: str) -> Any:
    """The cookies of a browser in which Ada has said her name, as a desk without users asks for once."""
    page = open_page(chromium)
    page.goto(f"{desk}/name")
    page.get_by_label("Name").fill("Ada")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")
    return page.context.storage_state()


def test_a_question_is_typed_and_asked_by_keyboard(chromium: Any, desk: str):
    """The slash leads to the box, Ctrl+Enter asks, and the answer has its place in the address."""
    page = open_page(chromium)
    page.goto(f"{desk}/ask")
    page.get_by_label("Name").fill("Ada")  # asked for once in each browser of a desk without users
    page.keyboard.press("Enter")
    page.locator("textarea").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("SELECT 6 * 7 AS answer")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/ask?sql=*")

    assert page.locator("table.answer td").inner_text() == "42"


def test_a_question_is_cancelled_without_a_script(chromium: Any, desk: str, named: Any):
    """Plain forms and an answer that asks to be looked at again do it."""
    page = open_page(chromium, storage_state=named, java_script_enabled=False)
    page.goto(f"{desk}/ask")
    page.locator("textarea").fill(ENDLESS)
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("button", name="Cancel").click()

    assert "cancelled before it was answered" in page.locator("[role=alert]").inner_text()
    assert page.locator("textarea").input_value() == ENDLESS


def test_an_answer_that_takes_a_while_comes_by_itself(chromium: Any, desk: str, named: Any):
    """The page looks again until it is there."""
    slow = "SELECT count(*) AS n FROM range(60000) a, range(60000) b WHERE a.range % 7 = b.range % 5"
    page = open_page(chromium, storage_state=named)
    page.goto(f"{desk}/ask?sql={quote(slow)}")

    page.locator("table.answer td, [role=alert]").wait_for()


@pytest.mark.parametrize("path", ["/ask", BARS, WIDE, WRONG], ids=["empty", "bars", "wide", "wrong"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(path: str, scheme: str, chromium: Any, desk: str, named: Any):
    """Axe finds nothing serious, and on a phone nothing runs out of the page."""
    page = open_page(chromium, storage_state=named, color_scheme=scheme, viewport={"width": 360, "height": 800})
    page.goto(desk + path)
    page.locator("#answer, [role=alert]" if "sql" in path else "textarea").wait_for()
    found = axe.Axe().run(page).response["violations"]

    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
