"""What is done at random moments to a process that works: forks of one that has loaded everything, killed or let be.

How often is one setting, FACTDESK_SOAK: few times with the other tests, many times by `make soak`; the code is the same.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import is_gone

BUDGET = int(os.environ.get("FACTDESK_SOAK", "3"))
"""How many kills each kind of work gets."""

PROJECT = Path(__file__).parent.parent
WAIT_SECONDS = 300
ARTICLES = 8

_SERVER = """
import json, os, resource, sys, traceback
from dataclasses import replace
from functools import partial
from pathlib import Path
from claims.find import find_claims
from claims.model import Article
from flows.backup import back_up
from flows.publish import publish_snapshot_of
from flows.remark import remark_steps
from flows.review_writer import ReviewWriter
from flows.reviews import Act
from flows.settings import Settings
from flows.steps import run_steps
from flows.tasks import opener_of
from flows.verify import verify_steps
from warehouse.ask import ask
from warehouse.lock import CONFIG

if int(os.environ.get("FACTDESK_SOAK", "3")) < 10:
    CONFIG["threads"] = "1"  # as in the process of the tests; `make soak` has as many as a user

def review(settings):
    writer = ReviewWriter(opener_of(settings))
    for row in ask(settings.published, "SELECT claim_id FROM claims ORDER BY claim_id LIMIT 8").iter_rows():
        writer.append_each({row[0]: None}, Act("Ada", status="in_progress", note="rang"))
    writer.close()
    publish_snapshot_of(settings)

def read(settings):
    for _ in range(8):
        [(claims, marks)] = ask(settings.published, "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM marks)").rows()
        assert claims == marks, (claims, marks)

WORK = {
    "run": lambda settings, inputs: run_steps([inputs], settings),
    "verify": lambda settings, _: verify_steps(settings, [], None),
    "remark": lambda settings, _: remark_steps(settings),
    "backup": lambda settings, _: back_up(settings),
    "review": lambda settings, _: review(settings),
    "read": lambda settings, _: read(settings),
}
find_claims(Article("p", "a", "The mayor of Tarn said 5 people were hurt.", "a.txt"))  # reads the weights, in this one thread
for line in sys.stdin:
    kind, data, inputs, most_bytes = json.loads(line)
    child = os.fork()
    if not child:
        os.setsid()
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        sys.stdout = open(os.devnull, "w")
        try:
            WORK[kind](replace(Settings(Path(data)), batch_size=2), inputs)
        except BaseException:
            Path(data).with_name(f"{os.getpid()}.fault").write_text(f"{kind}: {traceback.format_exc()}")
        os._exit(0)
    print(child, flush=True)
"""


class Worker:
    """Starts work in processes of its own."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def start(self, kind: str, data: Path, inputs: Path, most_bytes: int | None = None) -> int:
        """Start a piece of work and return its process; no file of it may grow beyond some bytes, as on a disk that is full."""
        assert self._server.stdin
        assert self._server.stdout
        print(json.dumps([kind, str(data), str(inputs), most_bytes]), file=self._server.stdin, flush=True)
        return int(self._server.stdout.readline())

    def finish(self, kind: str, data: Path, inputs: Path, most_bytes: int | None = None) -> float:
        """Do a piece of work to its end, and return how many seconds it took."""
        began = time.monotonic()
        self.wait(self.start(kind, data, inputs, most_bytes), data)
        return time.monotonic() - began

    def wait(self, process: int, data: Path) -> None:
        """Wait until a process has ended, and fail with what it stumbled over, if it did."""
        until = time.monotonic() + WAIT_SECONDS
        while not is_gone(process):
            assert time.monotonic() < until, f"process {process} does not end"
            time.sleep(0.02)
        fault = data.with_name(f"{process}.fault")
        assert not fault.exists(), fault.read_text()

    def kill(self, kind: str, data: Path, inputs: Path, within_seconds: float, chance: random.Random) -> None:
        """Start a piece of work, and kill it and what it started at some moment, without notice."""
        process = self.start(kind, data, inputs)
        time.sleep(chance.uniform(0, within_seconds))
        if not is_gone(process):
            os.killpg(process, signal.SIGKILL)
        while not is_gone(process):
            time.sleep(0.02)
        data.with_name(f"{process}.fault").unlink(missing_ok=True)


@contextmanager
def worker() -> Iterator[Worker]:
    """Give what starts work; it ends with the block."""
    command = [sys.executable, "-c", _SERVER]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield Worker(server)
        assert server.stdin
        server.stdin.close()


def write_articles(folder: Path, most: int = ARTICLES) -> Path:
    """Write articles of several outlets that share a story, and return their file."""
    lines = [
        {
            "url": f"https://gazette{number}.example/quarry",
            "outlet": f"Gazette {number}",
            "title": "Quarry",
            "text": f"At least {20 + number} people were trapped when a quarry wall gave way near Marl Hill on Friday, "
            f"inspector Ruth Oduya{number} said. Quarry Works {number} set aside ${3 + number} million for repairs.",
        }
        for number in range(most)
    ]
    path = folder / f"stories-{most}.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path
