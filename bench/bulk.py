"""Runs an archive twice through the steps of `factdesk run` (without Prefect), and prints what it costs.

    python -m bench.bulk ARCHIVE.jsonl[.gz] [ARTICLES] [--published]

Prints articles per CPU second, the peak of memory at 1,000 articles, on the way and at the end, bytes per claim in the
live file, and what the second run over the unchanged archive costs, as a share of the first. --published adds snapshot
and report, with the peak of all of it and how far it is above that at 1,000 articles.
"""

import argparse
import gzip
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.outcome import Outcome
from flows.publish import current_report, publish_snapshot_of, write_report
from flows.runs import Run
from flows.settings import Settings
from flows.steps import Steps, check_articles, run_inputs
from flows.tasks import Batch, opener_of
from warehouse.store import read_rows

CHECKPOINTS = (1_000, 2_000, 5_000, 10_000)  # articles at which the peak of memory is noted


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of those that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def take(archive: Path, count: int | None, target: Path) -> None:
    """Write the first articles of the archive to a file."""
    opened = gzip.open if archive.suffix == ".gz" else open
    with opened(archive, "rb") as lines, gzip.open(target, "wb") as taken:
        taken.writelines(itertools.islice(lines, count))


def run_once(archive: Path, folder: Path, *, published: bool) -> dict[str, float]:
    """Run the archive into the folder, and return what it cost."""
    settings = Settings(folder)
    opener = opener_of(settings)
    told = {"imported": cpu_seconds()}
    seen, peaks = 0, dict.fromkeys(CHECKPOINTS, 0.0)

    def check(batch: Batch, settings: Settings, run: Run) -> Outcome:
        nonlocal seen
        outcome = check_articles(batch, settings, run)
        seen += outcome.counts.articles_read + outcome.counts.articles_refused
        for checkpoint in CHECKPOINTS:
            if seen >= checkpoint and not peaks[checkpoint]:
                peaks[checkpoint] = peak_megabytes()
                print(f"{peaks[checkpoint]:,.0f} MB at {checkpoint:,} articles", file=sys.stderr, flush=True)
        return outcome

    began = time.monotonic()
    _run, outcome = run_inputs([str(archive)], settings, Steps(check=check))
    told |= {f"peak_at_{checkpoint}": peak for checkpoint, peak in peaks.items()}
    told |= {"run": cpu_seconds() - told["imported"], "wall": time.monotonic() - began, "peak": peak_megabytes()}
    if published:
        before = cpu_seconds()
        publish_snapshot_of(settings)
        _files = current_report(settings) or write_report(settings, outcome.refused)
        told["publish"] = cpu_seconds() - before
        told["peak_published"] = peak_megabytes()
    with opener() as warehouse:
        told["claims"] = read_rows(warehouse, "SELECT count(*) FROM claims").item()
        told["articles"] = read_rows(warehouse, "SELECT count(*) FROM articles").item()
        warehouse.connection.execute("CHECKPOINT")
    told |= {
        "new": outcome.counts.articles_new,
        "refused": outcome.counts.articles_refused,
        "bytes": settings.live.stat().st_size,
    }
    return told


def run_in_a_process(archive: Path, folder: Path, *, published: bool) -> dict[str, float]:
    """Run it in a process of its own, so that its memory and CPU are its own."""
    command = [sys.executable, "-m", "bench.bulk", "--once", str(folder), str(archive)]
    command += ["--published"] if published else []
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def report(first: dict[str, float], second: dict[str, float]) -> str:
    """Return what both runs cost, in words."""
    lines = [
        f"first run    {first['articles']:,.0f} articles kept, {first['refused']:,.0f} refused, {first['claims']:,.0f} claims",
        (
            f"             {first['run']:,.1f} CPU-s, {first['wall']:,.0f} s of the clock: "
            f"{(first['articles'] + first['refused']) / first['run']:,.1f} articles per CPU-second"
        ),
        f"memory       {_memory(first)}",
        f"on disk      {first['bytes'] / 1e6:,.1f} MB, {first['bytes'] / max(first['claims'], 1):,.0f} bytes per claim",
        f"second run   {second['new']:,.0f} new, {second['run']:,.2f} CPU-s: {second['run'] / first['run']:.2%} of the first",
    ]
    if "publish" in first:
        lines.append(
            f"publishing   {first['publish']:,.1f} CPU-s and {first['peak_published']:,.0f} MB the first time "
            f"({first['peak_published'] / (first['peak_at_1000'] or first['peak']) - 1:+.1%}), "
            f"{second['publish']:,.1f} CPU-s the second"
        )
    return "\n".join(lines)


def _memory(told: dict[str, float]) -> str:
    """Return the peaks on the way and at the end, in words."""
    noted = {checkpoint: told[f"peak_at_{checkpoint}"] for checkpoint in CHECKPOINTS}
    on_the_way = "".join(f"{peak:,.0f} MB at {checkpoint:,} articles, " for checkpoint, peak in noted.items() if peak)
    growth = f" ({told['peak'] / noted[CHECKPOINTS[0]] - 1:+.1%})" if noted[CHECKPOINTS[0]] else ""
    return f"{on_the_way}{told['peak']:,.0f} MB at the end{growth}"


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("articles", type=int, nargs="?")
    parser.add_argument("--published", action="store_true")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        print(json.dumps(run_once(asked.archive, asked.once, published=asked.published)))
        return
    with tempfile.TemporaryDirectory() as folder:
        sample, data = Path(folder) / "sample.jsonl.gz", Path(folder) / "data"
        take(asked.archive, asked.articles, sample)
        runs = [run_in_a_process(sample, data, published=asked.published) for _ in range(2)]
    print(report(*runs))


if __name__ == "__main__":
    main()
