"""Runs that each read a share of the inputs read everything together, each once; on a work pool too."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.unreadable import Unreadable
from flows.folders import Input
from flows.inputs import Address, list_inputs
from flows.publish import publish_snapshot_of
from flows.server import Address as ServerAddress
from flows.server import answers
from flows.settings import Settings, SettingsError, load_settings
from flows.shards import Shard, read_shard
from flows.steps import run_inputs
from schemas.places import Lake
from schemas.tables import TABLES
from tests.postgres import make_database, running_postgres, why_not
from tests.prefect_attacks import ask_api
from tests.soaking import BUDGET
from warehouse.ask import ask
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse

PROJECT = Path(__file__).parent.parent
PAGES = 10
PATIENCE_SECONDS = 400
_OF_THE_RUN = ("_at", "run_id", "seconds", "flow_run_id")


STORIES = (
    "At least 23 dockers were hurt when a crane fell at the grain quay of Amble on Tuesday, warden Lena Ost said.",
    "The museum of clocks in Bragley sold 4,100 tickets in its first week, its director Piet Vaan told reporters.",
    "Floods drowned 760 sheep on the farms around Corrow on Monday night, the farmers' union said.",
)
"""What several outlets tell in the same words; which of them a run reads first makes no difference to what is found."""


def pages(folder: Path) -> Path:
    """Write pages, of which several tell the same, so that their claims meet in threads; each has a figure of its own too."""
    folder.mkdir()
    for number in range(PAGES):
        own = f"Harbour {number} paid {number + 2}.4 million dollars for {['red', 'blue', 'tall', 'slow', 'wide'][number % 5]} tugs."
        record = {
            "text": f"{STORIES[number % 3]}\n\n{own}" if number < 6 else own,
            "url": f"https://harbour{number}.example/crane",
            "outlet": f"Harbour {number}",
        }
        (folder / f"page{number}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def told(settings: Settings) -> dict[str, list[str]]:
    """Return every table that is published, without moments and runs, in a settled order."""
    rows = {}
    for name in TABLES:
        frame = ask(settings.published, f"FROM {name}", row_limit=100_000)
        kept = [each for each in frame.columns if not each.endswith(_OF_THE_RUN)]
        rows[name] = sorted(json.dumps(row, default=str, sort_keys=True) for row in frame.select(kept).to_dicts())
    return {name: each for name, each in rows.items() if name not in {"applied_files", "runs", "fetches"}}


def name_of(each: Input | Address | Unreadable) -> str:
    """Return what an input is called."""
    return each.url if isinstance(each, Address) else each.name


@given(st.lists(st.text(), unique=True), st.integers(1, 50))
def test_everything_belongs_to_one_share(names: list[str], of: int):
    """Whatever it is called, and however many shares there are."""
    shards = [Shard(number, of) for number in range(1, of + 1)]
    assert all(sum(shard.has(name) for shard in shards) == 1 for name in names)


def test_shares_are_the_same_everywhere():
    """What belongs to which share depends on nothing of the process or the machine."""
    shares = Counter(
        next(number for number in range(1, 5) if Shard(number, 4).has(f"page{each}")) for each in range(400)
    )
    assert shares == {1: 120, 2: 89, 3: 93, 4: 98}


def test_the_shares_of_inputs_are_all_of_them(tmp_path: Path):
    """Files, addresses and what cannot be read, each in one share."""
    asked = [
        str(pages(tmp_path / "in")),
        "feed:https://one.example/rss",
        "https://two.example/a",
        "gone.txt",
        "ftp://a",
    ]
    every = sorted(map(name_of, list_inputs(asked)))
    shares = [list(map(name_of, list_inputs(asked, Shard(number, 3)))) for number in (1, 2, 3)]
    assert sorted(name for share in shares for name in share) == every
    assert all(len(share) < len(every) for share in shares)


def test_a_site_is_asked_by_one_share():
    """However many of its addresses are named: two runs would not wait for one another."""
    asked = [f"https://one.example/{number}" for number in range(20)]
    found = [len(list(list_inputs(asked, Shard(number, 4)))) for number in range(1, 5)]
    assert sorted(found) == [0, 0, 0, 20]


def test_standard_input_belongs_to_every_share():
    """No other run has it."""
    assert all(len(list(list_inputs(["-"], Shard(number, 2)))) == 1 for number in (1, 2))


def test_a_share_is_a_setting(tmp_path: Path):
    """As it is written, one of so many."""
    file = tmp_path / "factdesk.toml"
    file.write_text('shard = "2/4"', encoding="utf-8")
    assert load_settings(file, environ={}).shard == Shard(2, 4) == read_shard(" 2 / 4 ")
    assert str(Shard(2, 4)) == "2/4"


@pytest.mark.parametrize("written", ["0/2", "3/2", "2", "1/0", "a/b", "1/2/3", "1/1001", "-1/2", "1/99999"])
def test_what_is_no_share_is_refused_by_name(tmp_path: Path, written: str):
    """With an example of one."""
    file = tmp_path / "factdesk.toml"
    file.write_text(f'shard = "{written}"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"shard cannot be used: .* write 1/4 for the first of four"):
        load_settings(file, environ={})


def test_shares_one_after_the_other_come_to_the_same_as_all_at_once(tmp_path: Path):
    """Row for row, in the embedded file, in whatever order they are read."""
    inputs = [str(pages(tmp_path / "in"))]
    whole, shared = Settings(tmp_path / "whole"), Settings(tmp_path / "shared")
    run_inputs(inputs, whole)
    counts = [run_inputs(inputs, replace(shared, shard=Shard(number, 3)))[1].counts for number in (2, 3, 1)]
    assert sum(each.articles_new for each in counts) == PAGES
    assert all(0 < each.articles_new < PAGES for each in counts)
    for settings in (whole, shared):
        publish_snapshot_of(settings)
    assert told(shared) == told(whole)


NOT_HERE = (
    (None if BUDGET >= 10 else "a server and two workers take minutes: `make soak` starts them")
    or why_not()
    or (
        None
        if find_spec("duckdb_extension_ducklake")
        else "the lake's extensions are missing (pip install 'factdesk[lake]')"
    )
    or (None if duckdb.__version__ == "1.5.5" else "the lake's extensions are for DuckDB 1.5.5")
)


@dataclass
class Pool:
    """A Prefect server on PostgreSQL, the deployment of prefect.yaml in it, and two workers of its pool."""

    address: ServerAddress
    deployment: str
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def asked(self, path: str, body: dict[str, Any]) -> Any:
        """Return what the server answers."""
        return json.loads(ask_api(self.address, "POST", path, body).body)

    def run(self, shards: list[str], **parameters: Any) -> list[dict[str, Any]]:
        """Have every share run, and return the flow runs when all of them have ended."""
        path = f"/deployments/{self.deployment}/create_flow_run"
        asked = [{"parameters": parameters | {"shard": shard}, "state": {"type": "SCHEDULED"}} for shard in shards]
        ids = [self.asked(path, each)["id"] for each in asked]
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            runs: list[dict[str, Any]] = self.asked("/flow_runs/filter", {"flow_runs": {"id": {"any_": ids}}})
            if all(each["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} for each in runs):
                return runs
            assert all(worker.poll() is None for worker in self.workers), "a worker has ended by itself"
            time.sleep(0.5)
        raise AssertionError(f"the runs do not end: {[each['state'] for each in runs]}")


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Run PostgreSQL once for this file."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def pool(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """Start a Prefect server on PostgreSQL, deploy `shared`, and start two workers, by the commands of docs/scale.md."""
    home = tmp_path_factory.mktemp("prefect")
    words = dict(each.split("=") for each in make_database(postgres, "prefect").split())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = ServerAddress(os.getpid(), f"http://127.0.0.1:{port}/api", "factdesk:hush")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    environ = kept | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": address.api_url,
        "PREFECT_API_AUTH_STRING": address.password,
        "PREFECT_SERVER_API_AUTH_STRING": address.password,
        "PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://{user}@{host}:{port}/{dbname}".format(**words),
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_UI_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": str(PROJECT),
    }
    with _prefect(environ, home, "server", "start", "--host", "127.0.0.1", "--port", str(port)) as server:
        _wait(lambda: answers(address), server, home)
        made = ["work-pool create factdesk --type process", "deploy --name shared"]
        for command in made:
            arguments = [sys.executable, "-m", "prefect", "--no-prompt", *command.split()]
            subprocess.run(arguments, cwd=PROJECT, env=environ, check=True, timeout=240, stdout=subprocess.DEVNULL)
        [deployment] = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
        worker = ("worker", "start", "--pool", "factdesk", "--limit", "1")
        with _prefect(environ, home, *worker) as one, _prefect(environ, home, *worker) as other:
            yield Pool(address, deployment["id"], [one, other])


@contextmanager
def _prefect(environ: dict[str, str], home: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command of Prefect for the length of the block."""
    with (home / f"{arguments[0]}.log").open("ab") as log:
        command = [sys.executable, "-m", "prefect", *arguments]
        process = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            os.killpg(process.pid, 9)  # told to end, they take minutes over it
            process.wait(60)


def _wait(condition: Callable[[], bool], process: "subprocess.Popen[bytes]", home: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, (home / "server.log").read_text(encoding="utf-8")
        assert time.monotonic() < until, "the server does not answer"
        time.sleep(0.3)


@pytest.mark.skipif(NOT_HERE is not None, reason=str(NOT_HERE))
@pytest.mark.parametrize("store", ["a lake", "the embedded file"])
def test_two_workers_of_a_pool_keep_what_one_process_keeps(store: str, pool: Pool, postgres: str, tmp_path: Path):
    """Each reads its share, both write the same store, and every table is that of one process, row for row."""
    inputs, config = pages(tmp_path / "in"), tmp_path / "factdesk.toml"
    whole, settings = Settings(tmp_path / "whole", batch_size=2), Settings(tmp_path / "data", batch_size=2)
    lines = [f'data_folder = "{settings.data_folder}"', "batch_size = 2"]
    if store == "a lake":
        lake = Lake(make_database(postgres, "lake"), str(tmp_path / "parquet"))
        lines += ["[lake]", f'catalog = "{lake.catalog}"', f'files = "{lake.files}"']
        settings = replace(settings, lake=lake)
    config.write_text("\n".join(lines), encoding="utf-8")
    run_inputs([str(inputs)], whole)
    publish_snapshot_of(whole)
    runs = pool.run(["1/2", "2/2"], inputs=[str(inputs)], config=str(config), data_folder=None, schedule=None)
    assert [each["state_type"] for each in runs] == ["COMPLETED"] * 2, [each["state"] for each in runs]
    with open_warehouse(settings.store) as warehouse:
        assert run_assertions(warehouse).is_empty()
    publish_snapshot_of(settings)
    assert told(settings) == told(whole)
    rows = ask(settings.published, "SELECT prefect_run, articles_new FROM runs").rows()
    assert {str(prefect_run) for prefect_run, _ in rows} == {each["id"] for each in runs}
    assert sum(new for _, new in rows) == PAGES
    assert all(0 < new < PAGES for _, new in rows)
