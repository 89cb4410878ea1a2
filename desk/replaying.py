"""`replay`: rows that a schema refused are tried again, after what stood against them was mended."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, SOME_FAILED, say, show
from flows.settings import load_settings


def replay(reject_ids: Sequence[str], config: Path | None, data: Path | None, *, every: bool) -> int:
    """Try the rejects again (all that were rows, if `every`), publish what was saved, and say what became of each."""
    if bool(reject_ids) == every:
        raise WrongUsage('name the rejects, or give --all; `factdesk sql "FROM rejects"` lists them')
    settings = load_settings(config, data_folder=data)
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    from flows.launch import launch  # noqa: PLC0415 - loads polars and DuckDB
    from flows.replay import replay_steps  # noqa: PLC0415

    asked = None if every else list(reject_ids)
    done = launch("replay", partial(replay_steps, settings, asked), settings, say, rejects=asked)
    for each in done:
        (show if each.saved else say)(f"{each.reject_id}: {each.words}")
    saved = sum(each.saved for each in done)
    show(f"{saved} of {len(done)} saved.")
    return FINE if saved == len(done) else SOME_FAILED
