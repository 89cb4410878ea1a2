"""The steps from inputs to marked rows, as plain functions: `check` runs them in memory, the flow in the live file.

Nothing here knows the orchestrator. A batch is read, searched for claims and written in one transaction, so that a run
that is killed leaves whole batches behind and the next run does the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from secrets import token_hex
from traceback import extract_tb

from claims.find import FOUND_WITH, find_claims
from claims.model import Article
from claims.read import Unreadable
from flows.fetch_log import resting_feeds, save_fetches
from flows.inputs import FEED, read_inputs
from flows.outcome import Counts, Outcome, note_of_run
from flows.progress import end_progress, show_progress
from flows.rows import (
    INPUT_TABLE,
    Row,
    article_row,
    missing_metadata,
    page_row,
    refusal_row,
    rejects_frame,
    split_by_span,
)
from flows.settings import Settings
from flows.web_inputs import WebReader
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import (
    MarkingRules,
    Warehouse,
    WarehouseBusy,
    WarehouseUnusable,
    mark,
    open_warehouse,
    read_rows,
    save,
    transaction,
)

Opener = Callable[[], AbstractContextManager[Warehouse]]
"""Opens the warehouse for one short while; the live file must not be held between batches."""

Batch = list[Article | Unreadable]


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: its id and when it began; every row that it writes carries the id."""

    run_id: str
    started_at: datetime


def begin_run() -> Run:
    """Return a new run that begins now."""
    started_at = datetime.now(UTC)
    return Run(f"{started_at:%Y%m%dT%H%M%S}-{token_hex(4)}", started_at)


def opener_of(settings: Settings) -> Opener:
    """Return what opens the live file of the settings."""
    settings.live.parent.mkdir(parents=True, exist_ok=True)
    return partial(open_warehouse, settings.live)


def rules_of(settings: Settings) -> MarkingRules:
    """Return the operator's rules of marking."""
    return MarkingRules(settings.threshold, settings.money_total, settings.flag_folders, settings.worth)


def read_batches(inputs: Sequence[str], settings: Settings, web: WebReader | None = None) -> Iterator[Batch]:
    """Yield what the inputs hold in batches of the settings' size, one batch in memory at a time."""
    with web or WebReader(settings) as reader:
        items = read_inputs(inputs, settings.outlet, reader)
        while batch := list(islice(items, settings.batch_size)):
            yield batch


def check_batch(batch: Batch, opener: Opener, rules: MarkingRules, run: Run) -> Outcome:
    """Find the claims of a batch's new articles and write all that it yields in one transaction.

    Articles that these very finders have read before are only seen again. May raise `WarehouseBusy`.
    """
    unreadable = [each for each in batch if isinstance(each, Unreadable)]
    articles = {each.article_id: each for each in batch if isinstance(each, Article)}
    with opener() as warehouse:
        known = known_articles(warehouse, articles)
    fresh = [article for article in articles.values() if known.get(article.article_id) != FOUND_WITH]
    rows, found = read_claims([replace(article, seen_on=article.seen_on or run.started_at.date()) for article in fresh])
    refused = (*unreadable, *found.refused)
    rows.pages.update((article.page_id, page_row(article)) for article in articles.values())
    rows.rejects.extend(refusal_row(each) for each in refused)
    with opener() as warehouse, transaction(warehouse):
        written = write_batch(warehouse, rows, rules, run)
    met = Counts(
        articles_read=len(batch) - len(refused),
        articles_new=sum(row["article_id"] not in known and row["found_with"] is not None for row in rows.articles),
        articles_unchanged=len(batch) - len(unreadable) - len(fresh),
        articles_refused=len(refused),
    )
    return replace(found, counts=met + written, refused=refused)


@dataclass(frozen=True, slots=True)
class BatchRows:
    """The rows of one batch, as they will be written."""

    pages: dict[str, Row] = field(default_factory=dict)
    articles: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)


def read_claims(articles: Sequence[Article]) -> tuple[BatchRows, Outcome]:
    """Return the rows of the articles and their claims, and what people must be told of them.

    A claim whose words stand elsewhere becomes a reject. An article without any claim is told aloud. One that a
    finder cannot cope with is kept as not searched yet (`found_with` is null), refused aloud, and tried again next time.
    """
    rows = BatchRows()
    failed: list[Unreadable] = []
    silent: list[str] = []
    for article in articles:
        try:
            claims, rejects = split_by_span(article, find_claims(article))
        except Exception as error:  # noqa: BLE001 - one article must not cost the others; it is told, and kept to be tried
            rows.articles.append(article_row(article, None))
            failed.append(_unsearchable(article, error))
            continue
        rows.articles.append(article_row(article, FOUND_WITH))
        rows.claims.extend(claims)
        rows.rejects.extend(rejects)
        if not claims:
            silent.append(article.name)
    untold = filter(None, map(missing_metadata, articles))
    return rows, Outcome(refused=tuple(failed), without_claims=tuple(silent), untold=tuple(untold))


def _unsearchable(article: Article, error: Exception) -> Unreadable:
    """Return the refusal of an article whose claims could not be found, naming where the program stumbled."""
    *_, last = extract_tb(error.__traceback__)
    rule = f"its claims could not be found ({type(error).__name__} in {Path(last.filename).name}: {error})"
    return Unreadable(article.name, rule, "Report it with the article; the next run tries it again")


def known_articles(warehouse: Warehouse, article_ids: Iterable[str]) -> dict[str, str | None]:
    """Return, for those of the articles that the warehouse knows, the versions of the finders that read them."""
    select = "SELECT article_id, found_with FROM articles WHERE list_contains(?::VARCHAR[], article_id)"
    return dict(read_rows(warehouse, select, [list(article_ids)]).iter_rows())


def write_batch(warehouse: Warehouse, rows: BatchRows, rules: MarkingRules, run: Run) -> Counts:
    """Save the rows of a batch, mark its claims, and count what was new, flagged and refused."""
    at = datetime.now(UTC)
    keep = partial(save, warehouse, run_id=run.run_id, at=at)
    pages = keep("pages", frame_of(rows.pages.values(), TABLES["pages"]))
    articles = keep("articles", frame_of(rows.articles, TABLES["articles"]))
    claims = keep("claims", frame_of(rows.claims, TABLES["claims"]))
    if rows.rejects:
        keep("rejects", rejects_frame(rows.rejects))
    claim_ids = [str(claim["claim_id"]) for claim in rows.claims]
    flags_set = mark(warehouse, claim_ids, run_id=run.run_id, at=at, rules=rules)
    refused_claims = sum(reject["table_name"] != INPUT_TABLE for reject in rows.rejects)
    return Counts(
        claims_found=len(claim_ids),
        claims_new=claims.new,
        claims_flagged=flagged_among(warehouse, claim_ids),
        flags_set=flags_set,
        rows_rejected=refused_claims + pages.refused + articles.refused + claims.refused,
    )


def flagged_among(warehouse: Warehouse, claim_ids: Sequence[str]) -> int:
    """Return how many of the claims need verifying outside their article."""
    select = "SELECT count(*) FROM claim_flags WHERE needs_verification AND list_contains(?::VARCHAR[], claim_id)"
    return int(read_rows(warehouse, select, [list(claim_ids)]).item())


def record_run(opener: Opener, run: Run, counts: Counts, state: str, note: str | None = None) -> None:
    """Write the run's row as it stands: `running` when it begins, `finished` or `failed` when it ends."""
    now = datetime.now(UTC)
    ended = state != "running"
    row: Row = {
        "run_id": run.run_id,
        "flow": "fact_check",
        "state": state,
        "started_at": run.started_at,
        "finished_at": now if ended else None,
        "seconds": (now - run.started_at).total_seconds() if ended else None,
        "note": note,
        **asdict(counts),
    }
    with opener() as warehouse, transaction(warehouse):
        save(warehouse, "runs", frame_of([row], TABLES["runs"]), run_id=run.run_id, at=now)


def run_inputs(
    inputs: Sequence[str], settings: Settings, check: Callable[[Batch, Run], Outcome] | None = None
) -> tuple[Run, Outcome]:
    """Read all inputs into the live file, batch by batch, between the two states of the run's row.

    `check` may wrap `check_batch` (the flow makes a task of it). A run that fails says so in its row and raises.
    """
    opener, rules = opener_of(settings), rules_of(settings)
    check = check or (lambda batch, run: check_batch(batch, opener, rules, run))
    run, outcome = begin_run(), Outcome()
    record_run(opener, run, outcome.counts, "running")
    try:
        has_feeds = any(each.startswith(FEED) for each in inputs)
        web = WebReader(settings, keeps=True, resting=resting_feeds(opener) if has_feeds else {})
        for batch in read_batches(inputs, settings, web):
            outcome += check(batch, run)
            show_progress(outcome.counts)
            save_fetches(opener, web.log, run.run_id)
        save_fetches(opener, web.log, run.run_id)
    except BaseException as error:
        with suppress(WarehouseBusy, WarehouseUnusable):
            record_run(opener, run, outcome.counts, "failed", f"{type(error).__name__}: {error}")
        raise
    end_progress()
    record_run(opener, run, outcome.counts, "finished", note_of_run(outcome))
    return run, outcome
