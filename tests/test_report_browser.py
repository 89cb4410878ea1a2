"""The HTML report in a real browser: nothing in an article's text runs there."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from reports.flagged_claims import FlaggedReport, render_html
from reports.subject_page import CLAIMANTS, OUTLETS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ATTACKS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"></svg>",
    "</title></style></script><script>document.title='owned'</script>",
    "\"><script>document.title='owned'</script>",
    "' autofocus onfocus='document.title=\"owned\"",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")


def opened(source: str, folder: Path) -> str:
    """Return the page as the browser holds it after it has run what it would run."""
    (folder / "page.html").write_text(source, encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    options += "--disable-component-update --disable-sync --disable-dev-shm-usage --virtual-time-budget=2000"
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM,
            *options.split(),
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode("utf-8")


def report_of_attacks() -> str:
    """Return a report whose every text tries to change the page's title."""
    text = "\n".join(ATTACKS)
    row = {"claim_id": "c" * 16, "article_id": "a" * 16, "quote": text[:60], "start_char": 0, "end_char": 60}
    row |= {"sentence": text, "sentence_start": 0, "claimant": ATTACKS[4], "measured": ATTACKS[5], "priority": 1.0}
    row |= {"reasons": [{"flag": attack, "why": attack, "clears": attack, "detail": attack} for attack in ATTACKS]}
    article = {"article_id": "a" * 16, "name": ATTACKS[0], "title": ATTACKS[3], "byline": ATTACKS[5], "text": text}
    article |= {"url": "javascript:document.title='owned'", "language": ATTACKS[4]}
    at = datetime(2025, 11, 18, tzinfo=UTC)
    attack = iter(ATTACKS * 9)
    named = ("quote_before", "quote_after", "sentence_after", "title", "outlet", "url", "claimant_before", "measured")
    edit = {name: next(attack) for name in named} | {"changes": ["claimant", ATTACKS[0]], "is_new": True}
    report = FlaggedReport(
        "Harmless",
        at,
        flagged=[row],
        articles=[article],
        since={"made_at": at, "run_id": ATTACKS[0]},
        new_claims=[row | {"title": ATTACKS[1], "outlet": ATTACKS[2]}],
        edits=[edit],
        flag_counts=[{"flag": each, "claims": 3} for each in ATTACKS],
        claimants=[{"claimant": each, "claims": 3, "how_many": 9} for each in ATTACKS],
        figure_days=[{"day": date(2025, 11, day), "kind": ATTACKS[0], "figures": 3} for day in (1, 2)],
        outlet_pages=[{"name": each, "path": OUTLETS.path_of(each), "flagged": 1} for each in ATTACKS],
        claimant_pages=[{"name": each, "path": CLAIMANTS.path_of(each), "flagged": 1} for each in ATTACKS],
    )
    return render_html(report)


def test_no_text_of_an_article_runs(tmp_path: Path) -> None:
    """The title stays, by escaping alone: the page is opened without its policy, which would forbid scripts too."""
    source = report_of_attacks()
    bare = source.replace("Content-Security-Policy", "X-None")
    shown = opened(bare, tmp_path)

    assert bare != source
    assert "<title>Harmless</title>" in shown
    assert "&lt;script&gt;document.title='owned'&lt;/script&gt;" in shown


def test_the_policy_forbids_scripts(tmp_path: Path) -> None:
    """Were escaping ever to fail, the policy in the page keeps a script from running; without it, this one runs."""
    source = report_of_attacks().replace("</body>", "<script>document.title='owned'</script></body>")

    assert "<title>Harmless</title>" in opened(source, tmp_path)
    assert "<title>owned</title>" in opened(source.replace("Content-Security-Policy", "X-None"), tmp_path)


@pytest.mark.parametrize("page", ["report.html", "report_claimant.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_open_to_everybody(page: str, scheme: Literal["light", "dark"], width: int) -> None:
    """No serious fault is found by axe, and nothing is wider than the window, in light and in dark."""
    golden = (Path(__file__).parent / "golden" / page).as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        tab = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        tab.goto(golden)
        found = Axe().run(tab).response["violations"]
        wide = tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        browser.close()

    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}] == []
    assert not wide


def printed(source: str, folder: Path, form: str, *, with_articles: bool = False) -> tuple[int, list[int]]:
    """Return how many pages a report prints on, and how many lines each claim takes on paper."""
    (folder / "page.html").write_text(source, encoding="utf-8")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": 700, "height": 1000})
        page.goto((folder / "page.html").as_uri())
        if with_articles:
            page.get_by_label("print the articles too").check()
        pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=form)))
        page.emulate_media(media="print")
        lines = page.eval_on_selector_all(
            ".flagged tbody tr[id]",
            """rows => rows.map(row => {
                const cells = [...row.querySelectorAll('.said, td.claimant, td.reading, td.reasons')];
                const tops = new Set();
                for (const cell of cells) {
                    const box = cell.getBoundingClientRect(), range = document.createRange();
                    range.selectNodeContents(cell);
                    for (const line of range.getClientRects())
                        if (line.height > 4 && line.bottom <= box.bottom + 2) tops.add(Math.round(line.bottom / 6));
                }
                return tops.size;
            })""",
        )
        browser.close()
    return pages, lines


@pytest.mark.parametrize("form", ["A4", "Letter"])
def test_the_editors_copy_has_a_claim_in_three_lines_ten_a_page(form: str, tmp_path: Path) -> None:
    """Whatever is folded on the screen stays so on paper: its words, who says it, its reading and its reasons; no more."""
    reasons = [
        {"flag": flag, "why": "it may be wrong " * 8, "clears": "the office that keeps the count " * 6, "detail": "{}"}
        for flag in ("casualties", "people_count", "anonymous_source")
    ]
    sentence = (
        "{} of those who had lived in the lower town, it was said late on Friday, were still missing, "
        + "and more " * 40
    )
    text = "\n".join(sentence.format(f"{number} people") for number in range(100, 160))
    rows = []
    for found in re.finditer(r"\d+ people", text):
        end = text.find("\n", found.start())
        row = {"claim_id": f"{found.start():016x}", "article_id": "a" * 16, "quote": found[0], "priority": 1.0}
        row |= {"start_char": found.start(), "end_char": found.end(), "sentence_start": found.start()}
        rows.append(
            row | {"sentence": text[found.start() : end], "claimant": "the mayor of the town", "reasons": reasons}
        )
    article = {"article_id": "a" * 16, "name": "river.txt", "text": text}
    report = FlaggedReport("Printed", datetime(2025, 11, 18, tzinfo=UTC), flagged=rows, articles=[article])
    pages, lines = printed(render_html(report), tmp_path, form)
    assert len(lines) == 60
    assert max(lines) <= 3
    assert pages <= 60 // 10 + 1
    assert printed(render_html(report), tmp_path, form, with_articles=True)[0] > pages
