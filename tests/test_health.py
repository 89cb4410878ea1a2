"""What is out of the ordinary is found by checks of SQL, told in one place, and notified once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import flows.digest
import flows.health
import flows.tasks
from flows.alive import living_runs
from flows.digest import Sent
from flows.health import dues, last_due, news_of, notify, tell_trouble, troubles_of
from flows.outcome import Counts
from flows.publish import publish_snapshot_of
from flows.runs import begin_run, close_killed, record_run, running
from flows.settings import Schedule, Settings, load_settings
from flows.steps import run_steps
from flows.tasks import opener_of
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.health import Due, Trouble, troubles
from warehouse.sqlfile import FOLDER, read_folder
from warehouse.store import Warehouse, open_warehouse, save

NOW = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
FEED = "https://gazette.example/rss"


def of_warehouse(warehouse: Warehouse) -> Callable[[str, Mapping[str, object]], list[dict[str, Any]]]:
    """Return what answers a check from a warehouse, with the parameters that it mentions."""

    def rows(sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        used = {name: value for name, value in parameters.items() if f"${name}" in sql}
        cursor = warehouse.connection.execute(sql, used)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return rows


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    """Return an empty warehouse in memory."""
    with open_warehouse() as opened:
        yield opened


def add_run(warehouse: Warehouse, at: datetime, **known: object) -> None:
    """Keep the row of a finished run of a schedule."""
    counts = dict.fromkeys(Counts.__dataclass_fields__, 0)
    row = {
        "run_id": f"{at:%Y%m%dT%H%M%S}-0000{at.minute:04d}",
        "flow": "fact_check",
        "state": "finished",
        "started_at": at,
        "finished_at": at,
        "seconds": 1.0,
        "schedule": "wire",
    }
    frame = frame_of([row | counts | known], TABLES["runs"])
    assert save(warehouse, "runs", frame, run_id="20310514T000000-00000000", at=NOW).refused == 0


def add_days(warehouse: Warehouse, *articles: int, **known: int) -> None:
    """Keep a run a day with so many new articles: the first yesterday, the others before it."""
    for ago, count in enumerate(articles, start=1):
        found = {"articles_read": count, "articles_new": count, "claims_found": 4 * count} | (known if ago == 1 else {})
        add_run(warehouse, NOW - timedelta(days=ago), **found)


def add_fetches(warehouse: Warehouse, outcomes: Mapping[timedelta, str], url: str = FEED) -> None:
    """Keep how a feed answered, so long ago each."""
    rows = [
        {
            "fetch_id": f"{len(url):08x}{number:08x}", "url": url, "kind": "feed", "feed_url": None, "outcome": outcome, "bytes": 0,
            "seconds": 0.1, "tries": 1, "http_status": 200, "fetched_at": NOW - ago,
        }
        for number, (ago, outcome) in enumerate(outcomes.items())
    ]  # fmt: skip
    frame = frame_of(rows, TABLES["fetches"])
    assert save(warehouse, "fetches", frame, run_id="20310514T000000-00000000", at=NOW).refused == 0


def found(warehouse: Warehouse, *due: Due, living: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return which checks find something, and about what."""
    seen = troubles(of_warehouse(warehouse), now=NOW, dues=due, living=living)
    assert all(each.rule and each.next_step and "\n" not in each.words for each in seen)
    return [(each.check, each.about) for each in seen]


SIX = Due("six o'clock", datetime(2031, 5, 14, 6, 0, tzinfo=UTC))


def test_nothing_is_out_of_the_ordinary_in_a_warehouse_that_is_new(warehouse: Warehouse):
    """There is no usual yet."""
    assert found(warehouse) == []


def test_a_run_that_did_not_happen_is_told(warehouse: Warehouse):
    """By its schedule and the moment; one that began in time, or is held up by another that goes on, is not."""
    add_run(warehouse, SIX.due_at - timedelta(days=1), schedule=SIX.name)
    assert found(warehouse, SIX) == [("missed_schedules", "schedule six o'clock")]
    assert "due at 2031-05-14 06:00 UTC" in troubles(of_warehouse(warehouse), now=NOW, dues=[SIX])[0].rule
    assert found(warehouse, SIX, living=("20310514T055500-00000001",)) == []
    add_run(warehouse, SIX.due_at + timedelta(minutes=3), schedule=SIX.name)
    assert found(warehouse, SIX) == []


def test_a_run_that_failed_is_told_until_the_next_is_well(warehouse: Warehouse):
    """By what it was made by; another flow's run does not make it good."""
    add_run(warehouse, NOW - timedelta(hours=2), state="failed", note="WarehouseBusy: held by another")
    add_run(warehouse, NOW - timedelta(hours=1), flow="remark", schedule=None)
    assert found(warehouse) == [("failed_runs", "schedule wire")]
    add_run(warehouse, NOW - timedelta(minutes=30))
    assert found(warehouse) == []


def test_a_run_whose_process_has_gone_is_told(warehouse: Warehouse):
    """One that lives is not."""
    at = NOW - timedelta(hours=1)
    add_run(warehouse, at, state="running", finished_at=None, seconds=None)
    (run_id,) = [row[0] for row in warehouse.connection.execute("SELECT run_id FROM runs").fetchall()]
    assert found(warehouse) == [("stale_runs", run_id)]
    assert found(warehouse, living=(run_id,)) == []


@pytest.mark.parametrize(
    ("yesterday", "is_told"), [(40, False), (25, False), (60, False), (0, True), (8, True), (140, True)]
)
def test_a_day_far_from_its_usual_counts_is_told(yesterday: int, *, is_told: bool, warehouse: Warehouse):
    """Both ways, and not where days differ like this anyhow."""
    add_days(warehouse, yesterday, *[38, 42, 41, 37, 44, 40, 39, 43, 36, 40])
    assert found(warehouse) == ([("unusual_days", "yesterday")] if is_told else [])


def test_a_day_on_which_nothing_ran_is_far_from_usual(warehouse: Warehouse):
    """Though there is no row of it."""
    add_days(warehouse, 40, *[40] * 10)
    warehouse.connection.execute("DELETE FROM runs WHERE started_at > ?", [NOW - timedelta(days=1, hours=1)])
    assert found(warehouse) == [("unusual_days", "yesterday")]


def test_a_quiet_sunday_is_usual(warehouse: Warehouse):
    """A day is compared with its own weekday too."""
    add_days(warehouse, 6, *([40] * 6 + [5]) * 3, 40)
    assert found(warehouse) == []


def test_more_unread_numbers_than_usual_are_told(warehouse: Warehouse):
    """Beside the claims of the day; some are never missing."""
    add_days(warehouse, *[40] * 10, numbers_unread=3)
    assert found(warehouse) == []
    warehouse.connection.execute("DELETE FROM runs")
    add_days(warehouse, *[40] * 10, numbers_unread=45)
    assert found(warehouse) == [("unread_numbers", "yesterday")]


def test_a_feed_that_went_quiet_is_told(warehouse: Warehouse):
    """Where it used to bring something every few hours, and is still asked; one that rests for a night is not."""
    changes = {timedelta(days=3, hours=4 * number): "ok" for number in range(12)}
    add_fetches(warehouse, changes | {timedelta(hours=1): "unchanged"})
    assert found(warehouse) == [("quiet_feeds", FEED)]
    weekly = {timedelta(days=3 + 7 * number): "ok" for number in range(7)}
    add_fetches(warehouse, weekly | {timedelta(hours=1): "unchanged"}, "https://weekly.example/rss")
    assert found(warehouse) == [("quiet_feeds", FEED)]


def test_a_feed_that_fails_again_and_again_is_told(warehouse: Warehouse):
    """Once or twice may be the weather; gone is gone."""
    add_fetches(warehouse, {timedelta(hours=2): "broken", timedelta(hours=1): "slow", timedelta(hours=9): "ok"})
    assert found(warehouse) == []
    add_fetches(warehouse, {timedelta(hours=each): "broken" for each in (1, 2, 3)}, "https://three.example/rss")
    add_fetches(warehouse, {timedelta(hours=1): "gone"}, "https://gone.example/rss")
    assert found(warehouse) == [
        ("failing_feeds", "https://three.example/rss"),
        ("failing_feeds", "https://gone.example/rss"),
    ]


def test_articles_in_and_no_claims_out_is_told(workplace: Path):
    """Of an outlet whose pages hold no sentence that says anything, and of no other."""
    folder = workplace / "in"
    folder.mkdir()
    for number in range(5):
        (folder / f"menu-{number}.txt").write_text(f"What did they want of us{', and why' * number}? Who knows?\n" * 5)
    settings = Settings(workplace / "data", outlet="The Menu")
    run_steps([str(folder)], settings)
    (told,) = troubles_of(settings, datetime.now(UTC))
    assert (told.check, told.about) == ("articles_without_claims", "The Menu")
    (folder / "storm.txt").write_text("Police said that 14 people were hurt on Monday.\n")
    summary = run_steps([str(folder)], settings)
    assert (summary.troubles, troubles_of(settings, datetime.now(UTC))) == ((), [])


def test_a_run_that_fails_is_published(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """Else what looks at the published file would never hear of it."""
    (workplace / "storm.txt").write_text("Police said that 14 people were hurt on Monday.\n")
    settings = Settings(workplace / "data")

    def broken(*_given: object, **_named: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(flows.tasks, "mark", broken)
    with pytest.raises(OSError, match="no space left"):
        run_steps([str(workplace / "storm.txt")], settings)
    (told,) = troubles_of(settings, datetime.now(UTC))
    assert told.check == "failed_runs"
    assert "no space left" in told.rule


MOMENT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        (Schedule("a", ("x",), cron="0 6 * * *"), datetime(2031, 5, 14, 6, tzinfo=UTC)),
        (Schedule("a", ("x",), cron="45 6 * * 1-5"), datetime(2031, 5, 14, 6, 45, tzinfo=UTC)),
        (Schedule("a", ("x",), cron="0 22 * * *"), datetime(2031, 5, 13, 22, tzinfo=UTC)),
        (Schedule("a", ("x",), interval_seconds=3600), datetime(2031, 5, 14, 8, 30, tzinfo=UTC)),
        (Schedule("a", ("x",), cron="at six"), None),
    ],
)
def test_when_a_schedule_fell_due_last(schedule: Schedule, due: datetime | None):
    """By its cron line in UTC; by its interval at the latest; nobody can say for a line that means nothing."""
    assert last_due(schedule, MOMENT) == due


def test_a_schedule_that_was_just_set_is_not_overdue(workplace: Path):
    """It falls due for the first time after the settings were written."""
    toml = workplace / "factdesk.toml"
    toml.write_text('[[schedule]]\nname = "early"\ninputs = ["in"]\ncron = "0 6 * * *"\n')
    settings, written = load_settings(toml), datetime.now(UTC)
    assert list(dues(settings, written)) == []
    assert [due.name for due in dues(settings, written + timedelta(days=2))] == ["early"]


@contextmanager
def _troubled(monkeypatch: pytest.MonkeyPatch, *troubles: Trouble) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(flows.health, "troubles_of", lambda *_given: list(troubles))
        yield


def test_a_trouble_is_notified_when_it_begins(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """Not with every look; and anew when it was over in between."""
    settings = Settings(workplace)
    late, quiet = Trouble("missed_schedules", "six", "no run", "look"), Trouble("quiet_feeds", FEED, "quiet", "look")
    told = []
    for present in ((late,), (late,), (late, quiet), (quiet,), (quiet, late), ()):
        with _troubled(monkeypatch, *present):
            told.append(news_of(settings, NOW).new)
    assert told == [(late,), (), (quiet,), (), (late,), ()]


def test_notifications_go_where_the_digest_goes(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """With what is wrong and what to do; nowhere where there is no address, or no news."""
    sent: list[tuple[object, ...]] = []
    monkeypatch.setattr(flows.digest, "send", lambda *given: sent.append(given) or Sent(1, 1))
    (workplace / "factdesk.toml").write_text('[digest]\nto = ["json://desk.example"]\n')
    settings = load_settings(workplace / "factdesk.toml", data_folder=workplace)
    late = Trouble("missed_schedules", "schedule six", "no run", "look at it")
    with _troubled(monkeypatch, late):
        assert notify(Settings(workplace / "elsewhere"), news_of(settings, NOW)) == ()
        assert tell_trouble(settings) == (late,)
    assert sent == []
    settings.troubles_file.unlink()
    with _troubled(monkeypatch, late):
        tell_trouble(settings)
        tell_trouble(settings)
    ((to, _title, words),) = sent
    assert (to, words) == (("json://desk.example",), "- schedule six: no run. Look at it")


def test_a_killed_run_is_closed_at_a_start(workplace: Path):
    """Without waiting for the next run; one that lives is left alone, and is told by its sign."""
    settings = Settings(workplace / "data")
    opener, lives, killed = opener_of(settings), begin_run(), begin_run()
    with running(opener, killed):
        pass  # its process ends here without a word
    with running(opener, lives):
        assert living_runs(settings.live) == [lives.run_id]
        record_run(opener, killed, Counts(), "running")  # as if it had begun only now
        assert close_killed(opener) == [killed.run_id]
        record_run(opener, lives, Counts(), "finished")
    assert (close_killed(opener), living_runs(settings.live)) == ([], [])
    publish_snapshot_of(settings)
    assert [each.about for each in troubles_of(settings, datetime.now(UTC))] == ["fact_check"]


def test_doctor_names_a_schedule_whose_inputs_are_missing(factdesk: Callable[..., Result], workplace: Path):
    """By its name and the folder, and one whose cron line means nothing."""
    (workplace / "in").mkdir()
    (workplace / "in" / "a.txt").write_text("Police said that 14 people were hurt.\n")
    (workplace / "factdesk.toml").write_text(
        '[[schedule]]\nname = "wire"\ninputs = ["gone"]\ncron = "0 6 * * *"\n'
        '[[schedule]]\nname = "good"\ninputs = ["in"]\ncron = "0 6 * * *"\n'
        '[[schedule]]\nname = "odd"\ninputs = ["in"]\ncron = "six"\n'
    )
    said = factdesk("doctor").stdout
    assert f"BAD  schedule wire: {workplace / 'gone'}: there is no such file or folder" in said
    assert "ok   schedule good: its inputs are there" in said
    assert "BAD  schedule odd: no moment is found in cron six" in said


def test_doctor_says_what_the_checks_find(factdesk: Callable[..., Result], kept: Settings):
    """In its list, with what to do."""
    assert "nothing is out of the ordinary" in factdesk("doctor").stdout
    run = begin_run()
    with running(opener_of(kept), run):
        record_run(opener_of(kept), run, Counts(), "failed", "OSError: no space left")
    publish_snapshot_of(kept)
    done = factdesk("doctor")
    assert done.exit_code == 1
    assert "failed: OSError: no space left\n     -> what it had finished is kept" in done.stdout


def test_every_check_says_what_it_is_for():
    """In its header, and in docs/running.md."""
    page = (Path(__file__).parent.parent / "docs" / "running.md").read_text(encoding="utf-8")
    checks = read_folder(FOLDER / "health")
    assert len(checks) >= 8
    for check in checks:
        assert check.header["what"]
        assert f"| `{check.name}` |" in page
