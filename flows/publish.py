"""What a run leaves for people: the snapshot that anybody may open, and the report of flagged claims in three formats."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

import polars as pl

from claims.read import Unreadable
from claims.text.sentences import read_lines
from flows.assertions import check_published
from flows.editions import Edition, Editions, Reach, read_editions, turn, write_editions
from flows.manifest import read_manifest, write_manifest
from flows.outcome import MOST_KEPT
from flows.report_pages import Beside, drop_damaged, gather_pages, take_away_others, write_pages
from flows.settings import Settings
from flows.tasks import opener_of
from flows.threads_told import told_threads, with_threads
from flows.written import alone_in, replaced, sweep
from reports.engine import look
from reports.flagged_claims import FlaggedReport, flagged_claims_sql, render_html
from reports.questions import question
from reports.subject_page import CLAIMANTS, OUTLETS
from reports.tables import spread_columns, spread_reasons, to_csv, to_jsonl
from warehouse.ask import ask, ask_in_batches, asking
from warehouse.publish import publish_snapshot
from warehouse.retention import cut_texts

Ask = Callable[[str], pl.DataFrame]
"""Answers one SELECT, from memory or from the published file."""

MOST_ARTICLES, MOST_CLAIMS = 200, 2000
"""How much the HTML report shows, the most urgent first; CSV and JSONL hold every flagged claim."""

MOST_EDITS, MOST_EDITS_READ, MOST_CLAIMANTS = 20, 1000, 20
"""How many figure edits the report shows, how many are looked through for other pages, and claimants for the chart."""

REPORT_FILE = "flagged-claims.html"
REPORT_TIMEOUT_SECONDS = 600  # nobody waits for it
_CLAIMS_WITH_FLAGS = "SELECT * FROM claims JOIN (SELECT claim_id, flags, needs_verification, repeats, replaced_by FROM claim_flags) USING (claim_id)"
ITEMS_TO_VERIFY = "SELECT count(*) FROM marks WHERE item_claims IS NOT NULL"
CLAIMS_TO_VERIFY = "SELECT count(*) FROM marks WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL"


@dataclass(slots=True)
class Urgent:
    """Of the flagged claims in their order, what is shown: the most urgent, the articles of the first, and how many."""

    rows: list[Mapping[str, Any]] = field(default_factory=list)
    article_ids: dict[str, None] = field(default_factory=dict)
    count: int = 0

    def take(self, rows: Sequence[Mapping[str, Any]]) -> Self:
        """Go on with the next of the claims."""
        self.count += len(rows)
        self.rows += rows[: MOST_CLAIMS - len(self.rows)]
        for row in rows:
            if len(self.article_ids) == MOST_ARTICLES:
                break
            self.article_ids[str(row["article_id"])] = None
        return self


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where a written report lies, and how many flagged claims it is about."""

    html: Path
    csv: Path
    jsonl: Path
    flagged: int


def publish_snapshot_of(settings: Settings) -> Path:
    """Publish a fresh snapshot of the live file, without texts whose time is over, look what must hold of it; return the link to it.

    May raise `WarehouseBusy`.
    """
    with opener_of(settings)() as warehouse:
        cut_texts(warehouse, settings.keeping, at=datetime.now(UTC))
        publish_snapshot(warehouse, settings.published)
    check_published(settings)
    return settings.published


def current_report(settings: Settings) -> ReportFiles | None:
    """Return the report that lies there, if it is whole and tells what is published; None where it must be written."""
    manifest = read_manifest(settings.reports_folder)
    if not manifest.is_current(settings.reports_folder, _told(partial(ask, settings.published))):
        return None
    return ReportFiles(*_report_files(settings), flagged=manifest.flagged)


def write_report(settings: Settings, refused: Sequence[Unreadable] | None = None) -> ReportFiles:
    """Write the report of the published file; `refused` are the last run's, read from its rejects where not given.

    One process at a time does. What one that was killed left half written is swept, and what it did not come to is made.
    """
    folder = settings.reports_folder
    with alone_in(folder):
        sweep((folder, *(folder / each.folder for each in (OUTLETS, CLAIMANTS))))
        return _write_report(settings, refused)


def _write_report(settings: Settings, refused: Sequence[Unreadable] | None) -> ReportFiles:
    with asking(settings.published, timeout_seconds=REPORT_TIMEOUT_SECONDS) as asked:
        return _write_report_of(asked, settings, refused)


def _write_report_of(asked: Ask, settings: Settings, refused: Sequence[Unreadable] | None) -> ReportFiles:
    told, editions = _told(asked), editions_with_this(settings, asked)  # first: what comes in meanwhile is not told yet
    refusals = _kept_refusals(asked) if refused is None else [_refusal(each) for each in refused]
    html, csv, jsonl = _report_files(settings)
    urgent = _write_tables(csv, jsonl, ask_in_batches(settings.published, flagged_claims_sql(), "claim_id"))
    pages = _write_pages(asked, html, flagged_report(asked, urgent, refusals), editions.before)
    write_editions(html.parent, editions)  # a report that failed was given to nobody
    write_manifest(html.parent, told, urgent.count, (html, csv, jsonl, *pages))  # last: it says that all is there
    return ReportFiles(html, csv, jsonl, urgent.count)


def _told(asked: Ask) -> str:
    """Return what stays the same as long as a report of the published file would tell and look the same."""
    return f"{look()[:16]} {asked(question('told')).item()}"


def editions_with_this(settings: Settings, asked: Ask) -> Editions:
    """Return the editions as they are once the report of the published file is written."""
    editions, now = read_editions(settings.reports_folder), edition_of(asked)
    return turn(editions, now, settings.digest.at) if now.reach.articles >= 0 else editions


def edition_of(asked: Ask) -> Edition:
    """Return the edition that tells of all that is published now."""
    reach, run = Reach(**asked(question("reach")).to_dicts()[0]), last_run(asked) or {}
    return Edition(datetime.now(UTC), reach, run.get("run_id"))


def _write_pages(asked: Ask, html: Path, report: FlaggedReport, before: Edition | None) -> list[Path]:
    """Write the pages of outlets and claimants, then the report that leads to them; return where the pages lie."""
    report = replace(report, **_news(asked, before), **_overview(asked))
    outlets, claimants = gather_pages(asked)
    shown = replace(
        report,
        edits=report.edits[:MOST_EDITS],
        outlet_pages=outlets.links,
        claimant_pages=claimants.links,
        without_page={"outlet": outlets.left_out, "claimant": claimants.left_out},
    )
    drop_damaged(html.parent, read_manifest(html.parent).damaged(html.parent))
    new_ids = frozenset(row["claim_id"] for row in report.new_claims)
    reported = frozenset(row["claim_id"] for row in report.flagged)
    beside = Beside(report.made_at, report.edits, reported, new_ids)
    write_pages(asked, html.parent, (outlets, claimants), beside)
    with replaced(html) as file:
        file.write(render_html(shown))
    return take_away_others(html.parent, (outlets, claimants))


def _news(asked: Ask, before: Edition | None) -> dict[str, Any]:
    """Return what the report says of figure edits, and of what is new since the one before it, if there was one."""
    known = before.reach.articles if before else None
    edits = asked(question("figure_edits", articles=known, most_rows=MOST_EDITS_READ)).to_dicts()
    if before is None:
        return {"edits": edits, "is_first": True}
    new_claims = asked(question("new_claims", claims=before.reach.claims, most_rows=MOST_CLAIMS)).to_dicts()
    new_claims = with_threads(asked, new_claims)
    return {"edits": edits, "new_claims": new_claims, "since": {"made_at": before.made_at, "run_id": before.run_id}}


def _overview(asked: Ask) -> dict[str, Any]:
    """Return the rows of the charts."""
    return {
        "flag_counts": asked(question("flag_counts")).to_dicts(),
        "claimants": asked(question("claimants", most_rows=MOST_CLAIMANTS)).to_dicts(),
        "figure_days": asked(question("figure_days")).to_dicts(),
    }


def _write_tables(csv: Path, jsonl: Path, frames: Iterable[pl.DataFrame]) -> Urgent:
    """Write all flagged claims, a frame in memory at a time, and return those of them that are shown."""
    urgent = Urgent()
    with replaced(csv) as csv_file, replaced(jsonl) as jsonl_file:
        for number, frame in enumerate(frames):
            rows, columns = frame.to_dicts(), spread_columns(frame.columns)
            urgent.take(rows)
            rows = spread_reasons(rows)
            csv_file.write(to_csv(rows, columns, has_header=number == 0))
            jsonl_file.write(to_jsonl(rows, columns))
    return urgent


def _report_files(settings: Settings) -> tuple[Path, Path, Path]:
    html = settings.reports_folder / REPORT_FILE
    return html, html.with_suffix(".csv"), html.with_suffix(".jsonl")


def flagged_report(asked: Ask, urgent: Urgent, refused: Sequence[Mapping[str, Any]]) -> FlaggedReport:
    """Gather the rows that the HTML report shows."""
    articles = asked(question("shown_articles", urgent=",".join(urgent.article_ids), most=MOST_ARTICLES)).to_dicts()
    claims = asked(_of_articles(_CLAIMS_WITH_FLAGS, [str(row["article_id"]) for row in articles])).to_dicts()
    lines = {
        row["article_id"]: [(line.start, line.end, line.kind) for line in read_lines(row["text"])] for row in articles
    }
    return FlaggedReport(
        title=_title(urgent.count),
        made_at=datetime.now(UTC),
        run=last_run(asked),
        flagged=urgent.rows,
        articles=articles,
        claims=claims,
        lines=lines,
        refused=refused,
        **told_threads(asked, (str(row["claim_id"]) for row in urgent.rows)),
    )


def last_run(asked: Ask) -> Mapping[str, Any] | None:
    """Return the newest row of `runs` that is about articles, if there is one."""
    rows = asked("SELECT * FROM runs WHERE flow = 'fact_check' ORDER BY rowid DESC LIMIT 1").to_dicts()
    return rows[0] if rows else None


def _of_articles(select: str, article_ids: Sequence[str]) -> str:
    """Return the SELECT narrowed to some articles, whose ids are hexadecimal digits and need no quoting."""
    listed = ", ".join(f"'{article_id}'" for article_id in article_ids)
    return f"{select} WHERE article_id IN ({listed or 'NULL'})"


def _title(flagged: int) -> str:
    if flagged <= MOST_CLAIMS:
        return "Sentences to verify"
    return f"Sentences to verify: those of the {MOST_CLAIMS:,} most urgent of {flagged:,} claims"


def _refusal(refusal: Unreadable) -> dict[str, str]:
    return {"name": refusal.name, "rule": refusal.rule, "value": "", "next_step": refusal.next_step}


def _kept_refusals(asked: Ask) -> list[dict[str, str]]:
    """Return the inputs that the last run was the first to refuse, as many as a run itself would have at hand."""
    select = (
        "SELECT row_json, rule FROM rejects WHERE table_name = 'inputs' AND replayed_at IS NULL "  # noqa: S608 - our number
        "AND run_id = (SELECT run_id FROM runs WHERE flow = 'fact_check' ORDER BY rowid DESC LIMIT 1) "
        f"ORDER BY rowid LIMIT {MOST_KEPT}"
    )
    rows = asked(select).to_dicts()
    return [{**json.loads(row["row_json"]), "rule": row["rule"], "value": ""} for row in rows]
