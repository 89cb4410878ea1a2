"""The texts of labels: cut as an article is read, and named by the hash of their words."""

import hashlib

from claims.model import Line, Sentence
from claims.text.lines import read_lines
from claims.text.sentences import split_sentences


def cut(text: str) -> tuple[list[Line], list[Sentence]]:
    """Return the lines of a text and the sentences of its body, as an article is read."""
    lines = list(read_lines(text))
    body = [line for line in lines if line.kind == "body"]
    return lines, [s for line in body for s in split_sentences(text, line.start, line.end)]


def digest(text: str) -> str:
    """Name a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]
