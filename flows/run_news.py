"""What a run brought that the terminal tells first, asked of the published file."""

from dataclasses import replace
from functools import partial

from flows.settings import Settings
from reports.questions import question
from reports.run_news import SHOWN, RunNews
from warehouse.ask import ask

_FIRST = "SELECT min(rowid) - 1 AS claims, (SELECT min(rowid) - 1 FROM articles WHERE run_id = '{0}') AS articles FROM claims WHERE run_id = '{0}'"
_EMPTY = (
    "SELECT DISTINCT url FROM fetches WHERE run_id = '{}' AND kind IN ('feed', 'sitemap') AND entries = 0 ORDER BY url"
)


def news_of_run(settings: Settings, run_id: str) -> RunNews:
    """Return the figure edits, contradictions and urgent sentences that came in with this run."""
    asked = partial(ask, settings.published)
    (before,) = asked(_FIRST.format(run_id)).to_dicts()  # a run's id is of letters, digits and a few marks: no quoting
    news = RunNews()
    if before["claims"] is not None:
        contradictions, claims = (
            asked(question(name, claims=before["claims"], most_rows=SHOWN)).to_dicts()
            for name in ("new_contradictions", "new_claims")
        )
        news = replace(news, contradictions=contradictions, new_claims=claims)
    if before["articles"] is not None:
        edits = asked(question("figure_edits", articles=before["articles"], most_rows=SHOWN)).to_dicts()
        news = replace(news, edits=edits)
    return replace(news, empty_feeds=asked(_EMPTY.format(run_id))["url"].to_list())
