"""The language of a text is told by its words, and by what the page says of itself only where they do not settle it."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language import language_of_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "read" / "languages.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_the_words_tell(case: dict[str, Any]):
    """Each case is in the language that it names."""
    assert set(case) <= {"text", "hint", "language"}
    assert language_of_text(case["text"], case.get("hint")) == case.get("language")


@given(st.text(max_size=300), st.sampled_from([None, "en", "fr"]))
def test_any_text_has_a_language_or_none(text: str, hint: str | None):
    """No text breaks it, and a code is two or three letters."""
    code = language_of_text(text, hint)

    assert code is None or (code.isalpha() and len(code) in {2, 3})


def test_english_costs_no_model():
    """Plain English prose is told without loading the model, so that `check` stays quick."""
    text = CASES[0]["text"]
    code = f"import sys; from claims.language import language_of_text as f; assert f({text!r}) == 'en'; assert 'py3langid' not in sys.modules"

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parent.parent).returncode == 0
