"""Measures the desk over a large warehouse: pages with several readers while a flow writes, and many reviews at once.

    python -m bench.desk DATA [--readers 8] [--seconds 20] [--think 0] [--reviews 200]

DATA is a data folder with a published warehouse; `python -m bench.desk_warehouse` makes one of a million claims. Prints
milliseconds at the middle and at the 95th percentile for the queue (plain, filtered, searched) and for a claim's page, and
what became of the reviews: every one that was answered with success must be in the file, every other one told as a conflict.
"""

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from desk.web.access.users import Account, change_users
from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.ask import ask
from warehouse.store import open_warehouse, read_rows

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PEOPLE = ("Ada", "Ben")
_SHARE_FOR_QUEUE = 0.4
_PAUSE_OF_FLOW, _PUBLISHED_EVERY = 1.0, 6  # seconds between the batches of the flow that writes meanwhile; batches


class Browser:
    """One reader with one connection and its cookies."""

    def __init__(self, port: int, person: str = PEOPLE[0]) -> None:
        self._person = person
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._origin = f"http://127.0.0.1:{port}"
        self._cookie = ""
        self.token = ""

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; redirections are not followed."""
        body = urlencode({"csrf_token": self.token, **fields})
        return self._ask(
            "POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Origin": self._origin}
        )

    def _ask(
        self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": self._cookie, "X-Forwarded-User": self._person, **(more or {})}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if cookie := answer.headers.get("Set-Cookie"):
            self._cookie = cookie.split(";")[0]
        if found := _TOKEN.search(text):
            self.token = found[1]
        return answer.status, text


@contextmanager
def served(data: Path, *options: str) -> Iterator[int]:
    """Serve the desk as its command does, and yield its port."""
    command = [sys.executable, "-m", "desk.cli", "desk", "--port", "0", "--data", str(data), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.search(r":(\d+)/queue", process.stdout.readline())
    assert found, "the desk did not start"
    try:
        _wait(int(found[1]))
        yield int(found[1])
    finally:
        process.terminate()
        process.wait(120)


def named_by_a_proxy(data: Path) -> list[str]:
    """Return the options by which the desk believes a header, and let the people of the bench be reviewers."""
    config = data / "bench-factdesk.toml"
    config.write_text(
        '[desk]\ntrusted_header = "X-Forwarded-User"\ntrusted_proxies = ["127.0.0.1"]\n', encoding="utf-8"
    )
    change_users(Settings(data).users_file, lambda _: [Account(name, "reviewer") for name in PEOPLE])
    return ["--config", str(config)]


def _wait(port: int) -> None:
    while True:
        try:
            if Browser(port).get("/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)


@contextmanager
def flow_writes(settings: Settings, folder: Path) -> Iterator[Counter[str]]:
    """Let a flow read new articles into the live file all the while, in a process of its own, and publish."""
    command = [sys.executable, "-m", "bench.desk", str(settings.data_folder), "--write", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told: Counter[str] = Counter()
    try:
        yield told
    finally:
        process.terminate()
        output, _ = process.communicate(timeout=120)
        told["batches"] = output.count("batch")
        told["published"] = output.count("published")


def write_on(settings: Settings, folder: Path) -> None:
    """Write batch after batch, publishing now and then, until somebody ends this process."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1_000_000):
        stamp = f"{datetime.now(UTC):%H%M%S%f}"
        for each in range(5):
            words = (
                f"Minister Ada Holt said on Monday that {number * 7 + each + 40} people were moved from ward {stamp}.\n"
            )
            (folder / f"{stamp}-{each}.txt").write_text(words, encoding="utf-8")
        run_inputs([str(path) for path in folder.glob(f"{stamp}-*.txt")], settings)
        print("batch", flush=True)
        if number % _PUBLISHED_EVERY == _PUBLISHED_EVERY - 1:
            publish_snapshot_of(settings)
            print("published", flush=True)
        time.sleep(_PAUSE_OF_FLOW)


def queue_paths(settings: Settings) -> list[str]:
    """Return addresses of the queue as people filter it."""
    outlets = ask(
        settings.published,
        "SELECT outlet FROM marks WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 5",
    )
    claimants = ask(settings.published, "SELECT claimant FROM marks WHERE claimant IS NOT NULL GROUP BY 1 LIMIT 5")
    plain = [
        "/queue",
        "/queue?page=2",
        "/queue?kind=people",
        "/queue?flag=casualties",
        "/queue?status=any&order=newest",
    ]
    return (
        plain
        + ["/queue?" + urlencode({"outlet": outlet}) for outlet in outlets["outlet"]]
        + ["/queue?" + urlencode({"claimant": claimant}) for claimant in claimants["claimant"]]
    )


def read_pages(port: int, asked: argparse.Namespace, settings: Settings) -> dict[str, list[float]]:
    """Let readers ask for pages one after the other, and return the seconds of each answer by kind of page."""
    queues = queue_paths(settings)
    ids = ask(settings.published, "SELECT claim_id FROM marks WHERE needs_verification USING SAMPLE 500 ROWS")[
        "claim_id"
    ].to_list()
    taken: dict[str, list[float]] = {"queue": [], "claim": []}
    until = time.monotonic() + asked.seconds

    def read(seed: int) -> None:
        browser, chance = Browser(port), random.Random(seed)
        while time.monotonic() < until:
            kind = "queue" if chance.random() < _SHARE_FOR_QUEUE else "claim"
            path = chance.choice(queues) if kind == "queue" else f"/claims/{chance.choice(ids)}"
            begun = time.perf_counter()
            status, _ = browser.get(path)
            taken[kind].append(time.perf_counter() - begun)
            assert status == 200, (status, path)
            time.sleep(chance.uniform(0, 2 * asked.think))

    _together([partial(read, seed) for seed in range(asked.readers)])
    return taken


def review_at_once(port: int, count: int, settings: Settings) -> tuple[Counter[int], int]:
    """Let `count` people review half as many claims at the same moment, two on each; return answers and rows written."""
    half = count // 2
    select = f"SELECT claim_id FROM marks ANTI JOIN reviews USING (claim_id) WHERE needs_verification ORDER BY claim_id LIMIT {half}"
    ids = ask(settings.published, select)["claim_id"].to_list()
    before = _reviews(settings)
    answers: Counter[int] = Counter()
    ready = threading.Barrier(2 * half)

    def review(claim_id: str, person: str) -> None:
        browser = Browser(port, person)
        browser.get(f"/claims/{claim_id}")
        ready.wait()
        status, _ = browser.post(
            f"/claims/{claim_id}/reviews", {"status": "in_progress", "note": f"said by {person}", "after": ""}
        )
        answers[status] += 1

    _together([partial(review, claim_id, person) for claim_id in ids for person in PEOPLE])
    return answers, _reviews(settings) - before


def _reviews(settings: Settings) -> int:
    with open_warehouse(settings.live) as warehouse:
        return int(read_rows(warehouse, "SELECT count(*) FROM reviews").item())


def _together(deeds: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _told(kind: str, seconds: list[float]) -> str:
    milliseconds = sorted(each * 1000 for each in seconds)
    at95 = milliseconds[int(len(milliseconds) * 0.95)]
    return f"{kind:6} {len(milliseconds):6,} pages: middle {statistics.median(milliseconds):6.1f} ms, 95th percentile {at95:6.1f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--think", type=float, default=0, help="seconds that a reader looks at a page, on average")
    parser.add_argument("--reviews", type=int, default=200)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    settings = Settings(asked.data)
    if asked.write:
        write_on(settings, asked.write)
        return
    claims = ask(settings.published, "SELECT count(*) FROM claims").item()
    print(f"{claims:,} claims, {asked.readers} readers, each {asked.think:g} s on a page")
    with served(asked.data, *named_by_a_proxy(asked.data)) as port:
        with flow_writes(settings, asked.data / "bench-articles") as flow:
            for kind, seconds in read_pages(port, asked, settings).items():
                print(_told(kind, seconds))
        print(f"meanwhile a flow wrote {flow['batches']} batches and published {flow['published']} times")
        begun = time.perf_counter()
        answers, written = review_at_once(port, asked.reviews, settings)
        told = ", ".join(f"{number} answered {status}" for status, number in sorted(answers.items()))
        print(
            f"{asked.reviews} reviews at once, two on each claim: {told}; {written} rows written in {time.perf_counter() - begun:.1f} s"
        )


if __name__ == "__main__":
    main()
