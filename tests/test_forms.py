"""The machine that matches forms: leftmost, first of the table, readers may refuse, time in proportion to the text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from claims.spans.forms import OTHER, Alphabet, Form, Found, Table

ALPHABET = Alphabet(["digit", "month", "dash", "of"])


def letters(words: str) -> str:
    """Return the letters of class names; `_` for a word without one."""
    return "".join(OTHER if word == "_" else ALPHABET.letters[word] for word in words.split())


def table(*forms: tuple[str, str, Any]) -> Table[str, Any]:
    """Return a table of named patterns and readers."""
    return Table(ALPHABET, tuple(Form(name, pattern, reader, "", "") for name, pattern, reader in forms))


def read(forms: Table[str, Any], words: str) -> list[tuple[str, int, int, Any]]:
    """Return what a table reads of class names: form, first and last item, reading."""
    return [(at.form, at.start, at.end, said) for at, said in forms.find(words.split(), letters(words))]


def test_the_leftmost_form_wins_and_of_those_the_first():
    """What begins earlier is read first; of two that begin together the one that stands higher in the table."""
    forms = table(("day", "<digit><month>", lambda f: "day"), ("number", "<digit>", lambda f: "number"))
    assert read(forms, "_ digit month digit") == [("day", 1, 3, "day"), ("number", 3, 4, "number")]


def test_a_reader_that_refuses_leaves_the_place_to_the_next_form():
    """A form whose reader returns None has not fitted; the next of the table is asked at the same place."""
    forms = table(("never", "<digit><dash>", lambda f: None), ("number", "<digit>", lambda f: "number"))
    assert read(forms, "digit dash digit") == [("number", 0, 1, "number"), ("number", 2, 3, "number")]
    assert read(table(("never", "<digit>", lambda f: None)), "digit digit") == []


def test_groups_give_the_items_and_classes_that_they_cover():
    """A reader asks for spans and classes by the name of a group, also of one that took no part."""

    def reader(found: Found[str]) -> tuple[Any, ...]:
        return found.has("sign"), found.span("last"), found.names("last"), found.names()

    forms = table(("range", "<digit>(?P<sign><dash>)?(?P<last><month>)", reader))
    said = read(forms, "digit month")[0][3]
    assert said == (False, (1, 2), ["month"], ["digit", "month"])


def test_shared_parts_are_spelt_into_patterns():
    """`{NAME}` in a pattern stands for the part of that name, also inside another part."""
    forms = Table(
        ALPHABET,
        (Form("pair", "{DAYS}<month>", lambda f: f.end, "", ""),),
        {"DAYS": "{DAY}<dash>{DAY}", "DAY": "<of>?<digit>"},
    )
    assert [said for _, said in forms.find([""] * 4, letters("digit dash digit month"))] == [4]


def test_an_unknown_class_is_refused():
    """A pattern with a class that the alphabet does not have is a fault of the table, told when it is made."""
    with pytest.raises(KeyError):
        table(("typo", "<digitt>", lambda f: 1))


def test_a_table_can_be_tried_without_one_form():
    """To measure what a form is worth, a table is made without it; the table itself stays as it is."""
    forms = table(("day", "<digit><month>", lambda f: "day"), ("number", "<digit>", lambda f: "number"))
    assert read(forms.without("day"), "digit month") == [("number", 0, 1, "number")]
    assert len(forms.forms) == 2


class CountingPattern:
    """Counts how many characters the tries of one compiled form may look at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Wrap a pattern."""
        self.pattern, self.tried = pattern, 0

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """Match as the pattern does, and count."""
        fit = self.pattern.match(text, at)
        self.tried += (fit.end() - at) if fit else 1
        return fit


@pytest.mark.parametrize("unit", ["digit", "digit dash", "of digit", "dash", "of"])
def test_steps_grow_with_the_text(unit: str):
    """Twice the text takes twice the tries, also where every reader refuses, since no repetition is without bound."""

    def steps(times: int) -> int:
        forms = table(
            ("list", "(?:<of>*<digit><dash>?)+<month>?", lambda f: None), ("run", "<of>+<dash>+", lambda f: None)
        )
        counters = {index: CountingPattern(forms._each[index]) for index in range(len(forms.forms))}
        object.__setattr__(forms, "_each", counters)
        assert read(forms, " ".join([unit] * times)) == []
        return sum(counter.tried for counter in counters.values())

    small, large = steps(400), steps(800)
    assert large <= 2.1 * small + 50


def every_repetition(pattern: str) -> Iterator[str]:
    """Yield the repetitions without bound of a regular expression."""
    return (found[0] for found in re.finditer(r"(?<!\\)[*+]", pattern))


def test_no_repetition_is_without_bound():
    """Stars and pluses of a pattern are compiled to at most a handful."""
    assert list(every_repetition(ALPHABET.spell("<digit>*(?:<dash>+<of>)?", {}))) == []
