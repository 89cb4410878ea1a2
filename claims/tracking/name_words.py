"""Words of claimants' names: folded for comparing, and what of them is told by their print."""

import re
import unicodedata
from functools import cache

from claims.speech.cues import read_lexicon as read_cues

SMALL = frozenset(("the", "a", "an", "of", "and", "for", "on", "in", "&"))
CAMEL = re.compile(r"[a-z]+[A-Z]|[A-Z][a-z]+[A-Z]")


def fold(word: str) -> str:
    """Return a word in lower case, without accents, dots and possessive ending."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    low = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return low.removesuffix("'s").replace(".", "").replace("'", "")


def is_capital(word: str) -> bool:
    """Tell whether a word has the capital of a name."""
    return word[:1].isupper() or (word[:3] in {"al-", "el-"} and word[3:4].isupper()) or bool(CAMEL.match(word))


@cache
def body_heads() -> frozenset[str]:
    """Return the nouns that bodies are called by, in the singular."""
    kinds = read_cues().kinds
    return kinds["organisation"] | kinds["government"]
