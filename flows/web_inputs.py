"""Inputs from the web: addresses become articles, whether they are pages, feeds, sitemaps or indexes of sitemaps.

Every address that is asked ends as an article, as a refusal with rule and next step, or (a page that two feeds list) as
the same article only once. Many hosts are asked at once (`flows.fetching`); what is read comes in a settled order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from claims.model import Article
from claims.read import Unreadable
from flows.asked import Asked, DeadLink, LeftToAnother
from flows.fetch_log import Request
from flows.fetched import Fetched, NotFetched
from flows.inputs import Address
from flows.limits import Feed
from flows.locks import allow_open_files, lock
from flows.pages import Sent, read_sent, settle_published
from flows.progress import Meter
from flows.rows import Row
from flows.settings import Settings
from flows.watch import OverBudget, refusal_of, watched, where
from flows.web_time import WebTime

if TYPE_CHECKING:
    from flows.feeds import Entry, Form, Listing
    from flows.fetching import Fetching, Job
    from flows.web import Door
    from schemas.fetch import FetchedKind

__all__ = ["Ask", "DeadLink", "LeftToAnother", "WebReader", "ask_door"]

DEEPEST = 2  # an index of sitemaps may list sitemaps, and no more indexes

Read = Article | Unreadable

Ask = Callable[["Door", str], Fetched]
"""How an address is asked that was named, or is a list that leads to others; raises NotFetched."""


def ask_door(door: "Door", url: str) -> Fetched:
    """Ask at the door, which tries again by itself."""
    return door.fetch(url)


@dataclass(frozen=True, slots=True)
class Purpose:
    """For what an address is asked: `above` are the lists that led there, `after` those that its index lists behind it."""

    asked: Asked
    is_feed: bool = False  # it must be a list
    entry: "Entry | None" = None  # what its list says of a page
    above: tuple[str, ...] = ()
    after: Iterator["Entry"] = field(default_factory=lambda: iter(()))


@dataclass(slots=True)
class WebReader:
    """What one run reads from the web; `keeps` has answers kept in the data folder, `resting` are feeds to leave alone.

    `asked_before` tells when addresses were asked last, for a site that has more pages than it may be asked in one run.
    """

    settings: Settings
    keeps: bool = False
    resting: Mapping[str, datetime] = field(default_factory=dict)
    ask: Ask = ask_door
    asked_before: Callable[[list[str]], Mapping[str, datetime]] = lambda _urls: {}
    _door: "Door | None" = None
    _time_of_web: WebTime | None = None  # begun with the first address of the run
    log: list[Row] = field(default_factory=list)  # of what was asked; whoever keeps it empties it
    _taken: ExitStack = field(default_factory=ExitStack)
    _seen: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the door, if it was opened, and leave what was read to other runs."""
        if self._door:
            self._door.__exit__()
        self._taken.close()

    def read(self, url: str, *, is_feed: bool = False, outlet: str | None = None) -> Iterator[Read]:
        """Yield the articles behind an address; `is_feed` says that it must be a feed or a sitemap."""
        yield from self.read_all([Address(url, is_feed)], outlet)

    def read_all(
        self, addresses: Sequence[Address], outlet: str | None = None, meter: Meter | None = None
    ) -> Iterator[Read]:
        """Yield the articles behind the addresses, in an order that depends on what sites list and say, never on time.

        The `meter` is told of each address that is done with.
        """
        meter, jobs = meter or Meter(), list[tuple[tuple[int, ...], str, Purpose]]()
        allow_open_files(len(addresses))  # each has a lock
        for place, address in enumerate(addresses):
            if refusal := self._left_alone(address):
                yield refusal
                meter.done_inputs += 1
            elif self._is_new(address.url):
                asked = Asked(address.url, self._feed(address.url, outlet), self.settings.web.most_pages, jobs=1)
                jobs.append(((place,), address.url, Purpose(asked, address.is_feed)))
            else:
                meter.done_inputs += 1
        if jobs:
            yield from self._read_jobs(jobs, meter)

    def _read_jobs(self, jobs: Iterable[tuple[tuple[int, ...], str, Purpose]], meter: Meter) -> Iterator[Read]:
        """Ask the addresses and all that they lead to."""
        from flows.fetching import Fetching, Job  # noqa: PLC0415 - only the web needs it

        with Fetching(
            self._open_door(),
            ask=self._ask,
            leads_on=self._leads_on,
            asked_before=self.asked_before,
            named=lambda job: job.about.asked.url,
            web_time=self._time_of_web,
        ) as fetching:
            fetching.add(Job(*job) for job in jobs)
            for job in fetching:
                asked = job.about.asked
                yield from asked.forgiven(self._look_into(job, fetching))
                asked.jobs -= 1
                if not asked.jobs:
                    yield from asked.ending()
                    meter.done_inputs += 1

    def _ask(self, job: "Job[Purpose]", door: "Door") -> Fetched:
        """Ask an address, a page that a list names plainly at the door; raises NotFetched."""
        return door.fetch(job.url) if job.about.entry else self.ask(door, job.url)

    def _left_alone(self, address: Address) -> Unreadable | None:
        """Return why an address is not asked in this run: it rests after a failure, or another run reads it."""
        if until := self.resting.get(address.url) if address.is_feed else None:
            rule = "it failed when it was asked last, and is left alone for now"
            return Unreadable(address.url, rule, f"It is asked again after {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
        if self.keeps and address.url not in self._seen and not self._take(address.url):
            rule = "another run is reading it at this moment"
            return LeftToAnother(address.url, rule, "That run keeps what it finds; this one goes on with the others")
        return None

    def _take(self, url: str) -> bool:
        """Keep other runs from an address for as long as this one lasts; tell whether none has it."""
        folder = self.settings.live.parent / "reading"
        folder.mkdir(parents=True, exist_ok=True)
        return self._taken.enter_context(lock(folder / sha256(url.encode()).hexdigest()[:16]))

    def _is_new(self, url: str) -> bool:
        """Tell whether the address was not met before in this run, and remember it."""
        is_new = url not in self._seen
        self._seen.add(url)
        return is_new

    def _feed(self, url: str, outlet: str | None) -> Feed:
        feed = next((each for each in self.settings.feeds if each.url == url), Feed(url))
        return replace(feed, outlet=feed.outlet or outlet)

    def _open_door(self) -> "Door":
        from flows.web import Door  # noqa: PLC0415 - loads requests

        if self._door is None:
            cache = self.settings.web_cache if self.keeps else None
            self._door = Door(self.settings.web, contact=self.settings.contact, cache=cache)
            self._time_of_web = WebTime(self.settings.web)
        return self._door

    def _leads_on(self, job: "Job[Purpose]") -> bool:
        """Tell whether the answer may be a list, whose pages come before what else its host is asked."""
        from flows.feeds import form_of, unpacked  # noqa: PLC0415

        if job.about.entry is not None or not isinstance(job.result, Fetched):
            return False
        try:
            return form_of(unpacked(job.result.content, job.url, self.settings.web.most_bytes)) is not None
        except Unreadable:
            return False

    def _look_into(self, job: "Job[Purpose]", fetching: "Fetching[Purpose]") -> Iterator[Read]:
        """Yield what an answer holds, and have asked what it leads to."""
        about, result = job.about, job.result
        kind: FetchedKind | None = "page" if about.entry else "feed" if about.is_feed else None
        request = Request(job.url, kind, about.above[-1] if about.above else None, job.began_at, job.seconds)
        try:
            if isinstance(result, Fetched):
                yield from (
                    self._read_page(request, result, about) if about.entry else self._read(job, request, fetching)
                )
            elif isinstance(result, NotFetched):
                self.log.append(request.failed(result))
                yield Unreadable(request.url, result.rule, result.next_step)
            elif result is not None:
                for _ in (job, *about.after):  # the lists behind it have no time either
                    about.asked.leave(result)
        except Unreadable as refusal:
            yield refusal
        if not about.entry:
            self._ask_next_list(about, about.after, job.key[:-1], fetching)

    def _read(self, job: "Job[Purpose]", request: Request, fetching: "Fetching[Purpose]") -> Iterator[Read]:
        """Yield what an address holds that may be a page or a list; the pages of a list are asked."""
        from flows.feeds import form_of, unpacked  # noqa: PLC0415 - only the web needs them

        about, fetched = job.about, job.result
        assert isinstance(fetched, Fetched)
        content = unpacked(fetched.content, request.url, self.settings.web.most_bytes)
        form = form_of(content)
        if form is None and about.is_feed:
            raise self._spoilt(
                request, fetched, "it is neither a feed nor a sitemap", "Name its feed, or the page as INPUT"
            )
        if form is None:
            yield from self._read_page(request, fetched, about)
            return
        listing = self._listing(request, replace(fetched, content=content), form)
        about.asked.is_list = True
        if listing.nameless:
            yield Unreadable(job.url, f"{listing.nameless} of its entries have no web address", "Tell the outlet")
        yield from self._follow(job, listing, fetching)

    def _follow(self, job: "Job[Purpose]", listing: "Listing", fetching: "Fetching[Purpose]") -> Iterator[Read]:
        """Have the pages of a list asked, or the first list of an index; yields what of it is too deep."""
        asked, above = job.about.asked, (*job.about.above, job.url)
        asked.left_out += listing.left_out
        if listing.form == "sitemap index":
            if len(above) >= DEEPEST:
                for entry in listing.entries:
                    yield Unreadable(entry.url, "it is listed by an index that an index lists", "Name it itself")
                return
            self._ask_next_list(Purpose(asked, above=above), iter(listing.entries), job.key, fetching)
            return
        from flows.fetching import Job  # noqa: PLC0415

        pages = [entry for entry in listing.entries if asked.takes(entry.url, self._seen)]
        fetching.add(
            Job((*job.key, place), entry.url, Purpose(asked, entry=entry, above=above))
            for place, entry in enumerate(pages)
        )

    def _ask_next_list(
        self, about: Purpose, lists: Iterator["Entry"], key: tuple[int, ...], fetching: "Fetching[Purpose]"
    ) -> None:
        """Have the next list of an index asked, as long as pages may be; one at a time, for most indexes hold too many."""
        from flows.fetching import Job  # noqa: PLC0415

        for entry in lists:
            if about.asked.is_full:
                about.asked.left_out += 1
            elif self._is_new(entry.url):
                about.asked.jobs += 1
                about.asked.lists += 1
                purpose = Purpose(about.asked, is_feed=True, above=about.above, after=lists)
                fetching.add([Job((*key, about.asked.lists), entry.url, purpose)])
                return

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

    def _read_page(self, request: Request, fetched: Fetched, about: Purpose) -> Iterator[Read]:
        """Yield the articles of a page, as a rule one; a page that has not changed is noted by being seen alone."""
        from flows.feeds import form_of  # noqa: PLC0415

        entry, feed = about.entry, about.asked.feed
        if entry and form_of(fetched.content):
            rule = "it is a list, where its feed says it is a page"
            raise self._spoilt(request, fetched, rule, "Name it itself, with --feed")
        request.kind = "page"
        if not fetched.unchanged:
            self.log.append(request.answered(fetched))
        sent = Sent(fetched.final_url, fetched.content, fetched.content_type, fetched.charset, request.began_at)
        for read in read_sent(sent, request.url, feed.outlet, self.settings.budget):
            if entry is not None and isinstance(read, Article):
                yield _with_entry(read, entry, feed, request.began_at)
            else:
                yield read


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
