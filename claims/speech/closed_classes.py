"""The closed classes of English words that the rules of attribution go by, from `lexicon/closed_classes.toml`."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "lexicon" / "closed_classes.toml"


@cache
def _read_classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


def word_class(name: str) -> frozenset[str]:
    """Return the words of a class, in lower case with straight apostrophes."""
    return _read_classes()[name]
