"""`verify`: the outside sources are asked about what is to be verified; and what is kept of one claim goes into a WARC file."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claims.sources.names import SOURCE_NAMES
from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, SOME_FAILED, say, say_all, show
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.verify import Verified


def verify(only: list[str], most: int | None, config: Path | None, data: Path | None, *, insists: bool = False) -> int:
    """Ask what is due, publish, and say which sources are off, what was asked and what came of it."""
    settings = _kept(load_settings(config, data_folder=data))
    for name in only:
        if name not in SOURCE_NAMES:
            raise WrongUsage(f"{name}: there is no such source; there are {', '.join(SOURCE_NAMES)}")
    from flows.launch import launch  # noqa: PLC0415 - loads polars and DuckDB
    from flows.verify import verify_steps  # noqa: PLC0415

    done = launch(
        "verify",
        partial(verify_steps, settings, only, most),
        settings,
        say,
        insists=insists,
        only=only,
        most_items=most,
    )
    if off := _off({name: why for name, why in done.off.items() if not only or name in only}):
        say(off)
    say_all(f"register that cannot be asked: {each}" for each in done.broken)
    show(_told(done))
    show(f"Database: {settings.published}")
    return SOME_FAILED if done.broken else FINE


def _off(off: Mapping[str, str]) -> str:
    """Return in one line which sources are off, those with the same remedy together; "" for none."""
    by_why: dict[str, list[str]] = {}
    for name, why in off.items():
        by_why.setdefault(why, []).append(name)
    told = "; ".join(f"{', '.join(names)} ({why})" for why, names in by_why.items())
    return f"off: {told}" if told else ""


def _kept(settings: Settings) -> Settings:
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    return settings


def _told(done: "Verified") -> str:
    """Return what people see at the end: what came of each source, and what was left for later and why."""
    words = done.words[0].upper() + done.words[1:] + "."
    if not done.outcomes and not done.left:
        if done.broken:
            return f"{words}\nNothing else is due."
        return f"{words}\nNothing is due: what was answered is fresh, and nothing else can be asked of the sources that are on."
    import polars as pl  # noqa: PLC0415

    from desk.answers import as_table  # noqa: PLC0415

    names = sorted({source for source, _ in (*done.outcomes, *done.left)})
    outcomes = ("supports", "contradicts", "near", "silent", "not_understood")
    table = pl.DataFrame(
        {"source": names}
        | {outcome: [done.outcomes[name, outcome] for name in names] for outcome in outcomes}
        | {"asked": [done.asked[name] for name in names]}
    )
    left = [f"left for later: {source}: {why} ({count})" for (source, why), count in sorted(done.left.items())]
    return "\n".join([words, as_table(table).rstrip("\n"), *left])


def archive(claim: str, out: Path, config: Path | None, data: Path | None) -> int:
    """Write what is kept of a claim (its page's text, what was read of it, the answers of sources) into one WARC file."""
    settings = load_settings(config, data_folder=data)
    if not settings.published.exists():
        raise NothingPublished(f"{settings.published}: nothing is published there yet; `factdesk run INPUT...` does it")
    from flows.claim_archive import NoSuchClaim, write_archive  # noqa: PLC0415 - loads polars and DuckDB

    try:
        kept = write_archive(settings, claim.strip().lower(), out)
    except NoSuchClaim as fault:
        raise WrongUsage(str(fault)) from fault
    show(f"{out}: the claim, its article as it was read, and {kept} answers of sources")
    return FINE
