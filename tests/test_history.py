"""Versions of pages, copies across outlets, other languages and archives, through a whole run into a warehouse on disk."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import flows.tasks
from claims.find import Findings
from claims.model import Article
from claims.read import read_json_lines
from flows.outcome import Counts, lines_for_people
from flows.progress import Meter, Progress
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.store import open_warehouse, read_rows

STORY = (
    "The harbour board said on Monday that the new breakwater would cost $5.5 billion and take six years to build. "
    "Engineers had warned for a decade that the old wall would not outlast another winter like the last one.\n\n"
    "Some 1,200 people live below the wall, and the town moved 340 of them to the school after the storm in March. "
    "The mayor confirmed that 12 houses were lost, and thanked the crews who had worked through the night.\n\n"
    "Work is to begin in spring, when the ferries change to their summer berths on the far side of the river."
)
ENGLISH_NEWS = "The council said that it had bought 40 buses for the coast and that they would run from May."
FRENCH_NEWS = (
    "Le conseil municipal a annoncé mardi que quarante maisons avaient été inondées et que le pont resterait fermé."
)

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs records into one warehouse, and then asks it."""
    settings = Settings(tmp_path / "data")

    def run_and_ask(records: list[dict[str, Any]], select: str) -> list[dict[str, Any]]:
        archive = tmp_path / "archive.jsonl"
        archive.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        _run, run_and_ask.outcome = run_inputs([str(archive)], settings)  # type: ignore[attr-defined]
        with open_warehouse(settings.live) as warehouse:
            return read_rows(warehouse, select).to_dicts()

    return run_and_ask


def test_a_figure_that_was_edited_silently_is_seen(run: Run):
    """$5.5 billion became $55 billion: a second version of the same page, an edit, and a flag on both claims."""
    page = {"url": "https://herald.example/wall", "text": STORY}
    run([page], "FROM edits")
    edited = {"url": "http://www.herald.example/wall/?utm_source=feed", "text": STORY.replace("$5.5", "$55")}
    edits = run([edited], "FROM figure_edits")

    assert [(e["quote_before"], e["quote_after"], e["changes"], e["is_silent"]) for e in edits] == [
        ("$5.5 billion", "$55 billion", ["figure"], True)
    ]
    assert edits[0]["value_low_after"] == 10 * edits[0]["value_low_before"]
    flagged = run(
        [edited], "SELECT quote FROM flags JOIN claims USING (claim_id) WHERE flag = 'edited_figure' ORDER BY ALL"
    )
    assert [each["quote"] for each in flagged] == ["$5.5 billion", "$55 billion"]
    assert run([edited], "SELECT count(*) AS n FROM pages") == [{"n": 1}]


def test_two_versions_in_one_archive_are_compared(run: Run):
    """The order of the records is the order of the versions; a notice of correction is heard."""
    notice = "\n\nCorrection: An earlier version of this article gave a wrong number of houses."
    records = [
        {"doc_id": "a", "text": STORY},
        {"doc_id": "a", "text": STORY.replace("12 houses", "21 houses") + notice},
    ]
    edits = run(records, "SELECT quote_before, quote_after, is_silent FROM figure_edits WHERE is_within")

    assert edits == [{"quote_before": "12 houses", "quote_after": "21 houses", "is_silent": False}]


def test_an_older_version_that_other_finders_read_is_compared_by_todays(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Its claims are found again, and those that the edits name are kept."""
    monkeypatch.setattr(flows.tasks, "read_article_claims", lambda _article, **_: Findings([]))
    monkeypatch.setattr(flows.tasks, "found_with", lambda: "older")
    run([{"doc_id": "a", "text": STORY}], "FROM edits")
    monkeypatch.undo()
    select = "SELECT before.value_low FROM edits JOIN claims AS before ON before.claim_id = claim_id_before"

    assert run([{"doc_id": "a", "text": STORY.replace("340", "430")}], select) == [{"value_low": 340.0}]


def test_copies_share_an_origin_also_in_a_later_run(run: Run):
    """An agency's story in three papers is of one origin and one source; its words are the agency's in all of them."""
    first = {"url": "https://herald.example/1", "text": f"PORT MERROW (Reuters) - {STORY}"}
    reprint = {
        "url": "https://courier.example/2",
        "text": f"Breakwater to cost billions\n\n{STORY}\n\nRead more: Sport",
    }
    cut = {"url": "https://gazette.example/3", "text": STORY.rpartition("\n\n")[0]}
    other = {"url": "https://post.example/4", "text": " ".join(f"word{number} of its own" for number in range(80))}
    select = "SELECT count(DISTINCT origin_id) AS origins, list(DISTINCT source) AS sources FROM article_sources"

    assert run([first, reprint], select) == [{"origins": 1, "sources": ["Reuters"]}]
    assert run([cut], select) == [{"origins": 1, "sources": ["Reuters"]}]
    assert run([other], select)[0]["origins"] == 2


def test_other_languages_are_kept_and_said(run: Run):
    """No claims, a reason said aloud, and nothing to do again."""
    records = [{"doc_id": "a", "text": FRENCH_NEWS}, {"doc_id": "b", "text": ENGLISH_NEWS}]
    select = "SELECT name, language, count(claim_id) AS claims FROM articles LEFT JOIN claims USING (article_id) GROUP BY ALL ORDER BY 1"
    french, english = run(records, select)

    assert french == {"name": "a", "language": "fr", "claims": 0}
    assert (english["language"], english["claims"] > 0) == ("en", True)
    assert any(line == "note: a: fr, and claims are found in English only" for line in lines_for_people(run.outcome))  # type: ignore[attr-defined]
    assert not run.outcome.without_claims  # type: ignore[attr-defined]
    run(records, select)
    assert run.outcome.counts.articles_unchanged == 2  # type: ignore[attr-defined]


def test_a_date_after_the_day_it_came_in_is_not_believed(run: Run):
    """Also in a record: the date is dropped, and kept as a conflict."""
    future = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
    (row,) = run([{"text": ENGLISH_NEWS, "date": future}], "SELECT published_at, published_conflicts FROM articles")

    assert row["published_at"] is None
    assert row["published_conflicts"] == [f"record: {future} 00:00 UTC, after it was fetched"]


def test_a_second_run_reads_nothing_in_depth(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Known articles are looked up, and neither searched nor marked again."""
    records = [{"doc_id": str(number), "text": f"{ENGLISH_NEWS} Bus {number}."} for number in range(60)]
    run(records, "FROM runs")

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    for step in ("read_article_claims", "mark", "language_of_text"):
        monkeypatch.setattr(flows.tasks, step, fail)
    run(records, "FROM runs")
    assert run.outcome.counts.articles_unchanged == 60  # type: ignore[attr-defined]


def test_the_same_text_is_searched_once(run: Run, monkeypatch: pytest.MonkeyPatch):
    """An agency's words on twelve pages: each page has the claims as its own, and they were found once."""
    searched: list[str] = []
    plain = flows.tasks.read_article_claims
    monkeypatch.setattr(
        flows.tasks, "read_article_claims", lambda article, **_: searched.append(article.name) or plain(article)
    )
    records = [{"url": f"https://paper{number}.example/wall", "text": STORY} for number in range(12)]
    counted = run(records, "SELECT article_id, count(*) AS n, count(DISTINCT quote) AS quotes FROM claims GROUP BY ALL")

    assert len(searched) == 1
    assert len(counted) == 12
    assert len({(row["n"], row["quotes"]) for row in counted}) == 1
    parts = run(
        records,
        "FROM claims SEMI JOIN (SELECT claim_id AS part_of, article_id FROM claims) USING (part_of, article_id)",
    )
    assert len(parts) == run(records, "SELECT count(part_of) AS n FROM claims")[0]["n"]


def test_what_comes_slowly_is_not_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Pages of the web come one a second: each is searched and written soon, and all are."""
    written: list[int] = []
    plain = flows.tasks.write_batch
    monkeypatch.setattr("flows.survey.AHEAD_SECONDS", 0.0)
    monkeypatch.setattr(
        flows.tasks, "write_batch", lambda w, rows, *more: written.append(len(rows.articles)) or plain(w, rows, *more)
    )
    run([{"doc_id": str(number), "text": f"{ENGLISH_NEWS} Bus {number}."} for number in range(4)], "FROM runs")

    assert written == [1, 1, 1, 1]


def test_the_run_counts_flagged_claims_as_the_view_does(run: Run):
    """The quick count of a batch and the view that people ask agree."""
    (counted,) = run([{"text": STORY}, {"text": ENGLISH_NEWS}], "SELECT count(*) AS n FROM flagged_claims")

    assert run.outcome.counts.claims_flagged == counted["n"] > 0  # type: ignore[attr-defined]


class Watched(BytesIO):
    """A file that tells how far it was read."""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_archives_are_read_as_they_stream(pack: Callable[[bytes], bytes]):
    """The first article is there long before the last line is read."""
    lines = b"\n".join(json.dumps({"text": f"{STORY} {number * 7919 % 10**6}"}).encode() for number in range(5_000))
    file = Watched(pack(lines))
    first = next(read_json_lines(file, "archive.jsonl"))

    assert isinstance(first, Article)
    assert file.tell() < len(file.getvalue())


def test_the_line_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch):
    """From how much of the files is read, and how fast the last batches went."""
    clock = iter([0.0, 10.0])
    monkeypatch.setattr("flows.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("flows.progress.is_watched", lambda: True)
    monkeypatch.setattr("flows.progress.os.get_terminal_size", lambda _fd: type("Size", (), {"columns": 200}))
    progress, counts = Progress(1_000), Counts(articles_read=200, claims_found=900)
    progress.show(counts, 100)

    assert progress.line(counts) == "200 inputs, 900 claims, 20 a second, 10%, 90 s left" or progress.line(
        counts
    ).endswith("2 min left")


def test_the_meter_counts_whole_files_and_the_open_one(tmp_path: Path):
    """What is done, and how far the open file is read."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 100)
    meter = Meter()
    with meter.reading(path), path.open("rb", buffering=0) as file:
        meter.follow(file)
        file.read(30)
        assert meter.position() == 30
    assert meter.position() == 100
