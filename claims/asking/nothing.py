"""Why nothing is asked of words: a heading, a question, a table that lost its lines, or a view that no record settles."""

import re

from claims.asking.clause import is_whole

LIGHT = 1.6
"""Stakes of a sentence in the story's own voice below which it may be no more than a view."""

_ROW = re.compile(r"(?:(?<=\s)[(+*-]*\d[\d.,]*%?[)*]*(?:\s|$)){3}")  # three numbers with no word between them
_ROWS = 2
_HARD = re.compile(r"\d|\b[A-Z][a-z]+\s+(?:[A-Z]\.\s+)?[A-Z][a-z]+")  # a figure, or a name in full


def why_nothing(words: str, *, stakes: float | None, own_view: bool) -> str | None:
    """Return why nothing can be asked of words; None where it can.

    `own_view` tells that they are somebody's opinion in his own voice; of what weighs little in it, only what has a figure
    or a full name can be looked up by anybody.
    """
    bare = words.rstrip(".!… ").strip("‘’ ")
    if bare.endswith("?"):
        return "the words are a question themselves"
    if len(_ROW.findall(bare)) >= _ROWS:
        return "the words are a table that has lost its lines"
    if not is_whole(re.sub(r" \[[^\]]*\]|[‘’]", "", bare)):
        return "the words are a heading or a part of a sentence, and say nothing by themselves"
    if own_view and stakes is not None and stakes < LIGHT and not _HARD.search(bare):
        return "the words are the author's own view, which no record could settle"
    return None
