"""`review`: what a person found of a claim, kept in the live file and shown to everybody at once."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, say, show
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.survey import Opener


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one call of `review`; what is None was not given."""

    status: str | None = None
    verdict: str | None = None
    note: str | None = None
    link: str | None = None
    reviewer: str | None = None
    after: str | None = None
    undo: bool = False
    assign: str | None = None


def review(claim: str, asked: Asked, config: Path | None, data: Path | None) -> int:
    """Append a review (or take the newest back), publish, and say how the claim stands now."""
    _refuse_contradictions(asked)
    settings = load_settings(config, data_folder=data)
    if not settings.is_begun:
        raise NothingPublished(f"{settings.live}: no claim is kept there yet; `factdesk run INPUT...` keeps some")
    from flows.reviews import find_claim  # noqa: PLC0415 - loads polars and DuckDB
    from warehouse.store import open_warehouse  # noqa: PLC0415

    opener = partial(open_warehouse, settings.store)
    row = _written(opener, find_claim(opener, claim), asked, asked.reviewer or settings.reviewer or "")
    show(_told(row))
    publish_written(settings, opener)
    return FINE


def _refuse_contradictions(asked: Asked) -> None:
    said = (asked.status, asked.verdict, asked.link, asked.assign is not None)
    if asked.undo and any(said):
        raise WrongUsage(
            "--undo takes the newest review back, so --status, --verdict, --link and --assign have no meaning with it"
        )
    if not asked.undo and not any((*said, asked.note)):
        raise WrongUsage("a review says something: give --verdict, --status, --note, --link or --assign, or --undo")


def _written(opener: "Opener", claim_id: str, asked: Asked, reviewer: str) -> dict[str, Any]:
    """Write what was asked for, and return the row."""
    from flows.reviews import Act, append_review, undo_review  # noqa: PLC0415

    if asked.undo:
        return undo_review(opener, claim_id, reviewer, note=asked.note, after=asked.after)
    act = Act(reviewer, asked.status, asked.verdict, asked.note, asked.link, asked.assign)
    return append_review(opener, claim_id, act, after=asked.after)


def _told(row: dict[str, Any]) -> str:
    """Return what people see of a review that was kept."""
    state = ", ".join(str(row[name]).replace("_", " ") for name in ("status", "verdict") if row[name])
    state += f", with {row['assignee']}" if row["assignee"] else ""
    what = f"took {row['undoes']} back: {state}" if row["undoes"] else state
    return f"claim {row['claim_id']}: {what}\nreview {row['review_id']} by {row['reviewer']}"


def publish_written(settings: Settings, opener: "Opener") -> None:
    """Let everybody see it; while another process holds the file, the next run does."""
    from warehouse.publish import publish_snapshot  # noqa: PLC0415
    from warehouse.store import WarehouseBusy  # noqa: PLC0415

    try:
        with opener() as warehouse:
            publish_snapshot(warehouse, settings.published)
    except WarehouseBusy as error:
        say(f"the review is kept, and will be published by the next run ({error})")
