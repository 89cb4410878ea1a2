"""`factdesk up`: a Prefect server, a runner for the schedules, and the desk, until one Ctrl-C ends all of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flows.launch import Address, Say, is_healthy, read_address, write_address
from flows.prefect_environment import set_prefect_environment
from flows.settings import Settings

HOST = "127.0.0.1"
STARTUP_SECONDS = 180
# One SIGTERM alone leaves Prefect's workers alive for minutes, so each signal has its time and the last cannot be missed.
ENDING = ((signal.SIGINT, 8.0), (signal.SIGTERM, 4.0), (signal.SIGKILL, 4.0))


class CannotStart(Exception):  # noqa: N818 - named by what is the case
    """`factdesk up` cannot start or go on; the message says why and what to do."""


class Stopped(Exception):  # noqa: N818 - named by what happened
    """A signal asked for the end."""


def run_up(settings: Settings, say: Say) -> None:
    """Start server, runner and desk, and stay until SIGINT or SIGTERM; all their process groups are gone at the end."""
    if running := read_address(settings.address_file):
        raise CannotStart(
            f"factdesk up is already running for {settings.data_folder}, as process {running.pid}: end it first"
        )
    port = settings.port or free_port()
    if settings.port and not is_free(settings.port):
        raise CannotStart(f"port {port} is taken: set another one as [server] port, or none to take a free one")
    api_url = f"http://{HOST}:{port}/api"
    set_prefect_environment(settings, api_url)
    with _signals_stop(), suppress(Stopped):
        _serve(settings, port, api_url, say)


def _serve(settings: Settings, port: int, api_url: str, say: Say) -> None:
    """Hold all of them up, one inside the other, so that the runner ends before the server."""
    say("starting the Prefect server, about 20 s ...")
    with _child("prefect", "server", "start", "--host", HOST, "--port", str(port)) as server:
        _wait_until_healthy(server, api_url)
        write_address(settings.address_file, Address(os.getpid(), api_url))
        try:
            where = (str(settings.config_file or ""), str(settings.data_folder.absolute()))
            desk_port = _desk_port(settings)
            with (
                _child("flows.schedule", *where) as runner,
                _child("desk.serving", *where, str(desk_port)) as desk,  # by name: flows know nothing of the desk
            ):
                _say_what_runs(settings, port, desk_port, say)
                _watch(server=server, runner=runner, desk=desk)
        finally:
            settings.address_file.unlink(missing_ok=True)
            say("stopping ...")


def _desk_port(settings: Settings) -> int:
    """Return the desk's port, or a free one where another desk has it already."""
    wanted = settings.desk.port
    return wanted if wanted and is_free(wanted, settings.desk.host) else free_port()


def _say_what_runs(settings: Settings, port: int, desk_port: int, say: Say) -> None:
    say(f"the desk is at http://{settings.desk.host}:{desk_port}/queue")
    say(f"Prefect is at http://{HOST}:{port}")
    for schedule in settings.schedules:
        when = f"cron {schedule.cron}" if schedule.cron else f"every {schedule.interval_seconds} s"
        say(f"schedule {schedule.name}: {when}, {', '.join(schedule.inputs)}")
    if not settings.schedules:
        say("no schedule is set: add [[schedule]] to factdesk.toml and start again")
    say("Ctrl-C stops all of it")


@contextmanager
def _child(*module_and_arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module in a process group of its own that ends with the block, or with this process."""
    command = [sys.executable, "-m", "flows.tied", *module_and_arguments]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        yield child
    finally:
        _end_group(child)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """End the child's whole group by ever stronger signals, and wait for each to work."""
    for which, seconds in ENDING:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, which)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            child.poll()
            if not _group_lives(child.pid):
                return
            time.sleep(0.05)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until_healthy(server: subprocess.Popen[bytes], api_url: str) -> None:
    end = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise CannotStart(
                f"the Prefect server ended with status {server.returncode} while starting: see its lines above"
            )
        if is_healthy(api_url):
            return
        time.sleep(0.3)
    raise CannotStart(
        f"the Prefect server did not answer within {STARTUP_SECONDS} s: try again when the machine is less busy"
    )


def _watch(**children: subprocess.Popen[bytes]) -> None:
    """Stay until a signal comes; a child that ends by itself is a fault."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotStart(f"the {name} ended by itself with status {child.returncode}: see its lines above")
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
