"""The report's files are written as the rows come, so that memory does not grow with the warehouse."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import flows.publish
from flows.publish import Urgent, write_report
from flows.settings import Settings
from reports.flagged_claims import flagged_claims_sql
from reports.run_summary import run_summary_markdown
from reports.tables import spread_reasons, to_csv, to_jsonl
from warehouse.ask import QueryRefused, ask, ask_in_batches


def test_frames_of_a_few_rows_make_up_the_whole_answer(kept: Settings):
    """In order, each row once, no frame longer than was asked, and one frame at least though there be no row."""
    whole = ask(kept.published, flagged_claims_sql())
    frames = list(ask_in_batches(kept.published, flagged_claims_sql(), "claim_id", batch_rows=3))
    assert [row for frame in frames for row in frame.to_dicts()] == whole.to_dicts()
    assert max(frame.height for frame in frames) <= 3
    none = list(ask_in_batches(kept.published, "SELECT claim_id, quote FROM claims WHERE false", "claim_id"))
    assert [frame.columns for frame in none] == [["claim_id", "quote"]]
    assert sum(frame.height for frame in none) == 0


def test_only_one_select_is_answered_in_batches(kept: Settings):
    """The same door as for a whole answer."""
    with pytest.raises(QueryRefused, match="only SELECT"):
        next(ask_in_batches(kept.published, "DROP TABLE claims", "claim_id"))
    with pytest.raises(QueryRefused, match="does not accept it"):
        next(ask_in_batches(kept.published, "SELECT colour FROM claims", "claim_id"))


def test_files_written_piece_by_piece_are_those_of_the_whole(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """CSV and JSON Lines have every flagged claim, once, under one header."""
    plain = flows.publish.ask_in_batches
    monkeypatch.setattr(flows.publish, "ask_in_batches", lambda *given: plain(*given, batch_rows=2))
    rows = spread_reasons(ask(kept.published, flagged_claims_sql()).to_dicts())
    files = write_report(kept)
    assert files.flagged == len(rows) > 4
    assert files.csv.read_bytes().decode() == to_csv(rows)
    assert files.jsonl.read_bytes().decode() == to_jsonl(rows)


def test_the_page_shows_the_most_urgent_and_the_tables_all(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """What is cut is said in the page's title, with how many there are."""
    monkeypatch.setattr(flows.publish, "MOST_CLAIMS", 2)
    monkeypatch.setattr(flows.publish, "MOST_ARTICLES", 1)
    files = write_report(kept)
    lines = files.jsonl.read_text(encoding="utf-8").splitlines()
    assert len(lines) == files.flagged > 2
    page = files.html.read_text(encoding="utf-8")
    assert f"the 2 most urgent of {files.flagged}" in page
    assert json.loads(lines[0])["article_name"] in page


def test_the_page_of_a_run_counts_what_it_does_not_show(kept: Settings):
    """The orchestrator's page asks for the most urgent alone, and says how many there are."""
    rows = ask(kept.published, flagged_claims_sql(), row_limit=2).to_dicts()
    page = run_summary_markdown({}, rows, "/data/report.html", how_many=70_000)
    assert page.startswith("# 70,000 sentences to verify")
    assert "69,975 more sentences in the report" in page


def test_urgent_claims_are_gathered_as_they_pass():
    """The first of them, the articles of the first, and how many there are, however they come in pieces."""
    rows = [{"claim_id": str(number), "article_id": str(number // 3)} for number in range(5_000)]
    urgent = Urgent().take(rows[:1_999]).take(rows[1_999:2_001]).take([]).take(rows[2_001:])
    assert urgent == Urgent().take(rows)
    assert (urgent.count, len(urgent.rows), len(urgent.article_ids)) == (5_000, 2_000, 200)
    assert urgent.rows[-1]["claim_id"] == "1999"


def test_a_report_of_nothing_has_its_columns(run_plainly: Callable[..., None], workplace: Path):
    """A program that reads the CSV finds its header."""
    story = workplace / "quiet.txt"
    story.write_text("The harbour was quiet, and nobody came to look at the boats that lay there.\n", encoding="utf-8")
    settings = Settings(workplace / "data")
    run_plainly([story], settings)
    table = (settings.reports_folder / "flagged-claims.csv").read_text(encoding="utf-8")
    (header,) = csv.reader(io.StringIO(table))
    assert header[0] == "claim_id"
    assert header[-3:] == ["flags", "why", "clears"]


def test_a_report_that_fails_leaves_the_old_one(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """The file is whole or is not there; nothing half written stays beside it."""
    files = write_report(kept)
    before = files.csv.read_bytes()
    monkeypatch.setattr(flows.publish, "to_jsonl", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(kept)
    assert files.csv.read_bytes() == before
    assert not [path.name for path in kept.reports_folder.iterdir() if path.name.startswith(".flagged")]
