"""The flagged-claim report: rows in, one self-contained HTML file out.

Whatever comes from an article is escaped by the template engine, and stripped of hidden powers by `show_hidden` on
every expression alike, so that the template cannot forget it. The file loads nothing and runs nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.article_view import view_articles
from reports.pieces import plain_counts, view_claims, view_flags, view_refused
from reports.visible import show_hidden
from reports.words import counted, moment_words

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class FlaggedReport:
    """Everything that the report shows, as rows.

    `flagged` are rows of the view of that name, `articles` and `claims` rows of their tables (`claims` with the
    names of their `flags` and `needs_verification`), `lines` the (start, end, kind) of each line by article_id,
    `refused` the inputs that could not be read (name, rule, value, and next_step where known).
    """

    title: str
    made_at: datetime
    run: Mapping[str, Any] | None = None
    flagged: Sequence[Mapping[str, Any]] = ()
    articles: Sequence[Mapping[str, Any]] = ()
    claims: Sequence[Mapping[str, Any]] = ()
    lines: Mapping[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    refused: Sequence[Mapping[str, Any]] = ()


def flagged_claims_sql() -> str:
    """Return the SELECT that asks the warehouse for the report's flagged rows, in their order."""
    return (_FOLDER / "flagged_claims.sql").read_text(encoding="utf-8")


def stylesheet(*names: str) -> str:
    """Return the style sheets of these names as one."""
    return "\n".join((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


def render_html(report: FlaggedReport) -> str:
    """Return the report as one HTML document that needs nothing beside it."""
    claims = view_claims(report.flagged, report.claims, report.articles)
    flagged = [claim for claim in claims.values() if claim.number]
    run = report.run or {}
    template = _environment().get_template("flagged_claims.html")
    return template.render(
        title=report.title,
        made_at=moment_words(report.made_at),
        run_id=run.get("run_id"),
        run_counts=plain_counts(run),
        claims=claims,
        flagged=flagged,
        flags=view_flags(flagged),
        articles=view_articles(report.articles, claims, report.lines),
        refused=view_refused(report.refused),
    )


@cache
def _environment() -> "Environment":
    """Return the template engine, loaded only when a report is made."""
    # Imported here because `factdesk check` reads this module on every start and seldom renders.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: object) -> object:
        """Write out hidden characters in everything that is not markup of the template's own making."""
        return value if isinstance(value, Markup) else show_hidden(str(value))

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["counted"] = counted
    environment.globals["stylesheet"] = Markup(stylesheet("palette", "flagged_claims"))  # noqa: S704 our own files
    return environment
