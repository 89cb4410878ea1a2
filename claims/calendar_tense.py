"""Which way an undated day or month points: ahead or back, told by the nearest verb or preposition of its clause."""

import tomllib
from importlib.resources import files

from claims.calendar_words import Tokens

_LOOK_LEFT, _LOOK_RIGHT = 14, 10
_STOPS = frozenset(".;:!?“”\n")


def _read_cues() -> dict[str, int]:
    """Return the direction of each listed word."""
    lexicon = tomllib.loads(files("claims").joinpath("lexicon", "dates.toml").read_text(encoding="utf-8"))["tense"]
    return dict.fromkeys(lexicon["past"], -1) | dict.fromkeys(lexicon["ahead"], 1)


_CUES = _read_cues()


def _cue(word: str) -> int:
    """Return 1 for a word that points ahead, -1 for one that points back, else 0."""
    word = word.lower()
    known = _CUES.get(word)
    if known is not None:
        return known
    return -1 if word.endswith("ed") and len(word) > 4 else 0


def _is_stop(tokens: Tokens, index: int) -> bool:
    """Tell whether a token ends the sentence (a full stop after an abbreviation does not)."""
    word = tokens.word(index)
    if word[:1] not in _STOPS:
        return False
    return word != "." or (tokens.name(index - 1) != "mon" and len(tokens.word(index - 1)) > 2)


def read_direction(tokens: Tokens, start: int, end: int) -> int:
    """Return 1 where the words around `start..end` point ahead, -1 where they point back, 0 where they say nothing."""
    for i in range(start - 1, max(start - _LOOK_LEFT, -1), -1):
        if _is_stop(tokens, i):
            break
        found = _cue(tokens.word(i))
        if found:
            return found
    for i in range(end, min(end + _LOOK_RIGHT, len(tokens.starts))):
        if _is_stop(tokens, i):
            break
        found = _cue(tokens.word(i))
        if found:
            return found
    return 0
