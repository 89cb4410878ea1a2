"""A backup is whole or not at all, is read back, and puts back all that cannot be made again."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from flows.backup import back_up, back_up_when_due, backup_after_run, backups_of, faults_of, folder_of, late_backup
from flows.backup_settings import BackupSettings
from flows.editions import FILE_NAME
from flows.locks import lock
from flows.restore import CannotRestore, restore
from flows.reviews import Act, append_review
from flows.settings import Settings, SettingsError, load_settings
from flows.tasks import opener_of
from tests.forking import Forks
from warehouse.ask import ask
from warehouse.copies import contents_of
from warehouse.store import open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)

# Makes a backup, and kills itself without notice as soon as a file of the given name is there.
KILLED = """
import os, signal, sys
from pathlib import Path
import flows.backup
from flows.settings import Settings
plain, when = getattr(flows.backup, sys.argv[2]), sys.argv[3]
def killed(*given, **named):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    plain(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(flows.backup, sys.argv[2], killed)
flows.backup.back_up(Settings(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def full_once(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder that each test has a copy of."""
    folder = shutil.copytree(published_once, tmp_path_factory.mktemp("full") / "data", symlinks=True)
    _fill(Settings(folder))
    return folder


@pytest.fixture
def full(full_once: Path, workplace: Path) -> Settings:
    """Return a data folder with a report, a user, a body that a source answered, and a review."""
    return Settings(shutil.copytree(full_once, workplace / "factdesk-data", symlinks=True))


def _fill(settings: Settings) -> None:
    body = settings.kept_folder / "ab" / "abcd.warc.gz"
    for path, content in (
        (settings.users_file, "[users]\n"),
        (body, "an answer"),
        (settings.desk_folder / "audit.jsonl", "{}"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    claim = ask(settings.published, "SELECT claim_id FROM claims ORDER BY claim_id LIMIT 1").item()
    append_review(opener_of(settings), claim, Act("Ada", status="in_progress", note="rang the harbour"))


def rows(settings: Settings, select: str) -> list[tuple[object, ...]]:
    """Return rows of the live file."""
    with open_warehouse(settings.live) as warehouse:
        return read_rows(warehouse, select).rows()


def test_what_is_lost_after_a_backup_is_there_again(full: Settings):
    """The review, the user, the answer and the editions, into an empty data folder; the assertions hold."""
    reviews, claims = rows(full, "FROM reviews"), rows(full, "FROM claims ORDER BY claim_id")
    editions = (full.reports_folder / FILE_NAME).read_text()
    made = back_up(replace(full, backup=BackupSettings(folder=full.data_folder.parent / "elsewhere")))
    assert faults_of(made) == []
    shutil.rmtree(full.data_folder)
    restore(full, made)
    assert rows(full, "FROM reviews") == reviews
    assert rows(full, "FROM claims ORDER BY claim_id") == claims
    assert (full.reports_folder / FILE_NAME).read_text() == editions
    assert full.users_file.read_text() == "[users]\n"
    assert (full.kept_folder / "ab" / "abcd.warc.gz").read_text() == "an answer"
    assert ask(full.published, "SELECT count(*) FROM claims").item() == len(claims)
    assert json.loads(full.assertions_file.read_text())["broken"] == []


def test_restoring_loses_nothing(full: Settings, factdesk: Callable[..., Result]):
    """What came after the backup is set aside whole, and how much that is is told."""
    back_up(full)
    claim = rows(full, "SELECT claim_id FROM claims ORDER BY claim_id LIMIT 1")[0][0]
    append_review(opener_of(full), str(claim), Act("Bea", status="resolved", verdict="true"), after=newest(full))
    full.users_file.write_text("[users]\n# Bea\n")
    told = factdesk("restore", "--data", full.data_folder)
    assert told.exit_code == 0, told.output
    assert "2 reviews" in told.stdout
    assert "1 reviews" in told.stdout
    (aside,) = (full.data_folder / "set-aside").iterdir()
    assert contents_of(aside / "live.duckdb").rows["reviews"] == 2
    assert "Bea" in (aside / "desk" / "users.toml").read_text()
    assert "Bea" not in full.users_file.read_text()
    assert len(rows(full, "FROM reviews")) == 1


def newest(settings: Settings) -> str:
    """Return the newest review."""
    return str(rows(settings, "SELECT review_id FROM reviews ORDER BY reviewed_at DESC LIMIT 1")[0][0])


@pytest.mark.parametrize("harm", ["cut short", "another byte", "gone", "half a manifest", "of a newer version"])
def test_a_backup_that_is_not_whole_is_not_put_back(harm: str, full: Settings, factdesk: Callable[..., Result]):
    """The one before it is taken where none is named; the live file is as it was."""
    good, bad = back_up(full), back_up(full)
    file, manifest = bad.folder / "live.duckdb", bad.folder / "backup.json"
    file.chmod(0o644)
    data = file.read_bytes()
    if harm == "cut short":
        file.write_bytes(data[: len(data) // 2])
    elif harm == "another byte":
        file.write_bytes(data[:300_000] + bytes([data[300_000] ^ 1]) + data[300_001:])
    elif harm == "gone":
        file.unlink()
    elif harm == "half a manifest":
        manifest.write_text(manifest.read_text()[:100])
    else:
        told = json.loads(manifest.read_text())
        manifest.write_text(json.dumps(told | {"migrations": [*told["migrations"], "999_of_tomorrow"]}))
    before = rows(full, "FROM reviews")
    named = factdesk("restore", bad.folder, "--data", full.data_folder)
    assert named.exit_code in {1, 2}
    assert len(named.stderr.splitlines()) == 1
    assert rows(full, "FROM reviews") == before
    assert not (full.data_folder / "set-aside").exists()
    if harm != "of a newer version":
        assert str(good.folder) in factdesk("restore", "--data", full.data_folder).stdout


@pytest.mark.parametrize(
    ("step", "when"), [("keep_copy", "before"), ("keep_copy", "after"), ("hash_of", "after"), ("replaced", "before")]
)
def test_a_killed_backup_is_none(step: str, when: str, full: Settings, forked: Forks):
    """What it left is swept by the next, which is whole; those before it are still there."""
    back_up(full)
    done = forked.run(KILLED, full.data_folder, step, when)
    assert done.returncode == -9, done.stderr
    assert len(backups_of(full)) == 1
    back_up(full)
    assert [faults_of(each) for each in backups_of(full)] == [[], []]
    assert [path.name for path in folder_of(full).iterdir() if path.suffix == ".part"] == []


def test_a_backup_that_does_not_fit_leaves_nothing(full: Settings, monkeypatch: pytest.MonkeyPatch):
    """No half backup fills the disk further, and a run only says that none could be made."""
    settings = replace(full, backup=BackupSettings("hour"))
    monkeypatch.setattr("warehouse.publish._COPY", "import sys; sys.exit('no space left on device')")
    with pytest.raises(OSError, match="make room"):
        back_up(settings)
    assert [path.name for path in folder_of(settings).iterdir()] == [".lock"]
    assert "no backup could be made" in (backup_after_run(settings) or "")


def test_only_so_many_are_kept_and_an_answer_takes_its_room_once(full: Settings):
    """The oldest go; what an earlier backup has of the sources' answers is the same file in the next."""
    settings = replace(full, backup=BackupSettings(keep=2))
    made = [back_up(settings) for _ in range(3)]
    left = backups_of(settings)
    assert [each.folder for each in left] == [each.folder for each in made[1:]]
    bodies = [(each.folder / "kept" / "ab" / "abcd.warc.gz").stat().st_ino for each in left]
    assert bodies[0] == bodies[1]
    assert [faults_of(each) for each in left] == [[], []]


def test_backups_come_by_themselves(full: Settings):
    """One a day where the settings say so: the second of a day is none, and one that is late is told."""
    daily = replace(full, backup=BackupSettings("day"))
    assert back_up_when_due(full, NOW) is None
    assert [each.about for each in late_backup(daily, NOW)] == ["backups"]
    assert back_up_when_due(daily, NOW)
    assert back_up_when_due(daily, NOW + timedelta(hours=23)) is None
    assert late_backup(daily, NOW + timedelta(hours=47)) == []
    assert late_backup(daily, NOW + timedelta(hours=49))
    assert back_up_when_due(daily, NOW + timedelta(hours=24))
    assert back_up_when_due(daily, NOW - timedelta(hours=1)), "a clock that was ahead must not stop backups"


def test_a_run_makes_the_backup_that_is_due(full: Settings, factdesk: Callable[..., Result]):
    """By one setting, without anything else."""
    config = full.data_folder.parent / "factdesk.toml"
    config.write_text(f'data_folder = "{full.data_folder}"\n[backup]\nevery = "week"\nkeep = 3\n')
    for _ in range(2):
        done = factdesk("run", PROJECT / "tests" / "cases" / "articles" / "quiet.txt", "--config", config)
        assert done.exit_code == 0, done.output
    (made,) = backups_of(load_settings(config))
    assert faults_of(made) == []


@pytest.mark.parametrize(("line", "named"), [('every = "month"', "backup.every"), ("keep = 0", "backup.keep")])
def test_a_setting_that_means_nothing_is_named(line: str, named: str, workplace: Path):
    """With what it may be."""
    (workplace / "factdesk.toml").write_text(f"[backup]\n{line}\n")
    with pytest.raises(SettingsError, match=named):
        load_settings(environ={})


def test_nothing_is_put_back_under_a_running_factdesk(full: Settings):
    """Neither while `factdesk up` has the folder nor while a run goes on."""
    made = back_up(full)
    with lock(full.up_lock), pytest.raises(CannotRestore, match="factdesk up"):
        restore(full, made)
    signs = full.live.with_name("running")
    signs.mkdir(exist_ok=True)
    with lock(signs / "20260504T060000-0badcafe"), pytest.raises(CannotRestore, match="0badcafe"):
        restore(full, made)
