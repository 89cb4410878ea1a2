"""The one tokenisation of a text: words, numbers as printed and single signs, as parallel lists with their offsets."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claims.text.sentences import split_sentences

_LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u207f\u2150-\u215f]"
_TOKEN = re.compile(
    rf"""(?P<number> \d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d+)?            # 12,450.5
          | \d{{1,2}}(?:,\d{{2}}){{1,4}},\d{{3}}(?!\d)(?:\.\d+)?             # 1,23,45,678
          | \d{{1,3}}(?:[\u00a0\u2009\u202f]\d{{3}}){{1,6}}(?!\d)(?:\.\d+)?  # 12 450 with a space that does not break
          | \d+(?:\.\d+)* | (?<![\w.])\.\d+)
      | (?P<super>[\u00b9\u00b2\u00b3\u2070\u2074-\u207b]+)
      | (?P<owner>['’]s(?![^\W_]))
      | (?P<glyph>[\u00bc-\u00be\u2150-\u215e])
      | (?P<word>{_LETTER}+(?:['’](?!s(?![^\W_])){_LETTER}+)*)
      | (?P<break>\n(?:[^\S\n]*\n)*)
      | (?P<sign>[^\s\w]|_)""",
    re.VERBOSE,
)
_SPACED_MARKS = re.compile(r"\w [.;'] |` `|\( \w|\w \)|\w' s |[.\w] , |\$ \d|\d % |\d - [a-z]+ [-a-z]")
_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text: `words[i]` is `text[starts[i]:ends[i]]`, `lower[i]` the same in lower case.

    `classes[i]` is one of number, super (raised digits), glyph (½), owner ('s), word, break (line ends), sign.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    classes: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> str:
        """Return the lower-cased word at a position, and nothing outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def word(self, i: int) -> str:
        """Return the printed word at a position, and nothing outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def name(self, i: int) -> str:
        """Return the class at a position, and nothing outside the text."""
        return self.classes[i] if 0 <= i < len(self.classes) else ""

    def glued(self, i: int) -> bool:
        """Tell whether token i touches the one before it."""
        if not 0 < i < len(self.words):
            return False
        gap = self.starts[i] - self.ends[i - 1]
        return gap == 0 or (gap == 1 and "-" in (self.words[i], self.words[i - 1]) and self.is_spaced)

    @cached_property
    def is_spaced(self) -> bool:
        """Tell whether the text was printed with spaces around its marks, as some corpora are ("10 - year", "$ 5 ,")."""
        return bool(_SPACED_MARKS.search(self.text))

    @cached_property
    def before_a_sentence(self) -> frozenset[str]:
        """The words that stand before a full stop and a capital."""
        following = zip(self.words, self.words[1:], self.words[2:], strict=False)
        return frozenset(word for word, stop, opens in following if stop == "." and opens[:1].isupper())

    def slice(self, first: int, last: int) -> str:
        """Return the printed text of tokens first..last, end exclusive."""
        last = min(last, len(self.words))
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def first_from(self, offset: int) -> int:
        """Return the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    @cached_property
    def sentence_of(self) -> list[int]:
        """Return for each token the number of its sentence in the text."""
        ends = [sentence.end for sentence in split_sentences(self.text, 0, len(self.text))]
        last = max(0, len(ends) - 1)
        return [min(last, bisect_left(ends, end)) for end in self.ends]

    @cached_property
    def quoted(self) -> list[bool]:
        """Return for each token whether it stands inside double quote marks."""
        inside, found = False, []
        for word in self.words:
            inside = inside and word not in _CLOSING
            if word == '"':
                inside = not inside
            found.append(inside)
            inside = inside or word in _OPENING
        return found

    @cached_property
    def is_headline(self) -> bool:
        """Tell whether most words of the text are capitalised, so that capitals say nothing."""
        words = [word for word in self.words if word.isalpha() and len(word) > 3]
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


@lru_cache(maxsize=2)
def tokenise(text: str) -> Tokens:
    """Split a text into tokens, in linear time; white space but line breaks is left out.

    Whoever reads the same line next, such as rankings after figures, is given the same tokens: nobody changes them.
    """
    found = [(m.group(), m.start(), m.end(), m.lastgroup or "sign") for m in _TOKEN.finditer(text)]
    words = [word for word, _, _, _ in found]
    return Tokens(
        text, words, [word.lower() for word in words], [start for _, start, _, _ in found], [end for _, _, end, _ in found], [name for _, _, _, name in found]
    )  # fmt: skip
