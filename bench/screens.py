"""Takes a picture of the report and of each page of the desk, on a wide screen by day and on a phone by night, to be looked at.

    python -m bench.screens DATA OUT [--only NAME...]

DATA is a data folder with a published warehouse; it is copied, and two users who are in conflict sign in to the copy. OUT gets
`NAME-wide.png` and `NAME-phone.png`, and the report as it prints in `report-a4.pdf` and `report-letter.pdf`.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.desk import served
from desk.web.access.passwords import Passwords
from desk.web.access.users import Account, change_users
from flows.publish import REPORT_FILE
from flows.settings import Settings
from warehouse.ask import ask

_PASSWORD = "four unusual words"
_SCREENS = {
    "wide": {"viewport": {"width": 1300, "height": 900}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]
_TALLEST = 3600  # pixels of a picture; a longer page looks further down as it does there
_QUESTION = "SELECT outlet, count(*) AS claims FROM flagged_claims GROUP BY outlet ORDER BY claims DESC"
_URGENT = "SELECT claim_id FROM flagged_claims WHERE status = 'new' ORDER BY priority DESC LIMIT 1"
_DISPUTED = "SELECT claim_id FROM reviews GROUP BY claim_id ORDER BY count(*) DESC, claim_id LIMIT 1"
_EDITED = "SELECT claim_id_after FROM figure_edits WHERE claim_id_after IS NOT NULL LIMIT 1"
_TOLD = "SELECT item FROM marks JOIN thread_claims USING (claim_id) WHERE item IS NOT NULL AND difference IS NOT NULL ORDER BY priority DESC LIMIT 1"
_LONG = "SELECT article_id FROM marks WHERE needs_verification GROUP BY article_id ORDER BY count(*) DESC LIMIT 1"
_OUTLET = "SELECT outlet FROM marks WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 1"
_CLAIMANT = "SELECT claimant FROM marks WHERE claimant IS NOT NULL GROUP BY claimant ORDER BY count(*) DESC LIMIT 1"
_RUN = "SELECT run_id FROM runs ORDER BY started_at LIMIT 1"


def addresses(published: Path) -> dict[str, str]:
    """Return the address of each page worth a picture, by the picture's name."""

    def first(sql: str) -> str:
        rows = ask(published, sql).rows()
        return quote(str(rows[0][0]), safe="") if rows else "none"

    return {
        "queue": "/queue",
        "queue-filtered": "/queue?q=said&status=any&kind=money&order=newest",
        "queue-empty": "/queue?q=zzzz",
        "claim": f"/claims/{first(_URGENT)}?back=%2Fqueue",
        "claim-disputed": f"/claims/{first(_DISPUTED)}",
        "claim-told": f"/claims/{first(_TOLD)}",
        "claim-edited": f"/claims/{first(_EDITED)}",
        "article": f"/articles/{first(_LONG)}",
        "articles": "/articles",
        "edits": "/edits",
        "outlets": "/outlets",
        "outlet": f"/outlets/{first(_OUTLET)}",
        "claimants": "/claimants",
        "claimant": f"/claimants/{first(_CLAIMANT)}",
        "runs": "/runs",
        "run": f"/runs/{first(_RUN)}",
        "rejects": "/rejects",
        "ask": "/ask",
        "ask-answer": f"/ask?sql={quote(_QUESTION)}",
        "ask-refused": "/ask?sql=DROP%20TABLE%20claims",
        "help": "/help",
        "fault": "/nowhere",
    }


@contextmanager
def opened(browser: Browser, address: str, screen: str, name: str) -> Iterator[BrowserContext]:
    """Open a window in which a user has signed in."""
    context = browser.new_context(base_url=address, **_SCREENS[screen])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", _PASSWORD)
    page.click("main button")
    page.wait_for_url("**/queue")
    page.close()
    yield context
    context.close()


def take(page: Page, file: Path) -> None:
    """Take a picture of the whole page, down to where it gets too long to look at."""
    height = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size
    assert size, "a page has a size"
    page.screenshot(
        path=file, full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": min(height, _TALLEST)}
    )
    print(file, height)


def take_conflict(mine: BrowserContext, theirs: BrowserContext, path: str, file: Path) -> None:
    """Let two people judge a claim that both have open, and take what the later one sees."""
    pages = [context.new_page() for context in (theirs, mine)]
    for page in pages:
        page.goto(path)
    for page, verdict, note in zip(
        pages, ("false", "true"), ("The register says 12.", "It holds: see page 3."), strict=True
    ):
        page.check(f"[name=verdict][value={verdict}]")
        page.fill("textarea[name=note]", note)
        page.click(".judge button")
        page.locator(".notice, .conflict").first.wait_for()
    take(pages[1], file)
    for page in pages:
        page.close()


def take_report(browser: Browser, report: Path, out: Path) -> None:
    """Take the report on each screen, and as it is printed."""
    for screen, options in _SCREENS.items():
        page = browser.new_page(**options)  # type: ignore[arg-type]
        page.goto(report.absolute().as_uri())
        take(page, out / f"report-{screen}.png")
        page.close()
    page = browser.new_page()
    page.goto(report.absolute().as_uri())
    for paper in ("A4", "Letter"):
        page.pdf(path=out / f"report-{paper.lower()}.pdf", format=paper)
    page.close()


def take_all(address: str, pages: dict[str, str], report: Path, out: Path, only: list[str]) -> None:
    """Take all pictures, or those that are named."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        if not only or "report" in only:
            take_report(browser, report, out)
        for screen, options in _SCREENS.items():
            stranger = browser.new_page(base_url=address, **options)  # type: ignore[arg-type]
            stranger.goto("/login?next=/queue")
            take(stranger, out / f"login-{screen}.png")
            with opened(browser, address, screen, "Ada") as mine, opened(browser, address, screen, "Ben") as theirs:
                page = mine.new_page()
                for name, path in pages.items():
                    if not only or name in only:
                        page.goto(path)
                        page.get_by_text("Looking for the answer").wait_for(state="detached")
                        take(page, out / f"{name}-{screen}.png")
                if not only or "conflict" in only:
                    take_conflict(mine, theirs, pages["claim"], out / f"conflict-{screen}.png")
        browser.close()


def report_of(settings: Settings) -> Path:
    """Return where the report lies."""
    return settings.reports_folder / REPORT_FILE


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(shutil.copytree(asked.data, Path(folder) / "data", symlinks=True))
        password = Passwords().hash_of(_PASSWORD)
        change_users(settings.users_file, lambda _: [Account(name, "admin", password) for name in ("Ada", "Ben")])
        with served(settings.data_folder) as port:
            take_all(
                f"http://127.0.0.1:{port}", addresses(settings.published), report_of(settings), asked.out, asked.only
            )


if __name__ == "__main__":
    main()
