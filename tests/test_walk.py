"""A walk through a small desk: a page that is edited silently, a second outlet that contradicts it, and what then is told.

Counts are of pages and of what they say now: an older version of a page is neither a page nor a saying of its own.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.publish import publish_snapshot_of, write_report
from flows.run_news import news_of_run
from flows.settings import Settings
from flows.steps import run_inputs
from flows.tasks import opener_of, rules_of
from reports.run_news import firing_news, run_news
from warehouse.ask import QueryRefused, ask
from warehouse.store import mark, read_rows

GAZETTE = (
    "The fire at the Dunmere paper mill killed {} people on Monday, police chief Mona Reyes said. "
    "Damage came to £5.2 million, Reyes said, and 300 workers lost their jobs.\n\n"
    "The mill employed 1,140 people in 2024, the union said.\n"
)
HERALD = (
    "The fire at the Dunmere paper mill killed 41 people on Monday, fire officials said. "
    "It was the worst fire in the town's history, mayor Ida Holt said.\n"
)

LINKED = """
    INSERT INTO thread_claims BY NAME
    SELECT ours.claim_id, thread_claims.thread_id, 0.9 AS score, 'hand' AS linked_by, 'hand' AS run_id,
        'contradiction' AS difference, theirs.claim_id AS differs_from, 'by hand' AS because
    FROM claims AS ours, claims AS theirs
    JOIN thread_claims ON thread_claims.claim_id = theirs.claim_id
    WHERE ours.quote = '41 people' AND theirs.quote = '27 people'
"""
SAID_NOW = ["27 people", "300 workers", "killed 27 people on Monday", "£5.2 million"]


@dataclass(frozen=True)
class Walk:
    """The settings of the desk, and the run that read the Herald."""

    settings: Settings
    herald_run: str

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Ask what is published."""
        return ask(self.settings.published, sql).to_dicts()

    def question(self, number: str) -> list[dict[str, Any]]:
        """Ask a ready question."""
        (file,) = (Path(__file__).parent.parent / "desk" / "questions").glob(f"{number}_*.sql")
        return self.rows(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The Gazette says 17, the Herald 41, and the Gazette then 27, without a word on it; 41 and 27 are of one thread."""
    folder = tmp_path_factory.mktemp("walk")
    settings, runs = Settings(folder / "data"), []
    for outlet, text in (("Gazette", GAZETTE.format(17)), ("Herald", HERALD), ("Gazette", GAZETTE.format(27))):
        page = {"url": f"https://{outlet.lower()}.example/fire", "title": "Mill burns", "outlet": f"The {outlet}"}
        told = page | {"date": "2025-06-10T08:00:00Z", "text": text}
        (folder / f"{outlet}.json").write_text(json.dumps(told))
        run, _ = run_inputs([str(folder / f"{outlet}.json")], settings)
        runs.append(run.run_id)
    with opener_of(settings)() as warehouse:
        warehouse.connection.execute(LINKED)
        ids = read_rows(warehouse, "SELECT claim_id FROM claims")["claim_id"].to_list()
        mark(warehouse, ids, run_id=runs[-1], at=datetime.now(UTC), rules=rules_of(settings))
    publish_snapshot_of(settings)
    write_report(settings)
    return Walk(settings, runs[1])


def test_the_terminal_tells_that_a_second_outlet_contradicts_the_first(walk: Walk) -> None:
    """Whoever reads the terminal alone, of a run or of a schedule's firing, learns of it with both figures and outlets."""
    news = news_of_run(walk.settings, walk.herald_run)
    told = "41 people (The Herald) against 27 people (The Gazette), of people"

    assert f"1 new contradiction:\n  {told}\n" in run_news(news)
    assert f"1 new contradiction: {told}" in firing_news(news)


def test_an_item_with_an_edit_is_headed_by_the_edited_sentence(walk: Walk) -> None:
    """Though more hangs on the other outlet's sentence: the row says that a figure was edited, and shows which."""
    items = walk.rows("SELECT sentence, flags, outlets FROM items WHERE list_contains(flags, 'edited_figure')")

    assert [item["outlets"] for item in items] == [["The Gazette", "The Herald"]]
    assert "27 people" in items[0]["sentence"]


def test_pages_are_counted_and_what_they_say_now(walk: Walk) -> None:
    """A page in two versions is one article, and what both say is said once: in views, macros, questions and the report."""
    (drift,) = walk.rows("FROM figure_drift")
    assert (drift["articles"], drift["claims"]) == (2, 2)
    (record,) = walk.rows("FROM claimant_record WHERE claimant = 'Mona Reyes'")
    assert (record["articles"], record["claims"]) == (1, 4)
    assert {row["claimant"]: row["claims"] for row in walk.question("11")}["Mona Reyes"] == 4
    assert sorted(row["quote"] for row in walk.rows("FROM claims_by('Reyes')")) == SAID_NOW
    assert [row["quote"] for row in walk.rows("FROM money_over(1e6)")] == ["£5.2 million"]
    assert {row["outlet"]: row["articles"] for row in walk.question("22")} == {"The Gazette": 1, "The Herald": 1}
    deaths = walk.rows("SELECT claims, articles FROM threads_about('fire') WHERE list_contains(quotes, '41 people')")
    assert deaths == [{"claims": 2, "articles": 2}]
    report = (walk.settings.reports_folder / "flagged-claims.html").read_text(encoding="utf-8")
    assert "of 8 claims found in 2 articles." in report


def test_an_edited_figure_is_told_when_its_version_was_read(walk: Walk) -> None:
    """The page keeps the day on which it was published; the series of a thread tells the two figures apart in time."""
    series = walk.rows("SELECT quote, told_at FROM series_of((SELECT claim_id FROM claims WHERE quote = '41 people'))")
    told = {row["quote"]: row["told_at"] for row in series}

    assert told["17 people"] == told["41 people"] == datetime(2025, 6, 10, 8, tzinfo=UTC)
    assert told["27 people"] > datetime(2026, 1, 1, tzinfo=UTC)
    assert series[-1]["quote"] == "27 people"
    figures = "SELECT unnest(figures, recursive := true) FROM figure_drift"
    assert {row["quote"]: row["told_at"] for row in walk.rows(figures)} == told


def test_the_day_and_who_said_how_many_are_ready_questions(walk: Walk) -> None:
    """What a page changed comes before what is new; and each figure stands with who gives it."""
    day = walk.question("03b")
    assert [row["told"] for row in day if row["what"] == "figure edited"] == ["17 people → 27 people"]
    assert day[0]["what"] == "figure edited"
    assert "£5.2 million" in "".join(row["sentence"] for row in day)
    said = {row["quote"]: (row["claimant"], row["outlet"]) for row in walk.question("11b")}
    assert said["27 people"] == ("Mona Reyes", "The Gazette")
    assert "17 people" not in said


def test_a_file_of_ones_own_is_joined_as_the_manual_says(walk: Walk, tmp_path: Path, monkeypatch: Any) -> None:
    """The example of docs/sql.md runs as it stands, read-only, beside the published file."""
    page = (Path(__file__).parent.parent / "docs" / "sql.md").read_text(encoding="utf-8")
    (example,) = (each for each in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL) if "read_csv" in each)
    (tmp_path / "factdesk-data").symlink_to(walk.settings.data_folder)
    (tmp_path / "mills.csv").write_text("mill,workers\nDunmere paper mill,280\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(example, names)
    assert [row[:3] for row in names["beside"]] == [
        ("Dunmere paper mill", 280, each) for each in ("27 people", "41 people")
    ]
    names["connection"].close()


@pytest.mark.parametrize(
    ("sql", "said", "unsaid"),
    [
        ("SELECT outlet FROM articles", "outlet is a column of ", "colour"),
        ("SELECT articles.outlet FROM articles", "current_claims", "colour"),
        ("FROM namespace", "does not exist", "pg_"),
        ("FROM duckdb_table", "does not exist", "Did you mean"),
        ("FROM claimz", 'Did you mean "claims"', "pg_"),
    ],
)
def test_a_refused_question_says_where_what_was_missed_is(walk: Walk, sql: str, said: str, unsaid: str) -> None:
    """A column is found in the view that has it, and no table of the machinery is proposed."""
    with pytest.raises(QueryRefused) as refused:
        walk.rows(sql)
    assert said in str(refused.value)
    assert unsaid not in str(refused.value)
