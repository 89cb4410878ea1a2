"""A text as the rules of attribution see it: words, stops and whole quotations, in sentences (units).

A quotation is one unit, whatever it holds, so that a rule reads `QUOTE , she said . QUOTE` as it stands.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from claims.speech.closed_classes import word_class
from claims.speech.quotes import Quote
from claims.text.sentences import split_sentences

_LONGEST_SENTENCE = 250  # units; what runs on for longer is no sentence, and is cut so that reading stays linear

QUOTE = "QUOTE"
"""What a quotation unit says in `low`."""

_UNIT = re.compile(
    r"(?P<clitic>(?<=[^\W_])['’](?:s|d|m|ll|ve|re|t)(?![\w\u0300-\u036f]))"
    r"|(?P<word>[\w\u0300-\u036f]+(?:[-&@/.](?=[^\W_])[\w\u0300-\u036f]+|['’](?!(?:s|d|m|ll|ve|re|t)\b)(?=[^\W_])[\w\u0300-\u036f]+)*)"
    r"|(?P<stop>\.\.\.+|--+|[^\w\s])"
)
_ABBREVIATED = re.compile(r"(?:[A-Za-z]|[A-Z][a-z]{0,3}|[A-Z](?:\.[A-Z])+)$")


@dataclass(frozen=True, slots=True)
class Units:
    """Parallel lists: unit `i` covers `text[start[i]:end[i]]`, and `low[i]` is its word in lower case.

    `sentence[i]` numbers its sentence, `first[s]` is the first unit of sentence `s` (one more entry closes the list);
    `paragraph[s]` numbers the paragraph of a sentence.
    """

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.start)

    def word(self, at: int) -> str:
        """Return a unit as printed."""
        return self.text[self.start[at] : self.end[at]]

    def is_quote(self, at: int) -> bool:
        """Tell whether a unit is a quotation; False outside the text."""
        return 0 <= at < len(self.low) and self.low[at] == QUOTE

    def is_word(self, at: int) -> bool:
        """Tell whether a unit is a word or number."""
        if not 0 <= at < len(self.low) or self.low[at] == QUOTE:
            return False
        return self.low[at][0].isalnum() or self.low[at][0] in "'’_"

    def is_capital(self, at: int) -> bool:
        """Tell whether a unit is a word that starts with a capital letter."""
        return self.is_word(at) and self.text[self.start[at]].isupper()

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Return the first unit of a sentence and the one behind its last."""
        return self.first[sentence], self.first[sentence + 1]


def read_units(text: str, quotes: list[Quote]) -> Units:
    """Cut a text into units, with the quotations given."""
    units = Units(text)
    for number, (start, end) in enumerate(_blocks(text, quotes)):
        _read_block(units, start, end, _within(quotes, start, end), number)
    units.first.append(len(units))
    return units


def _blocks(text: str, quotes: list[Quote]) -> list[tuple[int, int]]:
    """Return the paragraphs; those that one quotation runs over are one block."""
    blocks: list[tuple[int, int]] = []
    long = [(quote.start, quote.end) for quote in quotes if "\n" in text[quote.start : quote.end]]
    starts = [start for start, _ in long]
    for match in re.finditer(r"\S[^\n\r\u2028\u2029]*", text):
        if blocks:
            at = bisect_right(starts, match.start()) - 1
            if at >= 0 and long[at][1] > match.start() >= long[at][0] and blocks[-1][1] > long[at][0]:
                blocks[-1] = (blocks[-1][0], match.end())
                continue
        blocks.append((match.start(), match.end()))
    return blocks


def _within(quotes: list[Quote], start: int, end: int) -> list[Quote]:
    """Return the quotations that start in a range."""
    low = bisect_right(quotes, start - 1, key=lambda quote: quote.start)
    high = bisect_right(quotes, end - 1, key=lambda quote: quote.start)
    return quotes[low:high]


def _read_block(units: Units, start: int, end: int, quotes: list[Quote], paragraph: int) -> None:
    """Append one paragraph's units, then mark where its sentences start."""
    first = len(units)
    at = start
    for quote in quotes:
        _read_words(units, at, quote.start)
        _append(units, quote.start, quote.end, QUOTE)
        at = quote.end
    _read_words(units, at, end)
    ends = _sentence_ends(units.text, start, end)
    fresh = True
    for unit in range(first, len(units)):
        if fresh or unit - units.first[-1] >= _LONGEST_SENTENCE:
            units.first.append(unit)
            units.paragraph.append(paragraph)
        units.sentence.append(len(units.first) - 1)
        fresh = _ends_sentence(units, unit, ends)


def _sentence_ends(text: str, start: int, end: int) -> set[int]:
    """Return where the sentences of a paragraph end, line by line."""
    found: set[int] = set()
    for match in re.compile(r"\S[^\n\r\u2028\u2029]*").finditer(text, start, end):
        found.update(sentence.end for sentence in split_sentences(text, match.start(), match.end()))
    return found


def _ends_sentence(units: Units, unit: int, ends: set[int]) -> bool:
    """Tell whether a sentence ends behind this unit.

    A quotation ends one only when it ends with a full stop, or with another stop that no speaker follows.
    """
    end = units.end[unit]
    if units.low[unit] != QUOTE:
        if end in ends:
            return True
        after = units.text[end : end + 1]
        return units.low[unit] in {".", "!", "?"} and after in {")", "]"} and end + 1 in ends
    inner = units.text[units.start[unit] : end].rstrip("”\"'’»`) ")
    after = units.text[end : end + 2].lstrip(" \u00a0")
    return (
        inner.endswith((".", "!", "?", "…"))
        and not after[:1].islower()
        and after[:1] not in {",", ";", ":", "—", "–", "-", ")"}
    )


def _read_words(units: Units, start: int, end: int) -> None:
    text = units.text
    stop = start
    for match in _UNIT.finditer(text, start, end):
        if match.start() < stop:
            continue  # the full stop that an abbreviation took
        stop = match.end()
        word = match.group()
        if match.lastgroup == "word" and stop < end and text[stop] == "." and _is_abbreviation(text, word, stop, end):
            stop += 1
        _append(units, match.start(), stop, word.lower().replace("’", "'"))


def _is_abbreviation(text: str, word: str, stop: int, end: int) -> bool:
    """Tell whether the full stop behind a word belongs to it: "Mr.", "U.S.", "J."."""
    if stop + 1 >= end or text[stop + 1] in "\"”’'":
        return "." in word
    return ("." in word or word.lower() in _STOPPED or (len(word) == 1 and word.isupper())) and word[0].isalpha()


_STOPPED = word_class("abbreviations")


def _append(units: Units, start: int, end: int, low: str) -> None:
    units.start.append(start)
    units.end.append(end)
    units.low.append(low)


def same_paragraph(units: Units, one: int, other: int) -> bool:
    """Tell whether two units stand in one paragraph."""
    return units.paragraph[units.sentence[one]] == units.paragraph[units.sentence[other]]
