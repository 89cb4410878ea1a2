"""An article cut into pieces is the article still."""

from hypothesis import given
from hypothesis import strategies as st

from reports.segments import Marked, cut_blocks

KINDS = ("body", "heading", "link", "caption")
TEXTS = st.text(alphabet=st.sampled_from("ab \n\r\t\u2028é漢"), max_size=60) | st.text(max_size=60)
BORDERS = st.tuples(st.integers(-5, 70), st.integers(-5, 70))


@given(
    text=TEXTS,
    lines=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from(KINDS)), max_size=6),
    spans=st.lists(BORDERS, max_size=8),
)
def test_pieces_joined_are_the_text(text: str, lines: list[tuple[int, int, str]], spans: list[tuple[int, int]]) -> None:
    """Whatever lines and claims are given, right or wrong, no character is lost, doubled or moved."""
    marks = [Marked(*span, f"c{number}") for number, span in enumerate(spans)]
    blocks = cut_blocks(text, lines, marks)

    assert "".join(block.text for block in blocks) == text
    assert all(block.text.isspace() for block in blocks if block.kind == "gap")


@given(text=TEXTS, whole=st.booleans(), spans=st.lists(BORDERS, max_size=8))
def test_every_character_knows_its_claims(text: str, spans: list[tuple[int, int]], *, whole: bool) -> None:
    """Each character lies in a piece that names exactly the claims that cover it, the shortest first."""
    marks = [Marked(*span, f"c{number}") for number, span in enumerate(spans)]
    given_lines = [(0, len(text), "body")] if whole else []
    at = 0
    for block in cut_blocks(text, given_lines, marks):
        for segment in block.segments:
            for here in range(at, at + len(segment.text)):
                covering = [mark for mark in marks if mark.start <= here < mark.end]
                assert set(segment.claim_ids) == {mark.claim_id for mark in covering}
            at += len(segment.text)


def test_lines_are_told_apart() -> None:
    """Lines keep their kinds, the white space between them is a gap, and words that no line claims are body."""
    text = "Head\n\nBody one.\r\nStray"
    blocks = cut_blocks(text, [(0, 4, "heading"), (6, 15, "body")], [Marked(6, 10, "c")])

    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Head"),
        ("gap", "\n"),
        ("gap", "\n"),
        ("body", "Body one."),
        ("gap", "\r\n"),
        ("body", "Stray"),
    ]
    assert [segment.claim_ids for segment in blocks[3].segments] == [("c",), ()]


def test_the_innermost_claim_comes_first() -> None:
    """Where claims overlap, the shortest is named first."""
    (block,) = cut_blocks("one two three", [], [Marked(0, 13, "all"), Marked(4, 7, "two")])

    assert [segment.claim_ids for segment in block.segments] == [("all",), ("two", "all"), ("all",)]
