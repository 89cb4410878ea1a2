"""What several tests share: a workplace of its own for each, the command line, and one `factdesk up` for them all."""

import gc
import hashlib
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

import warehouse.migrate
from desk.cli import app
from flows.publish import publish_snapshot_of, write_report
from flows.settings import Settings
from flows.steps import run_inputs
from tests.forking import Forks, forks
from tests.making import made_for_all
from tests.outward import Outward, watch_outward
from tests.ups import Up, factdesk_up
from warehouse.lock import CONFIG, connect
from warehouse.migrate import prepare_file
from warehouse.sqlfile import read_folder

# What is drawn takes as long as the machine is busy: no seconds are asserted, neither of drawing nor of what is tried.
settings.register_profile("busy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

ARTICLES = Path(__file__).parent / "cases" / "articles"
PROJECT = Path(__file__).parent.parent
LONGEST = (
    ("test_cluster", "test_up", "test_killed_report"),  # the first two share one `factdesk up`
    ("test_lake", "test_run_alone"),
    ("test_browser", "test_soak"),
)
"""The files of tests that start servers or wait for processes, dealt out: a minute of one of them at the end would be one of all."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with some of the longest files, whole; of the rest it has as many tests as any other."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for number, names in enumerate(LONGEST):
        shares[number % workers] += [item for name in names for item in items if item.path.stem == name]
    dealt = {name for names in LONGEST for name in names}
    rest = [item for item in items if item.path.stem not in dealt]
    for number, share in enumerate(shares):  # as `--dist worksteal` cuts the whole
        wanted = (len(items) - sum(map(len, shares[:number]))) // (workers - number)
        taken = max(0, wanted - len(share))
        share.extend(rest[:taken])
        del rest[:taken]
    items[:] = [item for share in shares for item in share] + rest


def pytest_collection_finish() -> None:
    """Look no more for garbage among what is imported and collected: some hundred thousand objects that stay."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def one_thread_a_warehouse() -> Iterator[None]:
    """Let warehouses of the tests, which hold some dozen rows, have one thread: two wait for each other most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CONFIG, "threads", "1")
        yield


@pytest.fixture(scope="session", autouse=True)
def empty_warehouse_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every empty warehouse, in a file or in memory, be a copy of the first that is made of the same statements.

    A quarter of a second of migrations for each test that has one. Its blocks are the smallest that DuckDB has: a copy is a
    tenth as large, and hundreds of tests copy some.
    """
    folder = tmp_path_factory.mktemp("empty")

    def made() -> Path:
        path = folder / made_of()
        if not path.exists():
            with pytest.MonkeyPatch.context() as small:
                small.setitem(CONFIG, "default_block_size", "16384")
                prepare_file(path)
        return path

    def copied(path: Path) -> None:
        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY:
            prepare_file(path)  # what a full disk does is done by the real one
            return
        path.unlink(missing_ok=True)
        shutil.copyfile(made(), path)

    def connected(path: Path | None, *given: Any) -> Any:
        connection = connect(path, *given)
        if path is None:
            connection.execute(f"ATTACH '{made()}' AS made (READ_ONLY); COPY FROM DATABASE made TO memory; DETACH made")
        return connection

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("warehouse.store.prepare_file", copied)
        patched.setattr("warehouse.publish.prepare_file", copied)
        patched.setattr("warehouse.store.connect", connected)
        yield


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one, with nothing set in the environment."""
    for name in [name for name in os.environ if name.startswith(("FACTDESK_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


@pytest.fixture
def factdesk(workplace: Path) -> Callable[..., Result]:
    """Return what calls the command line in this process, in the workplace."""

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, [str(each) for each in arguments], input=stdin, prog_name="factdesk")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def made_of() -> str:
    """Return the hash of the statements that a warehouse is made of."""
    files = [
        file for name in ("migrations", "macros", "views") for file in read_folder(warehouse.migrate.FOLDER / name)
    ]
    return hashlib.sha256("".join(file.sha256 for file in files).encode()).hexdigest()


def _run_plainly(inputs: list[str | Path], settings: Settings) -> None:
    """Do all that `factdesk run` does, without Prefect."""
    _run, outcome = run_inputs([str(each) for each in inputs], settings)
    publish_snapshot_of(settings)
    write_report(settings, outcome.refused)


@pytest.fixture(scope="session")
def run_plainly() -> Callable[..., None]:
    """Return what does all that `factdesk run` does, without Prefect."""
    return _run_plainly


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder into which the case articles were run; tests only read it."""
    return made_for_all(tmp_path_factory, "published", lambda folder: _run_plainly([ARTICLES], Settings(folder)))


@pytest.fixture
def kept(published_once: Path, workplace: Path) -> Settings:
    """Return the settings of a data folder of the test's own, in the workplace, with the case articles in it, published."""
    without_report = shutil.ignore_patterns(Settings(published_once).reports_folder.name, "questions.jsonl")
    folder = shutil.copytree(published_once, workplace / "factdesk-data", symlinks=True, ignore=without_report)
    return Settings(folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Path], object], Path], Path]:
    """Return what copies to a folder what a function makes in one, which does so once for all tests that ask for it."""
    made: dict[str, Path] = {}

    def copied(make: Callable[[Path], object], to: Path) -> Path:
        name = f"{make.__module__}.{make.__name__}"
        if name not in made:
            made[name] = made_for_all(tmp_path_factory, name, make)
        return shutil.copytree(made[name], to, symlinks=True, dirs_exist_ok=True)

    return copied


@pytest.fixture(scope="session")
def forked() -> Iterator[Forks]:
    """Return what runs scripts in processes of their own, without loading everything for each."""
    with forks() as given:
        yield given


@pytest.fixture(scope="session")
def outward(tmp_path_factory: pytest.TempPathFactory) -> Outward:
    """Return what refuses, and writes down, whatever a program does to reach another machine."""
    return watch_outward(tmp_path_factory.mktemp("outward"))


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory, outward: Outward) -> Iterator[Up]:
    """Start `factdesk up` for real, kept from reaching any other machine."""
    folder = tmp_path_factory.mktemp("up")
    shutil.copytree(ARTICLES, folder / "articles")
    with factdesk_up(folder, 60, outward.environment) as started:
        yield started
