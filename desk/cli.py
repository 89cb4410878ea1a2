"""The command line; each command imports what it needs when it runs, since help must come at once.

Only `run` and `up` may pay for Prefect.
"""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from desk.claimants import app as claimants
from desk.sql_command import SqlCommand
from desk.users import app as users


class _Commands(TyperGroup):
    """All commands; what is wrong with an option is said without the prefix of the library that found it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as fault:
            fault.message = fault.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="factdesk",
    cls=_Commands,
    help="Find the claims in news articles, keep them, and mark those that need verifying outside the article.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 fine, 1 some inputs failed (they are named), 2 wrong usage.",
)
app.add_typer(users)
app.add_typer(claimants)


class CheckFormat(StrEnum):
    """How `check` prints."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


class SqlFormat(StrEnum):
    """How `sql` prints."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"
    parquet = "parquet"


class Status(StrEnum):
    """Where the work on a claim stands."""

    new = "new"
    in_progress = "in_progress"
    awaiting_source = "awaiting_source"
    resolved = "resolved"
    dismissed = "dismissed"
    reopened = "reopened"


class Verdict(StrEnum):
    """What a person found of a claim."""

    true = "true"
    mostly_true = "mostly_true"
    half_true = "half_true"
    mostly_false = "mostly_false"
    false = "false"
    unverifiable = "unverifiable"
    outdated = "outdated"


class ExportForm(StrEnum):
    """In which form claims leave."""

    claimreview = "claimreview"
    claims = "claims"
    annotations = "annotations"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


class ExportRows(StrEnum):
    """Which rows leave."""

    items = "items"
    flagged = "flagged"
    claims = "claims"
    reviews = "reviews"
    evidence = "evidence"
    fact_checks = "fact-checks"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help="A file (.txt .html .json .jsonl .warc, also .gz), a folder, a web address (page, feed or sitemap), or - for "
        "standard input; else those of the settings.",
    ),
]
Config = Annotated[
    Path | None, typer.Option(metavar="FILE", show_default=False, help="The settings; else ./factdesk.toml, if there.")
]
Data = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", show_default=False, help="Where everything is kept; else ./factdesk-data."),
]


@app.command()
def check(
    inputs: Inputs = None,
    format: Annotated[CheckFormat, typer.Option(help="How to print.")] = CheckFormat.table,  # noqa: A002
    config: Config = None,
) -> None:
    """Read articles and print their claims to verify; keep nothing.

    The table shows the claims to verify; csv and jsonl print every claim with its flags, html the whole report.
    """
    from desk import reading  # noqa: PLC0415

    end(lambda: reading.check(inputs or [], format.value, config))


@app.command()
def run(
    inputs: Inputs = None,
    feed: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", show_default=False, help="A feed or sitemap to read; may be repeated."),
    ] = None,
    flow: Annotated[  # noqa: FBT002
        bool, typer.Option("--flow", help="Insist on Prefect: where no server is up, start one (about 30 seconds).")
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Read articles into the warehouse and publish the report.

    Their claims are kept and marked, and a fresh copy of the database is published for everybody to ask. Articles that
    the warehouse knows are left alone, so a second run finds nothing new. It goes through Prefect where a server is up,
    that of PREFECT_API_URL or of `factdesk up`; else the same steps run directly, unless --flow insists.
    """
    from desk import reading  # noqa: PLC0415

    asked = [*(inputs or []), *(f"feed:{url}" for url in feed or [])]
    end(lambda: reading.run(asked, config, data, insists=flow))


@app.command()
def report(
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Write the report again from the database, and say where it lies."""
    from desk import asking  # noqa: PLC0415

    end(lambda: asking.report(config, data, open_it=open_it))


@app.command()
def digest(
    send_it: Annotated[bool, typer.Option("--send", help="Send it to the addresses of the settings.")] = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Print what is new since the last digest, as Markdown for mail and chat.

    Where the settings name addresses (`[digest]`), a run that finds something new sends it by itself.
    """
    from desk import digesting  # noqa: PLC0415

    end(lambda: digesting.digest(config, data, send_it=send_it))


@app.command(cls=SqlCommand)
def sql(  # noqa: PLR0913, PLR0917 - each is an option of the command
    question: Annotated[
        str | None,
        typer.Argument(metavar="[SELECT]", show_default=False, help="One SELECT; - reads it from standard input."),
    ] = None,
    format: Annotated[SqlFormat, typer.Option(help="How to print.")] = SqlFormat.table,  # noqa: A002
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="Write to a file; parquet needs one.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, show_default=False, help="At most so many rows; a table shows 1000 at most.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Stop the question after this long.")] = 30,
    explain_schema: Annotated[  # noqa: FBT002
        bool,
        typer.Option(
            "--explain-schema", help="Tell tables, views and columns with their meanings, or those of the one named."
        ),
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="List what was asked before.")] = False,  # noqa: FBT002
    again: Annotated[
        int | None, typer.Option(metavar="N", show_default=False, help="Ask a question of the history once more.")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Ask the published database one SELECT; it stays as it is.

    docs/sql.md has questions to begin with; `factdesk sql --explain-schema flagged_claims` tells the columns of the
    claims to verify. What was asked is kept in the data folder, unless keep_questions in the settings or
    FACTDESK_HISTORY=off says no; answers are not kept.
    """
    from desk import asking  # noqa: PLC0415

    printing = asking.Printing(format.value, out, limit, timeout)
    wish = asking.Wish(question, again, list_history=history, explain_schema=explain_schema)
    end(lambda: asking.answer(wish, printing, config, data))


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim_id, or the first digits of one.")],
    numbers: Annotated[  # noqa: FBT002
        bool,
        typer.Option("--numbers", help="List every number of an article instead; CLAIM is its name or article_id."),
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Say why a claim is flagged, and what would clear each flag; or what each number of an article was taken for."""
    from desk import asking, numbering  # noqa: PLC0415

    end(lambda: (numbering.explain_numbers if numbers else asking.explain)(claim, config, data))


@app.command()
def review(  # noqa: PLR0913, PLR0917 - each is an option of the command
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim_id, or the first digits of one.")],
    status: Annotated[
        Status | None, typer.Option(show_default=False, help="Where the work stands; a verdict alone means resolved.")
    ] = None,
    verdict: Annotated[Verdict | None, typer.Option(show_default=False, help="What you found.")] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", show_default=False, help="In your words.")] = None,
    link: Annotated[
        str | None, typer.Option(metavar="URL", show_default=False, help="What the verdict rests on.")
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help="Who signs; else FACTDESK_REVIEWER, else your login."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar="REVIEW_ID", show_default=False, help="The newest review that you have seen."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the newest review that holds.")] = False,  # noqa: FBT002
    assign: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help='Who is to work on it; "" for nobody.'),
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Say what you found of a claim.

    Reviews are only ever added; `factdesk explain` shows them all. If somebody else has reviewed the claim and you have
    not said by --after that you have seen it, you are told so and nothing changes.
    """
    from desk import reviewing  # noqa: PLC0415

    asked = reviewing.Asked(
        status and status.value, verdict and verdict.value, note, link, reviewer, after, undo, assign
    )
    end(lambda: reviewing.review(claim, asked, config, data))


@app.command()
def export(
    form: Annotated[ExportForm, typer.Argument(metavar="FORM", help="In which form.")],
    rows: Annotated[
        ExportRows | None,
        typer.Option(
            "--of",
            show_default=False,
            help="Of which rows; else of the sentences to verify (tables) or the flagged claims.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", show_default=False, help="A file, or a folder (one file a claim); parquet needs a file."
        ),
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Write claims for other programs: fact-checks, annotations, tables.

    claimreview writes the JSON-LD that the page of a fact-check carries, of claims that are resolved alone, and names
    those that search engines would refuse. claims and annotations write the claims that are still open, as schema.org
    Claim and as W3C Web Annotations. A file that ends in .jsonl holds one of them a line.
    """
    from desk import exporting  # noqa: PLC0415

    end(lambda: exporting.export(form.value, rows and rows.value, out, config, data))


@app.command()
def verify(
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", show_default=False, help="Only this source; may be repeated."),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(min=1, show_default=False, help="Ask about at most so many things; else as the settings say."),
    ] = None,
    flow: Annotated[  # noqa: FBT002
        bool, typer.Option("--flow", help="Insist on Prefect: where no server is up, start one (about 30 seconds).")
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Ask outside sources about the claims to verify, and keep what they say as evidence.

    Earlier fact-checks and registers of your own are asked without any network. Sources of the web are asked only where
    the settings say `web = true` in [sources], each within its questions of the day; what failed is asked again by the
    next run, and what was answered is not asked twice while it is fresh. No source gives a verdict: that is for people.
    """
    from desk import verifying  # noqa: PLC0415

    end(lambda: verifying.verify(source or [], most, config, data, insists=flow))


@app.command()
def archive(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim_id, or the first digits of one.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The WARC file to write, .warc or .warc.gz.")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Write what is kept of a claim into one WARC file: its article as it was read, and the answers of sources."""
    from desk import verifying  # noqa: PLC0415

    end(lambda: verifying.archive(claim, out, config, data))


@app.command("import")
def import_(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="A file (.jsonld .json .jsonl .html, also .gz), a folder, a web address (page, data or feed), or -.",
        ),
    ],
    config: Config = None,
    data: Data = None,
) -> None:
    """Keep fact-checks that others have published (ClaimReview).

    They are read from files, lists and data feeds of JSON-LD, from pages that hold it, and from feeds of such pages.
    What breaks the rules of ClaimReview is told; what has no claim, address or rating is refused and the rest goes on.
    """
    from desk import importing  # noqa: PLC0415

    end(lambda: importing.import_fact_checks(inputs, config, data))


@app.command()
def replay(
    rejects: Annotated[
        list[str] | None, typer.Argument(metavar="REJECT_ID", show_default=False, help="Which rejected rows.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All that were rows and are not saved yet.")] = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Try rows again that a schema refused, after what stood against them was mended.

    A row is tried as it was: what has changed is the schema, or the row that it points to. Inputs that could not be read
    are mended and given to `factdesk run` again instead.
    """
    from desk import replaying  # noqa: PLC0415

    end(lambda: replaying.replay(rejects or [], config, data, every=every))


@app.command()
def forget(
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE", show_default=False, help="Its address, file name, page_id or article_id."),
    ],
    by: Annotated[str | None, typer.Option(metavar="NAME", show_default=False, help="Who deletes it.")] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Delete pages on request: all versions, claims, reviews and what else tells of them, wherever factdesk keeps it.

    That it was done stays, in the table `forgotten` and in the audit, by the page's hash alone; the page is refused
    when it comes in again. The live file is written anew, so that nothing is left in it, and older published files go.
    """
    from desk import forgetting  # noqa: PLC0415

    end(lambda: forgetting.forget(pages, by, config, data))


@app.command()
def remark(
    article: Annotated[
        str | None,
        typer.Option(
            metavar="ARTICLE", show_default=False, help="The claims of one alone: an article_id, or its first digits."
        ),
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Run every flag over the claims again, after the rules of marking have changed.

    A new threshold and new weights hold for every claim at once. money_total and what a flag's SELECT says hold for
    claims that are marked from then on: this brings the older ones in line, and says how many gained and lost which
    flags. It goes in short steps; stopped at any moment, it is made good by running it again. Done twice, it changes
    nothing.
    """
    from desk import remarking  # noqa: PLC0415

    end(lambda: remarking.remark(article, config, data))


@app.command()
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")] = Path("factdesk.toml"),
) -> None:
    """Write a commented settings file; never over another."""
    from desk import machine  # noqa: PLC0415

    end(lambda: machine.init(file))


@app.command()
def doctor(config: Config = None, data: Data = None) -> None:
    """Say what is wrong with this machine and how to mend it."""
    from desk import machine  # noqa: PLC0415

    end(lambda: machine.doctor(config, data))


@app.command()
def backup(
    list_them: Annotated[bool, typer.Option("--list", help="List the backups, and read each.")] = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Copy all that cannot be made again, and read the copy back.

    That is the live file as it is at one moment, what outside sources answered, the reports' editions, and the desk's
    users and audit; not the settings. With `every` in [backup] of the settings, runs and `factdesk up` make one by themselves.
    """
    from desk import keeping  # noqa: PLC0415

    end(lambda: keeping.backup(list_them, config, data))


@app.command()
def restore(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[BACKUP]", show_default=False, help="Its folder; else the newest that is whole."),
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Put a backup back, and publish it; what it takes the place of is set aside.

    It must be whole, and neither `factdesk up` nor a run may go on.
    """
    from desk import keeping  # noqa: PLC0415

    end(lambda: keeping.restore(folder, config, data))


@app.command()
def repair(config: Config = None, data: Data = None) -> None:
    """Mend what doctor finds wrong with what is kept, without losing a row.

    A log that a killed process left is folded in, runs that were killed are closed, marks and links follow from claims and
    rules again, and what is published is made anew. A damaged live file gives way to the newest whole copy, to which all
    that can still be read of it is added; what is lost is told, and the damaged file is set aside.
    """
    from desk import keeping  # noqa: PLC0415

    end(lambda: keeping.repair(config, data))


@app.command()
def upgrade(
    dry_run: Annotated[  # noqa: FBT002
        bool, typer.Option("--dry-run", help="Try it on a copy, and change nothing.")
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Bring the live file of an older version to this one.

    Whatever opens it first does the same; this says what is applied and that no row was lost. The file as it was is kept
    in the folder `before` beside it, named by the last migration that it had seen.
    """
    from desk import keeping  # noqa: PLC0415

    end(lambda: keeping.upgrade(dry_run, config, data))


@app.command()
def reread(
    compare: Annotated[  # noqa: FBT002
        bool, typer.Option("--compare", help="Only compare; this is all that it does, and must be said.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, help="The newest so many articles.")] = 1000,
    config: Config = None,
    data: Data = None,
) -> None:
    """Show what this version's reader would find otherwise in the articles that are kept: appeared, vanished, changed.

    Nothing is written. To accept it, give the same inputs to `factdesk run` again, which reads what another version has read.
    """
    if not compare:
        raise typer.BadParameter("say --compare: articles are read anew, for keeping, by `factdesk run INPUT...`")
    from desk import keeping  # noqa: PLC0415

    end(lambda: keeping.reread(most, config, data))


@app.command()
def desk(
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, show_default=False, help="Where to listen; 0 takes a free one, else [desk] port."
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Serve the review pages; Ctrl-C ends it.

    The pages are at 127.0.0.1, port 8410, for whoever works on this machine. To let colleagues in, give them passwords by
    `factdesk user` and set [desk] host; docs/access.md says how.
    """
    from desk import serving  # noqa: PLC0415

    end(lambda: serving.desk(config, data, port=port, open_it=open_it))


@app.command()
def up(config: Config = None, data: Data = None) -> None:
    """Run a Prefect server, the schedules and the desk; Ctrl-C stops all of it.

    The schedules are those of the settings (`[[schedule]]`): inputs with a cron line or an interval. The server listens
    on this machine alone.
    """
    from desk import machine  # noqa: PLC0415

    end(lambda: machine.up(config, data))


def end(command: Callable[[], int]) -> None:
    """Run a command and leave with its status; a mistake that it foresaw is one line on stderr."""
    from desk.faults import foreseen  # noqa: PLC0415
    from desk.words import tame_libraries  # noqa: PLC0415

    tame_libraries()
    with foreseen():
        raise typer.Exit(command())


def main() -> Any:
    """Run the command line: the console script of the distribution."""
    return app(prog_name="factdesk")


if __name__ == "__main__":
    sys.exit(main())
