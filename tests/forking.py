"""Scripts in processes of their own that end as they like: forks of one Python that has loaded what they import.

To load it costs more than most of them do. The Python itself opens nothing and starts no thread of work, so that its forks
are as good as new; whoever asks what a fresh process loads, or needs pipes, starts one.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parent.parent
_SERVER = """
import json, os, sys, traceback
import warehouse.lock, flows.backup, flows.publish, flows.remark, flows.report_pages, flows.steps, flows.verify
from claims.find import find_claims
from claims.model import Article
warehouse.lock.CONFIG["threads"] = "1"  # as in the process of the tests
find_claims(Article("p", "a", "The mayor of Tarn said 5 people were hurt.", "a.txt"))  # reads the weights, in this one thread

def started(script, arguments, outs):
    child = os.fork()
    if not child:
        for number, out in enumerate(outs, 1):
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), number)
        sys.argv, status = ["-c", *arguments], 0
        try:
            exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
        except BaseException:
            traceback.print_exc()
            status = 1
        sys.stdout.flush()
        os._exit(status)
    return child

for line in sys.stdin:
    children = [started(*each) for each in json.loads(line)]
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]), flush=True)
"""


@dataclass
class Forks:
    """Runs scripts, one after the other or some at once."""

    _server: "subprocess.Popen[str] | None" = field(default=None)

    def run(self, script: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run a script to its end, however that comes about; status 1 and the traceback where it raises."""
        return self.run_at_once(script, arguments)[0]

    def run_at_once(self, script: str, *each_ones: Sequence[object]) -> "list[subprocess.CompletedProcess[str]]":
        """Run a script several times beside one another, each with arguments of its own, to the end of all."""
        server = self._started()
        assert server.stdin
        assert server.stdout
        given = [list(map(str, arguments)) for arguments in each_ones]
        with tempfile.TemporaryDirectory() as folder:
            outs = [[f"{folder}/{number}.{name}" for name in ("out", "errors")] for number in range(len(given))]
            orders = [(script, *each) for each in zip(given, outs, strict=True)]
            print(json.dumps(orders), file=server.stdin, flush=True)
            statuses = json.loads(server.stdout.readline())
            return [
                subprocess.CompletedProcess(
                    arguments, status, *(Path(out).read_text(encoding="utf-8") for out in written)
                )
                for arguments, status, written in zip(given, statuses, outs, strict=True)
            ]

    def close(self) -> None:
        """End the Python that loaded everything."""
        if self._server:
            self._server.communicate()

    def _started(self) -> "subprocess.Popen[str]":
        if not self._server:
            command = [sys.executable, "-c", _SERVER]
            pipe = subprocess.PIPE
            self._server = subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True)
        return self._server


@contextmanager
def forks() -> Iterator[Forks]:
    """Give what runs scripts; it ends with the block."""
    given = Forks()
    yield given
    given.close()
