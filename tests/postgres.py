"""A PostgreSQL server of the tests' own: in a folder of its own, on loopback and a free port, gone with the block."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "factdesk"


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version's; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def why_not() -> str | None:
    """Return why no server can be started here; None where one can."""
    if programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and not _servant():
        return "PostgreSQL does not run as root, and there is no account postgres"
    return None


def _servant() -> str | None:
    """Return the account to run it as, where this one may not."""
    if os.geteuid() != 0:
        return None
    return next((each.pw_name for each in pwd.getpwall() if each.pw_name == "postgres"), None)


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield how to connect to a fresh server, as libpq reads it, without the name of a database."""
    bin_folder, servant = programs(), _servant()
    assert bin_folder
    with tempfile.TemporaryDirectory(prefix="factdesk-pg-") as name:
        folder = Path(name)
        if servant:
            shutil.chown(folder, servant)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def call(program: str, *arguments: str) -> None:
            command = [str(bin_folder / program), *arguments]
            subprocess.run(command, check=True, user=servant, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)

        call("initdb", "-D", str(folder / "data"), "-U", USER, "--auth", "trust", "--no-sync", "-E", "UTF8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        call("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"host=127.0.0.1 port={port} user={USER}"
        finally:
            call("pg_ctl", "-D", str(folder / "data"), "-w", "-m", "immediate", "stop")


def make_database(server: str, name: str, like: str | None = None) -> str:
    """Make a database on the server, empty or like another that nobody uses, and return how to connect to it."""
    _call_client("createdb", server, *(("--template", like) if like else ()), name)
    return f"{server} dbname={name}"


def tell_database(server: str, name: str, sql: str) -> None:
    """Have a database carry out a statement."""
    _call_client("psql", server, "--quiet", "-c", sql, name)


def _call_client(program: str, server: str, *arguments: str) -> None:
    bin_folder = programs()
    assert bin_folder
    words = dict(each.split("=") for each in server.split())
    command = [str(bin_folder / program), "-h", words["host"], "-p", words["port"], "-U", words["user"], *arguments]
    subprocess.run(command, check=True, timeout=60)
