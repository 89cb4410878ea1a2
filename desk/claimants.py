"""`factdesk claimant ...`: who is who, told to the warehouse: two claimants are one, or one is two; each act can be undone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from flows.reviews import Act
    from flows.survey import Opener

app = typer.Typer(
    name="claimant",
    help="Say who is who: join two claimants, split one, or take such an act back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_Who = Annotated[str, typer.Argument(metavar="CLAIMANT", help="A name, or a claimant_id or its first digits.")]
_Note = Annotated[str | None, typer.Option(metavar="WORDS", show_default=False, help="In your words.")]
_Reviewer = Annotated[
    str | None,
    typer.Option(metavar="NAME", show_default=False, help="Who signs; else FACTDESK_REVIEWER, else your login."),
]
_Config = Annotated[
    Path | None, typer.Option(metavar="FILE", show_default=False, help="The settings; else ./factdesk.toml, if there.")
]
_Data = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", show_default=False, help="Where everything is kept; else ./factdesk-data."),
]


@app.command()
def join(  # noqa: PLR0913, PLR0917 - each is an option of the command
    claimant: _Who,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who the claimant is; their name stays.")],
    note: _Note = None,
    reviewer: _Reviewer = None,
    config: _Config = None,
    data: _Data = None,
) -> None:
    """Say that a claimant is another one: all their claims are one's from now on."""

    def write(opener: "Opener", act: "Act") -> dict[str, Any]:
        from flows.claimants import find_claimant, join_claimants  # noqa: PLC0415

        return join_claimants(opener, find_claimant(opener, claimant), find_claimant(opener, other), act)

    _end(lambda: _act(write, note, reviewer, (config, data)))


@app.command()
def split(  # noqa: PLR0913, PLR0917 - each is an option of the command
    claimant: _Who,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="The article_id of each.")],
    note: _Note = None,
    reviewer: _Reviewer = None,
    config: _Config = None,
    data: _Data = None,
) -> None:
    """Say that some articles mean another claimant of the same name."""

    def write(opener: "Opener", act: "Act") -> dict[str, Any]:
        from flows.claimants import find_claimant, split_claimant  # noqa: PLC0415

        return split_claimant(opener, find_claimant(opener, claimant), articles, act)

    _end(lambda: _act(write, note, reviewer, (config, data)))


@app.command()
def undo(
    act_id: Annotated[str, typer.Argument(metavar="ACT_ID", help="Of the join or split, as it was printed.")],
    note: _Note = None,
    reviewer: _Reviewer = None,
    config: _Config = None,
    data: _Data = None,
) -> None:
    """Take a join or a split back; nothing is erased."""

    def write(opener: "Opener", act: "Act") -> dict[str, Any]:
        from flows.claimants import undo_claimant_act  # noqa: PLC0415

        return undo_claimant_act(opener, act_id, act)

    _end(lambda: _act(write, note, reviewer, (config, data)))


def _act(
    write: "Callable[[Opener, Act], dict[str, Any]]",
    note: str | None,
    reviewer: str | None,
    where: tuple[Path | None, Path | None],
) -> int:
    """Write an act, publish, and say what it was; returns the exit status."""
    from functools import partial  # noqa: PLC0415

    from desk.faults import NothingPublished  # noqa: PLC0415
    from desk.reviewing import publish_written  # noqa: PLC0415
    from desk.words import FINE, show  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415

    settings = load_settings(where[0], data_folder=where[1])
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: no claim is kept there yet; `factdesk run INPUT...` keeps some")
    from flows.reviews import Act  # noqa: PLC0415 - loads polars and DuckDB
    from warehouse.store import open_warehouse  # noqa: PLC0415

    opener = partial(open_warehouse, settings.store)
    row = write(opener, Act(reviewer or settings.reviewer or "", note=note))
    show(_told(row))
    publish_written(settings, opener)
    return FINE


def _told(row: dict[str, Any]) -> str:
    """Return what people see of an act that was kept."""
    said = {
        "join": f"claimant {row['claimant_id']} is {row['other_id']}",
        "split": f"claimant {row['claimant_id']} is {row['other_id']} in {len(row['article_ids'] or ())} article(s)",
        "undo": f"took {row['undoes']} back",
    }[row["act"]]
    return f"{said}\nact {row['act_id']} by {row['reviewer']}"


def _end(work: Callable[[], int]) -> None:
    from desk.cli import end  # noqa: PLC0415 - it loads this module

    end(work)
