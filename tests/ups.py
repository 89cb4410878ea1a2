"""A `factdesk up` of the tests' own, for real, in a folder of its own, with one schedule."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings import Settings
from tests.processes import processes_of

PROJECT = Path(__file__).parent.parent
# One process for many commands: most of what a short one costs is the start of Python and of Prefect.
_EACH = """
import json, sys
from desk.cli import main
for arguments in json.loads(sys.argv.pop()):
    sys.argv = ["factdesk", *arguments]
    try:
        main()
        status = 0
    except SystemExit as end:
        status = end.code
    for stream in (sys.stdout, sys.stderr):
        print(f"-- ended with {status}", file=stream, flush=True)
"""


@dataclass
class Up:
    """A running `factdesk up`, with a schedule that reads `articles` every so often."""

    folder: Path
    process: subprocess.Popen[str]
    environment: dict[str, str] = field(repr=False)

    @property
    def settings(self) -> Settings:
        """Its settings, as far as tests need them."""
        return Settings(self.folder / "data")

    def call(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Call the command line beside it, in a process of its own."""
        command = [sys.executable, "-m", "desk.cli", *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=240, check=False
        )

    def call_each(self, *commands: Sequence[str]) -> "list[subprocess.CompletedProcess[str]]":
        """Call one command after the other beside it, all in one process."""
        called = [sys.executable, "-c", _EACH, json.dumps(commands)]
        done = subprocess.run(
            called, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=480, check=False
        )
        ends = re.compile(r"-- ended with (\w+)\n")
        out, errors = ends.split(done.stdout), ends.split(done.stderr)
        assert len(out) == 2 * len(commands) + 1, done.stderr
        told = zip(commands, out[1::2], out[::2], errors[::2], strict=False)
        return [subprocess.CompletedProcess(command, int(status), *said) for command, status, *said in told]

    def processes(self) -> list[int]:
        """Return every living process whose environment names the data folder: itself and all that it started."""
        return processes_of(self.folder)

    def log(self) -> str:
        """Return what it said on stderr so far."""
        return (self.folder / "up.log").read_text(encoding="utf-8")

    def stop(self) -> int:
        """Press Ctrl-C once and return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(180)


@contextmanager
def factdesk_up(folder: Path, every_seconds: int, environ: Mapping[str, str]) -> Iterator[Up]:
    """Hold up `factdesk up` for the length of the block, which begins when its server answers; it writes `up.log`."""
    (folder / "factdesk.toml").write_text(
        f'data_folder = "data"\n[[schedule]]\nname = "minutely"\ninputs = ["articles"]\ninterval_seconds = {every_seconds}\n',
        encoding="utf-8",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    environment = kept | {"FACTDESK_CONFIG": str(folder / "factdesk.toml"), "PYTHONPATH": str(PROJECT)} | dict(environ)
    with (folder / "up.log").open("w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "desk.cli", "up"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=log, text=True)
        started = Up(folder, process, environment)
        try:
            _wait_for_address(started)
            yield started
        finally:
            started.stop()


def _wait_for_address(up: Up) -> None:
    end = time.monotonic() + 200
    while not up.settings.address_file.exists():
        assert up.process.poll() is None, f"factdesk up ended while starting: {up.log()}"
        assert time.monotonic() < end, f"factdesk up did not start in time: {up.log()}"
        time.sleep(0.2)
