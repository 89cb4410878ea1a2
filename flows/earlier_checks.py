"""Earlier fact-checks come in: ClaimReviews out of files, pages, data feeds and feeds of pages, kept whole.

One that breaks rules of ClaimReview is kept and says which; one without claim, address or rating is refused aloud and
kept among the rejects. Importing the same again finds nothing new.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claims.read_html import declared_charset
from claims.read_text import decode_text
from claims.unreadable import Unreadable
from flows.fact_check_vectors import keep_vectors, vector_rows, without_vectors
from flows.fetch_log import Request, save_fetches
from flows.fetched import Fetched, NotFetched
from flows.folders import LARGEST_BYTES, Input, is_folder, list_folder, unopened
from flows.inputs import FEED, Address, list_inputs
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.rows import Row, refusal_row, rejects_frame
from flows.runs import Run, begin_run
from flows.settings import Settings
from flows.survey import Opener
from flows.tasks import opener_of
from flows.watch import Cost, OverBudget, refusal_of, watched, where
from flows.web_time import WebTime
from reports.claim_review_files import find_claim_reviews
from reports.claim_review_rules import Finding, findings_across, findings_of
from reports.json_ld import Node, words
from reports.others_reviews import fact_check_rows, kept_whole_only, unusable
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Saved, save, transaction

if TYPE_CHECKING:
    from flows.feeds import Entry
    from flows.web import Door

ENDINGS = (".jsonld", ".json", ".jsonl", ".html", ".htm")
"""What is read inside a folder; each also as .gz."""

_HEAD = 1_000  # characters by which a page is told from data


@dataclass(slots=True)
class Earlier:
    """What the inputs came to: rows to keep, what was refused, and the rules broken by what is kept (a line each)."""

    rows: dict[str, Row] = field(default_factory=dict)
    rejects: list[Row] = field(default_factory=list)
    refused: list[Unreadable] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cost: Cost = field(default_factory=Cost)  # that one page may take, or a megabyte of data

    def refuse(self, refusal: Unreadable, review: Node | None = None) -> None:
        """Note a refusal, with the review that it is of, if it is of one."""
        self.refused.append(refusal)
        row = refusal_row(refusal)
        if review is not None:
            row |= {"table_name": "fact_checks", "row_json": json.dumps(review, ensure_ascii=False)}
        self.rejects.append(row)

    def add(self, text: str, name: str, page_url: str | None = None, redirected_from: str | None = None) -> None:
        """Read a document's ClaimReviews; one that takes too much, or fails as nobody foresaw, is refused."""
        megabytes = 1.0 if text[:_HEAD].lstrip("\ufeff \t\r\n").startswith("<") else max(1.0, len(text) / 1e6)
        try:
            with watched(Cost(self.cost.seconds * megabytes, self.cost.megabytes * megabytes)):
                self._add(text, name, page_url, redirected_from)
        except OverBudget as over:
            self.refuse(refusal_of(over, name))
        except Exception as error:  # noqa: BLE001 - one document must not cost the others; it is told where it stumbled
            self.refuse(Unreadable(name, f"it cannot be read ({where(error)})", "Report it with the document"))

    def _add(self, text: str, name: str, page_url: str | None, redirected_from: str | None) -> None:
        found = find_claim_reviews(text, page_url, redirected_from)
        for finding in found.findings:
            place = f"{name}, {finding.where}" if finding.where else name
            self.refuse(Unreadable(place, finding.rule, finding.next_step))
        across: dict[int, list[Finding]] = {}
        for at, finding in findings_across(found.reviews):
            across.setdefault(at, []).append(finding)
        for at, review in enumerate(found.reviews):
            shown = _name_of(review, name, at if len(found.reviews) > 1 else None)
            self._add_review(review, name, shown, [*findings_of(review, found.page), *across.get(at, ())])

    def _add_review(self, review: Node, name: str, shown: str, findings: Sequence[Finding]) -> None:
        if missing := unusable(review):
            why = next(each for each in findings if each.level == "must" and each.where == missing)
            rule = f"{why.where}: {why.rule}, so it is no fact-check that could be kept"
            self.refuse(Unreadable(shown, rule, why.next_step), review)
            return
        self.faults += [finding.told_of(shown) for finding in findings if finding.level == "must"]
        self.faults += [f"{shown}: {line}" for line in kept_whole_only(review)]
        for row in fact_check_rows(review, name, findings):
            self.rows.setdefault(str(row["fact_check_id"]), row)


def _name_of(review: Node, name: str, at: int | None) -> str:
    """Return what people know a review by: where it stands, its number there, and what it is of."""
    claim = words(review, "claimReviewed") or ""
    number = f", review {at + 1}" if at is not None else ""
    return f"{name}{number}" + (f" ({claim[:40]}{'…' if len(claim) > 40 else ''})" if claim else "")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import read, and what of it was new."""

    earlier: Earlier
    saved: Saved


def import_steps(inputs: Sequence[str], settings: Settings) -> Imported:
    """Keep what the inputs hold, and publish."""
    imported = Imported(*import_fact_checks(inputs, settings, opener_of(settings)))
    publish_snapshot_of(settings)
    return imported


def import_fact_checks(inputs: Sequence[str], settings: Settings, opener: Opener) -> tuple[Earlier, Saved]:
    """Read the inputs and keep what they hold in one transaction; returns what was read, and what of it was new.

    May raise WarehouseBusy.
    """
    run, earlier = begin_run(), Earlier(cost=settings.budget.cost)
    with _Web(settings) as web:
        for each in inputs:
            _read_input(each, earlier, web)
    saved = _keep(earlier, opener, run)
    _embed_new(opener, run)
    save_fetches(opener, web.log, run.run_id)
    return earlier, saved


def _read_input(asked: str, earlier: Earlier, web: "_Web") -> None:
    """Read one input of the command line: a folder, a file, standard input or an address."""
    path = Path(asked)
    for source in (
        list_folder(path, ENDINGS, "file that could hold ClaimReviews") if is_folder(path) else list_inputs([asked])
    ):
        if isinstance(source, Unreadable):
            earlier.refuse(source)
        elif isinstance(source, Address):
            web.read(source.url, earlier, is_feed=source.is_feed or asked.startswith(FEED))
        else:
            _read_file(source, earlier)


def _read_file(source: Input, earlier: Earlier) -> None:
    """Read a file, packed or not."""
    from flows.feeds import unpacked  # noqa: PLC0415 - loads lxml

    try:
        plain = unpacked(_bytes_of(source), source.shown, LARGEST_BYTES)
        earlier.add(decode_text(plain, source.shown, _charset(plain)), source.shown)
    except Unreadable as refusal:
        earlier.refuse(refusal)
    except OSError as error:
        earlier.refuse(unopened(source.shown, error))


def _bytes_of(source: Input) -> bytes:
    """Return the bytes of a file or of standard input; raises Unreadable when they are too many, or OSError."""
    if source.path is None:
        data = source.open().read(LARGEST_BYTES + 1)
    else:
        with source.open() as opened:
            data = opened.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise Unreadable(source.shown, f"it has more than {LARGEST_BYTES / 1e6:,.0f} MB", "Split it")
    return data


def _charset(data: bytes) -> str | None:
    """Return the encoding that a page declares; JSON is UTF-8 whatever words it holds."""
    return declared_charset(data) if data.lstrip().startswith(b"<") else None


def _keep(earlier: Earlier, opener: Opener, run: Run) -> Saved:
    """Write the rows, the rejects and the run in one transaction."""
    now = datetime.now(UTC)
    with opener() as warehouse, transaction(warehouse):
        rows = frame_of(earlier.rows.values(), TABLES["fact_checks"])
        saved = save(warehouse, "fact_checks", rows, run_id=run.run_id, at=now)
        if earlier.rejects:
            save(warehouse, "rejects", rejects_frame(earlier.rejects), run_id=run.run_id, at=now)
        counts = Counts(rows_rejected=saved.refused)
        runs = frame_of([_run_row(run, now, saved, len(earlier.refused), counts)], TABLES["runs"])
        save(warehouse, "runs", runs, run_id=run.run_id, at=now)
    return saved


def _embed_new(opener: Opener, run: Run) -> None:
    """Embed what is not embedded yet, so that matching claims takes milliseconds; the warehouse is free meanwhile."""
    while True:
        with opener() as warehouse:
            checks = without_vectors(warehouse)
        rows = vector_rows(checks)
        if not rows:
            return
        with opener() as warehouse:
            keep_vectors(warehouse, rows, run_id=run.run_id, at=datetime.now(UTC))


def _run_row(run: Run, now: datetime, saved: Saved, refused: int, counts: Counts) -> Row:
    return {
        "run_id": run.run_id,
        "flow": "import",
        "state": "finished",
        "started_at": run.started_at,
        "finished_at": now,
        "seconds": (now - run.started_at).total_seconds(),
        "note": f"earlier fact-checks: {saved.new} new, {saved.known} known, {refused} refused",
        **asdict(counts),
    }


class _Web:
    """The way to pages and feeds, opened when the first address is met; each address is asked once."""

    def __init__(self, settings: Settings) -> None:
        self.log: list[Row] = []
        self._settings = settings
        self._seen: set[str] = set()
        self._door: Door | None = None
        self._time_of_web = WebTime(settings.web)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._door:
            self._door.__exit__()

    def read(self, url: str, earlier: Earlier, *, is_feed: bool = False, feed_url: str | None = None) -> None:
        """Read an address: a document with ClaimReviews, or a feed of pages that hold some."""
        if url in self._seen:
            return
        self._seen.add(url)
        request = Request(url, "feed" if is_feed else None, feed_url)
        try:
            fetched = self._fetch(request)
            if feed_url is None and (entries := self._entries(request, fetched)) is not None:
                self._read_pages(entries, url, earlier)
                return
            self._read_document(request, fetched, earlier)
        except Unreadable as refusal:
            earlier.refuse(refusal)

    def _read_pages(self, entries: "Sequence[Entry]", feed_url: str, earlier: Earlier) -> None:
        """Read the pages that a feed lists, while there is time."""
        for at, entry in enumerate(entries):
            if self._time_of_web.is_over():
                left = self._time_of_web.at_its_end()
                rule = f"{left.rule}, and {len(entries) - at:,} of its pages are left for the next"
                raise Unreadable(feed_url, rule, left.next_step)
            self.read(entry.url, earlier, feed_url=feed_url)

    def _fetch(self, request: Request) -> Fetched:
        from flows.web import Door  # noqa: PLC0415 - loads requests

        if self._door is None:
            contact, cache = self._settings.contact, self._settings.web_cache
            self._door = Door(self._settings.web, contact=contact, cache=cache)
        try:
            return self._door.fetch(request.url)
        except NotFetched as failure:
            self.log.append(request.failed(failure))
            raise Unreadable(request.url, failure.rule, failure.next_step) from failure

    def _entries(self, request: Request, fetched: Fetched) -> "tuple[Entry, ...] | None":
        """Return what a feed or sitemap lists; None for a document that is none."""
        from flows.feeds import form_of, read_listing  # noqa: PLC0415

        form = form_of(fetched.content)
        if form is None:
            return None
        most = self._settings.web.most_pages
        listing = read_listing(fetched.content, form, fetched.final_url, charset=fetched.charset, most=most)
        request.kind = "feed" if form in {"feed", "json feed"} else "sitemap"
        self.log.append(request.answered(fetched, entries=len(listing.entries), note=listing.fault))
        return listing.entries

    def _read_document(self, request: Request, fetched: Fetched, earlier: Earlier) -> None:
        request.kind = request.kind or "page"
        self.log.append(request.answered(fetched))
        charset = _charset(fetched.content) or fetched.charset
        text = decode_text(fetched.content, request.url, charset)
        redirected_from = request.url if fetched.final_url != request.url else None
        earlier.add(text, request.url, fetched.final_url, redirected_from)
