"""What a finder hands over: the words of a claim and its kind; `find.py` adds who, when and the ids."""

import re
from dataclasses import dataclass

from claims.model import Figure, Sentence, Span
from schemas.vocabulary import Kind, Tense


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. `figure` is there for the kinds that carry one; `tense` where the finder knows it."""

    kind: Kind
    span: Span
    figure: Figure | None = None
    tense: Tense | None = None
    notes: tuple[str, ...] = ()


_CLAUSE_END = re.compile(
    r"[,;:.!?—](?=\s|$|[”\"’'])|\s[-–]\s|[”()]|\"(?=\s|$)|\s(?:but|while|whereas|although|because|as\s(?:he|she|it|they))\b"
)


def clause_end(text: str, start: int, sentence: Sentence) -> int:
    """Return where the clause that runs at `start` ends: at the next stop, dash, closing mark or adversative."""
    found = _CLAUSE_END.search(text, start, sentence.end)
    end = found.start() if found else sentence.end
    return start + len(text[start:end].rstrip())
