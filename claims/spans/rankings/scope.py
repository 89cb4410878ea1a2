"""Among what something ranks: the time, place, group or deed behind it, the owner before it, and where its words end."""

import re
from typing import Literal

from claims.spans.rankings.words import BOOK, CARDINALS, ORDINALS
from claims.text.lexicon import read_lexicon
from claims.text.tokens import Tokens

Scope = Literal["time", "group", "place", "deed", "career", "personal"]
_MARKS = frozenset(',;:—–()"“”?!\n')
_CLOSED = read_lexicon("closed_classes")
STOPS = (
    frozenset(
        word
        for name in (
            "prepositions",
            "auxiliaries",
            "subordinators",
            "pronouns",
            "relatives",
            "determiners",
            "after_speaker",
        )
        for word in _CLOSED[name]
    )
    - {"first", "only", "ever", "one"}
    | BOOK["more_stops"]
)
_LONGEST = 12  # words of a ranking's phrase
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def is_word(tokens: Tokens, i: int) -> bool:
    """Tell whether a token is a word that a noun phrase can hold."""
    return tokens.name(i) == "word" and (tokens.at(i) not in STOPS or tokens.word(i) in ("May", "US", "IT"))


def is_end(tokens: Tokens, i: int) -> bool:
    """Tell whether the clause's words end before token i."""
    word = tokens.word(i)
    return not word or word in _MARKS or (word == "." and not tokens.glued(i + 1)) or tokens.name(i) == "break"


def after_noun(tokens: Tokens, i: int) -> int:
    """Return the token after the noun phrase that begins at i; a participle with nothing to describe is its verb."""
    end = i
    while end < len(tokens) and end - i < _LONGEST:
        if (
            (tokens.word(end) in ("-", "‐", "‑", "'", "’", "&") and tokens.glued(end) and tokens.glued(end + 1))
            or tokens.name(end) == "owner"
            or (tokens.word(end) in "“\"'‘" and end == i)
        ):
            end += 1
        elif not is_word(tokens, end) or tokens.at(end) in ("ever", "yet") or _is_verb(tokens, i, end):
            break
        else:
            end += 1
    return end


def _is_verb(tokens: Tokens, i: int, j: int) -> bool:
    """Tell whether a word inside a phrase looks like the verb that ends it: in -ed with no noun behind."""
    return j > i and tokens.at(j).endswith("ed") and not is_word(tokens, j + 1) and len(tokens.at(j)) > 4


def scope_behind(tokens: Tokens, i: int) -> Scope | None:
    """Return the surest scope that the words from token i on name, within their clause; None where they name none."""
    found: list[Scope] = []
    for j in range(i, min(i + _LONGEST, len(tokens))):
        if is_end(tokens, j):
            break
        scope = _scope_at(tokens, j, i)
        if scope:
            found.append(scope)
    return min(found, key=_SURE.index, default=None)


_SURE: tuple[Scope, ...] = ("personal", "career", "time", "group", "deed", "place")


def _scope_at(tokens: Tokens, j: int, start: int) -> Scope | None:
    """Return the scope that begins at a token."""
    word, after = tokens.at(j), tokens.at(j + 1)
    if word in ("i", "we", "you", "i've", "we've", "i'd") or (
        word in BOOK["prepositions"] and tokens.word(j + 1) in BOOK["personal"]
    ):
        return "personal"
    if word in ("since", "ever", "yet", "history", "worldwide", "nationwide", "anywhere") or (
        word == "on" and after == "record"
    ):
        return "time"
    if word in BOOK["prepositions"]:
        return _of_preposition(tokens, j)
    if word in ("this", "last") and after in BOOK["times"]:
        return "time"
    if word == "to" and tokens.name(j + 1) == "word" and after not in BOOK["not_verbs"]:
        return "deed"
    return "deed" if word in ("that", "who", "where") and j > start and tokens.at(j - 1) not in BOOK["says"] else None


def _of_preposition(tokens: Tokens, j: int) -> Scope | None:
    """Return the scope that a preposition leads in: a time, a number of things, or a place."""
    after = [tokens.at(k) for k in range(j + 1, j + 6)]
    if after[0] in ("whom", "which", "them"):
        return None
    if any(word in BOOK["times"] for word in after[:5]) and (
        after[0] in CARDINALS
        or after[0].isdecimal()
        or after[0] in ("more", "over", "nearly", "almost", "at", "the", "a", "about", "its")
    ):
        return "time"
    if after[0] in ("his", "her", "their", "its") and after[1] in ("career", "time", "life", "lives"):
        return "career"
    if after[0] in BOOK["groups"] or after[0] in CARDINALS or after[0].isdecimal():
        return "time" if _YEAR.fullmatch(after[0]) else "group"
    return "place" if tokens.name(j + 1) in ("word", "number") else None


def end_of_scope(tokens: Tokens, i: int) -> int:
    """Return where a ranking's phrase ends: its noun phrase with the scope behind."""
    end, tail = after_noun(tokens, i), False
    while end < len(tokens) and end - i < _LONGEST and not is_end(tokens, end):
        tail = tail or tokens.at(end) in BOOK["tail"]
        if not tail or (tokens.at(end) not in BOOK["tail"] and _ends_tail(tokens, i, end)):
            break
        end += 1
    end = _without_bare_year(tokens, i, end)
    while end > i and (tokens.at(end - 1) in _NO_END or not tokens.word(end - 1)[-1:].isalnum()):
        end -= 1
    return end


_NO_END = STOPS | BOOK["tail"] - {"ever", "history"} | {"almost", "nearly", "roughly"}


def _ends_tail(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a word behind a scope's preposition no longer belongs to it: an amount, a verb, a small word."""
    if starts_amount(tokens, end):
        return tokens.at(end - 1) not in ("in", "over", "of", "than", "almost", "nearly", "about", "roughly")
    word = tokens.at(end)
    if tokens.name(end) == "owner":
        return False
    return (word in STOPS and word not in BOOK["inside_tail"]) or _is_verb(tokens, i, end)


def _without_bare_year(tokens: Tokens, i: int, end: int) -> int:
    """Leave out the year of "its first female president in 2019": it says when, not among what."""
    dated = tokens.at(i - 1) in ("first", "second") and end - 2 > i and tokens.at(end - 2) == "in"
    return end - 2 if dated and _YEAR.fullmatch(tokens.word(end - 1)) else end


def starts_amount(tokens: Tokens, i: int) -> bool:
    """Tell whether a figure of its own begins at a token; a year does not."""
    number = tokens.name(i) == "number" and not _YEAR.fullmatch(tokens.word(i))
    return tokens.word(i) in ("$", "£", "€", "¥", "₹") or number or tokens.at(i) in CARDINALS


def owner_before(tokens: Tokens, i: int) -> bool:
    """Tell whether an owner other than a pronoun stands before ("Chile's", "the workers'")."""
    return tokens.name(i - 1) == "owner" or tokens.word(i - 1) in ("'", "’") or tokens.at(i - 1).endswith(("s'", "s’"))


def is_denied(tokens: Tokens, i: int) -> bool:
    """Tell "not the first", "hardly the only", "neither the largest": what is denied is not claimed."""
    for j in range(i - 1, max(i - 6, -1), -1):
        if is_end(tokens, j):
            return False
        word = tokens.at(j)
        if word in BOOK["denials"] or word.endswith(("n't", "n’t")):
            return tokens.at(j + 1) != "only"
    return False


def group_before(tokens: Tokens, i: int) -> bool:
    """Tell "one of the", "among the world's": the ranking holds for several."""
    j, far = i - 1, max(0, i - _LONGEST)
    while j >= far and (
        tokens.name(j) == "owner"
        or tokens.word(j)[:1].isupper()
        or tokens.at(j) in ("the", "its", "his", "her", "their", "our", "world", "country", "nation")
    ):
        if tokens.at(j) in ("among", "amongst"):
            break
        j -= 1
    return tokens.at(j) in ("among", "amongst") or (
        tokens.at(j) == "of" and tokens.at(j - 1) in ("one", "some", "many", "two", "three", "several")
    )


def is_ordinal(tokens: Tokens, i: int) -> bool:
    """Tell whether a token is an ordinal other than "first"."""
    return tokens.at(i) in ORDINALS or (tokens.name(i) == "number" and tokens.at(i + 1) in ("st", "nd", "rd", "th"))
