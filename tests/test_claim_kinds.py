"""The page on kinds of claims names every kind there is, and no other."""

import re
from pathlib import Path

from schemas.vocabulary import KINDS

PAGE = Path(__file__).parent.parent / "docs" / "claim-kinds.md"


def test_every_kind_is_mapped() -> None:
    """The first column of the table is the vocabulary, in its order."""
    rows = re.findall(r"^\| ([a-z]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(rows[1:]) == KINDS
