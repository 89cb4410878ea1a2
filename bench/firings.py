"""A schedule of `factdesk up` for real: does it fire each minute, and what do its runs leave on the disk?

    python -m bench.firings [--minutes 10]

Starts `factdesk up` with one schedule, `* * * * *`, and puts one new article into its folder before each minute. Prints a
line of JSON for each run, with how late it began and how much lies on the disk after it, and one for the whole: how many
of the minutes have a finished run in `runs`, and the live file beside that of one run over all the articles. Ends with
status 1 where a minute has no run, or a run found another number of new articles than there were.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.ask import QueryRefused, ask

_PROJECT = Path(__file__).parent.parent
_START_SECONDS, _LATE_SECONDS = 240, 55
_MINUTE = timedelta(minutes=1)
_CONFIG = 'data_folder = "data"\n[[schedule]]\nname = "minutely"\ninputs = ["articles"]\ncron = "* * * * *"\n'
_LARGEST = "SELECT name, sum(pgsize) / 1000 AS kb FROM dbstat GROUP BY name ORDER BY kb DESC LIMIT 8"
_RUNS = "SELECT * FROM runs WHERE schedule = 'minutely' AND state <> 'running' ORDER BY started_at"


def main() -> int:
    """Let it fire, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=10)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory(prefix="factdesk-firings-") as name:
        folder = Path(name)
        settings = Settings(folder / "data")
        with _up(folder):
            told = list(_watched(folder, settings, minutes))
        whole = _whole(told, folder, settings, minutes)
    print(json.dumps(whole))
    return int(whole["fired"] < minutes or whole["new_articles"] != whole["articles"])


@contextmanager
def _up(folder: Path) -> Iterator[None]:
    """Hold up `factdesk up` for the length of the block, once its server answers."""
    (folder / "articles").mkdir()
    (folder / "factdesk.toml").write_text(_CONFIG, encoding="utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("FACTDESK_", "PREFECT_"))}
    environ |= {"PYTHONPATH": str(_PROJECT)}
    with subprocess.Popen([sys.executable, "-m", "desk.cli", "up"], cwd=folder, env=environ) as process:
        try:
            until = time.monotonic() + _START_SECONDS
            while not (folder / "data" / "up.json").exists() and time.monotonic() < until and process.poll() is None:
                time.sleep(0.2)
            yield
        finally:
            process.send_signal(signal.SIGINT)


def _watched(folder: Path, settings: Settings, minutes: int) -> Iterator[dict[str, Any]]:
    """Put an article there before each minute, and yield what is said of the run of each, None where there was none."""
    first = _next_minute(datetime.now(UTC) + timedelta(seconds=30))
    for number in range(minutes):
        due = first + number * _MINUTE
        _write_article(folder / "articles", number)
        _sleep_until(due + timedelta(seconds=_LATE_SECONDS))
        told = {"due": f"{due:%H:%M}"} | _last_run(settings, due) | sizes(settings)
        print(json.dumps(told), flush=True)
        yield told


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + _MINUTE


def _sleep_until(moment: datetime) -> None:
    time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


def _write_article(folder: Path, number: int) -> None:
    text = (
        f"At least {20 + number} people waited when ferry {number} ran aground near Sand Quay on Friday, harbour master Ida Holm said. "
        f"Ferry Lines {number} set aside ${3 + number} million for repairs, {5 + number}% more than in 2024."
    )
    record = {"url": f"https://gazette{number}.example/ferry", "outlet": f"Gazette {number}", "text": text}
    ready = folder / f".{number}.json"
    ready.write_text(json.dumps(record), encoding="utf-8")
    ready.replace(folder / f"{number}.json")


def _last_run(settings: Settings, due: datetime) -> dict[str, Any]:
    """Return what the row says of the run that began in the minute before which it was due."""
    for run in _runs(settings):
        late = (run["started_at"].replace(tzinfo=UTC) - due).total_seconds()
        if 0 <= late < _MINUTE.total_seconds():
            return {"late_seconds": round(late, 1), "seconds": round(run["seconds"], 1), "state": run["state"]}
    return {"late_seconds": None}


def _runs(settings: Settings) -> list[dict[str, Any]]:
    try:
        return ask(settings.published, _RUNS, row_limit=10_000).to_dicts()
    except QueryRefused:
        return []


def sizes(settings: Settings) -> dict[str, int]:
    """Return how many kilobytes lie where: the live file with its log, what is published, the reports, and Prefect's own."""
    prefect = settings.prefect_home
    places = {
        "live": settings.live.parent.glob("live.duckdb*"),
        "published": settings.live.parent.rglob("factdesk-*.duckdb*"),
        "reports": settings.reports_folder.rglob("*"),
        "prefect_database": prefect.glob("prefect.db*"),
        "prefect_else": (path for path in prefect.rglob("*") if not path.name.startswith("prefect.db")),
        "all": settings.data_folder.rglob("*"),
    }
    return {f"{name}_kb": sum(map(_bytes, files)) // 1_000 for name, files in places.items()}


def largest_tables(database: Path) -> dict[str, int]:
    """Return how many kilobytes the largest tables and indexes of an SQLite file have."""
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute(_LARGEST).fetchall())


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() and not path.is_symlink() else 0
    except OSError:  # it was there a moment ago
        return 0


def _whole(told: list[dict[str, Any]], folder: Path, settings: Settings, minutes: int) -> Mapping[str, Any]:
    runs, once = _runs(settings), Settings(folder / "once")
    run_inputs([str(folder / "articles")], once)
    publish_snapshot_of(once)
    later = [run for run in told if run["late_seconds"] is not None]
    return {
        "minutes": minutes,
        "fired": len(later),
        "finished": sum(run["state"] == "finished" for run in runs),
        "articles": minutes,
        "new_articles": sum(run["articles_new"] for run in runs),
        "most_late_seconds": max((run["late_seconds"] for run in later), default=None),
        "live_kb": sizes(settings)["live_kb"],
        "live_of_one_run_kb": sizes(once)["live_kb"],
        "prefect_kb_a_run": round(
            (told[-1]["prefect_database_kb"] - told[0]["prefect_database_kb"]) / (len(told) - 1 or 1)
        ),
        "prefect_largest_kb": largest_tables(settings.prefect_home / "prefect.db"),
        "load": os.getloadavg()[0],
    }


if __name__ == "__main__":
    sys.exit(main())
