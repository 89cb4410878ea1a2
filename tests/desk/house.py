"""A desk with bare pages behind its access layer, and browsers that visit it, for the tests of access."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from argon2 import PasswordHasher
from fastapi import Depends, FastAPI, Form, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient

from desk.web.access import add_access, csrf_field
from desk.web.access.gate import Access, open_access
from desk.web.access.passwords import Passwords
from desk.web.access.roles import needs
from desk.web.access.users import Account, change_users
from flows.desk_settings import DeskSettings
from flows.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGIN = "http://127.0.0.1:8410"
PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        """Tell the moment, in seconds of the epoch."""
        return self.now


@dataclass
class Browser:
    """One browser: keeps cookies, and tells of its requests what browsers tell."""

    client: TestClient
    origin: str = ORIGIN
    page: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask for a page, as by typing its address."""
        told = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        answer = self.client.get(path, headers=told | self.extra | headers)
        self.page = answer.text
        return answer

    @property
    def token(self) -> str:
        """The token of the form on the last page."""
        found = _TOKEN.search(self.page)
        assert found, "the last page has no form"
        return found[1]

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str | None) -> httpx.Response:
        """Send a form as one of our pages does; a header that is None is left out."""
        told: dict[str, str | None] = {
            "origin": self.origin,
            "sec-fetch-site": "same-origin",
            "sec-fetch-mode": "navigate",
        } | self.extra
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in told.items() if value is not None}
        return self.client.post(path, data=fields or {}, headers=kept)

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form with the token of the last page."""
        return self.post(path, {"csrf_token": self.token, **fields})

    def sign_in(self, name: str = "Ada", password: str = PASSWORD, way_on: str = "/queue") -> httpx.Response:
        """Sign in by the form."""
        self.get("/login")
        answer = self.send("/login", name=name, password=password, next=way_on)
        if answer.status_code == 303:
            self.get("/queue")
        return answer

    def say_name(self, name: str, way_on: str = "/queue") -> httpx.Response:
        """Say who sits at a desk without users."""
        self.get("/name")
        answer = self.send("/name", name=name, next=way_on)
        if answer.status_code == 303:
            self.get("/queue")
        return answer


@dataclass
class House:
    """A desk: its settings, its clock, and what stands before its pages."""

    settings: Settings
    clock: Clock
    access: Access
    app: FastAPI

    def browser(self, address: str = "127.0.0.1", base_url: str = ORIGIN, **extra: str) -> Browser:
        """Return a fresh browser at an address."""
        client = TestClient(
            self.app, base_url=base_url, client=(address, 50_000), follow_redirects=False, raise_server_exceptions=False
        )
        return Browser(client, base_url, extra=extra)

    def signed_in(self, name: str = "Ada") -> Browser:
        """Return a browser in which somebody has signed in, with a page of a form open."""
        browser = self.browser()
        assert browser.sign_in(name).status_code == 303
        return browser

    def restart(self) -> "House":
        """Return the desk after it was ended and started again."""
        return open_house(self.settings, self.clock)

    @property
    def cookie_name(self) -> str:
        """The name of the session's cookie."""
        return self.access.cookie_name

    def audit(self) -> str:
        """Return the whole audit."""
        file = self.settings.desk_folder / "audit.jsonl"
        return file.read_text(encoding="utf-8") if file.exists() else ""


def open_house(settings: Settings, clock: Clock | None = None) -> House:
    """Open a desk with bare pages."""
    clock = clock or Clock()
    access = open_access(settings, clock=clock, hasher=QUICK)
    app = _bare_pages(settings.data_folder)
    add_access(app, settings, access)
    return House(settings, clock, access, app)


def house_with_users(folder: Path, **desk: Any) -> House:
    """Open a desk with a reader, a reviewer, an admin, and somebody without a password."""
    settings = Settings(folder / "data", reviewer="operator", desk=DeskSettings(**desk))
    password_hash = Passwords(QUICK).hash_of(PASSWORD)
    roles = {"Ada": "reviewer", "Ben": "reader", "Cleo": "admin"}
    accounts = [Account(name, role, password_hash) for name, role in roles.items()]
    change_users(settings.users_file, lambda _: [*accounts, Account("Dora", "reviewer")])
    return open_house(settings)


def house_of_one(folder: Path, **desk: Any) -> House:
    """Open a desk without users, for whoever is on its machine."""
    return open_house(Settings(folder / "data", reviewer="operator", desk=DeskSettings(**desk)))


def _bare_pages(folder: Path) -> FastAPI:
    """Return pages that say who acts, take notes, and break."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    static = folder / "static"
    static.mkdir(parents=True, exist_ok=True)
    (static / "a.css").write_text("p {}", encoding="utf-8")

    def queue(request: Request) -> HTMLResponse:
        user = request.state.user
        return HTMLResponse(f"{user.name}, {user.role} {csrf_field(request)}")

    def judge(request: Request, note: str = Form("")) -> PlainTextResponse:
        return PlainTextResponse(f"{request.state.user.name} wrote: {note}")

    def split(at: str) -> Response:
        return Response(headers={"X-At": at})

    def crash() -> Response:
        raise RuntimeError("a fault of ours")

    pages: list[tuple[str, str, Callable[..., Any], list[Any]]] = [
        ("GET", "/health", lambda: PlainTextResponse("ok"), []),
        ("GET", "/queue", queue, []),
        ("GET", "/claims/{claim_id:path}", queue, []),
        ("GET", "/split", split, []),
        ("GET", "/crash", crash, []),
        ("POST", "/queue", judge, [Depends(needs("reviewer"))]),
        ("DELETE", "/queue", judge, [Depends(needs("reviewer"))]),
        ("POST", "/admin", judge, [Depends(needs("admin"))]),
    ]
    for method, path, page, dependencies in pages:
        app.add_api_route(path, page, methods=[method], dependencies=dependencies, response_model=None)
    app.mount("/static", StaticFiles(directory=static))
    return app
