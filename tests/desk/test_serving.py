"""`factdesk desk` for real: it says where it is, serves what is published, keeps reviews, and publishes them at its end."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from flows.settings import Settings
from warehouse.ask import ask

ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2]), "USER": "ada"}


@pytest.fixture
def served(kept: Settings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the desk of a small warehouse at a free port; its process and address."""
    command = [sys.executable, "-m", "desk.cli", "desk", "--port", "0", "--data", str(kept.data_folder)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert address, line + (process.stderr.read() if process.stderr else "")
    yield process, address[0]
    if process.poll() is None:
        process.kill()
    process.wait(120)


def ready(address: str) -> None:
    """Wait until it answers."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if requests.get(f"{address}/health", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the desk does not answer")


def reviewed(kept: Settings) -> list[tuple[str, str]]:
    """Who gave which status, by what is published."""
    return ask(kept.published, "SELECT reviewer, status FROM reviews").rows()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_review_is_shown_at_once_and_published_when_the_desk_ends(
    ending: signal.Signals, served: tuple[subprocess.Popen[str], str], kept: Settings
):
    """Reviews go to the live file at once, and into the snapshot at the latest when the desk ends."""
    process, address = served
    ready(address)
    browser = requests.Session()

    def sends(page: str, to: str, **fields: str) -> requests.Response:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        form = {"csrf_token": token[1], **fields}
        return browser.post(f"{address}{to}", data=form, headers={"Origin": address}, timeout=120)

    queue = sends(browser.get(f"{address}/name", timeout=120).text, "/name", name="ada", next="/queue")
    assert queue.url == f"{address}/queue"
    claim = re.search(r'name="claim" value="([0-9a-f]{16})"', queue.text)
    assert claim

    back = "/queue?status=in_progress"
    answer = sends(queue.text, "/queue/status", claim=claim[1], status="in_progress", back=back)

    assert answer.url == f"{address}/queue?status=in_progress&done=1"
    assert claim[1] in answer.text
    process.send_signal(ending)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert reviewed(kept) == [("ada", "in_progress")]


def test_a_port_that_is_taken_is_told(kept: Settings, workplace: Path):
    """One line with the next step, and no page is served."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "desk.cli", "desk", "--port", port, "--data", str(kept.data_folder)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=ENVIRONMENT)

    assert done.returncode == 1
    assert "set another [desk] port, or --port 0 for a free one" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_desk_of_an_empty_folder_says_what_to_run(workplace: Path):
    """The pages say so as well, until something is published."""
    command = [sys.executable, "-m", "desk.cli", "desk", "--port", "0", "--data", str(workplace / "nothing")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split()[4].removesuffix("/queue;")
        ready(address)
        answer = requests.get(f"{address}/queue", timeout=120)
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=120)

    assert answer.status_code == 503
    assert "Nothing has been published yet" in answer.text
    assert "factdesk run INPUT" in errors
