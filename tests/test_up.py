"""`factdesk up` for real: its schedule fires, `run` uses its server, and one Ctrl-C leaves nothing behind.

The tests go in the order of the file: the last one stops the server that the others use.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest

import flows.up
from claims.sources.names import SOURCE_NAMES
from flows.children import child
from flows.fact_check import deployments
from flows.launch import find_server
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.relay import relay
from flows.runs import KILLED, begin_run, record_run
from flows.schedule import close_left_over
from flows.server import Address, CannotStart, authorization, read_address, write_address
from flows.settings import Schedule, Settings
from flows.source_settings import AskingSettings
from flows.tasks import opener_of
from tests.outward import Outward, watch_outward
from tests.prefect_attacks import ATTACKS, ask_api
from tests.processes import command_of, environment_of, is_gone, listening_places
from tests.site.sources import source_site
from warehouse.ask import QueryRefused, ask

PROJECT = Path(__file__).parent.parent
PATIENCE_SECONDS = 150


def becomes_true(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds; tell whether it did in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.2)
    return condition()


def runs_of(up: Any) -> list[dict[str, Any]]:
    """Return the rows of the finished runs, oldest first; none while nothing is published."""
    try:
        select = "SELECT * FROM runs WHERE state = 'finished' ORDER BY started_at"
        return ask(up.settings.published, select).to_dicts()
    except QueryRefused:
        return []


def test_a_one_minute_schedule_fires_and_writes_its_run_row(up: Any):
    """Within two minutes or so a run has been made by nobody, published, and described to Prefect."""
    assert becomes_true(lambda: bool(runs_of(up)), PATIENCE_SECONDS), up.log()
    first = runs_of(up)[0]
    assert (first["articles_read"], first["articles_new"], first["articles_refused"]) == (3, 3, 0)
    assert first["claims_new"] > 0
    assert becomes_true((up.settings.reports_folder / "flagged-claims.html").exists, 120)
    told = f"schedule minutely: {first['items_flagged']} new sentences to verify"
    assert becomes_true(lambda: told in up.log(), PATIENCE_SECONDS), up.log()
    assert first["schedule"] == "minutely"
    assert first["prefect_run"] in {run["id"] for run in _asked_of_prefect(up, "flow_runs")}


def _asked_of_prefect(up: Any, what: str) -> list[dict[str, Any]]:
    """Return what Prefect's server lists."""
    address = read_address(up.settings.address_file)
    assert address is not None
    found: list[dict[str, Any]] = json.loads(ask_api(address, "POST", f"/{what}/filter", {}).body)
    return found


def test_the_terminal_tells_each_firing(up: Any):
    """When which schedule fires, and what it found."""
    said = "3 articles read: 3 new, 0 unchanged, 0 refused"
    assert becomes_true(lambda: said in up.log(), 120), up.log()
    assert re.search(r"factdesk: \d\d:\d\d:\d\d schedule minutely: fires", up.log())
    assert re.search(rf"factdesk: \d\d:\d\d:\d\d schedule minutely: {said}", up.log())


def test_the_steps_of_a_run_are_tasks(up: Any):
    """Each by its name, none of them twice, and none is tried again for what cannot be read."""
    (first,) = [run for run in _asked_of_prefect(up, "flow_runs") if run["id"] == runs_of(up)[0]["prefect_run"]]
    tasks = [each for each in _asked_of_prefect(up, "task_runs") if each["flow_run_id"] == first["id"]]
    names = Counter(each["task_key"].split(".")[-1].split("-")[0] for each in tasks)
    assert names == {"read": 2, "check": 1, "publish": 1, "report": 1, "tell": 1, "back_up": 1, "look": 1}
    assert {each["state_type"] for each in tasks} == {"COMPLETED"}
    assert {each["empirical_policy"]["retries"] for each in tasks} == {0}


@pytest.fixture(scope="module")
def resting(up: Any) -> Any:
    """The same after its schedule was told to rest: it has shown that it fires, and each firing is a process with all of Prefect."""
    address = read_address(up.settings.address_file)
    assert address is not None
    (deployment,) = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
    assert ask_api(address, "POST", f"/deployments/{deployment['id']}/pause_deployment", {}).status == 200
    return up


@pytest.fixture(scope="module")
def called(resting: Any) -> dict[str, subprocess.CompletedProcess[str]]:
    """What commands said beside it that each have a test of their own: in one process, since each loads Prefect."""
    (resting.folder / "storm.txt").write_text("Police said 14 people were hurt on Monday.\n", encoding="utf-8")
    commands = {
        "run": ("run", "articles"),
        "run of a wrong input": ("run", "gone.txt", "storm.txt"),
        "doctor": ("doctor",),
        "up": ("up",),
    }
    return dict(zip(commands, resting.call_each(*commands.values()), strict=True))


def test_the_other_flows_go_through_the_server_too(resting: Any):
    """Marking again, replaying and importing."""
    up = resting
    for done in up.call_each(("remark",), ("replay", "--all"), ("import", "articles")):
        assert "using the Prefect server at" in done.stderr, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
    flows_ = {flow["id"]: flow["name"] for flow in _asked_of_prefect(up, "flows")}
    ran = {flows_[run["flow_id"]]: run["state_type"] for run in _asked_of_prefect(up, "flow_runs")}
    assert set(ran) == {"fact-check", "remark", "replay", "import-fact-checks"}


STORY = {
    "id": "prices",
    "date": "2025-10-28",
    "title": "Prices",
    "text": "Inflation in Germany was 9.9 percent in August 2025, the bank said, and it killed 300 companies.",
}


def test_outside_is_asked_by_a_flow_of_the_server(resting: Any):
    """Sources on loopback answer; the flow ends well, its evidence is published, and one more run asks nothing twice."""
    up = resting
    (up.folder / "prices.json").write_text(json.dumps(STORY), encoding="utf-8")
    with source_site() as site:
        _write_asking(up.folder / "asking.toml", site.url)
        done = up.call_each(("run", "prices.json"), *[("verify", "--config", "asking.toml")] * 2)
        hits = dict(site.hits)
    assert [each.returncode for each in done] == [0, 0, 0], [each.stderr for each in done]
    assert all("using the Prefect server at" in each.stderr for each in done)
    assert hits
    assert set(hits.values()) == {1}
    told = ask(up.settings.published, "SELECT source, outcome FROM claim_evidence WHERE quote = '9.9 percent'").rows()
    assert ("eurostat", "contradicts") in told
    kinds = {each["id"]: each["name"] for each in _asked_of_prefect(up, "flows")}
    ran = [run for run in _asked_of_prefect(up, "flow_runs") if kinds[run["flow_id"]] == "verify"]
    assert [run["state_type"] for run in ran] == ["COMPLETED"] * 2
    rows = ask(up.settings.published, "SELECT prefect_run FROM runs WHERE flow = 'verify'").rows()
    assert {row[0] for row in rows} == {run["id"] for run in ran}


def _write_asking(file: Path, address: str) -> None:
    """Write settings under which every source of the web lies at an address of loopback."""
    web = [name for name in SOURCE_NAMES if name not in ("local_fact_checks", "own_register")]
    sources = "".join(f'[sources.source.{name}]\naddress = "{address}"\n' for name in web)
    plain = 'data_folder = "data"\n[web]\nallow_loopback = true\ndelay_seconds = 0\n[sources]\nweb = true\n'
    file.write_text(plain + sources, encoding="utf-8")


def test_outside_is_asked_by_the_clock_where_the_settings_say_when(tmp_path: Path):
    """One deployment besides those that read, with its times; a firing names itself. Without times there is none."""
    plain = Settings(tmp_path / "data", schedules=(Schedule("hourly", ("a",), cron="0 * * * *"),))
    timed = replace(plain, asking=AskingSettings(cron="30 * * * *"))

    assert [each.name for each in deployments(plain)] == ["hourly"]
    reading, asking = deployments(timed)
    assert (reading.flow_name, asking.flow_name) == ("fact-check", "verify")
    assert [each.schedule.cron for each in asking.schedules] == ["30 * * * *"]
    assert asking.parameters == {"schedule": asking.name, "config": None, "data_folder": str(tmp_path / "data")}


def test_a_schedule_may_have_any_name(tmp_path: Path):
    """Prefect refuses some characters, and a feed with times of its own goes by its address; two names stay two."""
    names = ("hourly", "feed https://news.example/rss?a=1&b=2", "feed https://news.example/rss?a=1%b=2", "<all> 100 %")
    schedules = tuple(Schedule(name, ("a",), interval_seconds=60) for name in names)
    made = deployments(Settings(tmp_path / "data", schedules=schedules))
    assert [each.parameters["schedule"] for each in made] == list(names)
    assert len({each.name for each in made}) == len(names)


def test_run_uses_the_running_server_and_finds_nothing_new(up: Any, called: dict[str, Any]):
    """No second server is started; what the schedule read is known."""
    done = called["run"]
    assert done.returncode == 0, done.stderr
    assert "using the Prefect server at http://127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Nothing new: 3 articles read, all known already" in done.stdout
    assert str(up.settings.published) in done.stdout


def test_a_run_with_a_wrong_input_ends_with_status_one(called: dict[str, Any]):
    """The wrong one is named, the new one is read."""
    done = called["run of a wrong input"]
    assert done.returncode == 1, done.stderr
    assert "refused: gone.txt: there is no such file or folder" in done.stderr
    assert "1 article read: 1 new, 0 unchanged, 1 refused" in done.stdout


def test_the_run_is_described_to_prefect_with_a_link_to_the_report(up: Any):
    """A markdown artifact holds the counts and where the report lies."""
    address = read_address(up.settings.address_file)
    assert address is not None
    body = json.dumps({"artifacts": {"key": {"any_": ["fact-check"]}}}).encode()
    headers = {"Content-Type": "application/json", "Authorization": authorization(address)}
    request = Request(f"{address.api_url}/artifacts/filter", body, headers)
    with urlopen(request, timeout=120) as answer:
        told = json.load(answer)
    own = {run["prefect_run"] for run in runs_of(up)}
    artifacts = [artifact for artifact in told if artifact["flow_run_id"] in own]
    assert artifacts
    assert all(artifact["type"] == "markdown" for artifact in artifacts)
    assert all(
        (up.settings.reports_folder / "flagged-claims.html").as_uri() in artifact["data"] for artifact in artifacts
    )


def test_only_this_machine_can_reach_what_listens(up: Any):
    """Server, runner and desk listen on the loopback address alone."""
    address = read_address(up.settings.address_file)
    assert address is not None
    places = [place for pid in up.processes() for place in listening_places(pid)]
    assert f"0100007F:{int(address.api_url.split(':')[2].split('/')[0]):04X}" in places
    assert {place.split(":")[0] for place in places} == {"0100007F"}


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_requests_of_the_attack_are_refused(up: Any, attack: Any):
    """List the deployments, have one run a script, start it: not without the password, nor from elsewhere with it."""
    address = read_address(up.settings.address_file)
    assert address is not None
    (deployment,) = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
    for method, path, body, status in attack.requests(deployment["id"]):
        assert ask_api(address, method, path, body, attack).status == status, (method, path)
    (after,) = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
    assert _what_was_set(after) == _what_was_set(deployment)
    assert not after["pull_steps"]


def _what_was_set(deployment: dict[str, Any]) -> dict[str, Any]:
    """Return a deployment without what changes by itself: whether it is looked after, and who has a place while it fires."""
    places = deployment.get("global_concurrency_limit") or {}
    kept = {name: value for name, value in deployment.items() if name not in {"status", "last_polled"}}
    return kept | {"global_concurrency_limit": [places.get(name) for name in ("id", "name", "limit", "active")]}


def test_steps_that_would_run_code_are_taken_from_nobody(up: Any):
    """Not from who knows the password either: none of our deployments has any."""
    address = read_address(up.settings.address_file)
    assert address is not None
    (deployment,) = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
    steps = {"pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": "true"}}]}
    assert ask_api(address, "PATCH", f"/deployments/{deployment['id']}", steps).status == 403
    (after,) = json.loads(ask_api(address, "POST", "/deployments/filter", {}).body)
    assert not after["pull_steps"]


def test_the_password_is_its_owners_alone(up: Any):
    """Only the owner can read its file; no command line has it, which all users see; the desk does not know it."""
    address = read_address(up.settings.address_file)
    assert address is not None
    assert up.settings.address_file.stat().st_mode & 0o077 == 0
    commands = {pid: command_of(pid) for pid in up.processes()}
    secret = address.password.partition(":")[2]
    assert len(secret) > 40
    assert not any(secret in command for command in commands.values())
    (desk,) = [pid for pid, command in commands.items() if "desk.serving" in command]
    assert not any(secret in value for value in environment_of(desk).values())
    assert secret not in up.log()
    files = [file for file in up.settings.data_folder.rglob("*") if file.is_file()]
    assert [file for file in files if secret.encode() in file.read_bytes()] == [up.settings.address_file]


def test_doctor_finds_the_server(up: Any, called: dict[str, Any]):
    """It asks with the password, as `run` does."""
    address = read_address(up.settings.address_file)
    assert address is not None
    assert f"Prefect server: {address.api_url}" in called["doctor"].stdout


def test_a_second_up_for_the_same_data_is_refused(up: Any, called: dict[str, Any]):
    """It names the process that runs already."""
    done = called["up"]
    assert done.returncode == 1
    assert f"already running for {up.settings.data_folder}, as process {up.process.pid}" in done.stderr


def test_nothing_of_it_reaches_out(up: Any, outward: Outward):
    """Not check, run, the schedule, the server, the desk or what asks of the warehouse: no connect and no look-up."""
    done = up.call_each(
        ("check", "articles"),
        ("report",),
        ("digest",),
        ("sql", "SELECT count(*) FROM claims"),
        ("export", "csv"),
        ("export", "claimreview"),
        ("doctor",),
    )
    assert not any("Traceback" in each.stderr for each in done)
    with urlopen(up.log().partition("the desk is at ")[2].split()[0], timeout=120) as page:
        assert page.status == 200
    assert [file for file in outward.home.rglob("*") if file.is_file()] == []  # no device id, no queue of events
    assert outward.attempts() == []


def test_the_watch_sees_native_code(up: Any, tmp_path: Path):
    """What is proven above is proven by a watch that sees attempts: of Python, and of a library under it.

    It has a log of its own: the shared one must stay empty for whoever asks after this test.
    """
    watch = watch_outward(tmp_path)
    code = "import ctypes, socket\nctypes.CDLL(None).gethostbyname(b'news.example')\nsocket.create_connection(('192.0.2.7', 80))"
    watched = up.environment | watch.environment
    subprocess.run([sys.executable, "-c", code], env=watched, capture_output=True, check=False, timeout=120)
    seen = [each.split(" by ")[0] for each in watch.attempts()]
    assert seen == ["look-up news.example", "connect 192.0.2.7"]


def test_one_ctrl_c_stops_all_of_it(up: Any):
    """Status 0, no process left that it or its children started, and no address left behind."""
    assert len(up.processes()) >= 3
    assert up.stop() == 0, up.log()
    assert up.processes() == []
    assert not up.settings.address_file.exists()
    assert "Traceback" not in up.log(), up.log()


def test_what_up_starts_does_not_outlive_it(tmp_path: Path):
    """When the parent is gone, however it died, the tied process and its children go too."""
    (tmp_path / "sleeper.py").write_text(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(child.pid, flush=True)\ntime.sleep(600)\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "flows.tied", "sleeper"]
    environment = {"PYTHONPATH": f"{PROJECT}:{tmp_path}"}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as tied:
        assert tied.stdout is not None
        assert tied.stdin is not None
        child = int(tied.stdout.readline())
        tied.stdin.close()
        assert tied.wait(120) == -9
    assert becomes_true(lambda: is_gone(child), 120)


@pytest.mark.parametrize("is_asked_to_end", [True, False])
def test_what_a_child_says_of_its_end_is_told_unless_it_was_asked_to_end(
    *, is_asked_to_end: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    """A firing that one Ctrl-C meets while it loads would print a traceback; a fault of its own is told to the last line."""
    (tmp_path / "loader.py").write_text(
        "import signal, sys, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "print('loading', file=sys.stderr, flush=True)\ntime.sleep(600)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{PROJECT}:{tmp_path}")
    told, ending = "", flows.up.Stopped if is_asked_to_end else CannotStart
    with suppress(ending), relay() as said, child("loader", log=said.log), said.until(flows.up.Stopped):
        while "loading" not in told:
            told += capfd.readouterr().err
            time.sleep(0.02)
        raise ending
    told += capfd.readouterr().err
    assert ("KeyboardInterrupt" in told) != is_asked_to_end, told


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_parent_leaves_no_child(death: signal.Signals, tmp_path: Path):
    """However whoever holds a server up is ended, the server ends too."""
    (tmp_path / "sleeper.py").write_text("import time\ntime.sleep(600)\n", encoding="utf-8")
    code = (
        "import signal, time\nfrom flows.children import child\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # whoever runs the tests without a terminal may ignore it
        "with child('sleeper') as it:\n print(it.pid, flush=True)\n time.sleep(600)"
    )
    environment = os.environ | {"PYTHONPATH": f"{PROJECT}:{tmp_path}"}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        started = int(parent.stdout.readline())
        assert not is_gone(started)
        parent.send_signal(death)
        assert parent.wait(120) == -death
    assert becomes_true(lambda: is_gone(started), 120)


def test_the_address_of_a_server_that_is_gone_is_not_used(workplace: Path):
    """After a power cut the file may still be there; and what is there may be no address."""
    settings = Settings(workplace / "data")
    write_address(settings.address_file, Address(os.getpid(), "http://127.0.0.1:9/api", "factdesk:secret"))
    assert settings.address_file.stat().st_mode & 0o077 == 0
    assert find_server(settings) is None
    settings.address_file.write_text("{", encoding="utf-8")
    assert read_address(settings.address_file) is None


def test_up_starts_again_after_a_crash(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """In a container it then has the number of the one that was killed, or another process has it: neither matters."""
    settings, served = Settings(workplace / "data"), []
    monkeypatch.setattr(flows.up, "_serve", lambda *given: served.append(given))
    for number in (os.getpid(), os.getppid()):
        write_address(settings.address_file, Address(number, "http://127.0.0.1:9/api", "factdesk:secret"))
        flows.up.run_up(settings, lambda _line: None)
    assert len(served) == 2
    assert not settings.address_file.exists()


def test_a_run_that_was_killed_is_not_running_after_a_restart(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """Its row is closed and published before the server is started, and the terminal says so."""
    settings, said = Settings(workplace / "data"), []
    killed = begin_run()
    record_run(opener_of(settings), killed, Counts(), "running")
    publish_snapshot_of(settings)
    monkeypatch.setattr(flows.up, "_serve", lambda *_given: None)
    for _ in range(2):
        flows.up.run_up(settings, said.append)
    assert said == [f"the run {killed.run_id} was killed before it ended; what it had finished is kept"]
    assert ask(settings.published, "SELECT state, note FROM runs").rows() == [("failed", KILLED)]


def test_a_start_frees_the_place_of_a_run_that_was_killed():
    """By Prefect's account it goes on for ever, and every later firing of its schedule would be left out (`make soak` kills)."""

    class Client:
        def __init__(self) -> None:
            self.crashed: list[str] = []
            self.freed: dict[str, int] = {}

        def read_flow_runs(self, flow_run_filter: Any) -> list[Any]:
            asked = flow_run_filter.model_dump(exclude_none=True)
            assert asked["deployment_id"] == {"operator": "and_", "is_null_": False}, asked
            assert {each.value for each in asked["state"]["type"]["any_"]} == {"PENDING", "RUNNING", "CANCELLING"}
            return [SimpleNamespace(id="killed")]

        def set_flow_run_state(self, run_id: str, state: Any, *, force: bool) -> None:
            assert (state.type.value, force) == ("CRASHED", True)
            self.crashed.append(run_id)

        def read_global_concurrency_limits(self) -> list[Any]:
            return [SimpleNamespace(name="deployment:a", active_slots=1), SimpleNamespace(name="b", active_slots=0)]

        def update_global_concurrency_limit(self, name: str, change: Any) -> None:
            self.freed[name] = change.active_slots

    client = Client()
    close_left_over(client)  # type: ignore[arg-type]
    assert client.crashed == ["killed"]
    assert client.freed == {"deployment:a": 0}


def test_up_tells_a_trouble_once(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """By the same checks as doctor; a fault of the look itself does not end it."""
    settings, said = Settings(workplace / "data"), []
    run = begin_run()
    record_run(opener_of(settings), run, Counts(), "failed", "OSError: no space left")
    publish_snapshot_of(settings)
    for _ in range(2):
        flows.up._tell_trouble(settings, said.append)
    assert len(said) == 1
    assert said[0].startswith("trouble: fact_check: its newest run, of ")
    settings.troubles_file.unlink()
    settings.troubles_file.mkdir()
    flows.up._tell_trouble(settings, said.append)
    assert "could not look for trouble, and tries again" in said[1]


def test_a_lock_ends_with_the_process_that_held_it(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """While it lives, another `up` is refused; killed without notice, it is not in the way."""
    settings = Settings(workplace / "data")
    settings.data_folder.mkdir()
    monkeypatch.setattr(flows.up, "_serve", lambda *_given: None)
    monkeypatch.setattr(flows.up, "LOOKS_SECONDS", 0.0)
    with _holder(settings.up_lock), pytest.raises(CannotStart, match="already running"):
        flows.up.run_up(settings, lambda _line: None)
    flows.up.run_up(settings, lambda _line: None)


@contextmanager
def _holder(path: Path) -> Any:
    """Have another process hold a lock for the length of the block, and kill it."""
    code = "import sys, time\nfrom pathlib import Path\nfrom flows.locks import lock\nwith lock(Path(sys.argv[1])):\n print(1, flush=True)\n time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=PROJECT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        yield
        holder.kill()
