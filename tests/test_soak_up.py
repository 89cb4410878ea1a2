"""`factdesk up` and all that it holds up, killed at random moments while its schedule fires: the next start needs no hand."""

import os
import random
import signal
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.processes import command_of, is_gone
from tests.soaking import BUDGET, write_articles
from tests.ups import Up, factdesk_up
from warehouse.ask import QueryRefused, ask
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse, read_rows

RUN = "prefect.engine"
PARTS = ("flows.api_server", "flows.schedule", "desk.serving", "desk.cli")
"""How the command lines of server, runner, desk and `up` itself are told; each of these ends all of them."""

RUNS_KILLED = 4
"""Runs of the schedule that are killed before one of the parts is."""

EVERY_SECONDS = 10
PATIENCE_SECONDS = 300
_STATES = "SELECT state, count(*) FROM runs GROUP BY state ORDER BY state"


def becomes(condition: Callable[[], bool]) -> bool:
    """Wait until the condition holds, for as long as anybody has patience."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (holds := condition()) and time.monotonic() < until:
        time.sleep(0.1)
    return holds


def kill_one(up: Up, part: str, chance: random.Random) -> None:
    """Kill the newest process of a part some time after it is there."""
    found: list[int] = []

    def is_there() -> bool:
        found[:] = [pid for pid in up.processes() if part in command_of(pid)]
        return bool(found)

    assert becomes(is_there), f"no {part} is there: {up.log()}"
    time.sleep(chance.uniform(0, 20))
    victim = up.process.pid if part == "desk.cli" else max(found)
    if not is_gone(victim):
        os.kill(victim, signal.SIGKILL)
        print(f"killed: {part}", flush=True)


def holds(up: Up) -> set[str]:
    """Return the claims that are kept, of which none is there twice and in which every assertion holds."""
    if not up.settings.live.exists():
        return set()
    with open_warehouse(up.settings.live, timeout_seconds=60) as warehouse:
        assert run_assertions(warehouse).rows() == []
        claims = read_rows(warehouse, "SELECT claim_id FROM claims")["claim_id"].to_list()
    assert len(claims) == len(set(claims))
    return set(claims)


def finished(up: Up) -> int:
    """Return how many runs of the schedule have finished."""
    try:
        return dict(ask(up.settings.published, _STATES).rows()).get("finished", 0)
    except QueryRefused:
        return 0


@pytest.mark.skipif(BUDGET < 10, reason="each start takes half a minute: `make soak` does it")
def test_up_and_its_parts_are_killed(tmp_path: Path):
    """Nothing is lost or doubled, no process is left, the next firing or start does the rest, and no row stays `running`."""
    (tmp_path / "articles").mkdir()
    kills, chance, before = 0, random.Random("up"), set[str]()
    for part in islice(cycle(PARTS), max(1, BUDGET // 2 // (RUNS_KILLED + 1))):
        with factdesk_up(tmp_path, EVERY_SECONDS, {"SOAKED": str(tmp_path)}) as up:
            for _ in range(RUNS_KILLED):
                write_articles(tmp_path / "articles", kills + 1)
                kill_one(up, RUN, chance)
                kills += 1
                assert before <= (before := holds(up))
                assert up.process.poll() is None, up.log()
            kill_one(up, part, chance)
            kills += 1
            assert becomes(lambda up=up: up.process.poll() is not None), f"{part} was killed, and up goes on"
            assert becomes(lambda up=up: not up.processes()), f"{part} was killed, and others are left"
            assert before <= (before := holds(up))
    with factdesk_up(tmp_path, EVERY_SECONDS, {"SOAKED": str(tmp_path)}) as up:
        done = finished(up)
        assert becomes(lambda: finished(up) > done + 1), up.log()
        assert before <= holds(up)
        states = dict(ask(up.settings.published, _STATES).rows())
        assert states.get("running", 0) <= 1, states
        print(f"{kills} kills; runs: {states}")
