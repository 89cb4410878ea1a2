"""What is wrong with the whole, gathered in one place: `factdesk doctor`, the desk's front page and notifications say it.

What people were told is kept, so that a trouble is notified when it begins and not with every run; one that is over is
forgotten, and told anew when it comes again.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cronsim import CronSim, CronSimError

from flows.alive import living_runs
from flows.assertions import broken_assertions
from flows.backup import late_backup
from flows.inputs import FEED
from flows.locks import lock
from flows.settings import Schedule, Settings
from flows.written import replaced
from warehouse.health import Due, Rows, Trouble, troubles, troubles_published
from warehouse.lock import WarehouseBusy, WarehouseUnusable

GRACE = timedelta(minutes=10)
"""How late a run may begin: the runner starts one at a time, each in a fresh Python."""


def troubles_of(settings: Settings, now: datetime, rows: Rows | None = None) -> list[Trouble]:
    """Return what is wrong at this moment, of what is published, or of what `rows` answers from; nothing before the first run."""
    living, unreachable = _living(settings)
    if rows:
        found = troubles(rows, now=now, dues=list(dues(settings, now)), living=living)
    elif settings.published.exists():
        found = troubles_published(settings.published, now=now, dues=list(dues(settings, now)), living=living)
    else:
        return []
    if unreachable:
        found = [each for each in found if each.check != "stale_runs"]  # nobody can tell
    found += [*unreachable, *broken_assertions(settings), *late_backup(settings, now)]
    return [_with_schedule(each, settings.schedules) for each in found]


def _living(settings: Settings) -> tuple[list[str], list[Trouble]]:
    """Return the runs that go on, or what is wrong with the lake whose catalog should tell."""
    try:
        return living_runs(settings.store), []
    except (WarehouseUnusable, WarehouseBusy) as error:
        rule, _, next_step = str(error).partition("): ")
        return [], [
            Trouble("lake", "the lake", f"{rule})" if next_step else rule, next_step or "try again in a moment")
        ]


def _with_schedule(trouble: Trouble, schedules: Sequence[Schedule]) -> Trouble:
    """Name the schedule that a feed belongs to."""
    names = [each.name for each in schedules if trouble.about in {name.removeprefix(FEED) for name in each.inputs}]
    return replace(trouble, about=f"{trouble.about} (schedule {', '.join(names)})") if names else trouble


def dues(settings: Settings, now: datetime) -> Iterator[Due]:
    """Yield for each schedule when it fell due last; one that was set since then has not yet."""
    since = _changed_at(settings.config_file)
    for schedule in settings.schedules:
        due_at = last_due(schedule, now - GRACE)
        if due_at and due_at > since:
            yield Due(schedule.name, due_at)


def last_due(schedule: Schedule, now: datetime) -> datetime | None:
    """Return the last moment before now at which a schedule fell due, an interval's at the latest; None where nobody can say."""
    if schedule.interval_seconds:
        return now - timedelta(seconds=schedule.interval_seconds)
    try:
        return next(CronSim(schedule.cron or "", now.astimezone(UTC), reverse=True))
    except (CronSimError, StopIteration):
        return None


def _changed_at(file: Path | None) -> datetime:
    return (
        datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if file and file.exists()
        else datetime.min.replace(tzinfo=UTC)
    )


@dataclass(frozen=True, slots=True)
class News:
    """The troubles of this moment, and those of them that nobody was told of yet."""

    all: tuple[Trouble, ...] = ()
    new: tuple[Trouble, ...] = ()


def news_of(settings: Settings, now: datetime) -> News:
    """Look, and keep what was found, so that the next look tells what is new since this one."""
    with lock(settings.data_folder / "troubles.lock", wait_seconds=5):
        known, found = _known(settings.troubles_file), troubles_of(settings, now)
        keys = [[each.check, each.about] for each in found]
        if keys != known:
            with replaced(settings.troubles_file) as file:
                json.dump(keys, file)
    return News(tuple(found), tuple(each for each in found if [each.check, each.about] not in known))


def _known(file: Path) -> list[list[str]]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return [[str(check), str(about)] for check, about in kept]
    except (OSError, ValueError, TypeError):
        return []


def notify(settings: Settings, news: News) -> tuple[str, ...]:
    """Send what is new to the addresses of the digest; return what could not be sent, a line for each."""
    if not (news.new and settings.digest.to):
        return ()
    from flows.digest import send  # noqa: PLC0415 - few have addresses

    lines = "\n".join(f"- {each.words}" for each in news.new)
    return send(settings.digest.to, f"factdesk: {len(news.new)} new trouble(s)", lines).faults


def tell_trouble(settings: Settings) -> tuple[Trouble, ...]:
    """Look what is wrong, and send what is new; return all of it. The step that a run ends with."""
    news = news_of(settings, datetime.now(UTC))
    notify(settings, news)
    return news.all
