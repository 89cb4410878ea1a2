"""Asking outside from end to end, against sources on loopback that fail in every way: nothing lost, nothing asked twice."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from claims.model import Article
from claims.sources.names import SOURCE_NAMES
from flows.kept import KeptBodies
from flows.limits import WebLimits
from flows.runs import begin_run
from flows.settings import Settings
from flows.source_settings import AskingSettings, Register, SourceSettings
from flows.tasks import check_batch, opener_of, rules_of
from flows.verify import Verified
from flows.verify import ask_what_is_due as verify_steps
from tests.site.sources import FAULTS, SourceSite, source_site
from warehouse.store import read_rows

ON = datetime(2025, 10, 28, tzinfo=UTC)
Given = Callable[[Settings], Settings]
TEXT = """Unemployment in Japan was 2.6 percent in 2024, the ministry said, and 900,000 people were looking for work.

Inflation in Germany was 9.9 percent in August 2025, the bank said, and it killed 300 companies.

Japan had a population of 123.8 million people in 2024, the census office said.

Aiko Tanabe is Japan's first female prime minister, and she promised $550 billion to the navy.
"""
FAST = WebLimits(
    timeout_seconds=2,
    connect_seconds=1,
    silence_seconds=1,
    delay_seconds=0,
    retry_pause_seconds=0.01,
    allow_loopback=True,
)
WEB = tuple(name for name in SOURCE_NAMES if name not in ("local_fact_checks", "own_register"))


@pytest.fixture
def site() -> Iterator[SourceSite]:
    """Sources on loopback."""
    with source_site() as served:
        yield served


def settings_of(folder: Path, site: SourceSite | None, **asking: Any) -> Settings:
    """Return settings under which every source of the web is that of the site."""
    by_source = {name: SourceSettings(address=site.url) for name in WEB} if site else {}
    known = {"web": site is not None, "by_source": by_source} | asking
    return Settings(folder, web=FAST, asking=AskingSettings(**known))


@pytest.fixture
def with_article(made_once: Callable[..., Path]) -> Given:
    """Return what gives a new data folder of settings the article of these tests."""

    def given(settings: Settings) -> Settings:
        made_once(_make, settings.data_folder)
        return settings

    return given


def _make(data: Path) -> None:
    with_another(Settings(data), TEXT, "a")


def with_another(settings: Settings, text: str, name: str) -> Settings:
    """Read an article into the warehouse of the settings."""
    article = Article(
        f"{ord(name):016x}",
        f"{ord(name) + 256:016x}",
        text,
        name,
        url=f"https://news.example/{name}",
        published_at=ON,
        published_basis="record",
    )
    check_batch([article], opener_of(settings), rules_of(settings), begin_run())
    return settings


def rows(settings: Settings, sql: str) -> list[dict[str, Any]]:
    """Ask the live file."""
    with opener_of(settings)() as warehouse:
        return read_rows(warehouse, sql).to_dicts()


def told(settings: Settings) -> set[tuple[str, str, str]]:
    """Return what is in the warehouse: source, claim's words, outcome."""
    found = rows(
        settings, "SELECT source, quote, outcome FROM claim_evidence WHERE source NOT IN ('local_fact_checks')"
    )
    return {(row["source"], row["quote"], row["outcome"]) for row in found}


EXPECTED = {
    ("world_bank", "2.6 percent", "supports"),
    ("eurostat", "9.9 percent", "contradicts"),
    ("wikidata", "123.8 million people", "supports"),
    ("wikidata", "first female prime minister", "supports"),
}


def test_sources_answer_and_everything_is_kept(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """Evidence, the questions that went out, and the bodies by their hash, each to be read again."""
    settings = with_article(settings_of(tmp_path, site))

    verified = verify_steps(settings)

    assert told(settings) >= EXPECTED
    asks = rows(settings, "SELECT * FROM asks")
    assert len(asks) == verified.asked.total() == site.hits.total()
    assert {row["outcome"] for row in asks} == {"answered"}
    kept = KeptBodies(settings.kept_folder)
    assert all(kept.read(row["body_sha256"]) for row in asks)
    assert rows(settings, "SELECT state FROM runs WHERE flow = 'verify'") == [{"state": "finished"}]


def test_one_more_run_asks_nothing_twice(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """What was answered is fresh; every address was asked once in both runs together."""
    settings = with_article(settings_of(tmp_path, site))
    verify_steps(settings)
    before = dict(site.hits)

    again = verify_steps(settings)

    assert again.asked.total() == 0
    assert dict(site.hits) == before
    assert set(site.hits.values()) == {1}


def test_one_question_serves_all_claims_that_have_it(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """A second article with the same figure is answered from what is kept, and held against its own words."""
    settings = with_article(settings_of(tmp_path, site))
    verify_steps(settings)
    hits = site.hits.total()
    other = "Unemployment in Japan was 4.9 percent in 2024, the minister told the 300 miners who lost their work."
    with_another(settings, other, "b")

    verify_steps(settings, only=["world_bank"])

    assert site.hits.total() == hits
    assert ("world_bank", "4.9 percent", "contradicts") in told(settings)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_loses_nothing(fault: str, tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """A run that meets a fault ends well; what found no answer is asked by a later run, and what did is not asked again."""
    settings = with_article(settings_of(tmp_path, site))
    site.faults = [fault] * 2

    first = verify_steps(settings)
    forget_rest(settings)
    verify_steps(settings)
    verify_steps(settings)

    missing = {row for row in EXPECTED if row not in told(settings)}
    unreadable = rows(settings, "SELECT source FROM claim_evidence WHERE outcome = 'not_understood'")
    assert {source for source, _, _ in missing} <= {row["source"] for row in unreadable}
    assert rows(settings, "SELECT count(*) AS n FROM asks WHERE outcome = 'answered'")[0]["n"] >= 4
    answered = "SELECT question_key FROM asks WHERE outcome = 'answered' GROUP BY ALL HAVING count(*) > 1"
    assert rows(settings, answered) == []
    assert first.run_id
    assert rows(settings, "SELECT DISTINCT state FROM runs WHERE flow = 'verify'") == [{"state": "finished"}]


def forget_rest(settings: Settings) -> None:
    """Let the time pass for which sources rest after failures."""
    with opener_of(settings)() as warehouse:
        earlier = datetime.now(UTC) - timedelta(days=2)
        warehouse.connection.execute(
            "UPDATE asks SET not_before_at = NULL, asked_at = ? WHERE outcome <> 'answered'", [earlier]
        )


def test_a_circuit_opens_and_shows(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """After three failures in a row a source is left alone, says so in its row, and the next run does not ask it."""
    settings = with_article(settings_of(tmp_path, site))
    site.faults = ["500"] * 100

    verify_steps(settings, only=["wikidata"])
    hits = site.hits.total()
    verify_steps(settings, only=["wikidata"])

    assert hits == 3
    assert site.hits.total() == hits
    health = rows(settings, "SELECT circuit, failures_in_a_row, next_step FROM source_health")
    assert health == [
        {
            "circuit": "open",
            "failures_in_a_row": 3,
            "next_step": "Wait; look at its address in a browser if it stays so",
        }
    ]


def test_a_source_that_wants_to_be_left_alone_is(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """One 429 with a time is enough: nothing more is asked of it before that."""
    settings = with_article(settings_of(tmp_path, site))
    site.faults = ["429"] * 100

    verify_steps(settings, only=["wikidata"])
    verify_steps(settings, only=["wikidata"])

    assert site.hits.total() == 1
    assert rows(settings, "SELECT circuit, last_outcome FROM source_health") == [
        {"circuit": "open", "last_outcome": "refused"}
    ]


@pytest.mark.parametrize("daily", [0, 1, 3])
def test_a_daily_budget_is_kept_over_runs(daily: int, tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """However often it runs, and whatever fails, no more questions go out on one day."""
    by_source = {"wikidata": SourceSettings(address=site.url, daily=daily)}
    settings = with_article(settings_of(tmp_path, site, by_source=by_source))
    site.faults = ["500"]

    for _ in range(3):
        verified = verify_steps(settings, only=["wikidata"])

    assert site.hits.total() == daily
    assert any("used up" in why for _, why in verified.left)


def test_as_many_are_under_way_as_the_settings_allow(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """One at a time where nothing else is said."""
    settings = with_article(settings_of(tmp_path, site, by_source={"wikidata": SourceSettings(address=site.url)}))

    verify_steps(settings, only=["wikidata"])

    assert site.most_at_once == 1


def test_without_the_web_the_sources_at_home_answer(tmp_path: Path, with_article: Given) -> None:
    """Nothing is fetched; which sources are off, and what would switch each on, is told once; a register of one's own speaks."""
    register = tmp_path / "census.csv"
    register.write_text("place,people,year\nJapan,123802000,2024\nTarn,40000,2024\n", encoding="utf-8")
    registers = (Register("Census", register, "place", "people", unit="person", date="year"),)
    settings = with_article(settings_of(tmp_path, None, registers=registers))

    verified = verify_steps(settings)

    assert set(verified.off) == set(WEB)
    assert all(verified.off.values())
    assert verified.asked.total() == 0
    assert ("own_register", "123.8 million people", "supports") in told(settings)


def test_stale_evidence_is_asked_for_again(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """After a source's own rhythm its answer is stale, is shown as such, and the question goes out once more."""
    settings = with_article(settings_of(tmp_path, site))
    verify_steps(settings, only=["world_bank"])
    with opener_of(settings)() as warehouse:
        for column in ("stale_at", "retrieved_at"):
            warehouse.connection.execute(f"UPDATE evidence SET {column} = {column} - INTERVAL 200 DAY")
        warehouse.connection.execute("UPDATE asks SET asked_at = asked_at - INTERVAL 200 DAY")
    assert rows(settings, "SELECT DISTINCT stale FROM claim_evidence") == [{"stale": True}]

    verify_steps(settings, only=["world_bank"])

    assert set(site.hits.values()) == {2}
    assert rows(settings, "SELECT DISTINCT stale FROM claim_evidence") == [{"stale": False}]


def test_results_reach_all_of_a_thread(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """Claims that one thread links are asked about once, and each is held against the answer by itself."""
    settings = with_article(settings_of(tmp_path, site))
    with_another(
        settings, "Joblessness of workers: unemployment in Japan was 4.9 percent in 2024, said 300 miners.", "b"
    )
    ids = rows(settings, "SELECT claim_id FROM claims WHERE quote IN ('2.6 percent', '4.9 percent')")
    with opener_of(settings)() as warehouse:
        for row in ids:
            warehouse.connection.execute(
                "INSERT INTO thread_claims BY NAME SELECT ? AS thread_id, ? AS claim_id, 1.0 AS score, 'hand' AS linked_by, 'r' AS run_id",
                ["0" * 16, row["claim_id"]],
            )

    verify_steps(settings, only=["world_bank"])

    assert [hits for path, hits in site.hits.items() if "SL.UEM" in path] == [1]
    assert told(settings) >= {("world_bank", "2.6 percent", "supports"), ("world_bank", "4.9 percent", "contradicts")}


def test_a_key_goes_to_its_source_in_a_header_alone(
    tmp_path: Path, site: SourceSite, monkeypatch: pytest.MonkeyPatch, with_article: Given
) -> None:
    """It stands in no address, no row and no kept body, and goes to no place that a source redirects to."""
    monkeypatch.setenv("FACTDESK_GOOGLE_KEY", "sesame-7")
    settings = with_article(settings_of(tmp_path, site))
    site.faults = ["redirect_inside"]

    verify_steps(settings, only=["google_fact_check"])

    assert any(headers.get("X-Goog-Api-Key") == "sesame-7" for headers in site.headers)
    assert not any("sesame" in path for path in site.hits)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"sesame-7" in content for content in kept)


def test_a_register_that_cannot_be_asked_is_told(tmp_path: Path, with_article: Given) -> None:
    """A missing file is no evidence, and the run says what to mend."""
    registers = (Register("Census", tmp_path / "gone.csv", "place", "people"),)
    settings = with_article(settings_of(tmp_path, None, registers=registers))

    verified = verify_steps(settings, only=["own_register"])

    assert verified.outcomes.total() == 0
    assert any("there is no such file" in why for _, why in verified.left)


def test_what_is_settled_is_not_asked_about(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """The queue is that of open claims."""
    settings = with_article(settings_of(tmp_path, site))
    with opener_of(settings)() as warehouse:
        warehouse.connection.execute(
            "INSERT INTO reviews BY NAME SELECT substr(sha256(claim_id), 1, 16) AS review_id, claim_id, 'dismissed' AS status,"
            " 'Ada' AS reviewer, now() AS reviewed_at FROM claims"
        )

    verified = verify_steps(settings)

    assert isinstance(verified, Verified)
    assert site.hits.total() == 0


REVIEWED = (
    "The hospital trust grew its budget by £6.4 million to treat 8,960 patients in June 2025, from 8,000 a year earlier, "
    "after the council voted 21 to 14 for the largest budget in its history."
)

RETOLD = (
    "To treat more patients in June 2025 the hospital trust grew its budget by £6.4 million after the council voted."
)


def test_a_verdict_on_a_figure_is_none_on_the_rest_of_its_sentence(tmp_path: Path) -> None:
    """Our own review speaks for the equal claim of another article; other figures and clauses of the sentence get nothing."""
    settings = with_another(settings_of(tmp_path, None), REVIEWED, "a")
    with_another(settings, RETOLD, "b")
    with opener_of(settings)() as warehouse:
        warehouse.connection.execute(
            "INSERT INTO reviews BY NAME SELECT substr(sha256(claim_id), 1, 16) AS review_id, claim_id, 'resolved' AS status,"
            " 'true' AS verdict, 'Ada' AS reviewer, now() AS reviewed_at FROM claims"
            f" WHERE quote IN ('£6.4 million', '8,960 patients') AND article_id = '{ord('a') + 256:016x}'"
        )

    verify_steps(settings, only=["local_fact_checks"])

    quotes = {row["quote"] for row in rows(settings, "SELECT quote FROM claims")}
    supported = rows(
        settings,
        "SELECT quote, count(*) AS n FROM claim_evidence WHERE outcome <> 'silent' GROUP BY ALL ORDER BY quote",
    )
    assert {"£6.4 million", "8,960 patients"} < quotes
    assert len(quotes) > 3
    assert supported == [{"quote": "£6.4 million", "n": 1}]


def test_the_row_keeps_the_series(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """What came back over time is there for a chart."""
    settings = with_article(settings_of(tmp_path, site))

    verify_steps(settings, only=["world_bank"])

    series = json.loads(rows(settings, "SELECT series FROM evidence")[0]["series"])
    assert series == [["2021-12-31", 2.828], ["2023-12-31", 2.6], ["2024-12-31", 2.563]]


def test_settings_of_one_source_leave_the_others(tmp_path: Path, site: SourceSite, with_article: Given) -> None:
    """A source that is switched off is told as such."""
    base = settings_of(tmp_path, site)
    off = replace(
        base, asking=replace(base.asking, by_source={**base.asking.by_source, "eurostat": SourceSettings(on=False)})
    )

    verified = verify_steps(with_article(off))

    assert verified.off["eurostat"] == "the settings say so"
    assert not any("eurostat" in path for path in site.hits)
