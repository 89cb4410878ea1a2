"""Which way an undated day or month points: ahead or back, told by the nearest verb or preposition of its clause."""

from claims.spans.dates.words import LEXICON, Tokens

_LOOK_LEFT, _LOOK_RIGHT = 20, 10
_LOOK_OWNED = 5  # words behind "Sunday's" in which "will" tells that it is still to come
_BEFORE_A_PARTICIPLE = frozenset(("be", "a", "an", "the", "still", "being"))
_BEFORE_A_NOUN = frozenset(["the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "any", "no"])
_OPENERS = frozenset(
    ["in", "on", "by", "during", "since", "the", "of", "at", "early", "late", "from", "until", "after"]
)
_STOPS = frozenset(".;:!?“”\n")


_CUES: dict[str, int] = dict.fromkeys(LEXICON["tense"]["past"], -1) | dict.fromkeys(LEXICON["tense"]["ahead"], 1)


def _cue(tokens: Tokens, index: int) -> int:
    """Return 1 for a word that points ahead, -1 for one that points back, else 0.

    Lower-case "until" points ahead, but for "not until". Participles after "be" or an article take no side ("would be
    held", "a scheduled talk"); "set to" points ahead.
    """
    word, before, after = tokens.word(index), tokens.word(index - 1).lower(), tokens.word(index + 1)
    known = _CUES.get(word.lower())
    if known == 1 and before in _BEFORE_A_NOUN and word not in ("deadline", "coming", "upcoming"):
        return 0
    if word in ("until", "till"):
        return 0 if before in ("not", "up") else 1
    if known == 1 and (after == "-" or (after == "have" and word in _MODALS)):  # "would-be buyers", "may have seemed"
        return -int(after == "have")
    if (word, after) in _TURNED:
        return _TURNED[word, after]
    if before in ("is", "are") and (word.endswith("ing") or known == -1):
        return int(word.endswith("ing"))
    if known == -1 or (known is None and word.endswith("ed") and len(word) > 4 and word.islower()):
        return 0 if before in _BEFORE_A_PARTICIPLE else -1
    return known or 0


_MODALS = frozenset(("would", "could", "may", "might", "must", "should"))
_TURNED = {("could", "not"): -1, ("could", "be"): -1, ("could", "n"): -1, ("set", "to"): 1, ("set", "for"): 1}


def _is_stop(tokens: Tokens, index: int) -> bool:
    """Tell whether a token ends the sentence (a full stop after an abbreviation does not)."""
    word = tokens.word(index)
    if word[:1] not in _STOPS:
        return False
    return word != "." or (tokens.name(index - 1) != "mon" and len(tokens.word(index - 1)) > 2)


def begins_sentence(tokens: Tokens, start: int) -> bool:
    """Tell whether the token at `start` begins a sentence or a line, a preposition or two left aside."""
    before = start - 1
    while before > start - 3 and tokens.word(before).lower() in _OPENERS:
        before -= 1
    return (
        before < 0
        or tokens.name(before) == "break"
        or _is_stop(tokens, before)
        or "\n" in tokens.text[tokens.ends[before] : tokens.starts[before + 1]]
    )


def read_direction(tokens: Tokens, start: int, end: int) -> int:
    """Return 1 where the words around `start..end` point ahead, -1 where they point back, 0 where they say nothing.

    A verb of saying tells when somebody spoke: it counts for the words of its own clause first.
    """
    if tokens.word(end) in ("'", "’") and tokens.word(end + 1) == "s":
        return int(any(tokens.word(i) == "will" for i in range(end + 2, end + 2 + _LOOK_OWNED)))
    if _runs_ahead(tokens, start) or any(tokens.word(i) == "deadline" for i in range(end, end + 4)):
        return 1
    if _opens_clause(tokens, start) and (found := _read_right(tokens, end)):
        return found
    found, said = _read_left(tokens, start)
    return found or _read_right(tokens, end) or said


def _opens_clause(tokens: Tokens, start: int) -> bool:
    """Tell "while on Friday he left": the words before belong to another clause."""
    before = start - 1
    while before > start - 4 and tokens.word(before) in _OPENERS:
        before -= 1
    return tokens.word(before) in ("while", "but", "whereas", "though", "although")


def _runs_ahead(tokens: Tokens, start: int) -> bool:
    """Tell "extended to Nov. 20" and "through January", which name where something ends."""
    before = tokens.word(start - 1)
    moved = tokens.word(start - 2)
    if tokens.name(start - 2) in ("units", "u_week", "u_month", "u_quarter", "u_year"):
        return False
    if before != "through" and not (before == "to" and (moved.endswith("ed") or moved in ("off", "back", "forward"))):
        return False
    return all(tokens.word(i) not in ("from", "between", "way") for i in range(max(start - 9, 0), start - 1))


def _read_left(tokens: Tokens, start: int) -> tuple[int, int]:
    """Return the side that the nearest word before tells, and the one of a verb of saying whose clause has ended."""
    said, opened, infinitive = 0, False, False
    for i in range(start - 1, max(start - _LOOK_LEFT, -1), -1):
        word = tokens.word(i)
        if _is_stop(tokens, i):
            break
        opened = opened or word in _OPENING
        infinitive = infinitive or word == "to"
        if word == "to" and tokens.word(i + 1) == "be":
            return 1, said
        found = _cue(tokens, i)
        if found < 0 and infinitive and word in _CONTROL:
            return 1, said
        if found and opened and word in _SAYING:
            said = said or found
        elif found:
            return found, said
    return 0, said


def _read_right(tokens: Tokens, end: int) -> int:
    """Return the side that the nearest word behind tells."""
    for i in range(end, min(end + _LOOK_RIGHT, len(tokens.starts))):
        if _is_stop(tokens, i):
            break
        found = _cue(tokens, i)
        if found:
            return found
    return 0


_OPENING = frozenset(("that", "is", "are", ",", "it", "they", "he", "she"))
_SAYING = frozenset(LEXICON["tense"]["saying"])
_CONTROL = frozenset(LEXICON["tense"]["control"])


def is_infinitive_before(tokens: Tokens, start: int) -> bool:
    """Tell whether an infinitive governs the words at `start` ("ordered it to leave within 90 days")."""
    for i in range(start - 1, max(start - 9, 0), -1):
        if _is_stop(tokens, i) or tokens.word(i) == ",":
            return False
        if tokens.word(i) == "to":
            after = tokens.word(i + 1)
            return after.islower() and after not in _BEFORE_A_NOUN and not after.endswith(("ed", "ing", "s"))
    return False
