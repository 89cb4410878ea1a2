"""What the attribution reader promises, case by case; the cases are in cases/attribution/."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.attribution import find_by_rules
from claims.model import Attribution

CASES = Path(__file__).parent / "cases" / "attribution"
CASE_KEYS = {"name", "text", "attributions"}
ROW_KEYS = {"source", "cue", "content", "voice", "speaker", "kind", "note", "outer"}


def read_cases():
    """Return the cases of all files with the names of both."""
    for path in sorted(CASES.glob("*.toml")):
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


@pytest.mark.parametrize("case", read_cases())
def test_case(case: dict[str, Any]):
    """The attributions of the text are those of the case, in order, in every field that the case gives."""
    assert set(case) <= CASE_KEYS
    assert all(set(row) <= ROW_KEYS for row in case["attributions"])

    found = find_by_rules(case["text"])

    wanted = case["attributions"]
    keys = [set(row) for row in wanted] + [ROW_KEYS] * max(0, len(found) - len(wanted))
    assert [shown(a, case["text"], keys[at]) for at, a in enumerate(found)] == wanted


def test_there_are_enough_cases():
    """The table of cases holds at least a hundred."""
    assert len(list(read_cases())) >= 100
