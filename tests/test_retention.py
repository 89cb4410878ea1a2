"""Texts are kept as long as their outlet's rule says, and what is to be forgotten leaves nothing but that it was."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from claims.version import found_with
from flows.forgetting import NoSuchPage, forget_pages
from flows.publish import publish_snapshot_of
from flows.settings import Settings, SettingsError, load_settings
from flows.steps import run_inputs
from schemas.keeping import Keeping
from warehouse.audit import run_assertions
from warehouse.retention import CUT, cut_text, cut_texts
from warehouse.store import open_warehouse, read_rows

STORY = (
    "The ferry company sold 4,200 tickets in June, its director Orla Venn said. A brass band played at the quay all day.\n\n"
    "Repairs of the second pier will cost 3.1 million euros, according to the council. Gulls ate most of the pastries."
)
OTHER = (
    "The bakery on Tiller Street paid 310,000 euros in wages last year. It is painted in a quiet blue.\n\n"
    "Its owner Rufus Ohm employs 14 people, the chamber of trade said."
)


def write_stories(folder: Path) -> dict[str, Path]:
    """Write both stories, and return their files by outlet."""
    files = {name: folder / f"{name}.json" for name in ("ferry", "bakery")}
    for (name, path), text in zip(files.items(), (STORY, OTHER), strict=True):
        record = {"title": None, "text": text, "url": f"https://{name}.example/news/1", "date": "2026-03-04"}
        path.write_text(json.dumps(record), encoding="utf-8")
    return files


def read_stories(data: Path) -> None:
    """Run both stories into a data folder, each for an outlet of its own."""
    for name, path in write_stories(data.parent).items():
        run_inputs([str(path)], replace(Settings(data), outlet=name))


@pytest.fixture
def data_of(tmp_path: Path, made_once: Callable[..., Path]) -> Callable[..., Settings]:
    """Return what gives settings of a data folder with both stories, whose files lie beside it."""
    write_stories(tmp_path)
    return lambda **known: Settings(made_once(read_stories, tmp_path / "data"), **known)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70))))
def test_a_cut_text_is_as_long_and_says_only_its_spans(text: str, spans: list[tuple[int, int]]):
    """Offsets go on holding: inside a span the text is as it was, outside stand marks and ends of lines."""
    spans = [(min(pair), min(max(pair), len(text))) for pair in spans if min(pair) <= len(text)]
    cut = cut_text(text, spans)
    inside = {at for start, end in spans for at in range(start, end)}
    assert len(cut) == len(text)
    for at, (left, was) in enumerate(zip(cut, text, strict=True)):
        assert left == (was if at in inside or was == "\n" else CUT)


def test_after_its_time_a_text_holds_the_sentences_of_its_claims(data_of: Callable[..., Settings]):
    """The quotes stand where their spans say, what no claim stands in is gone, and every promise of the warehouse holds."""
    settings = data_of(keeping=(Keeping("ferry", 0), Keeping(None, None)))
    publish_snapshot_of(settings)
    with open_warehouse(settings.live) as warehouse:
        rows = read_rows(warehouse, "SELECT * FROM claims JOIN articles USING (article_id) JOIN pages USING (page_id)")
        assert run_assertions(warehouse).is_empty()
        assert cut_texts(warehouse, settings.keeping, at=datetime.now(UTC)) == 0
    assert set(rows["outlet"]) == {"ferry", "bakery"}
    for row in rows.to_dicts():
        assert row["text"][row["start_char"] : row["end_char"]] == row["quote"]
        assert row["text_kept"] == ("spans" if row["outlet"] == "ferry" else None)
        assert ("brass band" in row["text"], "quiet blue" in row["text"]) == (False, row["outlet"] == "bakery")
        assert len(row["text"]) == len(STORY if row["outlet"] == "ferry" else OTHER)


@pytest.mark.parametrize(("days", "after", "cut"), [(30, 29, 0), (30, 31, 2), (0, 0, 2), (None, 5_000, 0)])
def test_a_rule_counts_days_from_when_a_text_came(
    data_of: Callable[..., Settings], days: float | None, after: int, cut: int
):
    """A rule without outlet is for all that have none of their own."""
    settings = data_of()
    with open_warehouse(settings.live) as warehouse:
        at = datetime.now(UTC) + timedelta(days=after)
        assert cut_texts(warehouse, [Keeping(None, days)], at=at) == cut


def test_a_cut_text_that_comes_in_again_for_other_finders_is_whole(tmp_path: Path, data_of: Callable[..., Settings]):
    """Claims that are found anew stand in a text that has their words; its time then ends once more."""
    settings = data_of(keeping=(Keeping(None, 0),))
    publish_snapshot_of(settings)
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute("UPDATE articles SET found_with = 'older'")
    run_inputs([str(tmp_path / "ferry.json")], replace(settings, outlet="ferry"))
    with open_warehouse(settings.live) as warehouse:
        select = "SELECT text FROM articles WHERE text_kept IS NULL AND found_with = ?"
        assert read_rows(warehouse, select, [found_with()])["text"].to_list() == [STORY]
        assert set(run_assertions(warehouse)["table_name"]) <= {"runs"}
    publish_snapshot_of(settings)
    with open_warehouse(settings.live) as warehouse:
        assert set(run_assertions(warehouse)["table_name"]) <= {"runs"}  # which count no second reading
        assert read_rows(warehouse, "SELECT count(*) FROM articles WHERE text_kept IS NULL").item() == 0


def test_a_cut_that_leaves_too_much_is_found(data_of: Callable[..., Settings]):
    """The promise is kept by an assertion, and it can fail."""
    settings = data_of()
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute("UPDATE articles SET text_kept = 'spans'")
        assert set(run_assertions(warehouse)["assertion"]) == {"cut_texts_hold_claims_alone"}


def test_a_forgotten_page_leaves_no_word_anywhere(tmp_path: Path, data_of: Callable[..., Settings]):
    """Not in the live file, the published ones, the reports or the free blocks of any; the other page stays whole."""
    settings = data_of()
    run_inputs([str(tmp_path / "ferry.json")], settings)
    publish_snapshot_of(settings)
    forgot = forget_pages(["https://ferry.example/news/1"], settings, by="Ada")
    assert (len(forgot.page_ids), forgot.articles) == (1, 1)
    assert forgot.claims > 1
    with open_warehouse(settings.live) as warehouse:
        assert run_assertions(warehouse).is_empty()
        assert read_rows(warehouse, "pages")["url"].to_list() == ["https://bakery.example/news/1"]
        [noted] = read_rows(warehouse, "forgotten").to_dicts()
        assert (noted["page_id"], noted["forgotten_by"], noted["claims"]) == (forgot.page_ids[0], "Ada", forgot.claims)
    told = [file for file in settings.data_folder.rglob("*") if file.is_file()]
    assert settings.live in told
    for file in told:
        for word in (b"Orla Venn", b"ferry.example", b"brass band", b"second pier"):
            assert word not in file.read_bytes(), file


def test_a_forgotten_page_is_refused_when_it_comes_again(tmp_path: Path, data_of: Callable[..., Settings]):
    """By its hash, since its name may be what was to be forgotten; nothing of it is kept."""
    settings = data_of()
    forgot = forget_pages(["https://ferry.example/news/1"], settings, by="Ada")
    _run, outcome = run_inputs([str(tmp_path / "ferry.json")], replace(settings, outlet="ferry"))
    [refused] = outcome.refused
    assert (refused.name, refused.rule) == (forgot.page_ids[0], "it was deleted on request, and is not kept again")
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, "SELECT count(*) FROM articles").item() == 1


def test_copies_of_a_forgotten_page_go_on_among_themselves(tmp_path: Path):
    """The first of those that are left is what the others are copies of."""
    settings, story = Settings(tmp_path / "data"), f"{STORY}\n\n{OTHER}"
    for name in ("a", "b", "c"):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({"text": story, "url": f"https://{name}.example/1"}), encoding="utf-8")
        run_inputs([str(path)], settings)
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, "SELECT count(DISTINCT origin_id) FROM articles").item() == 1
    forget_pages(["https://a.example/1"], settings, by="Ada")
    with open_warehouse(settings.live) as warehouse:
        assert run_assertions(warehouse).is_empty()
        select = "SELECT url, origin_id = first_value(article_id) OVER (ORDER BY url) FROM articles JOIN pages USING (page_id)"
        assert sorted(read_rows(warehouse, select).rows()) == [
            ("https://b.example/1", True),
            ("https://c.example/1", True),
        ]


def test_nothing_is_deleted_where_a_name_is_unknown(data_of: Callable[..., Settings]):
    """All of what was asked for, or none of it."""
    settings = data_of()
    with pytest.raises(NoSuchPage, match="no page goes by this name"):
        forget_pages(["https://ferry.example/news/1", "https://nowhere.example/"], settings, by="Ada")
    with open_warehouse(settings.live) as warehouse:
        assert read_rows(warehouse, "pages").height == 2


def test_forgetting_is_told_to_the_audit(data_of: Callable[..., Settings], factdesk: Callable[..., Result]):
    """Who did it and when, by the page's hash; a deletion that nobody signs is refused."""
    settings = data_of()
    refused = factdesk("forget", "https://ferry.example/news/1", "--data", settings.data_folder)
    assert (refused.exit_code, "say who deletes it" in refused.output) == (2, True)
    done = factdesk("forget", "https://ferry.example/news/1", "--by", "Ada", "--data", settings.data_folder)
    assert done.exit_code == 0, done.output
    [line] = (settings.desk_folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["event"], told["by"], len(told["page_id"])) == ("page forgotten", "Ada", 16)
    assert "ferry" not in line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[[keep]]\ntexts = "spans"', (Keeping(None, 0),)),
        ('[[keep]]\noutlet = "A"\ndays = 30\n[[keep]]', (Keeping("A", 30), Keeping(None, None))),
        ('[[keep]]\ntexts = "some"', 'texts must be "full" or "spans"'),
        ("[[keep]]\n[[keep]]", "has two rules for all outlets"),
    ],
)
def test_the_rules_are_settings(tmp_path: Path, text: str, wanted: Any):
    """One for each outlet, and one for all others."""
    file = tmp_path / "factdesk.toml"
    file.write_text(text, encoding="utf-8")
    if isinstance(wanted, str):
        with pytest.raises(SettingsError, match=wanted):
            load_settings(file, environ={})
    else:
        assert load_settings(file, environ={}).keeping == wanted
