"""Which language a text is in: by the small words of English where they settle it, else by a model of all languages.

The model takes half a second to load, so it is asked in doubt only. What a page says of itself is a hint: pages copied
from a template say "en" in every language.
"""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

READ_LANGUAGE = "en"
"""The one language in which claims are found."""

# Words that English alone writes so, or that are much rarer elsewhere: "in", "is", "was", "on" are Dutch or German too.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "with",
        "for",
        "from",
        "which",
        "this",
        "his",
        "her",
        "their",
        "they",
        "were",
        "been",
        "have",
        "has",
        "had",
        "are",
        "by",
        "it",
        "its",
        "will",
        "would",
        "said",
        "not",
        "but",
        "who",
        "after",
        "about",
        "more",
        "than",
        "you",
        "there",
    ]
)
_ENOUGH_SHARE = 0.14  # of all words; English prose has 0.25 to 0.4, other languages below 0.05
_ENOUGH_KINDS = 3  # so that a title quoted many times makes no English text
_SAMPLE_CHARS = 6_000
_LEAST_WORDS = 12  # in fewer, nothing is told apart
_LEAST_LETTERS = 24  # of a script without spaces between words
_SURE, _NEARLY_SURE, _NOT_ENGLISH = 0.9, 0.6, 0.001  # near relations share the probability: Chinese with Wu
_KINDS_OF_ENGLISH = ("en", "pcm", "sco")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")


def language_of_text(text: str, hint: str | None = None) -> str | None:
    """Return the code of the text's language, such as "en"; the hint, or None, where the text does not settle it."""
    words = _WORD.findall(_sample(text).lower())
    if _is_english(words):
        return READ_LANGUAGE
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS or (len(words) < _LEAST_WORDS and _LATIN.search(" ".join(words))):
        return hint
    likely = _asked_of_model(" ".join(words))
    code, surety = next(iter(likely.items()))
    english = sum(likely.get(each, 0.0) for each in _KINDS_OF_ENGLISH)
    if english >= _SURE:
        return READ_LANGUAGE
    if code == hint or surety >= _SURE or (english <= _NOT_ENGLISH and surety >= _NEARLY_SURE):
        return code
    return hint


def _sample(text: str) -> str:
    """Return the beginning, middle and end of a long text, so that a foreign opening quote does not decide."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    third, middle = _SAMPLE_CHARS // 3, len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _is_english(words: list[str]) -> bool:
    found = Counter(word for word in words if word in _ENGLISH)
    return len(found) >= _ENOUGH_KINDS and sum(found.values()) >= _ENOUGH_SHARE * len(words)


def _asked_of_model(words: str) -> dict[str, float]:
    """Return the languages that the model knows with their probabilities, the most likely first."""
    return {str(code): float(surety) for code, surety in _identifier().rank(words)}


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second; few texts need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
