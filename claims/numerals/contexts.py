"""The closed word sets of `lexicon/contexts.toml`, by name."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _sets() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("claims").joinpath("lexicon", "contexts.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def word_set(name: str) -> frozenset[str]:
    """Return one set of words; an unknown name raises KeyError."""
    return _sets()[name]
