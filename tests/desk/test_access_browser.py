"""Signing in with a real browser: by keyboard, without a script, by a link from elsewhere; and forms of other sites."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import chromium, needs_chromium
from tests.desk.browsing import served
from tests.desk.house import PASSWORD, House, house_with_users

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_chromium


@pytest.fixture(autouse=True)
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the menu of the real pages: the bare ones of these tests have none."""
    monkeypatch.setattr("desk.web.pages.menu", list)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a desk with users, at the moment that browsers believe in."""
    opened = house_with_users(tmp_path)
    opened.clock.now = time.time()
    return opened


@pytest.fixture
def desk(house: House) -> Iterator[str]:
    """Return the address of the desk, served as `factdesk desk` does."""
    with served(house.app, house.settings) as address:
        yield address


@contextmanager
def _other_site(body: str) -> Iterator[str]:
    """Serve one page at another site, as browsers see it."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _type_where_the_cursor_waits(page: "Page", field: str, words: str) -> None:
    """Type as a person does who looks first: a browser puts the cursor there some time after the page is loaded."""
    page.locator(f"input[name={field}]:focus").wait_for()
    page.keyboard.type(words)


def test_a_person_signs_in_and_is_safe_from_other_sites(house: House, desk: str):
    """By keyboard and without a script; a link in a mail works, and a form of another site changes nothing."""
    elsewhere = (
        f'<a href="{desk}/claims/5?a=1&amp;b=2">link</a><form method="post" action="{desk}/logout"><button>x</button>'
    )
    with chromium() as browser, _other_site(elsewhere) as other:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{desk}/claims/7")
        _type_where_the_cursor_waits(page, "name", "Ada")
        page.keyboard.press("Tab")
        _type_where_the_cursor_waits(page, "password", "not the password")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert "Name or password is wrong" in page.inner_text("main")
        _type_where_the_cursor_waits(page, "password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{desk}/claims/7")
        page.goto(other)
        page.click("a")
        page.wait_for_url(f"{desk}/claims/5?a=1&b=2")
        page.get_by_text("Ada, reviewer").wait_for()
        page.goto(other)
        page.click("button")
        page.get_by_text("not sent from a page of this desk").wait_for()
        page.goto(f"{desk}/queue")
        assert page.inner_text("body").startswith("Ada, reviewer")
    assert "origin_refused" in house.audit()
