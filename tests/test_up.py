"""`factdesk up` for real: its schedule fires, `run` uses its server, and one Ctrl-C leaves nothing behind.

The tests go in the order of the file: the last one stops the server that the others use.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from flows.launch import Address, read_address, write_address
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
    assert becomes_true((up.settings.reports_folder / "flagged-claims.html").exists, 20)


def test_run_uses_the_running_server_and_finds_nothing_new(up: Any):
    """No second server is started; what the schedule read is known."""
    done = up.call("run", "articles")
    assert done.returncode == 0, done.stderr
    assert "using the Prefect server at http://127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Nothing new: 3 articles read, all known already" in done.stdout
    assert str(up.settings.published) in done.stdout


def test_a_run_with_a_wrong_input_ends_with_status_one(up: Any):
    """The wrong one is named, the new one is read."""
    (up.folder / "storm.txt").write_text("Police said 14 people were hurt on Monday.\n", encoding="utf-8")
    done = up.call("run", "gone.txt", "storm.txt")
    assert done.returncode == 1, done.stderr
    assert "refused: gone.txt: there is no such file or folder" in done.stderr
    assert "1 article read: 1 new, 0 unchanged, 1 refused" in done.stdout


def test_the_run_is_described_to_prefect_with_a_link_to_the_report(up: Any):
    """A markdown artifact holds the counts and where the report lies."""
    address = read_address(up.settings.address_file)
    assert address is not None
    body = json.dumps({"artifacts": {"key": {"any_": ["fact-check"]}}}).encode()
    request = Request(f"{address.api_url}/artifacts/filter", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=20) as answer:
        artifacts = json.load(answer)
    assert artifacts
    assert all(artifact["type"] == "markdown" for artifact in artifacts)
    assert all(
        (up.settings.reports_folder / "flagged-claims.html").as_uri() in artifact["data"] for artifact in artifacts
    )


def test_only_this_machine_can_reach_the_server(up: Any):
    """It listens on the loopback address alone."""
    address = read_address(up.settings.address_file)
    assert address is not None
    port = int(address.api_url.split(":")[2].split("/")[0])
    listening = [
        line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    assert [each for each in listening if int(each.split(":")[1], 16) == port] == [f"0100007F:{port:04X}"]


def test_a_second_up_for_the_same_data_is_refused(up: Any):
    """It names the process that runs already."""
    done = up.call("up")
    assert done.returncode == 1
    assert f"already running for {up.settings.data_folder}, as process {up.process.pid}" in done.stderr


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
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\ntime.sleep(60)\n",
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
        assert tied.wait(20) == -9
    assert becomes_true(lambda: is_gone(child), 10)


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody has waited for counts as ended."""
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_the_address_of_a_dead_process_is_not_used(tmp_path: Path):
    """After a power cut the file may still be there."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait(20)
    write_address(tmp_path / "up.json", Address(gone.pid, "http://127.0.0.1:4200/api"))
    assert read_address(tmp_path / "up.json") is None
    (tmp_path / "up.json").write_text("{", encoding="utf-8")
    assert read_address(tmp_path / "up.json") is None
