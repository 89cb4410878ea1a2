"""Two people at one desk without users, each in a browser: a name is asked for once, and the later meets the conflict page."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.web.app import make_app
from desk.web.desk import open_desk
from flows.settings import Settings
from tests.chromium import chromium, needs_chromium
from tests.desk.browsing import PATIENCE, served
from warehouse.ask import ask

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
expect.set_options(timeout=30_000)
pytestmark = needs_chromium


@pytest.fixture
def settings(published_stories: Path, tmp_path: Path) -> Settings:
    """A desk that nobody was added to."""
    return Settings(shutil.copytree(published_stories, tmp_path / "data", symlinks=True))


@pytest.fixture
def people(settings: Settings) -> Iterator[tuple[Any, Any]]:
    """Two browsers at it, of people who have not said their names."""
    with open_desk(settings) as desk, served(make_app(desk), settings) as address, chromium() as browser:
        contexts = [browser.new_context(base_url=address) for _ in range(2)]
        for context in contexts:
            context.set_default_timeout(PATIENCE)
        yield contexts[0].new_page(), contexts[1].new_page()


def test_two_names_at_one_desk_meet_the_conflict_page(people: tuple[Any, Any], settings: Settings):
    """Each is asked once and led on to the claim; what Ada found is shown to Ben with all that he typed, and `a` takes it."""
    select = "SELECT claim_id FROM marks WHERE item_claims IS NOT NULL ORDER BY priority DESC LIMIT 1"
    claim = ask(settings.published, select).item()
    for page, name in zip(people, ("Ada", "Ben"), strict=True):
        page.goto(f"/claims/{claim}")
        page.get_by_label("Name").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/claims/{claim}")
        expect(page.get_by_text(f"signed {name}").first).to_be_visible()
    ada, ben = people
    ben.get_by_label("Note").fill("The office says so.")
    ada.get_by_label("false", exact=True).check()
    ada.get_by_role("button", name="Keep the review").click()
    expect(ada.get_by_text("Your review is kept: resolved, false.")).to_be_visible()

    ben.get_by_label("Note").press("Control+Enter")
    expect(ben.get_by_role("heading", name="Ada reviewed this claim while you wrote.")).to_be_visible()
    expect(ben.get_by_label("Note")).to_have_value("The office says so.")

    ben.goto("/queue")
    expect(ben.get_by_text("Not you?")).to_be_visible()
    ben.goto(f"/claims/{claim}")
    ben.locator("body").press("a")
    expect(ben.get_by_text("It is yours now.")).to_be_visible()
    ben.goto("/queue?who=mine&status=any")
    expect(ben.locator("tr[data-row]")).to_have_count(1)
