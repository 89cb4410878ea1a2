"""By what a run that goes on is told from one that was killed: a lock that it holds for as long as it lives.

Where rows are kept in a file, it is that of a file beside it; where they are kept in a lake, one of the catalog's database,
so that every machine can tell.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.locks import is_held, lock
from schemas.places import Lake
from warehouse.store import open_warehouse, read_rows

Place = Path | Lake
_PATIENCE_SECONDS = 5.0
_RUNNING = "SELECT run_id FROM runs WHERE state = 'running' ORDER BY run_id"


@contextmanager
def shown_alive(place: Place, run_id: str) -> Iterator[None]:
    """Hold the lock that says that a run lives. May raise WarehouseUnusable and WarehouseBusy where rows are in a lake."""
    if isinstance(place, Lake):
        from warehouse import lake  # noqa: PLC0415 - most have none

        with lake.shown_alive(place, run_id):
            yield
        return
    sign = _sign_of(place, run_id)
    sign.parent.mkdir(exist_ok=True)
    with lock(sign):
        try:
            yield
        finally:
            sign.unlink(missing_ok=True)


def alive_among(place: Place, run_ids: Sequence[str]) -> list[str]:
    """Return those of the runs that go on at this moment."""
    if isinstance(place, Lake):
        from warehouse import lake  # noqa: PLC0415 - most have none

        return lake.alive_among(place, run_ids)
    return [run_id for run_id in run_ids if is_held(_sign_of(place, run_id))]


def living_runs(place: Place) -> list[str]:
    """Return the runs that go on at this moment, without opening a live file.

    May raise WarehouseUnusable and WarehouseBusy where rows are in a lake.
    """
    if isinstance(place, Lake):
        with open_warehouse(place, timeout_seconds=_PATIENCE_SECONDS) as warehouse:
            running = read_rows(warehouse, _RUNNING)["run_id"].to_list()
        return alive_among(place, running)
    signs = _sign_of(place, "x").parent
    return sorted(sign.name for sign in signs.iterdir() if is_held(sign)) if signs.is_dir() else []


def forget_signs(place: Place, run_ids: Sequence[str]) -> None:
    """Take away what runs that were killed left of theirs; a lake keeps nothing of it."""
    if not isinstance(place, Lake):
        for run_id in run_ids:
            _sign_of(place, run_id).unlink(missing_ok=True)


def _sign_of(live: Path, run_id: str) -> Path:
    return live.with_name("running") / run_id
