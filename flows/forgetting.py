"""Deleting pages on request: from the live file, what is published, the reports, and what is kept of the web."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flows.outcome import Counts
from flows.publish import publish_snapshot_of, write_report
from flows.runs import begin_run, record_run, running
from flows.sessions import forget_answers
from flows.settings import Settings
from flows.tasks import opener_of, rules_of
from warehouse.publish import drop_older_copies
from warehouse.retention import Forgot, forget, rewrite_file
from warehouse.store import read_rows

_PAGES = """
SELECT DISTINCT pages.page_id
FROM pages
LEFT JOIN articles USING (page_id)
WHERE pages.url = $1 OR pages.page_id = $1 OR article_id = $1 OR name = $1
"""


class NoSuchPage(Exception):  # noqa: N818 - named by what is the case
    """Nothing is kept under the name that was asked for."""


def forget_pages(asked: Sequence[str], settings: Settings, *, by: str) -> Forgot:
    """Delete the pages that go by the addresses, names or ids, with all that tells of them, and publish what is left.

    Whoever holds an older published file open, or has copied one, still has what is in it. Raises NoSuchPage before
    anything is deleted; may raise WarehouseBusy.
    """
    opener, run, rules = opener_of(settings), begin_run("forget"), rules_of(settings)
    with opener() as warehouse:
        page_ids = [_page_id(read_rows(warehouse, _PAGES, [each])["page_id"].to_list(), each) for each in asked]
    with running(opener, run):
        with opener() as warehouse:
            forgot = forget(warehouse, page_ids, by=by, at=datetime.now(UTC), run_id=run.run_id, rules=rules)
        record_run(opener, run, Counts(), "finished", f"pages forgotten on request: {len(forgot.page_ids):,}")
    _leave_nothing(settings)
    forget_answers(settings.web_cache, forgot.urls)
    drop_older_copies(publish_snapshot_of(settings))
    write_report(settings)
    return forgot


def _leave_nothing(settings: Settings) -> None:
    """Write anew what deleted rows still lie in."""
    if settings.lake is None:
        rewrite_file(settings.live)
        return
    from warehouse.lake import tidy  # noqa: PLC0415 - most have none

    with opener_of(settings)() as warehouse:
        tidy(warehouse)


def _page_id(found: Sequence[str], asked: str) -> str:
    if len(found) != 1:
        raise NoSuchPage(
            f"{asked}: {'several pages go' if found else 'no page goes'} by this name; give a page_id, "
            'an article_id or an address as `factdesk sql "FROM pages"` shows it'
        )
    return found[0]
