"""A review bears on the other claims of its thread: the next run marks them again, whether it brings anything new or not."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.outcome import Counts
from flows.reviewed import mark_mates_of_reviewed
from flows.reviews import Act, append_review, undo_review
from flows.runs import begin_run, record_run
from flows.settings import Settings
from flows.steps import run_inputs
from flows.tasks import opener_of, rules_of
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import open_warehouse, read_rows, save


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return a data folder in which two outlets tell the same, one of them another number, and a third something else."""
    told = {
        "gazette": "All 240 skaters were rescued from the ice of Lake Orrin on Sunday, the coast guard said.",
        "herald": "All 240 skaters were rescued from the ice of Lake Orrin on Sunday, officials said.",
        "post": "All 310 skaters were rescued from the ice of Lake Orrin on Sunday, the fire brigade said.",
        "wire": "The bakery of Tollan sold 9,400 loaves in March, its owner said.",
    }
    for name, text in told.items():
        record = {"text": text, "url": f"https://{name}.example/a", "outlet": name, "date": "2026-01-12"}
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    settings = Settings(tmp_path / "data")
    run_inputs([str(tmp_path)], settings)
    return settings


def flags_of(settings: Settings, outlet: str) -> set[str]:
    """Return the flags of an outlet's claims."""
    select = "SELECT flag FROM flags JOIN claims USING (claim_id) JOIN articles USING (article_id) JOIN pages USING (page_id) WHERE outlet = ?"
    with open_warehouse(settings.live) as warehouse:
        return set(read_rows(warehouse, select, [outlet])["flag"])


def claim_of(settings: Settings, outlet: str) -> str:
    """Return an outlet's claim about skaters."""
    select = "SELECT claim_id FROM claims JOIN articles USING (article_id) JOIN pages USING (page_id) WHERE outlet = ? AND quote LIKE '%skaters'"
    with open_warehouse(settings.live) as warehouse:
        return str(read_rows(warehouse, select, [outlet]).item())


def test_the_next_run_marks_what_others_told_of_the_same(settings: Settings, tmp_path: Path):
    """The same figure comes back with its verdict, and what is taken back is taken from it."""
    claim_id = claim_of(settings, "gazette")
    append_review(opener_of(settings), claim_id, Act("Ada", status="resolved", verdict="false"))
    assert "zombie_claim" not in flags_of(settings, "herald")
    run_inputs([str(tmp_path)], settings)
    assert "zombie_claim" in flags_of(settings, "herald")
    assert "zombie_claim" not in flags_of(settings, "gazette") | flags_of(settings, "post") | flags_of(settings, "wire")
    undo_review(opener_of(settings), claim_id, "Ada")
    run_inputs([str(tmp_path)], settings)
    assert "zombie_claim" not in flags_of(settings, "herald")


def test_another_figure_that_was_found_true_contradicts(settings: Settings, tmp_path: Path):
    """Of the two that tell the other number each is flagged."""
    append_review(opener_of(settings), claim_of(settings, "post"), Act("Ada", status="resolved", verdict="true"))
    run_inputs([str(tmp_path / "wire.json")], settings)
    assert all("contradicts_review" in flags_of(settings, outlet) for outlet in ("gazette", "herald"))
    assert "contradicts_review" not in flags_of(settings, "post")


def marked_now(settings: Settings) -> int:
    """Return how many claims a run that begins now marks again."""
    return mark_mates_of_reviewed(opener_of(settings), rules_of(settings), begin_run())


def reviewed_ago(settings: Settings, ago: timedelta) -> None:
    """Write a review of the gazette's claim as of some time ago."""
    row = {
        "review_id": f"{ago.total_seconds():016.0f}",
        "claim_id": claim_of(settings, "gazette"),
        "status": "resolved",
        "verdict": "false",
        "reviewer": "Ada",
        "reviewed_at": datetime.now(UTC) - ago,
    }
    with open_warehouse(settings.live) as warehouse:
        save(warehouse, "reviews", frame_of([row], TABLES["reviews"]), run_id="x", at=datetime.now(UTC))


@pytest.mark.parametrize(("hours", "marked"), [(0, 2), (30, 0)])
def test_only_reviews_since_the_last_finished_run_count(settings: Settings, hours: int, marked: int):
    """What was reviewed before it has been followed already."""
    reviewed_ago(settings, timedelta(hours=hours))
    assert marked_now(settings) == marked


def test_a_run_that_failed_leaves_them_to_the_next(settings: Settings):
    """Only one that finished counts."""
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute("UPDATE runs SET started_at = started_at - INTERVAL 2 HOUR")
    reviewed_ago(settings, timedelta(hours=1))
    for state, left in (("failed", 2), ("finished", 0)):
        run = begin_run()
        half_an_hour_ago = replace(run, started_at=run.started_at - timedelta(minutes=30))
        record_run(opener_of(settings), half_an_hour_ago, Counts(), state)
        assert marked_now(settings) == left, state


def test_no_more_are_marked_than_a_run_may_hold_up_others_for(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Those of the newest reviews first."""
    monkeypatch.setattr("flows.reviewed.MOST_TOUCHED", 1)
    reviewed_ago(settings, timedelta(minutes=0))
    assert marked_now(settings) == 1
