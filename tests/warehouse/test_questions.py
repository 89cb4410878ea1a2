"""Questions of strangers: each in a process of its own, ended by the system where DuckDB does not heed its limits."""

import re
import tempfile
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.guards import ends
from warehouse.publish import publish_snapshot
from warehouse.questions import QueryCancelled, QueryRefused, Question
from warehouse.store import open_warehouse, save

ATTACKS = tomllib.loads((Path(__file__).parent.parent / "desk" / "attacks" / "sql.toml").read_text("utf-8"))["attack"]
ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000000) b"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, module_rows: Any) -> Path:
    """A published warehouse of one page."""
    folder = tmp_path_factory.mktemp("asked")
    with open_warehouse(folder / "live.duckdb") as warehouse:
        page = module_rows.frame("pages", [module_rows.page("a", outlet="The Post")])
        save(warehouse, "pages", page, run_id="r", at=module_rows.at)
        publish_snapshot(warehouse, folder / "factdesk.duckdb")
    return folder / "factdesk.duckdb"


def spelt_out(attack: str) -> str:
    """Return the attack with `<<text*count>>` written out."""
    return re.sub(r"<<(.+?)\*(\d+)>>", lambda found: found[1] * int(found[2]), attack)


@pytest.mark.parametrize("row", ATTACKS, ids=lambda row: row["name"])
def test_an_attack_is_refused_in_words(row: dict[str, str], published: Path) -> None:
    """The refusal names the rule and the next step in one line; no file has changed."""
    assert set(row) == {"name", "attack", "outcome"}
    before = {path: path.stat().st_mtime_ns for path in published.parent.iterdir()}
    with ends(), pytest.raises(QueryRefused) as caught:
        Question(published, spelt_out(row["attack"]), timeout_seconds=1 if "longer" in row["outcome"] else 60).answer()

    assert row["outcome"] in caught.value.rule
    assert caught.value.next_step in str(caught.value)
    assert "\n" not in str(caught.value)
    assert {path: path.stat().st_mtime_ns for path in published.parent.iterdir()} == before


def test_there_are_attacks_enough() -> None:
    """Each has a name of its own."""
    assert len({row["name"] for row in ATTACKS}) == len(ATTACKS) >= 18


def test_a_question_is_answered(published: Path) -> None:
    """With the types that `ask` gives."""
    rows = Question(published, "SELECT outlet, 1.5 AS n, INTERVAL 3 MONTH AS since FROM pages").answer()

    assert rows.rows() == [("The Post", "1.5", "3 months")]


def test_a_row_limit_is_kept(published: Path) -> None:
    """The first rows, as the question orders them."""
    rows = Question(published, "SELECT range AS n FROM range(5000) ORDER BY n DESC", row_limit=3).answer()

    assert rows["n"].to_list() == [4999, 4998, 4997]


def test_a_question_is_cancelled_from_another_thread(published: Path) -> None:
    """At once, whatever it is doing."""
    question = Question(published, ENDLESS, timeout_seconds=3_600)
    timer = threading.Timer(1.0, question.cancel)
    timer.start()
    with ends(), pytest.raises(QueryCancelled, match="it was cancelled"):
        question.answer()


def test_a_question_cancelled_beforehand_is_never_asked(published: Path) -> None:
    """No process is started for it."""
    question = Question(published, "SELECT 1")
    question.cancel()
    with pytest.raises(QueryCancelled):
        question.answer()


def test_cancelling_an_answered_question_does_nothing(published: Path) -> None:
    """Whoever presses the button late breaks nothing."""
    question = Question(published, "SELECT 1 AS one")
    rows = question.answer()
    question.cancel()

    assert rows.rows() == [(1,)]


def test_an_answer_that_is_too_large_is_refused(published: Path) -> None:
    """So that the desk never has to hold it."""
    with pytest.raises(QueryRefused, match="its rows hold more than 5 MB"):
        Question(published, "SELECT repeat('x', 1000) FROM range(20000)", most_megabytes=5).answer()


def test_nothing_is_left_behind(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a question ends with it, also where the system ended the process."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    Question(published, "SELECT 1").answer()
    with pytest.raises(QueryRefused):
        Question(
            published, "SELECT levenshtein(repeat('a', 500000), repeat('b', 500000))", timeout_seconds=0.5
        ).answer()

    assert list(tmp_path.iterdir()) == []


def test_nothing_published_is_told(tmp_path: Path) -> None:
    """The next step is in the message, as `ask` says it."""
    with pytest.raises(QueryRefused, match=r"nothing has been published yet.*run factdesk run"):
        Question(tmp_path / "factdesk.duckdb", "SELECT 1").answer()
