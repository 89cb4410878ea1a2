"""What the process of one question does: give up what it does not need, answer, and leave the rows in a file.

`python -m warehouse.answering` takes the request as JSON on standard input and says on standard output what came of it:
`{}` when the rows lie in answer.arrow in the current folder, else the rule and the next step of the refusal.
`warehouse.questions` is the other half.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from warehouse.ask import QueryRefused, ask

ANSWER = "answer.arrow"
MEGABYTE = 1_000_000
_GRACE_SECONDS = 1.0


def answer_request(request: dict[str, Any]) -> dict[str, str]:
    """Answer one request into the current folder; a refusal comes back as its rule and next step."""
    try:
        rows = ask(
            Path(request["published"]),
            request["sql"],
            timeout_seconds=request["timeout_seconds"],
            row_limit=request["row_limit"],
        )
    except QueryRefused as refused:
        return {"rule": refused.rule, "next_step": refused.next_step}
    if rows.estimated_size() > request["most_megabytes"] * MEGABYTE:
        rule = f"its rows hold more than {request['most_megabytes']} MB"
        return {"rule": rule, "next_step": "select fewer columns, or add LIMIT"}
    rows.write_ipc(ANSWER)
    return {}


def give_up_needless_rights(timeout_seconds: float, memory_megabytes: int) -> None:
    """Let the system itself end the process that takes too long or too much: DuckDB heeds its limits between steps alone.

    A single call of a function (a list of a thousand million numbers) is one step to it, and knows neither.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, timeout_seconds + _GRACE_SECONDS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    with suppress(OSError, StopIteration):  # both are Linux's own
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
        most = _bytes_of_data() + memory_megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _bytes_of_data() -> int:
    """Return how much the loaded libraries have reserved already."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmData")).split()[1]) * 1024


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    give_up_needless_rights(request["timeout_seconds"], request["memory_megabytes"])
    json.dump(answer_request(request), sys.stdout)


if __name__ == "__main__":
    main()
