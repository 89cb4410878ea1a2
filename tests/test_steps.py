"""A run is a list of steps: done directly where no Prefect server is up, as tasks where one is, with the same rows."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import flows.launch
from claims.version import found_with, hash_of, lexicons_with, weights_with
from flows.fetched import Fetched, NotFetched
from flows.inputs import FEED
from flows.launch import DIRECTLY, launch
from flows.limits import WebLimits
from flows.locks import lock
from flows.origin import Origin, made_with
from flows.outcome import Counts, Outcome
from flows.publish import ReportFiles
from flows.settings import Settings
from flows.steps import Steps, run_inputs, run_steps
from flows.web_inputs import LeftToAnother, WebReader
from tests.processes import processes_of
from warehouse.ask import ask
from warehouse.store import open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
ARTICLES = Path(__file__).parent / "cases" / "articles"
LAST_RUN = "SELECT * FROM runs ORDER BY started_at DESC LIMIT 1"

# Runs the command line as a program does, and says which of the named modules it has loaded.
# A terminal that closes ends it, also where the tests themselves were started to outlive theirs.
RUN_AND_TELL = """
import signal, sys
from desk.cli import app
signal.signal(signal.SIGHUP, signal.SIG_DFL)
try:
    app(sys.argv[1:], prog_name="factdesk")
except SystemExit as end:
    print("loaded:", sorted({"prefect", "requests", "altair", "scipy"} & set(sys.modules)), "status:", end.code)
"""


def program(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start the command line in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    environment = kept | {"PYTHONPATH": str(PROJECT), "FACTDESK_DATA": str(folder / "data")}
    command = [sys.executable, "-c", RUN_AND_TELL, *arguments]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, **pipes)


def test_a_run_goes_without_prefect_where_no_server_is_up(workplace: Path):
    """In this process alone: Prefect is not loaded, nothing is started, and it says so in one line."""
    with program(workplace, "run", str(ARTICLES / "ferry.txt")) as running:
        said, errors = running.communicate(timeout=300)
    assert "loaded: [] status: 0" in said, errors
    assert "1 article read: 1 new" in said
    assert errors.splitlines()[0] == f"factdesk: {DIRECTLY}"
    settings = Settings(workplace / "data")
    (run,) = ask(settings.published, LAST_RUN).to_dicts()
    assert (run["state"], run["prefect_run"], run["schedule"]) == ("finished", None, None)
    assert not settings.prefect_home.exists()
    assert (settings.reports_folder / "flagged-claims.html").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_direct_run_that_is_told_to_end_says_so_in_its_row(end: signal.Signals, workplace: Path):
    """By a terminal that closes, the system or Ctrl-C; nothing of it goes on, and the next run needs no hand."""
    settings = Settings(workplace / "data")
    with program(workplace, "run", "-") as running:
        assert running.stderr is not None
        assert running.stderr.readline()  # that the steps run directly
        while running.poll() is None and not _begun(settings):
            time.sleep(0.1)
        running.send_signal(end)
        assert "status: 130" in running.communicate(timeout=60)[0]
    assert processes_of(workplace) == []
    run_steps([str(ARTICLES / "ferry.txt")], settings)
    states = ask(settings.published, "SELECT state, note FROM runs ORDER BY started_at").rows()
    assert states == [("failed", "KeyboardInterrupt: "), ("finished", None)]


def _begun(settings: Settings) -> bool:
    """Tell whether the run has written its row."""
    if not settings.live.exists():
        return False
    with open_warehouse(settings.live) as warehouse:
        return read_rows(warehouse, "runs").height > 0


def test_a_run_says_by_what_it_was_made(workplace: Path):
    """The reader, weights, lexicons, flags and settings of its day, its run in Prefect and its schedule."""
    settings = Settings(workplace / "data")
    run_steps([str(ARTICLES / "ferry.txt")], settings, origin=Origin("5f1d", "wire"))
    (run,) = ask(settings.published, LAST_RUN).to_dicts()
    assert (run["prefect_run"], run["schedule"]) == ("5f1d", "wire")
    assert (run["read_with"], run["weights"], run["lexicons"]) == (found_with(), weights_with(), lexicons_with())
    assert {run["flag_files"], run["settings"]} == {made_with(settings)[name] for name in ("flag_files", "settings")}
    articles = ask(settings.published, "SELECT DISTINCT found_with FROM articles")
    assert articles.item() == run["read_with"]


def test_what_bears_on_the_rows_changes_the_hashes(workplace: Path):
    """Each its own; where the data lie and whom it tells of them is no part of it."""
    flags = workplace / "flags"
    flags.mkdir()
    (flags / "ours.sql").write_text("-- why: w\n-- clears: c\n-- weight: 1\n-- always: false\nSELECT 1")
    plain = Settings(workplace / "data")
    changed = {
        "flag_files": replace(plain, flag_folders=(flags,)),
        "settings": replace(plain, money_total=5),
        "": replace(plain, data_folder=workplace / "other", reviewer="Ada"),
    }
    for name, settings in changed.items():
        differ = {each for each, value in made_with(settings).items() if value != made_with(plain)[each]}
        assert differ == ({name} if name else set())
    assert len({weights_with(), lexicons_with(), found_with(), hash_of(flags, ("*.sql",))}) == 4


def test_the_steps_go_in_their_order(workplace: Path):
    """Each that may be tried again is one that can be replaced, which is how Prefect makes tasks of them."""
    settings, order = Settings(workplace / "data", batch_size=2), []
    plain = Steps()

    def noted(name: str) -> Callable[..., Any]:
        def step(*given: Any) -> Any:
            order.append(name)
            return getattr(plain, name)(*given)

        return step

    names = ("read", "check", "publish", "report", "tell", "look")
    summary = run_steps([str(ARTICLES)], settings, Steps(**{name: noted(name) for name in names}))
    assert order == ["read", "check", "check", "read", "publish", "report", "tell", "look"]
    assert summary.outcome.counts.articles_new == 3


def test_progress_is_told_by_what_is_done(workplace: Path):
    """It rises with each batch, and ends at the whole."""
    settings, shares = Settings(workplace / "data", batch_size=1), []
    run_inputs([str(ARTICLES)], settings, Steps(show=lambda _outcome, share: shares.append(share)))
    assert len(shares) == 4
    assert shares == sorted(shares)
    assert (shares[0] < 1, shares[-1]) == (True, 1.0)


class _Door:
    """A door at which each ask ends in what comes next."""

    def __init__(self, *ends: NotFetched | Fetched) -> None:
        self.ends, self.tries = list(ends), []
        self.limits = WebLimits()

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def knows(self, _url: str) -> bool:
        """Say that the site's rules are known."""
        return True

    def learn(self, _url: str) -> float:
        """Return that a site wants no pause."""
        return 0.0

    def free_at(self, _url: str) -> float:
        """Return that no host was asked yet."""
        return 0.0

    def fetch(self, url: str, *, tries: int | None = None) -> Fetched:
        self.tries.append(tries)
        end = self.ends.pop(0)
        if isinstance(end, NotFetched):
            raise end
        return end


PAGE = Fetched("https://a.example/x", "https://a.example/x", b"<p>hello", "text/html", None, False, None, 1)
AWAY = NotFetched("broken", "nothing answers at its host and port", "Wait", passes=True)
GONE = NotFetched("gone", "the site answers 404", "Take it out", status=404)
NONSENSE = NotFetched("broken", "its answer makes no sense", "Look at it")


@pytest.mark.parametrize(
    ("end", "again"), [(PAGE, False), (AWAY, True), (GONE, False), (NONSENSE, False)], ids=lambda each: str(each)[:20]
)
def test_only_faults_of_the_network_are_tried_again(end: Fetched | NotFetched, *, again: bool):
    """The task that fetches raises them, so that Prefect waits and asks once more; everything else is its answer."""
    from flows.fact_check import fetch, read  # noqa: PLC0415 - Prefect takes seconds to import

    door: Any = _Door(end)
    if again:
        with pytest.raises(NotFetched):
            fetch.fn(door, "https://a.example/x")
    else:
        assert fetch.fn(door, "https://a.example/x") is end
    assert door.tries == [1], "the door itself does not try again: there is one place for it"
    assert (fetch.retries, fetch.retry_delay_seconds, read.retries) == (2, [2.0, 20.0], 0)


def test_no_task_waits_for_the_lock_on_top_of_the_warehouse():
    """The warehouse waits; a task that fails has failed."""
    from flows import fact_check  # noqa: PLC0415

    tasks = [each for each in vars(fact_check).values() if type(each).__name__ == "Task"]
    assert {task.name for task in tasks} >= {"read", "check-batch", "publish", "report", "digest", "remark", "import"}
    assert {task.name: task.retries for task in tasks if task.retries} == {"fetch": 2}


def test_named_addresses_are_asked_by_the_step(workplace: Path):
    """And the pages that a list leads to at the door, whose retries are quick: there may be a thousand of them."""
    feed = b'<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>'
    asked: list[str] = []

    def ask_list(_door: Any, url: str) -> Fetched:
        asked.append(url)
        return replace(PAGE, url=url, final_url=url, content=feed, content_type="application/rss+xml")

    settings = Settings(workplace / "data", web=WebLimits(delay_seconds=0))
    with WebReader(settings, ask=ask_list) as web:
        web._door = _Door(GONE)
        list(web.read("https://a.example/rss", is_feed=True))
        assert (asked, web._door.tries) == (["https://a.example/rss"], [None])


def test_two_runs_never_read_the_same_feed_at_once(workplace: Path):
    """The second leaves it to the first, tells so, and is not at fault; afterwards it is free."""
    settings = Settings(workplace / "data")
    url = "https://a.example/rss"
    asked: list[str] = []

    def ask_one(_door: Any, address: str) -> Fetched:
        asked.append(address)
        raise GONE

    first = WebReader(settings, keeps=True, ask=ask_one)
    list(first.read(url, is_feed=True))
    with WebReader(settings, keeps=True, ask=ask_one) as second:
        (left,) = second.read(url, is_feed=True)
        assert isinstance(left, LeftToAnother)
        assert "another run is reading it" in left.rule
    assert asked == [url]
    first.__exit__()
    _run, outcome = run_inputs([f"{FEED}{url}"], settings, Steps(fetch=ask_one))
    assert (asked, outcome.inputs_failed) == ([url, url], 1)


def test_a_feed_that_another_process_reads_costs_a_run_nothing(workplace: Path):
    """It ends well, with that one left out."""
    settings = Settings(workplace / "data")
    place = settings.live.parent / "reading"
    place.mkdir(parents=True)
    with lock(place / sha256(b"https://a.example/rss").hexdigest()[:16]):
        _run, outcome = run_inputs([f"{FEED}https://a.example/rss", str(ARTICLES / "ferry.txt")], settings)
    assert (outcome.inputs_failed, outcome.counts.articles_new) == (0, 1)
    assert [refusal.name for refusal in outcome.refused] == ["https://a.example/rss"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://10.1.2.3/news", "its host is at 10.1.2.3, a private address"),
        ("http://localhost:8000/news", "a loopback address"),
        ("http://[fe80::1]/news", "a link-local address"),
    ],
)
def test_a_refused_address_starts_nothing(
    address: str, words: str, factdesk: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    """Its number alone says that it will not be asked, before Prefect is even looked for."""
    monkeypatch.setattr(flows.launch, "find_server", None)
    done = factdesk("run", "--flow", address)
    assert done.exit_code == 1
    assert words in done.stderr
    assert "nothing was started" in done.stderr


def test_flow_insists_on_prefect(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """Where no server is up, one is started; without it, none is."""
    started: list[str] = []

    def start(*_given: object, **_named: object) -> None:
        started.append("a server")
        raise OSError("enough")

    monkeypatch.setattr(flows.launch, "running_server", start)
    settings = Settings(workplace / "data")
    assert launch("fact_check", lambda: "done", settings, lambda _line: None) == "done"
    assert started == []
    with pytest.raises(OSError, match="enough"):
        launch("fact_check", lambda: "done", settings, lambda _line: None, insists=True)
    assert started == ["a server"]


def test_the_report_that_is_there_is_kept(workplace: Path):
    """A second run finds nothing new, and neither writes the report again nor counts anything twice."""
    settings, reports = Settings(workplace / "data"), []

    def report(*given: Any) -> ReportFiles:
        files = Steps().report(*given)
        reports.append((files.html.stat().st_mtime_ns, files.flagged))
        return files

    outcomes = [run_steps([str(ARTICLES)], settings, Steps(report=report)).outcome for _ in range(2)]
    assert isinstance(outcomes[0], Outcome)
    assert reports[0] == reports[1]
    assert outcomes[1].counts == Counts(articles_read=3, articles_unchanged=3)


def test_a_select_may_begin_with_a_comment(factdesk: Callable[..., Result], published_once: Path):
    """Wherever it stands among the options; a misspelt option is told as ever."""
    for comment in ("-- how many\n", "--how many = all\n", "-- a\n-- b\n"):
        done = factdesk(
            "sql", "--data", published_once, f"{comment}SELECT count(*) AS n FROM pages", "--format", "json"
        )
        assert json.loads(done.stdout) == [{"n": 3}], done.stderr
    assert "No such option" in factdesk("sql", "--frmat", "SELECT 1").stderr
