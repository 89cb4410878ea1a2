"""Check hundreds of hostile inputs, each in a process of its own, and tell what they cost and how that grows.

`python -m bench.hostile [--kinds PART] [--size 6000] [--at-once 2] [--whole]` makes every kind of `bench.hostile_kinds` at five
sizes, each twice the one before, and reads it as a run does, with `--whole` as `factdesk check` with all its marking. It prints a line
per kind: seconds of computing at each size, the growth over the last doubling, the most memory, and what was refused;
and ends with status 1 if any input ended in a traceback, took more than 20 s or more than 1 GB.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.hostile_kinds import Kind, kinds
from claims.encoder import load_encoder
from claims.model import Article
from claims.unreadable import Unreadable
from flows.inputs import read_inputs
from flows.memory import check_inputs
from flows.outcome import Outcome
from flows.runs import begin_run
from flows.settings import Settings
from flows.survey import Surveyed
from flows.tasks import read_claims

DOUBLINGS = 5
MOST_SECONDS, MOST_MEGABYTES, KILLED_AFTER_SECONDS = 20.0, 1_000.0, 90.0  # of computing
_HUNG_AFTER_SECONDS = 900.0  # by the clock, however busy the machine is
_TICKS = os.sysconf("SC_CLK_TCK")
_FLAT_SECONDS = 0.3  # below this the growth of what is measured is chance
_NEARLY_LINEAR = 3.0  # times as long for twice the size: noise of a busy machine included


@dataclass(frozen=True, slots=True)
class Ended:
    """How the check of one input ended."""

    size: int
    seconds: float  # of computing
    megabytes: float
    articles: int
    claims: int
    refused: str  # the first rule, if anything was refused
    fault: str  # the last line of a traceback, or that it had to be killed

    @property
    def is_good(self) -> bool:
        """Tell whether it ended as it should."""
        return not self.fault and self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 if an input broke a bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", default="", help="only kinds with this in their name")
    parser.add_argument("--size", type=int, default=6_000, help="bytes of the smallest input")
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="mark the claims as well")
    told = parser.parse_args(arguments)
    _warm_up()
    good = True
    number = 0
    asked = [each for each in kinds() if told.kinds in each.name]
    for kind, ended in check_all(asked, told.size, told.at_once, whole=told.whole):
        print(line_of(kind, ended), flush=True)
        good = good and all(each.is_good for each in ended)
        number += len(ended)
    print(f"{number} inputs, {'none beyond the bars' if good else 'SOME BEYOND THE BARS'}")
    return 0 if good else 1


def line_of(kind: Kind, ended: Sequence[Ended]) -> str:
    """Return the line of a kind."""
    seconds = " ".join(f"{each.seconds:.1f}" for each in ended)
    refused = next((each.refused for each in ended if each.refused), "")
    fault = next((each.fault for each in ended if each.fault), "")
    words = [f"{kind.name:<36}{seconds}", f"x{growth(ended):.1f}", f"{max(each.megabytes for each in ended):.0f} MB"]
    words += [f"{ended[-1].claims} claims"] if ended[-1].claims else []
    words += [f"refused: {refused}"] if refused else []
    words += [f"FAULT: {fault}"] if fault else []
    words += ["" if all(each.is_good for each in ended) else "BEYOND THE BARS"]
    words += ["GROWS FASTER" if growth(ended) > _NEARLY_LINEAR else ""]
    return " | ".join(filter(None, words))


def growth(ended: Sequence[Ended]) -> float:
    """Return how many times as long the largest input took as the one half its size; 1 where either was refused."""
    read = [each for each in ended if not each.refused]
    if len(read) < 2 or read[-1].seconds < _FLAT_SECONDS:
        return 1.0
    return max(read[-1].seconds, _FLAT_SECONDS) / max(read[-2].seconds, _FLAT_SECONDS)


def check_all(asked: Sequence[Kind], size: int, at_once: int, *, whole: bool) -> Iterator[tuple[Kind, list[Ended]]]:
    """Check every kind at every size, the sizes of one kind side by side."""
    with tempfile.TemporaryDirectory() as folder:
        for number, kind in enumerate(asked):
            paths = []
            for doubling in range(DOUBLINGS):
                path = Path(folder) / f"{number}-{doubling}{kind.ending}"
                path.write_bytes(kind.make(size * 2**doubling))
                paths.append((size * 2**doubling, path))
            yield kind, list(_check_some(paths, at_once, whole=whole))
            for _, path in paths:
                path.unlink()


def _check_some(paths: Sequence[tuple[int, Path]], at_once: int, *, whole: bool) -> Iterator[Ended]:
    """Check some files, so many at once, and yield how each ended, in order."""
    waiting, running = list(paths), dict[int, tuple[int, Path, float]]()
    done: dict[int, Ended] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            size, path = waiting.pop(0)
            running[_start(path, whole=whole)] = (size, path, time.monotonic())
        time.sleep(0.02)
        for process, (size, path, began) in list(running.items()):
            if time.monotonic() - began > _HUNG_AFTER_SECONDS or _computed(process) > KILLED_AFTER_SECONDS:
                os.kill(process, signal.SIGKILL)
            ended, status, usage = os.wait4(process, os.WNOHANG)
            if ended:
                del running[process]
                cost = (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1_000)
                done[size] = _ended(size, path.with_suffix(".told"), status, cost)
    yield from (done[size] for size, _ in paths)


def _computed(process: int) -> float:
    """Return the seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _ended(size: int, told: Path, status: int, cost: tuple[float, float]) -> Ended:
    """Return how a process ended, by what it left."""
    if status:
        return Ended(size, *cost, 0, 0, "", f"ended with status {status}")
    said = json.loads(told.read_text(encoding="utf-8"))
    return Ended(size, *cost, said["articles"], said["claims"], said["refused"], said["fault"])


def _start(path: Path, *, whole: bool) -> int:
    """Check a file in a copy of this process; return its id."""
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        sys.stderr = sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for what is left of it
        path.with_suffix(".told").write_text(json.dumps(_checked(path, whole=whole)), encoding="utf-8")
        status = 0
    finally:
        os._exit(status)
    return 0


def _checked(path: Path, *, whole: bool) -> dict[str, object]:
    """Check a file as the command line does, or read it alone; return what came of it."""
    try:
        outcome, claims = _marked(path) if whole else _read(path)
    except Exception:  # noqa: BLE001 - whatever it is, it is what the bench looks for
        return {"articles": 0, "claims": 0, "refused": "", "fault": traceback.format_exc().strip().splitlines()[-1]}
    rule = outcome.refused[0].rule if outcome.refused else ""
    return {"articles": outcome.counts.articles_read, "claims": claims, "refused": rule, "fault": ""}


def _read(path: Path) -> tuple[Outcome, int]:
    """Read a file, find the claims of its articles and make the rows."""
    found = list(read_inputs([str(path)]))
    articles = tuple({each.article_id: each for each in found if isinstance(each, Article)}.values())
    refused = tuple(each for each in found if isinstance(each, Unreadable))
    rows, outcome = read_claims(Surveyed(articles=articles), begin_run())
    return replace(outcome, refused=(*refused, *outcome.refused)), len(rows.claims)


def _marked(path: Path) -> tuple[Outcome, int]:
    """Do all that `factdesk check` does, flags and table included."""
    with check_inputs([str(path)], Settings(path.parent / "data")) as checked:
        return checked.outcome, checked.claims().height


def _warm_up() -> None:
    """Load what every copy of this process needs, without starting a thread."""
    import trafilatura  # noqa: F401, PLC0415 - loaded late by the product as well
    import warcio.archiveiterator  # type: ignore[import-untyped]  # noqa: F401, PLC0415

    load_encoder()


if __name__ == "__main__":
    sys.exit(main())
