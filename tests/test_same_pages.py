"""One story is one page, though its address follows its headline; and two stories stay two, though they share an id."""

import json
from pathlib import Path

import pytest

from claims.addresses import story_key
from flows.settings import Settings
from flows.steps import run_inputs
from warehouse.audit import run_assertions
from warehouse.store import open_warehouse, read_rows

STORY = (
    "The storm hurt {} people in Merrow on Monday, the fire service said. Roofs came off along the quay, and the ferry to "
    "Tarn stayed in port. The council opened the sports hall for those who could not go home. Power was cut in the old town, "
    "where trees had fallen onto the lines, and engineers worked through the night. Schools will stay closed until Thursday, "
    "and the market was called off."
)
OTHER = "The choir of Tarn sings on Friday in the town hall, and 40 people from three villages will take part in it this year."
HOST = "https://post.example"


def pages_of(tmp_path: Path, *inputs: list[tuple[str, str]]) -> list[int]:
    """How many versions each page has after runs, each over some addresses with their texts."""
    settings = Settings(tmp_path / "data")
    for run in inputs:
        rows = [{"url": f"{HOST}{path}", "text": text} for path, text in run]
        (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        run_inputs([str(tmp_path / "pages.jsonl")], settings)
    with open_warehouse(settings.live) as warehouse:
        assert run_assertions(warehouse).is_empty()
        found = "SELECT count(*) AS versions FROM articles GROUP BY page_id ORDER BY versions"
        return list(read_rows(warehouse, found)["versions"])


FIRST, EDITED = STORY.format(12), STORY.format(15)
CASES = {
    "the id stays and the slug follows the headline": ([[("/news/4711042/storm-hurts-12", FIRST)], [("/news/4711042/storm-hurts-15", EDITED)]], [2]),
    "in one run": ([[("/news/storm-hurts-12-4711042", FIRST), ("/news/storm-hurts-15-4711042", EDITED)]], [2]),
    "the same text moved, without an id": ([[("/storm", FIRST)], [("/weather/storm", FIRST)]], [1]),
    "an id that a topic has": ([[("/topics/4711042/storm", FIRST)], [("/topics/4711042/choir", OTHER)]], [1, 1]),
    "a day is no id": ([[("/20260301/storm-hurts-12", FIRST)], [("/20260301/storm-hurts-15", EDITED)]], [1, 1]),
    "the new address is met a second time": ([[("/news/4711042/a", FIRST)], [("/news/4711042/b", EDITED)], [("/news/4711042/b", EDITED)]], [2]),
    "and with a third text": ([[("/news/4711042/a", FIRST)], [("/news/4711042/b", EDITED)], [("/news/4711042/b", STORY.format(17))]], [3]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_story_is_one_page(name: str, tmp_path: Path):
    """By its id where the text is like that of the known page, or by the very text."""
    inputs, versions = CASES[name]
    assert pages_of(tmp_path, *inputs) == versions


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/news/world-europe-56789012", "post.example#56789012"),
        ("/2026/03/01/storm", None),
        ("/article/storm-idUSKBN2AB12C", "post.example#iduskbn2ab12c"),
        ("/a/1a2b3c4d5e6f7a8b", "post.example#1a2b3c4d5e6f7a8b"),
        ("/top-100", None),
        ("/?id=4711042", None),
    ],
)
def test_the_id_of_an_address(path: str, key: str | None):
    """The last one of the path; days, small numbers and words are none."""
    assert story_key(HOST + path) == key
