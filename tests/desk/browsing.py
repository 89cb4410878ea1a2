"""A furnished desk for real browsers: a warehouse with something on every page, served as its command does, and windows."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests
import uvicorn

from desk.web.access import server_options
from desk.web.access.passwords import Passwords
from desk.web.access.users import Account, change_users
from flows.publish import publish_snapshot_of
from flows.reviews import Act, append_review
from flows.rows import rejects_frame
from flows.settings import Settings
from flows.steps import run_inputs
from tests.desk.house import PASSWORD, QUICK
from warehouse.store import open_warehouse, read_rows, save

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

PROJECT = Path(__file__).parents[2]
PATIENCE = 30_000  # milliseconds for a page, on a machine that is busy
WIDE = {"viewport": {"width": 1300, "height": 900}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
ROLES = {"Ada": "admin", "Ben": "reviewer", "Rita": "reader"}
_OUTLETS = ("Harbour Post", "Delta Daily", "Northern Ledger")
_TOWNS = (
    "Arlow",
    "Benfield",
    "Corwick",
    "Dunmere",
    "Esthorpe",
    "Farholm",
    "Gadsby",
    "Hollin",
    "Ingram",
    "Jessop",
    "Kelby",
    "Lorne",
    "Marbeck",
    "Norrow",
    "Oakham",
    "Pelling",
    "Quorn",
    "Ravensby",
    "Selworth",
    "Tarrant",
    "Ulver",
    "Venning",
    "Wexby",
    "Yarrow",
)
# Each of another thing, so that none is of a story with another and the queue has a second page.
_NOTICES = (
    "The theatre of Arlow sold 41,300 tickets in its first season, its director said.",
    "The dam above Benfield holds 7.4 million cubic metres of water, engineers said.",
    "The lighthouse of Corwick is the tallest on the coast, the pilots' guild said.",
    "A jury in Dunmere awarded $61 million to a former pilot on Thursday.",
    "Bakers of Esthorpe gave away 18,000 loaves at the fair, the guild said.",
    "The tram line of Farholm carries 97,000 passengers a day, its operator said.",
    "The hospital of Gadsby treated 358 people for smoke on Friday, doctors said.",
    "The glacier above Hollin lost 12 metres of ice in one summer, surveyors said.",
    "The library of Ingram lent 640,000 books in 2025, its keeper said.",
    "Kelby and Lorne signed a treaty on the use of the river Ash on Tuesday.",
    "The orchards of Marbeck yielded 5,200 tonnes of pears in 2025, growers said.",
    "Unemployment in Norrow fell to 4.1% in January, the labour office said.",
)
_SPEAKERS = ("Mara Lindqvist", "Ivo Castell", "Ruth Okafor", "Sanna Viik")
# What Chromium says of a page that is answered with a fault; the tests say themselves which faults they expect.
_FAULTY_ANSWER = "Failed to load resource: the server responded with a status of"


def furnish(stories: Path, folder: Path) -> Settings:
    """Return the settings of a copy of the stories with a market's reports, rejects, users and two opinions on a claim."""
    settings = Settings(shutil.copytree(stories, folder / "data", symlinks=True))
    (folder / "market.jsonl").write_text("\n".join(map(json.dumps, _reports())), encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    run_inputs([str(folder / "market.jsonl"), str(folder / "picture.txt")], settings)
    _refuse_two_rows(settings)
    _disagree(settings)
    publish_snapshot_of(settings)
    password_hash = Passwords(QUICK).hash_of(PASSWORD)
    change_users(settings.users_file, lambda _: [Account(name, role, password_hash) for name, role in ROLES.items()])
    return settings


def _reports() -> Iterator[dict[str, str]]:
    for number in range(24):
        speaker, town = _SPEAKERS[number % len(_SPEAKERS)], _TOWNS[number]
        yield {
            "title": f"Ward {number + 1} after the storm",
            "outlet": _OUTLETS[number % len(_OUTLETS)],
            "url": f"https://press.example/ward-{number + 1}",
            "date": f"2026-02-{number + 1:02d}T08:00:00Z",
            # Each in a town of its own, so that no two tell of one thing.
            "text": f"Mayor {speaker} said on Monday that {number + 40} people were killed in ward {number + 1} of {town}.\n\n"
            f"The council of {town} promised ${number + 2} million for {number + 110} houses. "
            f"In {town} rents rose by {number + 3}% last year.",
        }
    for number, text in enumerate(_NOTICES):
        url = f"https://press.example/notice-{number + 1}"
        yield {"title": f"Notice {number + 1}", "url": url, "date": f"2026-03-{number + 1:02d}T08:00:00Z", "text": text}


def _refuse_two_rows(settings: Settings) -> None:
    """Take two claims out, as if the schema had refused them; of one its article is not there either."""
    with open_warehouse(settings.live) as warehouse:
        select = "SELECT * FROM claims WHERE claim_id IN (SELECT claim_id FROM flags) ORDER BY claim_id DESC LIMIT 2"
        fit, unfit = read_rows(warehouse, select).to_dicts()
        refused = [(fit, "kind", "kind is one of the known"), (unfit | {"kind": "gossip"}, "kind", "kind is no gossip")]
        for row, column, rule in refused:
            for table in ("flags", "marks", "claims"):
                warehouse.connection.execute(f"DELETE FROM {table} WHERE claim_id = ?", [row["claim_id"]])
            whole = json.dumps(row, default=lambda value: value.isoformat())
            reject = {
                "table_name": "claims",
                "row_json": whole,
                "column_name": column,
                "rule": rule,
                "value": row["kind"],
            }
            save(warehouse, "rejects", rejects_frame([reject]), run_id=row["run_id"], at=datetime.now(UTC))


def _disagree(settings: Settings) -> None:
    """Let two people find different things of the claim that is not the most urgent but the last."""
    opener = partial(open_warehouse, settings.live)
    with opener() as warehouse:
        select = "SELECT claim_id FROM flagged_claims ORDER BY priority, claim_id LIMIT 1"
        claim_id = read_rows(warehouse, select).item()
    first = append_review(opener, claim_id, Act("Ada", verdict="false", note="The register says otherwise."))
    second = Act("Ben", verdict="true", evidence_url="https://register.example/12")
    append_review(opener, claim_id, second, after=first["review_id"])


@contextmanager
def served(app: "FastAPI", settings: Settings) -> Iterator[str]:
    """Serve a desk in a thread of the tests, as its command does, and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, **server_options(settings)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve the desk by its command, in a process of its own, and yield its address once it answers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    command = [sys.executable, "-m", "desk.cli", "desk", "--port", "0", "--data", str(settings.data_folder)]
    with (settings.data_folder / "desk.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env=kept | {"PYTHONPATH": str(PROJECT)}
        )
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, (settings.data_folder / "desk.log").read_text(encoding="utf-8")
        _wait_for(found[0])
        yield found[0]
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if requests.get(f"{address}/health", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the desk does not answer")


@dataclass
class Windows:
    """Opens windows of people at a desk, and keeps what their consoles said; `faults` must stay empty."""

    browser: "Browser"
    address: str
    tickets: dict[str, Any]
    faults: list[str] = field(default_factory=list)
    _open: "list[BrowserContext]" = field(default_factory=list)

    def open(self, path: str = "/queue", *, name: str | None = "Ada", leaves: bool = True, **options: Any) -> "Page":
        """Open a page as one of the people, or as a stranger; `leaves` says yes to questions whether to leave a page."""
        context = self.browser.new_context(
            base_url=self.address, storage_state=self.ticket(name) if name else None, **(WIDE | options)
        )
        context.set_default_timeout(PATIENCE)
        self._open.append(context)
        page = context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("dialog", self._answer(leaves=leaves))
        page.goto(path)
        return page

    def ticket(self, name: str) -> Any:
        """Return the cookies of one of the people, who signs in once."""
        if name not in self.tickets:
            page = self.open("/login", name=None)
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/queue")
            self.tickets[name] = page.context.storage_state()
        return self.tickets[name]

    def close(self) -> None:
        """Close all windows."""
        for context in self._open:
            context.close()

    def _note(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_FAULTY_ANSWER):
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def _answer(self, *, leaves: bool) -> "Callable[[Dialog], None]":
        def answer(dialog: "Dialog") -> None:
            if dialog.type != "beforeunload":
                self.faults.append(f"a script of an article ran: {dialog.message}")
            (dialog.accept if leaves else dialog.dismiss)()

        return answer
