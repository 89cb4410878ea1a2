"""The words of a topic, from `lexicon/topics.toml`, as the patterns of the finders hold them."""

from collections.abc import Sequence

from claims.text.lexicon import read_lexicon


def any_of(topic: str, *lists: str) -> str:
    """Return the words of one or more lists of a topic as one alternation, with any space where a space is written."""
    return "(?:" + "|".join(alternatives(topic, lists)).replace(" ", r"\s+") + ")"


def alternatives(topic: str, lists: Sequence[str]) -> list[str]:
    """Return the words of a topic's lists in order."""
    table = read_lexicon("topics")[topic]
    return [word for name in lists for word in table[name]]
