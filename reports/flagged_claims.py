"""The flagged-claim report: rows in, one self-contained HTML file out.

Whatever comes from an article is escaped by the template engine, and stripped of hidden powers by `show_hidden` on
every expression alike, so that the template cannot forget it. The file loads nothing and runs nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.article_view import distinct, view_articles
from reports.edits import view_edits
from reports.engine import render
from reports.engine import stylesheet as stylesheet  # noqa: PLC0414 - the desk's pages take it from here
from reports.items import view_items
from reports.news import view_news
from reports.overview import view_drawings
from reports.pieces import plain_counts, view_claims, view_flags, view_refused
from reports.series import chosen_series
from reports.stories import by_story, view_stories
from reports.words import moment_words

_FOLDER = Path(__file__).parent

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class FlaggedReport:
    """Everything that the report shows, as rows.

    `flagged` are rows of the view of that name, `articles` and `claims` rows of their tables (`articles` with `newest_id` and
    `versions` of their page, `claims` with the names of their `flags`, `needs_verification`, `repeats` and `replaced_by`), `lines` the (start, end, kind) of each line by article_id,
    `refused` the inputs that could not be read (name, rule, value, and next_step where known).

    `since` is the report that people were given before (made_at, run_id), None for the first (`is_first`) and for one
    that stands for itself; `new_claims` and `edits` answer `new_claims.sql` and `figure_edits.sql`, and `flag_counts`,
    `claimants` and `figure_days` the questions of their names: where they are empty nothing is drawn. `outlet_pages` and
    `claimant_pages` are the pages that were written beside the report (name, path, flagged), those with most claims
    first, and `without_page` counts the others of each sort. `threads` has the thread of each flagged claim that has one,
    and `series` the rows of each thread (`series_rows.py`).
    """

    title: str
    made_at: datetime
    run: Mapping[str, Any] | None = None
    flagged: Rows = ()
    articles: Rows = ()
    claims: Rows = ()
    lines: Mapping[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    refused: Rows = ()
    since: Mapping[str, Any] | None = None
    is_first: bool = False
    new_claims: Rows = ()
    edits: Rows = ()
    flag_counts: Rows = ()
    claimants: Rows = ()
    figure_days: Rows = ()
    outlet_pages: Rows = ()
    claimant_pages: Rows = ()
    without_page: Mapping[str, int] = field(default_factory=dict)
    threads: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, Rows] = field(default_factory=dict)


def flagged_claims_sql() -> str:
    """Return the SELECT that asks the warehouse for the report's flagged rows, in their order."""
    return (_FOLDER / "flagged_claims.sql").read_text(encoding="utf-8")


def render_html(report: FlaggedReport) -> str:
    """Return the report as one HTML document that needs nothing beside it."""
    stories = by_story(report.flagged, report.articles)
    groups = [group for story in stories for group in story]
    claims = view_claims(groups, report.claims, report.articles)
    items = view_items(groups, claims, lambda claim_ids: chosen_series(claim_ids, report.threads, report.series))
    flagged = [claim for claim in claims.values() if claim.number]
    articles = view_articles(report.articles, claims, report.lines)
    run = report.run or {}
    return render(
        "flagged_claims.html",
        title=report.title,
        made_at=moment_words(report.made_at),
        run_id=run.get("run_id"),
        run_counts=plain_counts(run),
        claims=claims,
        flagged=flagged,
        items=items,
        stories=view_stories(stories, items, report.made_at.date()),
        flags=view_flags(flagged),
        pages=len({row.get("page_id") or row["article_id"] for row in report.articles}),
        found=distinct({claim_id: claim.row for claim_id, claim in claims.items()}),
        articles=articles,
        newest=[article for article in articles.values() if article.earlier is not None],
        refused=view_refused(report.refused),
        news=view_news(report.since, report.new_claims, report.edits),
        is_first=report.is_first,
        new_ids={str(row["claim_id"]) for row in report.new_claims} if report.since else set(),
        edits=view_edits(report.edits),
        drawings=view_drawings(report.flag_counts, report.claimants, report.figure_days),
        outlet_pages=report.outlet_pages,
        claimant_pages=report.claimant_pages,
        without_page=report.without_page,
        claimant_paths={row["name"]: row["path"] for row in report.claimant_pages},
        outlet_paths={row["name"]: row["path"] for row in report.outlet_pages},
    )
