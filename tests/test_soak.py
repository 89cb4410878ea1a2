"""Killed at random moments, crowded, or without a disk to write on: no claim is lost, none is there twice, and what must hold holds."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.repair import repair
from flows.settings import Settings
from tests.processes import processes_of
from tests.soaking import BUDGET, PROJECT, Worker, worker, write_articles
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse, read_rows

WORK = ("run", "verify", "review", "remark", "backup")


@pytest.fixture(scope="module")
def works() -> Iterator[Worker]:
    """Return what starts work in processes of its own."""
    with worker() as started:
        yield started


@pytest.fixture(scope="module")
def half_read(works: Worker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, set[str]]:
    """Return a data folder that has a third of the articles, the file of all, and all claims as nobody was killed."""
    folder = tmp_path_factory.mktemp("soak")
    data, some, every = folder / "data", write_articles(folder, 4), write_articles(folder)
    works.finish("run", data, some)
    shutil.copytree(data, folder / "undisturbed", symlinks=True)
    works.finish("run", folder / "undisturbed", every)
    return data, every, set(claims_of(Settings(folder / "undisturbed")))


def claims_of(settings: Settings) -> list[str]:
    """Return the claims of the live file, in which every assertion must hold."""
    with open_warehouse(settings.live) as warehouse:
        assert run_assertions(warehouse).rows() == []
        return [str(each) for each in read_rows(warehouse, "SELECT claim_id FROM claims")["claim_id"]]


def reviews_of(settings: Settings) -> int:
    """Return how many reviews there are."""
    with open_warehouse(settings.live) as warehouse:
        return int(read_rows(warehouse, "SELECT count(*) FROM reviews").item())


@pytest.mark.parametrize("kind", WORK)
def test_what_is_killed_goes_on(kind: str, works: Worker, half_read: tuple[Path, Path, set[str]], tmp_path: Path):
    """After each kill all that was there is, reviews too, and every assertion holds; the next run does the rest by itself."""
    prepared, every, expected = half_read
    settings, chance = Settings(tmp_path / "data"), random.Random(kind)
    shutil.copytree(prepared, tmp_path / "timed", symlinks=True)
    seconds = works.finish(kind, tmp_path / "timed", every)
    shutil.copytree(prepared, settings.data_folder, symlinks=True)
    before, reviews = set(claims_of(settings)), 0
    for _ in range(BUDGET):
        works.kill(kind, settings.data_folder, every, seconds, chance)
        after = claims_of(settings)
        assert before <= set(after)
        assert len(after) == len(set(after))
        assert reviews_of(settings) >= reviews
        before, reviews = set(after), reviews_of(settings)
    works.finish("run", settings.data_folder, every)
    assert set(claims_of(settings)) == expected
    assert [each for each in repair(settings) if not each.is_right] == []


def test_four_runs_and_eight_readers_at_once(works: Worker, half_read: tuple[Path, Path, set[str]], tmp_path: Path):
    """Each waits for its turn and none fails; what readers see always adds up."""
    prepared, every, expected = half_read
    settings = Settings(tmp_path / "data")
    for _ in range(max(1, BUDGET // 20)):
        shutil.rmtree(settings.data_folder, ignore_errors=True)
        shutil.copytree(prepared, settings.data_folder, symlinks=True)
        kinds = ["run"] * 4 + ["read"] * 8
        started = [works.start(kind, settings.data_folder, every) for kind in kinds]
        for process in started:
            works.wait(process, settings.data_folder)
        found = claims_of(settings)
        assert (len(found), set(found)) == (len(expected), expected)


@pytest.mark.parametrize("share", [round((number + 0.5) / BUDGET, 3) for number in range(BUDGET)])
def test_a_disk_that_fills_up_loses_nothing(
    share: float, works: Worker, half_read: tuple[Path, Path, set[str]], tmp_path: Path
):
    """Wherever a run meets the end of it: what was there is, and with room the next run does the rest."""
    prepared, every, expected = half_read
    settings = Settings(tmp_path / "data")
    shutil.copytree(prepared, settings.data_folder, symlinks=True)
    before, size = set(claims_of(settings)), settings.live.stat().st_size
    with pytest.raises(AssertionError, match=r"make room|File too large"):
        works.finish("run", settings.data_folder, every, int(size * share))
    assert before <= set(claims_of(settings))
    works.finish("run", settings.data_folder, every)
    assert set(claims_of(settings)) == expected


@pytest.mark.skipif(BUDGET < 10, reason="each takes a minute: `make soak` does it")
def test_a_flow_that_is_killed_goes_on(works: Worker, half_read: tuple[Path, Path, set[str]], tmp_path: Path):
    """The same through Prefect, with the server that a run starts for itself; no process is left."""
    prepared, every, expected = half_read
    settings, chance = Settings(tmp_path / "data"), random.Random("flow")
    shutil.copytree(prepared, settings.data_folder, symlinks=True)
    before = set(claims_of(settings))
    for _ in range(max(1, BUDGET // 10)):
        command = [sys.executable, "-m", "desk.cli", "run", "--flow", str(every), "--data", str(settings.data_folder)]
        marked = {**os.environ, "SOAKED": str(tmp_path), "PYTHONPATH": str(PROJECT)}
        with subprocess.Popen(
            command, cwd=tmp_path, env=marked, stderr=subprocess.DEVNULL, start_new_session=True
        ) as run:
            time.sleep(chance.uniform(1, 60))
            if run.poll() is None:
                os.kill(run.pid, signal.SIGKILL)
        until = time.monotonic() + 60
        while (left := processes_of(tmp_path)) and time.monotonic() < until:
            time.sleep(0.2)
        assert left == []
        after = set(claims_of(settings))
        assert before <= after
        before = after
    works.finish("run", settings.data_folder, every)
    assert set(claims_of(settings)) == expected
