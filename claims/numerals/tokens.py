"""One tokenisation for all that reads numbers: parallel lists of words and their offsets."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from claims.numerals.contexts import word_set

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?|\d{1,2}(?:,\d{2}){1,4},\d{3}(?:\.\d+)?|\d+(?:\.\d+){2,}|\d+\.\d+|\d+|(?<![\w.])\.\d+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s\w]|_",
)


_SPACED_MARKS = re.compile(r"\w [.;'] |` `|\( \w|\w \)|\w' s |[.\w] , |\$ \d|\d % ")
_SENTENCE_END = frozenset(".?!")
_SHORT_FORMS = word_set("short_forms")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text: `words` as printed, `lower` in lower case, `starts` and `ends` their offsets."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> str:
        """Return the lower-cased word at a position, and nothing outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def word(self, i: int) -> str:
        """Return the printed word at a position, and nothing outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Tell whether token i touches the one before it."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def is_number(self, i: int) -> bool:
        """Tell whether token i is printed in digits."""
        return 0 <= i < len(self.words) and (
            self.words[i][0].isdecimal() or (self.words[i][0] == "." and len(self.words[i]) > 1)
        )

    def slice(self, first: int, last: int) -> str:
        """Return the printed text of tokens first..last, end exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def first_from(self, offset: int) -> int:
        """Return the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    @cached_property
    def is_spaced(self) -> bool:
        """Tell whether the text was printed with spaces around its marks, as some corpora are ("10, 000", "$ 5")."""
        return bool(_SPACED_MARKS.search(self.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return the lower-cased words of the text."""
        return frozenset(self.lower)

    @cached_property
    def is_headline(self) -> bool:
        """Tell whether most words of the text are capitalised, so that capitals say nothing."""
        words = [word for word in self.words if word.isalpha() and len(word) > 3]
        return bool(words) and sum(word[0].isupper() for word in words) > 0.6 * len(words)

    @cached_property
    def sentence_of(self) -> list[int]:
        """Number the sentences: for each token, which one it is in."""
        numbers, current = [], 0
        for i in range(len(self.words)):
            if i and self._starts_sentence(i):
                current += 1
            numbers.append(current)
        return numbers

    def _starts_sentence(self, i: int) -> bool:
        """Tell whether a sentence starts at token i: after an end mark and a space, with a capital, digit or quote."""
        before = i - 1
        while before >= max(0, i - 4) and self.words[before] in "\"'”’)]" and self.glued(before):
            before -= 1
        if before < 0 or self.words[before] not in _SENTENCE_END or self.glued(i):
            return False
        first = self.words[i][0]
        if not (first.isupper() or first.isdecimal() or first in "\"'“‘($£€"):
            return False
        if self.words[before] != ".":
            return True
        short = self.at(before - 1)
        return not (self.glued(before) and (short in _SHORT_FORMS or (len(short) == 1 and short.isalpha())))


def tokenise(text: str) -> Tokens:
    """Split a text into words, numbers as printed (with their separators) and single signs."""
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = [word for word, _, _ in found]
    return Tokens(text, words, [word.lower() for word in words], [s for _, s, _ in found], [e for _, _, e in found])
