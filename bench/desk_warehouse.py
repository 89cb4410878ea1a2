"""Makes a warehouse of made-up claims to measure the desk on, and publishes it.

    python -m bench.desk_warehouse FOLDER [CLAIMS]        (1,000,000 unless said)

FOLDER becomes a data folder of factdesk's: `factdesk --data FOLDER desk` opens it. About a minute for a million claims.
"""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from claims.copies import SKETCHED_BY
from flows.settings import Settings
from warehouse.marking_rules import form_items
from warehouse.publish import publish_snapshot
from warehouse.sqlfile import FOLDER, read_sql
from warehouse.store import Warehouse, mark, open_warehouse, read_rows

SHAPE = Path(__file__).with_suffix(".sql")


def fill(warehouse: Warehouse, claims: int) -> None:
    """Write as many made-up claims, with all that belongs to them, into an empty warehouse."""
    connection = warehouse.connection
    mark(warehouse, [], run_id="run-0", at=datetime.now(UTC))  # notes the rules
    for table in ("marking", "marking_flags"):
        connection.execute(f"DROP TABLE temp.{table}")
    connection.execute("SET VARIABLE claims = (SELECT CAST(? AS BIGINT))", [claims])
    connection.execute("SET VARIABLE sketched_by = (SELECT CAST(? AS VARCHAR))", [SKETCHED_BY])
    # Each statement on its own: DuckDB 1.5 does not always see what the same transaction has inserted, when it is much.
    connection.execute(SHAPE.read_text(encoding="utf-8"))
    connection.execute(read_sql(FOLDER / "statements" / "marks_of_marking.sql").text)
    form_items(warehouse, "SELECT article_id FROM articles")
    if not connection.execute("SELECT count(*) FROM marks WHERE needs_verification").fetchall()[0][0]:
        raise RuntimeError("no claim needs verification: the made-up flags have not reached the marks")


def make(folder: Path, claims: int) -> Settings:
    """Make the data folder, and return its settings. Raises FileExistsError when it has a warehouse already."""
    settings = Settings(folder)
    if settings.live.exists():
        raise FileExistsError(f"{settings.live} is there already: name an empty folder")
    with open_warehouse(settings.live) as warehouse:
        fill(warehouse, claims)
        if not read_rows(warehouse, "SELECT 1 FROM marks WHERE needs_verification LIMIT 1").height:
            raise RuntimeError("no claim of the made-up warehouse needs verification: it would measure nothing")
        publish_snapshot(warehouse, settings.published)
    return settings


def main() -> None:
    """Read the command line and make it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=int, nargs="?", default=1_000_000)
    asked = parser.parse_args()
    began = time.monotonic()
    settings = make(asked.folder, asked.claims)
    size = settings.live.stat().st_size / 1e6
    print(f"{asked.claims:,} claims in {time.monotonic() - began:.0f} s, {size:,.0f} MB: {settings.published}")


if __name__ == "__main__":
    main()
