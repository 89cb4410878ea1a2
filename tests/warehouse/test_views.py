"""Views, macros and assertions tell what the rows say; and every question in the handbook runs."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warehouse.ask import ask
from warehouse.audit import run_assertions
from warehouse.publish import publish_snapshot
from warehouse.sqlfile import FOLDER, read_folder
from warehouse.store import MarkingRules, Warehouse, mark, open_warehouse, read_rows, save

PROJECT = Path(__file__).parent.parent.parent
QUESTIONS = re.findall(r"```sql\n(.*?)```", (PROJECT / "docs" / "sql.md").read_text("utf-8"), re.DOTALL)

FIRST = "The union said 12 drivers were dismissed. The firm paid $3m."
EDITED = "The union said 14 drivers were dismissed. The firm paid $3m."
ELSEWHERE = "Some 20 drivers lost their posts, the minister said."


@pytest.fixture(scope="module")
def story(module_rows: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, Any]]:
    """Two versions of one page and an article elsewhere, linked into a thread, with evidence and reviews."""
    with open_warehouse(tmp_path_factory.mktemp("views") / "live.duckdb") as warehouse:
        fill(warehouse, module_rows)
        yield warehouse, module_rows


def fill(warehouse: Warehouse, rows: Any) -> None:
    """Save the story."""
    page, other = rows.page("a", outlet="The Post"), rows.page("b", outlet="The Herald")
    first, edited, elsewhere = rows.article(FIRST, page), rows.article(EDITED, page), rows.article(ELSEWHERE, other)
    edited["fetched_at"], first["fetched_at"], elsewhere["fetched_at"] = rows.at + timedelta(1), rows.at, rows.at
    claims = [
        drivers(rows, first, "12 drivers", 12.0, "The union"),
        drivers(rows, edited, "14 drivers", 14.0, "The union"),
        drivers(rows, elsewhere, "20 drivers", 20.0, "the minister"),
    ]
    claims += [
        rows.claim(a, "$3m", kind="money", value_low=3e6, value_high=3e6, unit="$", measured="payment")
        for a in (first, edited)
    ]
    thread = {"thread_id": rows.id_of("t"), "measured": "drivers dismissed", "unit": "person"}
    links = [
        {"thread_id": thread["thread_id"], "claim_id": claim["claim_id"], "linked_by": "test@1"} for claim in claims[:3]
    ]
    links[0] |= {"difference": "update_over_time", "differs_from": claims[1]["claim_id"]}
    links[2] |= {"difference": "contradiction", "differs_from": claims[1]["claim_id"]}
    counts = "articles_read articles_new articles_unchanged articles_refused claims_found claims_new claims_flagged flags_set rows_rejected"
    run = {
        "run_id": rows.run_id,
        "flow": "fact_check",
        "state": "finished",
        "started_at": rows.at,
        "finished_at": rows.at,
    }
    run |= dict.fromkeys(counts.split(), 0) | {"seconds": 0.5, "articles_read": 3, "articles_new": 3}
    tables = {
        "runs": [run], "pages": [page, other], "articles": [first, edited, elsewhere], "claims": claims,
        "threads": [thread], "thread_claims": links, "edits": [edit(rows, page, claims[0], claims[1])],
        "evidence": [evidence(rows, claims[0], "contradicts"), evidence(rows, claims[2], "supports")],
        "reviews": [
            review(rows, claims[0], 1, "in_progress", None), review(rows, claims[0], 2, "resolved", "false"),
            review(rows, claims[2], 1, "resolved", "true"), review(rows, claims[2], 2, "reopened", None),
        ],
    }  # fmt: skip
    for table, made in tables.items():
        assert save(warehouse, table, rows.frame(table, made), run_id=rows.run_id, at=rows.at).refused == 0
    union = {"claimant_id": rows.id_of("union"), "name": "Tarn Union", "is_across": True}
    whose = [{"claim_id": claim["claim_id"], "claimant_id": union["claimant_id"]} for claim in claims[:2]]
    for table, made in {"claimants": [union], "claim_claimants": whose}.items():
        assert save(warehouse, table, rows.frame(table, made), run_id=rows.run_id, at=rows.at).refused == 0
    mark(warehouse, [claim["claim_id"] for claim in claims], run_id=rows.run_id, at=rows.at)


def drivers(rows: Any, article: dict[str, Any], quote: str, value: float, claimant: str) -> dict[str, Any]:
    """One figure of the same thing."""
    columns = {"unit": "person", "measured": "drivers dismissed", "claimant": claimant, "modifier": "exact"}
    return rows.claim(article, quote, kind="people", value_low=value, value_high=value, **columns)


def edit(rows: Any, page: Any, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """A figure that changed from one version to the next."""
    row = {"edit_id": rows.id_of("edit"), "page_id": page["page_id"], "changes": ["figure"], "score": 0.9}
    row |= {f"{what}_id_before": before[f"{what}_id"] for what in ("claim", "article")}
    row |= {f"{what}_id_after": after[f"{what}_id"] for what in ("claim", "article")}
    return row | {"is_silent": True, "is_within": True, "aligned_by": "test@1"}


def evidence(rows: Any, claim: dict[str, Any], outcome: str) -> dict[str, Any]:
    """What a source said."""
    row = {"evidence_id": rows.id_of("e", claim["claim_id"]), "claim_id": claim["claim_id"], "source": "register"}
    return row | {"outcome": outcome, "retrieved_at": rows.at}


def review(rows: Any, claim: dict[str, Any], number: int, status: str, verdict: str | None) -> dict[str, Any]:
    """What a person did, in order."""
    row = {"review_id": rows.id_of("r", claim["claim_id"], number), "claim_id": claim["claim_id"], "status": status}
    return row | {"verdict": verdict, "reviewer": "ada", "reviewed_at": rows.at + timedelta(hours=number)}


def by_quote(frame: pl.DataFrame, *columns: str) -> dict[str, tuple[Any, ...]]:
    """Some columns of each row, by its quote."""
    return {row["quote"]: tuple(row[column] for column in columns) for row in frame.iter_rows(named=True)}


def test_status_is_the_latest_review_and_verdict_the_latest_given(story: Any) -> None:
    """A reopened claim keeps the verdict that it had until a new one is given."""
    select = "SELECT quote, claim_status.* FROM claim_status JOIN claims USING (claim_id) WHERE kind = 'people'"

    assert by_quote(read_rows(story[0], select), "status", "verdict", "reviews", "contradicts", "sources") == {
        "12 drivers": ("resolved", "false", 2, 1, ["register"]),
        "14 drivers": ("new", None, 0, 0, []),
        "20 drivers": ("reopened", "true", 2, 0, ["register"]),
    }


def test_flagged_claims_tell_their_reasons_and_place(story: Any) -> None:
    """One row per claim, with what a report needs."""
    (row,) = read_rows(story[0], "FROM flagged_claims WHERE quote = '20 drivers'").iter_rows(named=True)

    assert row["outlet"] == "The Herald"
    assert row["article_name"] == "story.txt"
    assert [reason["flag"] for reason in row["reasons"]] == ["people_count", "drift_contradiction"]
    assert set(row["reasons"][0]) == {"flag", "why", "says", "clears", "weight", "detail"}
    assert ELSEWHERE[row["start_char"] : row["end_char"]] == row["quote"]


def test_the_queue_holds_what_is_open(story: Any) -> None:
    """Settled claims leave the queue, reopened ones come back, and what is always shown comes first."""
    queue = read_rows(story[0], "verification_queue")

    assert set(queue["quote"]) == {"14 drivers", "20 drivers", "$3m"}
    assert queue["priority"].to_list() == sorted(queue["priority"], reverse=True)


def test_drift_is_told_across_articles(story: Any) -> None:
    """The spread between what articles say of one thing, how they differ, and from how many sources they have it."""
    (row,) = read_rows(story[0], "figure_drift").iter_rows(named=True)

    assert (row["lowest"], row["highest"], row["spread"], row["articles"], row["outlets"]) == (12.0, 20.0, 8.0, 2, 2)
    assert (row["sources"], row["differences"]) == (2, ["contradiction", "update_over_time"])
    assert {figure["low"]: figure["difference"] for figure in row["figures"]} == {
        12.0: "update_over_time",
        14.0: None,
        20.0: "contradiction",
    }


def test_edits_are_told_between_versions(story: Any) -> None:
    """The figure that changed, from the older version to the newer, and that nothing was said of it."""
    edits = read_rows(story[0], "figure_edits")

    assert edits.select("quote_before", "quote_after", "is_silent").rows() == [("12 drivers", "14 drivers", True)]
    assert edits.select("value_low_before", "value_low_after", "outlet").rows() == [(12.0, 14.0, "The Post")]


def test_single_origins_are_told(story: Any) -> None:
    """The sum stands in two versions of one page, and no other source has any of the figures for the drivers."""
    alone = set(read_rows(story[0], "single_origin_claims")["quote"])

    assert alone == {"$3m", "12 drivers", "14 drivers", "20 drivers"}


def test_copies_and_an_agency_are_one_source(rows: Any) -> None:
    """Twelve reprints of an agency's story are one source; what another page tells on its own is a second."""
    pages = [rows.page(str(number), outlet=f"Paper {number}") for number in range(13)]
    articles = [
        rows.article(f"It was said that 9 boats sank off cape {number}.", page) for number, page in enumerate(pages)
    ]
    for article in articles[:12]:
        article["origin_id"] = articles[0]["article_id"]
    articles[3]["agency"] = "Reuters"
    claims = [rows.claim(a, "9 boats", kind="count", value_low=9.0, value_high=9.0, measured="boats") for a in articles]
    thread = {"thread_id": rows.id_of("boats"), "measured": "boats sunk"}
    with open_warehouse() as warehouse:
        for upto, sources in ((12, 1), (13, 2)):
            links = [{**thread, "claim_id": claim["claim_id"], "linked_by": "test@1"} for claim in claims[:upto]]
            links = [{name: link[name] for name in ("thread_id", "claim_id", "linked_by")} for link in links]
            tables = {"pages": pages[:upto], "articles": articles[:upto], "claims": claims[:upto]}
            for table, made in (tables | {"threads": [thread], "thread_claims": links}).items():
                assert save(warehouse, table, rows.frame(table, made), run_id=rows.run_id, at=rows.at).refused == 0
            assert read_rows(warehouse, "SELECT DISTINCT source FROM article_sources").height == sources
            mark(
                warehouse,
                [claim["claim_id"] for claim in claims[:upto]],
                run_id=rows.run_id,
                at=rows.at,
                rules=MarkingRules(threshold=0),
            )
            alone = read_rows(warehouse, "SELECT agency, articles, pages FROM single_origin_claims")
            assert alone.rows() == ([("Reuters", 12, 12)] * 12 if sources == 1 else [])


def test_claimants_have_a_record(story: Any) -> None:
    """Claims, and what became of them: an edited figure counts once, a verdict on what it was stays; an office alone is nobody."""
    frame = read_rows(
        story[0],
        "SELECT claimant, claims, articles, flagged, found_true, found_false, printed_as FROM claimant_record",
    )

    assert frame.rows() == [("Tarn Union", 1, 1, 1, 0, 1, ["The union"])]


def test_debt_is_told_by_flag(story: Any) -> None:
    """Open and settled add up; what a newer version tells otherwise is no longer asked for."""
    frame = read_rows(story[0], "SELECT flag, flagged, open, settled FROM claim_debt WHERE flag = 'people_count'")

    assert frame.rows() == [("people_count", 2, 2, 0)]


def test_runs_have_a_sentence(story: Any) -> None:
    """The counts in words."""
    assert "3 read (3 new, 0 unchanged), 0 refused" in read_rows(story[0], "run_summary")["summary"][0]


def test_macros_answer_questions(story: Any) -> None:
    """Words, names, sums and threads; of an edited page what it says now, but in the thread, which tells how it came."""
    warehouse, _ = story
    claim_id = read_rows(warehouse, "SELECT claim_id FROM claims WHERE quote = '20 drivers'")["claim_id"][0]

    assert read_rows(warehouse, "FROM claims_about('DISMISSED')")["quote"].n_unique() == 3
    assert set(read_rows(warehouse, "FROM claims_by('union')")["quote"]) == {"14 drivers"}
    assert read_rows(warehouse, "FROM money_over(2e6)")["value"].to_list() == [3e6]
    assert read_rows(warehouse, "FROM money_over(3e6)").is_empty()
    assert read_rows(warehouse, "FROM thread_of(?)", [claim_id])["value_low"].sort().to_list() == [12.0, 14.0, 20.0]


@pytest.mark.parametrize("folder", ["views", "macros", "assertions", "statements"])
def test_every_file_says_what_it_is(folder: str) -> None:
    """The words become the comment in the database, or the message of a violation."""
    for file in read_folder(FOLDER / folder):
        assert len(file.header.get("what", "")) > 20, file.path


def test_a_file_defines_what_its_name_says() -> None:
    """The name of a file is the name of its macro."""
    for file in read_folder(FOLDER / "macros"):
        assert re.findall(r"CREATE OR REPLACE MACRO (\w+)\(", file.text) == [file.name]


def test_views_are_explained_in_the_database(story: Any) -> None:
    """Whoever looks at the database alone finds what each view is for."""
    frame = read_rows(story[0], "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND NOT temporary")

    assert set(frame["view_name"]) == {file.name for file in read_folder(FOLDER / "views")}
    assert frame["comment"].null_count() == 0


def test_a_sound_warehouse_has_no_violation(story: Any) -> None:
    """All assertions and every reference hold."""
    assert run_assertions(story[0]).rows() == []


def test_violations_are_named(rows: Any) -> None:
    """Each fault that no single row shows is found, by assertion, table and key."""
    article = rows.article(FIRST)
    claim = rows.claim(article, "12 drivers", part_of="f" * 16) | {"quote": "13 drivers"}
    with open_warehouse() as warehouse:
        save(
            warehouse, "articles", rows.frame("articles", [article | {"text_sha256": "0" * 64}]), run_id="r", at=rows.at
        )
        save(warehouse, "claims", rows.frame("claims", [claim]), run_id="r", at=rows.at)
        found = run_assertions(warehouse)

    assert set(found["assertion"]) == {
        "claim_words_are_in_the_text", "text_has_its_hash", "articles.page_id -> pages.page_id",
        "articles.run_id -> runs.run_id", "claims.run_id -> runs.run_id", "claims.part_of -> claims.claim_id",
    }  # fmt: skip
    assert claim["claim_id"] in found["row_key"].to_list()
    assert found["what"].null_count() == 0


def test_offsets_are_code_points(rows: Any) -> None:
    """Python and the database count alike, also beyond the letters of English."""
    text = "👩‍👩‍👧 e\u0301te\u0301 — à Paris, “12 drivers” 🚚 waited; \u202eright to left\u202c."
    article = rows.article(text)
    claim = rows.claim(article, "12 drivers")
    with open_warehouse() as warehouse:
        save(warehouse, "articles", rows.frame("articles", [article]), run_id="r", at=rows.at)
        assert save(warehouse, "claims", rows.frame("claims", [claim]), run_id="r", at=rows.at).refused == 0

        assert "claim_words_are_in_the_text" not in run_assertions(warehouse)["assertion"].to_list()


@pytest.fixture(scope="module")
def published(story: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, published."""
    path = tmp_path_factory.mktemp("handbook") / "factdesk.duckdb"
    publish_snapshot(story[0], path)
    return path


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: " ".join(question.split())[:40])
def test_questions_of_the_handbook_run(question: str, published: Path) -> None:
    """Every question in docs/sql.md is answered by the published file."""
    assert ask(published, question).width > 0
