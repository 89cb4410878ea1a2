"""Words by which measures are told: those that mean the same, and those of form, which limit nothing."""

from functools import cache

from claims.text.lexicon import read_lexicon
from claims.tracking.gist import gist_of


def rows_of(word: str) -> frozenset[str]:
    """Return the rows of words that mean the same in which a word in lower case stands."""
    return _alike().get(word, frozenset())


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Return for each word the rows of words that mean the same."""
    found: dict[str, frozenset[str]] = {}
    for name, words in read_lexicon("definitions")["alike"].items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {f"={name}"}
    return found


@cache
def stems_of_form() -> frozenset[str]:
    """Return the stems of words that limit nothing."""
    plain = read_lexicon("definitions")["accounted"]["plain"]
    return frozenset(stem for word in plain for stem in gist_of(word).stems)
