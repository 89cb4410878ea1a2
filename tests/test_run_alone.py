"""`factdesk run` with a server of its own: nobody else gets in, a kill leaves nothing, the next run makes it good."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import flows.server
from claims.version import found_with
from flows.children import child
from flows.launch import launch_run
from flows.outcome import Counts
from flows.runs import KILLED, begin_run, record_run, running
from flows.server import Address, CannotStart
from flows.settings import Settings
from flows.survey import survey
from flows.tasks import check_batch, opener_of, read_batches, rules_of
from tests.outward import Outward
from tests.prefect_attacks import ATTACKS, ask_api
from tests.processes import command_of, environment_of, processes_of
from warehouse.store import open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
ARTICLES = Path(__file__).parent / "cases" / "articles"
RUNS = "SELECT run_id, state, note, finished_at, articles_new FROM runs ORDER BY started_at"
PATIENCE_SECONDS = 150


@pytest.fixture(autouse=True)
def environment_as_it_was() -> Iterator[None]:
    """Take back what a run sets for Prefect in the environment of this process."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def runs_of(settings: Settings) -> list[dict[str, Any]]:
    """Return the rows of the runs in the live file, oldest first."""
    with open_warehouse(settings.live) as warehouse:
        return read_rows(warehouse, RUNS).to_dicts()


def becomes_true(condition: Callable[[], Any], seconds: float) -> bool:
    """Wait until the condition holds; tell whether it did in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.2)
    return bool(condition())


@contextmanager
def _run_that_waits(folder: Path, outward: Outward) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run whose input does not come, so that it stays as it is until it is killed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    environment = kept | outward.environment | {"PYTHONPATH": str(PROJECT), "FACTDESK_DATA": str(folder / "data")}
    command = [sys.executable, "-m", "desk.cli", "run", "--flow", "-"]
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(120)


def test_a_run_that_is_killed_leaves_nothing_and_the_next_closes_its_row(
    workplace: Path, outward: Outward, run_plainly: Callable[..., None]
):
    """Its server asks for a password and is gone with it, its row is closed, and it never reached out."""
    settings = Settings(workplace / "data")
    with _run_that_waits(workplace, outward) as run:
        started = becomes_true(lambda: settings.live.exists() and runs_of(settings), PATIENCE_SECONDS)
        assert started, (workplace / "run.log").read_text()
        address = _address_of_its_server(settings)
        for attack in ATTACKS:
            for method, path, body, status in attack.requests("00000000-0000-0000-0000-000000000000"):
                assert ask_api(address, method, path, body, attack).status == status, (str(attack), method, path)
        assert json.loads(ask_api(address, "POST", "/flow_runs/filter", {}).body), (
            "its own run is not told with the password"
        )
        run.send_signal(signal.SIGKILL)
        assert run.wait(120) == -signal.SIGKILL
        assert becomes_true(lambda: not processes_of(workplace), 120), processes_of(workplace)
    assert [row["state"] for row in runs_of(settings)] == ["running"]

    run_plainly([ARTICLES / "ferry.txt"], settings)

    killed, good = runs_of(settings)
    assert (killed["state"], killed["note"], killed["finished_at"]) == ("failed", KILLED, None)
    assert (good["state"], good["articles_new"]) == ("finished", 1)
    assert list((settings.live.parent / "running").iterdir()) == []
    assert outward.attempts() == []


def _address_of_its_server(settings: Settings) -> Address:
    """Return the address of the server, as its owner can find it."""
    (server,) = [pid for pid in processes_of(settings.data_folder) if "flows.api_server" in command_of(pid)]
    told = environment_of(server)
    return Address(server, told["PREFECT_API_URL"], told["PREFECT_SERVER_API_AUTH_STRING"])


def test_a_run_that_goes_on_beside_another_is_left_alone(workplace: Path):
    """Only the row of a run whose process has gone is closed, and the row of each says at last how it ended."""
    settings = Settings(workplace / "data")
    opener, first, second = opener_of(settings), begin_run(), begin_run()
    with running(opener, first):
        with running(opener, second):
            assert [row["state"] for row in runs_of(settings)] == ["running", "running"]
            record_run(opener, second, Counts(), "finished")
        record_run(opener, first, Counts(articles_read=1), "finished")
    assert [row["state"] for row in runs_of(settings)] == ["finished", "finished"]
    assert list((settings.live.parent / "running").iterdir()) == []


def test_two_runs_at_once_count_an_article_as_new_once(workplace: Path):
    """Both looked it up before either wrote it: it is new to the one that is quicker, unchanged to the other."""
    settings = Settings(workplace / "data")
    opener, rules = opener_of(settings), rules_of(settings)
    batches = [list(read_batches([str(ARTICLES)], settings, opener)) for _ in range(2)]
    first, second = (check_batch(batch, opener, rules, begin_run()).counts for (batch,) in batches)
    assert (first.articles_read, first.articles_new, first.articles_unchanged) == (3, 3, 0)
    assert (second.articles_read, second.articles_new, second.articles_unchanged) == (3, 0, 3)
    assert (first.claims_new > 0, second.claims_new) == (True, 0)
    known = survey([article for (batch,) in batches for article in batch.articles], opener, found_with())
    assert known.articles == ()


def _garbage(settings: Settings) -> None:
    settings.prefect_home.mkdir(parents=True)
    (settings.prefect_home / "prefect.db").write_bytes(b"no database " * 9000)


def _database_is_a_folder(settings: Settings) -> None:
    (settings.prefect_home / "prefect.db").mkdir(parents=True)


def _home_is_a_file(settings: Settings) -> None:
    settings.data_folder.mkdir()
    settings.prefect_home.write_text("")


def _reports_are_a_file(settings: Settings) -> None:
    settings.data_folder.mkdir()
    settings.reports_folder.write_text("")


def _cannot_be_written(settings: Settings) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    settings.data_folder.mkdir(mode=0o500)


def _live_is_garbage(settings: Settings) -> None:
    settings.live.parent.mkdir(parents=True)
    settings.live.write_bytes(b"no database " * 9000)


FAULTS: list[tuple[Callable[[Settings], None], str]] = [
    (_garbage, "prefect.db cannot be used (file is not a database): move it away"),
    (_database_is_a_folder, "prefect.db cannot be used (unable to open database file): move it away"),
    (_home_is_a_file, "prefect: file exists"),
    (_reports_are_a_file, "reports: file exists"),
    (_live_is_garbage, "live.duckdb cannot be opened as a warehouse"),
    (_cannot_be_written, "data: permission denied"),
]


@pytest.mark.parametrize("command", ["run", "up"])
@pytest.mark.parametrize(("make", "words"), FAULTS, ids=[make.__name__.strip("_") for make, _ in FAULTS])
def test_a_fault_of_the_machine_is_one_line_at_once(
    make: Callable[[Settings], None],
    words: str,
    command: str,
    factdesk: Callable[..., Result],
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """Nothing is started that would try for minutes, and no traceback is shown."""
    make(Settings(workplace / "data"))
    monkeypatch.setattr(flows.server, "child", None)  # whoever starts a process fails
    inputs = ["--flow", ARTICLES / "ferry.txt"] if command == "run" else []
    result = factdesk(command, *inputs, "--data", workplace / "data")
    assert result.exit_code == 1
    told = [line for line in result.stderr.splitlines() if "starting" not in line]
    assert len(told) == 1, result.stderr
    assert words in told[0]


def test_a_server_that_ends_while_it_starts_is_told_with_its_last_error(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """At once, in one line, which also says where the rest is."""
    settings = Settings(workplace / "data")
    (workplace / "broken_server.py").write_text("raise RuntimeError('no more ink')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{PROJECT}:{workplace}")
    monkeypatch.setattr(flows.server, "_COMMAND", ("broken_server",))
    with pytest.raises(CannotStart) as told:
        launch_run([str(ARTICLES)], settings, lambda _line: None, insists=True)
    assert "status 1 while starting (RuntimeError: no more ink)" in str(told.value)
    assert str(settings.prefect_home / "server.log") in str(told.value)
    assert "\n" not in str(told.value)


def test_a_port_that_is_taken_is_told(workplace: Path, factdesk: Callable[..., Result]):
    """Before the server is started."""
    with flows.server._listening(None) as taken:
        port = taken.getsockname()[1]
        (workplace / "factdesk.toml").write_text(f"[server]\nport = {port}\n", encoding="utf-8")
        result = factdesk("up")
    assert result.exit_code == 1
    assert f"port {port} cannot be had (address already in use)" in result.stderr


def test_modules_are_not_taken_from_the_folder_of_the_articles(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """A file beside the articles that has the name of a module is not run."""
    folder = workplace / "flows"
    folder.mkdir()
    for name in ("__init__", "tied", "api_server"):
        (folder / f"{name}.py").write_text("open('theirs', 'w').close()\n", encoding="utf-8")
    (workplace / "uvicorn.py").write_text("open('theirs', 'w').close()\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    with child("uvicorn", "--version") as process:
        assert process.wait(60) == 0
    assert not (workplace / "theirs").exists()
