"""What an article and a claim cost as the warehouse grows: a simulated archive, through the steps of a run.

    python -m bench.scale ARCHIVE.jsonl[.gz]... [--articles 1000] [--encoder on|off] [--kept 0] [--catalog "host=... dbname=..."]

Each simulated article is put together of paragraphs of two articles of the archives, with figures of its own, so that
no two are copies; the same ones come in each time. At every power of ten, and at its third, one line of JSON is
printed: CPU and clock seconds per article since the line before, memory, bytes on disk per article and per claim, and how
long the list of what is to be verified takes: the desk's first page of items (list_ms), and fifty rows of the view
`flagged_claims` by priority (view_ms), the best of three each. With --kept the warehouse holds as many made-up claims before (eight an
article, with sketches, threads, flags and reviews), so that what an article costs there can be told without a day's work:
a million articles are --kept 8000000. With --catalog it goes into a lake. For 10^6: --articles 1000000
--encoder off, a day on one core; --encoder on takes about ten times as long.
"""

import argparse
import gzip
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from claims import encoder
from claims.model import Article
from claims.read import Unreadable, read_articles
from claims.version import found_with
from desk.web.desk import open_desk
from desk.web.queue_filters import QueueFilters, queue_rows
from flows.heap import return_large_blocks
from flows.publish import publish_snapshot_of
from flows.runs import begin_run, running
from flows.settings import Settings
from flows.steps import check_articles
from flows.survey import survey_ahead
from flows.tasks import opener_of
from schemas.places import Lake
from warehouse.ask import ask
from warehouse.store import read_rows

_FIGURE = re.compile(r"\b[1-9]\d{0,2}\b")
_VIEW = "SELECT claim_id, priority, quote FROM flagged_claims ORDER BY priority DESC LIMIT 50"


def main() -> None:
    """Run the simulation and print its lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--encoder", choices=["on", "off"], default="off")
    parser.add_argument("--kept", type=int, default=0, help="made-up claims that the warehouse holds before")
    parser.add_argument("--catalog", help="of a lake, as libpq reads it")
    asked = parser.parse_args()
    if asked.encoder == "off":
        encoder._load = lambda: (None, "it is left out")  # type: ignore[assignment]  # noqa: SLF001
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lake = Lake(asked.catalog, str(folder / "parquet")) if asked.catalog else None
        if asked.kept:  # by another process: what making them needs of memory is not what is measured here
            command = [sys.executable, "-m", "bench.desk_warehouse", str(folder / "data"), str(asked.kept)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for line in simulate(list(paragraphs_of(asked.archives)), asked.articles, Settings(folder / "data", lake=lake)):
            told = {"encoder": asked.encoder, "store": "lake" if lake else "file", "kept_before": asked.kept}
            print(json.dumps(told | line), flush=True)


def simulate(texts: Sequence[list[str]], count: int, settings: Settings) -> Iterator[dict[str, object]]:
    """Read so many articles into the warehouse; yield what they cost, at each step on the way."""
    return_large_blocks()
    opener, run, done, refused, steps = opener_of(settings), begin_run(), 0, 0, _steps(count)
    with running(opener, run):
        step = next(steps)
        before = (time.process_time(), time.monotonic(), 0)
        for batch in survey_ahead(articles(texts, count), opener, found_with(), settings.batch_size, lambda: 0):
            refused += check_articles(batch, settings, run).counts.articles_refused
            done += len(batch.articles) + len(batch.unreadable)
            if done >= step:
                now = (time.process_time(), time.monotonic(), done)
                yield _measured(before, now, settings) | {"refused": refused}
                before, step = (time.process_time(), time.monotonic(), done), next(steps, count * 2)


def _steps(count: int) -> Iterator[int]:
    """Yield 100, 300, 1,000, 3,000, ... and the last."""
    at = 100
    while at < count:
        yield at
        at = at * 3 if str(at).startswith("1") else at // 3 * 10
    yield count


def _measured(before: tuple[float, float, int], now: tuple[float, float, int], settings: Settings) -> dict[str, object]:
    """Return one line."""
    cpu, clock, count = (after - was for after, was in zip(now, before, strict=True))
    began = time.monotonic()
    publish_snapshot_of(settings)
    published = time.monotonic() - began
    with open_desk(settings, follows=False) as desk:
        listed = _best_of_three(lambda: queue_rows(desk, QueueFilters(), skipped=0))
    viewed = _best_of_three(lambda: ask(settings.published, _VIEW))
    with opener_of(settings)() as warehouse:
        claims = read_rows(warehouse, "SELECT count(*) FROM claims").item()
        to_verify = read_rows(warehouse, "SELECT count(*) FROM marks WHERE needs_verification").item()
    kept = [settings.live] if settings.lake is None else [*Path(settings.lake.files).rglob("*.parquet")]
    size = sum(file.stat().st_size for file in kept if file.exists())
    return {
        "articles": now[2],
        "claims": claims,
        "to_verify": to_verify,
        "cpu_ms_per_article": round(1_000 * cpu / count, 1),
        "clock_ms_per_article": round(1_000 * clock / count, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "kb_per_article": round(size / 1e3 / now[2], 2),
        "bytes_per_claim": round(size / max(claims, 1)),
        "publish_seconds": round(published, 2),
        "list_ms": listed,
        "view_ms": viewed,
    }


def _best_of_three(ask_once: Callable[[], object]) -> int:
    """Return milliseconds of the clock: other work on the machine can only make it slower."""
    took = []
    for _ in range(3):
        began = time.monotonic()
        ask_once()
        took.append(time.monotonic() - began)
    return round(1_000 * min(took))


def paragraphs_of(archives: Sequence[Path]) -> Iterator[list[str]]:
    """Yield the paragraphs of each article of the archives that has some."""
    for archive in archives:
        opened = gzip.open if archive.suffix == ".gz" else open
        with opened(archive, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 20_000):
                text = str(json.loads(line).get("text") or "")
                paragraphs = [each.strip() for each in re.split(r"\n\s*\n", text) if len(each.split()) > 8]
                if paragraphs:
                    yield paragraphs[:12]


def articles(texts: Sequence[list[str]], count: int) -> Iterator[Article | Unreadable]:
    """Yield simulated articles, the same ones each time."""
    for number in range(count):
        chance = random.Random(number)
        mixed = [*chance.choice(texts), *chance.choice(texts)]
        chance.shuffle(mixed)
        text = _FIGURE.sub(_another(chance), "\n\n".join(mixed[:8]))
        record = {"text": text, "url": f"https://outlet-{number % 400}.example/{number}", "title": text[:60]}
        yield from read_articles(json.dumps(record).encode(), f"{number}.json")


def _another(chance: random.Random) -> Callable[[re.Match[str]], str]:
    """Return what puts another figure in the place of one."""
    return lambda _found: str(chance.randint(2, 900))


if __name__ == "__main__":
    main()
