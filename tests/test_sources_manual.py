"""docs/sources.md promises a register in five minutes, questions in SQL, and names every source: all of it is tried."""

import re
from pathlib import Path

from claims.sources.names import SOURCE_NAMES
from flows.settings import load_settings
from flows.verify import ask_what_is_due
from tests.test_verify import rows, with_another

MANUAL = (Path(__file__).parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")


def block(language: str, word: str = "") -> str:
    """Return the one block of a language that has the word in it."""
    (found,) = (each for each in re.findall(rf"```{language}\n(.*?)```", MANUAL, flags=re.DOTALL) if word in each)
    return str(found)


def test_the_register_of_the_manual_works_as_it_says(tmp_path: Path):
    """The file and the settings as printed; of the two sentences as printed one is supported, and the other is not."""
    (tmp_path / "harbours.csv").write_text(block("csv"), encoding="utf-8")
    (tmp_path / "factdesk.toml").write_text(block("toml", "[[register]]"), encoding="utf-8")
    settings = load_settings(tmp_path / "factdesk.toml", data_folder=tmp_path / "data", environ={})
    said = re.findall(r"`(Port Ellen handled [^`]*)`", MANUAL)
    for number, sentence in enumerate(said):
        with_another(settings, sentence + " The gale killed 12 sailors of its crews.", "ab"[number])

    ask_what_is_due(settings, only=["own_register"])

    found = rows(settings, "SELECT quote, outcome FROM claim_evidence WHERE outcome <> 'silent' ORDER BY quote")
    assert found == [{"quote": "412 ships", "outcome": "supports"}, {"quote": "700 ships", "outcome": "contradicts"}]


def test_the_question_of_the_manual_is_answered(tmp_path: Path):
    """The SELECT as printed runs."""
    settings = load_settings(None, data_folder=tmp_path, environ={})
    with_another(settings, "The gale killed 12 sailors in 2024.", "a")

    assert rows(settings, block("sql")) == []


def test_every_source_is_in_the_manual():
    """A source that nobody is told of is not there for people."""
    for name in SOURCE_NAMES:
        assert f"`{name}`" in MANUAL
