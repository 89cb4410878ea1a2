"""The words of a text as the date reader sees them: every token gets a class, written as one letter.

A text becomes a string of class letters, over which the grammar's regular expressions run. Words without a meaning
for dates share the letter `-`, so that the expressions skip prose quickly.
"""

import re
from dataclasses import dataclass

from claims.spans.forms import OTHER, Alphabet
from claims.text.lexicon import read_lexicon

_TOKEN = re.compile(
    r"""[^\W\d_]+                                           # a word (an apostrophe ends it)
      | [0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{2,4}(?![0-9])    # 1998-03-04, 3/4/98, 3.4.1998
      | [0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?(?:[a-z]{1,2}(?![a-z]))?
      | \n(?:[^\S\n]*\n)+ | (?<=[.!?:;"”’)])\n | \S""",  # a break: an empty line, or a line's end after a sentence's
    re.VERBOSE,
)
_NUMERIC_FORM = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{2,4}")
_RIGHT_YEARS = range(1000, 2200)
PUNCTUATION = {
    "dot": ".", "comma": ",", "dash": "-–—‑", "apostrophe": "'’‘`", "slash": "/",
    "open": "([", "shut": ")]", "ampersand": "&", "sign": "$£€¥#",
}  # fmt: skip
DIGITS = ("small", "year4", "ordinal", "decade", "number", "numeric")
"""The classes of tokens that begin with a digit."""


LEXICON = read_lexicon("dates")
_WORDS: dict[str, dict[str, int | str]] = LEXICON["words"]
_CAPITALS = frozenset(LEXICON["capitals"]["words"])
ALPHABET = Alphabet((*_WORDS, *PUNCTUATION, *DIGITS, "break"))
LETTERS, CLASSES = ALPHABET.letters, ALPHABET.names


def _table_of_words() -> tuple[dict[str, str], dict[str, int | str]]:
    """Return the class letter of every printed form, and the value of every lower-case word."""
    letters: dict[str, str] = {}
    values: dict[str, int | str] = {}
    for name, words in _WORDS.items():
        for word, value in words.items():
            values[word] = value
            forms = (word.capitalize(), word.upper()) if word in _CAPITALS else (word, word.capitalize(), word.upper())
            letters.update(dict.fromkeys(forms, LETTERS[name]))
    for name, signs in PUNCTUATION.items():
        letters.update(dict.fromkeys(signs, LETTERS[name]))
    return letters, values


_LETTER_OF, VALUE_OF = _table_of_words()
_BREAK, _SMALL, _YEAR4, _ORDINAL, _DECADE, _NUMBER, _NUMERIC = (
    LETTERS[name] for name in ("break", "small", "year4", "ordinal", "decade", "number", "numeric")
)


def _letter_of_unknown(token: str) -> str:
    """Return the class letter of a token that is not in the lexicon."""
    if "0" <= token[0] <= "9":
        return _letter_of_digits(token)
    return _BREAK if token[0] == "\n" else OTHER


def _letter_of_digits(token: str) -> str:
    """Return the class letter of a token that begins with a digit."""
    if token.isdigit():
        if len(token) <= 2:
            return _SMALL
        return _YEAR4 if len(token) == 4 and int(token) in _RIGHT_YEARS else _NUMBER
    if token.endswith(("st", "nd", "rd", "th")) and len(token) <= 4:
        return _ORDINAL
    if token.endswith("s") and len(token) in (3, 5) and token[-2] == "0":
        return _DECADE
    return _NUMERIC if _NUMERIC_FORM.fullmatch(token) else _NUMBER


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens: `letters[i]` is the class of the token `text[starts[i]:ends[i]]`."""

    text: str
    letters: str
    starts: list[int]
    ends: list[int]

    def word(self, index: int) -> str:
        """Return the token as printed; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def name(self, index: int) -> str:
        """Return the class of a token; empty for words without one and outside the text."""
        return CLASSES.get(self.letters[index], "") if 0 <= index < len(self.letters) else ""

    def value(self, index: int) -> int | str:
        """Return what a token stands for: a number for digits, the lexicon's value for words."""
        word = self.word(index)
        if word[0].isdigit():
            return int("".join(c for c in word if c.isdigit()))
        return VALUE_OF[word.lower()]


def read_tokens(text: str) -> Tokens:
    """Cut a text into tokens with their classes, in linear time."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known = _LETTER_OF.get
    for found in _TOKEN.finditer(text):
        token = found.group()
        letter = known(token)
        if letter is None:
            letter = _letter_of_unknown(token)
        letters.append(letter)
        start, end = found.span()
        starts.append(start)
        ends.append(end)
    return Tokens(text, "".join(letters), starts, ends)
