"""`remark`: every flag once more over the claims that are kept, after the rules of marking have changed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, say, show
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.remark import MarkedAgain
    from flows.survey import Opener


def remark(article: str | None, config: Path | None, data: Path | None) -> int:
    """Mark all claims again, or those of one article, publish, and say which flags were gained and lost."""
    settings = load_settings(config, data_folder=data)
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    from flows.launch import launch  # noqa: PLC0415 - loads polars and DuckDB
    from flows.publish import REPORT_FILE  # noqa: PLC0415
    from flows.remark import remark_steps  # noqa: PLC0415
    from flows.tasks import opener_of  # noqa: PLC0415

    article_id = None if article is None else _one_article(article, opener_of(settings))
    done = launch("remark", partial(remark_steps, settings, article_id), settings, say, article_id=article_id)
    show(_told(done))
    show(f"Report:   {settings.reports_folder / REPORT_FILE}\nDatabase: {settings.published}")
    return FINE


def _one_article(asked: str, opener: "Opener") -> str:
    """Return the one article_id that begins with the asked digits."""
    from flows.remark import articles_like  # noqa: PLC0415

    found = articles_like(opener, asked.strip().lower()) if asked.strip() else []
    if len(found) != 1:
        fault = "several article_ids begin like this, give more digits" if found else "no article_id begins like this"
        raise WrongUsage(f'{asked}: {fault}; `factdesk sql "FROM articles"` lists them')
    return found[0]


def _told(done: "MarkedAgain") -> str:
    """Return what people see at the end: how many claims gained and lost which flags."""
    import polars as pl  # noqa: PLC0415

    from desk.answers import as_table  # noqa: PLC0415

    flags = sorted(done.gained | done.lost)
    changes = pl.DataFrame(
        {
            "flag": flags,
            "gained": [done.gained[flag] for flag in flags],
            "lost": [done.lost[flag] for flag in flags],
        }
    )
    words = done.words[0].upper() + done.words[1:]
    lines = [f"{words}; {done.seconds:.1f} s.", *([as_table(changes).rstrip("\n")] if flags else [])]
    verify = f"Claims to verify in the whole warehouse: {done.to_verify:,} (before: {done.to_verify_before:,})"
    return "\n".join([*lines, verify])
