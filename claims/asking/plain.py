"""Small changes of words for a sentence of their own: quote marks and capitals."""

import re

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
