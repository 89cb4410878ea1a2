"""From what a server sent to articles: which reader its type asks for, its encoding, and its date beside the feed's."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from claims.metadata import SAME_DAY, day_in_words
from claims.model import Article
from claims.read import Unreadable, read_articles
from claims.read_html import declared_charset
from flows.bodies import refuse_bodiless
from flows.limits import ROOMY, Budget
from flows.watch import within

CLOCK_SKEW = timedelta(minutes=5)  # by which a site's clock may be ahead of ours

_HINTS = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt", "application/json": "json",
    "application/ld+json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
}  # fmt: skip
_ENDINGS = (".txt", ".json", ".jsonl", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a server sent, now or when an archive was made."""

    url: str
    content: bytes
    content_type: str  # in lower case, without parameters; "" when not said
    charset: str | None
    sent_at: datetime


def read_sent(
    sent: Sent, name: str, outlet: str | None = None, budget: Budget = ROOMY
) -> Iterator[Article | Unreadable]:
    """Yield the articles of a page, each under the name that people know it by, and with no date from the future."""
    hint = f"page.{_form_of(sent)}"
    content = sent.content if hint.endswith("gz") else transcoded(sent.content, sent.charset)
    reads = read_articles(content, hint, outlet=outlet, url=sent.url, bounds=budget.bounds)
    for read in within(reads, hint, budget.cost):
        if isinstance(read, Unreadable):
            yield Unreadable(_renamed(read.name, hint, name), read.rule, read.next_step)
            continue
        called = replace(read, name=_renamed(read.name, hint, name), seen_on=sent.sent_at.date())
        settled = settle_published(called, None, sent.sent_at)
        yield refuse_bodiless(settled) or settled


def _renamed(read: str, hint: str, name: str) -> str:
    """Return the name for people: the reader only knew the hint."""
    return name + read.removeprefix(hint) if read.startswith(hint) else read


def _form_of(sent: Sent) -> str:
    """Return the ending that tells the reader the form: by the declared type, else by the address, else by the content."""
    path = sent.url.partition("?")[0].lower()
    packed = ".gz" if sent.content.startswith(b"\x1f\x8b") else ""
    if sent.content_type in _HINTS and not packed:
        form = _HINTS[sent.content_type]
        return "html" if form == "txt" and _looks_like_html(sent.content) else form
    ending = next((each for each in _ENDINGS if path.removesuffix(".gz").endswith(each)), None)
    if ending:
        return ending[1:] + packed
    start = sent.content.lstrip()[:1]
    return {b"{": "json", b"[": "json", b"<": "html"}.get(start, "txt") + packed


def _looks_like_html(content: bytes) -> bool:
    head = content[:1_000].lower()
    return b"<html" in head or b"<!doctype html" in head


def transcoded(content: bytes, charset: str | None) -> bytes:
    """Return the bytes in UTF-8 where the server alone says what they are; what contradicts it stays for the reader."""
    if not charset or declared_charset(content) or _is_utf8(content):
        return content
    try:
        if codecs.lookup(charset).name in {"iso8859-1", "ascii", "utf-8"}:
            return content  # said by servers of everything: the reader knows better
        return content.decode(charset).encode("utf-8")
    except (LookupError, ValueError, AttributeError):
        return content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def settle_published(article: Article, in_feed: datetime | None, now: datetime) -> Article:
    """Return the article with the page's date of publication, else the feed's; the others are kept as conflicts.

    A date after `now`, the moment of fetching, is never believed.
    """
    stated = [(article.published_basis or "page", article.published_at), ("feed", in_feed)]
    conflicts = list(article.published_conflicts)
    believed: tuple[str | None, datetime | None] = (None, None)
    for basis, moment in stated:
        if moment is None:
            continue
        at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        if at > now + CLOCK_SKEW:
            conflicts.append(f"{basis}: {day_in_words(at)}, after it was fetched")
        elif believed[1] is None:
            believed = (basis, at)
        elif abs(at - believed[1]) > SAME_DAY:
            conflicts.append(f"{basis}: {day_in_words(at)}, not that of {believed[0]}")
    return replace(
        article,
        published_at=believed[1],
        published_basis=believed[0],
        published_conflicts=tuple(dict.fromkeys(conflicts)),
    )
