"""The questions of the handbook: kept once, each runs, most find something in a small newsroom, and nothing is untold."""

import json
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from desk.questions import examples, grouped_examples
from desk.questions.explaining import UnknownRelation, explain_relation, explain_schema
from desk.questions.manual import manual
from desk.questions.schema import own_columns, relations
from flows.publish import publish_snapshot_of
from flows.reviews import Act, append_review
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.ask import ask
from warehouse.sqlfile import FOLDER, read_folder
from warehouse.store import open_warehouse

PROJECT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
ARTICLES = tomllib.loads((CASES / "questions" / "newsroom.toml").read_text("utf-8"))["article"]

# What a newsroom of a week has none of: what was told or checked before, feeds, imported fact-checks.
MAY_BE_EMPTY = {"came_back", "feeds_that_fail", "checked_by_others"}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data folder into which the newsroom's articles were run, with a review and a refused input."""
    folder = tmp_path_factory.mktemp("newsroom")
    settings = Settings(folder / "data")
    for run in (1, 2):
        file = folder / f"run-{run}.jsonl"
        kept = [{k: v for k, v in each.items() if k != "run"} for each in ARTICLES if each["run"] == run]
        file.write_text("\n".join(map(json.dumps, [*kept, {"title": "no text"}])), encoding="utf-8")
        run_inputs([str(file)], settings)
    publish_snapshot_of(settings)
    claim_id = ask(settings.published, "SELECT claim_id FROM verification_queue LIMIT 1").item()
    opener = partial(open_warehouse, settings.live)
    append_review(opener, claim_id, Act("Ada", verdict="false", evidence_url="https://register.example/14"))
    publish_snapshot_of(settings)
    return settings


@pytest.mark.parametrize("name", [example.name for example in examples()])
def test_a_question_is_answered(name: str, newsroom: Settings):
    """Every question runs, and finds something where the newsroom has anything of the kind."""
    example = next(each for each in examples() if each.name == name)
    rows = ask(newsroom.published, example.sql)

    assert bool(rows.height) is (name.partition("_")[2] not in MAY_BE_EMPTY)


def test_there_are_twenty_questions_and_more():
    """In groups that hang together, each asked in words, each with the shape of its answer."""
    groups = [group for group, _ in grouped_examples()]

    assert len(examples()) >= 20
    assert len(groups) == len(set(groups))
    assert all(each.asks.endswith("?") and each.gives[0].islower() for each in examples())
    assert len({each.asks for each in examples()}) == len(examples())


def test_the_page_of_questions_is_current():
    """`make docs` writes it from the files."""
    assert (PROJECT / "docs" / "sql.md").read_text(encoding="utf-8") == manual()


def test_every_column_has_a_meaning():
    """Of views and macros too: whoever adds a column says what it means."""
    untold = [(each.name, column.name) for each in relations() for column in each.columns if not column.meaning]

    assert untold == []


def test_no_meaning_is_of_a_column_that_is_not_there():
    """The file of meanings follows the views."""
    known = {each.name: {column.name for column in each.columns} for each in relations()}

    assert {name: set(told) - known[name] for name, told in own_columns().items() if set(told) - known[name]} == {}


def test_everything_that_can_be_asked_is_told(newsroom: Settings):
    """What the published file has and what is told of it are the same."""
    told = {each.name for each in relations()}
    files = {file.name for kind in ("views", "macros") for file in read_folder(FOLDER / kind)}
    there = set(ask(newsroom.published, "SELECT table_name FROM information_schema.tables")["table_name"])

    assert there <= told
    assert files <= told


def test_the_schema_is_told_without_a_database(factdesk: Callable[..., Result], workplace: Path):
    """Tables, views, columns, questions; and no file is made."""
    told = factdesk("sql", "--explain-schema").stdout

    for words in ("flagged_claims", "Macros:", "checkworthiness", "how pressing it is", "What should we check first?"):
        assert words in told
    assert max(map(len, told.splitlines())) <= 140
    assert list(workplace.iterdir()) == []


def test_one_table_is_told_alone(factdesk: Callable[..., Result]):
    """With the questions that use it."""
    told = factdesk("sql", "--explain-schema", "figure_edits").stdout

    assert "quote_before" in told
    assert "Which figures did an outlet change" in told
    assert "What should we check first?" not in told


def test_an_unknown_table_is_told_with_those_like_it(factdesk: Callable[..., Result]):
    """The next step is in the message."""
    result = factdesk("sql", "--explain-schema", "flaged_claims")

    assert result.exit_code == 2
    assert "did you mean flagged_claims" in result.stderr
    with pytest.raises(UnknownRelation, match="lists them all"):
        explain_relation("zzz", 80)


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_the_schema_fits_the_terminal(width: int):
    """Lines break between words, down to a width at which nothing can be read anyway."""
    questions = {line.strip() for example in examples() for line in example.sql.splitlines()}
    lines: list[Any] = [line for line in explain_schema(width).splitlines() if line.strip() not in questions]

    assert [line for line in lines if len(line) > max(width, 90)] == []
