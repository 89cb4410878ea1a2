"""Why nothing is asked of words: a table that lost its lines, or a heading that neither states nor counts anything."""

import re
from collections.abc import Mapping

from claims.asking.clause import is_whole

LIGHT = 1.6
"""Stakes of a sentence in the story's own voice below which it may be no more than a view."""

_ROW = re.compile(r"(?:(?<=\s)[(+*-]*\d[\d.,]*%?[)*]*(?:\s|$)){3}")  # three numbers with no word between them
_ROWS = 2
_SOURCED = re.compile(
    r"[\w’' ]{3,60}\b(?:was|were|is|are)(?:n['’]t| not) authori[sz]ed to (?:speak|discuss|comment)\b[^,;“”]{0,60}",
    re.IGNORECASE,
)
_VIEW = 0.4  # chance that nothing settles words, from which those of an author are taken for a view
_FEW = 4  # words of which a verb would be found


def is_a_view(likely: Mapping[str, float]) -> bool:
    """Tell whether what would be asked of an author alone is a view of his, by the chances of the keepers."""
    return likely["nothing"] >= _VIEW


def why_nothing(words: str, *, counts: bool) -> str | None:
    """Return why nothing can be asked of words; None where it can; what `counts` anything can always be asked about."""
    bare = re.sub(r" \[[^\]]*\]|[‘’]", "", words.rstrip(".!?… "))
    if len(_ROW.findall(bare)) >= _ROWS:
        return "the words are a table that has lost its lines"
    if _SOURCED.fullmatch(bare):
        return "the words tell how the story came by what it says, which nobody else can know"
    if not counts and len(bare.split()) < _FEW and not is_whole(bare):
        return "the words are a heading or a part of a sentence, and say nothing by themselves"
    return None
