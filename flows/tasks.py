"""From articles to marked rows, as plain functions: `check` uses them in memory, a run (`flows.steps`) in the live file.

Nothing here knows the orchestrator. A batch is read, searched for claims and written in one transaction, so that a run
that is killed leaves whole batches behind and the next run does the rest.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from claims.attribution import read_ahead
from claims.budget import USUAL, Bounds
from claims.find import Findings, read_article_claims
from claims.language import READ_LANGUAGE, language_of_text
from claims.model import Article, Claim
from claims.read import Unreadable
from claims.tracking.told import told_of
from claims.version import found_with
from claims.versions import Version, align
from flows.claimants import Naming, link_claimants, namings_of
from flows.edits import claims_before, edit_rows, return_row
from flows.inputs import read_inputs
from flows.limits import ROOMY, Budget
from flows.linking import link_articles, trace_row
from flows.outcome import Counts, Outcome
from flows.pages import settle_published
from flows.progress import Meter
from flows.rows import (
    INPUT_TABLE,
    Row,
    article_row,
    claim_row,
    miscount_rows,
    missing_metadata,
    page_row,
    refusal_row,
    rejects_frame,
    sketch_row,
    split_by_span,
)
from flows.runs import Run
from flows.same_pages import page_key_rows
from flows.settings import Settings
from flows.survey import Items, Opener, Surveyed, known_articles, survey, survey_ahead
from flows.watch import OverBudget, refusal_of, watched, where
from flows.web_inputs import DeadLink, WebReader
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.memory import write_within_memory
from warehouse.store import (
    MarkingRules,
    Warehouse,
    mark,
    open_warehouse,
    read_rows,
    save,
    settle_inputs,
)

Batch = Items | Surveyed
"""What is read and written at once; items that were not looked up in the warehouse are looked up first."""


LOCK_SECONDS = 240.0
"""How long a step waits for the live file while another process has it; nothing waits or tries again on top of that."""


def opener_of(settings: Settings) -> Opener:
    """Return what opens the live file of the settings."""
    settings.live.parent.mkdir(parents=True, exist_ok=True)
    return partial(open_warehouse, settings.store, timeout_seconds=LOCK_SECONDS)


def rules_of(settings: Settings) -> MarkingRules:
    """Return the operator's rules of marking."""
    return MarkingRules(settings.threshold, settings.money_total, settings.flag_folders)


def read_batches(inputs: Sequence[str], settings: Settings, opener: Opener) -> Iterator[Surveyed]:
    """Yield what must be read of the inputs in batches of the settings' size; what is known already comes with them."""
    meter = Meter()
    with WebReader(settings) as reader:
        items = read_inputs(inputs, settings.outlet, reader, meter, settings.budget)
        yield from survey_ahead(items, opener, found_with(), settings.batch_size, meter.position)


def check_batch(batch: Batch, opener: Opener, rules: MarkingRules, run: Run, budget: Budget = ROOMY) -> Outcome:
    """Find the claims of a batch's new articles and write all that it yields in one transaction.

    Articles that these very finders have read before are only seen again. May raise `WarehouseBusy`.
    """
    met = batch if isinstance(batch, Surveyed) else survey(batch, opener, found_with())
    return keep_batch(met, read_claims(met, run, budget), opener, rules, run)


def keep_batch(
    met: Surveyed, read: "tuple[BatchRows, Outcome]", opener: Opener, rules: MarkingRules, run: Run
) -> Outcome:
    """Write all that a batch yields in one transaction; what was read may have been read elsewhere."""
    rows, found = read
    refused = (*met.unreadable, *found.refused)
    rows.pages.update((article.page_id, page_row(article)) for article in (*met.unchanged, *met.articles))
    rows.page_keys.extend(page_key_rows(met.articles))
    rows.rejects.extend(refusal_row(each) for each in refused)

    def write() -> tuple[Mapping[str, str | None], Counts]:
        kept = known_articles(warehouse, [str(row["article_id"]) for row in rows.articles])
        written = write_batch(warehouse, _without_others(rows, kept.keys() - met.known.keys()), rules, run)
        settle_inputs(warehouse, _names_of(met), [each.name for each in refused], at=datetime.now(UTC))
        return kept, written

    with opener() as warehouse:
        kept, written = write_within_memory(warehouse, write)
    unchanged = len(met.unchanged) + met.repeated
    counts = Counts(
        articles_read=len(met.articles) + unchanged - len(found.refused),
        articles_new=sum(row["article_id"] not in kept and row["found_with"] is not None for row in rows.articles),
        articles_unchanged=unchanged + len(kept.keys() - met.known.keys()),  # a run beside this one was quicker
        articles_refused=len(refused),
    )
    failed = sum(not isinstance(each, DeadLink) for each in refused)
    return replace(found, counts=found.counts + counts + written, refused=refused, inputs_failed=failed)


def _names_of(met: Surveyed) -> list[str]:
    """Return under what names the articles of a batch may have been refused before."""
    return [name for article in (*met.articles, *met.unchanged) for name in (article.name, article.url) if name]


def _without_others(rows: "BatchRows", others: Collection[str]) -> "BatchRows":
    """Return the rows without the claims of articles that a run beside this one has kept: offsets count in its text."""
    if not others:
        return rows
    claims = [row for row in rows.claims if row["article_id"] not in others]
    return replace(rows, claims=claims, namings=[each for each in rows.namings if each.article_id not in others])


@dataclass(frozen=True, slots=True)
class BatchRows:
    """The rows of one batch, as they will be written."""

    pages: dict[str, Row] = field(default_factory=dict)
    page_keys: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    sketches: list[Row] = field(default_factory=list)
    traces: list[Row] = field(default_factory=list)
    edits: list[Row] = field(default_factory=list)
    returns: list[Row] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # claims of old texts that returned, to be marked again
    before: dict[str, Row] = field(default_factory=dict)  # claims of older versions that were edited, by id
    rejects: list[Row] = field(default_factory=list)
    miscounts: list[Row] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)  # who the claimants are, as their articles name them


def read_claims(met: Surveyed, run: Run, budget: Budget = ROOMY) -> tuple[BatchRows, Outcome]:
    """Return the rows of the articles and their claims, and what people must be told of them.

    A claim whose words stand elsewhere becomes a reject. An article without any claim is told aloud, and so is one in
    a language that is not read. One that a finder cannot cope with is kept as not searched yet (`found_with` is null),
    refused aloud, and tried again next time.
    """
    rows, articles = BatchRows(), [dated(article, run) for article in met.articles]
    # What stumbles here, or takes too long, does so again below, where it costs its own article alone.
    with suppress(Exception, OverBudget), watched(budget.cost):
        read_ahead([article.text for article in articles if is_read(article)])
    failed: list[Unreadable] = []
    silent: list[str] = []
    unread = 0
    for article in articles:
        read_with: str | None = found_with()
        try:
            with watched(budget.cost):
                found = read_once(article, run, budget.bounds)
            _add_claims(rows, article, found.claims)
            rows.traces.append(trace_row(article.article_id, article.text, told_of(article, found.claims)))
            rows.miscounts.extend(miscount_rows(article, found))
            unread += found.unread
            if former := met.former.get(article.article_id):
                old = dated(former, run)
                with watched(budget.cost):
                    before = read_once(old, run, budget.bounds).claims
                    _add_edits(rows, old, article, {old.article_id: before, article.article_id: found.claims})
        except OverBudget as over:
            failed.append(refusal_of(over, article.name))
            found, read_with = Findings([]), None
        except Unreadable as refusal:
            failed.append(refusal)
            found, read_with = Findings([]), None
        except Exception as error:  # noqa: BLE001 - one article must not cost the others; it is told, and kept to be tried
            failed.append(_unsearchable(article, error))
            found, read_with = Findings([]), None
        origin_id = met.origins.get(article.article_id)
        rows.articles.append(article_row(article, read_with, origin_id, found.genre))
        if read_with and not found.claims and is_read(article):
            silent.append(article.name)
    for article, former in met.returned:
        with suppress(Unreadable, OverBudget), watched(budget.cost):
            _add_return(rows, dated(former, run), dated(article, run), run, budget.bounds)
    rows.sketches.extend(sketch_row(article_id, sketch) for article_id, sketch in met.sketches.items())
    return rows, Outcome(
        Counts(numbers_unread=unread),
        refused=tuple(failed),
        without_claims=tuple(silent),
        untold=tuple(filter(None, map(missing_metadata, articles))),
        unread=tuple(f"{article.name}: {article.language}" for article in articles if not is_read(article)),
    )


def dated(article: Article, run: Run) -> Article:
    """Return the article with the day it came in, its language, and no date of publication after it came in."""
    came = article if article.seen_on else replace(article, seen_on=run.started_at.date())
    settled = settle_published(came, None, run.started_at)
    return replace(settled, language=language_of_text(article.text, article.language))


def is_read(article: Article) -> bool:
    """Tell whether claims are found in the article's language; where it cannot be told, they are."""
    return article.language in {READ_LANGUAGE, None}


def read_once(article: Article, run: Run, bounds: Bounds = USUAL) -> Findings:
    """Return the claims and genre of an article; none in a language that is not read. The same text is not read twice."""
    return run.memory.find(article, partial(read_article_claims, bounds=bounds)) if is_read(article) else Findings([])


def _add_claims(rows: BatchRows, article: Article, claims: Sequence[Claim]) -> None:
    good, rejects = split_by_span(article, claims)
    rows.claims.extend(good)
    rows.rejects.extend(rejects)
    kept = {row["claim_id"] for row in good}
    rows.namings.extend(each for each in namings_of(article, claims) if each.claim_id in kept)


def _add_edits(rows: BatchRows, old: Article, new: Article, claims: Mapping[str, Sequence[Claim]]) -> None:
    edits = align(Version(old.text, claims[old.article_id]), Version(new.text, claims[new.article_id]))
    rows.edits.extend(edit_rows(old, new, edits))
    rows.before.update((claim_id, claim_row(claim)) for claim_id, claim in claims_before(edits).items())


def _add_return(rows: BatchRows, old: Article, new: Article, run: Run, bounds: Bounds) -> None:
    """Note that a page went back to a text that it had before, and what that changed."""
    claims = {each.article_id: read_once(each, run, bounds).claims for each in (old, new)}
    edits = align(Version(old.text, claims[old.article_id]), Version(new.text, claims[new.article_id]))
    rows.returns.append(return_row(old, new, run.run_id))
    rows.edits.extend(edit_rows(old, new, edits, returned_in=run.run_id))
    rows.before.update((claim_id, claim_row(claim)) for claim_id, claim in claims_before(edits).items())
    rows.again.extend(claim.claim_id for claim in claims[new.article_id])


def _unsearchable(article: Article, error: Exception) -> Unreadable:
    """Return the refusal of an article whose claims could not be found, naming where the program stumbled."""
    rule = f"its claims could not be found ({where(error)})"
    return Unreadable(article.name, rule, "Report it with the article; the next run tries it again")


def write_batch(warehouse: Warehouse, rows: BatchRows, rules: MarkingRules, run: Run) -> Counts:
    """Save the rows of a batch, link its claims to threads, mark them, and count what was new, flagged and refused.

    Older claims whose threads have changed are marked again.
    """
    at = datetime.now(UTC)
    claim_ids = [str(claim["claim_id"]) for claim in rows.claims]
    edited = set(rows.before) - set(claim_ids)
    made = {
        "pages": [*rows.pages.values()],
        "page_keys": rows.page_keys,
        "articles": rows.articles,
        "claims": [*rows.claims, *_unkept(warehouse, [rows.before[claim_id] for claim_id in edited])],
        "sketches": rows.sketches,
        "traces": rows.traces,
        "edits": rows.edits,
        "miscounts": rows.miscounts,
        "returns": rows.returns,
    }
    keep = partial(save, warehouse, run_id=run.run_id, at=at)
    saved = {table: keep(table, frame_of(of_table, TABLES[table])) for table, of_table in made.items() if of_table}
    link_claimants(warehouse, rows.namings, run_id=run.run_id, at=at)
    if rows.rejects:
        keep("rejects", rejects_frame(rows.rejects))
    touched = link_articles(warehouse, [str(row["article_id"]) for row in rows.traces], run, at)
    marked = list(dict.fromkeys([*claim_ids, *edited, *rows.again, *sorted(touched)]))
    needs_marks = bool(rows.articles or rows.returns)
    flags_set = mark(warehouse, marked, run_id=run.run_id, at=at, rules=rules) if needs_marks else 0
    refused_claims = sum(reject["table_name"] != INPUT_TABLE for reject in rows.rejects)
    return Counts(
        claims_found=len(claim_ids),
        claims_new=saved["claims"].new if "claims" in saved else 0,
        flags_set=flags_set,
        rows_rejected=refused_claims + sum(each.refused for each in saved.values()),
        **flagged_among(warehouse, claim_ids),
    )


def _unkept(warehouse: Warehouse, claims: Sequence[Row]) -> list[Row]:
    """Return those of the claims of older versions that other finders had not found."""
    if not claims:
        return []
    select = "SELECT claim_id FROM claims WHERE claim_id IN (SELECT unnest(?::VARCHAR[]))"
    kept = set(read_rows(warehouse, select, [[claim["claim_id"] for claim in claims]])["claim_id"])
    return [claim for claim in claims if claim["claim_id"] not in kept]


def flagged_among(warehouse: Warehouse, claim_ids: Sequence[str]) -> dict[str, int]:
    """Return how many of the claims need verifying outside their article, and in how many items they stand."""
    if not claim_ids:
        return {}
    (counted,) = read_rows(warehouse, _FLAGGED_AMONG, [list(claim_ids)]).to_dicts()
    return {name: int(counted[name]) for name in ("claims_flagged", "items_flagged")}


_FLAGGED_AMONG = """
SELECT count(*) AS claims_flagged, count(DISTINCT coalesce(item, repeats)) AS items_flagged
FROM marks
WHERE needs_verification AND claim_id IN (SELECT unnest(?::VARCHAR[]))
"""
