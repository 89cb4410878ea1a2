"""In which paragraphs somebody may be heard: those with a quote mark, a reporting word or a number.

Only these are shown to the network's upper layers, which tell who says what. Of the others everything else is read.
"""

import re
from functools import cache

from claims.network.marks import number_marks
from claims.speech.cues import read_lexicon

_MARK = re.compile(r"[“”„«»\"‘`]|''|(?<!\w)['’]|(?<=[^\w\s])['’]")  # within a word it is an apostrophe
_WORD = re.compile(r"[^\W\d_]+")


def may_be_heard(paragraph: str) -> bool:
    """Tell whether somebody may say something in a paragraph: a mark, a reporting word or a number is in it."""
    if _MARK.search(paragraph) or number_marks(paragraph):
        return True
    low = paragraph.lower()
    return not _reporting_words().isdisjoint(_WORD.findall(low)) or any(phrase in low for phrase in _phrases())


@cache
def _reporting_words() -> frozenset[str]:
    """Return every word of the lexicon that may be a cue by itself."""
    lexicon = read_lexicon()
    return frozenset([*lexicon.verbs, *lexicon.nouns, *lexicon.asserting, *lexicon.valuing, *lexicon.counting])


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(" ".join(phrase) for phrase in read_lexicon().according)
