"""The row of a run: written when it begins, rewritten when it ends, and closed by the next run where it was killed.

A run holds a lock for as long as it lives (`flows.alive`), by which the next run tells a run that was killed from one that
goes on beside it.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from secrets import token_hex

import polars as pl

from claims.remembered import ClaimMemory
from flows.alive import Place, alive_among, forget_signs, shown_alive
from flows.origin import PERSON, Origin, made_with
from flows.outcome import Counts
from flows.settings import Settings
from flows.survey import Opener
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Warehouse, read_rows, save, transaction

KILLED = "it was killed, or the machine went down; what it had finished is kept"
VERSIONS = ("read_with", "weights", "lexicons", "flag_files", "settings")
_RUNNING = "SELECT * FROM runs WHERE state = 'running' AND run_id <> ?"


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: its id and when it began; every row that it writes carries the id."""

    run_id: str
    started_at: datetime
    memory: ClaimMemory = field(default_factory=ClaimMemory, compare=False, repr=False)
    flow: str = "fact_check"
    origin: Origin = PERSON
    made_with: Mapping[str, str] = field(default_factory=dict)


def begin_run(flow: str = "fact_check", settings: Settings | None = None, origin: Origin = PERSON) -> Run:
    """Return a new run that begins now; its row says the versions of what it works with where `settings` are given."""
    started_at = datetime.now(UTC)
    run_id = f"{started_at:%Y%m%dT%H%M%S}-{token_hex(4)}"
    return Run(run_id, started_at, flow=flow, origin=origin, made_with=made_with(settings) if settings else {})


@contextmanager
def running(opener: Opener, run: Run) -> Iterator[None]:
    """Write the run's row as `running`, close those of runs that were killed, and show that this one lives.

    How it ends is for the block to write, by `record_run`. May raise `WarehouseBusy`.
    """
    with ExitStack() as until_the_end:
        with opener() as warehouse, transaction(warehouse):
            if place := warehouse.place:
                until_the_end.enter_context(shown_alive(place, run.run_id))
                _close_killed(warehouse, place, run.run_id)
            _write(warehouse, run, Counts(), "running")
        yield


def close_killed(opener: Opener) -> list[str]:
    """Write of every run that was killed that it has failed, and return which: for a start after which nothing may run yet.

    May raise WarehouseBusy.
    """
    with opener() as warehouse, transaction(warehouse):
        place = warehouse.place
        return _close_killed(warehouse, place, "") if place else []


def _close_killed(warehouse: Warehouse, place: Place, this_run: str) -> list[str]:
    """Write of every other run that says it is running, and is not, that it has failed; nobody knows when."""
    rows = read_rows(warehouse, _RUNNING, [this_run])
    running = [str(run_id) for run_id in rows["run_id"]]
    living = alive_among(place, running) if running else []
    killed = [run_id for run_id in running if run_id not in living]
    if killed:
        closed = rows.filter(pl.col("run_id").is_in(killed)).with_columns(
            state=pl.lit("failed"), note=pl.lit(KILLED, pl.String)
        )
        save(warehouse, "runs", closed, run_id=this_run, at=datetime.now(UTC))
    forget_signs(place, killed)
    return killed


def record_run(opener: Opener, run: Run, counts: Counts, state: str, note: str | None = None) -> None:
    """Write the run's row as it ends: `finished` or `failed`."""
    with opener() as warehouse, transaction(warehouse):
        _write(warehouse, run, counts, state, note)


def _write(warehouse: Warehouse, run: Run, counts: Counts, state: str, note: str | None = None) -> None:
    now = datetime.now(UTC)
    ended = state != "running"
    row = {
        "run_id": run.run_id,
        "flow": run.flow,
        "state": state,
        "started_at": run.started_at,
        "finished_at": now if ended else None,
        "seconds": (now - run.started_at).total_seconds() if ended else None,
        "note": note,
        **asdict(counts),
        **asdict(run.origin),
        **{name: run.made_with.get(name) for name in VERSIONS},
    }
    save(warehouse, "runs", frame_of([row], TABLES["runs"]), run_id=run.run_id, at=now)
