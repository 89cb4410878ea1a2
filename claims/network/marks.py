"""Where numbers, words that may rank, and words stand in a sentence: the places that the network is asked about."""

import re

from claims.model import Span
from claims.spans.rankings.words import TRIGGER

_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "half",
    "third",
    "quarter",
    "fifth",
    "first",
    "second",
    "fourth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "thirds",
    "quarters",
    "double",
    "triple",
    "twice",
    "thrice",
    "twofold",
    "threefold",
    "couple",
    "several",
]
_WORD = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_NUMBER = re.compile(rf"\d+(?:[.,:/]\d+)*|[½¼¾⅓⅔]|(?<![\w-]){_WORD}(?:[- ]{_WORD})*(?!\w)", re.IGNORECASE)

_LETTERS = re.compile(r"[^\W\d_][\w’']*")


def number_marks(sentence: str) -> list[Span]:
    """Return the digit groups and runs of number words of a sentence, in order."""
    return [Span(*found.span()) for found in _NUMBER.finditer(sentence)]


def rank_marks(sentence: str) -> list[Span]:
    """Return the words of a sentence that may rank, in order."""
    return [Span(*found.span()) for found in TRIGGER.finditer(sentence)]


def word_marks(sentence: str) -> list[Span]:
    """Return the words of letters of a sentence, in order."""
    return [Span(*found.span()) for found in _LETTERS.finditer(sentence)]
