"""The HTML report in a real browser: nothing in an article's text runs there."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reports.flagged_claims import FlaggedReport, render_html
from reports.subject_page import CLAIMANTS, OUTLETS
from tests.chromium import RULES_OF_COLOURS, chromium, needs_chromium, serious_faults

ATTACKS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"></svg>",
    "</title></style></script><script>document.title='owned'</script>",
    "\"><script>document.title='owned'</script>",
    "' autofocus onfocus='document.title=\"owned\"",
)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the file."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def reader(browser: Any) -> Any:
    """A page in which axe may run, whatever the policy of what is opened there."""
    return browser.new_page(bypass_csp=True)


def opened(browser: Any, source: str, folder: Path) -> str:
    """Return the page as the browser holds it after it has run what it would run."""
    (folder / "page.html").write_text(source, encoding="utf-8")
    page = browser.new_page()
    page.goto((folder / "page.html").as_uri())
    # Painted twice and idle for a while: by then the cursor stands where a page puts it, which can run something too.
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))"
    )
    shown: str = page.content()
    page.close()
    return shown


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


def test_no_text_of_an_article_runs(browser: Any, tmp_path: Path) -> None:
    """The title stays, by escaping alone: the page is opened without its policy, which would forbid scripts too."""
    source = report_of_attacks()
    bare = source.replace("Content-Security-Policy", "X-None")
    shown = opened(browser, bare, tmp_path)

    assert bare != source
    assert "<title>Harmless</title>" in shown
    assert "&lt;script&gt;document.title='owned'&lt;/script&gt;" in shown


def test_the_policy_forbids_scripts(browser: Any, tmp_path: Path) -> None:
    """Were escaping ever to fail, the policy in the page keeps a script from running; without it, this one runs."""
    source = report_of_attacks().replace("</body>", "<script>document.title='owned'</script></body>")

    assert "<title>Harmless</title>" in opened(browser, source, tmp_path)
    assert "<title>owned</title>" in opened(browser, source.replace("Content-Security-Policy", "X-None"), tmp_path)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", ["report.html", "report_claimant.html"])
def test_the_page_is_open_to_everybody(reader: Any, page: str, width: int) -> None:
    """No serious fault is found by axe, and nothing is wider than the window, in light and in dark."""
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme="light")
    reader.goto((Path(__file__).parent / "golden" / page).as_uri())
    for scheme, rules in (("light", None), ("dark", RULES_OF_COLOURS)):
        reader.emulate_media(color_scheme=scheme)
        assert serious_faults(reader, rules) == [], scheme
        assert not reader.evaluate("document.documentElement.scrollWidth > window.innerWidth"), scheme


def printed(
    browser: Any, source: str, folder: Path, form: str, *, with_articles: bool = False
) -> tuple[int, list[int]]:
    """Return how many pages a report prints on, and how many lines each claim takes on paper."""
    (folder / "page.html").write_text(source, encoding="utf-8")
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
    page.close()
    return pages, lines


@pytest.mark.parametrize("form", ["A4", "Letter"])
def test_the_editors_copy_has_a_claim_in_three_lines_ten_a_page(browser: Any, form: str, tmp_path: Path) -> None:
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
    pages, lines = printed(browser, render_html(report), tmp_path, form)
    assert len(lines) == 60
    assert max(lines) <= 3
    assert pages <= 60 // 10 + 1
    assert printed(browser, render_html(report), tmp_path, form, with_articles=True)[0] > pages
