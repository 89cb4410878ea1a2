"""What to ask outside, for people: the question's words to look for, links that their own browser opens, and what was answered."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_ASKED_ABOUT = re.compile(r" (?:it says|is quoted): “(?P<words>.*)” [A-Z][^”]*(?:“[^”]*”[^”]*)?\?$")
_NOTES = re.compile(r"\s*\[[^\]]*\]")
_INNER = re.compile(r"‘([^‘’]*)’")
_MOST_WORDS = 24
_EVERYWHERE = (
    ("Fact-checks", "https://toolbox.google.com/factcheck/explorer/search/{words}"),
    ("The web", "https://duckduckgo.com/?q={words}"),
)
_BY_AUTHORITY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "registry": (("Wikidata", "https://www.wikidata.org/w/index.php?search={words}"),),
    "statistics": (
        ("Our World in Data", "https://ourworldindata.org/search?q={words}"),
        ("World Bank", "https://data.worldbank.org/?search={words}"),
    ),
    "document": (
        ("Documents (PDF)", "https://duckduckgo.com/?q=filetype%3Apdf+{words}"),
        ("Papers", "https://scholar.google.com/scholar?q={words}"),
    ),
    "person": (("News", "https://news.google.com/search?q={words}"),),
}
_OUTCOMES = {
    "supports": "agrees", "contradicts": "differs", "near": "is near", "silent": "says nothing of it", "not_understood": "is not understood",
}  # fmt: skip


def search_words(question: str) -> str:
    """Return what to look for of a question: the words that it quotes, without what it put into them; none where it asks nothing."""
    found = _ASKED_ABOUT.search(question)
    words = _NOTES.sub("", found["words"]) if found else ""
    return " ".join(re.sub(r"[“”‘\"]", "", _INNER.sub(r"\1", words)).split()[:_MOST_WORDS])


def asked_of(question: str) -> str:
    """Return the one thing that a question asks, for where the words that it quotes stand beside it; the whole where it is not told."""
    found = _ASKED_ABOUT.search(question)
    return question[found.end("words") + 2 :] if found else question


def searches_of(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return where to look for an answer, each with its address; nothing is fetched, a reader's own browser follows it."""
    words = quote(search_words(row.get("question") or ""), safe="")
    if not words:
        return []
    return [
        (title, address.format(words=words))
        for title, address in (*_EVERYWHERE, *_BY_AUTHORITY.get(row.get("authority") or "", ()))
    ]


def outcome_words(outcome: str) -> str:
    """Return how what a source says compares with the claim: "agrees", "differs"; it is never a verdict."""
    return _OUTCOMES.get(outcome, outcome)


def evidence_line(row: Mapping[str, Any]) -> str | None:
    """Return the one line of what outside sources have said of a claim: how many agree and differ, and the newest of them."""
    told = row.get("evidence")
    if not told:
        return None
    counts = [
        f"{told[name]} {_OUTCOMES[name].replace('agrees', 'agree').replace('differs', 'differ')}"
        for name in ("supports", "contradicts")
        if told[name]
    ]
    near = [f"{told['near']} near"] if told["near"] else []
    return "; ".join(filter(None, (", ".join((*counts, *near)), told["says"])))
