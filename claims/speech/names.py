"""First names, and what they tell of their bearers."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "lexicon" / "first_names.toml"


@cache
def _genders() -> dict[str, str]:
    """Return the pronoun of each first name whose gender is all but certain in English-language news."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: pronoun for pronoun in ("he", "she") for name in raw[pronoun]["names"]}


def is_first_name(low: str) -> bool:
    """Tell whether a word in lower case is a first name that we know."""
    return low in _genders()


def pronoun_of(low: str) -> str:
    """Return `he` or `she` for a first name in lower case, nothing for one that tells neither."""
    return _genders().get(low, "")
