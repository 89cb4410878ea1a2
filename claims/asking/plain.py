"""Small changes of words for a sentence of their own: quote marks, capitals, and one or several."""

import re

from claims.asking.clause import listed
from claims.text.lexicon import is_plural
from claims.text.nouns import is_person
from claims.text.printed import Printed


def is_several(name: str) -> bool:
    """Tell whether a name or noun phrase means more than one: "researchers", "Ana Ruiz and Jo Lind"."""
    name = re.split(r"[,–—-]", name, maxsplit=1)[0]
    head = re.split(r"\s(?:of|in|at|from|with|among|for|on|to|by|familiar|close)\s", name, maxsplit=1)[0]
    last = head.split()[-1] if head.split() else ""
    if name.lower() in ("many", "some", "others", "several", "most", "both", "few"):
        return True
    joined = " and " in head and head[:1].isupper()
    alone = " " not in name and is_plural(name.lower()) and is_person(name.lower())
    return (
        joined
        or alone
        or (last[:1].islower() and (is_plural(last) or last in ("police", "people")) and not last.endswith("ss"))
    )


_MARKS = re.compile(r"[“”\"]")


def nested(words: str) -> str:
    """Return words on one line that can stand between double quote marks: their own are single, and each has its fellow."""
    words = " ".join(re.sub(r"''|``", '"', words).split())
    depth, missing, out, at = 0, 0, "", 0
    for mark in _MARKS.finditer(words):
        opens = not words[: mark.start()].strip() or words[mark.start() - 1] in " ([—–-‘'"
        depth += 1 if opens else -1
        missing, depth = (missing + 1, 0) if depth < 0 else (missing, depth)
        out += words[at : mark.start()] + ("‘" if opens else "’")
        at = mark.end()
    return ("‘" * missing + out + words[at:] + "’" * depth).replace("‘’", "").strip()


def low_first(words: str) -> str:
    """Return words with a small first letter."""
    return words[:1].lower() + words[1:]


def in_a_sentence(words: str, printed: Printed) -> str:
    """Return words as in the middle of a sentence: their first one small, unless the text has it as a name elsewhere."""
    first = re.match(r"[A-Z][a-z]*\b", words)
    if first is None or first[0] == "I" or words[first.end() : first.end() + 1] in ("'", "’", "."):
        return words
    low = first[0].lower()
    if low in listed("small") or low.endswith("ly"):
        return low_first(words)
    if first[0] in printed.names or re.match(r"\s+[A-Z]", words[first.end() :]):
        return words
    plain = low in printed.small or (is_plural(low) and not re.match(r",|\s+[A-Z]", words[first.end() :]))
    return low_first(words) if plain else words
