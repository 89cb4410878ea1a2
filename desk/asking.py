"""`report`, `sql` and `explain`: questions to the published database, which stays as it is."""

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, say, show, width
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

_MOST_ROWS_SHOWN = 1000
_MOST_MEGABYTES = 1000  # of an answer that goes to a file
_CLAIM_ID = re.compile(r"[0-9a-f]{1,16}")
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Printing:
    """How the answer to a question is wanted."""

    form: str
    out: Path | None
    limit: int | None
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What `factdesk sql` is called for: a question, one of the history, the history itself, or the tables."""

    question: str | None
    again: int | None
    list_history: bool
    explain_schema: bool


def report(config: Path | None, data: Path | None, *, open_it: bool) -> int:
    """Write the report from the published database and print where it lies."""
    from flows.publish import write_report  # noqa: PLC0415 - loads polars and DuckDB

    files = write_report(published(config, data))
    show("\n".join(str(path) for path in (files.html, files.csv, files.jsonl)))
    if open_it:
        import webbrowser  # noqa: PLC0415

        webbrowser.open(files.html.absolute().as_uri())
    return FINE


def answer(wish: Wish, printing: Printing, config: Path | None, data: Path | None) -> int:
    """Do the one thing that `factdesk sql` was called for."""
    wishes = [wish.explain_schema, wish.list_history, wish.again is not None]
    if sum(wishes) > 1 or (wish.question and any(wishes[1:])):
        raise WrongUsage("one thing at a time: a SELECT, --again N, --history, or --explain-schema [TABLE]")
    if wish.explain_schema:
        return explain_schema(wish.question)
    if wish.list_history:
        return history(printing, config, data)
    if wish.again is not None:
        return again(wish.again, printing, config, data)
    if wish.question is None:
        raise WrongUsage(
            'what is the question? `factdesk sql "FROM flagged_claims"`; --explain-schema tells the tables'
        )
    return sql(wish.question, printing, config, data)


def sql(question: str, printing: Printing, config: Path | None, data: Path | None) -> int:
    """Print the answer to one SELECT, or write it to a file; `-` reads the SELECT from standard input."""
    if printing.form == "parquet" and printing.out is None:
        raise WrongUsage("parquet is not for a terminal: name a file with --out FILE")
    settings = published(config, data)
    select = sys.stdin.read() if question == "-" else question
    shown_whole = printing.form != "table" or printing.out
    most = printing.limit or (None if shown_whole else _MOST_ROWS_SHOWN + 1)
    answer = _answer(settings, select, printing.timeout_seconds, most)
    if not shown_whole and printing.limit is None and answer.height > _MOST_ROWS_SHOWN:
        answer = answer.head(_MOST_ROWS_SHOWN)
        say(f"only the first {_MOST_ROWS_SHOWN} rows are shown; --limit N or another --format shows more")
    _print(answer, printing)
    return FINE


def again(number: int, printing: Printing, config: Path | None, data: Path | None) -> int:
    """Ask a question of the history once more."""
    from desk.questions.history import History  # noqa: PLC0415

    known = History(load_settings(config, data_folder=data).questions_file).asked()
    selects = [each.select for each in known if each.number == number]
    if not selects:
        kept = f"{known[0].number} to {known[-1].number} are kept" if known else "none is kept yet"
        raise WrongUsage(f"{number}: there is no question of this number, {kept}; `factdesk sql --history` lists them")
    return sql(selects[-1], printing, config, data)


def history(printing: Printing, config: Path | None, data: Path | None) -> int:
    """Print what was asked before: its number, when (UTC), how many rows, how long, the SELECT. The newest is last."""
    import polars as pl  # noqa: PLC0415

    from desk.questions.history import History  # noqa: PLC0415

    settings = load_settings(config, data_folder=data)
    known = History(settings.questions_file).asked()
    if not settings.keep_questions:
        say("questions are not kept: keep_questions in the settings or FACTDESK_HISTORY says so")
    if printing.form == "parquet" and printing.out is None:
        raise WrongUsage("parquet is not for a terminal: name a file with --out FILE")
    columns = ("number", "asked_at", "rows", "milliseconds", "select")
    types = (pl.Int64, pl.Datetime("us", "UTC"), pl.Int64, pl.Int64, pl.String)
    rows = [[getattr(each, column) for column in columns] for each in known[-(printing.limit or len(known)) :]]
    _print(pl.DataFrame(rows, dict(zip(columns, types, strict=True)), orient="row"), printing)
    return FINE


def explain_schema(name: str | None) -> int:
    """Print what can be asked: everything, or one table, view or macro."""
    from desk.questions import explaining  # noqa: PLC0415 - loads polars and DuckDB

    try:
        show(explaining.explain_relation(name, width()) if name else explaining.explain_schema(width()))
    except explaining.UnknownRelation as error:
        raise WrongUsage(str(error)) from error
    return FINE


def _answer(settings: Settings, select: str, timeout_seconds: float, most_rows: int | None) -> "pl.DataFrame":
    """Answer a question in a process of its own, and keep what was asked unless that is switched off."""
    from desk.questions.history import History  # noqa: PLC0415
    from warehouse.questions import Question  # noqa: PLC0415

    begun, rows = time.monotonic(), None
    question = Question(
        settings.published, select, timeout_seconds=timeout_seconds, row_limit=most_rows, most_megabytes=_MOST_MEGABYTES
    )
    try:
        answer = question.answer()
        rows = answer.height
    finally:
        if settings.keep_questions:
            History(settings.questions_file).note(select, rows, time.monotonic() - begun)
    return answer


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

    settings = published(config, data)
    claim_id = _one_claim(claim, settings)
    rows = ask(
        settings.published,
        "SELECT claims.*, articles.title, articles.name AS article_name, articles.genre, articles.page_id, articles.text "  # noqa: S608 - hexadecimal digits alone
        f"FROM claims JOIN articles USING (article_id) WHERE claim_id = '{claim_id}'",
    ).to_dicts()
    flags = ask(
        settings.published,
        "SELECT flag, why, says, clears, flags.weight, CAST(detail AS VARCHAR) AS detail "  # noqa: S608
        f"FROM flags JOIN flag_rules USING (flag) WHERE claim_id = '{claim_id}' ORDER BY always DESC, weight DESC, flag",
    ).to_dicts()
    reviews = ask(
        settings.published,
        f"SELECT * FROM reviews WHERE claim_id = '{claim_id}' ORDER BY reviewed_at, review_id",  # noqa: S608
    ).to_dicts()
    evidence = ask(
        settings.published,
        f"SELECT * FROM claim_evidence WHERE claim_id = '{claim_id}' ORDER BY retrieved_at DESC, source, evidence_id",  # noqa: S608
    ).to_dicts()
    show(explain_claim(rows[0] | {"evidence": evidence}, flags, reviews, moved=_moved(rows[0]), width=width()))
    return FINE


def _moved(row: "Mapping[str, Any]") -> dict[str, Any] | None:
    """Read the claim's sentence again without its parts, and return what came of it as `explain_claim` takes it."""
    from claims.model import Article, Span  # noqa: PLC0415 - loads the encoder
    from claims.occlusion import occlude  # noqa: PLC0415

    article = Article(row["page_id"], row["article_id"], row["text"], row["article_name"], title=row["title"])
    found = occlude(article, Span(row["start_char"], row["end_char"]))
    if found is None:
        return None
    without = [(each.what, each.stakes) for each in found.telling]
    return {"stakes": found.stakes, "place": found.place, "sentences": found.sentences, "without": without}


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


def published(config: Path | None, data: Path | None) -> Settings:
    """Return the settings, if there is a published database to ask."""
    settings = load_settings(config, data_folder=data)
    if not settings.published.exists():
        raise NothingPublished(f"{settings.published}: nothing is published there yet; `factdesk run INPUT...` does it")
    return settings
