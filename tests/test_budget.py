"""Each article has a budget, and what goes beyond it is refused by name, with the rule and the next step."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import flows.tasks
from claims.budget import Bounds
from claims.find import Findings, find_claims
from claims.model import Article
from claims.read import Unreadable, read_articles
from flows.limits import Budget
from flows.settings import Settings
from flows.watch import Cost, OverBudget, watched
from warehouse.ask import ask

ARTICLES = Path(__file__).parent / "cases" / "articles"
STORY = "<p>The town of Tarn spent 40 million euros on the bridge last year, said the mayor, Ana Ruiz.</p>"
SMALL = Bounds(characters=1_000, elements=100, claims=5)


@pytest.mark.parametrize(
    ("name", "content", "rule", "setting"),
    [
        ("long.txt", "A word. " * 200, "its text has 1,599 characters, and 1,000 are the most", "budget.characters"),
        ("long.jsonl", '{"text": "' + "A word. " * 200 + '"}', "1,000 are the most", "budget.characters"),
        ("page.html", STORY * 101, "and 100 are the most that are taken apart", "budget.elements"),
        ("tags.html", STORY + "<br>" * 500, "it is HTML of 501 tags, and 100 are the most", "budget.elements"),
        ("crowd.html", STORY + f"<p {' '.join(f'a{n}' for n in range(1_001))}>", "more than 1,000 attributes", "as .txt"),
        ("crowd.html", STORY + "<p " + "".join(f'a{n}="1"' for n in range(1_001)), "1,000 attributes", "as .txt"),
        ("crowd.html", STORY + '<p a=">" ' + " ".join(f"a{n}" for n in range(1_001)), "1,000 attributes", "as .txt"),
        ("crowd.json", '{"text": "<p>a</p><p ' + " ".join(f"a{n}" for n in range(1_001)) + '>"}', "attributes", "as .txt"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_before_it_costs(name: str, content: str, rule: str, setting: str):
    """The line names the input, what it has and what is allowed, and how to raise that."""
    (refusal,) = read_articles(content.encode(), name, bounds=SMALL)

    assert isinstance(refusal, Unreadable)
    assert refusal.name.startswith(name)
    assert rule in refusal.rule
    assert setting in refusal.next_step


def test_code_that_looks_like_a_crowded_element_is_no_reason_to_refuse_a_page():
    """Scripts hold anything; where it looks like an element of a thousand attributes, the parser does not get it."""
    script = "<script>if (a<b " + "or c " * 2_000 + ") {}</script>"
    (article,) = read_articles(
        f"<html><body>{STORY}{script}{STORY.replace('40', '50')}</body></html>".encode(), "a.html"
    )

    assert isinstance(article, Article)
    assert "50 million" in article.text


def test_an_article_of_too_many_claims_is_refused():
    """Tables of figures without end are no article."""
    article = Article("p" * 16, "a" * 16, "It cost $5. " * 6, "table.txt")

    with pytest.raises(Unreadable, match=r"table.txt: it makes more than 5 claims. .* raise budget.claims"):
        find_claims(article, SMALL)
    assert len(find_claims(article, Bounds(claims=6))) == 6


def spin() -> None:
    """Go on without end, and take every fault for one's own."""
    while True:
        try:
            sum(range(1_000))
        except Exception:  # noqa: BLE001 - as libraries do
            continue


def backtrack() -> None:
    """Stay inside one call of a pattern that never ends."""
    re.match(r"(a|a)+b", "a" * 64)


def hoard() -> None:
    """Take more and more memory."""
    held: list[bytes] = []
    while True:
        held.append(bytes(range(256)) * 16)


def nest() -> None:
    """Be watched inside, and go on outside."""
    with watched(Cost(seconds=60)):
        sum(range(1_000))
    spin()


@pytest.mark.parametrize("work", [spin, backtrack])
def test_a_watch_ends_what_takes_too_long(work: Callable[[], None]):
    """Wherever it is: in a loop that swallows faults, or inside a pattern."""
    with pytest.raises(OverBudget, match=r"it takes more than 0.3 s of computing"), watched(Cost(seconds=0.3)):
        work()


def test_a_watch_ends_what_takes_too_much_memory():
    """A list that grows is stopped soon after the limit."""
    with pytest.raises(OverBudget, match=r"more than 60 MB of memory"), watched(Cost(seconds=60, megabytes=60)):
        hoard()


def test_a_watch_inside_another_leaves_that_as_it_was():
    """The outer one goes on when the inner one is over."""
    with pytest.raises(OverBudget, match=r"0.5 s"), watched(Cost(seconds=0.5)):
        nest()


def test_a_signal_that_comes_behind_the_watch_ends_nothing():
    """Other threads compute on while a watch ends, and the timer may have struck already: alone, in a process of its own."""
    late = "import signal\nwith watched(Cost()): pass\nsignal.raise_signal(signal.SIGPROF)\nprint('lives')"
    command = [sys.executable, "-c", f"from flows.watch import Cost, watched\n{late}"]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == "lives\n"


def test_one_article_stalls_no_run(run_plainly: Callable[..., None], workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """It is refused by name when its time is up, the others are kept, and the run ends."""
    read = flows.tasks.read_article_claims

    def stalling(article: Article, bounds: Bounds) -> Findings:
        if article.name == "bank.txt":
            spin()
        return read(article, bounds)

    monkeypatch.setattr(flows.tasks, "read_article_claims", stalling)
    settings = Settings(workplace / "data", budget=Budget(Cost(seconds=3.0)))
    run_plainly([ARTICLES], settings)

    rejects = ask(settings.published, "SELECT row_json->>'name', rule, row_json->>'next_step' FROM rejects").rows()
    assert rejects == [("bank.txt", "it takes more than 3 s of computing", "Split it, or raise budget.seconds")]
    assert ask(settings.published, "SELECT count(*) FROM articles WHERE found_with IS NOT NULL").item() == 2
