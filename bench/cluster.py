"""What finding claims on the workers of a cluster costs and saves, against one process: the same articles, three ways.

    python -m bench.cluster ARCHIVE.jsonl[.gz]... [--articles 2000] [--workers 2]

Simulated articles (`bench.scale`) are read by `factdesk run` as it is, through Prefect in one process, and on Dask's
workers of this machine. Prints a line of JSON for each: clock and CPU seconds, of all processes together, and how many
claims were kept, which must be the same; ends with status 1 where they are not.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.scale import articles, paragraphs_of
from claims.model import Article
from flows.settings import Settings
from warehouse.ask import ask

_PROJECT = Path(__file__).parent.parent
_COUNT = "SELECT count(*) FROM claims"


def main() -> int:
    """Run the three ways and print their lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    ways: dict[str, tuple[list[str], int]] = {
        "one process": ([], 0),
        "one process through Prefect": (["--flow"], 0),
        f"{asked.workers} workers of Dask": (["--flow"], asked.workers),
    }
    found = set()
    with tempfile.TemporaryDirectory(prefix="factdesk-cluster-") as name:
        folder = Path(name)
        story = folder / "articles.jsonl.gz"
        _write(story, asked.archives, asked.articles)
        for number, (way, (options, workers)) in enumerate(ways.items()):
            line = _measured(folder / f"data{number}", story, options, workers)
            found.add(line["claims"])
            print(json.dumps({"way": way, "articles": asked.articles} | line), flush=True)
    return int(len(found) > 1)


def _write(story: Path, archives: Sequence[Path], count: int) -> None:
    """Write simulated articles as the lines of one file."""
    with gzip.open(story, "wt", encoding="utf-8") as file:
        for article in articles(list(paragraphs_of(archives)), count):
            if isinstance(article, Article):
                file.write(json.dumps({"url": article.url, "title": article.title, "text": article.text}) + "\n")


def _measured(data: Path, story: Path, options: Sequence[str], workers: int) -> dict[str, float]:
    """Run once, and return what it took and kept."""
    data.mkdir()
    config = data.with_suffix(".toml")
    config.write_text(f'data_folder = "{data}"\n[server]\ndask_workers = {workers}\n', encoding="utf-8")
    command = [sys.executable, "-m", "desk.cli", "run", *options, "--config", str(config), str(story)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    began, before = time.monotonic(), _cpu()
    subprocess.run(command, cwd=_PROJECT, env=environ, check=True, stdout=subprocess.DEVNULL)
    return {
        "clock_seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(_cpu() - before, 1),
        "claims": int(ask(Settings(data).published, _COUNT).item()),
        "load": round(os.getloadavg()[0], 1),
    }


def _cpu() -> float:
    """Return the CPU seconds of all processes that were started here and have ended, and of those that they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
