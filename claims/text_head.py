"""What a plain text says of itself at its top: a headline, then "By NAME" and a day, each alone on its line.

Nothing is read that is not surely such a line; all of it stays in the text, which offsets refer to.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from claims.metadata import Metadata, moment_of

_MOST_LINES = 4  # headline, byline, day, and the first of the body
_HEADLINE_CHARACTERS = 150
_BYLINE = re.compile(r"(?:By|BY)\s+(?=[^\W\d_])[^.!?:]{2,80}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY_CHARACTERS = 60
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


def head_of(text: str) -> Metadata:
    """Return headline, byline and day of publication, as far as the first lines tell them; nothing where the first is a sentence."""
    first, *rest = list(islice(_lines(text), _MOST_LINES)) or [""]
    is_headline = 0 < len(first) <= _HEADLINE_CHARACTERS and not _ENDS_SENTENCE.search(first)
    bylines, days = _known(rest[:-1])  # behind them comes the article itself
    if not is_headline or not (bylines or days):
        return Metadata()
    day = moment_of(days[0]) if days else None
    byline = bylines[0] if bylines else None
    return Metadata(title=first, byline=byline, published_at=day, published_basis="text" if day else None)


def _lines(text: str) -> Iterator[str]:
    for line in re.finditer(r"[^\n]+", text):
        if words := " ".join(line[0].split()):
            yield words


def _known(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the byline and the day among the lines behind the headline, up to the first line that is neither."""
    bylines: list[str] = []
    days: list[str] = []
    for line in lines:
        if not bylines and _BYLINE.fullmatch(line):
            bylines.append(line)
        elif not days and len(line) <= _DAY_CHARACTERS and _YEAR.search(line) and moment_of(line):
            days.append(line)
        else:
            break
    return bylines, days
