"""Processes that end with the block that started them, and with this process, by whatever death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

# One SIGTERM alone leaves Prefect's workers alive for minutes, so each signal has its time and the last cannot be missed.
ENDING = ((signal.SIGINT, 8.0), (signal.SIGTERM, 4.0), (signal.SIGKILL, 4.0))


@contextmanager
def child(
    *module_and_arguments: str,
    environ: Mapping[str, str] | None = None,
    log: IO[bytes] | None = None,
    descriptors: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module in a process group of its own that ends with the block, or with this process.

    `log` takes what it says on stderr, else it is said here; it may use the `descriptors` of this process. Modules are
    looked for where they are installed and not in the current folder, where articles of strangers may lie.
    """
    command = [sys.executable, "-P", "-m", "flows.tied", *module_and_arguments]
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=log,
        start_new_session=True,
        pass_fds=descriptors,
        env={**(os.environ if environ is None else environ), "PYTHONSAFEPATH": "1"},
    )
    try:
        yield process
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the child's whole group by ever stronger signals, and wait for each to work."""
    for which, seconds in ENDING:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, which)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            process.poll()
            if not _group_lives(process.pid):
                return
            time.sleep(0.05)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
