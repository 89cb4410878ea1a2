"""What a run brought that the terminal tells first, asked of the published file."""

from dataclasses import replace
from functools import partial

from flows.settings import Settings
from reports.questions import question
from reports.run_news import SHOWN, RunNews
from warehouse.ask import ask


def news_of_run(settings: Settings, run_id: str) -> RunNews:
    """Return the figure edits, contradictions and urgent sentences that came in with this run."""
    asked = partial(ask, settings.published)
    (before,) = asked(question("before_run", run=run_id)).to_dicts()
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
    return replace(news, empty_feeds=asked(question("empty_feeds", run=run_id))["url"].to_list())
