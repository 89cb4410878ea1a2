"""Lines and sentences. New examples go into tests/cases/lines and tests/cases/sentences."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.lines import find_paragraphs
from claims.text.sentences import read_lines, split_sentences

CASES = Path(__file__).parent / "cases"
MARK = "‖"

# Words, stops and marks as articles have them, thrown together.
ARTICLE_TEXT = st.lists(
    st.sampled_from([
        "The", "mayor", "Mr.", "U.S.", "said", "4.5", "“We", "lost.”", "(No.", "1.", "...", "…", "Read:", "why?", "Oct.", "\n",
        "\n\n", " ", "    ", "\t", "•", "- ", "(AP Photo/Jo)", "。", "\u00a0", "!", ".The", "a", "]", "\u2028", "\r\n", "Inc.",
    ]),
    max_size=60,
).map(" ".join) | st.text(max_size=300)  # fmt: skip


def cases_in(folder: str, name: str, keys: set[str]) -> list[dict[str, Any]]:
    """Read a table of cases; a key that is not known fails."""
    cases = tomllib.loads((CASES / folder / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    for case in cases:
        assert set(case) == keys, f"{folder}/{name}: {case}"
    return cases


@pytest.mark.parametrize(
    "case",
    cases_in("sentences", "abbreviations", {"text"}) + cases_in("sentences", "marks", {"text"}),
    ids=lambda case: case["text"][:50],
)
def test_sentences_end_where_marked(case: dict[str, str]) -> None:
    """Sentences end at the marks and nowhere else."""
    expected = [part.strip() for part in case["text"].split(MARK)]
    text = case["text"].replace(f" {MARK} ", " ").replace(MARK, "")

    assert [text[s.start : s.end] for s in split_sentences(text, 0, len(text))] == expected


@pytest.mark.parametrize("case", cases_in("lines", "kinds", {"why", "lines"}), ids=lambda case: case["why"])
def test_lines_have_their_kinds(case: dict[str, Any]) -> None:
    """Each line is told to be body, heading, link or caption."""
    text = "\n".join(words for _, words in case["lines"])

    assert [[line.kind, text[line.start : line.end]] for line in read_lines(text)] == case["lines"]


@pytest.mark.parametrize(
    "case", cases_in("lines", "wrapped", {"why", "text", "paragraphs"}), ids=lambda case: case["why"]
)
def test_wrapped_text_keeps_its_paragraphs(case: dict[str, Any]) -> None:
    """A hard-wrapped paragraph is one line, and no other lines are joined."""
    text = case["text"]

    assert [" ".join(span.of(text).split()) for span in find_paragraphs(text)] == case["paragraphs"]


def test_sentences_of_a_whole_text_stop_at_paragraphs() -> None:
    """Without a range, paragraphs come first: a heading without a stop does not run into the next sentence."""
    text = "Sea wall planned\nIt costs £40m. It is long.\n\nWork starts in May"
    expected = ["Sea wall planned", "It costs £40m.", "It is long.", "Work starts in May"]

    assert [text[s.start : s.end] for s in split_sentences(text)] == expected
    assert [text[s.start : s.end] for s in split_sentences(text, 17)] == expected[1:]


def test_a_sentence_goes_on_over_a_wrapped_line() -> None:
    """Inside one paragraph a single line break is a blank."""
    text = "The mine of the U.S.\ncompany closed. Nobody\nobjected."

    assert [text[s.start : s.end] for s in split_sentences(text, 0, len(text))] == [
        "The mine of the U.S.\ncompany closed.",
        "Nobody\nobjected.",
    ]


@given(ARTICLE_TEXT)
def test_sentences_tile_their_range(text: str) -> None:
    """Sentences do not overlap, are never blank, and together hold every character that is not white space."""
    for sentences in (split_sentences(text), split_sentences(text, 0, len(text))):
        position = 0
        for sentence in sentences:
            assert position <= sentence.start < sentence.end <= len(text)
            assert not text[position : sentence.start].strip()
            assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
            position = sentence.end
        assert not text[position:].strip()


@given(ARTICLE_TEXT)
def test_lines_cover_all_words(text: str) -> None:
    """Lines do not overlap, and only white space lies between them."""
    position = 0
    for line in read_lines(text):
        assert position <= line.start < line.end
        assert not text[position : line.start].strip()
        position = line.end
    assert not text[position:].strip()


@given(ARTICLE_TEXT, st.integers(0, 50), st.integers(0, 300))
def test_sentences_stay_in_their_range(text: str, start: int, length: int) -> None:
    """A range is kept to, also one that ends behind the text."""
    end = start + length
    assert all(start <= s.start < s.end <= min(end, len(text)) for s in split_sentences(text, start, end))
