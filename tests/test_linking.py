"""A run links what it saves: threads, differences and flags in the warehouse, once and for all, and in small steps as at once."""

import json
from functools import partial
from pathlib import Path

import pytest

from claims.model import Article
from claims.read import read_articles
from desk.answers import as_markdown
from desk.questions import answered, examples
from flows.linking import link_kept
from flows.remark import mark_again
from flows.runs import begin_run
from flows.survey import Opener
from flows.tasks import check_batch
from warehouse.audit import run_assertions
from warehouse.store import MarkingRules, Warehouse, open_warehouse, read_rows

ELSEWHERE = "The council of Tessaro has bought 31 buses. The buses of Tessaro cost $4.2 million."
STORIES = {story["doc_id"]: story for story in answered.STORIES} | {
    "elsewhere": {"doc_id": "elsewhere", "outlet": "The Echo", "date": "2026-03-07", "text": ELSEWHERE}
}
THREADS = """
SELECT thread_id, list_sort(array_agg(articles.name || ': ' || quote)) AS told
FROM thread_claims JOIN claims USING (claim_id) JOIN articles USING (article_id)
GROUP BY thread_id ORDER BY told
"""
LINKS = "SELECT * EXCLUDE (run_id) FROM thread_claims ORDER BY claim_id"


def story(name: str) -> Article:
    """Return one of the stories as an outlet told it on the day of its turn."""
    (article,) = read_articles(json.dumps(STORIES[name]).encode(), f"{name}.json")
    assert isinstance(article, Article)
    return article


def run_of(opener: Opener, *names: str) -> None:
    """Read stories in one run."""
    check_batch([story(name) for name in names], opener, MarkingRules(), begin_run())


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    """A live file."""
    return partial(open_warehouse, tmp_path / "live.duckdb")


def threads_in(warehouse: Warehouse) -> list[list[str]]:
    """Return what each thread holds."""
    return [list(told) for told in read_rows(warehouse, THREADS)["told"]]


def test_outlets_of_one_story_share_threads(opener: Opener) -> None:
    """The dead are one thread, with a figure that differs; another story with like figures is in none of them."""
    run_of(opener, *STORIES)
    with opener() as warehouse:
        threads = threads_in(warehouse)
        drift = read_rows(
            warehouse, "SELECT * FROM figure_drift WHERE list_contains(differences, 'update_over_time')"
        ).to_dicts()
        lost = run_assertions(warehouse)["assertion"].to_list()

    assert [name for name in lost if not name.endswith("runs.run_id")] == []  # the runs' own rows are the caller's
    assert ["herald: Nine people", "mail: Eleven people", "post: nine people"] in threads
    assert not [told for thread in threads for told in thread if told.startswith("elsewhere")]
    assert [(row["lowest"], row["highest"], row["articles"], row["sources"]) for row in drift] == [(9.0, 11.0, 3, 3)]
    assert [figure["outlet"] for figure in drift[0]["figures"]] == ["The Post", "The Herald", "The Mail"]


def test_a_newer_article_makes_an_older_claim_stale(opener: Opener) -> None:
    """The claims that were there before are marked again where their thread has changed, and no others."""
    run_of(opener, "post", "elsewhere")
    with opener() as warehouse:
        before = dict(read_rows(warehouse, "SELECT claim_id, max(flagged_at) FROM flags GROUP BY claim_id").iter_rows())
        assert not read_rows(warehouse, "FROM flags WHERE flag = 'drift_stale'").height
    run_of(opener, "mail")
    with opener() as warehouse:
        stale = read_rows(warehouse, "SELECT quote FROM flags JOIN claims USING (claim_id) WHERE flag = 'drift_stale'")
        contradicted = read_rows(
            warehouse, "SELECT quote FROM flags JOIN claims USING (claim_id) WHERE flag = 'drift_contradiction'"
        )
        after = dict(read_rows(warehouse, "SELECT claim_id, min(flagged_at) FROM flags GROUP BY claim_id").iter_rows())

    assert stale["quote"].to_list() == ["nine people"]
    assert set(contradicted["quote"]) == {"$4.2 million", "$2.4 million"}
    assert all(after[claim_id] <= moment for claim_id, moment in before.items())


def test_one_by_one_comes_to_the_same_as_at_once(opener: Opener, tmp_path: Path) -> None:
    """In any order of arrival; and reading it all again changes nothing."""
    run_of(opener, *STORIES)
    with opener() as warehouse:
        at_once, links = threads_in(warehouse), read_rows(warehouse, LINKS)
    for number, order in enumerate((list(STORIES), list(reversed(STORIES)))):
        other = partial(open_warehouse, tmp_path / f"{number}.duckdb")
        for name in order:
            run_of(other, name)
        with other() as warehouse:
            assert threads_in(warehouse) == at_once
    run_of(opener, *STORIES)
    with opener() as warehouse:
        assert read_rows(warehouse, LINKS).equals(links)


def test_what_was_read_before_there_were_threads_is_linked_by_remark(opener: Opener) -> None:
    """The claims of articles without a trace find their threads; a second time there is nothing to do."""
    run_of(opener, *STORIES)
    with opener() as warehouse:
        linked = threads_in(warehouse)
        for table in ("traces", "threads", "thread_claims"):
            warehouse.connection.execute(f"DELETE FROM {table}")
    mark_again(opener, MarkingRules())
    with opener() as warehouse:
        assert threads_in(warehouse) == linked
        assert read_rows(warehouse, "FROM flags WHERE flag = 'drift_stale'").height
    assert link_kept(opener, begin_run("remark")) == 0


def test_a_run_that_is_stopped_leaves_no_half_thread(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are of the transaction that saves the claims: both are there or neither."""
    run_of(opener, "post")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.tasks.mark", stop)
    with pytest.raises(KeyboardInterrupt):
        run_of(opener, "mail")
    monkeypatch.undo()
    with opener() as warehouse:
        assert not threads_in(warehouse)
    run_of(opener, "mail")
    with opener() as warehouse:
        assert ["mail: Eleven people", "post: nine people"] in threads_in(warehouse)


def test_copies_are_one_source(opener: Opener) -> None:
    """What one agency's story says in two papers, one source tells; a third article on its own is a second source."""
    run_of(opener, "post", "elsewhere")
    with opener() as warehouse:
        alone = set(read_rows(warehouse, "SELECT quote FROM single_origin_claims")["quote"])
    run_of(opener, "herald")
    with opener() as warehouse:
        still = set(read_rows(warehouse, "SELECT quote FROM single_origin_claims")["quote"])

    assert "nine people" in alone
    assert "nine people" not in still
    assert "$4.2 million" in still  # of the rescue, and of the buses elsewhere


def test_the_examples_of_the_manual_answer_as_they_say(opener: Opener) -> None:
    """Every example over threads in docs/sql.md, over its own three articles."""
    run_of(opener, *(each["doc_id"] for each in answered.STORIES))
    with opener() as warehouse:
        answers = {each.tells: as_markdown(read_rows(warehouse, each.sql)) for each in answered.EXAMPLES}

    assert answers == {each.tells: each.answer for each in answered.EXAMPLES}


def test_question_15_has_rows_in_a_real_case(opener: Opener) -> None:
    """Where articles give different figures for the same thing."""
    run_of(opener, *STORIES)
    (asked,) = [example for example in examples() if "different figures" in example.asks]
    with opener() as warehouse:
        rows = read_rows(warehouse, asked.sql).to_dicts()

    assert {(row["lowest"], row["highest"]) for row in rows} >= {(9.0, 11.0), (2.4e6, 4.2e6)}
