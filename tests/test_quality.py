"""What is measured is kept and shown: blind rounds, dev figures, kinds of faults, and the rows that an editor would see."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench import blind
from bench.faults import Kind, read_printed_kinds, shares_of
from bench.floors import FLOORS, read_floors
from bench.measures import KEPT
from bench.predict_desk import LONGEST_ITEM, items_of, predict
from bench.predict_gold import places_of
from bench.quality import PAGE, page_of
from bench.rounds import BLIND, DEV, Round, append_round, read_rounds, write_rounds

STORY = (
    "The clinic in Ostby closed on Monday. At least 14 people died there in March, the health board said. "
    "The board, which has 9 members, will meet in June.\n"
    "It is the second-largest clinic of the county."
)

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give what writes a folder of articles with these texts."""

    def write(*texts: str) -> Path:
        (tmp_path / "set" / "articles").mkdir(parents=True)
        for number, text in enumerate(texts):
            record = {
                "doc_id": f"a{number}",
                "title": "Clinic closed",
                "date": "2024-04-09",
                "outlet": "",
                "text": text,
            }
            (tmp_path / "set" / "articles" / f"a{number}.json").write_text(json.dumps(record), encoding="utf-8")
        return tmp_path / "set"

    return write


def test_an_editor_gets_sentences_in_the_order_of_the_report(folder: Folder) -> None:
    """Items are sentences, those to be verified first; every figure and ranking comes with all its readings."""
    (row,) = predict(folder(f"\n{STORY}\n"))
    text = f"\n{STORY}\n"

    shown = [text[item["start"] : item["end"]] for item in row["items"]]
    flags = [item["needs_verification"] for item in row["items"]]
    assert shown[0].startswith("At least 14 people died")
    assert flags == sorted(flags, reverse=True)
    assert len(set(shown)) == len(shown)
    toll = next(claim for claim in row["claims"] if "14" in text[claim["start"] : claim["end"]])
    assert (toll["value_low"], toll["value_high"], toll["modifier"]) == (14, None, "at_least")
    assert (toll["kind"], toll["unit"], toll["tense"]) == ("people", "person", "past_present")
    assert (toll["time_first"], toll["time_last"]) == ("2024-03-01", "2024-03-31")
    assert "health board" in toll["claimant"]
    assert any(claim["kind"] == "ranking" for claim in row["claims"])


def test_what_is_refused_has_an_empty_row(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """An article that the product refuses costs its own row only, and is told."""
    rows = list(predict(folder("Subscribe to continue reading.", STORY)))

    assert [bool(row["claims"]) for row in rows] == [False, True]
    assert "a0" in capsys.readouterr().err


def test_a_long_sentence_is_shown_from_its_claims_on() -> None:
    """No item is longer than the format allows, and the claims are in it."""
    claim = {
        "sentence_start": 0,
        "sentence_end": 2_000,
        "start_char": 1_500,
        "needs_verification": True,
        "claimant": None,
    }

    (item,) = items_of([claim], range(10, 2_012))

    assert (item["start"], item["end"]) == (1_510, 2_010)
    assert item["end"] - item["start"] <= LONGEST_ITEM


def test_offsets_are_led_back_to_the_text_as_it_was_handed_in() -> None:
    """What does not show is left out in reading, and counted again in predictions."""
    handed_in = " One\u2060 ship\r\nsank."

    places = places_of("One ship\nsank.", handed_in)

    assert "".join(handed_in[at] for at in places[:-1]) == "One ship\nsank."
    assert places[-1] == len(handed_in)
    with pytest.raises(ValueError, match="led back"):
        places_of("Two ships", handed_in)


def made(name: str, sort: str = "articles", **figures: float) -> Round:
    """Return a measurement."""
    return Round(name, sort, 20, date(2024, 5, 1), "abc1234", figures)


def test_rounds_are_kept_as_they_were(tmp_path: Path) -> None:
    """Names with quotes and measures with a plus come back; adding leaves what was there."""
    path = tmp_path / "rounds.toml"
    first, second = made('the "north" set', **{"content+speaker_f1": 0.5}), made("south", detection_f1=0.25)

    write_rounds(path, [first], "Kept.")
    append_round(path, second)

    assert read_rounds(path) == [first, second]


def test_the_page_shows_all_rounds_beside_dev() -> None:
    """Dev, blind and seen stand in one table; a set measured again after it was opened is no longer blind."""
    page = page_of(
        [made("desk", detection_f1=0.9, list_f1=0.7), made("cases", "faults", **{"all": 0.5, "A1 spaces": 0.25})],
        [made("set1", detection_f1=0.61), made("set1", detection_f1=0.88), made("s9", "sentences", detection_f1=0.5)],
    )

    rows = [line for line in page.splitlines() if line.startswith(("| desk |", "| set1 |", "| s9 |"))]
    assert [row.split(" | ")[1] for row in rows][:3] == ["dev", "blind", "seen"]
    assert [row.split(" | ")[5].rstrip(" |") for row in rows[:3]] == ["90.0", "61.0", "88.0"]
    assert any(row.startswith("| s9 | blind") and row.rstrip(" |").endswith("50.0") for row in rows)
    assert "| A1 spaces | 25.0 |" in page


def test_the_page_of_the_project_is_current() -> None:
    """docs/quality.md is what the kept measurements give: no round is left out or mended by hand."""
    assert PAGE.read_text(encoding="utf-8") == page_of(read_rounds(DEV), read_rounds(BLIND))


def test_shares_of_faults() -> None:
    """The tool's table is read, ordered as people count, and summed by section."""
    printed = '   2 of   5  B1 ranks\n  9 of  10  A10 carried over\n   1 of   2  A2 signs: "-"\n12 of 17 pass (70.6%)\n'

    kinds = read_printed_kinds(printed)

    assert kinds == [Kind('A2 signs: "-"', 1, 2), Kind("A10 carried over", 9, 10), Kind("B1 ranks", 2, 5)]
    shares = shares_of(kinds)
    assert (shares["all"], shares["section A"], shares["section B"]) == (round(12 / 17, 4), round(10 / 12, 4), 0.4)


SCORER = """
import json, sys
gold, pred = (sys.argv[sys.argv.index(key) + 1] for key in ("--gold", "--pred"))
rows = [json.loads(line) for line in open(pred, encoding="utf-8")]
print(json.dumps({"articles": len(rows), "detection_f1": sum(len(row["claims"]) for row in rows) / 10, "restraint": None}))
"""


def test_a_blind_set_is_measured_and_kept(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command predicts, scores, prints the row, and adds it only when asked to; sentences are told from articles."""
    source, tool = folder("The harbour lost 40 cranes.", "In May, 7 dockers were hurt."), tmp_path / "scorer.py"
    tool.write_text(SCORER, encoding="utf-8")
    monkeypatch.setattr(blind, "BLIND", tmp_path / "blind.toml")

    assert blind.main([str(source), "--score", str(tool), "--set", "docks"]) == 0
    assert not (tmp_path / "blind.toml").exists()
    assert blind.main([str(source), "--score", str(tool), "--set", "docks", "--write"]) == 0

    (kept,) = read_rounds(tmp_path / "blind.toml")
    assert (kept.name, kept.sort, kept.size, kept.figures) == ("docks", "sentences", 2, {"detection_f1": 0.2})
    assert 'name = "docks"' in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_a_wrong_usage() -> None:
    """The command ends with 2 and names the folder."""
    asked: list[Any] = [sys.executable, "-m", "bench.blind", "nowhere", "--score", "s.py", "--set", "x"]

    ended = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    assert "nowhere: no such file or folder" in ended.stderr


def test_every_floor_is_of_a_measure_that_is_kept() -> None:
    """A floor on a measure that the page does not show would be seen by nobody."""
    unseen = [f for f in read_floors(FLOORS) if f.measure not in KEPT["articles" if f.task == "desk" else f.task]]

    assert unseen == []
