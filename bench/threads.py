"""What linking costs: the CPU seconds in which a thousand new claims find their threads among as many as are kept.

    python -m bench.threads [CLAIMS...]        (100,000 and 1,000,000 unless said)

The warehouse is made up (`desk_warehouse.sql`, `threads.sql`): 8 claims an article, stories of four articles. How the
encoder reads the new claims is not in it: a run has read their sentences before.
"""

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.desk_warehouse import fill
from flows.linking import link_articles
from flows.runs import begin_run
from warehouse.store import Warehouse, open_warehouse, read_rows, transaction

SHAPE = Path(__file__).with_suffix(".sql")
NEW_CLAIMS, ARTICLE_CLAIMS = 1_000, 8
ROUNDS = 3

_NEWEST = "SELECT article_id FROM articles ORDER BY fetched_at DESC, article_id LIMIT ? OFFSET ?"


def measure(folder: Path, claims: int) -> tuple[float, int]:
    """Return the median CPU seconds of linking the newest thousand claims of so many, and the links that were made."""
    path = folder / f"{claims}.duckdb"
    with open_warehouse(path) as warehouse:
        fill(warehouse, claims)
        for sql in SHAPE.read_text(encoding="utf-8").split(";\n"):
            warehouse.connection.execute(sql)
        warehouse.connection.execute("CHECKPOINT")
    with open_warehouse(path) as warehouse:
        return _rounds(warehouse)


def _rounds(warehouse: Warehouse) -> tuple[float, int]:
    size = NEW_CLAIMS // ARTICLE_CLAIMS
    seconds, links = [], 0
    for number in range(ROUNDS):
        article_ids = read_rows(warehouse, _NEWEST, [size, number * size])["article_id"].to_list()
        before = _linked(warehouse)
        began = time.process_time()
        with transaction(warehouse):
            link_articles(warehouse, article_ids, begin_run("bench"), datetime.now(UTC))
        seconds.append(time.process_time() - began)
        links += _linked(warehouse) - before
    return median(seconds), links


def _linked(warehouse: Warehouse) -> int:
    return int(read_rows(warehouse, "SELECT count(*) FROM thread_claims").item())


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("claims", type=int, nargs="*", default=[100_000, 1_000_000])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for claims in asked.claims:
            seconds, links = measure(Path(folder), claims)
            print(
                f"{claims:>9,} claims kept: {NEW_CLAIMS:,} new ones linked in {seconds:.2f} CPU s ({links} links)",
                flush=True,
            )


if __name__ == "__main__":
    main()
