"""A Prefect server of our own: on this machine alone, behind a password made for this one start, gone with its parent."""

import json
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from urllib.request import ProxyHandler, Request, build_opener

from flows.children import child
from flows.locks import lock
from flows.prefect_environment import has_own_database, server_environment, set_prefect_environment
from flows.settings import Settings
from warehouse.lock import WarehouseBusy, connect

HOST = "127.0.0.1"
STARTUP_SECONDS = 180
_ANSWER_SECONDS = 5
_BACKLOG = 128
_ERROR_LINE = re.compile(r"[\w.]*(?:Error|Exception|Fault)\b.*")
_COMMAND = ("uvicorn", "--factory", "flows.api_server:application", "--app-dir", "", "--lifespan", "on", "--log-level", "warning", "--no-access-log")  # fmt: skip


class CannotStart(Exception):  # noqa: N818 - named by what is the case
    """A server of ours cannot start or go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach a server of ours: the process that started it, its API, and the password as `user:password`."""

    pid: int
    api_url: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    address: Address
    process: subprocess.Popen[bytes]


@contextmanager
def running_server(settings: Settings, *, port: int | None = None, is_alone: bool = False) -> Iterator[Server]:
    """Hold up a Prefect server for the length of the block, and have Prefect in this process use it.

    `port` None takes a free one. One that `is_alone` serves a single run: no pages, none of the services for schedules.
    Raises CannotStart at once where it cannot be had, and OSError where the data folder cannot be written.
    """
    set_prefect_environment(settings)
    home = Path(os.environ["PREFECT_HOME"])
    check_places(settings)
    check_database(home / "prefect.db")
    with closing(_listening(port)) as listening, _started(home, listening, is_alone=is_alone) as server:
        set_prefect_environment(settings, server.address.api_url, server.address.password)
        yield server


def check_places(settings: Settings) -> None:
    """Raise OSError, naming the folder, where one that is written to cannot be: Prefect would try for minutes.

    Raises WarehouseUnusable where the live file is no warehouse, which Prefect would tell in pages of traceback.
    """
    home = Path(os.environ.get("PREFECT_HOME", settings.prefect_home))
    for folder in (settings.data_folder, settings.live.parent, settings.reports_folder, home):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(folder)) from error
    if settings.live.exists():
        with suppress(WarehouseBusy):  # a run waits for it
            connect(settings.live, timeout_seconds=0).close()


def check_database(database: Path) -> None:
    """Raise CannotStart where the file is there and Prefect could not use it."""
    if not has_own_database() or not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.DatabaseError as error:
        if "locked" not in str(error):
            raise CannotStart(
                f"Prefect's own database {database} cannot be used ({error}): move it away and a new one is begun; "
                "no claim is in it, only Prefect's list of past runs"
            ) from error


def _listening(port: int | None) -> socket.socket:
    """Take the port before the server is there: whoever took it in between would be told the password."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts has it too
    try:
        listening.bind((HOST, port or 0))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        raise CannotStart(
            f"port {port} cannot be had ({reason}): set another one as [server] port, or none to take a free one"
        ) from error
    return listening


@contextmanager
def _started(home: Path, listening: socket.socket, *, is_alone: bool) -> Iterator[Server]:
    """Start the server on a socket that listens, and yield it when it answers."""
    api_url = f"http://{HOST}:{listening.getsockname()[1]}/api"
    address = Address(os.getpid(), api_url, f"factdesk:{secrets.token_urlsafe(32)}")
    environ = server_environment(api_url, address.password, is_alone=is_alone)
    said, descriptor = home / "server.log", listening.fileno()
    with ExitStack() as until_the_end:
        log = until_the_end.enter_context(said.open("wb", buffering=0))
        # On a new home, two servers that start at once would both make the database, and one would fail.
        with lock(home / "start.lock", wait_seconds=STARTUP_SECONDS):
            command = (*_COMMAND, "--fd", str(descriptor))
            process = until_the_end.enter_context(child(*command, environ=environ, log=log, descriptors=[descriptor]))
            listening.close()  # the server alone has it: where it ends, nobody waits for an answer
            _wait_until_it_answers(process, address, said)
        yield Server(address, process)


def _wait_until_it_answers(process: subprocess.Popen[bytes], address: Address, said: Path) -> None:
    end = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise CannotStart(
                f"the Prefect server ended with status {process.returncode} while starting ({_last_error(said)}): "
                f"{said} has all of it"
            )
        if answers(address):
            return
        time.sleep(0.3)
    raise CannotStart(
        f"the Prefect server did not answer within {STARTUP_SECONDS} s: try again when the machine is less busy"
    )


def _last_error(said: Path) -> str:
    """Return the last error that a server spoke of, else the last that it said."""
    lines = [line.strip() for line in said.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR_LINE.match(line)]
    return (errors or lines or ["it said nothing"])[-1][:200]


def answers(address: Address) -> bool:
    """Tell whether the very server answers there that was started with this password."""
    request = Request(f"{address.api_url}/version", headers={"Authorization": authorization(address)})  # noqa: S310 - ours
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=_ANSWER_SECONDS) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException, ValueError):
        return False


def authorization(address: Address) -> str:
    """Return the header that lets a request in."""
    return f"Basic {b64encode(address.password.encode()).decode()}"


def write_address(path: Path, address: Address) -> None:
    """Say in the data folder how the server can be reached, to its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared = path.with_name(f".{path.name}.{os.getpid()}.new")
    prepared.unlink(missing_ok=True)
    prepared.touch(mode=0o600, exist_ok=False)  # before there is anything to read in it
    prepared.write_text(json.dumps(asdict(address)), encoding="utf-8")
    prepared.replace(path)


def read_address(path: Path) -> Address | None:
    """Return what the file says, None where there is none or it is not for us; the server may be gone."""
    try:
        return Address(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
