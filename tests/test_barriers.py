"""Paywall stubs, consent walls and checks for robots are refused with a next step, and articles never are."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.barriers import CONSENT, PAYWALL, ROBOTS, barrier_instead, barrier_of
from claims.read import Unreadable, read_articles

CASES = tomllib.loads((Path(__file__).parent / "cases" / "read" / "barriers.toml").read_text("utf-8"))["case"]
BARRIERS = {"paywall": PAYWALL, "consent": CONSENT, "robots": ROBOTS, None: None}
STORY = "The harbour master counted nine boats at dawn and told the town that two were lost. "

PAGE = """<html><head><title>Ferry</title>{head}</head><body><nav>News Sport</nav><article><h1>Ferry line grows</h1>
<p>{story}</p></article><aside>{aside}</aside></body></html>"""


def text_of(case: dict[str, Any]) -> str:
    """Return the text with as many words of plain story in front as the case wants."""
    words = (STORY * (case.get("pad", 0) // 16 + 1)).split()[: case.get("pad", 0)]
    return f"{' '.join(words)}\n{case['text']}".strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('barrier')}: {case['text'][:30]}")
def test_barriers_are_told_from_articles(case: dict[str, Any]):
    """Each case is the barrier that it names, or an article."""
    assert set(case) <= {"text", "around", "is_free", "pad", "barrier"}
    found = barrier_of(text_of(case), case.get("around", ""), is_free=case.get("is_free"))

    assert found == BARRIERS[case.get("barrier")]


@given(st.text(max_size=200), st.integers(1, 3))
def test_a_long_story_is_never_refused_for_its_margin(words: str, times: int):
    """Whatever stands at its end, a story of many words is kept."""
    assert barrier_of(f"{STORY * 20 * times}\n{words}") is None


def read_page(**parts: str) -> Any:
    """Read a page made of the parts."""
    page = PAGE.format(**{"head": "", "aside": "", "story": STORY * 4, **parts})
    return next(iter(read_articles(page.encode(), "ferry.html")))


def test_a_page_that_declares_its_paywall_is_refused():
    """What it shows is too little, and it says itself that it is not free."""
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    refusal = read_page(head=head)

    assert isinstance(refusal, Unreadable)
    assert (refusal.rule, refusal.next_step) == (PAYWALL.rule, PAYWALL.next_step)
    assert not isinstance(read_page(head=head, story=STORY * 30), Unreadable)


def test_a_page_whose_box_cuts_the_story_off_is_refused():
    """The box stands outside of the main text, and still tells."""
    assert isinstance(read_page(aside="<p>Subscribe now to continue reading</p>"), Unreadable)
    assert not isinstance(read_page(aside="<p>Subscribe to our newsletter</p>"), Unreadable)


def test_a_page_of_consent_alone_says_so():
    """No main text, and the reason is known."""
    page = b"<html><body><div>We value your privacy</div><button>Accept all</button></body></html>"
    refusal = next(iter(read_articles(page, "wall.html")))

    assert isinstance(refusal, Unreadable)
    assert refusal.rule == CONSENT.rule
    assert barrier_instead("Home News Sport") is None


@pytest.mark.parametrize("name", ["stub.txt", "stub.json"])
def test_stubs_that_were_saved_are_refused_too(name: str):
    """A text file or a record may be a stub as well as a page."""
    text = "The ferry line carried 4 million people. Subscribe to continue reading."
    data = text.encode() if name.endswith("txt") else f'{{"text": "{text}"}}'.encode()
    (refusal,) = read_articles(data, name)

    assert isinstance(refusal, Unreadable)
    assert refusal.rule == PAYWALL.rule
