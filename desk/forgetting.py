"""`forget`: pages deleted on request, with a line in the audit that says that it was done, and not what they said."""

from collections.abc import Sequence
from pathlib import Path

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, show
from flows.settings import load_settings


def forget(pages: Sequence[str], by: str | None, config: Path | None, data: Path | None) -> int:
    """Delete the pages, publish what is left, and say what was deleted."""
    settings = load_settings(config, data_folder=data)
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    signed = by or settings.reviewer
    if not signed:
        raise WrongUsage("say who deletes it: --by NAME, or reviewer in factdesk.toml")
    from desk.web.access.gate import open_audit  # noqa: PLC0415 - loads the desk
    from flows.forgetting import NoSuchPage, forget_pages  # noqa: PLC0415 - loads polars and DuckDB

    try:
        forgot = forget_pages(pages, settings, by=signed)
    except NoSuchPage as fault:
        raise WrongUsage(str(fault)) from fault
    audit = open_audit(settings.desk_folder)
    for page_id in forgot.page_ids:
        audit.note("page forgotten", page_id=page_id, by=signed)
    show(
        f"Forgotten: pages {len(forgot.page_ids):,}, their versions {forgot.articles:,}, their claims {forgot.claims:,}."
    )
    show("Backups and copies of published files that lie elsewhere still hold them; what comes in of them is refused.")
    return FINE
