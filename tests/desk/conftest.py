"""What the tests of the desk's pages share: a small warehouse, a desk over a copy of it, and people before it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from desk.web.access.users import Account, change_users
from desk.web.app import make_app
from desk.web.desk import Desk, open_desk
from flows.desk_settings import DeskSettings
from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.steps import run_inputs
from tests.desk.house import ORIGIN, Browser
from tests.making import made_for_all

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
STORIES = Path(__file__).parent / "stories"
PEOPLE = {"Ada": "admin", "Ben": "reviewer", "Rita": "reader"}


@pytest.fixture(scope="session")
def published_stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the examples, a story in three versions with copies, and hostile text; only read it."""
    return made_for_all(tmp_path_factory, "stories", _publish_stories)


def _publish_stories(folder: Path) -> None:
    settings = Settings(folder)
    for inputs in (["flood-1.json"], ["flood-2.json"], ["flood-3.json", "copies.json", "hostile.json", "quiet.json"]):
        run_inputs([str(STORIES / name) for name in inputs], settings)
    run_inputs([str(EXAMPLES / "tokyo-visit.txt")], settings)
    publish_snapshot_of(settings)


@pytest.fixture
def desk_folder(published_stories: Path, tmp_path: Path) -> Path:
    """Return a data folder of the test's own, with users: Ada (admin), Ben (reviewer) and Rita (reader)."""
    folder = tmp_path / "data"
    shutil.copytree(published_stories, folder, symlinks=True)
    accounts = [Account(name, role) for name, role in PEOPLE.items()]
    change_users(Settings(folder).users_file, lambda _: accounts)
    return folder


@pytest.fixture
def desk(desk_folder: Path) -> Iterator[Desk]:
    """Open the desk of that folder, for people whom a proxy names."""
    trusted = DeskSettings(trusted_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",))
    with open_desk(Settings(desk_folder, desk=trusted)) as opened:
        yield opened


@pytest.fixture
def client_of(desk: Desk) -> Callable[[str], Browser]:
    """Return what gives a browser of one of the people, with cookies of its own; `send` posts with the last page's token."""
    app = make_app(desk)

    def browser(name: str) -> Browser:
        client = TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 50_000), follow_redirects=False)
        return Browser(client, extra={"x-forwarded-user": name})

    return browser


@pytest.fixture
def client(client_of: Callable[[str], Browser]) -> Browser:
    """Return Ada's browser."""
    return client_of("Ada")
