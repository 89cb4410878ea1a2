"""What the attribution reader promises, case by case; the cases are in cases/attribution/."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.attribution import RoleTags, ScoredSpan, find_attributions, find_by_rules
from claims.claimants import can_speak
from claims.model import Attribution, Span

CASES = Path(__file__).parent / "cases" / "attribution"
TAG_CASES = Path(__file__).parent / "cases" / "attribution_tags"
ROLES = {"x": "content", "c": "cue", "s": "source"}
CASE_KEYS = {"name", "text", "attributions"}
ROW_KEYS = {"source", "cue", "content", "voice", "speaker", "kind", "note", "outer"}


def read_cases(folder: Path):
    """Return the cases of all files of a folder with the names of both."""
    for path in sorted(folder.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def shown(attribution: Attribution, text: str, keys: set[str]) -> dict[str, object]:
    """Return an attribution as a case writes it, with the wanted keys only."""
    row: dict[str, object] = {
        "source": " … ".join(span.of(text) for span in attribution.source),
        "cue": " … ".join(span.of(text) for span in attribution.cue),
        "content": [span.of(text) for span in attribution.content],
        "voice": attribution.voice,
        "speaker": attribution.speaker or "",
        "kind": attribution.speaker_kind or "",
        "note": attribution.note or "",
        "outer": -1 if attribution.outer is None else attribution.outer,
    }
    return {key: row[key] for key in row if key in keys}


@pytest.mark.parametrize("case", read_cases(CASES))
def test_case(case: dict[str, Any]):
    """The attributions of the text are those of the case, in order, in every field that the case gives."""
    assert_found(find_by_rules(case["text"]), case["text"], case)


@pytest.mark.parametrize("case", read_cases(TAG_CASES))
def test_tagged_case(case: dict[str, Any]):
    """With the marked words as an encoder's tags, the attributions are those of the case."""
    text, tags = read_marks(case["text"])

    assert_found(find_attributions(text, tags), text, case)


def assert_found(found: list[Attribution], text: str, case: dict[str, Any]):
    """Compare what was found with a case, in every field that the case gives."""
    assert set(case) <= CASE_KEYS
    assert all(set(row) <= ROW_KEYS for row in case["attributions"])
    wanted = case["attributions"]
    keys = [set(row) for row in wanted] + [ROW_KEYS] * max(0, len(found) - len(wanted))
    assert [shown(a, text, keys[at]) for at, a in enumerate(found)] == wanted


def read_marks(marked: str) -> tuple[str, RoleTags]:
    """Return a text without its marks, and the marked spans as tags."""
    spans: dict[str, list[ScoredSpan]] = {role: [] for role in ROLES.values()}
    starts: dict[str, int] = {}
    text = ""
    for words, closes, role in re.findall(r"([^<]*)(?:<(/?)([xcs])>)?", marked):
        text += words
        if role and closes:
            spans[ROLES[role]].append(ScoredSpan(starts[role], len(text), 0.9))
        elif role:
            starts[role] = len(text)
    return text, RoleTags(**{role: tuple(found) for role, found in spans.items()})


def test_there_are_enough_cases():
    """The table of cases holds at least a hundred."""
    assert len(list(read_cases(CASES))) >= 100


def test_a_source_that_the_tagger_doubts_is_no_claimant() -> None:
    """The same words tagged with doubt are still a source, but nobody who could be a claimant; a rule's source is certain."""
    text = "Findings from other harbours gauge that the water is foul."
    source, cue, content = (Span(text.index(words), text.index(words) + len(words)) for words in _DOUBTED)
    for score, speaks in ((0.95, True), (0.4, False)):
        tags = RoleTags((ScoredSpan(*source, score),), (ScoredSpan(*cue, 0.9),), (ScoredSpan(*content, 0.9),))
        (found,) = find_attributions(text, tags)
        assert found.sure == score
        assert can_speak(found, text) == speaks
    assert all(found.sure == 1.0 for found in find_by_rules("Ruiz said that the bridge was safe."))


_DOUBTED = ("other harbours", "gauge", "that the water is foul")
