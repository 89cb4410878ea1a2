"""What `factdesk doctor` looks at: each finding says what is, and how to mend it where it is wrong."""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from claims.unreadable import Unreadable
from flows.inputs import FEED, list_inputs
from flows.launch import asks_for_a_password, find_server
from flows.limits import user_agent
from flows.locks import is_held
from flows.server import read_address
from flows.settings import Settings, SettingsError, load_settings
from schemas.places import Lake

LEAST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_000_000_000
PINNED = ("prefect", "fastapi", "sqlalchemy", "duckdb")  # the packages whose newer releases are known to break runs
LOCK_WAIT_SECONDS = 0.5
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[^\]]*\])?(?P<bounds>[^;]*)")
_BOUND = re.compile(r"(>=|<=|==|<|>)\s*([\d.]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` is None where all is well."""

    what: str
    remedy: str | None = None


def examine(config: Path | None, data: Path | None) -> list[Finding]:
    """Look at everything, settings first; without usable settings the data folder cannot be found."""
    findings = [*_python(), *_pins()]
    try:
        settings = load_settings(config, data_folder=data)
    except SettingsError as error:
        return [*findings, Finding(f"settings: {error}", "mend the file; `factdesk init` shows every setting")]
    findings.append(Finding(f"settings: {settings.config_file or 'none, the defaults hold'}"))
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _folder,
        _disk,
        _live_file,
        _published,
        _server,
        _schedules,
        _feeds,
        _contact,
        _sources,
        _encoder,
        _troubles,
    )
    return findings + [finding for look in looks for finding in look(settings)]


def _python() -> Iterator[Finding]:
    running = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, LEAST_PYTHON))
    remedy = (
        None if sys.version_info >= LEAST_PYTHON else f"install Python {wanted} or newer and make the environment again"
    )
    yield Finding(f"Python {running}", remedy)


def _pins() -> Iterator[Finding]:
    """Compare the installed releases of the delicate packages with what the distribution asks for."""
    try:
        asked = [_REQUIREMENT.match(line) for line in requires("factdesk") or () if "extra ==" not in line]
    except PackageNotFoundError:
        yield Finding("factdesk is not installed, only its source is there", "run `make setup`")
        return
    bounds = {found["name"].lower(): found["bounds"] for found in asked if found}
    for name in PINNED:
        yield _pin(name, bounds.get(name, ""))


def _pin(name: str, bounds: str) -> Finding:
    try:
        installed = version(name)
    except PackageNotFoundError:
        return Finding(f"{name} is not installed", "run `make setup`")
    if within(installed, bounds):
        return Finding(f"{name} {installed}")
    return Finding(f"{name} {installed}, and factdesk works with {bounds.strip()} alone", "run `make setup`")


def within(installed: str, bounds: str) -> bool:
    """Tell whether a release lies within bounds such as ">=3.8.8,<3.9"."""
    release = _numbers(installed)
    tests = {">=": release.__ge__, "<=": release.__le__, "==": release.__eq__, "<": release.__lt__, ">": release.__gt__}
    return all(tests[sign](_numbers(number)) is True for sign, number in _BOUND.findall(bounds))


def _numbers(release: str) -> tuple[int, ...]:
    """Return a release's numbers without trailing zeros, so that 2.1 and 2.1.0 are the same."""
    found = re.match(r"[\d.]+", release)
    numbers = [int(part) for part in found[0].split(".") if part] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _folder(settings: Settings) -> Iterator[Finding]:
    """Try to write where the data folder is, or would be made."""
    place = _nearest(settings.data_folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Finding(
            f"data folder {settings.data_folder} cannot be written ({reason})",
            f"give yourself the right to write in {place}, or set data_folder",
        )
        return
    made = "" if settings.data_folder.is_dir() else " (not made yet)"
    yield Finding(f"data folder {settings.data_folder}{made} can be written")


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(_nearest(settings.data_folder)).free
    remedy = None if free >= LEAST_FREE_BYTES else "make room: a snapshot is a whole copy of the live file"
    yield Finding(f"{free / 1e9:.1f} GB free on its disk", remedy)


def _live_file(settings: Settings) -> Iterator[Finding]:
    """Read all of the live file, and say whether a run could have it now; who holds it, if not."""
    from warehouse.lock import WarehouseBusy, WarehouseUnusable  # noqa: PLC0415 - loads DuckDB
    from warehouse.machine import read_everything  # noqa: PLC0415

    if settings.lake:
        yield _lake(settings.lake)
        return
    if not settings.live.exists():
        yield Finding(f"live file {settings.live}: not there yet, the first run makes it")
        return
    try:
        read_everything(settings.live, wait_seconds=LOCK_WAIT_SECONDS)
    except WarehouseBusy as error:
        yield Finding(f"live file: {error}", "a run needs it for moments only; if it stays held, end that process")
    except WarehouseUnusable as error:
        yield Finding(f"live file: {error}", "take back a copy from a snapshot beside it, or start anew")
    else:
        yield Finding(f"live file {settings.live}: whole, nobody holds it, runs can write")


def _lake(lake: Lake) -> Finding:
    """Ask every table of a lake, and say whether its files are there and a run could write now."""
    from warehouse.lake import look_through  # noqa: PLC0415 - loads DuckDB
    from warehouse.lock import WarehouseBusy, WarehouseUnusable  # noqa: PLC0415

    try:
        files = look_through(lake, LOCK_WAIT_SECONDS)
    except WarehouseBusy as error:
        return Finding(str(error), "a run needs it for moments only; if it stays so, end that process")
    except WarehouseUnusable as error:
        return Finding(str(error), "nothing can be written before that")
    return Finding(f"{lake}: its catalog answers, its {files:,} files are there, runs can write")


def _published(settings: Settings) -> Iterator[Finding]:
    from warehouse.lock import WarehouseUnusable  # noqa: PLC0415 - loads DuckDB
    from warehouse.machine import read_everything_published  # noqa: PLC0415
    from warehouse.publish import own_copy  # noqa: PLC0415

    afresh = "`factdesk run INPUT...` publishes a fresh one"
    if not settings.published.exists():
        is_gone = settings.published.is_symlink()
        what = "its snapshot is gone" if is_gone else "not there yet, the first run makes it"
        yield Finding(f"published file {settings.published}: {what}", afresh if is_gone else None)
        return
    for copy, whose in (
        (settings.published.resolve(), ""),
        (own_copy(settings.published), " (the copy that factdesk reads)"),
    ):
        try:
            read_everything_published(copy)
        except WarehouseUnusable as error:
            is_held = "Could not set lock" in str(error)
            remedy = "nothing of factdesk is in its way, but other readers are kept out: open it read-only (`duckdb -readonly`)"
            yield Finding(f"published file{whose}: {error}", remedy if is_held else afresh)
        else:
            yield Finding(f"published file {settings.published}{whose}: whole, can be asked")


def _server(settings: Settings) -> Iterator[Finding]:
    from flows.launch import ServerUnreachable  # noqa: PLC0415

    try:
        api_url = find_server(settings)
    except ServerUnreachable as error:
        yield Finding(str(error), "start it, or unset PREFECT_API_URL")
        return
    if api_url:
        yield _open_or_shut(api_url)
    elif is_held(settings.up_lock):
        address = read_address(settings.address_file)
        who = f" as process {address.pid}" if address else ""
        yield Finding(
            f"factdesk up runs{who}, but no server of its answers to us",
            "it may be starting, or be somebody else's; else end it with Ctrl-C and start it again",
        )
    else:
        yield Finding("Prefect server: none runs, `factdesk run` does its steps without")


def _open_or_shut(api_url: str) -> Finding:
    """Say of a server that answers whether it lets everybody in: ours never does, the operator's own may."""
    if asks_for_a_password(api_url):
        return Finding(f"Prefect server: {api_url}")
    return Finding(
        f"Prefect server: {api_url} asks for no password, and runs code for anybody who reaches it",
        "start it with PREFECT_SERVER_API_AUTH_STRING=user:password, and set PREFECT_API_AUTH_STRING to the same here",
    )


def _schedules(settings: Settings) -> Iterator[Finding]:
    """Name each schedule whose inputs are not there, or whose cron line means nothing."""
    from flows.health import last_due  # noqa: PLC0415 - loads polars and DuckDB

    for schedule in settings.schedules:
        missing = [each for each in list_inputs(schedule.inputs) if isinstance(each, Unreadable)]
        for each in missing:
            yield Finding(f"schedule {schedule.name}: {each.name}: {each.rule}", each.next_step)
        if last_due(schedule, datetime.now(UTC)) is None:
            yield Finding(f"schedule {schedule.name}: no moment is found in cron {schedule.cron}", "mend its cron line")
        elif not missing:
            yield Finding(f"schedule {schedule.name}: its inputs are there")


def _troubles(settings: Settings) -> Iterator[Finding]:
    """Say what the checks of the whole find in what is published."""
    from flows.health import troubles_of  # noqa: PLC0415 - loads polars and DuckDB
    from warehouse.lock import WarehouseUnusable  # noqa: PLC0415

    with suppress(WarehouseUnusable):  # which was told above
        found = troubles_of(settings, datetime.now(UTC))
        for trouble in found:
            yield Finding(f"{trouble.about}: {trouble.rule}", trouble.next_step)
        if not found and settings.published.exists():
            yield Finding("runs, schedules, feeds and counts: nothing is out of the ordinary")


def _sources(settings: Settings) -> Iterator[Finding]:
    """Say which outside sources are off and why, and which of those that were asked rest after failures."""
    import os  # noqa: PLC0415

    from flows.verify import off_sources  # noqa: PLC0415 - loads polars and DuckDB

    off = dict(off_sources(settings, os.environ))
    yield Finding(
        f"outside sources that are off: {'; '.join(f'{name} ({why})' for name, why in off.items()) or 'none'}"
    )
    from flows.at_home import register_fault  # noqa: PLC0415

    for register in settings.asking.registers:
        fault = register_fault(register)
        what, _, remedy = (fault or "").rpartition("; ")
        yield Finding(f"register {register.name}: {what or 'it can be asked'}", remedy or None)
    if not settings.published.exists():
        return
    from warehouse.ask import QueryRefused, ask  # noqa: PLC0415

    with suppress(QueryRefused):  # a snapshot of an older version knows no asks
        for row in ask(settings.published, "SELECT * FROM source_health WHERE circuit <> 'closed'").iter_rows(
            named=True
        ):
            told = f"source {row['source']}: its circuit is {row['circuit'].replace('_', ' ')}, {row['failures_in_a_row']} failures in a row"
            yield Finding(f"{told} ({row['note']}), until {row['rests_until']:%Y-%m-%d %H:%M} UTC", row["next_step"])


def _feeds(settings: Settings) -> Iterator[Finding]:
    """Name the feeds that could not be read when they were asked last; what has failed for long is a trouble, told below."""
    if not settings.published.exists():
        return
    from warehouse.ask import QueryRefused, ask  # noqa: PLC0415 - loads polars and DuckDB
    from warehouse.lock import WarehouseUnusable  # noqa: PLC0415

    with suppress(QueryRefused, WarehouseUnusable):  # an older version's snapshot, or one that was told above
        for row in ask(settings.published, _FAILED_AT_LAST).iter_rows(named=True):
            told = f"{row['url']}: could not be read when it was asked last, {row['asked_at']:%Y-%m-%d %H:%M} UTC"
            yield Finding(f"{told} ({row['note'] or row['state']})", row["next_step"] or "look at it in a feed reader")


_FAILED_AT_LAST = """
SELECT url, state, note, asked_at, next_step FROM feed_health
WHERE (state IN ('blocked', 'broken', 'slow') AND failures_in_a_row < 3) OR (state NOT IN ('gone', 'blocked', 'broken', 'slow') AND note IS NOT NULL)
ORDER BY url
"""


def _contact(settings: Settings) -> Iterator[Finding]:
    """Ask for a contact where the settings name anything of the web: sites want to know whom to write to."""
    named = (*settings.all_inputs, *(each for schedule in settings.schedules for each in schedule.inputs))
    of_the_web = [each for each in named if each.removeprefix(FEED).lower().startswith(("http://", "https://"))]
    if not of_the_web:
        return
    if settings.contact:
        yield Finding(f"sites are asked as {user_agent(settings.contact)}")
        return
    sites = "1 address" if len(set(of_the_web)) == 1 else f"{len(set(of_the_web))} addresses"
    yield Finding(
        f"{sites} of the web will be asked, and no site is told whom to write to",
        'set contact in factdesk.toml, as in contact = "desk@paper.example"',
    )


def _encoder(_settings: Settings) -> Iterator[Finding]:
    """Say whether check-worthiness can be told."""
    if find_spec("claims.worth") is None:
        yield Finding("encoder: not part of this version, check-worthiness stays empty")
        return
    try:
        from claims.worth import worth  # noqa: PLC0415 - loads the encoder

        worth(["Twelve people were hurt."])
    except Exception as error:  # noqa: BLE001 - whatever it is, the operator must hear of it
        yield Finding(
            f"encoder: does not load ({error})", "run `make setup` again; without it check-worthiness stays empty"
        )
    else:
        yield Finding("encoder: loads")


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())
