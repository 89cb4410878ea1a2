"""Every attack of attacks/exports.toml is tried, and must end as the file says: nothing that leaves runs, or lies elsewhere."""

import csv
import io
import json
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from fastapi.testclient import TestClient

from desk.web.app import make_app
from desk.web.desk import open_desk
from flows.exports import nodes_as_text, write_each, write_whole
from flows.settings import Settings
from reports.subject_page import FILE_NAME, file_name_of
from reports.tables import to_csv, to_jsonl
from tests.desk.house import ORIGIN

ROWS = tomllib.loads((Path(__file__).parent / "attacks" / "exports.toml").read_text("utf-8"))["attack"]
CELLS = [row for row in ROWS if row["name"].startswith("cell ")]
OTHERS = [row for row in ROWS if row not in CELLS]
Attack = Callable[[Path], str]
ATTACKS: dict[str, Attack] = {}
ID = "0123456789abcdef"


def attack(made: Attack) -> Attack:
    """Take a function as the attack of its own name; it returns how it ended."""
    ATTACKS[made.__name__.strip("_")] = made
    return made


def test_every_attack_of_the_list_is_there():
    """No row without its attack, no attack without its row, and no key that nobody reads."""
    assert [row["name"] for row in OTHERS] == list(ATTACKS)
    assert {key for row in ROWS for key in row} == {"name", "attack", "outcome"}


@pytest.mark.parametrize("row", CELLS, ids=lambda row: row["name"])
def test_a_cell_stays_a_cell_and_is_no_formula(row: dict[str, str]):
    """The CSV has the one row, the one cell, and in it what the list says."""
    written = to_csv([{"words": row["attack"], "next": 1}])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["words", "next"], [row["outcome"], "1"]]


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: row["name"])
def test_the_attack_ends_as_the_list_says(row: dict[str, str], tmp_path: Path):
    """Each attack looks at what became of it, and says so in the words of the list."""
    assert ATTACKS[row["name"]](tmp_path) == row["outcome"]


def cell_of(table: pl.DataFrame | list[dict[str, object]], line: int) -> str:
    """Return the first cell of a line of the CSV of a table."""
    return list(csv.reader(io.StringIO(to_csv(table), newline="")))[line][0]


@attack
def _formula_as_a_column(_: Path) -> str:
    return cell_of(pl.DataFrame({"=1+1": [2]}), 0)


@attack
def _formula_in_a_list(_: Path) -> str:
    return cell_of([{"flags": ["=1+1", "b"]}], 1)


# Files at places that nobody named


def exported_as(claim_id: str, folder: Path) -> str:
    """Export a claim of this id into a folder of one file a claim, and tell what came of it."""
    out = folder / "a" / "b"
    with pytest.raises(ValueError, match="is no claim_id"):
        write_each([(claim_id, {"name": "x"})], out)
    files = [each for each in folder.rglob("*") if each.is_file()]
    return "refused, and no file is written" if not files else f"written: {files}"


@attack
def _path_upwards_as_a_claims_id(tmp_path: Path) -> str:
    return exported_as("../../outside", tmp_path)


@attack
def _whole_path_as_a_claims_id(tmp_path: Path) -> str:
    return exported_as(str(tmp_path / "outside"), tmp_path)


@attack
def _line_feed_behind_a_claims_id(tmp_path: Path) -> str:
    return exported_as(f"{ID}\n", tmp_path)


def written_over_a_link(name: str, write: Callable[[Path], None], folder: Path) -> str:
    """Write an export where a link of somebody else lies, and tell what became of the file that it leads to."""
    theirs, link = folder / "theirs.txt", folder / "out" / name
    link.parent.mkdir()
    theirs.write_text("theirs", encoding="utf-8")
    link.symlink_to(theirs)
    write(link)
    assert not link.is_symlink()
    assert link.read_text(encoding="utf-8").startswith("{")
    assert theirs.read_text(encoding="utf-8") == "theirs"
    return "the link is replaced, and the file that it led to is as it was"


@attack
def _link_in_the_place_of_the_export(tmp_path: Path) -> str:
    return written_over_a_link("claims.jsonl", lambda link: write_whole(link, b"{}"), tmp_path)


@attack
def _link_in_the_place_of_a_claims_file(tmp_path: Path) -> str:
    write = partial(write_each, [(ID, {"name": "x"})])
    return written_over_a_link(f"{ID}.jsonld", lambda link: write(link.parent), tmp_path)


def page_of(name: str, folder: Path) -> str:
    """Return what the file of an outlet's page is like; it lies in the folder of the pages."""
    file = folder / file_name_of(name)
    file.write_text("page", encoding="utf-8")
    assert file.resolve().parent == folder.resolve()
    assert FILE_NAME.fullmatch(file.name), file.name
    return "a name of small letters, digits and dashes, ending in a hash"


@attack
def _outlet_named_as_a_path(tmp_path: Path) -> str:
    return page_of("../../../etc/cron.d/x", tmp_path)


@attack
def _outlet_named_as_a_whole_path(tmp_path: Path) -> str:
    return page_of(f"{tmp_path}/outside\x00.html", tmp_path)


@attack
def _outlet_named_as_a_device(tmp_path: Path) -> str:
    return page_of("CON", tmp_path)


@attack
def _outlet_with_an_endless_name(tmp_path: Path) -> str:
    return page_of("Post " * 10_000, tmp_path)


@attack
def _outlets_of_one_name_but_for_signs(_: Path) -> str:
    return "two files" if file_name_of("The Post") != file_name_of("The/Post") else "one file"


# Ends in the middle of a text


@attack
def _end_of_the_script_in_a_review(_: Path) -> str:
    node = {"reviewBody": "</script><script>alert(1)</script><!--"}
    texts = nodes_as_text([node], one_a_line=False, form="claimreview")
    assert json.loads(texts) == [node]
    return "no < is in the file" if "<" not in texts else texts


@attack
def _ends_of_lines_in_json_lines(_: Path) -> str:
    text = "a\nb\rc\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\u2028j\u2029k"
    written = to_jsonl([{"note": text}])
    assert json.loads(written) == {"note": text}
    return "one line" if len(written.splitlines()) == 1 else written


# Paths under /static


def asked_of_the_desk(path: str, folder: Path) -> str:
    """Ask a real desk for a path as it stands, and return the status."""
    settings = Settings(folder / "data", reviewer="operator")
    with open_desk(settings) as desk:
        answer = TestClient(make_app(desk), base_url=ORIGIN, client=("127.0.0.1", 50_000)).get(path)
    assert "import" not in answer.text
    return str(answer.status_code)


@attack
def _static_path_upwards(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/../app.py", tmp_path)


@attack
def _static_path_upwards_encoded(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/%2e%2e%2fapp.py", tmp_path)


@attack
def _static_path_upwards_encoded_twice(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/%252e%252e%252fapp.py", tmp_path)


@attack
def _static_path_with_backslashes(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/..%5capp.py", tmp_path)


@attack
def _static_whole_path(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/%2fetc%2fpasswd", tmp_path)


@attack
def _static_path_with_a_null(tmp_path: Path) -> str:
    return asked_of_the_desk("/static/desk.css%00.svg", tmp_path)
