"""`factdesk up`: a Prefect server, a runner for the schedules, and the desk, until one Ctrl-C ends all of them."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flows.children import child
from flows.launch import Say
from flows.locks import lock
from flows.prefect_environment import without_password
from flows.relay import relay
from flows.server import HOST, CannotStart, Server, read_address, running_server, write_address
from flows.settings import Schedule, Settings
from flows.source_settings import AskingSettings
from warehouse.lock import WarehouseBusy

LOOKS_FOR_TROUBLE_SECONDS = 60.0
LOOKS_SECONDS = 1.0  # others who ask whether the lock is held hold it for a moment themselves


class Stopped(Exception):  # noqa: N818 - named by what happened
    """A signal asked for the end."""


def run_up(settings: Settings, say: Say) -> None:
    """Start server, runner and desk, and stay until SIGINT or SIGTERM; all their process groups are gone at the end.

    Raises CannotStart, also where another `factdesk up` has the data folder, and OSError where it cannot be written.
    """
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    with lock(settings.up_lock, wait_seconds=LOOKS_SECONDS) as is_ours:
        if not is_ours:
            raise CannotStart(
                f"factdesk up is already running for {settings.data_folder}{_who(settings)}: end it first"
            )
        settings.address_file.unlink(missing_ok=True)  # of one that was killed
        _close_killed(settings, say)
        with _signals_stop(), suppress(Stopped):
            _serve(settings, say)


def _who(settings: Settings) -> str:
    """Say which process has the data folder, where it has said so."""
    address = read_address(settings.address_file)
    return f", as process {address.pid}" if address else ""


def _close_killed(settings: Settings, say: Say) -> None:
    """Say of the runs that were killed since the last start that they were, and publish it."""
    if not settings.is_begun:
        return
    from flows.publish import publish_snapshot_of  # noqa: PLC0415 - loads polars and DuckDB
    from flows.runs import close_killed  # noqa: PLC0415
    from flows.tasks import opener_of  # noqa: PLC0415

    try:
        killed = close_killed(opener_of(settings))
        if killed:
            publish_snapshot_of(settings)
    except WarehouseBusy as error:
        say(str(error))
    else:
        for run_id in killed:
            say(f"the run {run_id} was killed before it ended; what it had finished is kept")


def _serve(settings: Settings, say: Say) -> None:
    """Hold all of them up, one inside the other, so that the runner ends before the server."""
    say("starting the Prefect server, about 20 s ...")
    with running_server(settings, port=settings.port) as server:
        write_address(settings.address_file, server.address)
        try:
            _serve_others(settings, server, say)
        finally:
            settings.address_file.unlink(missing_ok=True)
            say("stopping ...")


def _serve_others(settings: Settings, server: Server, say: Say) -> None:
    """Hold up the runner, which knows the server's password, and the desk, which need not."""
    where = (str(settings.config_file or ""), str(settings.data_folder.absolute()))
    desk_port = _desk_port(settings)
    with (
        relay() as said,  # a firing that is stopped while it loads Prefect says so by a traceback
        child("flows.schedule", *where, log=said.log) as runner,
        # By name: flows know nothing of the desk.
        child("desk.serving", *where, str(desk_port), environ=without_password(os.environ)) as desk,
        said.until(Stopped),
    ):
        _say_what_runs(settings, server, desk_port, say)
        _watch(partial(_tell_trouble, settings, say), server=server.process, runner=runner, desk=desk)


def _desk_port(settings: Settings) -> int:
    """Return the desk's port, or a free one where another desk has it already."""
    wanted = settings.desk.port
    return wanted if wanted and is_free(wanted, settings.desk.host) else free_port()


def _say_what_runs(settings: Settings, server: Server, desk_port: int, say: Say) -> None:
    say(f"the desk is at http://{settings.desk.host}:{desk_port}/queue")
    say(
        f"Prefect is at {server.address.api_url.removesuffix('/api')}; the password it asks for is in {settings.address_file}"
    )
    for schedule in settings.schedules:
        say(f"schedule {schedule.name}: {_when(schedule)}, {', '.join(schedule.inputs)}")
    if settings.asking.is_scheduled:
        say(f"outside is asked: {_when(settings.asking)}")
    if not settings.schedules:
        say("no schedule is set: add [[schedule]] to factdesk.toml and start again")
    say("Ctrl-C stops all of it")


def _when(schedule: Schedule | AskingSettings) -> str:
    return f"cron {schedule.cron}" if schedule.cron else f"every {schedule.interval_seconds} s"


def _tell_trouble(settings: Settings, say: Say) -> None:
    """Say what is wrong with the whole and was not told yet, and send it; a run that did not happen can tell nobody itself."""
    from flows.backup import backup_after_run  # noqa: PLC0415 - loads polars and DuckDB
    from flows.health import news_of, notify  # noqa: PLC0415

    try:
        news = news_of(settings, datetime.now(UTC))
    except Exception as error:  # noqa: BLE001 - what looks for trouble must not end what it looks at
        say(f"could not look for trouble, and tries again: {error or type(error).__name__}")
        return
    if late := backup_after_run(settings):  # where no run comes, one is due all the same
        say(late)
    for line in (*(f"trouble: {each.words}" for each in news.new), *notify(settings, news)):
        say(line)


def _watch(look: Callable[[], None], **children: subprocess.Popen[bytes]) -> None:
    """Stay until a signal comes, and look for trouble now and then; a child that ends by itself is a fault."""
    due = time.monotonic() + LOOKS_FOR_TROUBLE_SECONDS
    while True:
        if time.monotonic() > due:
            look()
            due = time.monotonic() + LOOKS_FOR_TROUBLE_SECONDS
        for name, process in children.items():
            if process.poll() is not None:
                raise CannotStart(f"the {name} ended by itself with status {process.returncode}: see its lines above")
        time.sleep(0.3)


@contextmanager
def _signals_stop() -> Iterator[None]:
    """Turn the first SIGINT or SIGTERM into `Stopped`, and let later ones pass: the end is already under way."""

    def stop(_number: int, _frame: Any) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int, host: str = HOST) -> bool:
    """Tell whether nobody listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
