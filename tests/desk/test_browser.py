"""The desk in a real browser, path by path: with mouse, keyboard alone, no script, a phone; and sound for every reader.

Whatever a window's console says beside the faults that a test provokes on purpose fails that test.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from flows.settings import Settings
from tests.chromium import chromium, needs_chromium, serious_faults
from tests.desk.browsing import NARROW, WIDE, Windows, furnish, serving
from warehouse.ask import ask

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
expect.set_options(timeout=30_000)
pytestmark = needs_chromium

FILTERS = {
    "q": "ward",
    "flag": "casualties",
    "status": "any",
    "kind": "people",
    "outlet": "Harbour Post",
    "claimant": "Mayor Mara Lindqvist",
    "since": "2026-02-10",
    "until": "2026-02-20",
    "order": "newest",
}
_CLAIM = re.compile(r"/claims/([0-9a-f]{16})")


@pytest.fixture(scope="module")
def settings(published_stories: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a desk with something on every page."""
    return furnish(published_stories, tmp_path_factory.mktemp("browsing"))


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """The address of the desk while it is served."""
    with serving(settings) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's own Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def tickets() -> dict[str, Any]:
    """The cookies of those who have signed in."""
    return {}


@pytest.fixture
def windows(browser: Any, address: str, tickets: dict[str, Any]) -> Iterator[Windows]:
    """What opens windows; nothing may have stood in their consoles at the end."""
    opened = Windows(browser, address, tickets)
    yield opened
    opened.close()
    assert not opened.faults


@pytest.fixture(scope="module")
def readers(browser: Any, address: str, tickets: dict[str, Any]) -> Iterator[Windows]:
    """What keeps one window open for the tests that only look."""
    opened = Windows(browser, address, tickets)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def kept_window(readers: Windows) -> Any:
    """Ada's window for all tests that only look: what a browser made of a script once, it need not make again."""
    return readers.open()


@pytest.fixture
def window(readers: Windows, kept_window: Any) -> Iterator[Any]:
    """That window, wide and by day; nothing may have stood in its console at the end."""
    readers.faults.clear()
    kept_window.set_viewport_size(WIDE["viewport"])
    kept_window.emulate_media(color_scheme="light")
    yield kept_window
    assert not readers.faults


@pytest.fixture(scope="module")
def unread(settings: Settings) -> Iterator[str]:
    """Claims that nobody has reviewed, each given once: of people killed, the least urgent first."""
    select = """
        SELECT claim_id FROM flagged_claims WHERE status = 'new' AND contains(sentence, 'killed in ward')
        ORDER BY priority, claim_id
    """
    return iter(ask(settings.published, select)["claim_id"].to_list())


def claim_of(page: Any) -> str:
    """Return the claim that a page shows."""
    found = _CLAIM.search(page.url)
    assert found, page.url
    return found[1]


def asked(page: Any) -> dict[str, list[str]]:
    """Return what stands in the address of a page."""
    return parse_qs(urlsplit(page.url).query)


# The queue


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_goes_into_the_address_and_stays(window: Any, name: str):
    """Set by the form, read from the address, kept when the page is loaded again; it leaves some claims."""
    page = window
    page.goto("/queue")
    if name not in {"q", "flag", "status"}:
        page.get_by_text("More filters, and the order").click()
    field = page.locator(f"form.filters [name={name}]")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(FILTERS[name])
    else:
        field.fill(FILTERS[name])
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/queue?**")

    assert asked(page)[name] == [FILTERS[name]]
    page.reload()
    expect(page.locator(f"form.filters [name={name}]")).to_have_value(FILTERS[name])
    expect(page.locator(f"form.filters [name={name}]")).to_be_visible()
    assert page.locator("tr[data-row]").count() > 0


def test_filters_stay_from_page_to_page_and_are_taken_off(windows: Windows):
    """Next and previous keep them, the last page ends, and one link shows the whole queue."""
    page = windows.open("/queue?status=any&order=newest")
    first = page.locator(".open").first.inner_text()
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**page=2**")
    assert asked(page) == {"status": ["any"], "order": ["newest"], "page": ["2"]}
    assert page.locator(".open").first.inner_text() != first
    page.get_by_role("link", name="Previous").click()
    expect(page.locator(".open").first).to_have_text(first)
    page.get_by_role("link", name="Show the whole queue").click()
    page.wait_for_url("**/queue")


def test_words_are_searched_in_the_text(windows: Windows):
    """Every claim that is left has them; without any, the page says so and leads back."""
    page = windows.open()
    page.get_by_label("Words").fill("ward 17")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=ward**")
    expect(page.locator("tr[data-row]").first).to_contain_text("ward 17")
    page.get_by_label("Words").fill("no such words anywhere")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is left by these filters.")).to_be_visible()


def test_several_claims_get_one_status(windows: Windows):
    """The bar comes into sight with the first that is selected; the claims move from one status to the other."""
    page = windows.open("/queue?q=rents+rose&order=newest")
    chosen = [page.locator("input[name=claim]").nth(row).get_attribute("value") for row in (0, 1)]
    for row in (0, 1):
        page.locator("input[name=claim]").nth(row).check()
    expect(page.locator(".bulk")).to_be_in_viewport()
    page.locator(".bulk [name=status]").select_option("awaiting_source")
    page.locator(".bulk [name=note]").fill("Asked the statistics office")
    page.get_by_role("button", name="Set", exact=True).click()

    expect(page.get_by_text(re.compile(r"\d+ claims were set"))).to_be_visible()
    page.goto("/queue?status=awaiting_source")
    assert {box.get_attribute("value") for box in page.locator("input[name=claim]").all()} >= set(chosen)
    page.goto("/queue?q=rents+rose")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("No sentence was selected.")).to_be_visible()


# A claim


def test_a_claim_is_opened_and_judged(windows: Windows):
    """From the queue to the form and back: verdict, note and link stand in the history, and the claim leaves the queue."""
    page = windows.open("/queue?q=houses&order=newest")
    page.locator(".open").first.click()
    page.wait_for_url("**/claims/**")
    claim_id = claim_of(page)
    expect(page.locator("mark")).to_be_visible()
    page.get_by_role("radio", name="half true").check()
    page.get_by_label("Note").fill("Counted twice:\nin the ward and in the district.")
    page.get_by_label("Link to the evidence").fill("https://register.example/houses?year=2026")
    page.get_by_role("button", name="Keep the review").click()

    expect(page.get_by_role("status").filter(has_text="Your review is kept")).to_be_visible()
    history = page.locator(".history li")
    expect(history).to_have_count(1)
    for words in ("Ada", "resolved, half true", "in the ward and in the district."):
        expect(history).to_contain_text(words)
    expect(history.locator("a[href='https://register.example/houses?year=2026']")).to_be_visible()
    page.get_by_role("link", name="Next in the queue").click()
    page.wait_for_url(lambda url: "/claims/" in url and claim_id not in url)
    page.get_by_role("link", name="Back to the queue").click()
    page.wait_for_url("**/queue?**")
    assert asked(page) == {"q": ["houses"], "order": ["newest"]}
    assert page.locator(f"input[value='{claim_id}']").count() == 0
    page.goto("/queue?q=houses&status=resolved")
    expect(page.locator("tr", has=page.locator(f"input[value='{claim_id}']"))).to_contain_text("half true")


def test_two_people_on_one_claim_never_overwrite_each_other(windows: Windows, unread: Iterator[str]):
    """The later one sees the other's review and finds all that was typed, then writes on top of it if it still holds."""
    claim_id = next(unread)
    mine, theirs = windows.open(f"/claims/{claim_id}"), windows.open(f"/claims/{claim_id}", name="Ben")
    for page, verdict, note in (
        (theirs, "false", "The hospital counts fewer."),
        (mine, "true", "The list has all names."),
    ):
        page.get_by_role("radio", name=verdict, exact=True).check()
        page.get_by_label("Note").fill(note)
        page.get_by_label("Link to the evidence").fill(f"https://{verdict}.example/")
    theirs.get_by_role("button", name="Keep the review").click()
    expect(theirs.get_by_text("Your review is kept")).to_be_visible()
    with mine.expect_response(lambda answer: answer.request.method == "POST") as answered:
        mine.get_by_role("button", name="Keep the review").click()

    assert answered.value.status == 409
    told = mine.get_by_role("alert")
    expect(told).to_contain_text("Ben reviewed this claim while you wrote")
    expect(told).to_contain_text("The hospital counts fewer.")
    expect(mine.get_by_role("radio", name="true", exact=True)).to_be_checked()
    expect(mine.get_by_label("Note")).to_have_value("The list has all names.")
    expect(mine.get_by_label("Link to the evidence")).to_have_value("https://true.example/")
    assert serious_faults(mine) == []
    mine.get_by_role("button", name="Write it on top of theirs").click()
    expect(mine.get_by_text("Your review is kept")).to_be_visible()
    expect(mine.locator(".history li")).to_have_count(2)
    expect(mine.get_by_text("Reviewers disagree")).to_be_visible()


def test_a_review_is_taken_back_and_stays_in_the_history(windows: Windows, unread: Iterator[str]):
    """The claim stands as before, and both the review and its taking back are told."""
    page = windows.open(f"/claims/{next(unread)}")
    page.get_by_role("radio", name="outdated").check()
    page.get_by_role("button", name="Keep the review").click()
    page.get_by_text("Take this back").click()
    page.get_by_role("textbox", name="Why").fill("Wrong ward")
    page.get_by_role("button", name=re.compile("Take back")).click()

    expect(page.get_by_text("Taken back; the claim is new again.")).to_be_visible()
    history = page.locator(".history li")
    expect(history).to_have_count(2)
    expect(history.first).to_contain_text("Wrong ward")
    expect(page.locator(".standing")).to_contain_text("new")


def test_what_was_typed_is_not_left_behind_by_mistake(windows: Windows, unread: Iterator[str]):
    """Leaving asks first, and a no leaves all where it was; sending the form asks nothing."""
    page = windows.open(f"/claims/{next(unread)}", leaves=False)
    page.get_by_label("Note").press_sequentially("Half a thought")
    with page.expect_event("dialog") as asked_first:
        page.get_by_role("link", name="Outlets").click(no_wait_after=True)
    assert asked_first.value.type == "beforeunload"
    expect(page.get_by_label("Note")).to_have_value("Half a thought")
    page.get_by_role("button", name="Keep the review").click()
    expect(page.locator(".history")).to_contain_text("Half a thought")


def test_a_form_that_says_nothing_or_has_no_link_comes_back(windows: Windows, unread: Iterator[str]):
    """The rule is told, and what was typed is still there."""
    page = windows.open(f"/claims/{next(unread)}")
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was said yet")
    page.get_by_label("Note").fill("See the register")
    page.get_by_label("Link to the evidence").fill("ftp://register.example/x")
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_role("alert")).to_contain_text("https://")
    expect(page.get_by_label("Note")).to_have_value("See the register")
    expect(page.get_by_label("Link to the evidence")).to_have_value("ftp://register.example/x")


def test_a_claim_is_judged_on_a_phone(windows: Windows, unread: Iterator[str]):
    """One link leads past the article to the form."""
    page = windows.open(f"/claims/{next(unread)}", **NARROW)
    expect(page.locator("form.judge")).not_to_be_in_viewport()
    page.get_by_role("link", name="Judge it").click()
    expect(page.get_by_role("group", name="Verdict")).to_be_in_viewport()
    page.get_by_role("radio", name="mostly false").check()
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_role("status").filter(has_text="resolved, mostly false")).to_be_in_viewport()


def test_a_reader_reads_and_cannot_write(windows: Windows, unread: Iterator[str]):
    """No form is offered that would be refused."""
    page = windows.open(f"/claims/{next(unread)}", name="Rita")
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible()
    assert page.locator("form.judge").count() == 0
    page.goto("/queue")
    expect(page.get_by_role("button", name="Set", exact=True)).to_be_disabled()
    page.goto("/rejects")
    assert page.get_by_role("button", name="Try again").count() == 0


# Without a mouse, without a script


def test_claims_are_judged_without_a_mouse(windows: Windows):
    """Search, walk, select, open, judge, send, go on, go back: all by keys."""
    page = windows.open()
    keys = page.keyboard
    keys.press("/")
    expect(page.get_by_label("Words")).to_be_focused()
    keys.type("killed in ward")
    keys.press("Enter")
    page.wait_for_url("**q=killed**")
    keys.press("j")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    rows = page.locator("tr[data-row]")
    expect(rows.nth(1).locator(".open")).to_be_focused()
    keys.press("x")
    expect(rows.nth(1).locator("[name=claim]")).to_be_checked()
    keys.press("x")
    expect(rows.nth(1).locator("[name=claim]")).not_to_be_checked()
    keys.press("Enter")
    page.wait_for_url("**/claims/**")
    claim_id = claim_of(page)
    keys.press("v")
    expect(page.locator("[data-key=v]")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Tab")
    expect(page.get_by_label("Note")).to_be_focused()
    keys.type("j and k are only letters here?")
    keys.press("Control+Enter")
    expect(page.get_by_text("Your review is kept: resolved, mostly true")).to_be_visible()
    expect(page.locator(".history")).to_contain_text("j and k are only letters here?")
    keys.press("n")
    page.wait_for_url(lambda url: "/claims/" in url and claim_id not in url)
    second = claim_of(page)
    keys.press("n")
    page.wait_for_url(lambda url: "/claims/" in url and second not in url)
    keys.press("p")
    page.wait_for_url(f"**/claims/{second}**")
    keys.press("u")
    page.wait_for_url("**/queue?q=killed**")
    expect(page.locator(f"#claim-{second}")).to_be_focused()


def test_the_keys_are_told_and_the_page_is_reached_past_the_menu(windows: Windows):
    """The question mark opens a dialog that Escape closes; the first Tab offers to skip the menu."""
    page = windows.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert serious_faults(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_everything_works_without_a_script(windows: Windows, unread: Iterator[str]):
    """Filter, open, judge, take back, set several at once, ask: all by plain forms."""
    page = windows.open(java_script_enabled=False)
    page.get_by_label("Words").fill("rents rose")
    page.get_by_label("Words").press("Enter")
    page.wait_for_url("**q=rents**")
    page.locator("input[name=claim]").last.check()
    page.locator(".bulk [name=status]").select_option("in_progress")
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text(re.compile(r"\d+ claims? (?:was|were) set")).wait_for()
    page.locator(".open").first.click()
    page.wait_for_url("**/claims/**")
    page.goto(f"/claims/{next(unread)}")
    page.get_by_role("radio", name="unverifiable").check()
    page.get_by_role("button", name="Keep the review").click()
    page.get_by_text("Your review is kept").wait_for()
    page.get_by_text("Take this back").click()
    page.get_by_role("button", name=re.compile("Take back")).click()
    page.get_by_text("Taken back; the claim is new again.").wait_for()
    page.goto("/ask")
    page.get_by_label("Question in SQL").fill("SELECT 6 * 7 AS answer")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("cell", name="42").wait_for()


# The other pages


def test_a_question_is_asked_in_sql(windows: Windows):
    """The answer is a table; a question that may not be asked is refused with the rule."""
    page = windows.open("/ask")
    page.get_by_label("Question in SQL").fill("SELECT outlet, count(*) AS claims FROM flagged_claims GROUP BY outlet")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("columnheader", name="outlet")).to_be_visible()
    expect(page.get_by_role("cell", name="Harbour Post")).to_be_visible()
    page.get_by_label("Question in SQL").fill("DROP TABLE claims")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Only SELECT is answered")
    expect(page.get_by_label("Question in SQL")).to_have_value("DROP TABLE claims")


def test_a_refused_row_is_tried_again(windows: Windows):
    """One that fits now is saved and leaves the list; one that does not stays, with the rule."""
    page = windows.open("/rejects")
    rows = page.locator("ul.rejects > li")
    expect(rows).to_have_count(3)
    fit, unfit = rows.filter(has_text="one of the known"), rows.filter(has_text="is no gossip")
    fit.get_by_text("The whole row").click()
    expect(fit.locator("pre")).to_contain_text('"claim_id"')
    unfit.get_by_role("button", name="Try again").click()
    expect(page.locator(".warning")).to_be_visible()
    page.goto("/rejects")
    fit.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/rejects")
    page.get_by_role("button", name="Try all rows again").click()
    expect(page.get_by_text(re.compile("already"))).to_have_count(0)


@pytest.mark.parametrize(
    ("menu", "words", "name", "lands"),
    [
        ("Outlets", "harbour", "Harbour Post", "outlet=Harbour"),
        ("Claimants", "castell", "Ivo Castell", "claimant="),  # by id: as printed he is Mayor Ivo Castell
    ],
)
def test_a_list_leads_to_a_name_and_to_its_claims(windows: Windows, menu: str, words: str, name: str, lands: str):
    """Look for the name, open it, and go on to all its claims in the queue."""
    page = windows.open()
    page.get_by_role("link", name=menu, exact=True).click()
    expect(page.get_by_role("heading", name=menu, exact=True)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.get_by_role("link", name="All of them in the queue").click()
    page.wait_for_url(f"**/queue?{lands}**")
    assert page.locator("tr[data-row]").count() > 0


def test_a_run_leads_to_what_it_read(windows: Windows):
    """Newest first; a run to its articles, an article to its claims."""
    page = windows.open("/runs")
    page.locator("a.open").first.click()
    page.get_by_role("link", name=re.compile("after the storm")).first.click()
    expect(page.get_by_role("heading", name="Sentences to verify")).to_be_visible()
    page.locator("aside a.open").first.click()
    page.wait_for_url("**/claims/**")


def test_a_stranger_sees_no_menu(windows: Windows):
    """Only the way in, which leads back to the page that was asked for."""
    page = windows.open("/queue?kind=money", name=None)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.get_by_role("navigation").count() == 0
    page.keyboard.press("?")
    assert page.locator("dialog").count() == 0


# Each page, for every reader


def first(settings: Settings, select: str) -> str:
    """Return the first value of an answer, as a part of an address."""
    return quote(str(ask(settings.published, select).row(0)[0]), safe="")


_OF_STORM = "contains(title, 'Storm')"
PAGES = {
    "queue": ("/queue", ""),
    "a filtered queue": ("/queue?q=ward&kind=people&status=any&since=2026-02-01&claimant=nobody+here", ""),
    "a queue with a filter that is none": ("/queue?since=yesterday&q=ward+17", ""),
    "a claim": ("/claims/{}", "SELECT claim_id FROM flagged_claims WHERE status = 'new' ORDER BY priority DESC"),
    "a claim that people disagree on": ("/claims/{}", "SELECT claim_id FROM reviews GROUP BY ALL HAVING count(*) > 1"),
    "a claim that was edited": (
        "/claims/{}",
        "SELECT claim_id_after FROM figure_edits WHERE claim_id_after IS NOT NULL",
    ),
    "a hostile claim": ("/claims/{}", f"SELECT claim_id FROM flagged_claims WHERE {_OF_STORM}"),
    "a hostile article": ("/articles/{}", f"SELECT article_id FROM articles WHERE {_OF_STORM}"),
    "a hostile outlet": ("/outlets/{}", "SELECT outlet FROM marks WHERE contains(outlet, 'script')"),
    "an article in versions": ("/articles/{}", "SELECT article_id_after FROM figure_edits"),
    "outlets": ("/outlets", ""),
    "an outlet": ("/outlets/Harbour%20Post", ""),
    "claimants": ("/claimants", ""),
    "a claimant": ("/claimants/{}", "SELECT claimant FROM flagged_claims WHERE contains(claimant, 'Ana')"),
    "runs": ("/runs", ""),
    "a run": ("/runs/{}", "SELECT run_id FROM rejects WHERE table_name = 'inputs'"),
    "rejects": ("/rejects", ""),
    "ask": ("/ask", ""),
    "an answer": ("/ask?sql=SELECT+kind%2C+count(*)+AS+claims+FROM+claims+GROUP+BY+kind", ""),
    "a refused question": ("/ask?sql=DROP+TABLE+claims", ""),
    "help": ("/help", ""),
    "a fault": ("/nowhere", ""),
    "login": ("/login", "stranger"),
}


# What stands on a page only once it loads itself no more: while a question is asked, it looks again and again.
SETTLED = {"an answer": "table.answer", "a refused question": "[role=alert]"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_for_every_reader(windows: Windows, window: Any, settings: Settings, name: str):
    """By day on a wide screen, and by night on a phone: nothing to report, nothing to scroll sideways, dark when asked."""
    path, select = PAGES[name]
    if "{}" in path:
        path = path.format(first(settings, select))
    page = windows.open(path, name=None) if select == "stranger" else window
    page.goto(path)
    page.locator(SETTLED.get(name, "h1")).wait_for()
    assert brightness(page) > 200
    assert serious_faults(page) == []
    assert is_within(page, WIDE["viewport"]["width"])
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW["viewport"])
    assert brightness(page) < 50
    assert serious_faults(page) == []
    assert is_within(page, NARROW["viewport"]["width"])


def brightness(page: Any) -> float:
    """Return how light the page is behind its words, of 255."""
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def is_within(page: Any, width: int) -> bool:
    """Whether the page as a whole never scrolls sideways."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth") <= width)
