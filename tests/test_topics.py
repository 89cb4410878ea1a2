"""The words of a topic stand in one list, which the finders of claims and the macros of the flags both read."""

import re

import duckdb
import pytest

from claims.find import find_claims
from claims.model import Article
from claims.text.lexicon import read_lexicon
from desk.topics import MACROS, macros


def test_the_macros_are_those_of_the_lists() -> None:
    """Each macro's file is what `make docs` writes; who adds a word runs it."""
    assert {name: (MACROS / f"{name}.sql").read_text(encoding="utf-8") for name in macros()} == macros()


def test_no_word_stands_twice_in_a_topic() -> None:
    """Within a topic each list has its own words."""
    for table in read_lexicon("topics").values():
        words = [word for value in table.values() if isinstance(value, list) for word in value if word not in table]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("topic", sorted(read_lexicon("topics")))
def test_every_macro_accepts_each_of_its_plain_words(topic: str) -> None:
    """DuckDB reads the patterns as Python does: each word is found alone, in its first form, and no part of another is."""
    table = read_lexicon("topics")[topic]
    patterns = [word for name in table["in_macro"] for word in table[name] if "\\" not in word]
    plain = [
        re.sub(r"\?", "", re.sub(r"\(\?:([^|)]*)[^)]*\)\??|\[(.)[^]]*\]", r"\1\2", word)).replace(".", " ")
        for word in patterns
    ]
    assert all(re.fullmatch(r"[a-z -]+", word) for word in plain)
    with duckdb.connect() as connection:
        connection.execute(macros()[table["macro"]])
        for word in plain:
            found = connection.execute(
                f"SELECT {table['macro']}(?), {table['macro']}(?)", [f"They {word.upper()} it", f"x{word}x"]
            ).fetchone()
            assert found == (True, False), word


@pytest.mark.parametrize("verb", read_lexicon("topics")["harm"]["harmed"])
def test_what_was_done_to_people_is_an_event_too(verb: str) -> None:
    """Each such verb that the flag on casualties knows is one that the finder of events knows."""
    text = f"The mayor was {verb} by rebels in 1998."
    claims = find_claims(Article("p" * 16, "a" * 16, text, "a.txt"))

    assert "event" in {claim.kind for claim in claims}
