"""What a question opens with: which story it is about, and, where its words point back, what stood just before them."""

import re
from collections.abc import Sequence

from claims.asking.debris import cleaned, own_part
from claims.asking.plain import nested
from claims.model import Article, Sentence, Span
from claims.reading import Reading

LONGEST_TITLE = 150
"""Characters of a headline in a question; a longer one is cut at a word."""

_FIRST = 3  # sentences that a text without a title is told by
_BEGINNING = 25  # words of a text without a title that tell people which one it is
_MOST_READ = 600  # characters of a sentence for its first words
_UNKNOWN = frozenset({"", "unknown", "none", "n/a"})
_BEHIND = re.compile(
    r"\s+(?:\||[-–—»])\s+(?P<outlet>(?:[A-Z@][\w.’']*|of|the|and|&)(?:\s+(?:[A-Z@][\w.’']*|of|the|and|&)){0,4})$"
)


def story(article: Article) -> str:
    """Return the words that tell which story is meant: its headline, outlet and day; empty where it has no headline."""
    title = headline(article)
    by = _by(article)
    return f"In the story “{title}”{f' ({by})' if by else ''}" if title else ""


def opening(reading: Reading, before: int) -> str:
    """Return which text is meant where it has no headline: its first words, or the second sentence where the first is asked about."""
    by = f" ({told})" if (told := _by(reading.article)) else ""
    first = [each for each in reading.sentences[:_FIRST] if each.end <= before]
    if first:
        return f"In the story that begins “{_words(first, reading)}”{by}"
    rest = [each for each in reading.sentences[:_FIRST] if each.start > before]
    return f"In the story that goes on “{_words(rest, reading)}”{by}" if rest else ""


def _words(sentences: Sequence[Sentence], reading: Reading) -> str:
    """Return the first words of some sentences, as many as tell a story from others."""
    spans = (Span(each.start, min(each.end, each.start + _MOST_READ)) for each in sentences)
    words = " ".join(cleaned(nested(own_part(reading.text, span, span).of(reading.text))) for span in spans).split()
    return " ".join(words[:_BEGINNING]) + ("" if len(words) <= _BEGINNING else " …")


def headline(article: Article) -> str:
    """Return the title on one line, without the outlet's name behind it, and cut at a word where it is long."""
    title = " ".join((article.title or "").split())
    found = _BEHIND.search(title)
    if found and len(title[: found.start()].split()) > 2:
        title = title[: found.start()]
    title = nested(title)
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _by(article: Article) -> str:
    outlet = (article.outlet or "").strip()
    day = article.published_on
    told = f"{day.day} {day:%B} {day.year}" if day else ""
    return ", ".join(part for part in ("" if outlet.lower() in _UNKNOWN else outlet, told) if part)
