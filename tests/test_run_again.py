"""A run may be repeated, or killed at any moment and repeated: the warehouse ends with the same rows."""

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import flows.steps
import flows.tasks
from claims.find import Findings
from claims.model import Article
from flows.outcome import Counts, counts_in_words
from flows.publish import current_report, publish_snapshot_of, write_report
from flows.settings import Settings
from tests.forking import Forks
from tests.killing import KILL_AT_THE_NTH_CALL
from warehouse.ask import ask, asking
from warehouse.store import open_warehouse, read_rows

ARTICLES = Path(__file__).parent / "cases" / "articles"
PROJECT = Path(__file__).parent.parent
BATCH_SIZE = 2
TABLES = {
    "pages": "page_id, url, outlet",
    "articles": "* EXCLUDE (run_id, fetched_at)",
    "claims": "* EXCLUDE (run_id, found_at, last_seen_at)",
    "flags": "* EXCLUDE (run_id, flagged_at)",
    "rejects": "* EXCLUDE (run_id, rejected_at)",
}

# Runs the inputs as `factdesk run` does, but for Prefect, and kills itself without notice at the Nth call of a step.
KILLED_RUN = """
import os, signal, sys
from pathlib import Path
import flows.publish, flows.runs, flows.steps, flows.tasks
from flows.settings import Settings

module, step, at, data, batch_size, source = sys.argv[1:]
owner = {"runs": flows.runs, "tasks": flows.tasks, "publish": flows.publish}[module]
"""
KILLED_RUN += (
    KILL_AT_THE_NTH_CALL
    + """
settings = Settings(Path(data), batch_size=int(batch_size))
run, outcome = flows.steps.run_inputs([source], settings)
flows.publish.publish_snapshot_of(settings)
flows.publish.write_report(settings, outcome.refused)
"""
)

KILLS = [
    ("runs", "save", 1),  # before the run's own first row
    ("tasks", "save", 3),  # in the first batch, after its pages and articles
    ("tasks", "flagged_among", 1),  # all of the first batch written and marked, not yet committed
    ("tasks", "read_claims", 2),  # the first batch committed, the second not begun
    ("tasks", "mark", 3),  # in the third batch, claims written, flags not
    ("publish", "publish_snapshot", 1),  # everything written, nothing published
    ("publish", "replaced", 3),  # published, the report half written
]


def rows_of(settings: Settings) -> dict[str, list[str]]:
    """Return every row of every table, without what says when and by which run, sorted."""

    def plainly(frame: pl.DataFrame) -> list[str]:
        return sorted(json.dumps(row, default=str, sort_keys=True) for row in frame.to_dicts())

    with asking(settings.published) as answer:
        return {table: plainly(answer(f"SELECT {what} FROM {table}")) for table, what in TABLES.items()}


@pytest.fixture(scope="session")
def many_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of five articles and one input that is refused: three batches."""
    folder = tmp_path_factory.mktemp("many")
    for article in sorted(ARTICLES.iterdir()):
        (folder / article.name).write_bytes(article.read_bytes())
    for number in range(2):
        text = f"The mayor said on Monday that {number + 12} people were hurt and $4.{number} million was lost.\n"
        (folder / f"storm-{number}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="session")
def undisturbed(many_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the rows of a run that nobody disturbed."""
    settings = Settings(tmp_path_factory.mktemp("undisturbed"), batch_size=BATCH_SIZE)
    flows.steps.run_inputs([str(many_articles)], settings)
    publish_snapshot_of(settings)
    rows = rows_of(settings)
    assert len(rows["articles"]) == 5
    assert len(rows["rejects"]) == 1
    assert all(rows.values())
    return rows


@pytest.mark.parametrize("kill", KILLS, ids=[f"{step}-{at}" for _, step, at in KILLS])
def test_a_killed_run_is_made_good_by_the_next(
    kill: tuple[str, str, int],
    many_articles: Path,
    undisturbed: dict[str, list[str]],
    run_plainly: Callable[..., None],
    workplace: Path,
    forked: Forks,
):
    """Kill -9 at a step, then the same run again: the same rows as an undisturbed run."""
    settings = Settings(workplace / "data", batch_size=BATCH_SIZE)
    killed = forked.run(KILLED_RUN, *kill, settings.data_folder, BATCH_SIZE, many_articles)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    run_plainly([many_articles], settings)
    assert rows_of(settings) == undisturbed
    assert (settings.reports_folder / "flagged-claims.html").stat().st_size > 0


def test_a_second_run_finds_nothing_new_and_says_so(run_plainly: Callable[..., None], workplace: Path):
    """Only the moments when things were last seen move."""
    settings = Settings(workplace / "data")
    run_plainly([ARTICLES], settings)
    first = rows_of(settings)
    seen = ask(settings.published, "SELECT max(last_seen_at) FROM pages").item()
    run_plainly([ARTICLES], settings)
    assert rows_of(settings) == first
    assert ask(settings.published, "SELECT min(last_seen_at) FROM pages").item() > seen
    runs = ask(settings.published, "SELECT * FROM runs ORDER BY started_at").to_dicts()
    assert [run["state"] for run in runs] == ["finished", "finished"]
    assert [run["note"] for run in runs] == ["no claim found in 1 readable article: quiet.txt", None]
    assert (runs[0]["articles_new"], runs[1]["articles_new"]) == (3, 0)
    assert (runs[1]["articles_read"], runs[1]["articles_unchanged"], runs[1]["claims_new"]) == (3, 3, 0)
    counts = {name: runs[1][name] for name in Counts.__dataclass_fields__}
    assert counts_in_words(Counts(**counts), 1.25) == "Nothing new: 3 articles read, all known already; 1.2 s."


def test_a_report_is_written_again_only_when_something_changed(run_plainly: Callable[..., None], workplace: Path):
    """After a run without news the report that is there still tells it all; after news, or without files, it does not."""
    settings = Settings(workplace / "data")
    run_plainly([ARTICLES / "ferry.txt"], settings)
    flows.steps.run_inputs([str(ARTICLES / "ferry.txt")], settings)
    publish_snapshot_of(settings)
    current = current_report(settings)
    assert current is not None
    assert current.flagged == ask(settings.published, "SELECT count(*) FROM flagged_claims").item()
    flows.steps.run_inputs([str(ARTICLES / "bank.txt")], settings)
    publish_snapshot_of(settings)
    assert current_report(settings) is None
    assert write_report(settings).flagged > current.flagged
    assert current_report(settings) is not None
    current.csv.unlink()
    assert current_report(settings) is None


def test_an_edited_article_is_a_new_version_of_its_page(run_plainly: Callable[..., None], workplace: Path):
    """The old version stays, with its claims."""
    settings = Settings(workplace / "data")
    story = workplace / "ferry.txt"
    story.write_bytes((ARTICLES / "ferry.txt").read_bytes())
    run_plainly([story], settings)
    story.write_text(story.read_text(encoding="utf-8").replace("62 people", "64 people"), encoding="utf-8")
    run_plainly([story], settings)
    counted = ask(settings.published, "SELECT count(DISTINCT page_id), count(*) FROM articles").row(0)
    assert counted == (1, 2)
    quotes = ask(settings.published, "SELECT quote FROM claims WHERE quote LIKE '6_ people%' ORDER BY quote")
    assert [quote[:9] for quote in quotes["quote"]] == ["62 people", "64 people"]


def test_newer_finders_read_known_articles_again(
    run_plainly: Callable[..., None], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """An article that was read with other finders is not new, but is searched again, and then known with these."""
    settings = Settings(workplace / "data")
    run_plainly([ARTICLES], settings)
    for steps in (flows.steps, flows.tasks):
        monkeypatch.setattr(steps, "found_with", lambda: "newer")
    run_plainly([ARTICLES], settings)
    run_plainly([ARTICLES], settings)
    runs = ask(
        settings.published, "SELECT articles_new, articles_unchanged, claims_found > 0 FROM runs ORDER BY started_at"
    )
    assert runs.rows() == [(3, 0, True), (0, 0, True), (0, 3, False)]


def test_a_claim_whose_words_stand_elsewhere_is_never_kept(
    run_plainly: Callable[..., None], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """Such a claim becomes a reject with its whole row; the others are kept."""
    find = flows.tasks.read_article_claims

    def shifted(article: Article, **_: object) -> Findings:
        first, *others = find(article).claims
        return Findings([replace(first, start_char=first.start_char + 1, end_char=first.end_char + 1), *others])

    monkeypatch.setattr(flows.tasks, "read_article_claims", shifted)
    settings = Settings(workplace / "data")
    run_plainly([ARTICLES / "ferry.txt"], settings)
    wrong = "SELECT count(*) FROM claims JOIN articles USING (article_id) WHERE quote <> substr(text, start_char + 1, end_char - start_char)"
    assert ask(settings.published, wrong).item() == 0
    rejects = ask(
        settings.published, "SELECT table_name, column_name, row_json->>'quote' AS quote FROM rejects"
    ).to_dicts()
    assert [(row["table_name"], row["column_name"]) for row in rejects] == [("claims", "quote")]
    assert rejects[0]["quote"] in (ARTICLES / "ferry.txt").read_text(encoding="utf-8")
    assert ask(settings.published, "SELECT rows_rejected FROM runs").item() == 1


def test_an_article_that_a_finder_stumbles_over_costs_no_other(
    run_plainly: Callable[..., None], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """It is refused aloud and kept as not searched; the next run tries it again."""
    settings = Settings(workplace / "data")
    find = flows.tasks.read_article_claims

    def stumbling(article: Article, **_: object) -> Findings:
        if article.name == "bank.txt":
            raise ValueError("no more ink")
        return find(article)

    with monkeypatch.context() as patched:
        patched.setattr(flows.tasks, "read_article_claims", stumbling)
        run_plainly([ARTICLES], settings)
    run_plainly([ARTICLES], settings)
    runs = ask(
        settings.published, "SELECT articles_read, articles_refused, articles_unchanged FROM runs ORDER BY started_at"
    )
    assert runs.rows() == [(2, 1, 0), (3, 0, 2)]
    rule = ask(settings.published, "SELECT rule FROM rejects").item()
    assert rule == "its claims could not be found (ValueError in test_run_again.py: no more ink)"
    assert ask(settings.published, "SELECT count(*) FROM articles WHERE found_with IS NULL").item() == 0
    assert ask(
        settings.published, "SELECT count(*) FROM claims JOIN articles USING (article_id) WHERE name = 'bank.txt'"
    ).item()


def test_a_run_that_fails_says_so_in_its_row(
    run_plainly: Callable[..., None], workplace: Path, monkeypatch: pytest.MonkeyPatch
):
    """The row names the error; the batches before it stay."""
    settings = Settings(workplace / "data", batch_size=1)
    marks = iter([flows.tasks.mark, flows.tasks.mark])

    def stumbling(*given: Any, **named: Any) -> int:
        plain = next(marks, None)
        if plain is None:
            raise RuntimeError("no more ink")
        return plain(*given, **named)

    monkeypatch.setattr(flows.tasks, "mark", stumbling)
    with pytest.raises(RuntimeError):
        run_plainly([ARTICLES], settings)
    with open_warehouse(settings.live) as warehouse:
        run = read_rows(warehouse, "SELECT * FROM runs").row(0, named=True)
        assert (run["state"], run["note"], run["articles_new"]) == ("failed", "RuntimeError: no more ink", 2)
        assert read_rows(warehouse, "SELECT count(*) FROM articles").item() == 2
