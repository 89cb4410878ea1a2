"""Kills publishing, report and digest at every step on the disk, and looks whether the next run makes all files good.

    python -m bench.kills [KILLS]        (60 unless said, spread evenly over the steps)

A step is a file that is opened for writing, renamed or removed, a lock, or a process that is started. Each kill is a
process of its own that ends by SIGKILL just before its step; then a run without news follows, and every file must be
what it is where nobody was killed, every link between the pages must lead somewhere, nothing half written may lie about
and no process may be left. It says what was wrong, and ends with status 1 if anything was.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urldefrag

from flows.digest import digest_after_run
from flows.publish import current_report, publish_snapshot_of, write_report
from flows.settings import Settings
from flows.steps import run_inputs

_PROJECT = Path(__file__).parent.parent
_STEPS = {"os.rename", "os.remove", "os.symlink", "os.mkdir", "os.truncate", "fcntl.flock", "subprocess.Popen"}
_MOMENTS = re.compile(
    r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC|\d{4}-\d\d-\d\d[T ][\d:.]+(?:\+00:00)?|\d{8}T\d{6}-[0-9a-f]{8}|[0-9a-f]{64}"
)
_LINK = re.compile(r'href="([^"]+)"')
_WAIT_SECONDS = 20


def finish(settings: Settings) -> None:
    """Do what a run does after its last batch."""
    publish_snapshot_of(settings)
    if not current_report(settings):
        write_report(settings)
    digest_after_run(settings)


def prepare(folder: Path) -> Settings:
    """Make a data folder with a report that was read, and articles of many outlets and claimants that came in since."""
    settings = Settings(folder / "data")
    for part in range(2):
        story = folder / f"stories-{part}.jsonl"
        story.write_text("\n".join(json.dumps(_article(number, part)) for number in range(6)), encoding="utf-8")
        run_inputs([str(story)], settings)
        if part == 0:
            finish(settings)
    return settings


def _article(number: int, part: int) -> dict[str, str]:
    died = 12 + number + part
    text = (
        f"At least {died} people died when a barge sank off Point {chr(65 + number)} on Monday, Minister Anna Veld{number} said. "
        f"The operator, Barge Lines {number}, promised ${died} million for the families."
    )
    return {
        "url": f"https://outlet{number}.example/barge",
        "outlet": f"Outlet {number}",
        "title": "Barge",
        "text": text,
    }


@contextmanager
def finisher() -> Iterator[Callable[..., int]]:
    """Give what finishes in a process of its own, killed before a step where one is named, and returns its steps.

    All of them are forked from one process that has loaded everything and touched nothing.
    """
    command = [sys.executable, "-m", "bench.kills", "--finish"]
    with subprocess.Popen(command, cwd=_PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        asks, tells = server.stdin, server.stdout

        def steps_of(data: Path, kill_at: int = 0) -> int:
            print(json.dumps([str(data), kill_at]), file=asks, flush=True)
            status, steps = json.loads(tells.readline())
            if status != (-signal.SIGKILL if kill_at else 0):
                raise RuntimeError(f"it ended with status {status} at step {kill_at}")
            return int(steps)

        yield steps_of
        asks.close()


def _serve() -> None:
    """Finish as often as asked, each time in a fork."""
    for line in sys.stdin:
        data, kill_at = json.loads(line)
        reads, writes = os.pipe()
        child = os.fork()
        if not child:
            os.write(writes, str(_finish_counted(Path(data), kill_at)).encode())
            os._exit(0)
        os.close(writes)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps([status, int(os.read(reads, 100) or kill_at)]), flush=True)
        os.close(reads)


def _finish_counted(data: Path, kill_at: int) -> int:
    """Finish, and return how many steps on the disk that took."""
    steps = 0

    def note(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event in _STEPS or (event == "open" and _is_writing(arguments, data)):
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)
    finish(Settings(data))
    return steps


def _is_writing(arguments: tuple[object, ...], data: Path) -> bool:
    path, mode, _flags = arguments
    return str(path).startswith(str(data)) and any(letter in str(mode) for letter in "wax+")


def kinds_of_fault(data: Path, expected: dict[str, str]) -> Iterator[str]:
    """Yield what is not as it is where nobody was killed."""
    found = files_of(data)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"{name} is {'not there' if name not in found else 'left over' if name not in expected else 'another'}"
    yield from (f"dead link {link}" for link in dead_links(data / "reports"))
    yield from (f"process {each} is left" for each in _processes(data))


def files_of(data: Path) -> dict[str, str]:
    """Return what every file but databases says, without moments; of databases, that they are there."""
    files = sorted(path for path in data.rglob("*") if path.is_file() and not _is_copy(path))
    return {str(path.relative_to(data)): _content(path).replace(str(data), "") for path in files}


def _is_copy(path: Path) -> bool:
    """Tell whether it is a snapshot of which any number may lie there, up to the newest three, or when what holds was looked at."""
    return bool(re.fullmatch(r"factdesk-\d+\.duckdb|assertions\.json", path.name))


def _content(path: Path) -> str:
    if ".duckdb" in path.name:
        return "there"
    return _MOMENTS.sub("", path.read_text(encoding="utf-8"))


def dead_links(reports: Path) -> list[str]:
    """Return the links between the pages that lead to no file."""
    pages = list(reports.rglob("*.html"))
    links = [(page, urldefrag(link)[0]) for page in pages for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    inner = [(page, unquote(link)) for page, link in links if link and "://" not in link]
    return [f"{page.name} -> {link}" for page, link in inner if not (page.parent / link).exists()]


def _processes(data: Path) -> list[str]:
    """Return the processes that name the folder, once they had time to see that nobody waits for them."""
    end = time.monotonic() + _WAIT_SECONDS
    while (found := _named(data)) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def _named(data: Path) -> list[str]:
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(data).encode() in each.read_bytes() and int(each.parent.name) != os.getpid():
                found.append(each.parent.name)
        except OSError:
            continue
    return found


def kill_and_mend(
    steps_of: Callable[..., int], prepared: Path, expected: dict[str, str], kill_at: int, folder: Path
) -> list[str]:
    """Kill at a step in a copy of the data folder, run again, and return what is not good then."""
    data = folder / f"killed-{kill_at}"
    shutil.copytree(prepared, data, symlinks=True)
    steps_of(data, kill_at)
    finish(Settings(data))
    faults = list(kinds_of_fault(data, expected))
    shutil.rmtree(data)
    return faults


def undisturbed(steps_of: Callable[..., int], prepared: Path, folder: Path) -> tuple[dict[str, str], int]:
    """Return the files of a run that nobody killed and that was followed by one without news, and how many steps it took."""
    data = folder / "undisturbed"
    shutil.copytree(prepared, data, symlinks=True)
    steps = steps_of(data)
    finish(Settings(data))
    return files_of(data), steps


def main() -> int:
    """Kill as often as asked, and say what came of it."""
    if sys.argv[1:2] == ["--finish"]:
        _serve()
        return 0
    kills, wrong = int(sys.argv[1]) if sys.argv[1:] else 60, 0
    with tempfile.TemporaryDirectory(prefix="factdesk-kills-") as name, finisher() as steps_of:
        folder = Path(name)
        prepared = prepare(folder).data_folder
        expected, steps = undisturbed(steps_of, prepared, folder)
        for number in range(kills):
            kill_at = 1 + number * steps // kills
            faults = kill_and_mend(steps_of, prepared, expected, kill_at, folder)
            wrong += bool(faults)
            print(f"step {kill_at} of {steps}: {'; '.join(faults) or 'made good'}", flush=True)
    print(f"{kills} kills, {wrong} not made good")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
