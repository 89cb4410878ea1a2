"""What small things cost, which are done many times or waited for: CPU seconds against their bars.

    python -m bench.small

Each is measured three times and the quickest counts. It ends with status 1 where one is over its bar; on a machine that
is busy with other work the same work takes up to twice the CPU seconds, so look at the load first.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from claims.read import read_articles
from flows.runs import begin_run
from flows.tasks import check_batch
from reports.flagged_claims import FlaggedReport, render_html
from warehouse.store import MarkingRules, open_warehouse

_SAMPLE = Path(__file__).parent.parent / "examples" / "tokyo-visit.txt"
_STORY = "Police said that 14 people were hurt and $2.5 million was lost on Monday, the worst day of the year."
_CLAIMS = 2_000
_UNSET = ("FACTDESK_", "PREFECT_", "PYTHONDONTWRITEBYTECODE")


def open_again(folder: Path) -> float:
    """Open a live file that is there, as every step of a run does."""
    live = folder / "live.duckdb"
    with open_warehouse(live):
        pass
    began = time.process_time()
    with open_warehouse(live):
        return time.process_time() - began


def check_small_article(_folder: Path) -> float:
    """Find, save and mark the claims of three lines in memory, the encoder loaded."""
    articles = [each for each in read_articles(_STORY.encode(), "storm.txt") if not isinstance(each, Exception)]
    began = time.process_time()
    with open_warehouse() as warehouse:
        check_batch(articles, lambda: nullcontext(warehouse), MarkingRules(), begin_run())
    return time.process_time() - began


def render_large_report(_folder: Path) -> float:
    """Render a report of many claims to verify."""
    text = "\n".join(f"In village {number} there were {number} people hurt." for number in range(_CLAIMS))
    (article,) = read_articles(text.encode(), "villages.txt")
    with open_warehouse() as warehouse:
        check_batch([article], lambda: nullcontext(warehouse), MarkingRules(), begin_run())
        rows = warehouse.connection.sql("FROM flagged_claims").pl().to_dicts()
        articles = (
            warehouse.connection.sql("SELECT articles.*, NULL AS url, NULL AS outlet FROM articles").pl().to_dicts()
        )
    began = time.process_time()
    render_html(FlaggedReport("Many", datetime.now(UTC), flagged=rows, articles=articles))
    return time.process_time() - began


def run_one_article(folder: Path) -> float:
    """Run the shipped article as `factdesk run` does without a Prefect server."""
    return _whole_command(folder, "run", str(_SAMPLE), "--data", str(folder / "data"))


def check_one_article(folder: Path) -> float:
    """Check the shipped article."""
    return _whole_command(folder, "check", str(_SAMPLE))


def print_help(folder: Path) -> float:
    """Print the help, which people wait for."""
    return _whole_command(folder, "--help")


def _whole_command(folder: Path, *arguments: str) -> float:
    """Call the command line in a process of its own, from start to end, with its modules compiled as any second call has them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_UNSET)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


BARS: tuple[tuple[str, Callable[[Path], float], float], ...] = (
    ("a live file opened again", open_again, 0.1),
    ("a small article checked in memory", check_small_article, 0.6),
    ("a report of 2,000 claims", render_large_report, 10),
    ("one article run directly, from start to end", run_one_article, 4),
    ("one article checked, from start to end", check_one_article, 4),
    ("help", print_help, 0.5),
)


def main() -> None:
    """Print a line for each, and say which are over their bar."""
    over = 0
    for name, measure, bar in BARS:
        best = float("inf")
        for _ in range(3):
            with tempfile.TemporaryDirectory() as folder:
                best = min(best, measure(Path(folder)))
        over += best > bar
        print(f"{name:45} {best:6.2f} CPU s (bar {bar:g}){'  OVER' if best > bar else ''}")
    sys.exit(f"{over} over the bar; the load is {os.getloadavg()[0]:.1f}" if over else 0)


if __name__ == "__main__":
    main()
