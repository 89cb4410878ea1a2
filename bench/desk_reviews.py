"""Measures reviewing under load: many people at once, on a warehouse of any size, while a flow holds the live file.

    python -m bench.desk_reviews FOLDER [REVIEWS]        (200 unless said; FOLDER as made by bench.desk_warehouse)

A process beside it holds the file for one to two seconds at a time, with half a second between, as a run does for its
batches. Half of the reviewers take a claim of their own; the others share ten claims, and all but the first on each must
be told of a conflict. Every review that was said to be kept must be there in the end, and no other.
"""

import argparse
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from flows.review_writer import ReviewWriter
from flows.reviews import Act, ReviewConflict
from flows.settings import Settings
from warehouse.publish import publish_snapshot
from warehouse.store import open_warehouse, read_rows

HOLDER = """
import random, sys, time
from pathlib import Path
from warehouse.store import open_warehouse, read_rows
while True:
    with open_warehouse(Path(sys.argv[1])) as warehouse:
        print("held", flush=True)
        time.sleep(random.uniform(1, 2))
    time.sleep(0.5)
"""
FREE_CLAIMS = "SELECT claim_id FROM claims ANTI JOIN reviews USING (claim_id) ORDER BY hash(claim_id) LIMIT 1000"


@dataclass
class Told:
    """What came of the reviews, and how long each waited, in seconds."""

    kept: list[str] = field(default_factory=list)
    conflicts: int = 0
    faults: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


def review(writer: ReviewWriter, told: Told, claim_id: str, name: str, start: threading.Barrier) -> None:
    """Write one review at the same moment as all others, and note what came of it."""
    start.wait()
    began = time.monotonic()
    try:
        told.kept.append(writer.append(claim_id, Act(name, verdict="false", note="measured"))["review_id"])
    except ReviewConflict:
        told.conflicts += 1
    except Exception as error:  # noqa: BLE001 - a bench counts what it did not expect
        told.faults.append(f"{type(error).__name__}: {error}")
    told.waited.append(time.monotonic() - began)


def review_at_once(opener: Any, claim_ids: list[str]) -> Told:
    """Review the claims, each by somebody else, all at once."""
    writer, told, start = ReviewWriter(opener), Told(), threading.Barrier(len(claim_ids))
    threads = [
        threading.Thread(target=review, args=(writer, told, claim_id, f"Measurer {at} {time.time():.0f}", start))
        for at, claim_id in enumerate(claim_ids)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    return told


def lost(opener: Any, told: Told, before: int) -> int:
    """Return how many reviews are missing or too many."""
    with opener() as warehouse:
        select = "SELECT count(*) FROM reviews WHERE review_id IN (SELECT unnest(?::VARCHAR[]))"
        there = int(read_rows(warehouse, select, [told.kept]).item())
        every = int(read_rows(warehouse, "SELECT count(*) FROM reviews").item())
    return (len(told.kept) - there) + abs(every - before - len(told.kept))


def measure(settings: Settings, reviews: int) -> None:
    """Print what reviewing at once costs, alone and beside a flow, and what publishing costs."""
    opener = partial(open_warehouse, settings.live)
    for beside in ("alone", "beside a flow"):
        with opener() as warehouse:
            free = read_rows(warehouse, FREE_CLAIMS)["claim_id"].to_list()
            before = int(read_rows(warehouse, "SELECT count(*) FROM reviews").item())
        claims = [*free[: reviews // 2], *(free[-1 - at % 10] for at in range(reviews - reviews // 2))]
        flow = hold(settings.live) if beside != "alone" else None
        began, cpu = time.monotonic(), time.process_time()
        told = review_at_once(opener, claims)
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        if flow:
            flow.kill()
            flow.wait()
        waited = sorted(told.waited)
        print(
            f"{beside}: {reviews} at once in {seconds:.1f} s ({cpu:.1f} s CPU): {len(told.kept)} kept, "
            f"{told.conflicts} told of a conflict, {len(told.faults)} failed, {lost(opener, told, before)} lost; "
            f"waited {waited[len(waited) // 2]:.1f} s in the middle, {waited[-1]:.1f} s at most"
        )
        print("\n".join(told.faults[:3]), end="")
    began, cpu = time.monotonic(), time.process_time()
    with opener() as warehouse:
        publish_snapshot(warehouse, settings.published)
    size = settings.live.stat().st_size / 1e6
    print(f"publishing {size:,.0f} MB: {time.monotonic() - began:.1f} s, {time.process_time() - cpu:.1f} s CPU of ours")


def hold(live: Path) -> subprocess.Popen[str]:
    """Start a process that holds the file again and again."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(live)], stdout=subprocess.PIPE, text=True)
    if process.stdout is None or process.stdout.readline() != "held\n":
        raise RuntimeError("the process beside could not open the file")
    return process


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("reviews", type=int, nargs="?", default=200)
    asked = parser.parse_args()
    measure(Settings(asked.folder), asked.reviews)


if __name__ == "__main__":
    main()
