"""The page /ask in a real browser: by keyboard, without a script, on a phone, and for those who do not see it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desk.web.app import make_app
from desk.web.desk import open_desk
from flows.settings import Settings
from tests.chromium import RULES_OF_COLOURS, needs_chromium, serious_faults
from tests.chromium import chromium as one_chromium
from tests.desk.browsing import served

pytestmark = needs_chromium

BARS = "/ask?sql=" + quote("SELECT kind, count(*) AS claims FROM claims GROUP BY kind ORDER BY claims DESC")
WIDE = "/ask?sql=" + quote("FROM flagged_claims")
WRONG = "/ask?sql=" + quote("SELECT qoute FROM claims")
SLOW = "SELECT count(*) AS n FROM range(8000) a, range(8000) b WHERE a.range % 7 = b.range % 5"
ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000000) b"


@pytest.fixture(scope="module")
def desk(published_once: Path) -> Iterator[str]:
    """The address of a desk over the case articles, served as `factdesk desk` does."""
    settings = Settings(published_once, reviewer="Ada")
    with open_desk(settings) as opened, served(make_app(opened), settings) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The system's own browser."""
    with one_chromium() as started:
        yield started


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page show at once that an answer is looked for, instead of waiting for a short one."""
    monkeypatch.setattr("desk.web.pages.ask._PATIENCE_SECONDS", 0.0)


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


@pytest.mark.usefixtures("impatient")
def test_a_question_is_cancelled_without_a_script(chromium: Any, desk: str, named: Any):
    """Plain forms and an answer that asks to be looked at again do it."""
    page = open_page(chromium, storage_state=named, java_script_enabled=False)
    page.goto(f"{desk}/ask")
    page.locator("textarea").fill(ENDLESS)
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("button", name="Cancel").click()

    assert "cancelled before it was answered" in page.locator("[role=alert]").inner_text()
    assert page.locator("textarea").input_value() == ENDLESS


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_takes_a_while_comes_by_itself(chromium: Any, desk: str, named: Any):
    """The page looks again until it is there."""
    page = open_page(chromium, storage_state=named)
    page.goto(f"{desk}/ask?sql={quote(SLOW)}")
    page.get_by_text("Looking for the answer").wait_for()

    page.locator("table.answer td").wait_for()


@pytest.fixture(scope="module")
def phone(chromium: Any, named: Any) -> Any:
    """A page of a phone, on which one question after the other is looked at."""
    return open_page(chromium, storage_state=named, viewport={"width": 360, "height": 800})


@pytest.mark.parametrize("path", ["/ask", BARS, WIDE, WRONG], ids=["empty", "bars", "wide", "wrong"])
def test_everybody_can_read_it(path: str, phone: Any, desk: str):
    """Axe finds nothing serious, and on a phone nothing runs out of the page, by day and by night."""
    phone.emulate_media(color_scheme="light")
    phone.goto(desk + path)
    phone.locator("#answer, [role=alert]" if "sql" in path else "textarea").wait_for()
    for scheme, rules in (("light", None), ("dark", RULES_OF_COLOURS)):
        phone.emulate_media(color_scheme=scheme)
        assert serious_faults(phone, rules) == [], scheme
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, scheme
