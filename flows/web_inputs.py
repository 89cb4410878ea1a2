"""Inputs from the web: an address becomes articles, whether it is a page, a feed, a sitemap or an index of sitemaps.

Every address that is asked ends as an article, as a refusal with rule and next step, or (a page that two feeds list) as
the same article only once.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from claims.model import Article
from claims.read import Unreadable
from flows.fetch_log import Request
from flows.fetched import Fetched, NotFetched
from flows.limits import Feed
from flows.locks import lock
from flows.pages import Sent, read_sent, settle_published
from flows.rows import Row
from flows.settings import Settings
from flows.watch import OverBudget, refusal_of, watched, where

if TYPE_CHECKING:
    from flows.feeds import Entry, Form, Listing
    from flows.web import Door

DEEPEST = 2  # an index of sitemaps may list sitemaps, and no more indexes


Ask = Callable[["Door", str], "Fetched"]
"""How an address is asked that was named, or is a list that leads to others; raises NotFetched."""


def ask_door(door: "Door", url: str) -> Fetched:
    """Ask at the door, which tries again by itself."""
    return door.fetch(url)


class DeadLink(Unreadable):
    """A page that a list names and that cannot be read, though others can: told, and no fault of what was asked for."""


class LeftToAnother(DeadLink):
    """An address that another run is reading at this moment."""


@dataclass(slots=True)
class WebReader:
    """What one run reads from the web; `keeps` has answers kept in the data folder, `resting` are feeds to leave alone."""

    settings: Settings
    keeps: bool = False
    resting: Mapping[str, datetime] = field(default_factory=dict)
    ask: Ask = ask_door
    _door: "Door | None" = None
    log: list[Row] = field(default_factory=list)  # of what was asked; whoever keeps it empties it
    _taken: ExitStack = field(default_factory=ExitStack)
    _seen: set[str] = field(default_factory=set)
    _asked_pages: int = 0  # of the address that is being read, over all lists that it leads to
    _left_out: int = 0  # of these, those beyond the most

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the door, if it was opened, and leave what was read to other runs."""
        if self._door:
            self._door.__exit__()
        self._taken.close()

    def read(self, url: str, *, is_feed: bool = False, outlet: str | None = None) -> Iterator[Article | Unreadable]:
        """Yield the articles behind an address; `is_feed` says that it must be a feed or a sitemap."""
        feed = next((each for each in self.settings.feeds if each.url == url), Feed(url))
        until = self.resting.get(url) if is_feed else None
        if until:
            rule = "it failed when it was asked last, and is left alone for now"
            yield Unreadable(url, rule, f"It is asked again after {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
            return
        if self.keeps and not self._take(url):
            rule = "another run is reading it at this moment"
            yield LeftToAnother(url, rule, "That run keeps what it finds; this one goes on with the others")
            return
        self._asked_pages = self._left_out = 0
        yield from self._read(url, replace(feed, outlet=feed.outlet or outlet), is_feed=is_feed, above=())
        if self._left_out:
            most = self.settings.web.most_pages
            rule = f"it lists {self._left_out} entries more than the {most} that a run reads"
            yield Unreadable(url, rule, "Raise web.most_pages")

    def _take(self, url: str) -> bool:
        """Keep other runs from an address for as long as this one lasts; tell whether none has it."""
        folder = self.settings.live.parent / "reading"
        folder.mkdir(parents=True, exist_ok=True)
        return self._taken.enter_context(lock(folder / sha256(url.encode()).hexdigest()[:16]))

    def _read(self, url: str, feed: Feed, *, is_feed: bool, above: tuple[str, ...]) -> Iterator[Article | Unreadable]:
        """Yield what an address holds that may be a page or a list; `above` are the lists that led there."""
        from flows.feeds import form_of, unpacked  # noqa: PLC0415 - only the web needs them

        if url in self._seen:
            return
        self._seen.add(url)
        request = Request(url, "feed" if is_feed else None, above[-1] if above else None)
        try:
            fetched = self._fetch(request, self.ask)
            content = unpacked(fetched.content, url, self.settings.web.most_bytes)
            form = form_of(content)
            if form is None and is_feed:
                raise self._spoilt(
                    request, fetched, "it is neither a feed nor a sitemap", "Name its feed, or the page as INPUT"
                )
            if form is None:
                yield from self._read_page(request, fetched, feed)
                return
            listing = self._listing(request, replace(fetched, content=content), form)
        except Unreadable as refusal:
            yield refusal
            return
        entries = self._read_entries(listing, feed, (*above, url))
        yield from entries if above else _forgiven(entries)

    def _fetch(self, request: Request, ask: Ask = ask_door) -> Fetched:
        """Ask, note a failure, and raise it as a refusal."""
        from flows.web import Door  # noqa: PLC0415 - loads requests

        if self._door is None:
            cache = self.settings.web_cache if self.keeps else None
            self._door = Door(self.settings.web, contact=self.settings.contact, cache=cache)
        try:
            return ask(self._door, request.url)
        except NotFetched as failure:
            self.log.append(request.failed(failure))
            raise Unreadable(request.url, failure.rule, failure.next_step) from failure

    def _spoilt(self, request: Request, fetched: Fetched, rule: str, next_step: str) -> Unreadable:
        """Note that an answer held nothing to read, and return the refusal."""
        self.log.append(request.spoilt(fetched, rule))
        return Unreadable(request.url, rule, next_step)

    def _listing(self, request: Request, fetched: Fetched, form: "Form") -> "Listing":
        """Read a feed or sitemap and note how it went; raises Unreadable when nothing could be read in it."""
        from flows.feeds import read_listing  # noqa: PLC0415

        request.kind = "feed" if form in {"feed", "json feed"} else "sitemap"
        try:
            with watched(self.settings.budget.cost):
                listing = read_listing(
                    fetched.content, form, fetched.final_url, charset=fetched.charset, most=self.settings.web.most_pages
                )
        except OverBudget as over:
            refusal = refusal_of(over, request.url)
            raise self._spoilt(request, fetched, refusal.rule, refusal.next_step) from over
        except Unreadable as refusal:
            raise self._spoilt(request, fetched, refusal.rule, refusal.next_step) from refusal
        except Exception as error:
            rule = f"it cannot be read ({where(error)})"
            raise self._spoilt(request, fetched, rule, "Report it with its address") from error
        if listing.fault and not listing.entries:
            raise self._spoilt(request, fetched, listing.fault, "Look at it in a feed reader, or tell the outlet")
        self.log.append(request.answered(fetched, entries=len(listing.entries), note=listing.fault))
        return listing

    def _read_entries(self, listing: "Listing", feed: Feed, above: tuple[str, ...]) -> Iterator[Article | Unreadable]:
        """Yield the articles of the pages that a list names, and what of it could not be read."""
        here = above[-1]
        if listing.nameless:
            yield Unreadable(here, f"{listing.nameless} of its entries have no web address", "Tell the outlet")
        self._left_out += listing.left_out
        for entry in listing.entries:
            if self._asked_pages >= self.settings.web.most_pages:
                self._left_out += 1
            elif listing.form != "sitemap index":
                yield from self._read_entry(entry, feed, here)
            elif len(above) < DEEPEST:
                yield from self._read(entry.url, feed, is_feed=True, above=above)
            else:
                yield Unreadable(entry.url, "it is listed by an index that an index lists", "Name it itself")

    def _read_entry(self, entry: "Entry", feed: Feed, feed_url: str) -> Iterator[Article | Unreadable]:
        """Yield the article of a page that a feed lists, with what the feed says where the page is silent."""
        from flows.feeds import form_of  # noqa: PLC0415

        if entry.url in self._seen:
            return
        self._seen.add(entry.url)
        self._asked_pages += 1
        request = Request(entry.url, "page", feed_url)
        try:
            fetched = self._fetch(request)
            if form_of(fetched.content):
                raise self._spoilt(
                    request, fetched, "it is a list, where its feed says it is a page", "Name it itself, with --feed"
                )
        except Unreadable as refusal:
            yield refusal
            return
        for read in self._read_page(request, fetched, feed):
            yield read if isinstance(read, Unreadable) else _with_entry(read, entry, feed, request.began_at)

    def _read_page(self, request: Request, fetched: Fetched, feed: Feed) -> Iterator[Article | Unreadable]:
        """Yield the articles of a page, as a rule one; a page that has not changed is noted by being seen alone."""
        request.kind = "page"
        if not fetched.unchanged:
            self.log.append(request.answered(fetched))
        sent = Sent(fetched.final_url, fetched.content, fetched.content_type, fetched.charset, request.began_at)
        yield from read_sent(sent, request.url, feed.outlet, self.settings.budget)


def _forgiven(reads: Iterator[Article | Unreadable]) -> Iterator[Article | Unreadable]:
    """Yield what a list held; beside an article, refusals are those of dead links."""
    before_any: list[Unreadable] | None = []
    for read in reads:
        if isinstance(read, Article):
            yield from map(_dead_link, before_any or ())
            before_any = None
            yield read
        elif before_any is None:
            yield _dead_link(read)
        else:
            before_any.append(read)
    yield from before_any or ()


def _dead_link(refusal: Unreadable) -> DeadLink:
    return DeadLink(refusal.name, refusal.rule, refusal.next_step)


def _with_entry(article: Article, entry: "Entry", feed: Feed, now: datetime) -> Article:
    """Return the article with what the feed says of it where the page itself is silent."""
    filled = replace(
        article,
        title=article.title or entry.title,
        byline=article.byline or entry.byline,
        outlet=article.outlet or entry.outlet,
        language=article.language or feed.language or entry.language,
    )
    return settle_published(filled, entry.published_at, now)
