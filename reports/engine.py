"""The template engine of all pages that are written to files: escapes and shows what is hidden, in every expression.

Loaded only when a page is made: `factdesk check` reads the modules of reports on every start and seldom renders.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reports.asking import asked_of, evidence_line
from reports.visible import shorten, show_hidden
from reports.words import counted

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent


def render(template: str, **values: object) -> str:
    """Return a page from the template of that name in this folder."""
    return _environment().get_template(template).render(**values)


def render_text(template: str, escape: Callable[[object], str], **values: object) -> str:
    """Return a text from the template of that name in this folder, every expression of which goes through `escape`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(  # noqa: S701 - no HTML; `escape` is for what it is
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)


def stylesheet(*names: str) -> str:
    """Return style sheets of this folder, by their names, as one."""
    return "\n".join((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


@cache
def look() -> str:
    """Return what changes whenever pages would look otherwise: the hash of every template and style sheet here."""
    files = sorted(path for path in _FOLDER.iterdir() if path.suffix in {".html", ".css"})
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@cache
def _environment() -> "Environment":
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
    environment.globals["evidence_line"] = evidence_line
    environment.globals["asked_of"] = asked_of
    environment.globals["stylesheet"] = Markup(stylesheet("palette", "flagged_claims"))  # noqa: S704 our own files
    environment.filters["shorten"] = shorten
    environment.filters["drawn"] = Markup  # a chart: its words were escaped when it was drawn
    return environment
