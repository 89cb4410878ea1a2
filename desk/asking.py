"""`report`, `sql` and `explain`: questions to the published database, which stays as it is."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, say, show, width
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

_MOST_ROWS_SHOWN = 1000
_CLAIM_ID = re.compile(r"[0-9a-f]{1,16}")
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Printing:
    """How the answer to a question is wanted."""

    form: str
    out: Path | None
    limit: int | None
    timeout_seconds: float


def report(config: Path | None, data: Path | None, *, open_it: bool) -> int:
    """Write the report from the published database and print where it lies."""
    from flows.publish import write_report  # noqa: PLC0415 - loads polars and DuckDB

    files = write_report(_published(config, data))
    show("\n".join(str(path) for path in (files.html, files.csv, files.jsonl)))
    if open_it:
        import webbrowser  # noqa: PLC0415

        webbrowser.open(files.html.absolute().as_uri())
    return FINE


def sql(question: str, printing: Printing, config: Path | None, data: Path | None) -> int:
    """Print the answer to one SELECT, or write it to a file."""
    if printing.form == "parquet" and printing.out is None:
        raise WrongUsage("parquet is not for a terminal: name a file with --out FILE")
    from warehouse.ask import ask  # noqa: PLC0415

    settings = _published(config, data)
    select = sys.stdin.read() if question == "-" else question
    shown_whole = printing.form != "table" or printing.out
    most = printing.limit or (None if shown_whole else _MOST_ROWS_SHOWN + 1)
    answer = ask(settings.published, select, timeout_seconds=printing.timeout_seconds, row_limit=most)
    if not shown_whole and printing.limit is None and answer.height > _MOST_ROWS_SHOWN:
        answer = answer.head(_MOST_ROWS_SHOWN)
        say(f"only the first {_MOST_ROWS_SHOWN} rows are shown; --limit N or another --format shows more")
    _print(answer, printing)
    return FINE


def _print(answer: "pl.DataFrame", printing: Printing) -> None:
    if printing.out is None:
        show(_written(answer, printing.form))
    elif printing.form == "parquet":
        answer.write_parquet(printing.out)
    else:
        printing.out.write_text(_written(answer, printing.form), encoding="utf-8", errors="replace")


def _written(answer: "pl.DataFrame", form: str) -> str:
    """Return an answer as text in the asked form."""
    from desk.answers import as_json, as_markdown, as_table  # noqa: PLC0415
    from reports.tables import to_csv  # noqa: PLC0415

    writers: dict[str, Callable[[pl.DataFrame], str]]
    writers = {"csv": to_csv, "json": as_json, "markdown": as_markdown, "table": as_table}
    return writers[form](answer)


def explain(claim: str, config: Path | None, data: Path | None) -> int:
    """Print what is known of one claim, its flags and what would clear each."""
    from reports.explain import explain_claim  # noqa: PLC0415
    from warehouse.ask import ask  # noqa: PLC0415

    settings = _published(config, data)
    claim_id = _one_claim(claim, settings)
    rows = ask(
        settings.published,
        "SELECT claims.*, articles.title, articles.name AS article_name "  # noqa: S608 - hexadecimal digits alone
        f"FROM claims JOIN articles USING (article_id) WHERE claim_id = '{claim_id}'",
    ).to_dicts()
    flags = ask(
        settings.published,
        "SELECT flag, why, clears, flags.weight, CAST(detail AS VARCHAR) AS detail "  # noqa: S608
        f"FROM flags JOIN flag_rules USING (flag) WHERE claim_id = '{claim_id}' ORDER BY always DESC, weight DESC, flag",
    ).to_dicts()
    reviews = ask(
        settings.published,
        f"SELECT * FROM reviews WHERE claim_id = '{claim_id}' ORDER BY reviewed_at, review_id",  # noqa: S608
    ).to_dicts()
    show(explain_claim(rows[0], flags, reviews, width=width()))
    return FINE


def _one_claim(asked: str, settings: Settings) -> str:
    """Return the one claim_id that begins with the asked digits."""
    from warehouse.ask import ask  # noqa: PLC0415

    digits = asked.strip().lower()
    if not _CLAIM_ID.fullmatch(digits):
        raise WrongUsage(
            f'{asked}: a claim_id is 16 hexadecimal digits; `factdesk sql "FROM flagged_claims"` lists them'
        )
    select = f"SELECT claim_id, quote FROM claims WHERE starts_with(claim_id, '{digits}') ORDER BY claim_id LIMIT 6"  # noqa: S608
    found = ask(settings.published, select).rows()
    if not found:
        raise WrongUsage(f'{asked}: no claim_id begins like this; `factdesk sql "FROM flagged_claims"` lists them')
    if len(found) > 1:
        listed = "; ".join(f"{claim_id} ({quote})" for claim_id, quote in found[:_MOST_CANDIDATES])
        raise WrongUsage(f"{asked}: several claims begin like this, give more digits: {listed}")
    return str(found[0][0])


def _published(config: Path | None, data: Path | None) -> Settings:
    """Return the settings, if there is a published database to ask."""
    settings = load_settings(config, data_folder=data)
    if not settings.published.exists():
        raise NothingPublished(f"{settings.published}: nothing is published there yet; `factdesk run INPUT...` does it")
    return settings
