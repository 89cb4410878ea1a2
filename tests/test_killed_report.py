"""A report that was cut short is made good by the next run, whatever it had come to, and no clock has a say in it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flows.digest
import flows.publish
import flows.tasks
from bench.kills import dead_links, finisher, kill_and_mend, prepare, undisturbed
from flows import report_pages
from flows.digest import digest_after_run, gather_digest
from flows.digest_settings import DigestSettings
from flows.editions import read_editions
from flows.manifest import FILE_NAME, read_manifest
from flows.publish import current_report, publish_snapshot_of, write_report
from flows.settings import Settings
from flows.steps import run_inputs
from flows.written import sweep_left_of
from warehouse.publish import publish_snapshot
from warehouse.store import open_warehouse

SHARES = (0.2, 0.5, 0.75, 0.95)  # of the steps on the disk: the whole series is `python -m bench.kills`


@pytest.fixture(scope="module")
def killed_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[float], list[str]]]:
    """Return what kills after a share of the steps, runs again, and returns what is not good then."""
    folder = tmp_path_factory.mktemp("kills")
    data = prepare(folder).data_folder
    with finisher() as steps_of:
        expected, steps = undisturbed(steps_of, data, folder)
        yield lambda share: kill_and_mend(steps_of, data, expected, max(1, round(share * steps)), folder)


@pytest.mark.parametrize("share", SHARES)
def test_the_run_after_a_kill_makes_all_files_good(share: float, killed_at: Callable[[float], list[str]]):
    """Killed before some step of publishing, report and digest: every file as if nobody was killed, and nothing beside."""
    assert killed_at(share) == []


class Stop(BaseException):
    """Stands for the end of a process within a test."""


def test_a_report_whose_pages_were_never_written_is_not_current(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """Ended before the first page, the report is written again and none of its links is dead."""
    publish_snapshot_of(kept)
    plain = report_pages.render_subject_page
    shown = iter(range(100))

    def ends(*given: object) -> str:
        if next(shown) == 0:
            raise Stop
        return plain(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(report_pages, "render_subject_page", ends)
        with pytest.raises(Stop):
            write_report(kept)
    assert current_report(kept) is None
    write_report(kept)
    assert current_report(kept)
    assert dead_links(kept.reports_folder) == []


@pytest.mark.parametrize("harm", ["missing", "cut short", "another letter", "no manifest", "broken manifest"])
def test_a_report_is_current_only_when_all_its_files_are(harm: str, kept: Settings):
    """Each file counts, the pages beside the report too; the next report makes it good."""
    write_report(kept)
    page = next(kept.reports_folder.glob("claimants/*.html"))
    before = page.read_bytes()
    assert current_report(kept)
    if harm == "missing":
        page.unlink()
    elif harm == "cut short":
        page.write_bytes(before[: len(before) // 2])
    elif harm == "another letter":
        page.write_bytes(before[:-20] + bytes([before[-20] ^ 1]) + before[-19:])
    elif harm == "no manifest":
        (kept.reports_folder / FILE_NAME).unlink()
    else:
        (kept.reports_folder / FILE_NAME).write_text('{"told": "x", "files": ')
    assert current_report(kept) is None
    write_report(kept)
    assert current_report(kept)
    assert len(page.read_bytes()) == len(before)


def test_only_the_reports_own_pages_are_taken_away(kept: Settings, tmp_path: Path):
    """A manifest that names a file elsewhere takes nothing away."""
    write_report(kept)
    theirs = tmp_path / "theirs.html"
    theirs.write_text("theirs")
    path = kept.reports_folder / FILE_NAME
    told = json.loads(path.read_text())
    told["files"]["../../theirs.html"] = told["files"]["claimants/../../../theirs.html"] = "0" * 64
    path.write_text(json.dumps(told))
    write_report(kept)
    assert theirs.read_text() == "theirs"
    assert all((kept.reports_folder / name).resolve().is_file() for name in read_manifest(kept.reports_folder).files)


def test_what_killed_reports_left_is_swept(kept: Settings):
    """Half written files of a process that is no more; what somebody else put there stays."""
    write_report(kept)
    left = [
        kept.reports_folder / ".flagged-claims.csv.4711.part",
        kept.reports_folder / "outlets" / ".x.html.4711.part",
    ]
    theirs = kept.reports_folder / ".notes.part"
    for path in (*left, theirs):
        path.write_text("half")
    write_report(kept)
    assert [path.exists() for path in (*left, theirs)] == [False, False, True]


class Clock(datetime):
    """A clock that runs ahead by `ahead`."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Tell the moment."""
        del tz
        return datetime.now(UTC) + cls.ahead


def read_in(settings: Settings, name: str, text: str) -> None:
    """Read one article and publish."""
    path = settings.data_folder.parent / f"{name}.json"
    path.write_text(json.dumps({"url": f"https://herald.example/{name}", "title": name, "text": text}))
    run_inputs([str(path)], settings)
    publish_snapshot_of(settings)


def test_a_clock_that_was_ahead_hides_nothing(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """A day's run under a clock a year ahead; after it was set right, reports are written and digests tell what is new."""
    settings = replace(Settings(workplace / "data"), digest=DigestSettings(("json://127.0.0.1:1/",)))
    with monkeypatch.context() as patched:
        patched.setattr(Clock, "ahead", timedelta(days=365))
        for module in (flows.tasks, flows.publish, flows.digest):
            if hasattr(module, "datetime"):
                patched.setattr(module, "datetime", Clock)
        patched.setattr(flows.digest, "_send_to", lambda *_given: None)
        read_in(settings, "flood", "The flood killed 31 people in Port Ellery, the mayor said.")
        write_report(settings)
        assert digest_after_run(settings).sent
    read_in(settings, "fire", "The fire killed 12 people in Port Ellery, the mayor said.")
    assert current_report(settings) is None
    page = write_report(settings).html.read_text(encoding="utf-8")
    assert "12 people" in page
    digest, _given = gather_digest(settings)
    assert [row["quote"] for row in digest.new_claims] == ["12 people"]
    editions = read_editions(settings.reports_folder)
    assert editions.present is not None
    assert editions.present.made_at < datetime.now(UTC) + timedelta(minutes=5)


def test_nothing_is_left_of_a_copy_that_failed(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """Neither of one whose process was killed, which is told in a line, nor of those that earlier runs left."""
    left = kept.published.with_name(".factdesk-000009.duckdb.part")
    left.write_bytes(b"half a copy")
    monkeypatch.setattr("warehouse.publish._COPY", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with open_warehouse(kept.live) as warehouse, pytest.raises(OSError, match="its process ended by signal 9"):
        publish_snapshot(warehouse, kept.published)
    assert not [path.name for path in kept.published.parent.iterdir() if path.name.endswith((".part", ".link"))]


def test_what_a_killed_maker_of_the_live_file_left_is_swept(tmp_path: Path):
    """Once the file is there, nobody needs what others had prepared."""
    live = tmp_path / "live.duckdb"
    left = [tmp_path / ".live.duckdb.4711.new", tmp_path / ".live.duckdb.4711.new.wal"]
    for path in left:
        path.write_bytes(b"half")
    with open_warehouse(live):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["live.duckdb"]


def test_what_a_killed_process_left_of_a_file_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    """In a folder where many write, and none may wait for another."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    left, ours, others = (
        tmp_path / name
        for name in (f".a.json.{gone.pid}.part", f".a.json.{os.getpid()}.part", f".b.json.{gone.pid}.part")
    )
    for each in (left, ours, others):
        each.touch()

    sweep_left_of(tmp_path / "a.json")

    assert set(tmp_path.iterdir()) == {ours, others}
