"""`check` and `run`: inputs become claims, in memory or in the warehouse."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claims.read import Unreadable
from desk.faults import WrongUsage
from desk.words import FINE, SOME_FAILED, has_colour, say, say_all, show, show_coloured, width
from flows.folders import Input
from flows.inputs import Address, left_out, list_inputs
from flows.launch import launch_run
from flows.outcome import Outcome, RunSummary, counts_in_words, lines_for_people
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.memory import Checked


def check(inputs: Sequence[str], form: str, config: Path | None) -> int:
    """Print what the inputs claim; return 1 if some of what was named could not be read."""
    settings = load_settings(config)
    asked = _asked(inputs, settings)
    from flows.memory import check_inputs  # noqa: PLC0415 - loads polars and DuckDB

    with check_inputs(asked, settings) as checked:
        was_read = checked.outcome.counts.articles_read > 0
        if was_read or form != "table":
            (show_coloured if form == "table" else show)(_printed(checked, form))
        _tell(checked.outcome, asked)
        if was_read:
            say(counts_in_words(checked.outcome.counts, checked.seconds))
    return SOME_FAILED if checked.outcome.inputs_failed else FINE


def _printed(checked: "Checked", form: str) -> str:
    """Return the claims in the asked form."""
    from reports import flagged_claims, tables, terminal  # noqa: PLC0415

    if form == "table":
        return terminal.claims_table(checked.flagged(), width=width(), colour=has_colour())
    if form == "html":
        return flagged_claims.render_html(checked.report())
    return (tables.to_csv if form == "csv" else tables.to_jsonl)(checked.claims())


def run(inputs: Sequence[str], config: Path | None, data: Path | None, *, insists: bool = False) -> int:
    """Run the steps, by Prefect where it is up or insisted on, and say what came of it; return 1 if some could not be read."""
    from flows.readiness import refuse_unready_machine  # noqa: PLC0415 - loads DuckDB
    from flows.run_news import news_of_run  # noqa: PLC0415 - loads DuckDB
    from reports.run_news import run_news  # noqa: PLC0415

    settings = load_settings(config, data_folder=data)
    asked = _asked(inputs, settings)
    listed = [_unasked(each, settings) or each for each in list_inputs(asked)]
    if all(isinstance(each, Unreadable) for each in listed):
        say_all(f"refused: {each}" for each in listed)
        say("no input is left to read; nothing was started")
        return SOME_FAILED
    refuse_unready_machine(settings)
    summary = launch_run(asked, settings, say, insists=insists)
    say_all(summary.faults)
    _tell(summary.outcome, asked)
    say_all(f"trouble: {each}" for each in summary.troubles)
    show(_summary(summary, run_news(news_of_run(settings, summary.run_id))))
    return SOME_FAILED if summary.outcome.inputs_failed else FINE


def _unasked(each: Input | Address | Unreadable, settings: Settings) -> Unreadable | None:
    """Return why an address will not be asked, where its host's number says so before anything is started."""
    if not isinstance(each, Address):
        return None
    from flows.failures import refusal_of_number  # noqa: PLC0415 - loads requests

    refusal = refusal_of_number(each.url, allow_loopback=settings.web.allow_loopback)
    return Unreadable(each.url, refusal.rule, refusal.next_step) if refusal else None


def _summary(summary: RunSummary, news: str) -> str:
    """Return what people see at the end of a run: what is new and urgent, then the counts, then where all of it lies."""
    return "\n".join([
        *filter(None, [news]),
        counts_in_words(summary.outcome.counts, summary.seconds, to_verify=False),
        f"Sentences to verify in the whole warehouse: {summary.items_to_verify} ({summary.needs_verification} claims)",
        f"Report:   {summary.report}",
        f"Database: {summary.published}",
    ])  # fmt: skip


def _asked(inputs: Sequence[str], settings: Settings) -> Sequence[str]:
    """Return the inputs of the command line, else those of the settings."""
    if not inputs and not settings.all_inputs:
        raise WrongUsage(
            "no INPUT: name a file, a folder or - (or a web address), or list inputs in factdesk.toml (`factdesk init`)"
        )
    return inputs or settings.all_inputs


def _tell(outcome: Outcome, asked: Sequence[str]) -> None:
    """Say what was refused and noticed, and which files of the asked folders were left out."""
    say_all(lines_for_people(outcome))
    if others := left_out(asked):
        listed = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
        say(
            f"note: {len(others)} files of other kinds were left out of the folders ({listed}); name one to have it read"
        )
