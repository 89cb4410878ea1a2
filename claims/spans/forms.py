"""The machine that reads what is printed: forms in ordered tables, matched over the classes of tokens.

Every class of tokens is one letter, so a text is a string of letters and a form a regular expression over them, in which
`<name>` stands for a class and `{NAME}` for a part that several forms share. The leftmost form wins, among those that
begin together the first of the table whose reader accepts. `*` and `+` stand for at most `MOST` repetitions, so that
reading takes time in proportion to the text, whatever it repeats.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from claims.spans.firsts import first_letters

MOST = 8
OTHER = "-"
"""The letter of tokens without a class; no form ever holds one."""

View = TypeVar("View")
Read = TypeVar("Read")
Name = TypeVar("Name")


class Alphabet:
    """The classes of tokens and the letter of each."""

    def __init__(self, names: Iterable[str]) -> None:
        """Give each class of `names` a letter; names twice are one class."""
        self.letters: dict[str, str] = {name: chr(0x100 + i) for i, name in enumerate(dict.fromkeys(names))}
        self.names: dict[str, str] = {letter: name for name, letter in self.letters.items()}

    def spell(self, pattern: str, parts: Mapping[str, str]) -> str:
        """Return a form's pattern as a regular expression over the letters.

        Raises:
            KeyError: the pattern names a class that the alphabet has not.
        """
        for _ in range(4):
            for name, part in parts.items():
                pattern = pattern.replace(f"{{{name}}}", f"(?:{part})")
        pattern = re.sub(r"(?<![\\(\[])\*", f"{{0,{MOST}}}", pattern)
        pattern = re.sub(r"(?<![\\(\[])\+", f"{{1,{MOST}}}", pattern)
        return re.sub(r"(?<!\?P)<([\w.]+)>", lambda found: self.letters[found[1]], pattern)


@dataclass(frozen=True, slots=True)
class Found(Generic[View]):
    """Where a form fits: its name, what was read (such as `Tokens`), and the match over its letters."""

    form: str
    view: View
    match: re.Match[str]
    alphabet: Alphabet

    @property
    def start(self) -> int:
        """Return the index of the first token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Return the index after the last token."""
        return self.match.end()

    def has(self, group: str) -> bool:
        """Tell whether the form has that group and it took part."""
        return group in self.match.re.groupindex and bool(self.match[group])

    def span(self, group: str) -> tuple[int, int]:
        """Return the token indexes of a group; (-1, -1) when it took no part."""
        return self.match.span(group) if group in self.match.re.groupindex else (-1, -1)

    def names(self, group: str | None = None) -> list[str]:
        """Return the classes of the tokens of a group, or of the whole form."""
        if group is None:
            return [self.alphabet.names[letter] for letter in self.match.group()]
        return [self.alphabet.names[letter] for letter in self.match.group(group)] if self.has(group) else []


@dataclass(frozen=True, slots=True)
class Form(Generic[View, Read]):
    """One way of printing something: the pattern over classes, and the reader of what it matched.

    The reader is pure; it returns None where the form does not fit after all, and the next form of the table is asked.
    `example` is a text in which the form fires, `counter_example` one much like it in which it does not.
    """

    name: str
    pattern: str
    reader: Callable[[Found[View]], Read | None]
    example: str
    counter_example: str


class _Compiled(dict[Name, re.Pattern[str]]):
    """Expressions by name, each compiled when it is first needed: one article meets few of the forms."""

    def __init__(self, spell: Callable[[Name], str]) -> None:
        self._spell = spell

    def __missing__(self, name: Name) -> re.Pattern[str]:
        self[name] = compiled = re.compile(self._spell(name))
        return compiled


@dataclass(frozen=True)
class Table(Generic[View, Read]):
    """Forms in order of preference over one alphabet."""

    alphabet: Alphabet
    forms: tuple[Form[View, Read], ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    _each: _Compiled[int] = field(init=False)  # a form by its place in the table
    _begins: re.Pattern[str] = field(init=False)  # a letter with which some form begins
    _own: Mapping[str, tuple[int, ...]] = field(init=False)  # the forms that begin with each such letter
    _any: _Compiled[str] = field(init=False)  # for each such letter, what fits where any of its forms does

    def __post_init__(self) -> None:
        """Spell the forms, and find with which letters each may begin."""
        spelt = [self.alphabet.spell(form.pattern, self.parts) for form in self.forms]
        bare = [re.sub(r"[?]P<\w+>", "?:", pattern) for pattern in spelt]
        letters = frozenset(self.alphabet.names)
        firsts = [first_letters(pattern, letters) for pattern in spelt]
        own = {
            letter: tuple(i for i, first in enumerate(firsts) if letter in first)
            for letter in sorted(frozenset().union(*firsts))
        }
        object.__setattr__(self, "_each", _Compiled(spelt.__getitem__))
        object.__setattr__(self, "_begins", re.compile("[" + "".join(map(re.escape, own)) + "]"))
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_any", _Compiled(lambda letter: "|".join(f"({bare[i]})" for i in own[letter])))

    def without(self, name: str) -> "Table[View, Read]":
        """Return the table without one form, to measure what it is worth."""
        return Table(self.alphabet, tuple(form for form in self.forms if form.name != name), self.parts)

    def find(self, view: View, letters: str) -> Iterator[tuple[Found[View], Read]]:
        """Yield the places where a form fits, left to right, never overlapping, each with what its reader says."""
        at = 0
        while begin := self._begins.search(letters, at):
            at = begin.start()
            own, fit = self._own[letters[at]], self._any[letters[at]].match(letters, at)
            read = self._read(view, letters, at, own, (fit.lastindex or 1) - 1) if fit and fit.end() > at else None
            if read is not None:
                yield read
            at = max(read[0].end, at + 1) if read else at + 1

    def _read(
        self, view: View, letters: str, at: int, own: tuple[int, ...], first: int
    ) -> tuple[Found[View], Any] | None:
        """Ask the forms that can begin at a place, from the first that fits, in order, what they read there."""
        for index in own[first:]:
            match = self._each[index].match(letters, at)
            if match and match.end() > at:
                form = self.forms[index]
                found = Found(form.name, view, match, self.alphabet)
                said = form.reader(found)
                if said is not None:
                    return found, said
        return None
